"""Find the words in which two labels differ: slips of the pen, or names and numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.similarity import normalise, similarity

TOKEN = lazy(r"[^\W_]+")
# After these a word is written with a capital though it is no name.
OPENS = r"[]:.!?/–—-]\s+$"
# Shorter words that differ in a letter are different words, such as “coût” and “goût”.
SHORTEST = 5
LONG, NEARLY_LONG = 8, 7
# The rows of the keys, as English, French and German ones have them.
KEYS = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("azertyuiop", "qsdfghjklm", "wxcvbn"),
    *("qwertzuiop", "yxcvbnm"),
)
CONSONANTS = frozenset("BCDFGHJKLMNPQRSTVWXZ")


class Word(NamedTuple):
    """A word without case, accents and plural; `name` tells a number or what is written like one.

    `text` keeps the plural.
    """

    text: str
    stem: str
    name: bool


def read_words(label: str) -> list[Word]:
    """Return the words of a label, in order.

    >>> [word.text for word in read_words("Visite de Lyon en 2024") if word.name]
    ['lyon', '2024']
    """
    label = unicodedata.normalize("NFC", label)
    shouts = label.isupper()
    tokens = list(TOKEN.finditer(label))
    folded = normalise(token[0] for token in tokens)
    return [
        Word(text, stem(text), _is_name(token, shouts=shouts))
        for token, text in zip(tokens, folded, strict=True)
        if text
    ]


def _is_name(token: re.Match[str], *, shouts: bool) -> bool:
    text = token[0]
    if any(char.isdigit() for char in text) or _is_letter(token):
        return True
    if shouts or text.islower():
        return False
    return not text[1:].islower() or not _opens(token.string[: token.start()])


def _is_letter(token: re.Match[str]) -> bool:
    """Return whether a consonant stands alone, as in “size S”, without an apostrophe beside it."""
    text, (start, end) = token[0], token.span()
    beside = token.string[max(start - 1, 0) : start] + token.string[end : end + 1]
    return text in CONSONANTS and not {*beside} & {"'", "’"}


def _opens(before: str) -> bool:
    """Return whether a word begins a sentence, by what stands before it."""
    return not before.strip(" «“\"'[(") or re.search(OPENS, before[-3:]) is not None


def stem(word: str) -> str:
    """Return a folded word without the endings of the plural and the feminine.

    >>> [stem(word) for word in ("nationaux", "nationales", "cities", "city", "élus", "bus")]
    ['national', 'national', 'city', 'city', 'élu', 'bus']
    """
    if len(word) > 4 and word.endswith("aux") and not word.endswith("eaux"):
        return word[:-2] + "l"
    if len(word) > 3 and word[-1] in "sx":
        word = word[:-1]
    if len(word) > 4 and word.endswith("ie"):
        return word[:-2] + "y"
    return word[:-1] if len(word) > 5 and word.endswith("e") else word


def mark(word: str) -> str:
    """Return what a folded word has in common with all its misspellings.

    >>> mark("nationaux"), mark("lots"), mark("2024")
    ('n', 'lot', '2024')
    """
    own = stem(word)
    return own[0] if _may_slip(own) else own


def _may_slip(stem: str) -> bool:
    return len(stem) >= SHORTEST and stem.isalpha()


def differ_by_slips(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Return whether each two words of the same place are one word, misspelt or in the plural.

    Two spellings of a name are two names.

    >>> differ_by_slips(read_words("Les écoles du canton"), read_words("Les école du cantton"))
    True
    >>> differ_by_slips(read_words("La gare de Dunes"), read_words("La gare de Dunas"))
    False
    """
    return len(left) == len(right) and all(map(_same_but_for_a_slip, left, right))


def _same_but_for_a_slip(left: Word, right: Word) -> bool:
    one, other = left.stem, right.stem
    if one == other:
        return True
    if left.name or right.name or not (_may_slip(one) and _may_slip(other)) or one[0] != other[0]:
        return False
    # Two edits are a letter put for another, two letters exchanged, or two that were left out.
    most = 1 if min(len(one), len(other)) < LONG else 2
    if abs(len(one) - len(other)) > most:
        return False
    edits = round((1 - similarity(one, other)) * (len(one) + len(other)))
    return edits <= most or (edits == 2 and _is_beside(one, other))


def _is_beside(left: str, right: str) -> bool:
    """Return whether one letter of two words differs, and stands beside the other on the keys.

    >>> _is_beside("uniform", "unigorm"), _is_beside("mission", "mansion")
    (True, False)
    """
    odd = [pair for pair in zip(left, right, strict=False) if pair[0] != pair[1]]
    if len(left) != len(right) or len(left) < NEARLY_LONG or len(odd) != 1:
        return False
    return any(a + b in keys or b + a in keys for a, b in odd for keys in KEYS)


def without(words: Sequence[Word], small: Collection[str]) -> list[Word]:
    """Return words without those, given without case and accents, that say little.

    >>> [word.text for word in without(read_words("Lampe S de l'île"), ("s", "l", "de"))]
    ['lampe', 's', 'ile']
    """
    letters = frozenset(word.text for word in words if word.name and len(word.text) == 1)
    return [word for word in words if word.text not in small or word.text in letters]


def differ_by_names(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Return whether a name or a number stands in one of two labels and not in the other.

    >>> differ_by_names(read_words("Le forum"), read_words("Le forum 2024"))
    True
    """
    one, other = Counter(w.text for w in left), Counter(w.text for w in right)
    apart = {*(one - other), *(other - one)}
    return any(word.name and word.text in apart for word in (*left, *right))
