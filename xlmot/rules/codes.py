"""Rules about codes, what they say of a code cell, and the correction they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from xlmot.findings import Finding, Fix, found, place, safe, set_cell, unsafe
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.grammar import USUAL
from xlmot.programme.outline import Programme
from xlmot.programme.running import Run, find_runs_of_codes
from xlmot.rules.once import once

# What each fault of writing is measured by: a way of the house that a level may not have.
TRAITS = {
    "leading-zero": "zeros",
    "unpadded-code": "zeros",
    "unusual-separator": "joint",
    "extra-separator": "end",
    "missing-mark": "end",
}
# So many codes of a level are named as those that are written otherwise.
PEERS = 3
WORD = lazy(r"\w+")
# Rows have codes of their own if there are so many distinct ones for each row.
OWN_CODES = 0.8


def faulty(programme: Programme, fault: str) -> Iterator[tuple[int, str]]:
    """Yield the rows whose code has a fault, and what their code cell holds, as text.

    Those of a level without a way of its own are left to `unsettled`.
    """
    for index in programme.faults.get(fault, ()):
        if not _is_unsure(programme, index, fault):
            yield index, programme.table.code_text(index)


def _is_unsure(programme: Programme, index: int, fault: str) -> bool:
    path = programme.table.paths[index]
    trait = (TRAITS.get(fault, ""), len(path or ()) - 1)
    return trait in programme.table.grammar.unsure


def unsettled(programme: Programme, *faults: str) -> Iterator[Finding]:
    """Yield one finding for the codes of levels that are written in several ways, none usual."""
    rows = sorted(
        index
        for fault in faults
        for index in programme.faults.get(fault, ())
        if _is_unsure(programme, index, fault)
    )
    if rows:
        other = next(index for index in rows if programme.table.paths[index])
        message = say(
            "The codes of a level are written in several ways, none of which most of them share: "
            "“{value}” beside {code}.",
            value=programme.table.code_text(other),
            code=_alike(programme, other),
        )
        fixes = (canonical(programme, index) for index in rows)
        edits = [edit for fix in fixes if fix for edit in fix.edits]
        fix = unsafe(*edits) if edits else None
        yield found(programme, rows, message, column="code", fix=fix)


def unless_most(
    programme: Programme, fault: str, findings: Iterable[tuple[int, Finding]]
) -> Iterator[Finding]:
    """Yield the findings of rows; one for all where most codes of a level are written alike so.

    It is the settings then that say otherwise than the sheet: nobody knows which of them is right.
    """
    own = dict(findings)
    rows = _against_most(programme, fault, own)
    together = {*rows}
    yield from (finding for index, finding in own.items() if index not in together)
    if rows:
        message = say(
            "{count} codes are written otherwise than the settings say: “{value}” for “{code}”.",
            count=len(rows),
            value=programme.table.code_text(rows[0]),
            code=programme.code(rows[0]) or "",
        )
        fixes = (own[index].fix for index in rows)
        edits = [edit for fix in fixes if fix for edit in fix.edits]
        fix = unsafe(*edits) if edits else None
        yield found(programme, rows, message, column="code", fix=fix)


def _against_most(programme: Programme, fault: str, indexes: Collection[int]) -> list[int]:
    """Return the rows, of those with a fault, that are written as most of their level are.

    A level of one or two is judged with the others.
    """
    table, others = programme.table, peers(programme, fault)
    shapes = {i: WORD.sub("0", table.code_text(i).strip()) for i in indexes}
    alike = Counter((depth_of(programme, i), shape) for i, shape in shapes.items())
    faulty_of = Counter(depth_of(programme, i) for i in indexes)
    most = {
        (depth, shape)
        for (depth, shape), count in alike.items()
        if 2 * count > others[depth] + faulty_of[depth]
    }
    if sum(alike[one] for one in most) < PEERS:
        return []
    return [i for i in indexes if (depth_of(programme, i), shapes[i]) in most]


def _alike(programme: Programme, index: int) -> str:
    """Return the first code of the level of a row that is written as its level was guessed."""
    table, depth = programme.table, depth_of(programme, index)
    for other in table.data():
        path, reading = table.paths[other], table.readings[other]
        if path and len(path) == depth and reading and not reading.faults:
            return table.code_text(other)
    return programme.code(index) or ""


def is_usual(count: int, total: int) -> bool:
    """Return whether so many of a level are what is usual there; few say nothing.

    >>> is_usual(3, 4), is_usual(2, 2)
    (True, False)
    """
    return total >= PEERS and count >= USUAL * total


def depth_of(programme: Programme, index: int) -> int:
    """Return how many levels the place of a row has, 0 where it has none."""
    return len(programme.table.paths[index] or ())


def peers(programme: Programme, fault: str) -> Counter[int]:
    """Return how many codes of each level that can be read, by its depth, do not have a fault."""
    table, with_it = programme.table, set(programme.faults.get(fault, ()))
    return Counter(
        depth_of(programme, index)
        for index in table.data()
        if index not in with_it and (reading := table.readings[index]) and reading.path
    )


def canonical(programme: Programme, index: int, *, sure: bool = True) -> Fix | None:
    """Return the fix that writes the code of a row as the house does.

    None where nobody can tell the code, or where a formula makes it. The fix is safe if the cell
    reads as that code without a guess, and the rule is `sure` too.
    """
    table, code = programme.table, code_meant(programme, index)
    _, row, column = place(table, index, "code")
    if code is None or (row, column) in table.section(index).grid.formulas:
        return None
    reading = table.readings[index]
    guessed = reading is None or reading.doubtful or reading.path != table.paths[index]
    edit = set_cell(table, index, "code", code)
    return safe(edit) if sure and not guessed else unsafe(edit)


def code_meant(programme: Programme, index: int) -> str | None:
    """Return the code of a row as the house writes it, None where nobody can tell it.

    Where the layout tells the level, a row has a place though its code cannot be read.
    """
    reading = programme.table.readings[index]
    unread = reading is None or reading.path is None
    return None if programme.table.placed and unread else programme.code(index)


def has_own_codes(programme: Programme) -> bool:
    """Return whether nearly all rows have a code that no other row has."""
    table = programme.table
    paths = [path for index in table.data() if (path := table.paths[index])]
    shared = programme.vocabulary.titles not in ("auto", "own_code")
    return bool(paths) and not shared and len(set(paths)) >= OWN_CODES * len(paths)


@once
def runs_of_codes(programme: Programme) -> list[Run]:
    """Return the runs of codes of a programme whose layout tells the levels; none of any other."""
    return find_runs_of_codes(programme.table)
