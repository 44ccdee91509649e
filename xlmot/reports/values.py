"""Show a value of a cell as a person of a language writes it: numbers, days, moments."""

from __future__ import annotations

from datetime import date, datetime, time

from xlmot.messages import Message, say
from xlmot.programme.grid import Value


def grouped_value(value: Value) -> Message:
    """Return a value as it is read, the thousands of a number of five digits and more apart.

    >>> str(grouped_value(820000)), str(grouped_value(-1234567.5)), str(grouped_value(2026))
    ('820,000', '-1,234,567.5', '2026')
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, grouped=True)
    return plain_value(value)


def plain_value(value: Value) -> Message:
    """Return a value as it is read; a number as it is typed.

    >>> str(plain_value(1250.5)), str(plain_value(date(2026, 11, 30)))
    ('1250.5', '2026-11-30')
    """
    if isinstance(value, datetime):
        return _moment(value) if value.time() != time() else day_text(value)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, float):
        return _number(value)
    return _text(value.isoformat() if isinstance(value, time) else str(value))


def _number(value: float, *, grouped: bool = False) -> Message:
    whole, point, decimals = f"{value:.12g}".partition(".")
    said = _thousands(whole) if grouped and len(whole.lstrip("-")) > 4 else _text(whole)
    return say("{whole}.{decimals}", whole=said, decimals=decimals) if point else said


def _thousands(digits: str) -> Message:
    if len(digits.lstrip("-")) <= 3 or not digits.lstrip("-").isdecimal():
        return _text(digits)
    return say("{thousands},{rest}", thousands=_thousands(digits[:-3]), rest=digits[-3:])


def _text(text: str) -> Message:
    return say("{value}", value=text)


def day_text(day: date) -> Message:
    """Return a day as the language of whoever reads writes it."""
    return say(
        "{year}-{month}-{day}",
        year=f"{day.year:04}",
        month=f"{day.month:02}",
        day=f"{day.day:02}",
    )


def _moment(moment: datetime) -> Message:
    return say(
        "{day} {hour}:{minute}",
        day=day_text(moment.date()),
        hour=moment.hour,
        minute=f"{moment.minute:02}",
    )
