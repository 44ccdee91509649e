"""Year mismatch.

The header, or the heading above it, names another year than the sheet or the file, or a column one
that its neighbours do not lead to.

Why
    Last year's table was taken for the new one, one of the names was not updated, or two figures
    were exchanged: “Cost 2072” beside “Cost 2026”.

Example
    | Code | Work plan 2024 |                                    |
    |------|----------------|------------------------------------|
    | 1    | ROADS          | year mismatch: on the sheet “2025” |

Fix
    None: only you know which year it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity, found
from xlmot.messages import say
from xlmot.messages.hints import TypeAlias
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.programme.table import Section
from xlmot.programme.vocabulary import YEAR
from xlmot.programme.workbook import Workbook

Headed: TypeAlias = tuple[Programme, Section, set[int]]

SEVERITY = Severity.WARNING
# A column of another year is close to the others.
FAR = 12
ANY_YEAR = lazy(r"(?<!\d)2\d{3}(?!\d)")
# The year of a date (2023-11-30) or of a range (2024-2026) does not name the programme's.
NAMED_YEAR = lazy(r"(?<!\d)(?<!\d[-_.])(?:19|20)\d\d(?![-_.]?\d)")
# So many dates, nearly all of years after those of a heading, or many where one of these goes on
# into the next, which is so near, tell that it is that of the programme before.
FEWEST_DATES, ALL_LATER, MANY_LATER, NEXT = 12, 0.95, 0.25, 5


def check(workbook: Workbook) -> Iterator[Finding]:
    headed = [
        (programme, section, years)
        for programme in workbook.programmes
        for section in programme.table.sections
        if section.layout.header_rows and (years := _years(section))
    ]
    for programme, section, years in headed:
        sheet = _named(section.grid.sheet)
        if sheet and not sheet & years:
            message = say(
                "Year {header} in the header, {sheet} in the name of the sheet.",
                header=min(years),
                sheet=min(sheet),
            )
            yield found(programme, _header(programme, section), message)
    yield from _check_file(workbook.name, headed)
    named = {section.grid.sheet for _, section, _ in headed}
    for programme in workbook.programmes:
        for section in programme.table.sections:
            yield from _check_columns(section)
            if section.grid.sheet not in named:
                told = list(_check_heading(section))
                yield from told or _check_dates(programme, section)


def _check_heading(section: Section) -> Iterator[Finding]:
    """Yield the heading above a header that names the year before or after that of the sheet."""
    sheet, above = _named(section.grid.sheet), _headings(section)
    years = {year for _, _, own in above for year in own}
    if len(sheet) != 1 or len(years) != 1 or abs(min(sheet) - min(years)) != 1:
        return
    row, column, _ = above[0]
    message = say(
        "Year {header} above the table, {sheet} in the name of the sheet.",
        header=min(years),
        sheet=min(sheet),
    )
    yield Finding((Place(section.grid.sheet, row, column),), message)


def _headings(section: Section) -> list[tuple[int, int, set[int]]]:
    """Return the cells above the header of a sheet that name years, but in dates, with these."""
    from xlmot.rules.heading_years import texts_above, years_of

    cells = texts_above(section)
    return [(row, column, own) for row, column, text in cells if (own := years_of(text))]


def _check_dates(programme: Programme, section: Section) -> Iterator[Finding]:
    """Yield the heading that names the years before those of the dates below it, and the total.

    Where its years go on, as those of a season, a heading that is one year late names a first one
    of which there are no dates, and many dates come after the last.
    """
    from xlmot.rules.heading_years import dated_years, headings, plan_years

    own = plan_years(section)
    dates = dated_years(programme, section) if own else Counter()
    if dates.total() >= FEWEST_DATES:
        first, last = min(own), max(own)
        later = sum(count for year, count in dates.items() if year > last)
        season = last == first + 1 and min(dates) > first
        least = MANY_LATER if season else ALL_LATER
        near = min(dates) - last <= NEXT and max(dates) - last <= FAR
        if later >= least * dates.total() and near:
            row, column, _ = headings(section)[0]
            message = say(
                "Years to {header} above the table; its dates go from {first} to {last}.",
                header=str(last),
                first=str(min(dates)),
                last=str(max(dates)),
            )
            # One year may be that in which a plan was agreed.
            severity = Severity.NOTE if len(own) == 1 else None
            yield Finding((Place(section.grid.sheet, row, column),), message, severity=severity)
            return
    yield from _check_totals(programme, section, own or {*dates})


def _check_totals(programme: Programme, section: Section, own: set[int]) -> Iterator[Finding]:
    """Yield the one total that names a year before those of the programme."""
    from xlmot.rules.heading_years import spans_of, years_of
    from xlmot.rules.totals import Totals

    totals = {
        index: years
        for index, text in Totals(programme).texts.items()
        if (years := spans_of(text) or years_of(text))
    }
    if len(totals) != 1 or not own:
        return
    for index, years in totals.items():
        if programme.table.section(index) is section and 0 < min(own) - min(years) <= NEXT:
            message = say(
                "The total names {total}, what stands above the table {header}.",
                total=str(max(years)),
                header=str(min(own)),
            )
            yield found(programme, index, message, severity=Severity.NOTE)


def _check_columns(section: Section) -> Iterator[Finding]:
    """Yield the columns called after a far year, two figures of which are exchanged.

    The year that is meant follows that of a column whose header is the same otherwise, or comes
    before it.
    """
    named = [
        (column, int(years[0]), ANY_YEAR.sub("", column.name))
        for column in section.layout.others
        if len(years := ANY_YEAR.findall(column.name)) == 1
    ]
    for column, year, rest in named:
        others = {own for one, own, text in named if text == rest and one != column}
        near = {own + step for own in others for step in (-1, 1)} - others
        far = bool(others) and all(abs(year - own) > FAR for own in others)
        meant = near.intersection(_exchanged(year)) if far else set()
        if len(meant) == 1:
            row = max(section.layout.header_rows, default=0)
            if row:
                message = say(
                    "“{header}”: is {year} meant?", header=column.name, year=str(min(meant))
                )
                place = Place(section.grid.sheet, row, column.number)
                yield Finding((place,), message)


def _exchanged(year: int) -> list[int]:
    from xlmot.rules.times import exchanged

    return exchanged(str(year))


def _check_file(name: str, headed: list[Headed]) -> Iterator[Finding]:
    """Compare the name of the file with the headers, unless these name several years."""
    file = _named(name)
    if not file or len({frozenset(years) for _, _, years in headed}) != 1:
        return
    programme, section, years = headed[0]
    if not file & years:
        message = say(
            "Year {header} in the header, {file} in the name of the file.",
            header=min(years),
            file=min(file),
        )
        yield found(programme, _header(programme, section), message)


def _years(section: Section) -> set[int]:
    """Return the years that the header of a sheet covers: `2024-2026` covers three."""
    years = [int(year) for year in YEAR.findall(section.layout.own_words[1])]
    return set(range(min(years), max(years) + 1)) if years else set()


def _named(name: str) -> set[int]:
    return {int(year) for year in NAMED_YEAR.findall(name)}


def _header(programme: Programme, section: Section) -> int:
    """Return the row of the header that names the year."""
    rows = range(section.start, section.start + len(section.layout.header_rows))
    return next((row for row in rows if YEAR.search(programme.table.labels[row])), section.start)
