"""Code stored as a number.

A code of two levels is stored as a decimal number.

Why
    Excel keeps 1.10 and 1.1 as the same number, shows it with the decimal mark of each computer,
    and sorts numbers apart from the texts 1.1.1 and 1.1.2.

Example
    | Code  | Title           |                         |
    |-------|-----------------|-------------------------|
    | 1     | ROADS           |                         |
    | {1.1} | Squares         | code stored as a number |
    | 1.1   | Pave the square |                         |

Fix
    Safe: the code is written as text. Unsafe where the number may also be what Excel left of a
    code that ends in zero. Where most codes of the level are numbers it is one finding, and unsafe.
    Whole numbers are left to `mixed-code-types`, lost zeros to `lost-zero`.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, unsafe
from xlmot.messages import Message, say
from xlmot.programme.code import follows
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme
from xlmot.rules.codes import PEERS, canonical, faulty, is_usual

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
# After this number of a group its next code, 1.10, is the number 1.1.
NEARLY_TEN = 9
NEEDS = ("numeric-code",)


def check(programme: Programme) -> Iterator[Finding]:
    around = _neighbours(programme) if "numeric-code" in programme.faults else {}
    rows = [
        (i, t) for i, t in faulty(programme, "numeric-code") if i not in programme.repairs.zeros
    ]
    if is_usual(len(rows), _decimal(programme)):
        yield _of_the_house(programme, [index for index, _ in rows])
        return
    others = _decimal(programme) - len(rows)
    for index, text in rows:
        message = _message(text, others)
        fix = canonical(programme, index, sure=_is_alone(programme, index, *around[index]))
        yield found(programme, index, message, column="code", fix=fix)


def _message(value: str, others: int) -> Message:
    if others < PEERS:
        return say("Code stored as a number: {value}.", value=value)
    return say(
        "Code stored as a number: {value}; the {count} other codes of two levels are texts.",
        value=value,
        count=others,
    )


def _decimal(programme: Programme) -> int:
    """Return how many codes have two levels, as a decimal number may be read."""
    table = programme.table
    return sum(len(table.paths[index] or ()) == 2 for index in table.data())


def _of_the_house(programme: Programme, rows: list[int]) -> Finding:
    message = say(
        "The {count} codes of this column are stored as numbers: 1.10 and 1.1 would be the same.",
        count=len(rows),
    )
    fixes = (canonical(programme, index) for index in rows)
    edits = [edit for fix in fixes if fix for edit in fix.edits]
    fix = unsafe(*edits) if edits else None
    # Nothing is lost while no group has ten: 1.10 would show as another 1.1.
    near = any(path[-1] >= NEARLY_TEN for i in rows if (path := programme.table.paths[i]))
    severity = None if near else Severity.NOTE
    return found(programme, rows, message, column="code", fix=fix, severity=severity)


def _neighbours(programme: Programme) -> dict[int, tuple[Path, Path]]:
    """Return the paths before and after each row that has one; () where there is none."""
    paths = programme.table.paths
    rows = [index for index in programme.table.data() if paths[index]]
    known = [(), *(paths[index] or () for index in rows), ()]
    return {index: (known[i], known[i + 2]) for i, index in enumerate(rows)}


def _is_alone(programme: Programme, index: int, before: Path, after: Path) -> bool:
    """Return whether no other code than the one read may have become the number of a row."""
    reading = programme.table.readings[index]
    path = programme.table.paths[index] or ()
    others = [other for other in reading.candidates if other != path] if reading else []
    if not before or follows(path, before):
        return True
    return not any(before <= other and (not after or other <= after) for other in others)
