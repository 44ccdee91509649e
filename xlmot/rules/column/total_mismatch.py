"""Total that is not the sum.

A row of totals, or a title whose amount is a total, does not hold the sum of what it adds up.

Why
    The total is what goes into the report, and it is wrong: a row was added or changed after it.

Example
    | Code  | Title           | Budget |                           |
    |-------|-----------------|--------|---------------------------|
    | 1     | ROADS           |        |                           |
    | 1     | Pave the square | {1500} |                           |
    | 1     | Light the lane  | {1200} |                           |
    | Total |                 | {2500} | total that is not the sum |

Fix
    None: put a formula in place of the total. It is compared with the sum of the rows above it, of
    those it names, and of those below its title. Silent where an amount cannot be read, where a
    total says that it leaves something out, where “short-subtotal” names the row that is left out,
    and where a formula adds up only the rows that are shown. A formula that adds a row twice, by
    itself or with a total that it names, is told by its cells; so is a total that names the title
    before its own. In a column of numbers whose header does not say that they add up, a total
    counts where it is nearly the sum: others are averages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say, say_many
from xlmot.programme.outline import Programme
from xlmot.rules.added_rows import added_twice
from xlmot.rules.amounts import CENT, Amounts, Both, same, shown, summed, untold
from xlmot.rules.short_sums import short_sums
from xlmot.rules.staff_columns import in_one, noticed
from xlmot.rules.total_rows import TotalRows
from xlmot.rules.totals import Totals

SEVERITY = Severity.ERROR
NEEDS = ("columns",)
OPTIONS = {
    "tolerance": say("The difference that is let pass."),
}


def check(programme: Programme, *, tolerance: float = CENT) -> Iterator[Finding]:
    """Yield the totals that are off by more than `tolerance`."""
    totals = Totals(programme)
    off = (
        finding
        for amounts in (*summed(programme), *untold(programme))
        for finding in _of_column(programme, amounts, totals, tolerance)
    )
    yield from in_one(off, _in_all)
    yield from _misnamed(programme, totals)


def _in_all(found: Sequence[Finding]) -> Message:
    return say(
        "In {columns} columns the total is not the sum; the first is: {message}",
        columns=len(found),
        message=found[0].message,
    )


def _misnamed(programme: Programme, totals: Totals) -> Iterator[Finding]:
    """Yield the totals that name a title which another total names, below one that none does."""
    named = {row: path for row, text in totals.texts.items() if (path := totals.words.path(text))}
    counts, data = Counter(named.values()), [*programme.table.data()]
    for row, path in named.items() if len(counts) < len(named) else ():
        place = bisect_left(data, row)
        above = programme.table.paths[data[place - 1]] if place else None
        own = (above or ())[: len(path)]
        if counts[path] > 1 and len(own) == len(path) and own not in counts:
            message = say(
                "“{text}” stands below {code}; another total has the same name.",
                text=totals.texts[row].strip(),
                code=programme.text(own),
            )
            yield found(programme, row, message)


def _of_column(
    programme: Programme, amounts: Amounts, totals: Totals, tolerance: float
) -> Iterator[Finding]:
    """Yield what is wrong with the totals of a column; each row is told once."""
    short = {own.row for own in short_sums(programme, amounts, totals)}
    known, told = set(short), bool(amounts.columns[0].summed)
    for both in amounts.both if told else ():
        if both.row not in known and _is_wrong(amounts, both, tolerance):
            known.add(both.row)
            code = programme.text(both.node.path)
            yield _finding(programme, amounts, both.row, code, both.below.total)
    rows = TotalRows(programme, amounts, totals, tolerance)
    for row, name, correct in (*rows.wrong(), *rows.beside_others()):
        if row not in short and (told or amounts.is_near(row, correct)):
            known.add(row)
            yield _finding(programme, amounts, row, name, correct)
    for column in amounts.columns:
        for row, twice in added_twice(programme, column, known):
            yield _counted_twice(programme, amounts, row, twice)


def _counted_twice(
    programme: Programme, amounts: Amounts, index: int, twice: Sequence[int]
) -> Finding:
    column = amounts.column(index)
    values = (column.section.grid.value(row, column.number) for row in twice)
    message = say_many(
        len(twice),
        "“{column}”: the total adds row {row} twice ({sum}).",
        "“{column}”: the total adds {count} rows twice, row {row} is the first ({sum}).",
        column=column.name,
        row=twice[0],
        sum=shown(sum(value for value in values if isinstance(value, int | float))),
    )
    return noticed(programme, column, index, message)


def _is_wrong(amounts: Amounts, both: Both, tolerance: float) -> bool:
    if same(both.amount, both.below.total, tolerance) or amounts.adds_shown_rows(both.row):
        return False
    if amounts.is_made(both.row):
        return not _is_explained(amounts, both, tolerance)
    return amounts.titles_are_totals and not both.leaves_room and not _is_added(amounts, both)


def _is_added(amounts: Amounts, both: Both) -> bool:
    """Return whether a total above adds an amount beside what stands below it: it is no total."""
    above = (one for one in amounts.both if one.node.path == both.node.path[: len(one.node.path)])
    return any(
        one is not both
        and not one.agrees
        and same(one.amount, sum(amounts.of[i] for i in _added(amounts, one.row)))
        for one in above
    )


def _added(amounts: Amounts, title: int) -> list[int]:
    """Return the rows with an amount of their own that stand below a title."""
    return [i for i in amounts.standing_below(title) if i in amounts.of and not amounts.adds(i)]


def _is_explained(amounts: Amounts, both: Both, tolerance: float) -> bool:
    """Return whether a formula adds what stands below it, but for texts, or whatever its code says.

    Rules of their own tell these.
    """
    below = amounts.standing_below(both.row)
    typed = [i for i in below if i in amounts.of and i not in amounts.texts]
    return same(both.amount, sum(amounts.of[i] for i in typed if not amounts.adds(i)), tolerance)


def _finding(
    programme: Programme, amounts: Amounts, index: int, name: str, correct: float
) -> Finding:
    column = amounts.column(index)
    total = amounts.amount(column, column.value(index))
    message = say(
        "{name}: total {total} ≠ sum {sum} (“{column}”).",
        name=name,
        total=shown(total or 0),
        sum=shown(correct),
        column=column.name,
    )
    return noticed(programme, column, index, message)
