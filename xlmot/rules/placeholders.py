"""Find what was left in a cell until somebody fills it: `XXX`, `???`, `to be confirmed`."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from xlmot.messages.lazy import lazy
from xlmot.programme.vocabulary import fold

# In any language: three crosses and more, question marks, dots, the printers' dummy text.
SIGN = lazy(r"(?i)x{3,}|\?+|…+|\.{3,}|_{2,}|lorem ipsum\b.*")
# The same among other words of a label.
INSIDE = lazy(r"\bX{3,}\b|\?{2,}|_{3,}|(?i:lorem ipsum)")
BRACKETED = lazy(r"[(\[{<]\s*([^()\[\]{}<>]{1,40}?)\s*[)\]}>]")
# Where none of these stands, there is none of both.
MARKS, BRACKETS, DUMMY = ("XXX", "??", "___"), "([{<", "orem"
ORDERED = lazy(r"(?:insert|enter|fill in|insérer|saisir|compléter)\s")


def placeholder_words(words: Collection[str]) -> frozenset[str]:
    """Return the words of a house for what is still to be filled in, as they are compared."""
    return frozenset(map(_plain, words))


def is_placeholder(text: str, words: frozenset[str]) -> bool:
    """Return whether a text says nothing but that it is to be filled in.

    >>> known = placeholder_words(["to be confirmed", "n.n."])
    >>> [is_placeholder(text, known) for text in ("XXX", "?", "To be confirmed.", "N.N.", "Axxxel")]
    [True, True, True, True, False]
    """
    stripped = text.strip()
    if SIGN.fullmatch(stripped):
        return True
    return len(stripped) <= _longest(words) and _plain(stripped) in words


@lru_cache(maxsize=64)
def _longest(words: frozenset[str]) -> int:
    """Return how long a text may be that has to be folded to know whether it is one of them."""
    return 2 * max(map(len, words), default=0)


def find_placeholder(text: str, words: frozenset[str]) -> str:
    """Return the part of a label that is to be filled in, "" if there is none.

    >>> known = placeholder_words(["tbc"])
    >>> find_placeholder("Give each student (TBC)", known), find_placeholder("Mend XXX", known)
    ('(TBC)', 'XXX')
    >>> find_placeholder("Write guidance [insert text]", known), find_placeholder("Roads", known)
    ('[insert text]', '')
    """
    for found in BRACKETED.finditer(text):
        inner = _plain(found[1])
        if inner in words or ORDERED.match(inner + " ") or INSIDE.fullmatch(found[1]):
            return found[0]
    inside = INSIDE.search(text)
    return inside[0] if inside else ""


def may_hold_placeholder(text: str) -> bool:
    """Return whether a part of a text may be to be filled in: told fast of many texts, joined.

    >>> may_hold_placeholder("Mend XXX"), may_hold_placeholder("Mend the road")
    (True, False)
    """
    return any(map(text.__contains__, (*MARKS, *BRACKETS))) or DUMMY in text.lower()


def _plain(text: str) -> str:
    """Return a text folded, without dots and brackets."""
    return fold(text.strip(" ()[]{}<>…").replace(".", ""))
