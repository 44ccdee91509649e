"""Hold the rows of totals of a column against every sum that they may mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind
from xlmot.rules.added_rows import added_beside, added_by, beside
from xlmot.rules.amounts import Amounts, same
from xlmot.rules.totals import Totals

# Formulas of other columns say what a total adds where it adds so many amounts.
FEWEST_BESIDE = 3
# So many titles with an amount above others that a total adds are no slip of a code.
FEWEST_TITLES = 2
# The amount of a title is the sum of so many rows by no chance.
FEWEST_PARTS = 2


class TotalRows:
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

    def beside_others(self) -> Iterator[tuple[int, str, float]]:
        """Yield the typed totals, whatever they say, that are not what others of their row add.

        Each with its row, its text, and the sum of the rows that formulas of other columns add.
        """
        for row in set(self.totals.texts).difference(self.rows):
            column = next((one for one in self.amounts.columns if row in one.rows), None)
            amount = self._amount(row)
            if column is None or amount is None or column.is_made(row):
                continue
            others = beside(self.programme, column)
            added = added_beside(others, column.table.numbers[row])
            numbers, of = column.table.numbers, self.amounts.of
            own = [of[i] for i in column.rows if i in of and numbers[i] in added] if added else []
            if len(own) >= FEWEST_BESIDE and not same(amount, sum(own), self.tolerance):
                yield row, self.totals.texts[row].strip(" :"), sum(own)

    def wrong(self) -> Iterator[tuple[int, str, float]]:
        """Yield the totals that are none of the sums they may be; the sum of those above is one.

        Each with its row, its text, and what it should be.
        """
        before: float = 0
        for place, row in enumerate(self.rows):
            amount = self._amount(row)
            if amount is None:
                continue
            column = self.amounts.column(row)
            sums = list(self._sums(place, column))
            known = any(
                same(amount, own, self.tolerance) for own in (*sums, before, self._parts(row))
            )
            before += amount
            if (
                sums
                and not known
                and not self._is_special(row)
                and not self._adds_all(place, column)
            ):
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
        return self.amounts.adds_shown_rows(row) or self._adds_more(row)

    def _sums(self, place: int, column: StaffColumn) -> Iterator[float]:
        """Yield what a total may be the sum of, the likeliest first; nothing if unreadable.

        The rows under the title that it names; those since the total above, or down to the next
        one; for the last of a sheet all above, for the first all below.
        """
        blocks = [
            self._named(self.rows[place]),
            *(self._between(*span) for span in self._spans(place, column)),
        ]
        if not any(index in self.amounts.unread for block in blocks[:2] for index in block):
            for block in blocks:
                yield from self._readings(block)

    def _spans(self, place: int, column: StaffColumn) -> list[tuple[int, int]]:
        """Return the rows, from and to, that may stand for what a total adds."""
        row = self.rows[place]
        first, end = column.rows.start, column.rows.stop
        above = self.rows[place - 1] if place else -1
        after = self.rows[place + 1] if place + 1 < len(self.rows) else len(self.covering) + end
        spans = [(max(above, first), row), (row, min(after, end))]
        if after >= end:
            spans = [(first, row), *spans, (0, row)]
        if above < first:
            spans.append((row, end))
        return spans + [(title, row) for title in self._open(row)]

    def _adds_all(self, place: int, column: StaffColumn) -> bool:
        """Return whether a formula adds all that stands beside it, whatever the codes say.

        So it does where a row lost its code or has a wrong one, or an amount is a text: rules of
        their own tell these.
        """
        row, numbers, of = self.rows[place], column.table.numbers, self.amounts.of
        times = (
            added_by(self.programme, column).times(numbers[row]) if column.is_made(row) else None
        )
        if not times or max(times.values()) > 1:
            return False
        texts = self.amounts.texts
        both = (one for one in self.amounts.both if one.agrees)
        sums = {one.row for one in both if one.below.filled >= FEWEST_PARTS}
        for first, end in self._spans(place, column):
            own = [i for i in self._between(first, end) if i in of and i not in texts]
            leaves = {numbers[i] for i in own if not self.amounts.adds(i)}
            above = {title for i in own for title in self.covering.get(i, ())}.intersection(own)
            inside = all(numbers[first] <= one <= numbers[end - 1] for one in times)
            if (
                len(above) < FEWEST_TITLES
                and not above & sums
                and leaves
                and leaves <= times.keys()
                and inside
            ):
                return True
        return False

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
