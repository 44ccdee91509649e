"""Read the level of each row from its look, or its number: indents, bold, fills, signs, bare rows.

The rows are those with a text in the column of labels, from the first one down to the end of the
table: sums and how to add rows are none of it, and what stands below a blank row is beside it, if
it has no title where every other part has one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import groupby, pairwise

from xlmot.programme.grid import Grid, Look, is_blank
from xlmot.programme.headed import levels_by_headers
from xlmot.programme.layout import HEADED
from xlmot.programme.numbered import NUMBERS, depth_below, has_words, number_of, numbered_rows
from xlmot.programme.signs import sign_step

# The look of a title stands on so many rows at least, and others follow so many of them.
FEWEST_TITLES, FOLLOWED = 2, 0.6
# So many formulas alone, below the last action, add up what stands above.
FEWEST_SUMS = 3
# So many rows are in by more than one step: one step is one level on some, and two on others.
FEWEST_SKIPPED, SKIPPED = 2, 0.1
# What comes right below so many titles of a level is the next level.
NESTED = 0.6
# The marks, those that most often say the levels first.
LOOKS = ("blocks", "colour", "fill", "bold")
SHOWN = ("indent", "outline", *LOOKS, "capitals", "signs", "bare")
# So many blocks of colour, each a title and its actions, of which so many have several.
FEWEST_BLOCKS, FEWEST_SEVERAL = 3, 2
MARKS = (*SHOWN, NUMBERS, HEADED)

Levels = Mapping[int, int]


def read_marks(grid: Grid, mark: str, column: int, first: int, code: int = 0) -> Levels:
    """Return the level of each row by one of its marks, from 1.

    `code` is the column of the numbers, where these are the mark, if they have one of their own.
    """
    if mark == HEADED:
        return levels_by_headers(grid, column, first)
    if mark == NUMBERS:
        return levels_by_numbers(grid, code, column, numbered_rows(grid, code, column, first))
    rows = [row for row in grid.rows_from(first) if has_words(grid, row, column)]
    while rows and _sums(grid, rows[-1], column) and not _sums(grid, rows[0], column):
        rows.pop()
    if rows and _is_foot(grid, column, rows):
        rows.pop()
    levels = _levels(grid, mark, column, rows)
    return {row: levels[row] for row in _without_tail(grid, column, rows, levels)}


def levels_by_numbers(grid: Grid, code: int, label: int, rows: Mapping[int, bool]) -> Levels:
    """Return the levels of titles by their looks, and below all of them that of numbered rows.

    `rows` are all rows by whether each is an action.
    """
    looks: dict[int, Hashable] = {}
    for row, numbered in rows.items():
        column = label if not is_blank(grid.value(row, label)) else code
        look = grid.looks.get((row, column), Look())
        capitals = str(grid.value(row, column)).isupper()
        indent = grid.indents.get((row, column), 0)
        looks[row] = numbered or (look.bold, bool(look.fill), capitals, indent)
    own = {row: look for row, look in looks.items() if not rows[row]}
    titles = _nested(own)
    if max(titles.values(), default=0) < 2:
        titles = _stacked(own, [pair for pair in pairwise(rows) if not any(map(rows.get, pair))])
    deepest = max(titles.values(), default=0) + 1
    levels: dict[int, int] = {}
    last = 0
    for row, numbered in rows.items():
        number = number_of(grid, row, code, label)
        below = depth_below(grid, row, code, last) if numbered and number is None else 0
        levels[row] = deepest + below if numbered else titles[row]
        last = last if number is None else number
    return levels


def _stacked(looks: Mapping[int, Hashable], pairs: Iterable[tuple[int, int]]) -> Levels:
    """Return the levels of titles by their looks: one stands right above those of another look.

    `pairs` are the titles with nothing between them. What is stacked in both orders is one level.
    """
    found = {(looks[one], looks[other]) for one, other in pairs if looks[one] != looks[other]}
    upper = {one for one, other in found if (other, one) not in found}
    lower = {other for one, other in found if one in upper}
    return {row: 1 + (bool(upper - lower) and look not in upper) for row, look in looks.items()}


def _sums(grid: Grid, row: int, column: int) -> bool:
    """Return whether all that stands beside a label are formulas, several of them."""
    others = [n for n, _ in grid.filled(row) if n != column]
    return len(others) >= FEWEST_SUMS and all((row, n) in grid.formulas for n in others)


def _is_foot(grid: Grid, column: int, rows: Sequence[int]) -> bool:
    """Return whether the last row holds but a text, in a look of its own: how to add rows.

    What stands left of it may say the same to whoever made the sheet.
    """
    looks = [grid.looks.get((row, column), Look()) for row in rows]
    last = looks.pop()
    alone = all(number <= column for number, _ in grid.filled(rows[-1]))
    return alone and bool(last.fill) and last not in looks


def _levels(grid: Grid, mark: str, column: int, rows: Sequence[int]) -> Levels:
    def look(row: int) -> Look:
        return grid.looks.get((row, column), Look())

    steps: Mapping[str, Callable[[int], int]] = {
        "indent": lambda row: indent_of(grid, row, column),
        "outline": lambda row: grid.outline.get(row, 0),
        "bold": lambda row: int(not look(row).bold),
        "capitals": lambda row: int(not str(grid.value(row, column)).isupper()),
        "signs": lambda row: sign_step(grid, row, column),
        "bare": lambda row: int(not _is_bare(grid, row, column)),
    }
    if mark in steps:
        found = {row: steps[mark](row) for row in rows}
        return _ranked(found)
    if mark == "blocks":
        return _blocks({row: look(row).fill for row in rows})
    if mark == "colour":
        return _nested({row: look(row) for row in rows})
    return _nested({row: (look(row).bold, bool(look(row).fill)) for row in rows})


def _blocks(fills: Mapping[int, str]) -> Levels:
    """Return the levels of rows that are coloured block by block: a title, then its actions.

    Each block may have colours of its own; where one does not begin so, or a row between others has
    none, all are one level. The last title may have no actions yet.

    >>> _blocks(dict(enumerate("ABBCDDEFF"))) == dict(enumerate([1, 2, 2, 1, 2, 2, 1, 2, 2]))
    True
    >>> set(_blocks(dict(enumerate("ABABABAB"))).values())
    {1}
    """
    last = max((place for place, fill in enumerate(fills.values(), 1) if fill), default=0)
    coloured = [*fills][:last]
    runs = [[*own] for _, own in groupby(coloured, fills.__getitem__)]
    titles, actions = runs[::2], runs[1::2]
    begun = all(len(run) == 1 for run in titles) and all(map(fills.get, coloured))
    several = sum(len(run) > 1 for run in actions)
    told = begun and len(actions) >= FEWEST_BLOCKS and several >= FEWEST_SEVERAL
    tops = {run[0] for run in titles} if told else fills.keys()
    return {row: 1 if row in tops else 2 for row in fills}


def _ranked(steps: Mapping[int, int]) -> Levels:
    """Return the levels of rows by the steps that each is in; where these skip some, by their nest.

    >>> _ranked({1: 0, 2: 4, 3: 4}), _ranked({1: 0, 2: 2, 3: 3, 4: 0, 5: 4, 6: 0, 7: 4})
    ({1: 1, 2: 2, 3: 2}, {1: 1, 2: 2, 3: 3, 4: 1, 5: 2, 6: 1, 7: 2})
    """
    ranks = sorted(set(steps.values()))
    levels = {row: ranks.index(step) + 1 for row, step in steps.items()}
    skipped = sum(after - before > 1 for before, after in pairwise(levels.values()))
    if skipped < max(FEWEST_SKIPPED, SKIPPED * len(levels)):
        return levels
    above: list[int] = []
    nested: dict[int, int] = {}
    for row, step in steps.items():
        while above and above[-1] >= step:
            above.pop()
        above.append(step)
        nested[row] = len(above)
    return nested


def _nested(looks: Mapping[int, Hashable]) -> Levels:
    """Return the levels of rows by their looks: most have that of the actions.

    Another look is that of a title if rows of another one follow most of its own; and that of the
    next level if it comes right below most titles of the level above.
    """
    counts = Counter(looks.values())
    usual = max(counts, key=lambda look: counts[look], default=None)
    after: dict[Hashable, Counter[Hashable]] = {}
    for one, other in pairwise(looks.values()):
        after.setdefault(one, Counter())[other] += 1
    titles: list[Hashable] = []
    for look in dict.fromkeys(looks.values()):
        own = after.get(look, Counter())
        followed = sum(count for other, count in own.items() if other not in (look, *titles))
        if look == usual or counts[look] < FEWEST_TITLES or followed < FOLLOWED * own.total():
            continue
        if not titles or after[titles[-1]][look] >= NESTED * counts[titles[-1]]:
            titles.append(look)
    levels = {look: level for level, look in enumerate(titles, 1)}
    return {row: levels.get(look, len(titles) + 1) for row, look in looks.items()}


def _without_tail(grid: Grid, column: int, rows: list[int], levels: Levels) -> list[int]:
    """Return the rows of the table: without those below it, where each other part has a title."""
    blocks: list[list[int]] = []
    for row in rows:
        if blocks and all(map(grid.filled, range(blocks[-1][-1] + 1, row))):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    top = min(levels.values(), default=0)
    heads = {grid.looks.get((block[0], column)) for block in blocks if len(block) > 1}
    # A last title may have no actions yet; a sum in its look is one of formulas.
    headed = [
        levels[block[0]] == top and (len(block) > 1 or (_looks_as(grid, block[0], column, heads)))
        for block in blocks
    ]
    count = headed.index(False) if False in headed else len(blocks)
    table = [row for block in blocks[:count] for row in block]
    tail = [row for block in blocks[count:] for row in block]
    if not tail:
        return table
    ends = not any(headed[count:]) and (count > 1 or (count and _differ(grid, levels, table, tail)))
    return table if ends else table + tail


def _looks_as(grid: Grid, row: int, column: int, looks: Collection[Look | None]) -> bool:
    """Return whether a row has the one look of some others, which is not plain, and no formula."""
    own = grid.looks.get((row, column))
    sums = any((row, n) in grid.formulas for n, _ in grid.filled(row))
    return own is not None and set(looks) == {own} and not sums


def _differ(grid: Grid, levels: Levels, table: Sequence[int], tail: Sequence[int]) -> bool:
    """Return whether rows are filled in other columns than actions are, or look otherwise."""
    shapes = {row: tuple(n for n, _ in grid.filled(row)) for row in (*table, *tail)}
    looks = {
        row: {grid.looks.get((row, column), Look()) for column in shape}
        for row, shape in shapes.items()
    }
    top = min(levels.values())
    usual = {look for row in table for look in looks[row]}
    known = {shapes[row] for row in table if levels[row] > top}
    strange = [row for row in tail if shapes[row] not in known or not looks[row] & usual]
    return 2 * len(strange) > len(tail)


def indent_of(grid: Grid, row: int, column: int) -> int:
    """Return how many steps a text stands in: those of its cell, and one for two spaces before it.

    >>> indent_of(Grid("A", [["   Dig"]], indents={(1, 1): 2}), 1, 1)
    3
    """
    value = grid.value(row, column)
    spaces = len(value) - len(value.lstrip(" \u00a0\t")) if isinstance(value, str) else 0
    return grid.indents.get((row, column), 0) + spaces // 2


def _is_bare(grid: Grid, row: int, column: int) -> bool:
    """Return whether nothing stands right of a label, as beside a title above its actions."""
    return all(map(is_blank, grid.rows[row - 1][column:]))
