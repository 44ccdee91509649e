"""Find dates of which a part is left open: `20XX`, `TX 2026`, `?? March`, `JJ/MM/AAAA`."""

from __future__ import annotations

from xlmot.messages.lazy import lazy
from xlmot.programme.vocabulary import fold
from xlmot.rules.times import short_months

BETWEEN = lazy(r"[\s/.\-–—,]+")
# A part left open: alone, behind what it counts, or among the digits of a number.
OPEN = lazy(r"(?:[tqshw]|kw|sem)?[x?_#]{1,4}|\d{1,3}[x?_#]{1,3}|[x?_]{1,3}\d")
# The parts of a date as a form asks for them, in six languages.
ASKED = ("j", "jj", "m", "mm", "aa", "aaaa", "d", "dd", "yy", "yyyy", "t", "tt", "jjjj", "gg")
YEAR = lazy(r"(?:19|20)\d\d|20[\dx?_#]{2}|[x?_]{4}|aaaa|yyyy|jjjj")
NUMBER = lazy(r"[tqshw]?\d{1,2}|(?:19|20)\d\d")
# A text that is longer is no date.
LONGEST = 24


def is_masked(text: str, *, dated: bool = False) -> bool:
    """Return whether a text is a date that is partly left open; in a column that is `dated`, too.

    >>> texts = ("20XX-20XX", "TX 2026", "?? March 2026", "JJ/MM/AAAA", "XX/06/2026", "12 x 30")
    >>> [is_masked(text) for text in texts], is_masked("Q?", dated=True)
    ([True, True, True, True, True, False], True)
    """
    if len(text) > LONGEST:
        return False
    parts = [part for part in BETWEEN.split(text.strip().casefold()) if part]
    left = [part for part in parts if OPEN.fullmatch(part)]
    asked = [part for part in parts if part in ASKED]
    alone = len(parts) == 1 and len(parts[0]) == 1
    if alone or (not left and len(asked) < 2) or not (dated or any(map(YEAR.fullmatch, parts))):
        return False
    return all(part in left or part in asked or _is_of_date(part) for part in parts)


def _is_of_date(part: str) -> bool:
    return bool(NUMBER.fullmatch(part)) or fold(part)[:3] in short_months()
