"""Rows out of order.

A code stands before one that precedes it, or after one that follows it.

Why
    A reader looks for 1.2 between 1.1 and 1.3, and takes what is not there for missing.

Example
    | Code | Title   |              |
    |------|---------|--------------|
    | 1    | ROADS   |              |
    | 1.1  | Squares |              |
    | 1.3  | Bridges |              |
    | 1.2  | Tracks  | out of order |

Fix
    Unsafe: the rows are moved to their place, where they hold nothing but text; a person has to
    say that it is not the code that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, move_rows
from xlmot.messages import Message, say, say_many
from xlmot.programme.order import Block, find_disorder
from xlmot.programme.outline import Programme

SEVERITY = Severity.WARNING
FIX = "unsafe"


def check(programme: Programme) -> Iterator[Finding]:
    disorder = find_disorder(programme)
    for block in disorder.blocks:
        if disorder.scrambled:
            message = say_many(
                len(block.runs),
                "{count} code is not in its place: was the table sorted?",
                "{count} codes are not in their place: was the table sorted?",
            )
        elif not block.split:
            message = _message(programme, block)
        else:
            continue
        rows = [run[0] for run in block.runs]
        fix = move_rows(programme, block.order)
        yield found(programme, rows, message, column="code", fix=fix)


def _message(programme: Programme, block: Block) -> Message:
    first = programme.code(block.runs[0][0]) or ""
    if len(block.runs) == 1:
        return say("{code} is not in its place.", code=first)
    last = programme.code(block.runs[-1][0]) or ""
    return say("{first} to {last} are not in their place.", first=first, last=last)
