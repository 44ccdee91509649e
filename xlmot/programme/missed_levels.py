"""Know levels that a reading may have missed: by empty titles, indents, or codes in labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlmot.programme.inside import find_code
from xlmot.programme.layout import STAIRS, TIERS, Layout
from xlmot.programme.marks import indent_of
from xlmot.programme.numbered import has_words
from xlmot.programme.outline import Programme
from xlmot.programme.table import Table

# So many rows show a level of their own; one is a slip.
FEWEST, FEWEST_EMPTY, FEWEST_ASIDE = 3, 2, 2
# So many labels begin with a code that is not theirs.
CODED = 0.5
# So many rows without a code are no slip.
UNCODED = 0.1


def is_flat(programme: Programme) -> bool:
    """Return whether no row stands below another: it may be a list of things that have numbers.

    Numbers of several titles, 1.1 and 2.1, say that these were left out; `A01` and `B01` do not,
    nor do rows whose places the layout gives.
    """
    if any(n.title is not None and (n.children or n.actions) for n in programme.walk()):
        return False
    table = programme.table
    if table.placed:
        return True
    families = {path[:1] for index in table.data() if (path := table.paths[index])}
    return len(families) < 2 or table.grammar.parts[0] != "number"


def has_empty_titles(programme: Programme) -> bool:
    """Return whether titles without a code have nothing below, before others that have.

    They may be the titles of those: both stand in the first of the columns of levels.
    """
    if any(section.layout.scheme != TIERS for section in programme.table.sections):
        return False
    tops = [node for node in programme.walk() if len(node.path) == 1 and node.title is not None]
    empty = [
        not node.children and not node.actions and programme.table.readings[node.title or 0] is None
        for node in tops
    ]
    return sum(before and not after for before, after in pairwise(empty)) >= FEWEST_EMPTY


def indents_actions(table: Table, rows: Sequence[int]) -> bool:
    """Return whether some actions in the last column of levels stand further in than others.

    They may be parts of the one above.
    """
    steps = [*_steps(table, rows)]
    below = sum(after > before for before, after in pairwise(steps))
    return below >= FEWEST and 2 * steps.count(min(steps)) >= len(steps)


def has_codes_in_labels(table: Table, rows: Sequence[int]) -> bool:
    """Return whether most coded rows have labels that begin with another code of several parts."""
    coded = others = 0
    for index in rows:
        reading, spots = table.readings[index], table.spots.get(index)
        if reading is None or reading.path is None or (spots and spots.code_in_label()):
            continue
        coded += 1
        span = find_code(table.labels[index])
        others += span is not None and len(span.path) > 1 and span.path != reading.path
    return others >= FEWEST and others >= CODED * coded


def has_names_among_steps(table: Table, rows: Sequence[int]) -> bool:
    """Return whether texts stand alone where the labels of a staircase of codes do, without one.

    They may be the titles of the codes below. Notes stand above the first code, or below the last.
    """
    coded = [index for index in rows if table.readings[index] is not None]
    left = 0
    for index in range(coded[0], coded[-1]) if coded else ():
        section = table.section(index)
        if section.layout.scheme == STAIRS and table.readings[index] is None:
            labels = {tier.label for tier in section.layout.tiers if tier.code}
            cells = section.grid.filled(table.numbers[index])
            left += len(cells) == 1 and cells[0][0] in labels and isinstance(cells[0][1], str)
    return left >= FEWEST_ASIDE


def lacks_many_codes(table: Table, rows: Sequence[int]) -> bool:
    """Return whether many rows of a staircase of codes have none: they may be a level below all."""
    stepped = [index for index in rows if _is_coded_staircase(table.section(index).layout)]
    bare = sum(table.readings[index] is None for index in stepped)
    return bare >= FEWEST and bare > UNCODED * len(stepped)


def _is_coded_staircase(layout: Layout) -> bool:
    return layout.scheme == STAIRS and all(
        tier.code not in (0, tier.label) for tier in layout.tiers
    )


def _steps(table: Table, rows: Sequence[int]) -> Iterator[int]:
    """Yield how far in each action stands that has no code, in the last column of levels."""
    for index in rows:
        layout, grid = table.section(index).layout, table.section(index).grid
        row = table.numbers[index]
        uncoded = layout.scheme == TIERS and layout.tiers[-1].code == 0
        if uncoded and has_words(grid, row, layout.label):
            yield indent_of(grid, row, layout.label)
