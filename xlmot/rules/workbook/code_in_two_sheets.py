"""Code on two sheets.

The programme goes on from sheet to sheet, and one code stands on two of them.

Why
    One sheet per axis means that each code has one place: a summary of the sheets counts this one
    twice, and nobody knows which is right.

Example
    | Code | Title     |                    |
    |------|-----------|--------------------|
    | 1    | ROADS     |                    |
    | 1.1  | Squares   |                    |
    | 2.1  | Tunnels   | code on two sheets |

Fix
    None: move the rows to their sheet. A group that goes on over the end of a sheet is silent, and
    so are sheets that are other years or other versions of one programme: most of their codes are
    the same. Sheets that begin with the same code count each on its own, and are silent too. Five
    shared codes or more are one note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from xlmot.findings import Finding, Severity, place
from xlmot.messages import say
from xlmot.messages.hints import TypeAlias
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme, find_runs
from xlmot.programme.table import Table
from xlmot.programme.workbook import Workbook

SEVERITY = Severity.ERROR
NEEDS = ("several",)
OPTIONS = {
    "most": say("The largest share of shared codes that is taken for a slip, from 0 to 1."),
}
# A programme, and the first row of each of its codes.
Part: TypeAlias = tuple[Programme, Mapping[Path, int]]
# Of fewer codes nobody can tell whether they are part of one numbering.
FEWEST = 3
# More codes in common have one cause, and are said once.
MANY = 4


def check(workbook: Workbook, *, most: float = 0.2) -> Iterator[Finding]:
    """Yield the codes on two sheets, at most the share `most` of the codes of either programme."""
    for programme in workbook.programmes:
        if len(programme.table.sections) > 1:
            yield from _within(programme)
    if workbook.vocabulary.layout != "per_year":
        parts = [(programme, _first_rows(programme.table)) for programme in workbook.programmes]
        for one, other in combinations(parts, 2):
            yield from _between(one, other, most)


def _within(programme: Programme) -> Iterator[Finding]:
    """Yield the codes with a run of rows on two sheets, but for titles repeated over their rows."""
    table = programme.table
    runs = find_runs(programme)
    first: dict[Path, int] = {}
    begins = {table.sheet(run[0]): table.paths[run[0]] or () for run in reversed(runs)}
    for number, run in enumerate(runs):
        path = table.paths[run[0]] or ()
        after = table.paths[runs[number + 1][0]] if number + 1 < len(runs) else None
        recalled = len(run) == 1 and after is not None and after[: len(path)] == path
        known = first.setdefault(path, run[0])
        coded = _is_coded(table, run[0])
        sheets = table.sheet(known), table.sheet(run[0])
        begin_alike = len({begins[sheet] for sheet in sheets}) == 1
        if sheets[0] != sheets[1] and coded and not recalled and not begin_alike:
            yield _finding((programme, known), (programme, run[0]))


def _between(first: Part, second: Part, most: float) -> Iterator[Finding]:
    """Yield the codes that two parts of one numbering have in common."""
    (one, ours), (other, theirs) = first, second
    shared = ours.keys() & theirs.keys()
    fewest = min(len(ours), len(theirs))
    parts = fewest >= FEWEST and len(shared) <= max(1, most * fewest)
    if (
        not parts
        or min(ours) == min(theirs)
        or one.year != other.year
        or one.table.grammar.skeleton != other.table.grammar.skeleton
    ):
        return
    if len(shared) > MANY:
        yield _several(first, second, sorted(shared))
        return
    for path in sorted(shared):
        yield _finding((one, ours[path]), (other, theirs[path]))


def _several(first: Part, second: Part, shared: list[Path]) -> Finding:
    """Return the one finding of sheets with many codes in common: each may count on its own."""
    (one, ours), (other, theirs) = first, second
    message = say(
        "{count} codes stand on the sheets “{first}” and “{second}”, {code} to begin with.",
        count=len(shared),
        first=one.table.sheet(ours[shared[0]]),
        second=other.table.sheet(theirs[shared[0]]),
        code=one.code(ours[shared[0]]) or "",
    )
    places = tuple(place(other.table, theirs[path], "code") for path in shared)
    return Finding(places, message, severity=Severity.NOTE)


def _first_rows(table: Table) -> dict[Path, int]:
    rows: dict[Path, int] = {}
    for index in table.data():
        path = table.paths[index]
        if path and _is_coded(table, index):
            rows.setdefault(path, index)
    return rows


def _is_coded(table: Table, index: int) -> bool:
    """Return whether a row has a place by its code, not by the layout alone."""
    reading = table.readings[index]
    return not table.placed or (reading is not None and reading.path is not None)


def _finding(one: tuple[Programme, int], other: tuple[Programme, int]) -> Finding:
    (programme, index), (second, row) = one, other
    message = say(
        "{code} stands on the sheets “{first}” and “{second}”.",
        code=programme.code(index) or "",
        first=programme.table.sheet(index),
        second=second.table.sheet(row),
    )
    places = (place(second.table, row, "code"), place(programme.table, index, "code"))
    return Finding(places, message, code=second.code(row), label=second.table.labels[row] or None)
