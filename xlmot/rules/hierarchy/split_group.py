"""Split group.

Rows of one code stand in several pieces, with rows of another code between them.

Why
    The second piece is read as part of the code above it, or its first row as one more title.

Example
    | Code | Title             |             |
    |------|-------------------|-------------|
    | 1    | ROADS             |             |
    | 1.1  | Squares           |             |
    | 1.1  | Pave the market   |             |
    | 1.2  | Tracks            |             |
    | 1.2  | Mark the towpath  |             |
    | 1.1  | Light the station | split group |

Fix
    Unsafe: the piece joins the others, where its rows hold nothing but text. Blank rows, repeated
    headers and page breaks do not split a group. Where each row has a code of its own, it is the
    code that is wrong (`duplicate-code`).
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, move_rows
from xlmot.messages import say
from xlmot.programme.order import find_disorder
from xlmot.programme.outline import Programme
from xlmot.rules.codes import has_own_codes

SEVERITY = Severity.ERROR
FIX = "unsafe"


def check(programme: Programme) -> Iterator[Finding]:
    disorder = find_disorder(programme)
    if disorder.scrambled or has_own_codes(programme):
        return
    for block in disorder.blocks:
        if block.split:
            rows = [index for run in block.runs for index in run]
            message = say(
                "The rows of {code} stand in several pieces.", code=programme.name(rows[0])
            )
            fix = move_rows(programme, block.order)
            yield found(programme, rows, message, column="code", fix=fix)
