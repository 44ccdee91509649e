"""What Excel makes of a value that a program writes into a cell: one table, and its reading.

Someone with a real Excel can correct the table below: `python -m tests.excel.coercions` writes each
row of it through xlwings into a new workbook, and prints the rows where Excel holds something else.
The code reads texts as Excel does for programs, in American English whatever its language.

| written      | format  | held                 | known from                              |
|--------------|---------|----------------------|-----------------------------------------|
| 1.1          | General | 1.1                  | xlwings #2247                           |
| 1.10         | General | 1.1                  | xlwings #2247: two codes become one     |
| 1.10         | @       | "1.10"               | xlwings #2248                           |
| 01           | General | 1.0                  | xlwings #436                            |
| 1.1.1        | General | "1.1.1"              | assumed for American English            |
| 3.3.         | General | "3.3."               | assumed                                 |
| 3.           | General | 3.0                  | assumed                                 |
| 1,234        | General | 1234.0               | assumed                                 |
| 50%          | General | 0.5                  | assumed                                 |
| 1e3          | General | 1000.0               | assumed                                 |
| (5)          | General | -5.0                 | assumed                                 |
| 1/2          | General | date of this year    | xlwings #1269                           |
| 1-2          | General | date of this year    | assumed                                 |
| 2024-03-05   | General | date                 | assumed                                 |
| 5/3/2024     | General | date                 | xlwings #2199                           |
| 5/3/2024     | @       | "5/3/2024"           | assumed                                 |
| May 2024     | General | date                 | assumed                                 |
| mai 2024     | General | "mai 2024"           | assumed                                 |
| 12:30        | General | time                 | assumed                                 |
| TRUE         | General | True                 | assumed                                 |
| #N/A         | General | error                | assumed                                 |
| =1+1         | General | formula              | Range.Value, Microsoft Learn            |
| =1+1         | @       | "=1+1"               | assumed                                 |
| +1           | General | 1.0                  | assumed                                 |
| - levée      | General | refused              | assumed: read as a formula that fails   |
| @home        | General | refused              | assumed: read as a formula that fails   |
| 'texte       | General | "texte"              | the apostrophe is no part of the value  |
| Curer        | General | "Curer"              |                                         |
|              | General | empty                | the empty text empties the cell         |
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

GENERAL = "General"
TEXT = "@"
# What Excel calls day 0 is 30 December 1899 for every day after February 1900.
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  Excel keeps no time zone
DATE_FORMAT = "m/d/yyyy"
ERRORS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
}

_NUMBER = re.compile(r"[+-]?\$?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?%?")
_DATE = re.compile(
    r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2}|\d{4}))?|(\d{4})[/-](\d{1,2})[/-](\d{1,2})"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = re.compile(
    rf"(?:(\d{{1,2}})[ -])?({'|'.join(_MONTHS)})[a-z]*\.?[ -](\d{{1,4}})", re.IGNORECASE
)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_FORMULA = re.compile(r"[=+@-]")


class Refused(Exception):
    """Excel says error 1004: the text reads as a formula, and is none."""


class Error(str):
    """An error value, such as `#REF!`, in a cell."""

    __slots__ = ()


class Formula(str):
    """A text that became a formula, with its equals sign."""

    __slots__ = ()


def held(written: Any, number_format: str = GENERAL) -> Any:
    """Return what a cell of a number format holds once `written` is put in it.

    >>> held("1.10"), held("1.10", "@"), held("- levée", "@"), held(3)
    (1.1, '1.10', '- levée', 3.0)
    """
    if isinstance(written, bool) or written is None:
        return written
    if isinstance(written, int | float | Decimal):
        return float(written)
    if isinstance(written, datetime):
        return written.replace(tzinfo=None)
    if isinstance(written, date):
        return datetime.combine(written, time())
    if written == "":
        return None
    return written if number_format == TEXT else _parsed(str(written))


def _parsed(text: str) -> Any:
    if text.startswith("'"):
        return text[1:]
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    if text in ERRORS:
        return Error(text)
    for read in (_number, _date, _month, _time):
        value = read(text.strip())
        if value is not None:
            return value
    return _formula(text) if _FORMULA.match(text) else text


def _formula(text: str) -> Formula:
    if text[0] != "=" and not re.fullmatch(r"[+-][\w.(+-].*", text):
        raise Refused(text)
    return Formula(text if text[0] == "=" else f"={text}")


def _number(text: str) -> float | None:
    inner = f"-{text[1:-1]}" if re.fullmatch(r"\(\d+(\.\d+)?\)", text) else text
    if not _NUMBER.fullmatch(inner) or not re.search(r"\d", inner):
        return None
    plain = inner.replace(",", "").replace("$", "").rstrip("%")
    return float(plain) / (100 if inner.endswith("%") else 1)


def _date(text: str) -> datetime | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    month, day, year, *iso = match.groups()
    if iso[0]:
        return _day(int(iso[0]), int(iso[1]), int(iso[2]))
    full = int(year) if year else 2024
    return _day(full + 2000 if full < 100 else full, int(month), int(day))


def _month(text: str) -> datetime | None:
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    number = _MONTHS.index(match[2].lower()) + 1
    year = int(match[3])
    return _day(year if year > 31 else 2024, number, int(match[1] or 1) if year > 31 else year)


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)  # noqa: DTZ001  Excel keeps no time zone
    except ValueError:
        return None


def _time(text: str) -> datetime | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return EPOCH + timedelta(hours=hours, minutes=minutes, seconds=seconds)


def table() -> list[tuple[str, str, str]]:
    """Return the rows of the table above: what is written, the number format, what is held."""
    rows = [line.strip("|").split("|") for line in (__doc__ or "").splitlines() if line[:1] == "|"]
    return [(row[0].strip(), row[1].strip(), row[2].strip()) for row in rows[2:]]


def told(value: Any) -> str:
    """Return a held value in the words of the table."""
    if value is None:
        return "empty"
    if isinstance(value, Formula):
        return "formula"
    if isinstance(value, Error):
        return "error"
    if isinstance(value, datetime):
        return "time" if value < datetime(1900, 1, 1) else "date"  # noqa: DTZ001
    return f'"{value}"' if isinstance(value, str) else repr(value)


def main() -> None:
    """Say where a real Excel differs from the table."""
    import xlwings

    sheet = xlwings.Book().sheets[0]
    for row, (written, number_format, wanted) in enumerate(table(), 1):
        cell = sheet.range((row, 1))
        cell.number_format = number_format
        try:
            cell.raw_value = written
            formula = isinstance(cell.formula, str) and cell.formula.startswith("=")
            value = cell.options(err_to_str=True).value
            found = "formula" if formula and value != cell.formula else told(value)
            found = "error" if value in ERRORS else found
        except Exception as error:  # noqa: BLE001  whatever Excel refuses is a result
            found = f"refused ({error})"
        if found.partition(" ")[0] != wanted.partition(" ")[0]:
            print(f"{written!r} in {number_format}: held {found}, the table says {wanted}")  # noqa: T201


if __name__ == "__main__":
    main()
