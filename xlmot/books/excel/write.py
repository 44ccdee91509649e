"""Write edits into a sheet of a running Excel: contiguous blocks, then rows from the bottom up."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, NamedTuple, TypeAlias

from xlmot.books.excel.access import Sheet, native
from xlmot.books.excel.failing import insist
from xlmot.books.excel.read import DAY_0, ActiveFilter, active_filters, address, uniform
from xlmot.books.file import NUMBER_LIKE
from xlmot.findings import SetCell
from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.programme.address import Area
from xlmot.programme.grid import Value

# Objects of xlwings: AutoFilter, and one of its criteria.
Filter: TypeAlias = Any
Criterion: TypeAlias = Any

TEXT = "@"
# Written into a cell that is not formatted as text, Excel would make of such a text a number, a
# date, a time, a truth value, an error or a formula. It reads what a program writes in American
# English, but was seen to take number formats in the language of its user (xlwings #1925): so
# French is looked out for too.
CHANGEABLE = re.compile(
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
    changeable = (block for block in made if block.changeable)
    return [found for block in changeable for found in _formats(sheet, block.area)]


def lasting(made: Iterable[ColumnBlock], formats: Iterable[Format]) -> list[Format]:
    """Return those of the formats of one sheet that the cells no longer have: they hold codes."""
    codes = [block.area for block in made if block.stays_text]
    return [each for each in formats if any(each.area.meets(area) for area in codes)]


def write_blocks(sheet: Sheet, made: Sequence[ColumnBlock], formats: Sequence[Format]) -> None:
    """Write blocks; `formats` are those that `formats_of` gave for them."""
    for block in made:
        _write(sheet, block, [each for each in formats if each.area.meets(block.area)])


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
        restore_formats(sheet, formats)


def _formats(sheet: Sheet, area: Area) -> Iterator[Format]:
    """Yield the number formats of cells that are not formatted as text already."""
    known: dict[Area, str] = {}

    def same(part: Area) -> bool | None:
        found = sheet.range(address(part)).number_format
        if isinstance(found, str):
            known[part] = found
            return found != TEXT
        return None

    for part, other in uniform(same, area):
        if other:
            yield Format(sheet.name, part, known[part])


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


@contextmanager
def unfiltered(sheet: Sheet) -> Iterator[None]:
    """Show the rows that filters hide meanwhile, then filter again by the same criteria.

    In a filtered sheet Excel deletes the rows that show alone, and writes a block into them alone.

    Raises:
        RefusedEdit: there is a filter that could not be set again as it was.
    """
    kept = refuse_filters(sheet)
    try:
        for found, criteria in kept:
            for one in criteria:
                found.filter().clear(one.field)
        yield
    finally:
        for found, criteria in kept:
            for one in criteria:
                insist(lambda found=found, one=one: APPLY[one.type](found.filter(), one))  # type: ignore[misc]


def refuse_filters(sheet: Sheet) -> list[tuple[ActiveFilter, list[Criterion]]]:
    """Return the filters of a sheet with their criteria.

    Raises:
        RefusedEdit: there is a filter that could not be set again as it was.
    """
    kept = [(found, _criteria(sheet, found.filter())) for found in active_filters(sheet)]
    if not kept and native(sheet, "FilterMode") is True:
        # An advanced filter, which keeps no criteria.
        _refuse_filter(sheet)
    return kept


# xlwings says of `=*square*` and of `=~*square~*` the same; and Excel reads a number or a day with
# its separators in American English, but may show them as its user writes them.
DOUBTFUL = re.compile(r"[*?~]|\d[.,/:-]")


def _compare(now: Filter, one: Criterion) -> None:
    if one.operator == "equal_to" and one.value1 is not None:
        # A list of one text holds the text as it is shown: no language reads it.
        now.apply_values(one.field, [one.value1])
    else:
        now.apply_comparison(one.field, one.operator, one.value1, one.value2)


APPLY: dict[str, Callable[[Filter, Criterion], None]] = {
    "values": lambda now, one: now.apply_values(one.field, one.values),
    "comparison": _compare,
    "top_items": lambda now, one: now.apply_top_items(one.field, one.count),
    "bottom_items": lambda now, one: now.apply_bottom_items(one.field, one.count),
    "top_percent": lambda now, one: now.apply_top_percent(one.field, one.percent),
    "bottom_percent": lambda now, one: now.apply_bottom_percent(one.field, one.percent),
}


def _criteria(sheet: Sheet, now: Filter) -> list[Criterion]:
    found = [one for one in now.criteria if one.type != "none"]
    if not all(map(_can_be_set_again, found)):
        _refuse_filter(sheet)
    return found


def _can_be_set_again(one: Criterion) -> bool:
    """Tell whether a criterion says all of itself: of a colour or a top ten, Excel tells less."""
    if one.type.endswith("_items"):
        return one.count is not None
    if one.type.endswith("_percent"):
        return one.percent is not None
    if one.type == "values" or getattr(one, "operator", None) == "equal_to":
        values = one.values if one.type == "values" else [one.value1]
        return not any(re.search(r"[*?~]", str(value)) for value in values)
    operands = (one.value1, one.value2) if one.type == "comparison" else ()
    return one.type in APPLY and not any(DOUBTFUL.search(str(value)) for value in operands)


def _refuse_filter(sheet: Sheet) -> None:
    raise RefusedEdit(
        say("“{sheet}” is filtered in a way that could not be restored.", sheet=sheet.name),
        say("Clear the filter in Excel (Data > Clear), and try again."),
    )
