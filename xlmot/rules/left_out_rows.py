"""Find rows among those of a programme that lack the code or the label that would make them one.

Where the layout tells the levels, they are left out of the programme.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.programme.code import read_code
from xlmot.programme.grammar import Path
from xlmot.programme.grid import NOTHING, is_blank
from xlmot.programme.layout import DEPTH, Tier
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section, Table
from xlmot.rules.totals import Totals

# So many cells beside a label show that it is the label of a row.
FEWEST = 2


def codes_alone(programme: Programme) -> Iterator[tuple[int, str]]:
    """Yield the rows with a code that its neighbours ask for, and no label; with their code."""
    table = programme.table
    known = {reading.path for index in table.data() if (reading := table.readings[index])}
    for index, section, before, after in _between(table):
        texts = {
            str(section.grid.value(table.numbers[index], tier.code)) for tier in tiers_of(section)
        }
        labels = [section.grid.value(table.numbers[index], t.label) for t in tiers_of(section)]
        if len(texts) == 1 and all(map(is_blank, labels)):
            text = texts.pop().strip()
            path = read_code(text, table.grammar).path
            if path and path not in known and _fits(path, before, after):
                yield index, text


def levels_missing(programme: Programme) -> Iterator[tuple[int, str, int]]:
    """Yield the rows with a code, a label and no level, with the code and the column of the levels.

    There a column tells the level of each row.
    """
    table = programme.table
    for index, section, before, after in _between(table):
        layout, grid, row = section.layout, section.grid, table.numbers[index]
        if layout.scheme == DEPTH and is_blank(grid.value(row, layout.depth)):
            text = str(grid.value(row, layout.code) or "").strip()
            path = read_code(text, table.grammar).path
            known = path and len(path) in (len(before), len(after))
            if known and not is_blank(grid.value(row, layout.label)):
                yield index, text, layout.depth


def labels_alone(programme: Programme) -> Iterator[tuple[int, int]]:
    """Yield the rows with a label, other cells and no code; with the column of the code."""
    table, totals = programme.table, Totals(programme)
    last = max((i for i in table.data() if table.readings[i] is not None), default=0)
    for index, section, _, _ in _between(table):
        if index > last:
            continue
        grid, row, tiers = section.grid, table.numbers[index], tiers_of(section)
        codes = {str(grid.value(row, tier.code) or "").strip(NOTHING + "?/…") for tier in tiers}
        labels = [value for tier in tiers if isinstance(value := grid.value(row, tier.label), str)]
        filled = {column for column, _ in grid.filled(row)}
        beside = filled.intersection(column.number for column in section.layout.others)
        lone = codes == {""} and sum(not is_blank(label) for label in labels) == 1
        if lone and len(beside) >= FEWEST and index not in totals.texts:
            yield index, tiers[0].code


def tiers_of(section: Section) -> tuple[Tier, ...]:
    """Return the columns of the levels; the code and the label of all, where they share columns."""
    layout = section.layout
    apart = layout.code and layout.label and layout.code != layout.label
    return layout.tiers or ((Tier(layout.label, layout.code),) if apart else ())


def _between(table: Table) -> Iterator[tuple[int, Section, Path, Path]]:
    """Yield the rows left out behind one of the programme, with its code and that of the next.

    Of the last row it is its own; what stands behind a blank row is no row of the programme.
    """
    rows = [index for index in table.data() if table.readings[index] is not None]
    for index, after in zip(rows, (*rows[1:], None), strict=False) if table.placed else ():
        section, own = table.section(index), table.readings[index]
        below = table.readings[after] if after is not None else own
        tiers = tiers_of(section)
        coded = bool(tiers) and all(tier.code for tier in tiers)
        if not (coded and own and below and own.path and below.path):
            continue
        for left in range(index + 1, len(table.kinds) if after is None else after):
            blank = not section.grid.filled(table.numbers[left])
            if blank or table.section(left) is not section:
                break
            if table.kinds[left] is RowKind.ASIDE:
                yield left, section, own.path, below.path


def _fits(path: Path, before: Path, after: Path) -> bool:
    """Return whether a code goes on from the one before it, or leads to the one after it."""
    return (
        path[:-1] in (before, before[:-1], before[:-2])
        and path > before
        and (path[:-1] == after[:-1] or path == after[:-1] or path[:-1] == before[:-1])
    )
