"""Unreadable code.

The cell of the code holds something that no way of writing codes explains.

Why
    The row belongs to nothing: it is missing from its group, from every count and every sum.

Example
    | Code | Title           |                 |
    |------|-----------------|-----------------|
    | 1    | ROADS           |                 |
    | 1.a  | Pave the square | unreadable code |
    | 1.1  | Light the lane  |                 |

Fix
    None: only someone who knows the programme can say which code it is. A code is compared with the
    others of its column. Where many are of another kind (`ID.AM` beside `1.2`) it is one finding, a
    warning; where a layout tells the level of each row, they are names, and nothing is said. Words
    on two rows or more below the last code are a legend: one note. So are three codes or more that
    are left open, such as `2.x`.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Table
from xlmot.rules.codes import depth_of, faulty
from xlmot.rules.shared_cells import odd_codes

SEVERITY = Severity.ERROR
# So many codes that cannot be read, and such a share of all, are of a kind of their own.
MANY, MANY_OF_LEVEL, SHARE = 8, 3, 0.1
# So many rows with words below the last code are a legend.
FEWEST_WORDS = 2
NEEDS = ("malformed-code", "inside")


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    odd = {
        index: text
        for index, text in faulty(programme, "malformed-code")
        if table.labels[index] or _has_digit(text)
    }
    left_open = [index for index in odd if table.paths[index] and _is_open(odd[index])]
    if len(left_open) >= MANY_OF_LEVEL:
        yield _left_open(programme, left_open, odd[left_open[0]])
        odd = {index: text for index, text in odd.items() if index not in left_open}
    legend = _legend(table, odd)
    if legend:
        yield _below(programme, legend, odd[legend[0]])
    for level, rows in _by_level(programme, set(odd).difference(legend)).items():
        coded = sum(_is_coded(programme, i, level) for i in table.data() if i not in odd)
        named = [index for index in rows if table.placed and not _has_digit(odd[index])]
        many = MANY_OF_LEVEL if table.placed else MANY
        if len(rows) >= many and len(rows) > SHARE * (coded + len(rows)):
            if not table.placed:
                yield _of_the_house(programme, rows, odd[rows[0]])
        elif coded or not table.placed:
            told = [i for i in rows if len(named) < MANY_OF_LEVEL or i not in named]
            yield from _each(programme, {index: odd[index] for index in told})
    inside = odd_codes(programme)
    yield from _each(programme, {index: own for index, own in inside.items() if index not in odd})


def _is_open(text: str) -> bool:
    """Return whether a code is left open at its end: `2.x`, `3.1.?`."""
    return text.strip()[-1:] in tuple("xXnN?")


def _left_open(programme: Programme, rows: list[int], value: str) -> Finding:
    message = say("{count} codes are left open, such as “{value}”.", count=len(rows), value=value)
    return found(programme, rows, message, column="code", severity=Severity.NOTE)


def _each(programme: Programme, odd: dict[int, str]) -> Iterator[Finding]:
    """Yield one finding for each code that cannot be read, with all its rows."""
    for value in dict.fromkeys(odd.values()):
        rows = [index for index, own in odd.items() if own == value]
        message = say("Unreadable code: “{value}”.", value=value)
        yield found(programme, rows, message, column="code")


def _by_level(programme: Programme, rows: set[int]) -> dict[int, list[int]]:
    levels: dict[int, list[int]] = {}
    for index in sorted(rows):
        levels.setdefault(_level(programme, index), []).append(index)
    return levels


def _level(programme: Programme, index: int) -> int:
    """Return the level of a row where the layout tells it; elsewhere all rows are of one."""
    return depth_of(programme, index) if programme.table.placed else 0


def _is_coded(programme: Programme, index: int, level: int) -> bool:
    return programme.table.readings[index] is not None and _level(programme, index) == level


def _legend(table: Table, odd: dict[int, str]) -> list[int]:
    """Return the rows after the last code of a sheet that have words in place of one.

    They are two at least; one row is a slip.
    """
    found: list[int] = []
    for span in table.spans():
        tail: list[int] = []
        for index in (i for i in reversed(span) if i in odd or table.kinds[i] is RowKind.DATA):
            if index not in odd or _has_digit(odd[index]):
                break
            tail.insert(0, index)
        found += tail if len(tail) >= FEWEST_WORDS else []
    return found


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _below(programme: Programme, rows: list[int], value: str) -> Finding:
    message = say(
        "{count} rows below the last code have words in its place: “{value}”.",
        count=len(rows),
        value=value,
    )
    return found(programme, rows, message, column="code", severity=Severity.NOTE)


def _of_the_house(programme: Programme, rows: list[int], value: str) -> Finding:
    message = say(
        "{count} codes are written in a way that the others do not have: “{value}”.",
        count=len(rows),
        value=value,
    )
    return found(programme, rows, message, column="code", severity=Severity.WARNING)
