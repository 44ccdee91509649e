"""Read a number that was typed as text: `1 200 €`, `1.200,50`, `12 j`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from xlmot.messages.named import NamedTuple
from xlmot.programme.vocabulary import fold

# The no-break space, the thin one and the narrow one that French Excel puts between thousands.
SPACES = str.maketrans(dict.fromkeys("\u00a0\u2009\u202f", " "))
QUANTITY = (
    r"(?P<sign>[+−–-]?)\s*(?P<before>[^\d\s+−–.,-]{0,5})\s*"
    r"(?P<digits>\d(?:[\d .,'’]*\d)?)\s*(?P<after>[^\d]{0,20})"
)
PLAIN = r"\d{1,15}"
# Thousands separated by spaces or apostrophes leave no doubt.
GROUPED = r"\d{1,3}(?:(?P<gap>[ '’])\d{3})(?:(?P=gap)\d{3})*(?:[.,]\d+)?"
DECIMAL = r"\d+[.,]\d+"
POINTED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?"


class Quantity(NamedTuple):
    """A number with its unit, "" if it has none.

    `sure` says that it reads so in every country; the value is None where two readings are as
    good: `1,200` is one and a fifth in Paris, twelve hundred in London.
    """

    value: float | None
    unit: str
    sure: bool = True


def read_quantity(text: str, units: Mapping[str, tuple[str, ...]]) -> Quantity | None:
    """Return what a text says if it is a number with or without a unit, else None.

    >>> units = {"€": ("€", "EUR"), "k€": ("k€",)}
    >>> read_quantity("1 200 €", units), read_quantity("3,5 k€", units)
    (Quantity(value=1200, unit='€', sure=True), Quantity(value=3.5, unit='k€', sure=True))
    >>> read_quantity("1.200,50", units), read_quantity("1,200", units)
    (Quantity(value=1200.5, unit='', sure=False), Quantity(value=None, unit='', sure=False))
    >>> [read_quantity(text, units) for text in ("007", "06 12 34 56 78", "12 people", "2024-25")]
    [None, None, None, None]
    """
    found = re.fullmatch(QUANTITY, text.translate(SPACES).strip())
    if found is None or (found["before"] and found["after"]):
        return None
    # Money stands before a number, “EUR 500”; “Week 2” is a name.
    if found["before"] != found["before"].upper():
        return None
    unit = read_unit(found["before"] or found["after"], units)
    number = _read_digits(found["digits"])
    if unit is None or number is None:
        return None
    value, sure = number
    negative = bool(found["sign"]) and found["sign"] != "+"
    return Quantity(-value if negative and value is not None else value, unit, sure)


def written_unit(text: str) -> str:
    """Return the unit of a number as it is typed, "" if none stands beside it.

    >>> written_unit("3 weeks"), written_unit("EUR 500"), written_unit("12")
    ('weeks', 'EUR', '')
    """
    found = re.fullmatch(QUANTITY, text.translate(SPACES).strip())
    return (found["before"] or found["after"]).strip() if found else ""


def read_unit(text: str, units: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the unit that a text names, "" for no text, None for a text that is no unit."""
    if not text.strip():
        return ""
    words = tuple((unit, texts) for unit, texts in units.items())
    return _spellings(words).get(fold(text))


@lru_cache(maxsize=64)
def _spellings(units: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    return {fold(text): unit for unit, texts in units for text in texts}


def _read_digits(digits: str) -> tuple[float | None, bool] | None:
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        return None
    if re.fullmatch(PLAIN, digits):
        return int(digits), True
    if re.fullmatch(GROUPED, digits):
        return _number(re.sub(r"[ '’]", "", digits).replace(",", ".")), True
    if re.fullmatch(DECIMAL, digits):
        whole, decimals = re.split("[.,]", digits)
        if len(decimals) == 3 and len(whole) <= 3 and whole != "0":
            return None, False
        return _number(f"{whole}.{decimals}"), True
    if re.fullmatch(POINTED, digits):
        return _number(_without_groups(digits)), False
    return None


def _without_groups(digits: str) -> str:
    """Return `1.200,50` and `1,200.50` as `1200.50`: the mark of thousands comes first."""
    first = next(mark for mark in digits if mark in ".,")
    return digits.replace(first, "").replace(",", ".")


def _number(text: str) -> float:
    value = float(text)
    return int(value) if value == int(value) else value
