"""Put a generated sheet into one language: the value and the formula of each cell, and its mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlmot.books.mark import DATED_ROW, Mark, cells_hash, digest, plain
from xlmot.messages import Message, Translate, render
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import cell_name, sheet_prefix
from xlmot.programme.grid import Grid, Value
from xlmot.reports.values import day_text
from xlmot.rules.page import unbroken
from xlmot.sheets.font import column_pixels
from xlmot.sheets.looks import POINTS_PER_LINE, row_points
from xlmot.sheets.model import Cell, Content, LinkTarget, Sheet

# ECMA-376 18.3.1.96: the text of a cell has at most 32,767 characters.
LONGEST_TEXT = 32_767
# XlsxWriter writes so many digits of a number: what is hashed is what will be read again.
DIGITS = 16
# What a link shows whose row was deleted.
GONE = "–"


class Written(NamedTuple):
    """What is written in a cell: a formula without equals sign, or "", and the value it has."""

    value: Value
    formula: str = ""


def written(cell: Cell, translate: Translate, *, formulas: bool = True) -> Written:
    """Return what is written in a cell; without `formulas`, the value alone.

    >>> from xlmot.messages import english, say
    >>> link = LinkTarget("Plan", 23, 2, follows=True)
    >>> print(written(Cell(say("row {row}", row=23), link=link), english).formula)
    IFERROR(HYPERLINK("#'Plan'!B"&ROW('Plan'!B23),"row "&ROW('Plan'!B23)),"–")
    """
    value = _value(cell, translate)
    if not formulas or not cell.is_live:
        return Written(None if cell.unless else value)
    text = _expression(cell, translate)
    if cell.unless:
        return Written("", f'IF({cell.unless},"",{text})')
    return Written(value, text)


def _value(cell: Cell, translate: Translate) -> Value:
    content = cell.content
    text = render(content, unbroken(translate)) if isinstance(content, Message) else content
    if cell.bare and isinstance(text, str):
        text = text.rstrip(".")
    if isinstance(text, float):
        return float(f"{text:.{DIGITS}g}")
    return text[:LONGEST_TEXT] if isinstance(text, str) else text


def _expression(cell: Cell, translate: Translate) -> str:
    if cell.formula:
        return cell.formula
    live = dict(cell.live)
    if cell.link is not None and cell.link.follows:
        live["row"] = _row(cell.link)
    text = _text_expression(cell.content, live, translate)
    if cell.link is None:
        return text
    column = cell_name(1, cell.link.column).rstrip("1")
    place = quoted(f"#{sheet_prefix(cell.link.sheet)}{column}")
    return f"IFERROR(HYPERLINK({place}&{_row(cell.link)},{text}),{quoted(GONE)})"


def _row(link: LinkTarget) -> str:
    return f"ROW({sheet_prefix(link.sheet)}{cell_name(link.row, link.column)})"


def _text_expression(content: Content, live: Mapping[str, str], translate: Translate) -> str:
    """Return the expression of a sentence whose fields are expressions."""
    if not isinstance(content, Message):
        return quoted(str(content or ""))
    holes = {name: f"\0{name}\0" for name in live if name in content.fields}
    text = render(content._replace(fields={**content.fields, **holes}), unbroken(translate))
    pieces = text.split("\0")
    parts = [
        live[piece] if place % 2 else quoted(piece) for place, piece in enumerate(pieces) if piece
    ]
    return "&".join(parts) or '""'


def quoted(text: str) -> str:
    """Return a text as a formula writes it.

    >>> quoted('the "old" road')
    '"the ""old"" road"'
    """
    return '"' + text.replace('"', '""') + '"'


def row_heights(sheet: Sheet, translate: Translate) -> dict[int, float]:
    """Return the height of each row in points: the one it was given, or what its text takes."""
    heights: dict[int, float] = {}
    for (row, column), cell in sheet.cells.items():
        text = "" if sheet.columns[column - 1].hidden else written(cell, translate).value
        spanned = sheet.columns[column - 1 : column - 1 + cell.span]
        pixels = sum(column_pixels(own.width) for own in spanned if not own.hidden)
        points = row_points(str(text), pixels, cell.look) if text else POINTS_PER_LINE
        heights[row] = max(heights.get(row, POINTS_PER_LINE), points)
    return {**heights, **sheet.heights}


def as_grid(sheet: Sheet, translate: Translate, *, formulas: bool = True) -> Grid:
    """Return a sheet as it will be read back: its values, and its formulas."""
    width = max((column for _, column in sheet.cells), default=1)
    rows: list[list[Value]] = [[None] * width for _ in range(sheet.last_row)]
    texts: dict[tuple[int, int], str] = {}
    for (row, column), cell in sheet.cells.items():
        value, formula = written(cell, translate, formulas=formulas)
        rows[row - 1][column - 1] = None if value == "" else value
        if formula:
            texts[row, column] = formula
    return Grid(sheet.name, rows, formulas=texts)


def stamped(sheet: Sheet, translate: Translate, *, formulas: bool = True) -> Mark:
    """Return the mark of a sheet with the hashes of what it says in one language."""
    grid = as_grid(sheet, translate, formulas=formulas)
    forms = {place: cell.form for place, cell in sheet.cells.items() if cell.form}
    said = (
        f"{cell_name(row, column)}={plain(value)}={grid.formulas.get((row, column), '')}"
        f"{forms.get((row, column), '')}"
        for row, values in enumerate(grid.rows, 1)
        if row != DATED_ROW
        for column, value in enumerate(values, 1)
        if value is not None
    )
    cells = cells_hash(grid, sheet.mark.notes)
    return replace(sheet.mark, hash=digest([sheet.name, *said]), cells=cells)


def keep_day(sheet: Sheet, old: Mark | None, translate: Translate) -> Sheet:
    """Return a sheet with the day of an earlier one that says the same, so that nothing changes."""
    if old is None or stamped(sheet, translate).hash != old.hash:
        return sheet
    cells = {
        place: _dated(cell, day_text(old.generated)) if place[0] == DATED_ROW else cell
        for place, cell in sheet.cells.items()
    }
    return replace(sheet, cells=cells, mark=replace(sheet.mark, day=old.day))


def _dated(cell: Cell, day: Message) -> Cell:
    content = cell.content
    if not isinstance(content, Message) or "day" not in content.fields:
        return cell
    return replace(cell, content=content._replace(fields={**content.fields, "day": day}))
