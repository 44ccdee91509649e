"""Columns of titles without codes beside a column of codes, each of which groups the codes."""

from __future__ import annotations

from xlmot.programme.grid import is_blank
from xlmot.programme.headings import HeadWords, header_above
from xlmot.programme.layout import Tier
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.grouped import is_merged, tiers_candidate, with_codes
from xlmot.programme.schemes.nesting import TOGETHER, stands_together
from xlmot.programme.schemes.runs import runs
from xlmot.programme.survey import Survey, most_common_depth

# So few of the codes at most stand above others: these are titles, and no column groups them.
MOST_TITLES = 0.05
# A column groups rows that are so many for each of its titles; it is filled on so many of them.
ROWS_EACH, FILLED = 2, 0.9
# So many titles stand alone, on rows of their own.
FEWEST_ALONE = 2
# A text that groups rows is no longer than that.
LONGEST_TITLE = 120


def with_families(survey: Survey, words: HeadWords, one: Candidate) -> Candidate | None:
    """Return the layout of codes of one level with the columns that group them; None without any.

    It is sure where the header names a level there, or cells are merged: families of goods stand
    so in lists of prices.
    """
    layout = one.layout
    codes = survey.column(layout.code, layout.first_row).codes
    paths = set(codes.values())
    titles = {path[:-1] for path in paths} & paths
    if layout.second or len(titles) > max(1, MOST_TITLES * len(paths)):
        return None
    first = min(codes)
    groups: list[Tier] = []
    for column in range(max(layout.code, layout.label) - 1, 0, -1):
        if column in (layout.code, layout.label):
            continue
        whole = len(groups) + 2 == most_common_depth([*codes.values()])
        if not _groups(survey, words, column, sorted(codes), whole=whole):
            break
        groups.insert(0, Tier(column))
    while groups and not stands_together(survey.grid, groups, sorted(codes)):
        groups.pop(0)
    if not groups:
        return None
    own = (*with_codes(survey, tuple(groups), first), Tier(layout.label, layout.code))
    header = header_above(survey, first, words, tuple({*layout.columns(), groups[-1].label}))
    found = tiers_candidate(survey, own, first, header, one.score)
    clear = all(_is_clear(survey, words, tier.label, first) for tier in groups)
    return found._replace(doubtful=found.doubtful or not clear)


def with_lone_titles(survey: Survey, words: HeadWords, one: Candidate) -> Candidate | None:
    """Return the layout of codes with the titles that stand alone, left of them, on rows above.

    It is unsure: what stands there may be a remark about the rows below.
    """
    layout = one.layout
    coded = survey.column(layout.code, layout.first_row).codes
    if layout.second or layout.inside or not coded:
        return None
    top = max(layout.header_rows, default=0) + 1
    for column in range(min(layout.code, layout.label) - 1, 0, -1):
        rows = [*survey.column(column, top).texts]
        if rows:
            return _below_titles(survey, words, one, column, rows)
    return None


def _below_titles(
    survey: Survey, words: HeadWords, one: Candidate, column: int, rows: list[int]
) -> Candidate | None:
    layout = one.layout
    coded = survey.column(layout.code, layout.first_row).codes
    beside = {
        row for row in rows for n in layout.columns() if not is_blank(survey.grid.value(row, n))
    }
    followed = sum(row + 1 in coded for row in rows)
    few = FEWEST_ALONE <= len(rows) <= len(coded) / ROWS_EACH
    if beside or not few or rows[0] > min(coded) or followed < FILLED * len(rows):
        return None
    own = (Tier(column), Tier(layout.label, layout.code))
    header = header_above(survey, rows[0], words, layout.columns())
    return tiers_candidate(survey, own, rows[0], header, one.score)._replace(doubtful=True)


def _groups(survey: Survey, words: HeadWords, column: int, rows: list[int], *, whole: bool) -> bool:
    """Return whether a column holds short texts, each for several rows that follow each other.

    There may be one for the `whole` of them, where the codes have a part more than there are
    levels.
    """
    own = survey.column(column, rows[0])
    header = header_above(survey, rows[0], words, (column,)).name(column)
    filled = [row for row in rows if row in own.texts]
    pieces = [text for text in runs(survey, column, rows[0]) if text != header]
    short = all(len(text) <= LONGEST_TITLE and any(map(str.isalpha, text)) for text in pieces)
    alike = len(filled) >= FILLED * len(rows) or len(filled) == len(pieces)
    return (
        rows[0] in filled
        and (len(set(pieces)) > 1 or (whole and len(filled) == len(rows)))
        and short
        and alike
        and ROWS_EACH * len(pieces) <= len(rows)
        and len(set(pieces)) >= TOGETHER * len(pieces)
        and (words.names_group(header) or not words.names_staff(header))
    )


def _is_clear(survey: Survey, words: HeadWords, column: int, first: int) -> bool:
    header = header_above(survey, first, words, (column,)).name(column)
    return words.names_group(header) or is_merged(survey, Tier(column), first)
