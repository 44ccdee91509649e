"""Rows out of order.

A code stands before one that precedes it, or after one that follows it.

Why
    A reader looks for 1.2 between 1.1 and 1.3, and takes what is not there for missing.

Example
    | Code | Title   |              |
    |------|---------|--------------|
    | 1    | ROADS   |              |
    | 1.1  | Squares |              |
    | 1.3  | Bridges | out of order |
    | 1.2  | Tracks  | out of order |
    | 1.4  | Tunnels |              |

Fix
    Unsafe: the rows are moved to their place, where they hold nothing but text; a person has to
    say that it is not the code that is wrong. A code is compared with those before and after it.
    More than ten rows that stand together elsewhere, a fifth of all, are a part of their own: a
    remark; so are those that begin a sheet, from a title of the first level on.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, move_rows
from xlmot.messages import Message, say, say_many
from xlmot.programme.order import Block, Disorder, find_disorder
from xlmot.programme.outline import Programme
from xlmot.programme.running import Run, write_number
from xlmot.programme.table import RowKind
from xlmot.rules.codes import runs_of_codes

SEVERITY = Severity.WARNING
FIX = "unsafe"
# A block of so many rows, and of so many of all, is a part of its own: nobody moved it by mistake.
FEWEST, PART = 10, 0.2


def check(programme: Programme) -> Iterator[Finding]:
    for run in runs_of_codes(programme):
        if run.own:
            yield from _in_run(programme, run)
    disorder = find_disorder(programme)
    if programme.table.placed:
        yield from _by_titles(programme, disorder)
    for block in disorder.blocks:
        if _has_no_place(programme, block.runs[0][0]):
            continue
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
        rows += [] if disorder.scrambled else _passed(block)
        size = sum(map(len, block.runs))
        many = size > max(FEWEST, PART * len(block.order))
        part = not disorder.scrambled and (many or _begins_sheet(programme, block))
        fix = None if part else move_rows(programme, block.order)
        severity = Severity.NOTE if part else None
        yield found(programme, rows, message, column="code", fix=fix, severity=severity)


def _begins_sheet(programme: Programme, block: Block) -> bool:
    """Return whether rows, from a title of the first level on, begin a sheet after the first."""
    table, first = programme.table, block.runs[0][0]
    start = table.section(first).start
    above = table.kinds[start:first]
    return start > 0 and RowKind.DATA not in above and len(table.paths[first] or ()) == 1


def _by_titles(programme: Programme, disorder: Disorder) -> Iterator[Finding]:
    """Yield the rows below another title than their code goes on from, and titles in turn."""
    from xlmot.rules.hanging import titles_in_turn, under_others

    placed = [b for b in disorder.blocks if not _has_no_place(programme, b.runs[0][0])]
    told = {row for block in placed for run in block.runs for row in run}
    told |= {row for run in runs_of_codes(programme) if run.own for row in run.rows}
    told |= {*programme.repairs.misnumbered}
    for index in under_others(programme):
        if index not in told:
            message = say("{code} is not in its place.", code=programme.name(index))
            yield found(programme, index, message, column="code")
    for rows in titles_in_turn(programme):
        if told.isdisjoint(rows):
            code, other = map(programme.name, rows)
            message = say("{code} and {other} have changed places.", code=code, other=other)
            yield found(programme, rows, message, column="code")


def _has_no_place(programme: Programme, index: int) -> bool:
    """Return whether a code stands twice, or has no parent, where the layout tells the levels."""
    table, reading = programme.table, programme.table.readings[index]
    return table.placed and (reading is None or reading.path != table.paths[index])


def _message(programme: Programme, block: Block) -> Message:
    first = programme.name(block.runs[0][0])
    for other in _passed(block):
        return say(
            "{code} and {other} have changed places.", code=first, other=programme.name(other)
        )
    if len(block.runs) == 1:
        return say("{code} is not in its place.", code=first)
    last = programme.name(block.runs[-1][0])
    return say("{first} to {last} are not in their place.", first=first, last=last)


def _passed(block: Block) -> list[int]:
    """Return the row that a single row has changed places with: the one just before it."""
    row = block.runs[0][0]
    rows = sorted(block.order)
    place = rows.index(row)
    alone = len(block.runs) == 1 and len(block.runs[0]) == 1 and place > 0
    return [rows[place - 1]] if alone and block.order.index(row) == place - 1 else []


def _in_run(programme: Programme, run: Run) -> Iterator[Finding]:
    """Yield two rows that changed places, of codes that count through."""
    for place in range(1, len(run.rows)):
        before, here = run.numbers[place - 1], run.numbers[place]
        if before and here and before[-1] == here[-1] + 1:
            code, other = (write_number(programme.table, run, one) for one in (here, before))
            message = say("{code} and {other} have changed places.", code=code, other=other)
            yield found(programme, run.rows[place - 1 : place + 1], message, column="code")
