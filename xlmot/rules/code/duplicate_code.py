"""Same code twice.

Two rows have the same code, where the other rows have codes of their own.

Why
    Nobody can tell which of the two is meant when the code is quoted, and a look-up finds the first
    only.

Example
    | Code | Title           |                |
    |------|-----------------|----------------|
    | 1    | ROADS           |                |
    | 1.1  | Squares         |                |
    | 1.2  | Lanes           | duplicate code |
    | 1.2  | Bridges         | duplicate code |
    | 1.4  | Tunnels         |                |
    | 2    | PARKS           |                |

Fix
    None: a code is compared with all others of the table, or of its group where the numbers begin
    again. The message names the code that the place of the row asks for, if there is one. A house
    where a title and its actions share a code is silent; two rows with the same label are the
    matter of `duplicate-row`.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.code import successors
from xlmot.programme.grammar import Path
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.running import Run, write_number
from xlmot.programme.vocabulary import fold
from xlmot.rules.codes import has_own_codes, runs_of_codes

SEVERITY = Severity.WARNING
# A code on more rows is no slip: the numbering begins again.
MOST = 4


def check(programme: Programme) -> Iterator[Finding]:
    if programme.table.placed:
        for run in runs_of_codes(programme):
            yield from _in_run(programme, run)
        return
    for rows, wanted in _twice(programme):
        yield _finding(programme, rows, wanted)


def asked_for(programme: Programme) -> set[Path]:
    """Return the codes that stand nowhere, since a row that asks for one has that of another."""
    return set() if programme.table.placed else {path for _, (_, path) in _twice(programme)}


def _twice(programme: Programme) -> Iterator[tuple[list[int], tuple[int, Path]]]:
    """Yield the rows of each code that stands twice, with what `_wanted` says of them."""
    if not has_own_codes(programme):
        return
    around = _neighbours(programme)
    groups: dict[Path, list[int]] = {}
    for index in around:
        groups.setdefault(programme.table.paths[index] or (), []).append(index)
    for path, rows in groups.items():
        labels = {fold(programme.table.labels[index]) for index in rows}
        if 1 < len(rows) <= MOST and len(labels) > 1:
            yield rows, _wanted(path, rows, around, groups)


def _neighbours(programme: Programme) -> dict[int, tuple[Path, Path]]:
    """Return the codes before and after each row that has one in its own cell, () for none."""
    table, silent = programme.table, {*programme.repairs.missing, *programme.repairs.wrapped}
    rows = [
        index
        for index in table.data()
        if table.paths[index] and index not in silent and not is_blank(table.code_value(index))
    ]
    known = [(), *(table.paths[index] or () for index in rows), ()]
    return {index: (known[i], known[i + 2]) for i, index in enumerate(rows)}


def _wanted(
    own: Path, rows: list[int], around: dict[int, tuple[Path, Path]], used: dict[Path, list[int]]
) -> tuple[int, Path]:
    """Return which of the rows has the code of another, and its own; () where none can be told."""
    for index in reversed(rows):
        before, after = around[index]
        for path in successors(before, after):
            if path not in used and len(path) == len(own):
                return index, path
    return rows[-1], ()


def _finding(programme: Programme, rows: list[int], wanted: tuple[int, Path]) -> Finding:
    index, path = wanted
    others = [row for row in rows if row != index]
    message = _message(programme, rows, path)
    return found(programme, [index, *others], message, column="code")


def _message(programme: Programme, rows: list[int], path: Path) -> Message:
    code = programme.code(rows[0]) or ""
    numbers = tuple(programme.table.numbers[index] for index in rows)
    if not path:
        return say("The code {code} stands on several rows: {rows}.", code=code, rows=numbers)
    return say(
        "The code {code} stands on several rows: {rows}; one of them asks for {wanted}.",
        code=code,
        rows=numbers,
        wanted=programme.text(path),
    )


def _in_run(programme: Programme, run: Run) -> Iterator[Finding]:
    table = programme.table
    places: dict[Path, list[int]] = {}
    for place, (index, path) in enumerate(zip(run.rows, run.numbers, strict=True)):
        if path and index not in programme.repairs.misnumbered:
            places.setdefault(path, []).append(place)
    for path, same in places.items():
        rows = [run.rows[place] for place in same]
        if (
            len(rows) > MOST
            or len({fold(table.labels[i]) for i in rows}) < 2
            or len({table.numbers[i] for i in rows}) < 2
        ):
            continue
        wanted = [(place, own) for place in same if (own := run.wanted(place, len(path)))]
        place, own = wanted[-1] if wanted else (same[-1], ())
        numbers = tuple(table.numbers[index] for index in rows)
        code = write_number(table, run, path)
        message = (
            say(
                "The code {code} stands on several rows: {rows}; one of them asks for {wanted}.",
                code=code,
                rows=numbers,
                wanted=write_number(table, run, own),
            )
            if own
            else say("The code {code} stands on several rows: {rows}.", code=code, rows=numbers)
        )
        first = run.rows[place]
        others = [index for index in rows if index != first]
        yield found(programme, [first, *others], message, column="code")
