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

from xlmot.findings import Finding, Severity, found, set_cell, unsafe
from xlmot.messages import say, say_many
from xlmot.programme.outline import Programme
from xlmot.programme.running import Run, write_number
from xlmot.rules.codes import canonical, runs_of_codes
from xlmot.rules.shared_cells import misplaced_codes

SEVERITY = Severity.WARNING
FIX = "unsafe"
NEEDS = ("misnumbered", "placed", "inside")


def check(programme: Programme) -> Iterator[Finding]:
    for index, (levels, others) in misplaced_codes(programme).items():
        message = say_many(
            levels,
            "“{value}” has {count} level, {others} other codes of its column have {usual}.",
            "“{value}” has {count} levels, {others} other codes of its column have {usual}.",
            value=programme.table.code_text(index),
            others=others.alike,
            usual=others.depth,
        )
        yield found(programme, index, message, column="code")
    if programme.table.placed:
        for run in runs_of_codes(programme):
            yield from _in_run(programme, run)
        return
    paths = [path for index in programme.table.data() if (path := programme.table.paths[index])]
    for index, path in programme.repairs.misnumbered.items():
        place = paths.index(path)
        before, after = paths[place - 1], paths[place + 1]
        message = say(
            "“{value}” between {before} and {after}: {code}?",
            value=programme.table.code_text(index),
            before=programme.text(before),
            after=programme.text(after),
            code=programme.text(path),
        )
        fix = canonical(programme, index, sure=False)
        yield found(programme, index, message, column="code", fix=fix)


def _in_run(programme: Programme, run: Run) -> Iterator[Finding]:
    table = programme.table
    for place, index in enumerate(run.rows):
        path = programme.repairs.misnumbered.get(index)
        if path is None:
            continue
        before, after = run.around(place)
        code = write_number(table, run, path)
        message = say(
            "“{value}” between {before} and {after}: {code}?",
            value=table.code_text(index),
            before=write_number(table, run, before),
            after=write_number(table, run, after),
            code=code,
        )
        fix = unsafe(set_cell(table, index, "code", code))
        yield found(programme, index, message, column="code", fix=fix)
