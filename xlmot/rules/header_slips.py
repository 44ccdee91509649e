"""Find the headers that are a known one but for a slip: `Owenr`, `Situacion` beside `Actuación`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import StaffColumn, find_words
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import ColumnWords, fold

# Shorter words are one letter away from many.
SHORTEST = 4


class HeaderSlip(NamedTuple):
    """The column of staff whose header has a slip, and the header that is meant."""

    column: StaffColumn
    meant: str


def header_slips(programme: Programme) -> Iterator[HeaderSlip]:
    """Yield the headers with two letters exchanged, a letter left out inside, or no accent.

    An accent is left out where other headers have theirs.
    """
    if not any(column.name.strip() for column in programme.columns):
        return
    own = programme.vocabulary.columns
    known = _names(own)
    accented = any(not column.name.isascii() for column in programme.columns)
    accented |= any(
        not word.isascii() for s in programme.table.sections for word in s.layout.own_words
    )
    for column in programme.columns:
        name = " ".join(column.name.split())
        plain = fold(name)
        if plain in known:
            bare = accented and len(plain) >= SHORTEST and name.isascii() and not name.isupper()
            if bare and not any(name.casefold() == one.casefold() for one in known[plain]):
                yield HeaderSlip(column, _written_as(known[plain][0], name))
        elif len(plain) >= SHORTEST - 1 and plain.isalpha():
            near = [key for key in _longer(own).get(plain[0], ()) if _is_slip(plain, key)]
            if len(near) == 1 and not find_words(name, programme.vocabulary):
                yield HeaderSlip(column, _written_as(known[near[0]][0], name))


@lru_cache(maxsize=16)
def _names(columns: tuple[ColumnWords, ...]) -> dict[str, list[str]]:
    """Return the known names of columns, folded, as they are written."""
    names: dict[str, list[str]] = {}
    for own in columns:
        for name in own.names:
            if "{" not in name:
                names.setdefault(fold(name), []).append(name)
    return names


@lru_cache(maxsize=16)
def _longer(columns: tuple[ColumnWords, ...]) -> dict[str, list[str]]:
    """Return the known names that may be told from a slip, by their first letter."""
    names: dict[str, list[str]] = {}
    for name in _names(columns):
        if len(name) >= SHORTEST:
            names.setdefault(name[0], []).append(name)
    return names


def _written_as(name: str, other: str) -> str:
    return name.upper() if other.isupper() else name


def _is_slip(text: str, word: str) -> bool:
    """Return whether a text is a word with two letters exchanged, or one left out inside.

    >>> [_is_slip(text, "owner") for text in ("owenr", "ower", "owne", "ownre", "other")]
    [True, True, False, True, False]
    """
    if text[0] != word[0] or abs(len(text) - len(word)) > 1 or len(text) > len(word):
        return False
    start = next((n for n, (a, b) in enumerate(zip(text, word, strict=False)) if a != b), len(text))
    if len(text) == len(word):
        swapped = word[:start] + word[start : start + 2][::-1] + word[start + 2 :]
        return start < len(text) and text == swapped
    left_out = word[:start] + word[start + 1 :]
    return 0 < start < len(text) and text == left_out
