"""Know that another table stands beside the one that is read, on the same rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid, holds_words, is_blank
from xlmot.programme.inside import find_code, held, whole_code
from xlmot.programme.table import RowKind, Section, Table
from xlmot.programme.vocabulary import fold

# So many rows show what stands beside them, so far to the right.
SAMPLED, WIDEST = 200, 60
# So many of its cells are codes, and hang together.
FEWEST, CODED = 3, 0.6
# So many rows that are not read, for each that is, may be those that matter.
UNREAD_SHARE = 0.2


def has_table_beside(section: Section, rows: Sequence[int]) -> bool:
    """Return whether the headers of codes and labels come again to the right, or codes do.

    The codes stand right of a blank column, with levels of their own and a text beside most, or
    after them in the same cell.
    """
    grid, own, sample = section.grid, section.layout.columns(), rows[:SAMPLED]
    if _names_again(section):
        return True
    header = section.layout.header_rows
    widest = max((len(grid.rows[row - 1]) for row in sample), default=0)
    return any(
        all(is_blank(grid.value(row, column - 1)) for row in (*header, *sample))
        and (_holds_codes(grid, column, sample) or _begin_with_codes(grid, column, sample))
        for column in range(max(own) + 2, min(widest, WIDEST) + 1)
    )


def leaves_codes_out(table: Table, section: Section, rows: range) -> bool:
    """Return whether many rows that are set aside have a code and a text in two other columns.

    So are those of the second pair, where codes and labels of each level have columns of their own.
    """
    grid, own = section.grid, section.layout.columns()
    data = [index for index in rows if table.kinds[index] is RowKind.DATA]
    last = max(data, default=0)
    aside = [table.numbers[i] for i in rows if table.kinds[i] is RowKind.ASIDE and i < last]
    found: Counter[int] = Counter()
    for row in aside:
        cells = dict(grid.filled(row))
        pairs = (c for c in cells if c not in own and isinstance(cells.get(c + 1), str))
        found.update(c for c in pairs if len(whole_code(cells[c]) or ()) > 1)
    sample = [table.numbers[index] for index in rows[:SAMPLED]]
    return any(
        count > UNREAD_SHARE * len(data) and _holds_codes(grid, column, sample)
        for column, count in found.items()
    )


def leaves_parents_out(table: Table, section: Section, rows: range) -> bool:
    """Return whether a column to the left holds the codes of the titles, with their texts.

    These may stand in the next column, or after the codes in the same cells.
    """
    grid, first = section.grid, min(section.layout.columns())
    paths = {table.numbers[i]: path for i in rows[:SAMPLED] if (path := table.paths[i])}
    for column in range(1, first - 1):
        filled = [row for row in paths if not is_blank(grid.value(row, column))]
        above = [
            row
            for row in filled
            if whole_code(grid.value(row, column)) == paths[row][:-1]
            and not is_blank(grid.value(row, column + 1))
        ]
        if above and len(above) >= CODED * len(filled):
            return True
    return any(_begin_with_parents(grid, column, paths) for column in range(1, first))


def leaves_all_titles_out(table: Table, section: Section, rows: range) -> bool:
    """Return whether the highest codes are of several titles, none of them read, beside others.

    The titles may stand left of them; or the codes are those of goods, or of papers, which have
    none.
    """
    paths = {path for index in rows if (path := table.paths[index])}
    highest = min(map(len, paths), default=1)
    titles = {path[:-1] for path in paths if len(path) == highest}
    if highest == 1 or len(titles) < 2:
        return False
    own = [index for index in rows[:SAMPLED] if table.kinds[index] is RowKind.DATA]
    columns = range(1, section.layout.code or section.layout.label)
    return any(
        holds_words(section.grid.value(table.numbers[index], n)) for index in own for n in columns
    )


def _begin_with_parents(grid: Grid, column: int, paths: Mapping[int, Path]) -> bool:
    """Return whether half of the texts of a column begin with the codes above those of the rows."""
    filled = [row for row in paths if not is_blank(grid.value(row, column))]
    spans = [(row, find_code(str(grid.value(row, column)))) for row in filled]
    above = sum(span is not None and span.path == paths[row][:-1] for row, span in spans)
    return above > 0 and 2 * above >= len(filled)


def _names_again(section: Section) -> bool:
    """Return whether two headers of codes, labels or levels stand above other columns too."""
    grid, own = section.grid, set(section.layout.columns())
    for row in section.layout.header_rows:
        names = {fold(str(value)) for column, value in grid.filled(row) if column in own}
        beside = {fold(str(value)) for column, value in grid.filled(row) if column not in own}
        if len(names) > 1 and names <= beside:
            return True
    return False


def _holds_codes(grid: Grid, column: int, rows: Sequence[int]) -> bool:
    filled = [row for row in rows if not is_blank(grid.value(row, column))]
    found = {row: path for row in filled if (path := whole_code(grid.value(row, column)))}
    paths = list(found.values())
    if len(paths) < max(FEWEST, CODED * len(filled)) or max(map(len, paths)) < 2:
        return False
    texts = sum(isinstance(grid.value(row, column + 1), str) for row in found)
    return held(paths) >= CODED and texts >= CODED * len(paths)


def _begin_with_codes(grid: Grid, column: int, rows: Sequence[int]) -> bool:
    """Return whether the texts of a column begin with codes of several levels, held together."""
    texts = [value for row in rows if isinstance(value := grid.value(row, column), str)]
    spans = [(text, span) for text in texts if (span := find_code(text))]
    paths = [span.path for text, span in spans if span.label < len(text)]
    if len(paths) < max(FEWEST, CODED * len(texts)) or max(map(len, paths)) < 2:
        return False
    return held(paths) >= CODED
