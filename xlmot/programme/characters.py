"""Fold the characters of a code into the plain ones that a person means."""

from __future__ import annotations

import unicodedata

# A raised 2 is the mark of a footnote (`1.1²`), not a digit of the code.
MARKS = ("<super>", "<sub>", "<circle>", "<fraction>")


def visible(text: str) -> str:
    r"""Return a text in plain characters (NFKC), its white space as spaces, none at its ends.

    Characters that show nothing are dropped. A line break stays a space, since it parts what
    stands on the two lines; marks of footnotes and fractions stay as they are.

    >>> visible(" \u200b１.１\u00a0"), visible("1.1\n1.2"), visible("1.1²")
    ('1.1', '1.1 1.2', '1.1²')
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    return "".join(map(_plain, text)).strip()


def digits(value: float) -> str:
    """Return a number as Excel shows it, with fifteen digits at most.

    >>> digits(1.2000000000000002), digits(2.0), digits(0.5)
    ('1.2', '2', '0.5')
    """
    return format(value, ".15g")


def shown(value: object) -> str:
    """Return a value as a text, a number as Excel shows it; nothing for None.

    >>> shown(2040.0), shown("A 1"), shown(None)
    ('2040', 'A 1', '')
    """
    return digits(value) if isinstance(value, float) else "" if value is None else str(value)


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Cf", "Cc"}:
        return ""
    if unicodedata.decomposition(character).startswith(MARKS):
        return character
    return unicodedata.normalize("NFKC", character)
