"""What Excel makes of a text that a program writes into a cell, or that a person types in French.

Someone with a real Excel can correct the table below: `python -m tests.excel.coercions` writes each
row of it through xlwings into a new workbook, and prints the rows where Excel holds something else.
In a French Excel it holds the column « typed » to it too, through `FormulaLocal`, which reads a
text as if it were typed there. The code reads a program's texts in American English, whatever the
language of Excel. A cell formatted as text, `@`, holds all of them as they are.

What is assumed is what nobody is known to have published; `?` stands where that does not matter.

| written            | held           | typed in French | known from                             |
|--------------------|----------------|-----------------|----------------------------------------|
| 1.1                | 1.1            | "1.1"           | xlwings #2247; planete-excel.fr        |
| 1.10               | 1.1            | "1.10"          | xlwings #2247: two codes become one    |
| 1,1                | "1,1"          | 1.1             | assumed; planete-excel.fr              |
| 01                 | 1.0            | 1.0             | xlwings #436; Microsoft KB Q159491     |
| 2024               | 2024.0         | 2024.0          | xlwings #2247                          |
| 1.1.1              | "1.1.1"        | "1.1.1"         | assumed: a date where days have dots   |
| 3.3.               | "3.3."         | "3.3."          | assumed                                |
| 3.                 | 3.0            | "3."            | assumed                                |
| 1,234              | 1234.0         | 1.234           | Excel 2013 Inside Out, ch. 9; assumed  |
| 1 234              | "1 234"        | 1234.0          | assumed: French thousands              |
| 50%                | 0.5            | 0.5             | Excel 2013 Inside Out, ch. 6           |
| %5                 | 0.05           | 0.05            | assumed                                |
| 1e3                | 1000.0         | 1000.0          | Microsoft KB Q159491                   |
| (5)                | -5.0           | -5.0            | assumed                                |
| $5                 | 5.0            | "$5"            | assumed                                |
| 5 €                | "5 €"          | 5.0             | assumed                                |
| 1 1/2              | 1.5            | 1.5             | Microsoft KB Q159491: a fraction       |
| 1234567890123456 | 1234567890123450.0 | 1234567890123450.0 | Excel 2013 Inside Out, ch. 6 |
| 1/2                | date           | date            | xlwings #1269; Microsoft KB Q159491    |
| 1-2                | date           | date            | Microsoft KB Q159491                   |
| 5/13/2024          | date           | "5/13/2024"     | xlwings #2199; Stack Overflow 47608743 |
| 13/5/2024          | "13/5/2024"    | date            | Stack Overflow 47608743                |
| 2024-03-05         | date           | date            | assumed                                |
| May 2024           | date           | "May 2024"      | Stack Overflow 43585530                |
| 12 Feb 2015        | date           | "12 Feb 2015"   | Stack Overflow 43585530                |
| mai 2024           | "mai 2024"     | date            | assumed                                |
| 12 févr. 2015      | "12 févr. 2015" | date           | assumed                                |
| 12:30              | time           | time            | Microsoft KB Q159491                   |
| TRUE               | True           | "TRUE"          | assumed                                |
| true               | True           | "true"          | assumed                                |
| VRAI               | "VRAI"         | True            | assumed                                |
| #N/A               | error          | error           | assumed                                |
| =1+1               | formula        | formula         | Range.Value, Microsoft Learn           |
| =>                 | refused        | refused         | Stack Overflow 53376778                |
| +1                 | 1.0            | 1.0             | assumed                                |
| - levée            | formula        | formula         | assumed: shows #NAME?                  |
| - levée : fin      | refused        | refused         | assumed: a formula that fails          |
| @home              | refused        | refused         | assumed: a formula that fails          |
| 'texte             | "texte"        | "texte"         | the apostrophe is no part of the value |
| '1.10              | "1.10"         | "1.10"          | Microsoft KB Q159491                   |
| ␣1.10              | 1.1            | "␣1.10"         | assumed: ␣ is a space                  |
| Curer              | "Curer"        | "Curer"         |                                        |
|                    | empty          | empty           | the empty text empties the cell        |

Besides: numbers come back as floats, `True` stays; a day and a time are one moment; what a cell of
a format of money holds comes back as a Decimal; an error as an integer (Microsoft Learn, CVErr).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Context, Decimal
from typing import Any, NamedTuple

GENERAL = "General"
TEXT = "@"
# What Excel calls day 0 is 30 December 1899 for every day after February 1900.
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  Excel keeps no time zone
# The year that a date without one is in.
THIS_YEAR = 2024
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


class Habits(NamedTuple):
    """How a language writes thousands, decimals, prices, days, months and truth values.

    `separator` stands between the arguments of a function, `functions` are a few that the other
    language calls otherwise.
    """

    thousands: str
    decimal: str
    price: str
    day_first: bool
    months: tuple[str, ...]
    truths: tuple[str, str]
    separator: str
    functions: str


ENGLISH = Habits(
    *(",", ".", r"\$(?=\d)", False),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    ("TRUE", "FALSE"),
    ",",
    "AND COUNTA FALSE FIND IF IFERROR LEFT LEN MATCH NOT OR ROW TRIM TRUE",
)
FRENCH = Habits(
    *("[ \u00a0\u202f]", ",", r"(?<=\d) ?€", True),
    (
        *("janv", "févr", "mars", "avr", "mai", "juin"),
        *("juil", "août", "sept", "oct", "nov", "déc"),
    ),
    ("VRAI", "FAUX"),
    ";",
    "EQUIV ET FAUX GAUCHE LIGNE NBCAR NBVAL NON OU SI SIERREUR SUPPRESPACE TROUVE VRAI",
)
_FRACTION = re.compile(r"(\d+) (\d+)/(\d+)")
_DATE = re.compile(
    r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2}|\d{4}))?|(\d{4})[/-](\d{1,2})[/-](\d{1,2})"
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


def held(written: Any, number_format: str = GENERAL, habits: Habits = ENGLISH) -> Any:
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
    return read_text(str(written), number_format, habits)


def read_text(text: str, number_format: str = GENERAL, habits: Habits = FRENCH) -> Any:
    """Return what a cell holds once a text is typed into it by somebody of some habits.

    >>> read_text("1,5"), read_text("1.5"), read_text("1,5", "@")
    (1.5, '1.5', '1,5')
    """
    if text == "":
        return None
    return text if number_format == TEXT else _parsed(text, habits)


def _parsed(text: str, habits: Habits) -> Any:
    if text.startswith("'"):
        return text[1:]
    if text.upper() in habits.truths:
        return text.upper() == habits.truths[0]
    if text in ERRORS:
        return Error(text)
    for read in (_number, _date, _month):
        value = read(text.strip(), habits)
        if value is not None:
            return value
    value = _time(text.strip())
    if value is not None:
        return value
    return _formula(text) if _FORMULA.match(text) else text


def _formula(text: str) -> Formula:
    if text[0] == "@" or not _is_formula(text):
        raise Refused(text)
    return Formula(text if text[0] == "=" else f"={text}")


def _is_formula(text: str) -> bool:
    """Tell whether Excel would take a text for a formula, be it one of unknown names."""
    inner = text[1:].strip()
    if text[0] == "=":
        return bool(re.search(r"[\w)\"}]$", inner))
    return bool(re.fullmatch(r"[\w(][^:=]*", inner))


def _number(text: str, habits: Habits) -> float | None:
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        ones, top, bottom = map(int, fraction.groups())
        return ones + top / bottom if bottom else None
    inner = f"-{text[1:-1]}" if re.fullmatch(r"\(\d+(\.\d+)?\)", text) else text
    inner, prices = re.subn(habits.price, "", inner)
    inner, percents = re.subn(r"^%|%$", "", inner)
    whole = rf"\d{{1,3}}(?:{habits.thousands}\d{{3}})+|\d+"
    number = rf"[+-]?(?:{whole})?(?:{re.escape(habits.decimal)}\d*)?(?:[eE][+-]?\d+)?"
    if prices + percents > 1 or not re.fullmatch(number, inner) or not re.search(r"\d", inner):
        return None
    plain = re.sub(habits.thousands, "", inner).replace(habits.decimal, ".")
    return _kept(float(plain)) / (100 if percents else 1)


def _kept(number: float) -> float:
    """Return a number with 15 digits, those beyond being cut, as Excel keeps it when it is typed.

    >>> _kept(12345678901234567.0), _kept(1.1)
    (1.23456789012345e+16, 1.1)
    """
    cut = Context(prec=15, rounding=ROUND_DOWN).create_decimal(repr(number))
    return float(cut)


def _date(text: str, habits: Habits) -> datetime | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    first, second, year, *iso = match.groups()
    if iso[0]:
        return _day(int(iso[0]), int(iso[1]), int(iso[2]))
    month, day = (second, first) if habits.day_first else (first, second)
    full = int(year) if year else THIS_YEAR
    return _day(full + 2000 if full < 100 else full, int(month), int(day))


def _month(text: str, habits: Habits) -> datetime | None:
    """Read `May 2024`, `12 May`, `May 12` or `12 May 2024`."""
    names = "|".join(habits.months)
    pattern = rf"(?:(\d{{1,2}})[ -])?({names})[a-zéû]*\.?(?:[ -](\d{{1,4}}))?"
    match = re.fullmatch(pattern, text, re.IGNORECASE)
    if match is None or not (match[1] or match[3]):
        return None
    number = habits.months.index(match[2].lower()) + 1
    last = int(match[3] or 0)
    if not match[1] and last <= 31:
        return None if habits.day_first else _day(THIS_YEAR, number, last)
    return _day(last or THIS_YEAR, number, int(match[1] or 1))


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


class Row(NamedTuple):
    """A row of the table above: a text, and what a cell holds once it is written or typed."""

    written: str
    held: str
    typed: str


def table() -> list[Row]:
    rows = [line.strip("|").split("|") for line in (__doc__ or "").splitlines() if line[:1] == "|"]
    return [Row(*(text.strip().replace("␣", " ") for text in row[:3])) for row in rows[2:]]


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
    # XlApplicationInternational: 1 is xlCountryCode.
    french = sheet.book.app.api.International(1) == 33
    for number, row in enumerate(table(), 1):
        _compare(sheet.range((number, 1)), "Value", row.written, row.held)
        if french:
            _compare(sheet.range((number, 2)), "FormulaLocal", row.written, row.typed)


def _compare(cell: Any, member: str, written: str, wanted: str) -> None:
    try:
        setattr(cell.api, member, written)
        value = cell.options(err_to_str=True).value
        found = "formula" if cell.api.HasFormula else told(value)
        found = "error" if value in ERRORS and found != "formula" else found
    except Exception as error:  # noqa: BLE001  whatever Excel refuses is a result
        found = f"refused ({error})"
    if found.partition(" (")[0] != wanted:
        print(f"{written!r} as {member}: held {found}, the table says {wanted}")  # noqa: T201


if __name__ == "__main__":
    main()
