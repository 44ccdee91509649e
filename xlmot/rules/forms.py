"""Say in which forms a thing is written, on which rows, and which form is the most used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlmot.findings import SetCell, set_cell
from xlmot.messages import Message, say, say_many
from xlmot.programme.outline import Programme

MOST_ROWS = 12


def most_used(forms: Mapping[str, Sequence[int]]) -> str:
    """Return the form that most rows have, the first met on a tie.

    >>> most_used({"2 / an": [57, 75], "3/an": [83, 84]})
    '2 / an'
    """
    return max(forms, key=lambda form: len(forms[form]))


def row_numbers(programme: Programme, rows: Iterable[int]) -> tuple[int | str, ...]:
    """Return the sheet rows of table rows in order, each once, cut short where there are many."""
    numbers = list(dict.fromkeys(programme.table.numbers[index] for index in sorted(rows)))
    return (*numbers[:MOST_ROWS], "…") if len(numbers) > MOST_ROWS else tuple(numbers)


def listed(programme: Programme, forms: Mapping[str, Sequence[int]]) -> tuple[Message, ...]:
    """Return the forms with their rows in brackets."""
    return tuple(
        say("“{form}” ({rows})", form=form, rows=row_numbers(programme, rows))
        for form, rows in forms.items()
    )


def located(programme: Programme, forms: Mapping[str, Sequence[int]]) -> tuple[Message, ...]:
    """Return the forms with the rows they stand on, in words."""
    return tuple(
        say_many(
            len(numbers),
            "“{form}” on row {rows}",
            "“{form}” on rows {rows}",
            form=form,
            rows=numbers,
        )
        for form, rows in forms.items()
        for numbers in (row_numbers(programme, rows),)
    )


def relabel(programme: Programme, new: Mapping[str, str]) -> Iterator[SetCell]:
    """Yield the edits that give every row of a label its new text, where that differs."""
    for text, changed in new.items():
        if changed != text:
            for index in programme.rows_of[text]:
                yield set_cell(programme.table, index, "label", changed)
