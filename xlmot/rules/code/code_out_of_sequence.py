"""Code out of sequence.

The codes before and after a row leave room for one code, and the row has another.

Why
    The row is read under another title than the one it stands below, and its own number is missing
    there.

Example
    | Code  | Title           |                      |
    |-------|-----------------|----------------------|
    | 2     | ROADS           |                      |
    | 2.1   | SQUARES         |                      |
    | 2.1.1 | Market square   |                      |
    | 2.2.1 | Station square  | code out of sequence |
    | 2.2   | LANES           |                      |
    | 2.2.1 | Mill lane       |                      |

Fix
    Unsafe: the code that its neighbours ask for, if no other row has it. The rest of the check
    reads the row with that code already. Where rows share a code, and where the code fits a row
    that was moved, `out-of-order` says it.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import canonical

SEVERITY = Severity.WARNING
FIX = "unsafe"


def check(programme: Programme) -> Iterator[Finding]:
    paths = [path for index in programme.table.data() if (path := programme.table.paths[index])]
    for index, path in programme.repairs.misnumbered.items():
        place = paths.index(path)
        before, after = paths[place - 1], paths[place + 1]
        message = say(
            "“{value}” between {before} and {after}: {code}?",
            value=str(programme.table.code_value(index)),
            before=programme.text(before),
            after=programme.text(after),
            code=programme.text(path),
        )
        fix = canonical(programme, index, sure=False)
        yield found(programme, index, message, column="code", fix=fix)
