"""Prove that the merged cells of a worksheet are the old ones but for those unmerged or merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlmot.findings import Edit, Unmerge
from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.proof.node import ProofNode, bare
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.xml_tree import children
from xlmot.programme.address import Area, area_name


class Merges(NamedTuple):
    """Areas of a sheet that edits unmerge, and those whose cells they merge."""

    unmerged: frozenset[Area] = frozenset()
    merged: frozenset[Area] = frozenset()

    @classmethod
    def on(cls, sheet: str | None, edits: Iterable[Edit]) -> Merges:
        """Return what edits say of one sheet."""
        own = [edit for edit in edits if isinstance(edit, Unmerge) and edit.sheet == sheet]
        unmerged = frozenset(edit.area for edit in own if not edit.back)
        return cls(unmerged, frozenset(edit.area for edit in own if edit.back))

    @property
    def any(self) -> bool:
        return bool(self.unmerged or self.merged)

    def faults(self, old: RawParts, new: RawParts, part: str) -> Iterator[Message]:
        """Yield the areas that were not merged, or are not, as the edits of a worksheet say."""
        before, after = _merged(old, part), _merged(new, part)
        for area in sorted(self.unmerged):
            if before.count(area) != 1:
                yield say("{part}: cells {area} were not merged.", part=part, area=area_name(area))
        for area in sorted(self.merged):
            if area in before or after.count(area) != 1:
                yield say("{part}: cells {area} are not merged.", part=part, area=area_name(area))

    def unmerges(self, reference: str) -> bool:
        """Return whether what a `mergeCell` refers to is unmerged."""
        return _names(reference, self.unmerged)

    def without_merged(self, node: ProofNode) -> ProofNode:
        """Return a worksheet's tree without the areas whose cells are merged by the edits."""
        if not self.merged:
            return node
        kept = (self._left(child) for child in node.children)
        return node._replace(children=[child for child in kept if child is not None])

    def _left(self, node: ProofNode) -> ProofNode | None:
        if bare(node.name) != "mergeCells":
            return node
        own = [
            one for one in node.children if not _names(one.attributes.get("ref", ""), self.merged)
        ]
        return node._replace(children=own) if own else None


def _names(reference: str, known: frozenset[Area]) -> bool:
    found = areas(reference)
    return bool(found) and known.issuperset(found or ())


def _merged(reading: RawParts, part: str) -> list[Area]:
    frame = reading.frame(part)
    nodes = () if frame is None else children(frame, "mergeCells", "mergeCell")
    return [area for node in nodes for area in areas(node.get("ref", "")) or []]
