"""Shares that do not add up to 100 %.

All rows under a title have a share of it, and the shares come close to 100 % without making it; or
the shares of a row in columns side by side make 100 % on nearly all other rows.

Why
    Shares that make 98 % or 105 % leave money over, or spend it twice.

Example
    | Code | Title           | Share |                                    |
    |------|-----------------|-------|------------------------------------|
    | 1    | ROADS           |       | shares that do not add up to 100 % |
    | 1    | Pave the square | {60}  |                                    |
    | 1    | Light the lane  | {30}  |                                    |
    | 1    | Mark the kerbs  | {15}  |                                    |

Fix
    None: correct a share. Rounding is allowed for. Where the header does not say that it is a
    share, the column counts as one if most titles make 100 %.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import PERCENT, StaffColumn, is_number
from xlmot.programme.outline import Programme, Title
from xlmot.programme.quantity import read_quantity
from xlmot.rules.amounts import shown
from xlmot.rules.staff_columns import continued, noticed

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
OPTIONS = {
    "near": say("How far from 100 a sum may be to be taken for a slip."),
}
WHOLE = 100
# Columns side by side share a whole out where so many rows do, and nearly all.
FEWEST_ROWS, FEW_ROWS, ROUNDED = 10, 0.1, 1.01
# So many parts of one show that a column may hold shares.
FEWEST_PARTS = 3


class Shares(NamedTuple):
    """The shares of the rows under a title, in per cent, and what rounding may have cost them."""

    row: int
    node: Title
    total: float
    rounding: float

    @property
    def is_whole(self) -> bool:
        return abs(self.total - WHOLE) <= self.rounding


def check(programme: Programme, *, near: float = 15) -> Iterator[Finding]:
    """Yield the titles whose shares are off by at most `near` per cent; others are no shares."""
    yield from _across(programme)
    for columns in continued(programme):
        if columns[0].kind != "percent" or columns[0].summed is False:
            continue
        groups = list(_groups(programme, columns))
        whole = sum(group.is_whole for group in groups)
        if columns[0].summed is None and 2 * whole <= len(groups):
            continue
        for group in groups:
            if not group.is_whole and abs(group.total - WHOLE) <= near:
                message = say(
                    "“{column}” adds up to {sum} % under {code}.",
                    column=columns[0].name,
                    sum=shown(group.total),
                    code=programme.text(group.node.path),
                )
                yield found(programme, group.row, message, column="code")


def _across(programme: Programme) -> Iterator[Finding]:
    """Yield the rows whose shares in columns side by side are no whole, where nearly all are."""
    said: set[tuple[str, int]] = set()
    for columns in (*_side_by_side(programme, _is_of_one), *_side_by_side(programme, _may_be)):
        scale = WHOLE if _is_of_one(columns[0]) is not False else 1
        rows: dict[int, list[float]] = {}
        for column in columns:
            for index, value in column.typed():
                if isinstance(value, int | float) and is_number(value):
                    rows.setdefault(index, []).append(value * scale)
        sums = {index: sum(own) for index, own in rows.items() if len(own) > 1}
        odd = [index for index, own in sums.items() if abs(own - WHOLE) > ROUNDED]
        if len(sums) >= FEWEST_ROWS and len(odd) <= FEW_ROWS * len(sums):
            for index in odd:
                message = say(
                    "The shares of this row add up to {sum} %, those of {n} others to 100 %.",
                    sum=shown(round(sums[index], 6)),
                    n=len(sums) - len(odd),
                )
                finding = noticed(programme, columns[0], index, message)
                if finding.places[0][:2] not in said:
                    said.add(finding.places[0][:2])
                    yield finding


def _side_by_side(
    programme: Programme, kind: Callable[[StaffColumn], bool | None]
) -> Iterator[list[StaffColumn]]:
    """Yield the columns of shares of one kind, of one or of a hundred, that stand side by side."""
    run: list[StaffColumn] = []
    for column in programme.columns:
        whole = kind(column)
        if whole is None:
            continue
        beside = run and run[-1].section is column.section and run[-1].number + 1 == column.number
        if not beside or kind(run[-1]) != whole:
            if len(run) > 1:
                yield run
            run = []
        run.append(column)
    if len(run) > 1:
        yield run


def _is_of_one(column: StaffColumn) -> bool | None:
    """Return whether a column holds shares of one, not of a hundred; None for neither."""
    if column.kind not in ("number", "percent", "amount") or column.summed:
        return None
    numbers = [v for v in column.held if isinstance(v, int | float) and is_number(v)]
    if len(numbers) < FEWEST_ROWS or min(numbers) < 0:
        return None
    parts = sum(0 < number < 1 for number in numbers)
    if 2 * parts > len(numbers):
        return True
    hundreds = column.kind == "percent" or column.unit == PERCENT
    return False if hundreds and max(numbers) > 1 else None


def _may_be(column: StaffColumn) -> bool | None:
    """Return whether a column, whatever it is called, holds a few shares of one and else wholes.

    One number more may be a slip, such as 50 for 0.5.
    """
    if column.kind not in ("number", "percent", "amount"):
        return None
    numbers = [value for _, value in column.typed() if is_number(value)]
    values = [value for value in numbers if isinstance(value, int | float)]
    inside = [value for value in values if 0 <= value <= 1]
    parts = sum(0 < value < 1 for value in inside)
    return True if parts >= FEWEST_PARTS and len(values) - len(inside) <= 1 else None


def _groups(programme: Programme, columns: Sequence[StaffColumn]) -> Iterator[Shares]:
    shares = {
        index: share
        for column in columns
        for index, value in column.cells()
        if (share := _share(programme, value)) is not None
    }
    values = [abs(value) for value in shares.values()]
    # A cell formatted as a percentage holds 0.5 where it shows 50 %.
    scale = WHOLE if values and max(values) <= 1 else 1
    for node in programme.walk():
        titles = [child.title for child in node.children]
        for rows in ([row for row in node.actions if row != node.title], titles):
            group = _group(node, rows, shares, scale)
            if group is not None:
                yield group


def _group(
    node: Title, rows: Sequence[int | None], shares: Mapping[int, float], scale: int
) -> Shares | None:
    """Return the shares of some rows under a title, if each of them has one."""
    filled = [shares[row] * scale for row in rows if row is not None and row in shares]
    row = node.title if node.title is not None else next((r for r in rows if r is not None), None)
    if len(filled) < 2 or len(filled) < len(rows) or row is None:
        return None
    decimals = max(len(repr(round(value, 6)).partition(".")[2].rstrip("0")) for value in filled)
    return Shares(row, node, sum(filled), len(filled) * 0.5 * 10**-decimals)


def _share(programme: Programme, value: object) -> float | None:
    if isinstance(value, int | float) and is_number(value):
        return value
    if not isinstance(value, str):
        return None
    quantity = read_quantity(value, programme.vocabulary.units)
    readable = quantity is not None and quantity.sure and quantity.unit in ("", PERCENT)
    return quantity.value if quantity is not None and readable else None
