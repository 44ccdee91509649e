"""Columns of levels whose cells are merged over the rows of what stands below them.

Levels may end early: a title may have its actions two columns to the right, or one level more than
others has. The merges say it, whatever heads the columns.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import is_blank
from xlmot.programme.headings import Header, HeadWords, header_above, words_of
from xlmot.programme.layout import Tier
from xlmot.programme.other_lists import names_prices
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.grouped import tiers_candidate
from xlmot.programme.schemes.level_headings import are_ids
from xlmot.programme.survey import ColumnSurvey, Survey

# So many titles of the first level are merged, over so many rows for each; so many actions.
FEWEST, EACH, FEWEST_ACTIONS = 2, 1.5, 5
# So many cells stand in one of the column before; so many rows are filled where actions stand.
WITHIN, FULL = 0.95, 0.85
# So many of the texts of actions are others; answers and kinds are fewer.
DISTINCT, LONGEST_TITLE = 0.6, 120
# So many columns with merged cells are looked at for the first level.
MOST_STARTS = 4
# What only merges show is read, and said to be unsure.
SCORE, HEADED = 0.66, 0.03


class Stretch(NamedTuple):
    """The rows over which a cell is merged, one row where it is not."""

    top: int
    bottom: int


def merged(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layout whose titles are merged over the rows of their actions."""
    tall = _tall(survey)
    for column in sorted(tall)[:MOST_STARTS]:
        tops = [top for top, _ in tall[column]]
        if len(tops) < FEWEST:
            continue
        first = min(tops)
        header = header_above(survey, first, words, (column,))
        # Titles of one row may stand above the first one that is merged.
        above = range(header.rows[-1] + 1, first) if header.rows else range(0)
        first = next((row for row in above if row in survey.column(column).wordy), first)
        levels = _levels(survey, tall, words, header, column, first)
        if len(levels) > 1 and not _is_other(header, levels[-1]):
            score = SCORE + HEADED * bool(header.rows)
            yield tiers_candidate(survey, levels, first, header, score)
            return


def _is_other(header: Header, last: Tier) -> bool:
    """Return whether a header names prices, or days and weeks on and on where actions stand."""
    own = words_of(header.name(last.label))
    beside = [words_of(name) for column, name in header.names.items() if column > last.label]
    return names_prices(header.names.values()) or (bool(own) and beside.count(own) > 1)


def _tall(survey: Survey) -> dict[int, list[Stretch]]:
    """Return the rows of the texts merged over several of them, by column."""
    found: dict[int, list[Stretch]] = {}
    for area in survey.grid.merges:
        one = area.left == area.right <= survey.width and area.top < area.bottom
        if one and area.top < survey.last and not is_blank(survey.grid.value(area.top, area.left)):
            own = Stretch(area.top, min(area.bottom, survey.last))
            found.setdefault(area.left, []).append(own)
    return found


def _levels(
    survey: Survey,
    tall: dict[int, list[Stretch]],
    words: HeadWords,
    header: Header,
    start: int,
    first: int,
) -> tuple[Tier, ...]:
    """Return the levels from a column on, down to that of the actions; none if they do not nest."""
    rows = [row for row in survey.rows if row >= first]
    own = survey.column(start, first)
    blocks = _blocks(survey, tall, start, first)
    if not _holds(survey, blocks, rows, start) or not _are_titles(own):
        return ()
    levels = [Tier(start, _codes(survey, start, start, first))]
    known = [blocks]
    for number in range(start + 1, survey.width + 1):
        column = survey.column(number, first)
        if not column.filled or words.names_staff(header.name(number)):
            continue
        blocks = _blocks(survey, tall, number, first)
        covered = sum(row in blocks for row in rows) >= FULL * len(rows)
        if not _are_labels(column, blocks) or not _nest(column, blocks, known, covered=covered):
            break
        if {*blocks.values()} == {*known[-1].values()}:
            # What is merged as the titles before are tells of them.
            continue
        levels.append(Tier(number))
        known.append(blocks)
        if len(column.texts) >= FULL * len(rows):
            break
    if len(levels) > 1 and not levels[0].code:
        levels[-1] = Tier(levels[-1].label, _codes(survey, start, levels[-1].label, first))
    last, titles = survey.column(levels[-1].label, first), len({*known[0].values()})
    lone = len(rows) < FEWEST_ACTIONS or titles * EACH > len(rows)
    several = last.distinct() >= DISTINCT * len(last.texts)
    titled = all(_are_titles(survey.column(tier.label, first)) for tier in levels[:-1])
    return tuple(levels) if several and titled and not lone else ()


def _blocks(
    survey: Survey, tall: dict[int, list[Stretch]], number: int, first: int
) -> dict[int, Stretch]:
    """Return the stretch of each row on which a column is filled, or merged with what is above."""
    own = survey.column(number, first)
    found = {row: Stretch(row, row) for row in (*own.texts, *own.codes)}
    for stretch in tall.get(number, ()):
        if stretch.top >= first:
            found.update(dict.fromkeys(range(stretch.top, stretch.bottom + 1), stretch))
    return found


def _holds(survey: Survey, blocks: dict[int, Stretch], rows: list[int], start: int) -> bool:
    """Return whether nearly all rows stand in the merged cells of a column, or below a text there.

    Most titles that hold for several rows are merged over them. The others get their rows too.
    """
    beside = [row for row in rows if max(survey.filled_cells(row)) > start]
    merges = {block for block in blocks.values() if block.bottom > block.top}
    lone: dict[int, list[int]] = {}
    above = 0
    for row in beside:
        if row in blocks:
            above = row if blocks[row] == Stretch(row, row) else 0
        elif above:
            lone.setdefault(above, [above]).append(row)
    for top, own in lone.items():
        blocks.update(dict.fromkeys(own, Stretch(top, own[-1])))
    return len(lone) <= len(merges) and sum(row in blocks for row in beside) >= WITHIN * len(beside)


def _nest(
    column: ColumnSurvey,
    blocks: dict[int, Stretch],
    known: list[dict[int, Stretch]],
    *,
    covered: bool,
) -> bool:
    """Return whether the cells of a column stand within those of the last one left that is filled.

    Where not all rows have one, each is below a title that is merged over several rows.
    """
    within = 0
    for row in column.texts:
        above = next((own[row] for own in reversed(known) if row in own), None)
        if above is None:
            continue
        block = blocks[row]
        fits = above.top <= block.top and block.bottom <= above.bottom
        within += fits and (covered or above.bottom > above.top)
    return within >= WITHIN * len(column.texts)


def _codes(survey: Survey, start: int, label: int, first: int) -> int:
    """Return the column left of the first level that has a code for each label; 0 without one."""
    if start == 1:
        return 0
    left, own = survey.column(start - 1, first), survey.column(label, first)
    beside = sum(row in own.texts for row in left.codes)
    several = len(set(left.codes.values())) == len(left.codes) > 1
    return start - 1 if several and beside >= WITHIN * max(len(left.codes), len(own.texts)) else 0


def _are_titles(column: ColumnSurvey) -> bool:
    short = all(len(text) <= LONGEST_TITLE for text in column.texts.values())
    worded = len({*column.wordy, *column.worded, *column.counted})
    return not column.numbers and worded == len(column.texts) and short


def _are_labels(column: ColumnSurvey, blocks: dict[int, Stretch]) -> bool:
    """Return whether texts say something, most something else or over several rows; no ids."""
    wordy = not column.numbers and len(column.wordy) >= FULL * len(column.texts)
    tall = sum(blocks[row].bottom > blocks[row].top for row in column.texts)
    several = column.distinct() >= DISTINCT * len(column.texts)
    return wordy and not are_ids(column) and (several or 2 * tall > len(column.texts))
