"""Write edits into a sheet of a running Excel: contiguous blocks, then rows from the bottom up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time

from xlmot.books.excel.access import MAC, Sheet
from xlmot.books.excel.failing import attempt, is_busy
from xlmot.books.excel.read import DAY_0, address, uniform
from xlmot.books.file import NUMBER_LIKE
from xlmot.findings import SetCell
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area
from xlmot.programme.grid import Value

TEXT = "@"
# From so many blocks in a column on they are pasted; the column of the store that they pass by.
MANY = 20
STORE = "C"
# Written into a cell that is not formatted as text, Excel would make of such a text a number, a
# date, a time, a truth value, an error or a formula. It reads what a program writes in American
# English, but was seen to take number formats in the language of its user (xlwings #1925): so
# French is looked out for too.
CHANGEABLE = lazy(
    r"\s*([=+\-@'#(.,$€£%]|\d|(true|false|vrai|faux)\s*$"
    r"|jan|feb|f[ée]v|mar|apr|avr|may|mai|ju|aug|ao[uû]|sep|oct|nov|dec|d[ée]c)",
    re.IGNORECASE,
)


class ColumnBlock(NamedTuple):
    """Cells of one column, one below the other, and what they are to hold.

    `stays_text` says that they are formatted as text from then on: they hold codes.
    """

    area: Area
    values: tuple[Value, ...]
    changeable: bool = False
    stays_text: bool = False


class Format(NamedTuple):
    """The number format that cells had before they were formatted as text."""

    sheet: str
    area: Area
    number_format: str


def blocks(edits: Iterable[SetCell]) -> list[ColumnBlock]:
    """Return the blocks of the cell edits of one sheet, column by column.

    >>> [b.area for b in blocks([SetCell("A", 4, 1, "1 ", "1"), SetCell("A", 5, 1, "2 ", "2")])]
    [Area(top=4, left=1, bottom=5, right=1)]
    """
    made: list[ColumnBlock] = []
    for edit in sorted(edits, key=lambda edit: (edit.column, edit.row)):
        text = isinstance(edit.new, str)
        code = text and NUMBER_LIKE.fullmatch(str(edit.new)) is not None
        kind = (text and (code or CHANGEABLE.match(str(edit.new)) is not None), code)
        last = made[-1] if made else None
        if last and (last.changeable, last.stays_text) == kind and _follows(last.area, edit):
            area = last.area._replace(bottom=edit.row)
            made[-1] = last._replace(area=area, values=(*last.values, edit.new))
        else:
            place = Area(edit.row, edit.column, edit.row, edit.column)
            made.append(ColumnBlock(place, (edit.new,), *kind))
    return made


def _follows(area: Area, edit: SetCell) -> bool:
    return area.left == edit.column and area.bottom == edit.row - 1


def formats_of(sheet: Sheet, made: Iterable[ColumnBlock]) -> list[Format]:
    """Return the formats of the cells that writing blocks formats as text, be it for a moment."""
    areas = [block.area for block in made if block.changeable]
    name = sheet.name if areas else ""
    found = (each for area in areas for each in _formats(sheet, area))
    return [Format(name, area, number_format) for area, number_format in found]


def lasting(made: Iterable[ColumnBlock], formats: Iterable[Format]) -> list[Format]:
    """Return those of the formats of one sheet that the cells no longer have: they hold codes."""
    codes = [block.area for block in made if block.stays_text]
    return [each for each in formats if any(each.area.meets(area) for area in codes)]


def write_blocks(
    sheet: Sheet,
    made: Sequence[ColumnBlock],
    formats: Sequence[Format],
    store: Sheet | None = None,
) -> None:
    """Write blocks; `formats` are those that `formats_of` gave for them.

    Many blocks of texts go through a column of `store`, from which Excel pastes them at once.
    """
    columns: dict[int, list[ColumnBlock]] = {}
    for block in made:
        if not block.stays_text and all(isinstance(v, str) and v for v in block.values):
            columns.setdefault(block.area.left, []).append(block)
    many = (found for found in columns.values() if store and not MAC and len(found) >= MANY)
    pasted = {
        block.area for found in many if store and _paste(sheet, store, found) for block in found
    }
    for block in made:
        if block.area in pasted:
            continue
        _write(sheet, block, [each for each in formats if each.area.meets(block.area)])


def _paste(sheet: Sheet, store: Sheet, found: Sequence[ColumnBlock]) -> bool:
    """Write blocks of one column by one paste that passes over the cells between them.

    Return whether Excel did: it pastes into no merged cells, and not while another program has the
    clipboard. What is pasted as values stays text, and leaves the formats as they are.
    """
    top, bottom = found[0].area.top, found[-1].area.bottom
    column = [[""] for _ in range(top, bottom + 1)]
    for block in found:
        for number, value in enumerate(block.values, block.area.top - top):
            column[number][0] = str(value)
    source = store.range(f"{STORE}1:{STORE}{len(column)}")
    place = address(found[0].area._replace(bottom=bottom))
    try:
        source.number_format = TEXT
        source.raw_value = column
        source.copy()
        sheet.range(place).paste(paste="values", skip_blanks=True)
    except Exception as error:
        if is_busy(error):
            raise
        return False
    finally:
        attempt(source.clear)
        attempt(lambda: setattr(sheet.book.app, "cut_copy_mode", False))
    return True


def _write(sheet: Sheet, block: ColumnBlock, formats: Sequence[Format]) -> None:
    cells = sheet.range(address(block.area))
    if formats:
        cells.number_format = TEXT
    column = [[_sent(value)] for value in block.values]
    if any(isinstance(value, datetime) for (value,) in column):
        # COM wants moments with a zone, which xlwings gives them.
        cells.options(ndim=2).value = column
    else:
        cells.raw_value = column
    if not block.stays_text:
        # Excel keeps as text what was written as text, whatever the format becomes.
        if [each.area for each in formats] == [block.area]:
            cells.number_format = formats[0].number_format
        else:
            restore_formats(sheet, formats)


def _formats(sheet: Sheet, area: Area) -> Iterator[tuple[Area, str]]:
    """Yield the number formats of cells that are not formatted as text already, each with where."""
    known: dict[Area, str] = {}

    def same(part: Area) -> bool | None:
        found = sheet.range(address(part)).number_format
        if isinstance(found, str):
            known[part] = found
            return found != TEXT
        return None

    for part, other in uniform(same, area):
        if other:
            yield part, known[part]


def restore_formats(sheet: Sheet, formats: Iterable[Format]) -> None:
    for each in formats:
        sheet.range(address(each.area)).number_format = each.number_format


def _sent(value: Value) -> object:
    """Return a value as Excel takes it: a day or a time of day as a moment, nothing as no text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    if isinstance(value, time):
        return datetime.combine(DAY_0, value)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return "" if value is None else value


def unmerge(sheet: Sheet, areas: Collection[Area], merges: Iterable[Area]) -> bool:
    """Unmerge areas, no other of the sheet's `merges`; return whether they then are."""
    spans = joined(areas, set(merges).difference(areas))
    for span in spans:
        sheet.range(address(span)).unmerge()
    return all(sheet.range(address(span)).merge_cells is False for span in spans)


def joined(areas: Iterable[Area], others: Collection[Area]) -> list[Area]:
    """Return areas of the same columns as one, with what is between, unless another is there.

    >>> joined([Area(2, 1, 4, 1), Area(6, 1, 7, 1), Area(9, 1, 10, 1)], [Area(8, 1, 8, 2)])
    [Area(top=2, left=1, bottom=7, right=1), Area(top=9, left=1, bottom=10, right=1)]
    """
    spans: list[Area] = []
    for area in sorted(areas, key=lambda area: (area.left, area.right, area.top)):
        whole = spans[-1]._replace(bottom=area.bottom) if spans else area
        same = whole[1] == area.left and whole[3] == area.right
        if spans and same and not any(whole.meets(other) for other in others):
            spans[-1] = whole
        else:
            spans.append(area)
    return spans


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of rows that follow each other, the lowest in the sheet first.

    >>> runs([4, 38, 39, 5])
    [(38, 39), (4, 5)]
    """
    found: list[tuple[int, int]] = []
    for row in sorted(rows, reverse=True):
        if found and found[-1][0] == row + 1:
            found[-1] = (row, found[-1][1])
        else:
            found.append((row, row))
    return found


def delete_rows(sheet: Sheet, rows: Iterable[int]) -> Iterator[int]:
    """Delete rows, from the bottom up so that the others keep their numbers meanwhile.

    The first row of each run is yielded once the run is gone.
    """
    for top, bottom in runs(rows):
        sheet.range(f"{top}:{bottom}").delete("up")
        yield top
