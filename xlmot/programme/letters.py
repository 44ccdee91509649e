"""Know a letter that all codes of a house begin with from the letters that number its titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from xlmot.messages.lazy import lazy

# So many codes with one letter are a family; one slip among them makes no other.
FEWEST = 3
_BEFORE_NUMBER = lazy(r"[A-Z](?=\d)")


def have_family(texts: Collection[str]) -> bool:
    """Return whether nearly all codes begin with the same letter, which has no row: `V1`, `V1.1`.

    >>> have_family(["V1", "V1.1", "V1.2", "2025"]), have_family(["A", "A1", "A2", "A3"])
    (True, False)
    """
    letters = [found[0] for text in texts if (found := _BEFORE_NUMBER.match(text))]
    own = family_of(letters)
    return bool(own) and 2 * letters.count(own) > len(texts) and own not in texts


def family_of(letters: Iterable[str]) -> str:
    """Return the letter that all have, or all but one that does not count on from it; else "".

    >>> family_of("VVVV"), family_of("VVVRV"), family_of("VVVW")
    ('V', 'V', '')
    """
    (letter, count), *others = Counter(letters).most_common() or [("", 0)]
    if not others:
        return letter if count >= FEWEST else ""
    (other, once), *more = others
    slip = once == 1 and not more and ord(other[0]) != ord(letter[0]) + 1
    return letter if slip and count >= FEWEST else ""
