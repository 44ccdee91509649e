"""Measure groups of actions: how many, how many with a prefix or a suffix, sums of columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import cell_name
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme
from xlmot.programme.staff import JoinedColumn, staff_value, summed_columns
from xlmot.sheets.figures import has_prefixes, parts, suffix_counts, suffixes
from xlmot.sheets.forms import Forms, shown_in
from xlmot.sheets.looks import column_width
from xlmot.sheets.model import Cell
from xlmot.sheets.source import Formula, calls, count_rows, sum_rows, sum_whole
from xlmot.sheets.words import ACTIONS, capitalised

# How much wider bold digits are, and the room around them: an indent and the edges of the cell.
BOLD, AROUND = 1.1, 3.0
# A longer word of a header breaks.
MOST_WORD_WIDTH = 18


class Measure(NamedTuple):
    """A figure of any group of action rows, with the head of its column and its look.

    `form` is the number format, where the one of the look is not meant.
    """

    head: str | Message
    of: Callable[[Sequence[int]], Formula]
    look: str = "count"
    whole: Formula | None = None
    form: str = ""

    @property
    def is_sum(self) -> bool:
        """Return whether it adds up a column, whose `whole` is what the table itself says."""
        return self.whole is not None

    def header(self) -> Cell:
        return Cell(self.head, "header right" if self.is_sum else "header centre")

    def width(self, programme: Programme) -> float:
        """Return the width of a column for the whole of a programme and the words of its header."""
        whole = self.of(list(programme.owners)).value
        words = max(map(column_width, str(self.head).split()), default=0)
        number = len(shown_number(whole, self.look, self.form)) * BOLD + AROUND
        return max(number, min(words, MOST_WORD_WIDTH))

    def cell(self, rows: Sequence[int], look: str = "line") -> Cell:
        formula = self.of(rows)
        return Cell(formula.value, f"{look} {self.look}", formula.text, form=self.form)

    def total(self, rows: Sequence[int], column: int, summed: Sequence[int]) -> Cell:
        """Return the cell that adds up the cells of a column on the `summed` rows of the sheet."""
        names = [cell_name(row, column) for row in summed]
        formula = "+".join(calls("SUM", names))
        return Cell(self.of(rows).value, f"total {self.look}", formula, form=self.form)


def measures(programme: Programme, forms: Forms) -> list[Measure]:
    """Return the measures of a programme, sums of columns last, as those columns show them."""
    found = [Measure(ACTIONS, lambda rows: count_rows(programme, rows))]
    if has_prefixes(programme):
        found.append(
            Measure(say("With prefix"), lambda rows: _with_prefix(programme, rows), "sparse")
        )
    found += [_suffix(programme, suffix) for suffix in suffixes(programme)]
    found += [_sum(programme, column, forms) for column in summed_columns(programme)]
    return found


def _with_prefix(programme: Programme, rows: Sequence[int]) -> Formula:
    return Formula("", sum(bool(parts(programme, index).prefix) for index in rows))


def _suffix(programme: Programme, suffix: str) -> Measure:
    def count(rows: Sequence[int]) -> Formula:
        return Formula("", suffix_counts(programme, rows)[suffix])

    return Measure(capitalised(suffix), count, "sparse")


def _sum(programme: Programme, column: JoinedColumn, forms: Forms) -> Measure:
    def add(rows: Sequence[int]) -> Formula:
        return sum_rows(programme, rows, column)

    look = number_look(programme, column)
    whole = sum_whole(programme, column)
    return Measure(column.name, add, look, whole, forms.of(programme, column))


def shown_number(value: Value, look: str, form: str = "") -> str:
    """Return about what Excel shows of a number in a look or number format; "" for what is none.

    >>> shown_number(12000.5, "cents"), shown_number(12000.0, "amount"), shown_number("soon", "")
    ('12,000.50', '12,000', '')
    """
    if not isinstance(value, int | float) or not (look or form):
        return ""
    if form:
        return shown_in(value, form)
    return f"{value:,.2f}" if look == "cents" else f"{value:,.0f}"


def number_look(programme: Programme, column: JoinedColumn) -> str:
    """Return the look of a column of numbers: with two decimals if one of them has any."""
    values = (staff_value(programme, index, column) for index in programme.owners)
    whole = all(value == int(value) for value in values if isinstance(value, int | float))
    return "amount" if whole else "cents"
