"""Read the years that the texts above a table name: those of its programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section
from xlmot.programme.vocabulary import fold

# Behind a mark, in a date or a reference, a year names no programme.
HEADING_YEAR = lazy(r"(?<![\d.,/-])(?:19|20)\d\d(?![-/.]?\d)")
SPAN = lazy(
    r"(?<![\d.,/-])((?:19|20)\d\d)\s*(?:-|–|—|/|bis|à|au|to|al?|until|tot)\s*((?:19|20)\d\d|\d\d)"
    r"(?![-/.]?\d)"
)
# Whose form it is, and since when, says nothing of the plan.
OWNED = lazy(r"(?i)©|\(c\)|copyright|\bv(?:ersion|\.)?\s?\d")
# What reaches over more years is a history.
LONGEST = 12


def years_of(text: str) -> set[int]:
    """Return the years that a heading names, but those of days and months: “May 2026”."""
    from xlmot.rules.times import month_named

    found = ((match[0], fold(text[: match.start()])) for match in HEADING_YEAR.finditer(text))
    return {
        int(year)
        for year, before in found
        if not any(month_named(word.strip(".,")) for word in before.split()[-2:])
    }


def spans_of(text: str) -> set[int]:
    """Return the years between those that a heading names together.

    >>> spans_of("Plan 2026-2028, of May 2025"), spans_of("Plan 2026/27"), spans_of("Plan 2026")
    ({2026, 2027, 2028}, {2026, 2027}, set())
    """
    years: set[int] = set()
    for first, last in SPAN.findall(text):
        end = int(last if len(last) == 4 else first[:2] + last)
        if int(first) < end <= int(first) + LONGEST:
            years |= {*range(int(first), end + 1)}
    return years


def texts_above(section: Section) -> Iterator[tuple[int, int, str]]:
    """Yield the row, the column and the text of the cells above the header of a sheet."""
    for row in range(1, min(section.layout.header_rows, default=1)):
        for column, value in section.grid.filled(row):
            if isinstance(value, str):
                yield row, column, value


def headings(section: Section) -> list[tuple[int, int, set[int]]]:
    """Return the cells above the header of a sheet that name years or spans of them, with these."""
    return [
        (row, column, own)
        for row, column, text in texts_above(section)
        if not OWNED.search(text) and (own := spans_of(text) or years_of(text))
    ]


def plan_years(section: Section) -> set[int]:
    """Return the years that stand above the header of a sheet; none if they are far apart."""
    years = {year for *_, own in headings(section) for year in own}
    return years if years and max(years) - min(years) <= LONGEST else set()


def dated_years(programme: Programme, section: Section) -> Counter[int]:
    """Return how many cells of the columns of times of a sheet name each year."""
    from xlmot.rules.times import written_years, years

    found: Counter[int] = Counter()
    for column in programme.columns:
        if column.section is section and column.kind in ("due_date", "text"):
            written = dict(written_years(column))
            found.update({**years(column), **written}.values())
    return found
