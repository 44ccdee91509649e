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
    warning; where a layout tells the level of each row, they are names, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import depth_of, faulty

SEVERITY = Severity.ERROR
# So many codes that cannot be read, and such a share of all, are of a kind of their own.
MANY, MANY_OF_LEVEL, SHARE = 8, 3, 0.1
NEEDS = ("malformed-code",)


def check(programme: Programme) -> Iterator[Finding]:
    table = programme.table
    odd = dict(faulty(programme, "malformed-code"))
    levels: dict[int, list[int]] = {}
    for index in odd:
        levels.setdefault(_level(programme, index), []).append(index)
    for level, rows in levels.items():
        coded = [i for i in table.data() if table.readings[i] and _level(programme, i) == level]
        many = MANY_OF_LEVEL if table.placed else MANY
        if len(rows) < many or len(rows) <= SHARE * len(coded):
            for index in rows:
                message = say("Unreadable code: “{value}”.", value=odd[index])
                yield found(programme, index, message, column="code")
        elif not table.placed:
            yield _of_the_house(programme, rows, odd[rows[0]])


def _level(programme: Programme, index: int) -> int:
    """Return the level of a row where the layout tells it; elsewhere all rows are of one."""
    return depth_of(programme, index) if programme.table.placed else 0


def _of_the_house(programme: Programme, rows: list[int], value: str) -> Finding:
    message = say(
        "{count} codes are written in a way that the others do not have: “{value}”.",
        count=len(rows),
        value=value,
    )
    return found(programme, rows, message, column="code", severity=Severity.WARNING)
