"""Find the columns whose cells repeat a few values, and the values that are one letter apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xlmot.programme.columns import StaffColumn
from xlmot.programme.vocabulary import fold

# A column whose header says nothing is a list if so many cells are filled, most of them with
# values that come back, and few values do.
FEWEST_CELLS = 10
REPEATED_SHARE = 0.8
MOST_VALUES = 12


def texts(column: StaffColumn) -> Iterator[tuple[int, str]]:
    """Yield the rows whose cell holds a text that no formula made, with it."""
    return ((index, value) for index, value in column.typed() if isinstance(value, str))


def key(text: str) -> str:
    """Return a text without case, accents, hyphens and spaces: “à faire” is “A Faire”."""
    return "".join(c for c in fold(text) if c.isalnum()) or fold(text)


def repeated(columns: Sequence[StaffColumn], often: int) -> Mapping[str, int]:
    """Return how many cells hold each text of a column of statuses, or of one that repeats a few.

    Empty for a column that is no list: its texts are comments, names of things, sentences.
    """
    first = columns[0]
    if first.kind != "status" and (first.kind != "text" or first.told):
        return {}
    counts = Counter(" ".join(text.split()) for column in columns for _, text in texts(column))
    frequent = [count for count in counts.values() if count >= often]
    listed = (
        counts.total() >= FEWEST_CELLS
        and sum(frequent) >= REPEATED_SHARE * counts.total()
        and len(frequent) <= MOST_VALUES
    )
    return counts if listed or first.kind == "status" else {}


def one_letter_apart(left: str, right: str) -> bool:
    """Return whether one letter more, less, exchanged or in another place makes two texts one.

    >>> [one_letter_apart("en cour", other) for other in ("en cours", "en fours", "ne cour")]
    [True, False, True]
    >>> one_letter_apart("T1 2025", "T2 2025"), one_letter_apart("lot a", "lot b")
    (False, False)
    """
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(left), len(right)) - start and left[-1 - end] == right[-1 - end]:
        end += 1
    one, other = left[start : len(left) - end], right[start : len(right) - end]
    # U+FFFD stands for a letter that was lost.
    if not (one + other).replace(" ", "").replace("\ufffd", "x").isalpha():
        return False
    if len(one) == len(other) == 1:
        return not _is_a_word(left, start, end)
    return {len(one), len(other)} == {0, 1} or (len(one) == 2 and one == other[::-1])


def _is_a_word(text: str, start: int, end: int) -> bool:
    """Return whether the letter that differs stands alone: the lots A and B are two."""
    before, after = text[:start], text[len(text) - end :]
    return before[-1:] in ("", " ") and after[:1] in ("", " ")
