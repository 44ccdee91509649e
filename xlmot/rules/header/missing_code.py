"""Label without code.

A row has a label and no code.

Why
    The row belongs to no group once the table is sorted or filtered. Here it is read with the code
    above it, or as the rest of the label above it.

Example
    | Code | Title           |                    |
    |------|-----------------|--------------------|
    | 1    | ROADS           |                    |
    |      | Pave the square | label without code |
    | 1    | Light the lane  |                    |

Fix
    Unsafe: the code above is put; a label that goes on with the one above is joined to it, if
    nothing else stands on its row. To words of the header that stand again no code is proposed.
    Where most rows have no code, that is the way of the house: one note, and all are filled. A note
    too, and no more, are three rows or more that hold a label and nothing else among rows that hold
    more, or that stand where a layout tells the level of each row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from xlmot.findings import (
    Finding,
    Fix,
    Place,
    SetCell,
    Severity,
    delete_row,
    found,
    set_cell,
    unsafe,
)
from xlmot.messages import Message, say, say_many
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section, Table
from xlmot.rules.codes import runs_of_codes
from xlmot.rules.headers import says_the_header, storeys
from xlmot.rules.once import once

SEVERITY = Severity.ERROR
FIX = "unsafe"
# A sum of the rows of a column.
SUM_ABOVE = lazy(
    r"(?i)=?\+?(?:SUM\(|SUBTOTAL\((?:9|109)[,;])\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)\)$"
)
# So many rows without code have one cause, and are said once.
MANY = 6
# So many paragraphs, or headings, without code are the way of the house.
MANY_MEANT, FEW_BARE = 3, 3


def check(programme: Programme) -> Iterator[Finding]:
    table, wrapped = programme.table, set(programme.repairs.wrapped)
    in_runs = dict(_in_runs(programme))
    rows = list(_rows_with_a_blank_code(programme))
    again = {index for index in (*in_runs, *rows) if says_the_header(table, index)}
    for index in sorted(again):
        yield found(programme, index, say("Label without code."), column="code")
    odd = _inside(programme)
    in_runs = {i: one for i, one in in_runs.items() if i not in again and i not in odd}
    rows = [index for index in rows if index not in again and index not in odd]
    bare = [index for index in rows if index not in wrapped]
    others = [index for index in rows if index in wrapped]
    if 2 * len(bare) > sum(1 for _ in table.data()):
        yield _of_the_house(programme, bare)
        rows = others
    elif _are_meant(table, every := sorted({*in_runs, *bare})):
        yield _several(programme, every, meant=True)
        rows, in_runs = others, {}
    elif len(bare) >= MANY:
        yield _several(programme, bare, meant=False)
        rows = others
    yield from in_runs.values()
    yield from _left_out(programme) if table.placed else ()
    for index in rows:
        if index in wrapped:
            fix = _join(table, index, wrapped)
            yield found(programme, index, say("Label that goes on with the one above."), fix=fix)
        else:
            fix = _fill(programme, [index])
            yield found(programme, index, _message(programme, index), column="code", fix=fix)


def _in_runs(programme: Programme) -> Iterator[tuple[int, Finding]]:
    for run in runs_of_codes(programme):
        from xlmot.rules.gaps import missing_in_run

        yield from missing_in_run(programme, run)


def _inside(programme: Programme) -> dict[int, str]:
    """Return what stands for a code that cannot be read, where codes and labels share cells."""
    if not any(section.layout.shares_cells() for section in programme.table.sections):
        return {}
    from xlmot.rules.shared_cells import odd_codes

    return odd_codes(programme)


def _left_out(programme: Programme) -> Iterator[Finding]:
    """Yield the rows that would be of the programme if they had a code before their label."""
    from xlmot.rules.left_out_rows import labels_alone

    table = programme.table
    for index, column in labels_alone(programme):
        spot = Place(table.sheet(index), table.numbers[index], column)
        yield Finding((spot,), say("Label without code."))


def _are_meant(table: Table, rows: list[int]) -> bool:
    """Return whether rows without code are paragraphs or headings among those that have one.

    They are where the layout tells the level of each row, and where they hold a label and nothing
    else, as few others do.
    """
    if len(rows) < MANY_MEANT:
        return False
    coded = [index for index in table.data() if table.readings[index]]
    bare = sum(_holds_its_label_only(table, index) for index in coded)
    more = FEW_BARE * bare < len(coded)
    return table.placed or (more and all(_holds_its_label_only(table, index) for index in rows))


def _holds_its_label_only(table: Table, index: int) -> bool:
    section, spot = table.section(index), table.label_spot(index)
    code = table.code_spot(index)
    own = {spot.column, *([code.column] if code else ())}
    return all(column in own for column, _ in section.grid.filled(table.numbers[index]))


def _rows_with_a_blank_code(programme: Programme) -> Iterator[int]:
    """Yield the rows whose own code cell is blank: no formula is in it, no merge covers it."""
    table = programme.table
    covered = {section.start: _covered(section) for section in table.sections}
    storey = {row for rows in storeys(programme).values() for row in rows}
    for index in programme.repairs.missing:
        section, row = table.section(index), table.numbers[index]
        formula = (row, section.layout.code) in section.grid.formulas
        sums = _holds_sums_only(section, row, table.label_spot(index).column)
        if not (formula or sums or row in covered[section.start] or index in storey):
            yield index


def _holds_sums_only(section: Section, row: int, label: int) -> bool:
    """Return whether sums of rows above are all that stands on a row beside its label: a total."""
    grid = section.grid
    beside = [column for column, _ in grid.filled(row) if column != label]
    texts = [grid.formulas.get((row, column), "") for column in beside] if grid.formulas else []
    areas = [SUM_ABOVE.match(text) for text in texts]
    return bool(areas) and all(area and int(area[1]) < int(area[2]) < row for area in areas)


def _covered(section: Section) -> set[int]:
    """Return the rows whose code cell belongs to a merged area that begins above."""
    column = section.layout.code
    areas = [area for area in section.grid.merges if area.left <= column <= area.right]
    return {row for area in areas for row in range(area.top + 1, area.bottom + 1)}


def _of_the_house(programme: Programme, rows: list[int]) -> Finding:
    message = say_many(
        len(rows),
        "{count} row without code, read with the code above.",
        "{count} rows without code, read with the code above.",
    )
    fix = _fill(programme, rows)
    return found(programme, rows, message, column="code", fix=fix, severity=Severity.NOTE)


def _several(programme: Programme, rows: list[int], *, meant: bool) -> Finding:
    """Return the one finding of many rows without code; of what is meant, nothing is proposed."""
    message = say("{count} rows without code among rows that have one.", count=len(rows))
    severity = Severity.NOTE if meant else Severity.WARNING
    fix = None if meant else _fill(programme, rows)
    return found(programme, rows, message, column="code", fix=fix, severity=severity)


def _fill(programme: Programme, rows: list[int]) -> Fix | None:
    codes = ((index, programme.code(index)) for index in rows)
    edits = [_add_code(programme, index, code) for index, code in codes if code is not None]
    made = [edit for edit in edits if edit is not None]
    return unsafe(*made) if made else None


def _add_code(programme: Programme, index: int, code: str) -> SetCell | None:
    """Return the edit that adds the code of a row: in its cell, or before its label.

    Before the label, it is set apart as that of the row above or below; None where both have cells
    of their own, and what stands in that of the code is the label.
    """
    table = programme.table
    if table.code_spot(index) is not None:
        return set_cell(table, index, "code", code)
    between = _nearest(programme, index)
    if not between:
        return None
    return set_cell(table, index, "label", f"{code}{between}{table.labels[index].lstrip()}")


def _nearest(programme: Programme, index: int) -> str:
    """Return what sets the code apart from its label in the row nearest to one, "" if none does."""
    known = _set_apart(programme).get(programme.table.label_spot(index).column, {})
    rows = [*known]
    place = bisect_left(rows, index)
    near = sorted(rows[max(0, place - 1) : place + 1], key=lambda other: abs(other - index))
    return known[near[0]] if near else ""


@once
def _set_apart(programme: Programme) -> dict[int, dict[int, str]]:
    """Return what sets codes apart from the labels they share cells with, by column and row."""
    table = programme.table
    found: dict[int, dict[int, str]] = {}
    for index, spots in sorted(table.spots.items()):
        code, label = spots.code_in_label(), spots.label
        if code is None or label is None:
            continue
        text = table.section(index).grid.value(label.row, label.column)
        between = text[code.end : label.start] if isinstance(text, str) else ""
        if between:
            found.setdefault(label.column, {})[index] = between
    return found


def _message(programme: Programme, index: int) -> Message:
    code = programme.code(index)
    if code is None:
        return say("Label without code.")
    return say("Label without code: {code}?", code=code)


def _join(table: Table, index: int, wrapped: set[int]) -> Fix | None:
    """Return the fix that joins a label to the first row of the one it goes on with."""
    section, row, head = table.section(index), table.numbers[index], index - 1
    grid, label = section.grid, section.layout.label
    values = grid.row_values(row)
    filled = [column for column, value in enumerate(values, 1) if value is not None]
    formulas = {column for column in range(1, len(values) + 1) if (row, column) in grid.formulas}
    made = (table.numbers[head], label) in grid.formulas
    if filled != [label] or formulas or made or row in grid.noted:
        return None
    if head in wrapped or table.section(head) is not section:
        return None
    text = f"{table.labels[head].rstrip()} {table.labels[index].lstrip()}"
    return unsafe(set_cell(table, head, "label", text), delete_row(table, index))
