"""Column of codes in mixed types.

Some codes of the first level are stored as numbers, beside codes stored as text.

Why
    Excel sorts all numbers before all texts, and a look-up of the text `1` misses the number 1.

Example
    | Code  | Title           |                                |
    |-------|-----------------|--------------------------------|
    | {1}   | ROADS           | column of codes in mixed types |
    | 1.1   | Squares         |                                |
    | 1.1   | Pave the square |                                |

Fix
    Safe: the numbers become texts. Where most codes of the first level are numbers, and there are
    several, that is how Excel keeps what the house types: no fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, safe
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import canonical, is_usual

SEVERITY = Severity.NOTE
FIX = "safe"


def check(programme: Programme) -> Iterator[Finding]:
    fixes = {index: canonical(programme, index) for index in _numbers(programme)}
    if fixes and _has_text(programme):
        message = say("The column of codes mixes numbers and texts.")
        edits = [edit for fix in fixes.values() if fix for edit in fix.edits]
        fix = safe(*edits) if edits else None
        yield found(programme, tuple(fixes), message, column="code", fix=fix)


def _numbers(programme: Programme) -> Iterator[int]:
    """Yield the rows whose code is a whole number stored as one, unless most of the level are."""
    table = programme.table
    level = [index for index in table.data() if len(table.paths[index] or ()) == 1]
    numbers = [index for index in level if isinstance(table.code_value(index), int | float)]
    if not is_usual(len(numbers), len(level)):
        yield from numbers


def _has_text(programme: Programme) -> bool:
    table = programme.table
    return any(isinstance(table.code_value(index), str) for index in table.data())
