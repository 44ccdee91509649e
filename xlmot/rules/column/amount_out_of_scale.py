"""Amount out of scale.

An amount is a hundred times the usual one of its column or more, and far above all others, or a
hundredth of it, and far below; or one of the others without its point, with its key struck twice,
or pasted behind itself; or it is far above the amount beside it, as on no other row.

Why
    Thousands of euros typed in euros, or three zeros too many: the total is a thousand times off. A
    few euros among thousands were typed in thousands.

Example
    | Code | Title           | Budget (€) |                     |
    |------|-----------------|------------|---------------------|
    | 1    | ROADS           |            |                     |
    | 1    | Pave the square | {1500}     |                     |
    | 1    | Light the lane  | {1200}     |                     |
    | 1    | Mark the kerbs  | {900000}   | amount out of scale |
    | 1    | Mend the bridge | {4000}     |                     |
    | 1    | Sweep the roads | {600}      |                     |
    | 1    | Paint the rails | {800}      |                     |
    | 1    | Trim the hedges | {2500}     |                     |
    | 1    | Move the signs  | {1700}     |                     |
    | 1    | Clear the ditch | {900}      |                     |

Fix
    None: type the amount again, if it is one. An amount is compared with the middle one of the
    actions of its column, of which there are at least eight, and with the largest of the others:
    columns whose amounts lie far apart are silent, and so are titles and totals. It is a warning
    where, a thousand times more or less, it is one of the usual ones: its unit is another. Of
    numbers that do not add up, a small one is told if it alone has decimals or is no round number,
    and is one of them; of a few rates, the one that is another with figures exchanged. What is
    three times what stands in another column of its unit is told where on no other row, a dozen at
    least, it is more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log10
from statistics import median

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.characters import digits
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.amounts import Amounts, shown
from xlmot.rules.amounts_beside import beyond
from xlmot.rules.shares import over_one
from xlmot.rules.staff_columns import continued, noticed

SEVERITY = Severity.NOTE
NEEDS = ("columns",)
OPTIONS = {
    "times": say("How many times the usual amount an amount is at least to be reported."),
    "gap": say("How many times the largest of the others an amount is at least to be reported."),
}
FEWEST = 8
# Among so many amounts, one that is as usual in another unit is a slip.
MANY, THOUSAND, TENS = 12, 1000, 10
# Marks go from one to five, or so.
MARKS = 6
# An amount is this many times as far from the middle as the others are, in orders of magnitude.
SPREADS = 5
# What decimals lose.
ALMOST = 1 - 1e-9
# So many amounts of a column are looked at, the largest first.
MOST = 2
# A rate is one of so few, of three figures or more.
RATES, SHORTEST_RATE = 6, 100
# So many figures are pasted behind themselves.
TWICE = 2


def check(programme: Programme, *, times: float = 100, gap: float = 5) -> Iterator[Finding]:
    """Yield the amounts at least `times` the usual one, and `gap` times the largest other.

    Those that are as much smaller too, where the amounts add up.
    """
    owners, known = programme.owners, set[int]()
    for columns in continued(programme):
        if columns[0].kind not in ("amount", "number"):
            continue
        amounts = Amounts(programme, columns)
        own = {i: value for i, value in amounts.of.items() if i in owners and value > 0}
        if any(column.section.grid.formulas for column in columns):
            own = {index: value for index, value in own.items() if not amounts.is_made(index)}
        low = _low(own, times, gap) if len(own) > FEWEST else None
        if low is not None and (columns[0].summed or _is_part_of(own, low)):
            yield from _too_small(programme, amounts, own, low)
        for far, others in _largest(own, times, gap):
            if _is_share(columns, far):
                continue
            column = amounts.column(far)
            message = say(
                "{value} in “{column}”: half of the {n} others are at most {usual}, none above "
                "{most}.",
                value=shown(own[far]),
                column=column.name,
                n=len(others),
                usual=shown(median(others.values())),
                most=shown(max(others.values())),
            )
            known.add(far)
            yield _weighed(noticed(programme, column, far, message), {**others, far: own[far]}, far)
        yield from _turned(programme, amounts, own)
    for odd in beyond(programme):
        if odd.row not in known:
            message = say(
                "{value} in “{column}” beside {limit} in “{other}”: on the {n} other rows it is "
                "never more.",
                value=shown(odd.value),
                column=odd.column.name,
                limit=shown(odd.limit),
                other=odd.other.name,
                n=odd.rows,
            )
            yield noticed(programme, odd.column, odd.row, message)


def _is_share(columns: Sequence[StaffColumn], far: int) -> bool:
    """Return whether a number is told as a share of one that was typed as a whole."""
    over = over_one(columns) if columns[0].kind == "number" else None
    return over is not None and over.row == far


def _largest(
    own: Mapping[int, float], times: float, gap: float
) -> Iterator[tuple[int, dict[int, float]]]:
    """Yield the rows of the one or two amounts that are too large, each with the others below."""
    left = dict(own)
    for _ in range(MOST):
        far = _far(left, times, gap) if len(left) > FEWEST else None
        if far is None and len(left) > MANY:
            far = _ten_times(left) or _struck_twice(left) or _twice_in_one(left)
        if far is None:
            return
        left.pop(far)
        yield far, dict(left)


def _turned(programme: Programme, amounts: Amounts, own: Mapping[int, float]) -> Iterator[Finding]:
    """Yield the one of a few rates that is another of them with figures exchanged: 158 for 185."""
    counts = Counter(own.values())
    once = [value for value, count in counts.items() if count == 1]
    few = len(own) > MANY and len(counts) <= RATES
    if not few or len(once) != 1 or once[0] < SHORTEST_RATE:
        return
    text = sorted(digits(once[0]))
    meant = [v for v, count in counts.items() if count > 2 and sorted(digits(v)) == text]
    if len(meant) == 1:
        index = next(index for index, value in own.items() if value == once[0])
        column = amounts.column(index)
        message = say(
            "{value} stands once in “{column}”, {usual} on {n} rows.",
            value=shown(once[0]),
            column=column.name,
            usual=shown(meant[0]),
            n=counts[meant[0]],
        )
        yield noticed(programme, column, index, message)


def _is_part_of(own: Mapping[int, float], low: int) -> bool:
    """Return whether the smallest amount is a usual one in thousands, and shows it.

    It alone has decimals or is no round number, or it is part of one where all others are tens.
    """
    others = [value for index, value in own.items() if index != low]
    whole = all(value == int(value) for value in others) and own[low] != int(own[low])
    round_ = all(value % TENS == 0 for value in others) and own[low] % TENS != 0
    return (whole or round_ or own[low] < 1 <= min(others) / TENS) and _is_in_thousands(own, low)


def _too_small(
    programme: Programme, amounts: Amounts, own: Mapping[int, float], low: int
) -> Iterator[Finding]:
    column = amounts.column(low)
    others = [value for index, value in own.items() if index != low]
    message = say(
        "{value} in “{column}”: half of the {n} others are at least {usual}, none below {least}.",
        value=shown(own[low]),
        column=column.name,
        n=len(others),
        usual=shown(median(others)),
        least=shown(min(others)),
    )
    yield _weighed(noticed(programme, column, low, message), own, low)


def _weighed(finding: Finding, own: Mapping[int, float], odd: int) -> Finding:
    """Return the finding as a warning where the amount in another unit is one of the usual ones.

    A thousand times more or less, it stands in the middle of the others: k€ typed among €.
    """
    return finding._replace(severity=Severity.WARNING) if _is_in_thousands(own, odd) else finding


def _is_in_thousands(own: Mapping[int, float], odd: int) -> bool:
    others = sorted(value for index, value in own.items() if index != odd)
    least, most = others[len(others) // 10], others[-1 - len(others) // 10]
    slips = any(least <= own[odd] * times <= most for times in (THOUSAND, 1 / THOUSAND))
    return len(others) >= MANY and slips


def _low(own: Mapping[int, float], times: float, gap: float) -> int | None:
    """Return the row of the smallest amount if it is out of scale: it is far from its inverse."""
    return _far({index: 1 / value for index, value in own.items()}, times, gap)


def _ten_times(own: Mapping[int, float]) -> int | None:
    """Return the row of the largest amount if it is one of the others with its point left out."""
    largest = max(own, key=own.__getitem__)
    others = [value for index, value in own.items() if index != largest]
    usual = max(others) < own[largest] / 2 and min(others) > own[largest] / (TENS * 2)
    return largest if usual and others.count(own[largest] / TENS) > 1 else None


def _struck_twice(own: Mapping[int, float]) -> int | None:
    """Return the row of the largest mark if it is one of a few others with its key struck twice."""
    largest = max(own, key=own.__getitem__)
    counts = Counter(value for index, value in own.items() if index != largest)
    usual = max(counts) <= MARKS and min(counts.values()) > 1 and all(v == int(v) for v in counts)
    return largest if usual and own[largest] in {11 * value for value in counts} else None


def _twice_in_one(own: Mapping[int, float]) -> int | None:
    """Return the row of the largest amount if it is another one pasted behind itself: 3030."""
    largest = max(own, key=own.__getitem__)
    text = digits(own[largest])
    half = text[: len(text) // 2]
    if text != half * 2 or len(half) < TWICE:
        return None
    others = [value for index, value in own.items() if index != largest]
    return largest if own[largest] > TWICE * max(others) and float(half) in others else None


def _far(own: Mapping[int, float], times: float, gap: float) -> int | None:
    """Return the row of the largest amount if it is out of scale.

    The spread of the others is the median distance of their logarithms from their middle.
    """
    ordered = sorted(own, key=own.__getitem__)
    logs = [log10(own[index]) for index in ordered[:-1]]
    middle = median(logs)
    spread = median(abs(value - middle) for value in logs)
    largest = own[ordered[-1]]
    far = largest >= ALMOST * times * 10**middle and largest >= gap * own[ordered[-2]]
    return ordered[-1] if far and log10(largest) - middle >= SPREADS * spread else None
