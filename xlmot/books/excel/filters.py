"""Lift the filters of a sheet of a running Excel for a moment, and set them again as they were."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from xlmot.books.excel.access import Sheet, area_of, native
from xlmot.books.excel.failing import insist
from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area

# Objects of xlwings: AutoFilter, and one of its criteria.
Filter: TypeAlias = Any
Criterion: TypeAlias = Any


class ActiveFilter(NamedTuple):
    """A filter that hides rows of an area now; of a table, or of the sheet itself."""

    area: Area
    sheet: Sheet
    table: Any = None

    def filter(self) -> Any:  # noqa: ANN401  an AutoFilter of xlwings
        """Return the filter, wherever its area is by now."""
        if self.table is not None:
            return self.table.autofilter
        return self.sheet.range(_filtered(self.sheet)).autofilter


def active_filters(sheet: Sheet, *, filtered: bool | None = None) -> Iterator[ActiveFilter]:
    """Yield the filters that hide rows now, of the sheet and of its tables.

    `filtered` is what Excel calls `FilterMode`, where it was asked for already.
    """
    if filtered is None:
        filtered = native(sheet, "FilterMode") is True
    if filtered and native(sheet, "AutoFilterMode") is True:
        yield ActiveFilter(area_of(_filtered(sheet)), sheet)
    for table in sheet.tables:
        if native(table, "AutoFilter.FilterMode", default=False) is True:
            yield ActiveFilter(area_of(table.range.address), sheet, table)


def _filtered(sheet: Sheet) -> str:
    found: str = native(sheet, "AutoFilter.Range.Address")
    return found.replace("$", "")


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
    filtered = native(sheet, "FilterMode") is True
    kept = [
        (found, _criteria(sheet, found.filter()))
        for found in active_filters(sheet, filtered=filtered)
    ]
    if not kept and filtered:
        # An advanced filter, which keeps no criteria.
        _refuse_filter(sheet)
    return kept


# xlwings says of `=*square*` and of `=~*square~*` the same; and Excel reads a number or a day with
# its separators in American English, but may show them as its user writes them.
DOUBTFUL = lazy(r"[*?~]|\d[.,/:-]")


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
    """Return whether a criterion says all of itself: of a colour or a top ten, Excel tells less."""
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
