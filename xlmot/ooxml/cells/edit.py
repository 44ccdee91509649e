"""Give cells of a workbook new values in its XML: texts as texts by type, all else as it was."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from xlmot.findings import SetCell
from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.find import SheetCells
from xlmot.ooxml.cells.insert import insert, style_of_blank
from xlmot.ooxml.cells.recalculation import calculate_on_opening, is_read
from xlmot.ooxml.cells.refusals import IN_EXCEL, Obstacles, refuse_signed
from xlmot.ooxml.cells.shared_strings import SharedStrings
from xlmot.ooxml.cells.strings import has_phonetics, plain_string, refuse_unwritable, rewritten
from xlmot.ooxml.cells.styles import TextFormats
from xlmot.ooxml.cells.values import contents, days, is_same, number_text, read_value, value_element
from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.ooxml.parts.package import Package
from xlmot.programme.grid import Value


class PlannedEdit(NamedTuple):
    """An edit, the cell it is made in, None where the XML has none there, and its shared string."""

    edit: SetCell
    element: Element | None
    string: int | None


def set_cells(package: Package, edits: Sequence[SetCell], as_text: Container[SetCell] = ()) -> None:
    """Make the edits in the package: all of them, or none.

    The cells of `as_text` get the number format @ where theirs is General, so that Excel keeps
    what is typed there later as text. Formats, other cells and other parts stay byte for byte; a
    text whose last cell is changed is nowhere in the workbook's sheets afterwards. Where a formula
    reads a cell, Excel is told to calculate when it opens the workbook.

    Raises RefusedEdit, and changes nothing, where a cell no longer holds the old value, holds a
    formula, or cannot be changed alone. ValueError for two edits of one cell.
    """
    if len({(edit.sheet, edit.row, edit.column) for edit in edits}) < len(edits):
        raise ValueError("two edits of one cell")
    if not edits:
        return
    refuse_signed(package)
    workbook = _Workbook(package)
    sheets = [workbook.sheet(name) for name in dict.fromkeys(edit.sheet for edit in edits)]
    for sheet in sheets:
        sheet.changes = [sheet.planned(edit) for edit in edits if edit.sheet == sheet.name]
    stale = _leaves_stale(package, edits)
    numbers = workbook.strings.change(
        (change.string, _shown(change.edit.new))
        for sheet in sheets
        for change in sheet.changes
        if change.string is not None
    )
    for sheet in sheets:
        sheet.write(numbers, as_text)
    workbook.put()
    if stale:
        calculate_on_opening(package)


def refused(package: Package, edits: Sequence[SetCell]) -> list[tuple[SetCell, RefusedEdit]]:
    """Return the edits that `set_cells` would refuse, each with its error; the package stays."""
    workbook = _Workbook(package)
    found = []
    for edit in edits:
        try:
            refuse_signed(package)
            workbook.sheet(edit.sheet).planned(edit)
            if package.other_encoding(package.workbook):
                _leaves_stale(package, [edit])
        except RefusedEdit as error:
            found.append((edit, error))
    return found


def _leaves_stale(package: Package, edits: Sequence[SetCell]) -> bool:
    """Return whether results of formulas would be stale; RefusedEdit where nothing can say so."""
    stale = is_read(package, edits)
    if stale:
        package.refuse_other_encoding(package.workbook)
    return stale


class _Workbook:
    """What the sheets of one batch of edits share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.strings = SharedStrings(package)
        if self.strings.part:
            package.refuse_other_encoding(self.strings.part)
        self.formats = TextFormats(package)
        self._sheets: dict[str, _Sheet] = {}
        xml = Markup(package.part(package.workbook))
        self.since_1904 = any(
            xml.attribute(tag, "date1904") in ("1", "true") for tag in xml.heads("workbookPr")
        )

    def sheet(self, name: str) -> _Sheet:
        if name not in self._sheets:
            self._sheets[name] = _Sheet(self, name)
        return self._sheets[name]

    def put(self) -> None:
        for sheet in self._sheets.values():
            if not sheet.splices:
                continue  # the new text took the place of the old among the shared strings
            self.package.put(sheet.part, splice(sheet.xml.data, sheet.splices))
        self.strings.put()
        self.formats.put()


class _Sheet:
    """One sheet, the changes planned in it and the splices that make them."""

    def __init__(self, workbook: _Workbook, name: str) -> None:
        self.name = name
        self._workbook = workbook
        self.part = _worksheet(workbook.package, name)
        workbook.package.refuse_other_encoding(self.part)
        self.xml = Markup(workbook.package.part(self.part))
        self._cells = SheetCells(self.xml)
        self._obstacles = Obstacles(
            workbook.package, self.part, self.xml, self._cells.start, self._cells.end
        )
        self.changes: list[PlannedEdit] = []
        self.splices: list[Splice] = []

    def planned(self, edit: SetCell) -> PlannedEdit:
        """Return the change of an edit; raises RefusedEdit where it cannot be made."""
        element = self._cells.cell(edit.row, edit.column)
        self._refuse_changed(edit, element)
        self._obstacles.refuse(edit.row, edit.column, edit.cell)
        if isinstance(edit.new, str):
            refuse_unwritable(edit.new, edit.cell)
        if element is None:
            return PlannedEdit(edit, None, None)
        if any(self.xml.attribute(element, name) is not None for name in ("cm", "vm")):
            raise RefusedEdit(say("Cell {cell} holds linked data.", cell=edit.cell), IN_EXCEL)
        string = self._string(element)
        if self._has_phonetics(element, string):
            raise RefusedEdit(
                say("The text of cell {cell} has a phonetic guide.", cell=edit.cell), IN_EXCEL
            )
        return PlannedEdit(edit, element, string)

    def write(
        self, numbers: dict[tuple[int, str | None], int], as_text: Container[SetCell]
    ) -> None:
        """Work out the splices that make the planned changes."""
        news = {}
        for change in self.changes:
            edit, element, _ = change
            if element is not None:
                self.splices += self._rewritten(change, element, numbers)
                if edit in as_text:
                    style = int(self.xml.attribute(element, "s") or 0)
                    self.splices += self._restyled(element, style)
            elif edit.new not in (None, ""):
                kind, inner = self._typed(edit.new)
                style = style_of_blank(self._cells, edit.row, edit.column)
                style = self._workbook.formats.like(style) if edit in as_text else style
                news[edit.row, edit.column] = (kind or "", style, inner)
        self.splices += insert(self._cells, news)

    def _refuse_changed(self, edit: SetCell, element: Element | None) -> None:
        if element and self.xml.first("f", start=element.head, end=element.tail):
            raise RefusedEdit(say("Cell {cell} holds a formula.", cell=edit.cell), IN_EXCEL)
        found = read_value(self.xml, element, self._workbook.strings)
        if not is_same(edit.old, found, since_1904=self._workbook.since_1904):
            raise RefusedEdit(
                say("Cell {cell} no longer holds what was read from it.", cell=edit.cell),
                say("Check the workbook again."),
            )

    def _string(self, element: Element) -> int | None:
        if self.xml.attribute(element, "t") != "s":
            return None
        value = self.xml.first("v", start=element.head, end=element.tail)
        return int(self.xml.text(value)) if value else None

    def _has_phonetics(self, element: Element, string: int | None) -> bool:
        if string is not None:
            return self._workbook.strings.has_phonetics(string)
        return has_phonetics(self.xml, element)

    def _rewritten(
        self, change: PlannedEdit, element: Element, numbers: dict[tuple[int, str | None], int]
    ) -> Iterator[Splice]:
        xml, new = self.xml, _shown(change.edit.new)
        string = xml.first("is", start=element.head, end=element.tail)
        value = xml.first("v", start=element.head, end=element.tail)
        if isinstance(new, str) and change.string is not None and value:
            if numbers[change.string, new] != change.string:
                yield value.head, value.tail, b"%d" % numbers[change.string, new]
        elif isinstance(new, str) and string and xml.attribute(element, "t") == "inlineStr":
            yield from rewritten(xml, string, new)
        else:
            kind, inner = self._typed(change.edit.new)
            yield from contents(xml, element, kind, inner)

    def _restyled(self, element: Element, style: int) -> list[Splice]:
        new = self._workbook.formats.like(style)
        return self.xml.set_attribute(element, "s", str(new)) if new != style else []

    def _typed(self, value: Value) -> tuple[str | None, bytes]:
        """Return the type and the contents of a cell that holds `value`."""
        prefix, strings = self.xml.root.prefix, self._workbook.strings
        match value:
            case None | "":
                return None, b""
            case bool():
                return "b", value_element(str(int(value)), prefix)
            case int() | float():
                return None, value_element(number_text(value), prefix)
            case str() if strings.part:
                return "s", value_element(str(strings.add(value)), prefix)
            case str():
                return "inlineStr", plain_string(value, "is", prefix)
        since_1904 = self._workbook.since_1904
        return None, value_element(number_text(days(value, since_1904=since_1904)), prefix)


def _shown(value: Value) -> str | None:
    """Return a text a cell is to show, None for what is no text or shows nothing."""
    return value if isinstance(value, str) and value else None


def _worksheet(package: Package, name: str) -> str:
    found = [sheet for sheet in package.sheets if sheet.name.lower() == name.lower()]
    if not found or found[0].kind != "worksheet":
        raise RefusedEdit(
            say("The workbook has no sheet “{sheet}” with cells.", sheet=name),
            say("Check the workbook again."),
        )
    return found[0].part
