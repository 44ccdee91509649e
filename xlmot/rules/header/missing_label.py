"""Code without label.

A row has a code and no label.

Why
    The row counts as a title or an action that nobody can name; the label may have slipped into
    another column.

Example
    | Code | Title           |                    |
    |------|-----------------|--------------------|
    | 1    | ROADS           |                    |
    | 1.1  |                 | code without label |
    | 1.1  | Pave the square |                    |

Fix
    None: only someone who knows the programme can name the row. Three and more at the end that hold
    a code alone are one remark: codes were drawn down for rows to come.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.address import cell_name
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.spots import Spot
from xlmot.programme.table import RowKind, Section
from xlmot.rules.headers import unlabelled
from xlmot.rules.signs import is_sign

SEVERITY = Severity.ERROR
NEEDS = ("unlabelled", "copies", "inside", "placed")
# A column that is filled beside so many labels, and most of them, holds none itself.
FEWEST_BESIDE, MOSTLY, MOST_ODD = 6, 0.6, 2
# So many codes at the end, with nothing beside them, were drawn down for rows to come.
PREPARED = 3


def check(programme: Programme) -> Iterator[Finding]:
    # What stands for a label that is still to come has a rule of its own.
    labels = programme.table.labels
    rows = [index for index in unlabelled(programme) if not is_sign(labels[index].strip())]
    ready = _prepared(programme, rows)
    for index in rows[: len(rows) - len(ready)]:
        yield found(programme, index, _message(programme, index))
    if ready:
        message = say(
            "The last {count} rows, {first} to {last}, have a code and nothing else: were they "
            "prepared for later?",
            count=len(ready),
            first=programme.name(ready[0]),
            last=programme.name(ready[-1]),
        )
        yield found(programme, ready, message, severity=Severity.NOTE)
    yield from _emptied(programme)
    if programme.table.placed:
        yield from _left_out(programme)
        yield from _beside(programme)


def _prepared(programme: Programme, rows: list[int]) -> list[int]:
    """Return the last rows of a programme, if they are several, that hold codes alone."""
    table, ready = programme.table, list[int]()
    data = list(table.data())
    for index, last in zip(reversed(rows), reversed(data), strict=False):
        filled = table.section(index).grid.filled(table.numbers[index])
        if index != last or len(filled) > 1:
            break
        ready.insert(0, index)
    return ready if len(ready) >= PREPARED else []


def _beside(programme: Programme) -> Iterator[Finding]:
    """Yield the rows read by what stands beside their empty label, as it does beside nearly all."""
    table = programme.table
    for section, span in zip(table.sections, table.spans(), strict=True):
        layout, grid = section.layout, section.grid
        rows = [i for i in span if table.kinds[i] is RowKind.DATA] if layout.second else []
        odd = [index for index in rows if table.label_spot(index).column == layout.second]
        others = [i for i in rows if table.label_spot(i).column == layout.label]
        filled = sum(not is_blank(grid.value(table.numbers[i], layout.second)) for i in others)
        if len(odd) <= MOST_ODD and filled >= max(FEWEST_BESIDE, MOSTLY * len(others)):
            for index in odd:
                spot = Place(grid.sheet, table.numbers[index], layout.label)
                code = programme.name(index)
                yield Finding((spot,), say("Code {code} without label.", code=code), code=code)


def _left_out(programme: Programme) -> Iterator[Finding]:
    """Yield the rows that would be of the programme if they had a label beside their code."""
    from xlmot.rules.left_out_rows import codes_alone, tiers_of

    table = programme.table
    for index, code in codes_alone(programme):
        section = table.section(index)
        spot = Place(section.grid.sheet, table.numbers[index], tiers_of(section)[0].code)
        yield Finding((spot,), say("Code {code} without label.", code=code), code=code)


def _emptied(programme: Programme) -> Iterator[Finding]:
    """Yield the empty cells of a column that repeats its titles, between two that hold the same."""
    table = programme.table
    rows_of: dict[int, set[int]] = {}
    for index in table.data() if table.copies else ():
        rows_of.setdefault(table.section(index).start, set()).add(table.numbers[index])
    for index, copies in table.copies.items():
        section, spot = table.section(index), table.label_spot(index)
        if not section.layout.repeated or not copies:
            continue
        rows = rows_of[section.start].intersection(range(spot.row + 1, copies[-1]))
        for row in sorted(rows.difference(copies)):
            if is_blank(section.grid.value(row, spot.column)) and not _is_merged(
                section, row, spot
            ):
                title = " ".join(table.labels[index].split())
                message = say("“{title}” above and below, nothing on this row.", title=title)
                place = Place(section.grid.sheet, row, spot.column)
                yield Finding((place,), message, code=programme.code(index), label=title)


def _is_merged(section: Section, row: int, spot: Spot) -> bool:
    return any(area.holds(row, spot.column) for area in section.grid.merges)


def _message(programme: Programme, index: int) -> Message:
    code, cell = programme.name(index), _slipped(programme, index)
    if cell:
        return say("Code {code} without label: has it slipped to {cell}?", code=code, cell=cell)
    return say("Code {code} without label.", code=code)


def _slipped(programme: Programme, index: int) -> str:
    """Return the cell that holds a text beside the label, in a column without a header."""
    section, row = programme.table.section(index), programme.table.numbers[index]
    layout = section.layout
    named = {*layout.columns(), *(column.number for column in layout.others)}
    for column in (layout.label + 1, layout.label - 1):
        value = section.grid.value(row, column)
        if column not in named and isinstance(value, str) and not is_blank(value):
            return cell_name(row, column)
    return ""
