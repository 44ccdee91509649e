"""Know what may be the titles of a table, and is not read as such."""

from __future__ import annotations

from itertools import pairwise

from xlmot.programme.grid import Value, holds_words, is_blank
from xlmot.programme.inside import find_code
from xlmot.programme.layout import INSIDE, TIERS
from xlmot.programme.table import RowKind, Section, Table

# What few rows show is no evidence.
FEWEST = 8
# A list has no levels where no more than this part of its rows stand below another; a column that
# groups them is filled on at least this part of them.
RARELY, FILLED = 0.2, 0.9
# So many different texts below a blank heading may be titles, or labels, if they are no marks.
FEWEST_UNNAMED, LONGEST_MARK = 2, 2
# So many texts stand above no header of labels.
FEWEST_ABOVE = 3
# So many texts merged over rows are titles.
FEWEST_GROUPS = 2
# Titles stand beside so many of the codes, and so few of the rows without one.
BESIDE, ELSEWHERE = 0.8, 0.1
# So many codes of another column stand in order.
RISING = 0.8
# How far right another column of codes is looked for.
WIDEST = 60


def ignores_titles(table: Table, section: Section, rows: range) -> bool:
    """Return whether a table leaves out what may be its titles.

    One looks like the highest of them, right above the first, where no header stands, or stands
    alone between a header and the first row; or they stand
    between the codes and the labels, alone on rows between those of a list without levels, or in a
    column that groups its rows, or merged over them; or codes and labels stand together in another
    column too; or labels of levels stand above the header.
    """
    own = [index for index in rows if table.kinds[index] is RowKind.DATA]
    numbers = [table.numbers[index] for index in own]
    if _has_merged_groups(section, numbers) or _has_one_above_all(section, numbers):
        return True
    if section.layout.scheme == TIERS and own:
        untitled = table.paths[own[0]] is None
        if _has_row_for_header(section, untitled=untitled):
            return True
    if not table.placed and (
        _has_title_above(section)
        or _has_title_for_header(section)
        or _has_title_below_header(section)
        or _has_code_above(table, section, own)
        or _has_header_below(table, section, own)
        or _has_titles_between(table, section, own)
    ):
        return True
    if section.layout.scheme == INSIDE:
        return len(own) >= FEWEST and _has_codes_beside(section, numbers)
    known = {table.paths[index] for index in own}
    below = sum(path[:-1] in known for index in own if (path := table.paths[index]))
    if table.placed or len(own) < FEWEST or below > RARELY * len(own):
        return False
    alone = [
        str(cells[0][1])
        for index in range(rows.start, own[-1])
        if table.kinds[index] is RowKind.ASIDE
        and len(cells := section.grid.filled(table.numbers[index])) == 1
    ]
    titles = {text for text in alone if text.replace(" ", "").isalpha()}
    return len(titles) > 1 or _has_groups(section, numbers)


def has_unnamed_texts(section: Section, rows: list[int]) -> bool:
    """Return whether a column without a header holds texts, left of the labels or next to them.

    It may be the column of a level, or of the labels, whose header was emptied.
    """
    grid, layout = section.grid, section.layout
    header = [row for row in layout.header_rows if not is_blank(grid.value(row, layout.label))]
    if not header:
        return False
    # The column of a level is one of them, but for the first, whose titles need no name.
    own = layout.columns()[:1] if layout.scheme == TIERS else layout.columns()
    for column in set(range(1, layout.label + 2)) - set(own):
        named = any(not is_blank(grid.value(row, column)) for row in layout.header_rows)
        if named or any(area.holds(row, column) for row in header for area in grid.merges):
            continue
        texts = {cells[column - 1] for row in rows if len(cells := grid.rows[row - 1]) >= column}
        if sum(map(_may_be_title, texts)) >= FEWEST_UNNAMED:
            return True
    return False


def _may_be_title(value: Value) -> bool:
    """Return whether a cell holds words, no mark such as `x`, nor the name of a file or record."""
    text = str(value).strip()
    machine = " " not in text and any(map(str.isdigit, text))
    return holds_words(value) and len(text) > LONGEST_MARK and not machine


def _has_merged_groups(section: Section, rows: list[int]) -> bool:
    """Return whether texts left of the table are merged over several of its rows, two at least."""
    layout, grid, own = section.layout, section.grid, set(rows)
    left = range(1, min(layout.columns()))
    merged = [
        area
        for area in grid.merges
        if area.left in left and area.bottom > area.top and {area.top, area.bottom} <= own
    ]
    return sum(_has_words(grid.value(area.top, area.left)) for area in merged) >= FEWEST_GROUPS


def _has_one_above_all(section: Section, rows: list[int]) -> bool:
    """Return whether a column left of the table has a heading, and one text: on the first row."""
    layout, grid = section.layout, section.grid
    for column in range(1, min(layout.columns())):
        headed = any(not is_blank(grid.value(row, column)) for row in layout.header_rows)
        if headed and rows and _has_words(grid.value(rows[0], column)):
            return all(is_blank(grid.value(row, column)) for row in rows if row != rows[0])
    return False


def _has_row_for_header(section: Section, *, untitled: bool) -> bool:
    """Return whether labels stand above the header, or its names above one with rows `untitled`.

    A row of the table was taken for it.
    """
    grid, layout = section.grid, section.layout
    top = min(layout.header_rows, default=1)
    if untitled and any(holds_words(grid.value(top - 1, n)) for n in layout.columns()):
        return True
    return sum(holds_words(grid.value(row, layout.label)) for row in range(1, top)) >= FEWEST_ABOVE


def _has_groups(section: Section, rows: list[int]) -> bool:
    """Return whether a column left of the labels holds a few texts, each on many rows in a row."""
    own = section.layout.columns()
    for column in set(range(1, max(own))) - set(own):
        texts = [str(section.grid.value(row, column) or "").strip() for row in rows]
        changes = 1 + sum(before != after for before, after in pairwise(texts))
        wordy = sum(any(map(str.isalpha, text)) for text in texts) >= FILLED * len(texts)
        if wordy and len(set(texts)) > 1 and changes <= len(rows) / 3:
            return True
    return False


def _has_codes_beside(section: Section, rows: list[int]) -> bool:
    """Return whether another column too holds texts that begin with codes, on most rows.

    They go up, as `3 days` and `M. Martin` do not.
    """
    own, grid = set(section.layout.columns()), section.grid
    widest = max(len(grid.rows[row - 1]) for row in rows)
    for column in set(range(1, min(widest, WIDEST) + 1)) - own:
        texts = [value for row in rows if isinstance(value := grid.value(row, column), str)]
        paths = [span.path for text in texts if (span := find_code(text))]
        rising = sum(before <= after for before, after in pairwise(paths))
        if 2 * len(paths) > len(rows) and rising >= RISING * (len(paths) - 1):
            return True
    return False


def _has_title_above(section: Section) -> bool:
    """Return whether a text alone on its row looks like the first title, right below it."""
    grid, layout = section.grid, section.layout
    row, column = layout.first_row - 1, layout.label
    if layout.header_rows or row < 1 or [n for n, _ in grid.filled(row)] != [column]:
        return False
    look = grid.looks.get((row, column))
    below = [grid.looks.get((r, column)) for r, _ in enumerate(grid.rows[row:], row + 1)]
    return look is not None and below[0] == look and 2 * below.count(look) < len(below)


def _has_title_for_header(section: Section) -> bool:
    """Return whether all that was taken for the header is a text where the codes are, alone."""
    layout = section.layout
    cells = [n for row in layout.header_rows for n, _ in section.grid.filled(row)]
    return cells == [layout.code] and layout.code != layout.label


def _has_title_below_header(section: Section) -> bool:
    """Return whether a text stands alone where labels do, below their header, above the first row.

    It may have been taken for a second row of the header. With numbers and dates beside it, all
    below headings of their own, it is a row like others.
    """
    grid, layout = section.grid, section.layout
    header = [row for row in layout.header_rows if not is_blank(grid.value(row, layout.label))]
    below = range(min(header, default=layout.first_row) + 1, layout.first_row)
    return any(_is_title(grid.filled(row), layout.label) for row in below)


def _is_title(cells: list[tuple[int, Value]], label: int) -> bool:
    beside = [value for column, value in cells if column != label]
    counted = sum(any(map(str.isdigit, str(value))) for value in beside)
    return len(beside) < len(cells) and (not beside or (counted > 1 and counted == len(beside)))


def _has_code_above(table: Table, section: Section, own: list[int]) -> bool:
    """Return whether the title that the first code lacks stands above the header."""
    path, known = table.paths[own[0]] if own else None, {table.paths[index] for index in own}
    top = min(section.layout.header_rows, default=1)
    if not path or len(path) < 2 or path[:-1] in known:
        return False
    above = (value for row in section.grid.rows[:top] for value in row if isinstance(value, str))
    return any(span.path == path[:-1] for text in above if (span := find_code(text)))


def _has_header_below(table: Table, section: Section, own: list[int]) -> bool:
    """Return whether the row below the first title names columns of numbers and of dates."""
    grid, rows = section.grid, [table.numbers[index] for index in own]
    if len(rows) < FEWEST or table.readings[own[1]] is not None:
        return False
    cells = grid.filled(rows[1])
    if not all(isinstance(value, str) for _, value in cells):
        return False
    below = {n: [v for r in rows[2:] if not is_blank(v := grid.value(r, n))] for n, _ in cells}
    numbers = [n for n, found in below.items() if found and not any(map(_is_text, found))]
    return len(numbers) > 1


def _has_words(value: Value) -> bool:
    return isinstance(value, str) and any(map(str.isalpha, value))


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _has_titles_between(table: Table, section: Section, own: list[int]) -> bool:
    """Return whether texts stand between the codes and the labels, where there are codes alone."""
    layout, grid = section.layout, section.grid
    left, right = sorted((layout.code, layout.label))
    between = set(range(left + 1, right)) - set(layout.columns())
    if not between:
        return False
    rows = [table.numbers[index] for index in own]
    coded = [row for row in rows if not is_blank(grid.value(row, layout.code))]
    others = [row for row in rows if is_blank(grid.value(row, layout.code))]
    if len(coded) < 2 or len(others) < len(coded):
        return False
    for column in between:
        beside, elsewhere = (
            sum(_has_words(grid.value(row, column)) for row in one) for one in (coded, others)
        )
        if beside >= BESIDE * len(coded) and elsewhere <= ELSEWHERE * len(others):
            return True
    return False
