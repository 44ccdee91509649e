"""Repair a table virtually, so that one fault is not reported as ten.

A header and a row that exchanged cells, a code that Excel made a date, a lost zero, a code left
out: each is read as what it must have been, and remembered, so that its rule can say so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from xlmot.programme.code import Reading, follows, lost_zeros
from xlmot.programme.grammar import Path
from xlmot.programme.table import Kind, Table

# A page of a printed plan holds fewer rows than this between the two halves of a swapped header.
PAGE_ROWS = 12
# Excel gives a date typed without a year the year of the day it is typed.
NEAR_YEARS = 2
# A label is taken for the rest of the one above only if that one is long enough to have wrapped.
WRAPPED_LENGTH = 40


class Swap(NamedTuple):
    """Two rows that exchanged their code cells: `data` holds the header's, `header` the data's."""

    data: int
    header: int


@dataclass(slots=True)
class Repairs:
    """What was repaired virtually in a table, by row index.

    `guessed` are dates read as codes, `zeros` codes whose zero was lost, `missing` rows that took
    the code above, `wrapped` rows that continue the label above, `unpaired` halves of a header
    that no other half explains.
    """

    swaps: list[Swap] = field(default_factory=list)
    unpaired: list[int] = field(default_factory=list)
    guessed: dict[int, Path] = field(default_factory=dict)
    zeros: dict[int, Path] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)
    wrapped: list[int] = field(default_factory=list)


def repair(table: Table, year: int | None = None) -> Repairs:
    """Change the kinds and paths of a table to what they must have been; say what was changed.

    `year` is that of the programme, if its header tells.
    """
    repairs = Repairs()
    _swap_headers(table, repairs)
    _resolve_paths(table, repairs, year)
    return repairs


def _swap_headers(table: Table, repairs: Repairs) -> None:
    codes = table.of_kind(Kind.HALF_CODE)
    labels = table.of_kind(Kind.HALF_LABEL)
    for data in codes:
        near = [index for index in labels if _within_a_page(table, data, index)]
        if len(near) == 1:
            rivals = [index for index in codes if _within_a_page(table, index, near[0])]
            if rivals == [data] and _evident(table, Swap(data, near[0])):
                repairs.swaps.append(Swap(data, near[0]))
    for data, header in repairs.swaps:
        table.kinds[data], table.kinds[header] = Kind.DATA, Kind.HEADER
        table.readings[data], table.paths[data] = table.readings[header], table.paths[header]
        table.readings[header], table.paths[header] = None, None
    for index in (*codes, *labels):
        if table.kinds[index] in (Kind.HALF_CODE, Kind.HALF_LABEL):
            _leave_unpaired(table, repairs, index)


def _leave_unpaired(table: Table, repairs: Repairs, index: int) -> None:
    if table.kinds[index] is Kind.HALF_CODE:
        table.readings[index] = Reading(None, ("malformed-code",))
        repairs.unpaired.append(index)
    table.kinds[index] = Kind.DATA


def _within_a_page(table: Table, first: int, second: int) -> bool:
    low, high = sorted((first, second))
    filled = sum(kind is not Kind.BLANK for kind in table.kinds[low:high])
    return filled <= PAGE_ROWS


def _evident(table: Table, swap: Swap) -> bool:
    """Tell whether the pages and the neighbouring codes agree that two cells were exchanged."""
    return _fits_pages(table, swap) and _fits_codes(table, swap)


def _fits_pages(table: Table, swap: Swap) -> bool:
    """Tell whether the half header starts a page, as full headers do on all the other pages."""
    firsts: dict[int, int] = {}
    for index, page in enumerate(table.pages):
        if table.kinds[index] not in (Kind.BLANK, Kind.ASIDE):
            firsts.setdefault(page, index)
    if len(firsts) == 1:
        return True
    headed = [index for index in firsts.values() if table.kinds[index] is Kind.HEADER]
    starts = swap.header in firsts.values() and swap.data not in firsts.values()
    return starts and len(headed) == len(firsts) - 1


def _fits_codes(table: Table, swap: Swap) -> bool:
    """Tell whether the code taken back fits between the codes around its row."""
    reading = table.readings[swap.header]
    assert reading is not None  # noqa: S101  a half header has a code by its kind
    before = _known_path(table, swap.data, -1)
    after = _known_path(table, swap.data, 1, skip=swap.header)
    paths = {path for path in (reading.path, *reading.candidates) if path}
    return any(
        (before is None or follows(path, before)) and (after is None or _precedes(path, after))
        for path in paths
    )


def _precedes(path: Path, after: Path) -> bool:
    return follows(after, path) or after == path


def _known_path(table: Table, index: int, step: int, skip: int = -1) -> Path | None:
    """Return the nearest path above or below a row that needs no guess."""
    index += step
    while 0 <= index < len(table.paths):
        path = table.paths[index]
        if table.kinds[index] is Kind.DATA and index != skip and path is not None:
            return path
        index += step
    return None


def _resolve_paths(table: Table, repairs: Repairs, year: int | None) -> None:
    """Choose, row by row, the path that fits between its neighbours."""
    previous: Path | None = None
    seen: set[Path] = set()
    for index in list(table.data()):
        path = _resolve(table, repairs, index, previous, seen, year)
        table.paths[index] = path
        if path is not None:
            previous = path
            seen.add(path)


def _resolve(
    table: Table,
    repairs: Repairs,
    index: int,
    previous: Path | None,
    seen: set[Path],
    year: int | None,
) -> Path | None:
    reading = table.readings[index]
    if reading is None:
        return _take_code_above(table, repairs, index, previous)
    if "date-code" in reading.faults:
        chosen = _choose_date(table, index, previous, year)
        if chosen:
            repairs.guessed[index] = chosen
        return chosen
    if reading.path and previous and _lost_its_zero(table, index, reading.path, previous, seen):
        repairs.zeros[index] = lost_zeros(reading.path)[0]
        return repairs.zeros[index]
    return reading.path


def _take_code_above(
    table: Table, repairs: Repairs, index: int, previous: Path | None
) -> Path | None:
    above = index - 1
    if (
        table.kinds[above] is Kind.DATA
        and len(table.labels[above]) >= WRAPPED_LENGTH
        and table.labels[index].lstrip()[:1].islower()
        and table.labels[above].rstrip()[-1:] not in ".!?…"
    ):
        repairs.wrapped.append(index)
    repairs.missing.append(index)
    return previous


def _choose_date(table: Table, index: int, previous: Path | None, year: int | None) -> Path | None:
    """Return the one candidate of a date that fits; None where none or several do."""
    reading, value = table.readings[index], table.code_value(index)
    if reading is None:
        return None
    typed = getattr(value, "year", 0)
    near = abs(typed - year) <= NEAR_YEARS if year else True
    candidates = [path for path in reading.candidates if len(path) == 3 or near]
    fitting = [path for path in candidates if previous is None or follows(path, previous)]
    if len(fitting) == 1:
        return fitting[0]
    after = _known_path(table, index, 1)
    between = [
        path
        for path in fitting or candidates
        if (previous is None or path >= previous) and (after is None or path <= after)
    ]
    return between[0] if len(between) == 1 else None


def _lost_its_zero(table: Table, index: int, path: Path, previous: Path, seen: set[Path]) -> bool:
    """Tell whether 2.1 stands where only 2.10 can: after 2.9, with 2.1 already used."""
    if not lost_zeros(path) or follows(path, previous):
        return False
    whole = lost_zeros(path)[0]
    if not follows(whole, previous) or path not in seen:
        return False
    return whole == previous or whole not in _later_paths(table, index)


def _later_paths(table: Table, index: int) -> set[Path | None]:
    return set(table.paths[index + 1 :])
