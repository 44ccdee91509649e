"""Find the header of a staircase of labels: by the words it names, or by what stands beside it."""

from __future__ import annotations

from xlmot.programme.headings import HeadWords
from xlmot.programme.survey import Survey

# So many rows are a staircase; so far down its header is looked for.
FEWEST = 4
SEARCHED_ROWS = 30
# So many titles stand alone on their rows; others have their first action beside them.
ALONE = 0.7


def header_of_stairs(survey: Survey, words: HeadWords, columns: list[int]) -> int:
    """Return the row that names one of some columns best, and others beside them; 0 without one.

    What stands below many rows of the staircase is none.
    """
    stepped = best = header = 0
    for row in survey.rows:
        if row > SEARCHED_ROWS:
            break
        cells = survey.filled_cells(row)
        texts = [survey.grid.value(row, cell) for cell in cells]
        known = max(words.rank(survey.grid.value(row, column)) for column in columns)
        short = all(isinstance(text, str) and len(text) <= 40 for text in texts)
        if known > best and short and len(cells) > 2:
            best, header = known, row
        stepped += sum(column in cells for column in columns) == 1
        if stepped == 2 * FEWEST:
            break
    return header or _unknown_header(survey, columns)


def _unknown_header(survey: Survey, columns: list[int]) -> int:
    """Return the first row with one of some columns if texts stand beside it, but no first title.

    So `Plan | | Who | Until` does in any language, above `Prepare`, which stands alone; 0 if not.
    """
    rows = [row for row in survey.rows if {*columns}.intersection(survey.filled_cells(row))]
    first, *below = rows or [0]
    cells = survey.filled_cells(first)
    texts = [survey.grid.value(first, cell) for cell in cells]
    short = all(isinstance(text, str) and len(text) <= 40 for text in texts)
    titles = [survey.filled_cells(row) for row in below if columns[0] in survey.filled_cells(row)]
    lone = sum(len(title) == 1 for title in titles)
    alone = bool(titles) and len(titles[0]) == 1 and lone >= ALONE * len(titles)
    named = columns[0] in cells and len([cell for cell in cells if cell > columns[-1]]) > 1
    return first if alone and named and short and below[0] > first else 0
