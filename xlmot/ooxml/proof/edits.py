"""Prove, part by part and fact by fact, that an edited workbook differs by the edits alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import chain

from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.findings.receipt import Moved, Receipt
from xlmot.messages import Message, say
from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.proof.blame import refuse_first
from xlmot.ooxml.proof.cells import SheetProof
from xlmot.ooxml.proof.expectation import Surroundings
from xlmot.ooxml.proof.merges import Merges
from xlmot.ooxml.proof.parts import (
    changed,
    changed_strings,
    listing_faults,
    may_follow,
    part_faults,
    string_faults,
    style_faults,
)
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.reckoning import Deletions
from xlmot.ooxml.proof.restoration import row_faults
from xlmot.ooxml.proof.rows import unproven
from xlmot.ooxml.proof.structure import new_problems


def verify(old: bytes, new: bytes, edits: Sequence[Edit]) -> Receipt:
    """Return the proof that the workbook `new` is `old` with `edits` made and nothing else.

    Every other cell holds what it held, under the row it has now; every formula and reference is
    the same or follows the deleted rows; every other part has the same bytes; and nothing is there
    that Excel would repair which was not there before. Raises RefusedEdit where one of these is
    not so.
    """
    was = RawParts.of(old)
    comparison = EditProof(was, RawParts.of(new, was), tuple(edits))
    refuse_first(comparison.faults(), was)
    return comparison.receipt(_digest(old), _digest(new))


def verify_insertion(old: bytes, new: bytes, before: bytes, edits: Sequence[DeleteRow]) -> None:
    """Raise RefusedEdit unless `new` is `old` with the rows of `edits` put back.

    It is if deleting them from `new` gives `old`, if they hold what they held in the workbook
    `before` they were deleted, and if nothing is there that Excel would repair.
    """
    was, now = RawParts.of(old), RawParts.of(new)
    comparison = EditProof(now, was, tuple(edits), inverse=True)
    refuse_first(chain(comparison.faults(), row_faults(RawParts.of(before), now, edits)), was)


@dataclass(frozen=True)
class EditProof:
    """Two workbooks and the edits that lead from one to the other.

    With `inverse` it is `old` that is written, by taking the edits back.
    """

    old: RawParts
    new: RawParts
    edits: tuple[Edit, ...]
    inverse: bool = False
    moved: list[Moved] = field(default_factory=list)
    looked_at: dict[str, list[bytes]] = field(default_factory=dict)

    @cached_property
    def deletions(self) -> Deletions:
        rows: dict[str, list[int]] = {}
        for edit in self.edits:
            if isinstance(edit, DeleteRow):
                rows.setdefault(edit.sheet, []).append(edit.row)
        return Deletions.on(rows)

    @cached_property
    def strings(self) -> frozenset[bytes]:
        return changed_strings(self.old, self.new)

    def faults(self) -> Iterator[Message]:
        """Yield what differs beyond the edits."""
        return chain(
            self._unknown_sheets(),
            self._parts_gone_or_come(),
            self._sheets(),
            self._other_parts(),
            self._structure(),
        )

    def _structure(self) -> Iterator[Message]:
        if self.inverse:
            found = new_problems(self.new, self.old)
        else:
            found = new_problems(self.old, self.new, self.looked_at)
        for problem in found:
            yield problem.message

    def _unknown_sheets(self) -> Iterator[Message]:
        known = {sheet.name for sheet in self.old.sheets}
        for name in {edit.sheet for edit in self.edits} - known:
            yield say("There is no sheet “{sheet}”.", sheet=name)

    @cached_property
    def gone(self) -> list[str]:
        return [part for part in self.old.parts if part not in self.new.parts]

    @cached_property
    def come(self) -> list[str]:
        return [part for part in self.new.parts if part not in self.old.parts]

    def _parts_gone_or_come(self) -> Iterator[Message]:
        """Yield parts lost or added; the order of calculation may go, shared strings may come."""
        written = self.new if self.inverse else self.old
        expendable = written.related(written.workbook, "calcChain") if self.deletions else []
        for part in self.gone:
            if part not in expendable:
                yield say("{part} is lost.", part=part)
        strings = self.new.related(self.new.workbook, "sharedStrings")
        for part in self.come:
            if part in expendable and self.inverse:
                continue
            if part not in strings or not self._sets_cells:
                yield say("{part} was added.", part=part)

    @property
    def _sets_cells(self) -> bool:
        return any(isinstance(edit, SetCell) for edit in self.edits)

    def _sheets(self) -> Iterator[Message]:
        for sheet in self.old.sheets:
            if sheet.part in self.old.parts and sheet.part in self.new.parts:
                yield from self._sheet(sheet.name, sheet.part)

    def _sheet(self, name: str, part: str) -> Iterator[Message]:
        same = self.old.parts[part] == self.new.parts[part]
        edits = self._cell_edits(name)
        if same and not (edits or self.deletions or self.strings):
            return
        proof = SheetProof(name, part, self.old, self.new, self.deletions, edits, self.moved)
        touched = {row for row, _ in edits}
        old, new, rows = self.old.apart(part), self.new.apart(part), proof.rows
        careful = bool(self.deletions)
        for before, after in unproven(old, new, rows, touched, self.strings, careful=careful):
            if after:
                self.looked_at.setdefault(part, []).append(after[1])
            yield from proof.row_faults(before, after)
        yield from proof.unseen()
        yield from filter(None, map(proof.deletion_fault, self._deleted_rows(name)))

    def _cell_edits(self, sheet: str) -> dict[tuple[int, int], SetCell]:
        """Return the edits of cells of a sheet, but for those of rows that are deleted."""
        rows = self.deletions.rows(sheet)
        return {
            (edit.row, edit.column): edit
            for edit in self.edits
            if isinstance(edit, SetCell) and edit.sheet == sheet and edit.row not in rows
        }

    def _deleted_rows(self, sheet: str) -> list[DeleteRow]:
        return [edit for edit in self.edits if isinstance(edit, DeleteRow) and edit.sheet == sheet]

    def _other_parts(self) -> Iterator[Message]:
        for part in self.old.parts:
            if part not in self.new.parts:
                continue
            same = self.old.parts[part] == self.new.parts[part]
            follows = self.deletions and may_follow(self.old, part)
            if not same or follows or part in self._merging:
                yield from self._part(part)

    def _part(self, part: str) -> Iterator[Message]:
        old, new = self.old, self.new
        if part == "[Content_Types].xml" or part.endswith(".rels"):
            yield from listing_faults(old, new, part, self.gone, self.come)
        elif part == old.styles and self._sets_cells:
            yield from style_faults(old, new, part)
        elif part in old.related(old.workbook, "sharedStrings") and self._sets_cells:
            yield from string_faults(old, new, part)
        elif may_follow(old, part):
            owner = old.owners.get(part)
            setting = Surroundings(
                owner,
                self.deletions,
                edited=bool(self._cell_edits(owner or "")),
                renamed=self._renames(owner, part),
                merges=Merges.on(owner, self.edits),
            )
            yield from part_faults(old, new, part, setting, self.moved)
        else:
            yield changed(part)

    @cached_property
    def _merging(self) -> set[str]:
        """Return the worksheets where cells are unmerged or merged."""
        names = {edit.sheet for edit in self.edits if isinstance(edit, Unmerge)}
        return {sheet.part for sheet in self.old.sheets if sheet.name in names}

    def _renames(self, sheet: str | None, part: str) -> bool:
        """Return whether an edit changes the header of a table."""
        root = self.old.tree(part) if part in self.old.tables else None
        found = areas(root.get("ref", "")) if root is not None else None
        return bool(found) and any(
            row == area.top and area.left <= column <= area.right
            for row, column in self._cell_edits(sheet or "")
            for area in found or []
        )

    def receipt(self, before: str, after: str) -> Receipt:
        """Return the proof, once there is no fault."""
        old, new = self.old.parts, self.new.parts
        both = [part for part in old if part in new]
        same = {part for part in both if old[part] == new[part]}
        return Receipt(
            before=before,
            after=after,
            identical={part: _digest(old[part]) for part in both if part in same},
            changed={
                part: (_digest(old[part]), _digest(new[part])) for part in both if part not in same
            },
            removed={part: _digest(old[part]) for part in self.gone},
            added={part: _digest(new[part]) for part in self.come},
            edits=self.edits,
            moved=tuple(self.moved),
        )


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
