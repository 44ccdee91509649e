"""Number stored as text.

A cell of a column of numbers holds a text that reads as a number, or none at all.

Why
    Excel leaves texts out of a sum, and says nothing: the total is too small.

Example
    | Code | Title           | Budget (€) |                       |
    |------|-----------------|------------|-----------------------|
    | 1    | ROADS           |            |                       |
    | 1    | Pave the square | {1500}     |                       |
    | 1    | Light the lane  | 1 200 €    | number stored as text |

Fix
    Safe: the number is put in place of the text, where the text has no unit or that of the header.
    Unsafe: where the unit would be lost, where thousands are separated by a point or a comma,
    where the header does not tell that the column holds numbers; where words follow the number, as
    in “45 000 HT”, and most other cells hold numbers. None for a text that has two readings, such
    as 1,200, for a percentage, for the one day among numbers, and for a text that is no number, a
    remark where nearly all others are. A cell is compared with the others of its column:
    percentages that are all texts are silent, and so are cells such as “11 days” where most carry
    their unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xlmot.findings import Finding, Fix, Severity, safe, unsafe
from xlmot.messages import Message, say
from xlmot.programme.columns import PERCENT, StaffColumn, is_number
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme
from xlmot.programme.quantity import Quantity, read_quantity
from xlmot.rules.staff_columns import continued, noticed, other_units, put, usual_unit

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
NEEDS = ("columns",)
# “45 000 HT”, “12000 env. par an”: up to three short words.
FOLLOWED = r"([+−-]?\d[\d .,'’\u00a0\u202f]*?)\s*(?:[^\W\d_]{2,6}\.?(?:\s|$)){1,3}"
# So many numbers of a column are named as those that a text is held against.
FEWEST = 3
DASHES = " -–—/."
KINDS = ("amount", "number", "percent")
# A text is remarked on beside so many numbers, where so few cells are none.
NUMBERS, WORDS_SHARE = 8, 0.1


def check(programme: Programme) -> Iterator[Finding]:
    units = programme.vocabulary.units
    for column, mixed in _columns(programme):
        cells = list(column.typed()) if column.kind in KINDS else []
        if column.kind == "percent" and not any(is_number(value) for _, value in cells):
            continue
        usual = usual_unit(column, units)
        numbers = sum(is_number(value) for _, value in cells)
        for index, value in cells:
            quantity = read_quantity(value, units) if isinstance(value, str) else None
            if quantity is not None and (usual or index in mixed):
                continue
            if quantity is not None:
                message = _message(str(value).strip(), numbers)
                fix = _fix(column, index, quantity)
                yield noticed(programme, column, index, message, fix)
            elif isinstance(value, str) and 3 * numbers >= 2 * len(cells):
                yield from _followed(programme, column, index, value)
        if numbers >= NUMBERS and len(cells) - numbers <= WORDS_SHARE * len(cells):
            yield from _words(programme, column, cells)
            yield from _days(programme, column, cells)


def _message(value: str, numbers: int) -> Message:
    if numbers < FEWEST:
        return say("Number stored as text: “{value}”.", value=value)
    return say(
        "Number stored as text: “{value}”; {count} other cells of the column are numbers.",
        value=value,
        count=numbers,
    )


def _columns(programme: Programme) -> Iterator[tuple[StaffColumn, Mapping[int, str]]]:
    """Yield the columns with the rows whose cell names another unit: a rule of its own says so."""
    for columns in continued(programme):
        _, mixed = other_units(columns, programme.vocabulary.units)
        yield from ((column, mixed) for column in columns)


def _followed(
    programme: Programme, column: StaffColumn, index: int, text: str
) -> Iterator[Finding]:
    """Yield a number that words follow, in a column of numbers."""
    quantity = _followed_number(text)
    if quantity is not None:
        fix = None if quantity.value is None else unsafe(put(column, index, quantity.value))
        message = say(
            "“{value}” is a text in “{column}”, whose other cells are numbers.",
            value=text.strip(),
            column=column.name,
        )
        yield noticed(programme, column, index, message, fix)


def _words(
    programme: Programme, column: StaffColumn, cells: Sequence[tuple[int, Value]]
) -> Iterator[Finding]:
    """Yield the texts that are no numbers, one finding for each; a dash or a word of none is meant.

    So `to be costed`, `?` and `10k` are left out of each sum.
    """
    units = programme.vocabulary.units
    odd: dict[str, list[int]] = {}
    for index, value in cells:
        if isinstance(value, str) and not _is_number_at_least(value, units):
            odd.setdefault(value.strip(), []).append(index)
    for text, rows in odd.items():
        if text.strip(DASHES):
            message = say(
                "“{value}” is a text in “{column}”, whose other cells are numbers.",
                value=text,
                column=column.name,
            )
            yield noticed(programme, column, rows, message)._replace(severity=Severity.NOTE)


def _days(
    programme: Programme, column: StaffColumn, cells: Sequence[tuple[int, Value]]
) -> Iterator[Finding]:
    """Yield the one day among numbers: Excel makes one of `4-5`, and of 1.5 in another language."""
    days = [(index, value) for index, value in cells if isinstance(value, date)]
    for index, value in days if len(days) == 1 else ():
        message = say(
            "{value} is a day in “{column}”, whose other cells are numbers.",
            value=f"{value:%Y-%m-%d}",
            column=column.name,
        )
        yield noticed(programme, column, index, message)


def _is_number_at_least(text: str, units: Mapping[str, tuple[str, ...]]) -> bool:
    return read_quantity(text, units) is not None or _followed_number(text) is not None


def _followed_number(text: str) -> Quantity | None:
    """Return the number that words follow in a text, if it is one."""
    found = re.fullmatch(FOLLOWED, text.strip())
    return read_quantity(found[1], {}) if found else None


def _fix(column: StaffColumn, index: int, quantity: Quantity) -> Fix | None:
    """Return the fix that puts the number, if the text has one reading only.

    A percentage may have to be 0.5 or 50, as the format of its cell has it.
    """
    share = column.kind == "percent" or quantity.unit == PERCENT
    if quantity.value is None or share:
        return None
    edit = put(column, index, quantity.value)
    same_unit = quantity.unit in ("", column.unit)
    return safe(edit) if quantity.sure and same_unit and column.told else unsafe(edit)
