"""Duplicate row.

Two rows have the same code and the same label.

Why
    A row pasted twice is counted twice: in the number of actions, and in every total.

Example
    | Code | Title           |               |
    |------|-----------------|---------------|
    | 1    | ROADS           |               |
    | 1    | Pave the square | duplicate row |
    | 1    | Pave the square | duplicate row |
    | 1    | Pave the lane   |               |

Fix
    Unsafe: the later rows are deleted, where their other columns say nothing that the first does
    not. Where they say something else than the first, such as another day, it is a warning. A label
    that the house lists as recurrent is only a remark, and never deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Fix, Severity, delete_row, found, unsafe
from xlmot.messages import say
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.duplicate.action_repeats_title import is_title_again

SEVERITY = Severity.ERROR
FIX = "unsafe"


def check(programme: Programme) -> Iterator[Finding]:
    recurrent = set(map(fold, programme.vocabulary.recurrent_labels))
    for rows in _groups(programme):
        recurs = fold(programme.table.labels[rows[0]]) in recurrent
        message = say(
            "Duplicate row (same code, same label): rows {rows}.",
            rows=tuple(programme.table.numbers[index] for index in rows),
        )
        fix = None if recurs else _fix(programme, rows)
        differs = Severity.WARNING if _differ(programme, rows) else None
        severity = Severity.NOTE if recurs else differs
        yield found(programme, rows, message, fix=fix, severity=severity)


def _groups(programme: Programme) -> Iterator[list[int]]:
    groups: dict[tuple[object, str], list[int]] = {}
    for label, rows in programme.rows_of.items():
        if len(rows) > 1 or label != label.strip() or "  " in label:
            text = " ".join(label.split())
            for index in rows:
                place = None if is_title_again(programme, index) else _place(programme, index)
                if place is not None and text:
                    groups.setdefault((place, text), []).append(index)
    return (sorted(rows) for rows in groups.values() if len(rows) > 1)


def _place(programme: Programme, index: int) -> object:
    """Return what two rows of one code share.

    Where the layout tells the level, that is the code under one title; where no row has a code,
    all that stands beside the label.
    """
    table = programme.table
    if not table.placed:
        return table.paths[index]
    node, reading = programme.owners.get(index), table.readings[index]
    if node is None:
        return None
    if reading is not None and reading.path is not None:
        return node.path, reading.path
    others = _others(programme, index)
    return (node.path, *sorted(others.items())) if others and reading is None else None


def _differ(programme: Programme, rows: list[int]) -> bool:
    """Return whether two rows hold other values in a column that both fill."""
    first, *later = (_others(programme, index) for index in rows)
    return any(first.get(n, value) != value for one in later for n, value in one.items())


def _fix(programme: Programme, rows: list[int]) -> Fix | None:
    first, *later = rows
    if not all(_says_no_more(programme, index, first) for index in later):
        return None
    return unsafe(*(delete_row(programme.table, index) for index in later))


def _says_no_more(programme: Programme, index: int, first: int) -> bool:
    section, number = programme.table.section(index), programme.table.numbers[index]
    formula = any(row == number for row, _ in section.grid.formulas)
    if formula or number in section.grid.noted:
        return False
    known = _others(programme, first)
    return all(known.get(column) == value for column, value in _others(programme, index).items())


def _others(programme: Programme, index: int) -> dict[int, Value]:
    """Return what a row holds beside its code and its label, by column."""
    section = programme.table.section(index)
    own = section.layout.columns()
    values = enumerate(section.grid.rows[programme.table.numbers[index] - 1], 1)
    return {column: v for column, v in values if column not in own and not is_blank(v)}
