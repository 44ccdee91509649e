"""Negative amount.

An amount is negative in a column whose other amounts are not.

Why
    A hyphen typed before an amount takes it off the total instead of adding it.

Example
    | Code | Title           | Budget (€) |                 |
    |------|-----------------|------------|-----------------|
    | 1    | ROADS           |            |                 |
    | 1    | Pave the square | {1500}     |                 |
    | 1    | Light the lane  | {-1200}    | negative amount |
    | 1    | Mark the kerbs  | {900}      |                 |
    | 1    | Mend the bridge | {4000}     |                 |
    | 1    | Sweep the roads | {600}      |                 |

Fix
    None: only a person knows whether it is a slip or a credit. A cell is compared with the others
    of its column: one negative amount among at least four others, or one in fifteen. Silent where
    the label or a remark says that money comes back (`back`), where a formula makes the amount, and
    in columns of balances and differences (`balances`); a remark in words on the row, where few
    rows have one, makes it a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Severity
from xlmot.messages import Message, say
from xlmot.programme.columns import PERCENT, StaffColumn
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.amounts import Amounts, shown
from xlmot.rules.staff_columns import continued, in_one, noticed, remarks

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
OPTIONS = {
    "back": say("Words of a label whose amount may be negative."),
    "balances": say("Words of the header of a column whose amounts may be negative."),
}
FEWEST = 4
# Nobody told what an untold column of numbers holds: it has to show that nothing in it is negative.
FEWEST_UNTOLD = 10
RARE = 1 / 15
WORD = r"[^\W\d_]+"


def check(
    programme: Programme, *, back: Sequence[str] = (), balances: Sequence[str] = ()
) -> Iterator[Finding]:
    """Yield the negative amounts, but for those of labels with a word of `back`."""
    yield from in_one(_found(programme, back, balances), _in_all)


def _in_all(found: Sequence[Finding]) -> Message:
    return say("Negative amounts in {columns} columns; hardly any other is.", columns=len(found))


def _found(programme: Programme, back: Sequence[str], balances: Sequence[str]) -> Iterator[Finding]:
    for columns in continued(programme):
        counted = columns[0].kind in ("amount", "number") and columns[0].unit != PERCENT
        if not counted or _has_word(columns[0].name, balances):
            continue
        amounts = Amounts(programme, columns)
        # What a formula adds up is below zero for the amount that is.
        typed = {i: amount for i, amount in amounts.of.items() if not amounts.is_made(i)}
        below = [index for index, amount in typed.items() if amount < 0]
        others = len(typed) - len(below)
        told = columns[0].told or columns[0].unit or columns[0].summed
        if others < (FEWEST if told else FEWEST_UNTOLD) or len(below) > max(1, RARE * others):
            continue
        for index in below:
            column = amounts.column(index)
            if not _is_meant(programme, column, index, back):
                message = say(
                    "Negative amount in “{column}”: {value}; none of the {n} others is.",
                    column=column.name,
                    value=shown(amounts.of[index]),
                    n=others,
                )
                explained = bool(remarks(programme, index))
                own = Severity.NOTE if explained else None
                yield noticed(programme, column, index, message)._replace(severity=own)


def _is_meant(programme: Programme, column: StaffColumn, index: int, back: Sequence[str]) -> bool:
    said = (programme.table.labels[index], *remarks(programme, index))
    return column.is_made(index) or any(_has_word(text, back) for text in said)


def _has_word(text: str, words: Sequence[str]) -> bool:
    own = set(re.findall(WORD, fold(text)))
    return any(own.issuperset(re.findall(WORD, fold(word))) for word in words)
