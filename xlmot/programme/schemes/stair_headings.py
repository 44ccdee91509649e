"""Find the header of a staircase of labels: by the words it names, or by what stands beside it."""

from __future__ import annotations

from xlmot.programme.headings import HeadWords
from xlmot.programme.schemes.calendar import is_calendar
from xlmot.programme.schemes.order_headings import holds_values
from xlmot.programme.survey import Survey

# So many rows are a staircase; so far down its header is looked for.
FEWEST = 4
SEARCHED_ROWS = 30
# So many titles stand alone on their rows; others have their first action beside them.
ALONE = 0.7
# So many names of the whole stand above the header at most.
MOST_NAMES, LONGEST_HEADING = 8, 40


def header_of_stairs(survey: Survey, words: HeadWords, columns: list[int]) -> int:
    """Return the row that names one of some columns best, and others beside them; 0 without one.

    What stands below many rows of the staircase is none.
    """
    stepped = best = header = 0
    for row in survey.rows:
        if row > SEARCHED_ROWS:
            break
        cells = survey.filled_cells(row)
        known = max(words.rank(survey.grid.value(row, column)) for column in columns)
        if known > best and len(cells) > 2 and _may_name(survey, row, columns):
            best, header = known, row
        stepped += sum(column in cells for column in columns) == 1
        if stepped == 2 * FEWEST:
            break
    return header or _unknown_header(survey, columns)


def _may_name(survey: Survey, row: int, columns: list[int]) -> bool:
    """Return whether a row holds but short texts, or the days of a calendar to the right."""
    cells = survey.filled_cells(row)
    texts = [survey.grid.value(row, cell) for cell in cells]
    others = [n for n, text in zip(cells, texts, strict=True) if not isinstance(text, str)]
    short = all(len(text) <= LONGEST_HEADING for text in texts if isinstance(text, str))
    return short and (
        not others or (min(others) > columns[-1] and is_calendar(survey, row, columns[-1]))
    )


def _unknown_header(survey: Survey, columns: list[int]) -> int:
    """Return the row above a staircase that names what is beside it, in any words; 0 without one.

    Above it stand but names of the whole, each alone. What it says is merged over the staircase,
    or stands above values; or, `Plan | | Who | Until`, above `Prepare`, which stands alone.
    """
    for place, row in enumerate(survey.rows):
        cells = survey.filled_cells(row)
        beside = [cell for cell in cells if cell > columns[-1]]
        if not beside and place < MOST_NAMES:
            continue
        first, last = columns[0], columns[-1]
        if first not in cells or not beside or not _may_name(survey, row, columns):
            return 0
        merged = any(a.holds(row, first) and a.right == last > a.left for a in survey.grid.merges)
        valued = any(holds_values(survey, n, row) for n in beside)
        apart = len(beside) > 1 and _titles_stand_alone(survey, columns, row)
        return row if merged or (valued and len(cells) > 2) or apart else 0
    return 0


def _titles_stand_alone(survey: Survey, columns: list[int], header: int) -> bool:
    """Return whether nothing stands beside the first title below a row, and nearly all others."""
    below = [row for row in survey.rows if row > header]
    titles = [cells for row in below if columns[0] in (cells := survey.filled_cells(row))]
    lone = sum(len(title) == 1 for title in titles)
    return bool(titles) and len(titles[0]) == 1 and lone >= ALONE * len(titles)
