"""Read the worksheets of a workbook as grids: their values, and what they show beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlmot.messages import say
from xlmot.messages.hints import TypeAlias
from xlmot.ooxml.parts.cell_scan import CellsRead, SharedFormula, scan_cells
from xlmot.ooxml.parts.cell_values import BookValues, OtherDialect
from xlmot.ooxml.parts.damage import damaged_part, damaged_sheet
from xlmot.ooxml.parts.dates import kinds_of_formats
from xlmot.ooxml.parts.facts import read_sheet_facts
from xlmot.ooxml.parts.markup import Markup
from xlmot.ooxml.parts.package import Package, SheetPart
from xlmot.ooxml.parts.plain_xml import MAIN, plain_xml
from xlmot.ooxml.parts.texts import read_texts
from xlmot.programme.grid import Grid, LazyMapping, LazyRows, Look, Value

Cell: TypeAlias = tuple[int, int]

_TRUE = ("1", "true", "on")


def read_grids(package: Package) -> Iterator[Grid]:
    """Yield the worksheets of a workbook that the guard has passed, in the order of their tabs.

    Raises UnreadableFile where one is damaged, naming the cell.
    """
    book = read_book_values(package)
    for sheet in package.sheets:
        if sheet.kind == "worksheet":
            yield _grid(package, sheet, book)


def read_book_values(package: Package) -> BookValues:
    """Return what the cells of all sheets refer to."""
    strings = package.related(package.workbook, "sharedStrings")
    styles = package.related(package.workbook, "styles")
    workbook = Markup(package.part(package.workbook))
    heads = workbook.heads("workbookPr")
    texts = read_texts(strings[0], package.part(strings[0])) if strings else []
    if strings:
        package.forget(strings[0])
    return BookValues(
        texts,
        kinds_of_formats(Markup(package.part(styles[0]))) if styles else (),
        any(workbook.attribute(tag, "date1904") in _TRUE for tag in heads),
    )


def _grid(package: Package, sheet: SheetPart, book: BookValues) -> Grid:
    xml, span, cells = _cells(package, sheet, book)
    facts = read_sheet_facts(package, sheet.part, xml, span)
    looks = LazyMapping(lambda: _looks(package, sheet.part))
    return Grid(
        sheet.name,
        cells.rows,
        merges=facts.merges,
        formulas=_Formulas(cells.formulas),
        errors=cells.errors,
        noted=facts.noted,
        bold=LazyRows(lambda: _bold_rows(cells.rows, looks)),
        hidden_rows=cells.hidden_rows,
        hidden_columns=facts.hidden_columns,
        filters=facts.filters,
        protected=facts.protected,
        state=sheet.state,
        indents=LazyMapping(lambda: _indents(package, sheet.part)),
        outline=cells.outline,
        looks=looks,
    )


def _cells(
    package: Package, sheet: SheetPart, book: BookValues
) -> tuple[Markup, tuple[int, int], CellsRead]:
    """Return the XML of a sheet as it was scanned, where its cells stand in it, and the cells."""
    data = package.part(sheet.part)
    for written in range(2):
        xml = Markup(data)
        if written or is_plain(xml):
            span = _span(sheet, xml)
            try:
                return xml, span, scan_cells(sheet.name, data, span, book)
            except OtherDialect:
                pass
        if not written:
            data = plain_xml(sheet.part, data)
    raise damaged_sheet(sheet.name, say("its table of cells holds what is no row and no cell"))


def is_plain(xml: Markup) -> bool:
    """Return whether a part is written in the main namespace, without prefixes or asides."""
    if not xml.plain or xml.root.prefix:
        return False
    own = xml.attributes(xml.root).get("xmlns")
    return own is not None and own.value in MAIN


def _span(sheet: SheetPart, xml: Markup) -> tuple[int, int]:
    """Return the places between the tags of `sheetData`."""
    head = next(xml.heads("sheetData"), None)
    if xml.root.name != "worksheet" or head is None:
        raise damaged_sheet(sheet.name, say("it holds no table of cells (sheetData)"))
    end = head.end if head.empty else xml.data.rfind(b"</sheetData", head.end)
    if end < 0:
        raise damaged_part(sheet.part)
    if next(xml.heads("sheetData", start=head.end), None) is not None:
        raise damaged_sheet(sheet.name, say("it holds two tables of cells (sheetData)"))
    return head.end, end


class _Formulas(Mapping[Cell, str]):
    """The formulas of a sheet; what a cell shares with another is filled in when it is asked for.

    Excel writes a formula that was filled down once, and it may fill every row of a sheet.
    """

    def __init__(self, written: Mapping[Cell, str | SharedFormula]) -> None:
        self._written = written
        self._masters: dict[str, tuple[Cell, str]] = {}
        for cell, formula in written.items():
            if isinstance(formula, SharedFormula) and formula.text:
                self._masters.setdefault(formula.number, (cell, formula.text))

    def __getitem__(self, cell: Cell) -> str:
        formula = self._written[cell]
        if isinstance(formula, str) or formula.text or formula.number not in self._masters:
            return formula if isinstance(formula, str) else formula.text
        from xlmot.ooxml.cells.formulas import fill

        (row, column), text = self._masters[formula.number]
        return fill(text, cell[0] - row, cell[1] - column)

    def __contains__(self, cell: object) -> bool:
        return cell in self._written

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def _bold_rows(
    rows: Sequence[Sequence[Value]], looks: Mapping[tuple[int, int], Look]
) -> frozenset[int]:
    from xlmot.ooxml.parts.looks import bold_rows

    return bold_rows(rows, looks)


def _looks(package: Package, part: str) -> dict[tuple[int, int], Look]:
    from xlmot.ooxml.parts.looks import looks

    return looks(package, part)


def _indents(package: Package, part: str) -> dict[tuple[int, int], int]:
    from xlmot.ooxml.parts.looks import indents

    return indents(package, part)
