"""Formula overwritten.

A cell holds a typed number in a column where nearly all the others hold a formula, or a formula
that reckons with another row, or otherwise, where all the others do alike.

Why
    What the formula would show has changed since, or will; the typed number stays, and looks right.

Example
    | Code | Title           | Total     |                     |
    |------|-----------------|-----------|---------------------|
    | 1    | ROADS           |           |                     |
    | 1    | Pave the square | {=D3+E3}  |                     |
    | 1    | Light the lane  | {=D4+E4}  |                     |
    | 1    | Mark the kerbs  | {=D5+E5}  |                     |
    | 1    | Mend the bridge | {=D6+E6}  |                     |
    | 1    | Sweep the road  | {950}     | formula overwritten |

Fix
    None: copy the formula of the row above, or leave the number and say why in a note. Titles are
    compared with titles, actions with actions, totals with the other totals of their row, those
    above the first row of the table too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xlmot.findings import Finding, Severity
from xlmot.messages import Message, say
from xlmot.messages.hints import TypeAlias
from xlmot.messages.lazy import lazy
from xlmot.programme.address import column_letters, column_number
from xlmot.programme.columns import StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.rules.added_rows import SUMS, added_by
from xlmot.rules.amounts import same
from xlmot.rules.row_sums import shown_formula, sums_above, sums_elsewhere, totals_of_groups
from xlmot.rules.staff_columns import in_one, noticed
from xlmot.rules.totals import Totals

# What a formula reckons, without the rows it names, and how far these are from its own.
Form: TypeAlias = "tuple[tuple[str, ...], tuple[int, ...]]"

SEVERITY = Severity.WARNING
NEEDS = ("columns",)
OPTIONS = {
    "most": say("How many typed values there may be for each formula, such as 0.25."),
}
FEWEST = 3
# So many formulas, and nearly all, that reckon with their own row make another one odd.
FEWEST_ALIKE, NEARLY_ALL = 6, 0.85
# So many formulas of one form, with so few of others, make these odd.
FEWEST_OTHERS, FEW = 10, 2
# A total of so many numbers that is so near their sum is the sum of an older state.
FEWEST_OF_OLDER, NEAR = 10, 0.1
# A longer formula is no slip that anybody sees.
LONGEST = 60
# A cell that a formula names, and what it may stand in: texts, names of sheets and of tables.
CELL = lazy(r"(?i)(?<![\w!.$\[])\$?([A-Z]{1,3})(\$?)(\d+)(?![\w(!])")
# A column, some columns side by side, or a number.
OPERAND = lazy(r"[A-Z]{1,3}(?::[A-Z]{1,3})?|\d[\d.]*")


def check(programme: Programme, *, most: float = 0.25) -> Iterator[Finding]:
    """Yield the typed numbers, where there are at most `most` times as many as formulas."""
    columns = [column for column in programme.columns if column.section.grid.formulas]
    for column in columns:
        for titles in (True, False):
            yield from _odd(programme, column, titles=titles)
        yield from _texts(programme, column)
    yield from in_one(_typed(programme, columns, most), _in_all)
    yield from _totals(programme)
    yield from sums_elsewhere(programme)
    yield from sums_above(programme)
    yield from totals_of_groups(programme)


def _texts(programme: Programme, column: StaffColumn) -> Iterator[Finding]:
    """Yield the formulas that are texts, in a column of formulas."""
    for index, value in column.typed():
        if value.__class__ is str and (value[0] == "=" or value[:2] == "'=") and CELL.search(value):
            message = say(
                "“{formula}” in “{column}” is a text: it reckons nothing.",
                formula=value.strip(),
                column=column.name,
            )
            yield noticed(programme, column, index, message)


def _typed(programme: Programme, columns: Sequence[StaffColumn], most: float) -> Iterator[Finding]:
    """Yield the typed numbers among the formulas of titles, or of the other rows."""
    for column in columns:
        for titles in (True, False):
            made, typed = _sorted_out(programme, column, titles=titles)
            if made >= FEWEST and len(typed) <= most * made:
                for index in typed:
                    message = say("Value typed among formulas, in “{column}”.", column=column.name)
                    yield noticed(programme, column, index, message)


def _in_all(found: Sequence[Finding]) -> Message:
    return say("Values typed among formulas, in {columns} columns.", columns=len(found))


def _odd(programme: Programme, column: StaffColumn, *, titles: bool) -> Iterator[Finding]:
    """Yield the formulas that are those of their column, but for the row they reckon with.

    Those of titles, which may add up what stands below, and those of other rows are compared apart.
    """
    formulas = {
        index: (row, text)
        for index in programme.table.data()
        if index in column.rows
        and (index in programme.titles) is titles
        and (row := column.table.numbers[index])
        and (text := column.section.grid.formulas.get((row, column.number)))
    }
    forms = {index: _form(text, row) for index, (row, text) in formulas.items()}
    if len(forms) < FEWEST_ALIKE:
        return
    (usual, offsets), count = Counter(forms.values()).most_common(1)[0]
    if not offsets or any(offsets) or count < max(FEWEST_ALIKE, NEARLY_ALL * len(forms)):
        return
    yield from _others(programme, column, formulas, forms)
    for index, (form, own) in forms.items():
        if form == usual and any(own):
            message = say(
                "“{formula}” in “{column}” reckons with another row; {n} others with their own.",
                formula=shown_formula(formulas[index][1]),
                column=column.name,
                n=count,
            )
            yield noticed(programme, column, index, message)


def _others(
    programme: Programme,
    column: StaffColumn,
    formulas: Mapping[int, tuple[int, str]],
    forms: Mapping[int, Form],
) -> Iterator[Finding]:
    """Yield the one or two formulas that reckon with their own row, yet not as all others do."""
    usual, count = Counter(forms.values()).most_common(1)[0]
    others = [index for index, form in forms.items() if form[0] != usual[0]]
    if len(others) > FEW or count < FEWEST_OTHERS:
        return
    model = next(formulas[index] for index, form in forms.items() if form == usual)
    for index in others:
        row, text = formulas[index]
        broken = "#REF!" in text.upper()
        if not broken and len(text) <= LONGEST and forms[index][1] == (0,):
            message = say(
                "“{formula}” in “{column}”; {n} others reckon as in “{usual}”.",
                formula=shown_formula(text),
                column=column.name,
                n=count,
                usual=shown_formula(_at(model[1], row)),
            )
            yield noticed(programme, column, index, message)


@lru_cache(maxsize=256)
def _reckoned(form: str) -> tuple[str, ...]:
    """Return what a formula adds or multiplies, in whatever order and way it names the cells.

    >>> _reckoned("=SUM(K:M)") == _reckoned("=M+L+K"), _reckoned("=H*I") == _reckoned("=H+I")
    (True, False)
    """
    bare = form.replace("=", "").replace(" ", "").replace("$", "")
    total = re.fullmatch(r"SUM\(([^()]*)\)", bare)
    bare = re.sub("[,;]", "+", total[1]) if total else bare
    for sign in "+*":
        parts = bare.split(sign)
        if all(OPERAND.fullmatch(part) for part in parts):
            return sign, *sorted(name for part in parts for name in _columns(part))
    return (bare,)


def _columns(part: str) -> Iterator[str]:
    """Yield the columns of an area, or the one operand."""
    first, _, last = part.partition(":")
    if not last:
        yield first
    else:
        yield from map(column_letters, range(column_number(first), column_number(last) + 1))


def _at(text: str, row: int) -> str:
    """Return a formula that reckons with its own row as it would stand on another."""
    return CELL.sub(
        lambda found: found[0] if found[2] else found[0][: -len(found[3])] + str(row), text
    )


def _form(text: str, row: int) -> Form:
    """Return what a formula reckons, without the rows it names, and how far these are away."""
    offsets = {int(found[3]) - row for found in CELL.finditer(text) if not found[2]}
    bare = CELL.sub(lambda found: found[1] if not found[2] else found[0], text)
    return _reckoned(bare.upper()), tuple(sorted(offsets))


def _totals(programme: Programme) -> Iterator[Finding]:
    """Yield the typed numbers of a row of totals whose other numbers formulas make."""
    columns = [c for c in programme.columns if c.section.grid.formulas]
    for index in Totals(programme).texts if len(columns) > 1 else ():
        own = [column for column in columns if index in column.rows]
        numbers = [column for column in own if is_number(column.value(index))]
        typed = [column for column in numbers if not column.is_made(index)]
        made = len(numbers) - len(typed)
        told = len(typed) == 1 and (
            _is_sum_elsewhere(typed[0])
            or any(
                _adds_the_same(programme, typed[0], one, index)
                for one in numbers
                if one.is_made(index)
            )
        )
        alone = len(typed) == 1 and made >= (1 if told else FEWEST - 1)
        if alone and not _is_reckoned_with(typed[0], index):
            message = say("Value typed among formulas, in “{column}”.", column=typed[0].name)
            yield noticed(programme, typed[0], index, message)


def _adds_the_same(programme: Programme, typed: StaffColumn, made: StaffColumn, index: int) -> bool:
    """Return whether a number is the sum of the rows that a formula of another column adds.

    The sum of many, as it once was, is near it.
    """
    added = added_by(programme, made).times(typed.table.numbers[index])
    grid = typed.section.grid
    values = [grid.value(row, typed.number) for row in added or ()]
    numbers = [value for value in values if isinstance(value, int | float)]
    total = typed.value(index)
    if len(numbers) < FEWEST or not isinstance(total, int | float):
        return False
    near = abs(total - sum(numbers)) <= NEAR * abs(total) and len(numbers) >= FEWEST_OF_OLDER
    return same(total, sum(numbers)) or near


def _is_reckoned_with(column: StaffColumn, index: int) -> bool:
    """Return whether formulas share out the number of a total among the rows: it is the given.

    Those that add it to others do not.
    """
    cell = column_letters(column.number), str(column.table.numbers[index])
    texts = [t for t in column.section.grid.formulas.values() if cell[1] in t]
    texts = [t for t in texts if not SUMS.fullmatch(t.replace(" ", ""))]
    return any((found[1].upper(), found[3]) == cell for t in texts for found in CELL.finditer(t))


def _is_sum_elsewhere(column: StaffColumn) -> bool:
    """Return whether formulas make the numbers of a column: those of its total are one, too."""
    return sum(column.is_made(index) for index, _ in column.cells()) >= FEWEST


def _sorted_out(
    programme: Programme, column: StaffColumn, *, titles: bool
) -> tuple[int, list[int]]:
    """Return how many formulas the titles or the other rows hold, and which rows hold a number."""
    made, typed = 0, []
    for index in programme.table.data():
        if index in column.rows and (index in programme.titles) is titles:
            if column.is_made(index):
                made += 1
            elif is_number(column.value(index)):
                typed.append(index)
    return made, typed
