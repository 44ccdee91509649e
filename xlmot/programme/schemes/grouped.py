"""A column per level whose values group rows, known by what the header says and by the groups."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.programme.grid import is_blank
from xlmot.programme.headings import Header, HeadWords, header_at
from xlmot.programme.layout import TIERS, Layout, Tier, columns_of
from xlmot.programme.other_lists import names_prices
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.header_rows import first_row, is_one_of_the_rows, starts, states
from xlmot.programme.schemes.level_doubts import (
    is_close_call,
    leaves_titles_out,
    may_title_actions,
    repeats_codes,
    skips_codes,
    skips_merged,
)
from xlmot.programme.schemes.level_headings import (
    EXACT,
    LevelHeader,
    begins_with_codes,
    heading_at,
    without_header,
)
from xlmot.programme.schemes.nesting import OWN, is_numbered, leaves_columns_out, nested_levels
from xlmot.programme.schemes.runs import runs_of
from xlmot.programme.schemes.shape import SHOWN, agrees_with_codes, shown_by_cells
from xlmot.programme.survey import ColumnSurvey, Survey

SEARCHED_ROWS = 30
# So much at most is given for what a header and groups show.
HIGHEST = 0.95
# What a title in place of a header takes away, and what a level of merged titles that is left out.
UNNAMED, SKIPPED = 0.1, 0.2
# Codes of actions beside titles: so many of them stand below a title that is there.
CHILDREN = 0.8


def grouped(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layout whose first columns group the rows of the column of actions."""
    best: Candidate | None = None
    most = 0
    for row in survey.rows:
        if row > SEARCHED_ROWS:
            break
        if states(survey, row):
            continue
        found = _below(survey, words, heading_at(survey, row, words))
        # Of two that say as much, the one that names more columns is the header.
        texts = sum(isinstance(survey.grid.value(row, n), str) for n in survey.filled_cells(row))
        if found is not None and (found.score, texts) > (best.score if best else 0.0, most):
            best, most = found, texts
    if best is None or best.score < SHOWN:
        bare = _below(survey, words, without_header(survey))
        best = bare if bare and bare.score > (best.score if best else 0.0) else best
    if best is not None:
        yield best


def _below(survey: Survey, words: HeadWords, heading: LevelHeader) -> Candidate | None:
    """Return the layout of the levels that a header names, None if they group nothing."""
    first = first_row(survey, heading)
    kept = nested_levels(survey, words, heading, first) if first else ()
    if len(kept) < 1 + (not heading.named) or is_one_of_the_rows(survey, heading.row, kept):
        return None
    kept = tuple(with_codes(survey, kept, first))
    score = shown_by_cells(survey, words, heading, kept, first)
    if not heading.row:
        header = Header((), {})
    else:
        score = max(score, _score(survey, words, heading, kept, first))
        header = header_at(survey, heading.row)
    staff = {number for number, name in heading.names.items() if words.names_staff(name)}
    skips = skips_merged(survey, kept, first, staff)
    score = min(score, HIGHEST) - SKIPPED * skips
    found = tiers_candidate(survey, kept, first, header, score)
    doubtful = found.doubtful or skips or _is_title(heading) or skips_codes(survey, kept, first)
    doubtful = doubtful or leaves_columns_out(survey, heading, kept, first)
    close = not heading.named and is_close_call(survey, kept, first, OWN)
    return found._replace(doubtful=doubtful or close)


def _score(
    survey: Survey, words: HeadWords, heading: LevelHeader, kept: tuple[Tier, ...], first: int
) -> float:
    names = [heading.names.get(tier.label, "") for tier in kept]
    if len(names) > 1 and len(set(names)) == 1 and words.rank(names[0]) < EXACT:
        # A sentence over all levels is the name of the table.
        names = []
    known = {name for name in names[1:] if words.names_level(name)}
    known |= {name for name in names[:1] if words.names_group(name)}
    headed = {name for name in names if words.rank(name) or words.names_code(name)}
    merged = is_merged(survey, kept[0], first)
    score = 0.25 + 0.15 * min(len(known), 2) + 0.1 * min(len(headed), 2)
    score += 0.15 * (merged or _leaves_blanks(survey, kept, first)) + 0.1 * merged
    score += 0.1 * (len(kept) > 2 or heading.named) + 0.25 * is_numbered(heading, kept)
    score += 0.2 * any(tier.code for tier in kept)
    score += 0.2 * bool(survey.column(kept[0].label, first).counted)
    score -= UNNAMED * _is_title(heading)
    return score + 0.15 * agrees_with_codes(survey, kept, first)


def _is_title(heading: LevelHeader) -> bool:
    """Return whether one text above all levels names what stands below, not its columns."""
    return len({*heading.names.values()}) < 2


def with_codes(survey: Survey, kept: tuple[Tier, ...], first: int) -> Iterator[Tier]:
    """Yield levels without a column of codes with those at the start of their texts."""
    left: ColumnSurvey | None = None
    for tier in kept:
        column = survey.column(tier.label, first)
        coded = begins_with_codes(column) or (left is not None and are_children(left, column))
        yield tier._replace(code=tier.label) if coded and not tier.code else tier
        left = column


def are_children(left: ColumnSurvey, column: ColumnSurvey) -> bool:
    """Return whether the codes in a column, on few of its rows maybe, hang below those of titles.

    >>> from xlmot.programme.grid import Grid
    >>> survey = Survey(Grid("A", [["1 Log in", "1.1 Name"], ["", "1.2 Word"], ["", "Tests"]]))
    >>> are_children(survey.column(1), survey.column(2))
    True
    """
    known = {span.path for span in left.inside.values()}
    paths = [span.path for span in column.inside.values()]
    return bool(paths) and sum(path[:-1] in known for path in paths) >= CHILDREN * len(paths)


def _mixes_codes(survey: Survey, kept: tuple[Tier, ...], first: int) -> bool:
    """Return whether some titles of a level begin with a code, and many do not."""
    for tier in kept[:-1]:
        column = survey.column(tier.label, first)
        coded = tier.code == tier.label and len(column.inside) + len(column.codes)
        if coded and coded < CHILDREN * len(column.texts):
            return True
    return False


def _shows_what_blanks_mean(survey: Survey, kept: tuple[Tier, ...], first: int) -> bool:
    """Return whether a second title, or merged cells, tell for which rows a title holds.

    Where they do not, a blank cell may be one more of the title above, or stand below none.
    """
    if any(is_merged(survey, tier, first) for tier in kept[:-1]):
        return True
    titles = (survey.column(tier.label, first).texts for tier in kept[:-1])
    lone = sum(row >= first for row in survey.rows) < 2
    return lone or any(len(texts) > 1 for texts in titles)


def is_merged(survey: Survey, tier: Tier, first: int) -> bool:
    """Return whether cells of a level are merged downwards."""
    return any(
        area.bottom > area.top and area.top >= first and area.holds(area.top, tier.label)
        for area in survey.grid.merges
    )


def _leaves_blanks(survey: Survey, own: tuple[Tier, ...], first: int) -> bool:
    left, right = (survey.column(tier.label, first) for tier in (own[0], own[-1]))
    return 2 * len(left.texts) <= len(right.texts)


def is_repeated(survey: Survey, own: tuple[Tier, ...], first: int) -> bool:
    """Return whether a title stands again on each of its rows: its column is full, with runs."""
    column = own[0].label
    merged = is_merged(survey, own[0], first)
    rows = [row for row in survey.rows if row >= first and starts(survey, row, own)]
    filled = [row for row in rows if not is_blank(survey.grid.value(row, column))]
    found = runs_of(survey, column, first)
    # One cell that was emptied tells nothing, where titles do stand again.
    spared = len(filled) == len(rows) - 1 and 2 * found <= len(filled)
    full = spared or len(filled) >= 0.9 * len(rows)
    return not merged and full and found < len(filled)


def tiers_candidate(
    survey: Survey, own: tuple[Tier, ...], first: int, header: Header, score: float
) -> Candidate:
    """Return the layout of some levels, below a header."""
    columns = columns_of(own)
    clear = _shows_what_blanks_mean(survey, own, first)
    # Families of goods stand so in lists of prices.
    goods = not own[0].code and names_prices(header.names.values())
    layout = Layout(
        header.rows,
        first,
        0,
        own[-1].label,
        header.others(columns),
        (header.name(own[-1].code), header.name(own[-1].label)),
        scheme=TIERS,
        tiers=own,
        repeated=is_repeated(survey, own, first),
    )
    odd = _mixes_codes(survey, own, first) or repeats_codes(survey, own, first)
    odd = odd or may_title_actions(survey, own, first)
    doubtful = not clear or goods or odd or leaves_titles_out(survey, own, first)
    return Candidate(layout, score, doubtful)
