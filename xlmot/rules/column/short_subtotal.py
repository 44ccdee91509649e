"""Short subtotal.

A subtotal leaves out a row of its group, or adds one of another group.

Why
    A row added below the last of a group is not in its sum: the subtotal and all above are wrong.

Example
    | Code     | Title           | Budget             |                |
    |----------|-----------------|--------------------|----------------|
    | 1        | ROADS           |                    |                |
    | 1        | Pave the square | {1500}             |                |
    | 1        | Light the lane  | {1200}             |                |
    | 1        | Mark the kerbs  | {300}              |                |
    | Subtotal |                 | {=SUM(C3:C4)⇒2700} | short subtotal |

Fix
    None: correct the formula. The rows that a formula adds up are compared with the rows between
    the subtotal above and this one or, for the amount of a title, with those below it in the tree;
    a typed subtotal with their sum, less the amount of one row. Rows without an amount do not
    count, and a total that differs by more than two rows is one of something else, unless the
    totals of the other columns on its row add them all. A total that is short in two columns or
    more is one finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Place, Severity
from xlmot.messages import Message, say, say_many
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.rules.amounts import Amounts, shown
from xlmot.rules.short_sums import Short, short_sums
from xlmot.rules.staff_columns import continued, noticed
from xlmot.rules.totals import Totals

SEVERITY = Severity.ERROR
NEEDS = ("columns",)
# A total that is short of the same rows in so many columns is one finding.
MANY = 2
# More rows are counted, not listed.
LISTED = 6


def check(programme: Programme) -> Iterator[Finding]:
    totals = Totals(programme)
    alike: dict[tuple[int, bool, bool], list[tuple[Short, Finding]]] = {}
    for columns in continued(programme):
        if columns[0].kind not in ("amount", "number") or columns[0].summed is False:
            continue
        amounts = Amounts(programme, columns)
        for short in short_sums(programme, amounts, totals):
            column = amounts.column(short.row)
            finding = noticed(programme, column, short.row, _message(programme, amounts, short))
            idle = not any(amounts.of[index] for index in (*short.missing, *short.extra))
            own = finding._replace(severity=Severity.NOTE) if idle else finding
            key = short.row, bool(short.missing), idle
            alike.setdefault(key, []).append((short, own))
    for found in alike.values():
        if len(found) < MANY:
            yield from (finding for _, finding in found)
        else:
            yield _in_all(programme, found)


def _in_all(programme: Programme, found: list[tuple[Short, Finding]]) -> Finding:
    """Return the one finding of a total that leaves out, or adds, rows in many columns."""
    numbers, (short, first) = programme.table.numbers, found[0]
    indexes = {index for own, _ in found for index in (own.missing or own.extra)}
    count, rows = len(found), tuple(numbers[index] for index in sorted(indexes))
    if short.missing:
        message = say_many(
            len(rows),
            "In {columns} columns the subtotal leaves out row {rows} of its group.",
            "In {columns} columns the subtotal leaves out rows {rows} of its group.",
            columns=count,
            rows=rows,
        )
    else:
        message = say_many(
            len(rows),
            "In {columns} columns the subtotal adds row {rows} of another group.",
            "In {columns} columns the subtotal adds rows {rows} of another group.",
            columns=count,
            rows=rows,
        )
    places = tuple(place for _, finding in found for place in finding.places)
    severity = Severity.NOTE if _is_a_part(programme, places, indexes) else first.severity
    return first._replace(places=places, message=message, severity=severity)


def _is_a_part(programme: Programme, totals: Sequence[Place], indexes: set[int]) -> bool:
    """Return whether rows are all that stands below a title of the first level, in all columns.

    Then it was left out on purpose: “0. Other work” above those that the project adds up.
    """
    table = programme.table
    tops = {(table.paths[index] or ())[:1] for index in indexes}
    below = {i for i in table.data() if (table.paths[i] or ())[:1] in tops}
    filled = {
        index
        for index in below
        for place in totals
        if not is_blank(table.section(index).grid.value(table.numbers[index], place.column))
    }
    return len(tops) == 1 and len(filled) > 1 and filled == indexes


def _message(programme: Programme, amounts: Amounts, short: Short) -> Message:
    name = amounts.column(short.row).name
    numbers = programme.table.numbers
    if len(short.missing) > LISTED:
        return say(
            "“{column}”: the total leaves out {count} rows ({sum}), such as row {row}, which the "
            "others on its row add.",
            column=name,
            count=len(short.missing),
            row=numbers[short.missing[0]],
            sum=_sum(amounts, short.missing),
        )
    if short.missing:
        return say_many(
            len(short.missing),
            "“{column}”: the subtotal leaves out row {rows} of its group ({sum}).",
            "“{column}”: the subtotal leaves out rows {rows} of its group ({sum}).",
            column=name,
            rows=tuple(numbers[index] for index in short.missing),
            sum=_sum(amounts, short.missing),
        )
    return say_many(
        len(short.extra),
        "“{column}”: the subtotal adds row {rows} of another group ({sum}).",
        "“{column}”: the subtotal adds rows {rows} of another group ({sum}).",
        column=name,
        rows=tuple(numbers[index] for index in short.extra),
        sum=_sum(amounts, short.extra),
    )


def _sum(amounts: Amounts, rows: Sequence[int]) -> Message:
    return shown(sum(amounts.of[index] for index in rows))
