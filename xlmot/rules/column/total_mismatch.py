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
    and where a formula adds up only the rows that are shown. In a column of numbers whose header
    does not say that they add up, a total counts where it is nearly the sum: others are averages.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind
from xlmot.rules.amounts import CENT, Amounts, Both, same, shown, summed, untold
from xlmot.rules.short_sums import short_sums
from xlmot.rules.staff_columns import noticed
from xlmot.rules.totals import Totals

SEVERITY = Severity.ERROR
NEEDS = ("columns",)
OPTIONS = {
    "tolerance": say("The difference that is let pass."),
}


def check(programme: Programme, *, tolerance: float = CENT) -> Iterator[Finding]:
    """Yield the totals that are off by more than `tolerance`."""
    totals = Totals(programme)
    for amounts in summed(programme):
        short = {own.row for own in short_sums(programme, amounts, totals)}
        for both in amounts.both:
            if both.row not in short and _is_wrong(amounts, both, tolerance):
                code = programme.text(both.node.path)
                yield _finding(programme, amounts, both.row, code, both.below.total)
        for row, name, correct in _Rows(programme, amounts, totals, tolerance).wrong():
            if row not in short:
                yield _finding(programme, amounts, row, name, correct)
    for amounts in untold(programme) if totals.texts else ():
        for row, name, correct in _Rows(programme, amounts, totals, tolerance).wrong():
            if amounts.is_near(row, correct):
                yield _finding(programme, amounts, row, name, correct)


def _is_wrong(amounts: Amounts, both: Both, tolerance: float) -> bool:
    if same(both.amount, both.below.total, tolerance) or _adds_up_shown_rows(amounts, both.row):
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


def _adds_up_shown_rows(amounts: Amounts, index: int) -> bool:
    """Return whether SUBTOTAL, which leaves filtered rows out, makes a cell of a sheet with any."""
    column = amounts.column(index)
    grid = column.section.grid
    formula = grid.formulas.get((column.table.numbers[index], column.number), "")
    partial = any(name in formula.upper() for name in ("SUBTOTAL", "AGGREGATE"))
    return partial and bool(grid.hidden_rows)


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


class _Rows:
    """Hold the rows of totals of a column against every sum that they may mean."""

    def __init__(
        self, programme: Programme, amounts: Amounts, totals: Totals, tolerance: float
    ) -> None:
        self.programme = programme
        self.amounts = amounts
        self.totals = totals
        self.tolerance = tolerance
        self.rows = [row for row in totals.texts if totals.words.is_total(totals.texts[row])]
        self.data = list(programme.table.data()) if self.rows else []
        self.covering = self._covering()

    def wrong(self) -> Iterator[tuple[int, str, float]]:
        """Yield the totals that are none of the sums they may be; the sum of those above is one.

        Each with its row, its text, and what it should be.
        """
        before: float = 0
        for place, row in enumerate(self.rows):
            amount = self._amount(row)
            if amount is None:
                continue
            sums = list(self._sums(place, self.amounts.column(row)))
            known = any(
                same(amount, own, self.tolerance) for own in (*sums, before, self._parts(row))
            )
            before += amount
            if sums and not known and not self._is_special(row):
                name = self.totals.texts[row].strip(" :")
                yield row, name, sums[0]

    def _parts(self, row: int) -> float:
        """Return the sum of the subtotals above a total: where one is wrong, that is said of it."""
        rows = (index for index in self.totals.texts if index < row and index not in self.rows)
        return sum(self._amount(index) or 0 for index in rows)

    def _amount(self, row: int) -> float | None:
        column = next((c for c in self.amounts.columns if row in c.rows), None)
        return self.amounts.amount(column, column.value(row)) if column else None

    def _is_special(self, row: int) -> bool:
        return _adds_up_shown_rows(self.amounts, row) or self._adds_more(row)

    def _sums(self, place: int, column: StaffColumn) -> Iterator[float]:
        """Yield what a total may be the sum of, the likeliest first; nothing if unreadable.

        The rows under the title that it names; those since the total above, or down to the next
        one; for the last of a sheet all above, for the first all below.
        """
        row = self.rows[place]
        first, end = column.rows.start, column.rows.stop
        above = self.rows[place - 1] if place else -1
        after = self.rows[place + 1] if place + 1 < len(self.rows) else len(self.covering) + end
        spans = [(max(above, first), row), (row, min(after, end))]
        if after >= end:
            spans = [(first, row), *spans, (0, row)]
        if above < first:
            spans.append((row, end))
        spans += [(title, row) for title in self._open(row)]
        blocks = [self._named(row), *(self._between(*span) for span in spans)]
        if not any(index in self.amounts.unread for block in blocks[:2] for index in block):
            for block in blocks:
                yield from self._readings(block)

    def _open(self, row: int) -> list[int]:
        """Return the titles whose rows stand right above a total."""
        last = self.data[bisect_left(self.data, row) - 1 :][:1]
        return [title for index in last for title in (*self.covering[index], index)]

    def _named(self, row: int) -> list[int]:
        path = self.totals.words.path(self.totals.texts[row])
        nodes = self.programme.nodes[path].walk() if path else ()
        own = {index for n in nodes for index in (n.title, *n.actions) if index is not None}
        return sorted(own)

    def _between(self, first: int, end: int) -> list[int]:
        return self.data[bisect_left(self.data, first) : bisect_left(self.data, end)]

    def _readings(self, block: Sequence[int]) -> Iterator[float]:
        of = self.amounts.of
        filled = [index for index in block if index in of]
        if not filled:
            return
        own = set(filled)
        yield sum(of[i] for i in filled if not own.intersection(self.covering.get(i, ())))
        if not self.amounts.titles_are_totals:
            yield sum(of[i] for i in filled)
        titles = self.programme.titles
        for depth in {len(titles[i].path) for i in filled if i in titles}:
            yield sum(of[i] for i in filled if i in titles and len(titles[i].path) == depth)
        yield sum(of[i] for i in filled if i not in titles)

    def _covering(self) -> dict[int, list[int]]:
        """Return, for each row, the titles above it in the tree."""
        nodes = self.programme.nodes
        found = {}
        for index in self.data:
            path = self.programme.table.paths[index] or ()
            lengths = range(1, len(path) + 1)
            titles = (nodes[path[:n]].title for n in lengths if path[:n] in nodes)
            found[index] = [title for title in titles if title is not None and title != index]
        return found

    def _adds_more(self, row: int) -> bool:
        """Return whether rows that are not of the programme, such as taxes, come before a total."""
        kinds = self.programme.table.kinds
        index = row - 1
        while index >= 0 and kinds[index] in (RowKind.ASIDE, RowKind.BLANK):
            if self._amount(index) is not None and index not in self.totals.texts:
                return True
            index -= 1
        return False
