"""Prove, part by part, that a workbook differs by the sheets grafted onto it alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import sha256
from itertools import chain

from xlmot.findings.receipt import Changes, Receipt
from xlmot.messages import Message, say
from xlmot.ooxml.graft.add_sheets import NO_CHANGES
from xlmot.ooxml.parts.relations import source_of
from xlmot.ooxml.proof.blame import refuse_first
from xlmot.ooxml.proof.parts import changed, listing_faults
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.structure import new_problems
from xlmot.ooxml.proof.surroundings import (
    Declared,
    book_faults,
    format_faults,
    is_renamed,
    tab_faults,
    title_faults,
)


def verify_graft(
    old: bytes, new: bytes, written: Collection[str], changes: Changes = NO_CHANGES
) -> Receipt:
    """Return the proof that `new` is `old` with the sheets `written` grafted onto it.

    Every sheet that is not the graft's has the same bytes, name, number and order; every other
    part too, but for lists that name the new parts, formats added at the end of theirs, and the
    order of calculation, which Excel makes anew; and nothing is there that Excel would repair
    which was not there before. Raises RefusedEdit where one of these is not so.
    """
    declared = Declared(
        frozenset(written),
        {earlier: name for name, earlier in changes.replaced.items()},
        {earlier: kept.name for earlier, kept in changes.kept.items()},
        changes.dropped,
    )
    was = RawParts.of(old)
    proof = _Proof(was, RawParts.of(new), declared)
    refuse_first(proof.faults(), was)
    return proof.receipt(_digest(old), _digest(new))


class _Proof:
    def __init__(self, old: RawParts, new: RawParts, declared: Declared) -> None:
        self.old = old
        self.new = new
        self.declared = declared
        self.gone = [part for part in old.parts if part not in new.parts]
        self.come = [part for part in new.parts if part not in old.parts]
        replaced = {*declared.replaced, *declared.dropped}
        self.before = {part for part, sheet in old.owners.items() if sheet in replaced}
        self.after = {part for part, sheet in new.owners.items() if sheet in declared.written}

    def faults(self) -> Iterator[Message]:
        """Yield what differs beyond the graft."""
        return chain(
            tab_faults(self.old, self.new, self.declared),
            self._parts_gone_or_come(),
            chain.from_iterable(map(self._part, self.old.parts)),
            (problem.message for problem in new_problems(self.old, self.new)),
        )

    def _parts_gone_or_come(self) -> Iterator[Message]:
        expendable = self.old.related(self.old.workbook, "calcChain")
        for part in self.gone:
            if _source(part) not in self.before and part not in expendable:
                yield say("{part} is lost.", part=part)
        for part in self.come:
            if _source(part) not in self.after and part != self.new.styles:
                yield say("{part} was added.", part=part)

    def _part(self, part: str) -> Iterator[Message]:
        old, new = self.old, self.new
        if part not in new.parts or old.parts[part] == new.parts[part]:
            return
        source = _source(part)
        if source in self.before and source in self.after:
            return
        if part == "[Content_Types].xml" or part.endswith(".rels"):
            yield from listing_faults(old, new, part, self.gone, self.come)
        elif part == old.workbook:
            yield from book_faults(old, new, self.declared)
        elif part == old.styles:
            yield from format_faults(old, new, part)
        elif part in old.related("", "extended-properties"):
            yield from title_faults(old, new, part)
        elif not self._is_kept(part):
            yield changed(part)

    def _is_kept(self, part: str) -> bool:
        """Return whether a part belongs to a sheet that has a new name, which alone it shows."""
        owner, sheets = self.old.owners.get(part), [sheet.part for sheet in self.old.sheets]
        if owner not in self.declared.kept or part in sheets:
            return False
        return is_renamed(self.old.parts[part], self.new.parts[part], self.declared.kept)

    def receipt(self, before: str, after: str) -> Receipt:
        """Return the proof, once there is no fault."""
        old, new = self.old.parts, self.new.parts
        both = [part for part in old if part in new]
        return Receipt(
            before=before,
            after=after,
            identical={part: _digest(old[part]) for part in both if old[part] == new[part]},
            changed={
                part: (_digest(old[part]), _digest(new[part]))
                for part in both
                if old[part] != new[part]
            },
            removed={part: _digest(old[part]) for part in self.gone},
            added={part: _digest(new[part]) for part in self.come},
            edits=(),
            moved=(),
        )


def _source(part: str) -> str:
    """Return the part whose relationships a part holds, the part itself of any other."""
    return source_of(part) if part.endswith(".rels") else part


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
