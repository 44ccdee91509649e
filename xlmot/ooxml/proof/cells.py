"""Prove, cell by cell, that a row is the old one but for the declared edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property
from xml.etree.ElementTree import ParseError

from xlmot.findings import DeleteRow, SetCell
from xlmot.findings.receipt import Moved
from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.references import RowMap, without_rows
from xlmot.ooxml.proof.node import actual
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.reckoning import Deletions, following
from xlmot.ooxml.proof.sheet_rows import (
    Row,
    cell_value,
    numbered_cells,
)
from xlmot.ooxml.proof.xml_tree import Element, children, local
from xlmot.programme.address import cell_name
from xlmot.programme.grid import Value

_MEASURED = frozenset(
    {"spans", "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac}dyDescent"}
)
# Says that a cell's value is shown in another way than its kind: it goes with the value.
_KIND = frozenset({"r", "t", "cm", "vm", "ph"})


class Master(NamedTuple):
    """The cell that holds the text of a group of shared formulas (18.3.1.40)."""

    row: int
    column: int
    text: str


@dataclass(frozen=True)
class SheetProof:
    """One worksheet before and after: `edits` are those of its cells, by old row and column."""

    name: str
    part: str
    old: RawParts
    new: RawParts
    deletions: Deletions
    edits: Mapping[tuple[int, int], SetCell]
    moved: list[Moved] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)

    @property
    def rows(self) -> RowMap:
        return self.deletions.rows(self.name)

    @cached_property
    def masters(self) -> tuple[dict[str, Master], dict[str, Master]]:
        return masters_of(self.old, self.part), masters_of(self.new, self.part)

    def row_faults(self, before: Row | None, after: Row | None) -> Iterator[Message]:
        """Yield what differs between a row and what it has become, beyond the edits."""
        number = before[0] if before else self.rows.old(after[0] if after else 0)
        try:
            old = self.old.apart(self.part).element(before[1]) if before else None
            new = self.new.apart(self.part).element(after[1]) if after else None
        except ParseError:
            yield self._fault(say("row {row}", row=number), _CHANGED)
            return
        if self._layout(old, number) != self._layout(new, number):
            yield self._fault(say("row {row}", row=number), _CHANGED)
        olds = dict(numbered_cells(old)) if old is not None else {}
        news = dict(numbered_cells(new)) if new is not None else {}
        for column in sorted(olds.keys() | news.keys()):
            place = (number, column)
            if place in self.edits:
                self.seen.add(place)
                fault = self._edit_fault(self.edits[place], olds.get(column), news.get(column))
            else:
                shown = (after[0] if after else 0, column)
                fault = self._cell_fault(place, shown, olds.get(column), news.get(column))
            if fault:
                yield self._cell(number, column, fault)

    def _layout(self, row: Element | None, number: int) -> object:
        """Return the attributes of a row; a row without any is as good as none.

        Its extent and its line's height may be measured again where a cell is edited.
        """
        if row is None:
            return {}, []
        left_out = {"r"}
        if number in self._edited:
            left_out |= _MEASURED
        attributes = {key: text for key, text in row.attrib.items() if key not in left_out}
        return attributes, [actual(child) for child in row if local(child) != "c"]

    @cached_property
    def _edited(self) -> frozenset[int]:
        return frozenset(row for row, _ in self.edits)

    def _fault(self, place: Message, fault: Message) -> Message:
        return say("Sheet “{sheet}”, {place}: {fault}", sheet=self.name, place=place, fault=fault)

    def _cell(self, row: int, column: int, fault: Message) -> Message:
        return self._fault(say("cell {cell}", cell=cell_name(row, column)), fault)

    def unseen(self) -> Iterator[Message]:
        """Yield the edits that were not made, once all rows have been looked at."""
        for (row, column), edit in self.edits.items():
            if (row, column) not in self.seen and edit.old != edit.new:
                yield self._cell(row, column, _NOT_MADE)

    def _cell_fault(
        self,
        place: tuple[int, int],
        shown: tuple[int, int],
        old: Element | None,
        new: Element | None,
    ) -> Message | None:
        if old is None or new is None:
            return _CHANGED
        if _attributes(old) != _attributes(new):
            return _CHANGED
        if _held(old, self.old) != _held(new, self.new):
            return _CHANGED
        if self._wanted(old, place) != self._formula(new, shown):
            return say("its formula does not follow the deleted rows.")
        return None

    def _wanted(self, cell: Element, place: tuple[int, int]) -> object:
        """Return what a cell's formula must be, and note it where that is something new."""
        formula = next(children(cell, "f"), None)
        if formula is None:
            return None
        text, shift = resolved(formula, place, self.masters[0])
        before = following(text, self.name, NO_DELETIONS, shift)
        after = following(text, self.name, self.deletions, shift)
        if before != after:
            self.moved.append(Moved(self.part, cell_name(*place), before, after))
        return after, _formula_kind(formula, self.rows)

    def _formula(self, cell: Element, place: tuple[int, int]) -> object:
        formula = next(children(cell, "f"), None)
        if formula is None:
            return None
        text, shift = resolved(formula, place, self.masters[1])
        return following(text, self.name, NO_DELETIONS, shift), _formula_kind(formula, _NO_ROWS)

    def _edit_fault(
        self, edit: SetCell, old: Element | None, new: Element | None
    ) -> Message | None:
        before = None if old is None else cell_value(old, self.old.strings)
        after = None if new is None else cell_value(new, self.new.strings)
        if any(True for cell in (old, new) if cell is not None for _ in children(cell, "f")):
            return say("a formula stands where a value is edited.")
        if not is_value(before, edit.old):
            return say("it did not hold the value that the edit replaces.")
        if not is_value(after, edit.new) or (isinstance(after, str) and not _is_text(new)):
            return _NOT_MADE
        if old is not None and new is not None and not self._same_format(old, new):
            return say("its format changed.")
        return None

    def _same_format(self, old: Element, new: Element) -> bool:
        """Return whether an edited cell kept its attributes; its format may have become text."""
        left, right = _attributes(old), _attributes(new)
        for name in _KIND | {"s"}:
            left.pop(name, None)
            right.pop(name, None)
        if left != right:
            return False
        formats = _format(self.old, old.get("s", "0")), _format(self.new, new.get("s", "0"))
        return old.get("s", "0") == new.get("s", "0") or formats[0] == formats[1]

    @cached_property
    def _old_pieces(self) -> dict[int, bytes]:
        return dict(self.old.apart(self.part).rows)

    def _old_cells(self, row: int) -> list[tuple[int, Element]]:
        piece = self._old_pieces.get(row)
        return numbered_cells(self.old.apart(self.part).element(piece)) if piece else []

    def deletion_fault(self, edit: DeleteRow) -> Message | None:
        """Return what is wrong where a deleted row did not hold what was said."""
        cells = self._old_cells(edit.row)
        shown = {column: cell_value(cell, self.old.strings) for column, cell in cells}
        errors = {column for column, cell in cells if cell.get("t") == "e"}
        last = max([len(edit.old), *shown])
        for column in range(1, last + 1):
            value = edit.old[column - 1] if column <= len(edit.old) else None
            if column not in errors and not is_value(shown.get(column), value):
                return self._fault(
                    say("cell {cell}", cell=cell_name(edit.row, column)),
                    say("it did not hold what the edit says of the row that is deleted."),
                )
        return None


_CHANGED = say("it changed without an edit.")
_NOT_MADE = say("it does not hold the value of the edit.")
NO_DELETIONS = Deletions({})
_NO_ROWS = RowMap([])


def is_value(shown: object, value: Value) -> bool:
    """Return whether a cell that holds `shown` has the value of an edit; dates are numbers there.

    >>> is_value(None, ""), is_value(7.0, 7), is_value("7", 7), is_value(True, 1)
    (True, True, False, False)
    """
    if value is None or value == "":
        return shown in (None, "")
    if isinstance(value, date | time | timedelta):
        return isinstance(shown, float | str)
    if isinstance(value, bool) or isinstance(shown, bool):
        return shown is value
    return shown == value


def _is_text(cell: Element | None) -> bool:
    return cell is not None and cell.get("t") in ("s", "inlineStr", "str")


def _held(cell: Element, reading: RawParts) -> object:
    """Return all that a cell holds but its formula, a shared string as it is stored."""
    if cell.get("t") == "s":
        index = next((one.text or "" for one in children(cell, "v")), "")
        known = index.isdecimal() and int(index) < len(reading.strings)
        return reading.strings[int(index)] if known else index
    return [exact(child) for child in cell if local(child) != "f"]


def exact(element: Element) -> object:
    """Return all of an element, white space too."""
    return element.tag, element.attrib, element.text, element.tail, list(map(exact, element))


def resolved(
    formula: Element, place: tuple[int, int], masters: Mapping[str, Master]
) -> tuple[str, tuple[int, int]]:
    """Return the text of a formula, and how far from where it is written it stands."""
    text = formula.text or ""
    master = masters.get(formula.get("si", ""))
    if formula.get("t") != "shared" or text or master is None:
        return text, (0, 0)
    return master.text, (place[0] - master.row, place[1] - master.column)


def _attributes(cell: Element) -> dict[str, str]:
    return {name: value for name, value in cell.attrib.items() if name != "r"}


def _formula_kind(formula: Element, rows: RowMap) -> object:
    """Return what a formula is besides its text; groups of shared ones are for storage only."""
    if formula.get("t", "normal") in ("normal", "shared"):
        return {name: formula.get(name) for name in ("ca", "bx") if name in formula.attrib}
    kind = dict(formula.attrib)
    for name in ("ref", "r1", "r2"):
        if name in kind:
            kind[name] = without_rows(kind[name], rows) or ""
    return kind


def masters_of(reading: RawParts, part: str) -> dict[str, Master]:
    sheet = reading.apart(part)
    found: dict[str, Master] = {}
    for number, piece in sheet.rows:
        if b"shared" not in piece:
            continue
        for column, cell in numbered_cells(sheet.element(piece)):
            for formula in children(cell, "f"):
                if formula.get("t") == "shared" and formula.text:
                    found[formula.get("si", "")] = Master(number, column, formula.text)
    return found


def _format(reading: RawParts, index: str) -> object:
    """Return a cell format as it is but for what makes numbers text."""
    root = reading.tree(reading.styles) if reading.styles else None
    formats = [] if root is None else list(children(root, "cellXfs", "xf"))
    if not (index.isdecimal() and int(index) < len(formats)):
        return index
    node = actual(formats[int(index)])
    apart = ("numFmtId", "applyNumberFormat", "quotePrefix")
    return {key: value for key, value in node.attributes.items() if key not in apart}, node.children
