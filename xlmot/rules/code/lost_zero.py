"""Zero lost at the end of a code.

A code such as 2.1 stands where only 2.10 can: after 2.9, with another 2.1 above.

Why
    Excel took 2.10 for a number, and 2.10 and 2.1 are the same number: two groups become one.

Example
    | Code  | Title           |                                |
    |-------|-----------------|--------------------------------|
    | 2     | ROADS           |                                |
    | 2.1   | Squares         |                                |
    | 2.2   | Lanes           |                                |
    | 2.3   | Bridges         |                                |
    | 2.4   | Tunnels         |                                |
    | 2.5   | Kerbs           |                                |
    | 2.6   | Signs           |                                |
    | 2.7   | Lamps           |                                |
    | 2.8   | Drains          |                                |
    | 2.9   | Walls           |                                |
    | {2.1} | Fords           | zero lost at the end of a code |

Fix
    Unsafe: the code with its zero, as text. A code is compared with those before and after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme
from xlmot.rules.codes import canonical

SEVERITY = Severity.ERROR
FIX = "unsafe"
NEEDS = ("zeros",)


def check(programme: Programme) -> Iterator[Finding]:
    before = _paths_before(programme) if programme.repairs.zeros else {}
    for index, path in programme.repairs.zeros.items():
        message = _message(programme, index, path, before.get(path))
        fix = canonical(programme, index, sure=False)
        yield found(programme, index, message, column="code", fix=fix)


def _message(programme: Programme, index: int, path: Path, previous: Path | None) -> Message:
    value, code = programme.table.code_text(index), programme.text(path)
    if previous is None:
        return say("{value}: {code}, its zero lost?", value=value, code=code)
    return say(
        "{value} after {previous}: {code}, its zero lost?",
        value=value,
        previous=programme.text(previous),
        code=code,
    )


def _paths_before(programme: Programme) -> dict[Path, Path]:
    """Return the path that stands before each path of the table."""
    paths = [path for index in programme.table.data() if (path := programme.table.paths[index])]
    return {path: before for before, path in pairwise(paths) if path != before}
