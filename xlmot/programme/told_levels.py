"""Read the levels that a column tells: by numbers, or by the same few words again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.level_rows import read_level
from xlmot.programme.vocabulary import fold

# So few words name levels; each comes so often, save the first, and so many rows have one.
MOST_WORDS, FEWEST, NAMED = 6, 2, 0.9


def told_levels(grid: Grid, column: int, first: int) -> Mapping[int, int]:
    """Return the level of each row that a column tells one for.

    Words name the levels in the order in which each comes first: a title stands above its actions.

    >>> words = ["Phase", "Task", "Step", "Step", "Task", "Step", "Phase", "Task"]
    >>> told_levels(Grid("A", [[word] for word in words]), 1, 1)
    {1: 1, 2: 2, 3: 3, 4: 3, 5: 2, 6: 3, 7: 1, 8: 2}
    """
    values = {row: grid.value(row, column) for row in grid.rows_from(first)}
    values = {row: value for row, value in values.items() if not is_blank(value)}
    numbers = {
        row: level for row, value in values.items() if (level := read_level(value)) is not None
    }
    if numbers or not values:
        return numbers
    words = {row: fold(str(value)) for row, value in values.items()}
    counts = Counter(words.values())
    known = [word for place, word in enumerate(counts) if not place or counts[word] >= FEWEST]
    told = {row: known.index(word) + 1 for row, word in words.items() if word in known}
    return told if 1 < len(known) <= MOST_WORDS and len(told) >= NAMED * len(words) else {}
