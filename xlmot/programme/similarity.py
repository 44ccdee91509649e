"""Find texts that are nearly the same, exactly: no pair at or above the threshold is missed.

The similarity of two texts is `2 L / (m + n)`, where m and n are their lengths and L that of their
longest common subsequence: what rapidfuzz calls the normalised similarity of Indel. Going from one
text to the other takes D = m + n - 2 L insertions and deletions, and each of them changes the
count of one letter by one. So the letter counts of a close pair differ by D at most; where they
differ by more, which one XOR of two integers tells, the texts need not be compared.

Time grows with the square of the number of texts that may be pairs, 0.1 µs for each two: at .92,
on one core, 120 labels of 75 letters take 6 ms, 1,000 take 50 ms and 10,000 take 2.4 s. Keys that
close texts must share keep it short: those of the rule near-duplicate bring 10,000 labels to
0.4 s and 100,000 to 5 s, the rest of the rule included.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat

# The letters that are counted, and the highest count: more are taken for as many, which can only
# make two texts look closer than they are.
LETTERS = 24
MOST = 15
SAMPLE = 2000
HALF = 10
LIGATURES = {"œ": "oe", "æ": "ae"}


def normalise(labels: Iterable[str], characters: Iterable[str] = ()) -> list[str]:
    """Return labels without case, accents, punctuation and spare spaces, in the same order.

    `characters` are those in them, each once, where they are known.

    >>> normalise(["Face-à-face", "L'ŒUVRE  (suite)"])
    ['face a face', 'l oeuvre suite']
    """
    lines = [label.replace("\n", " ") for label in labels]
    return _normalise("\n".join(lines), characters) if lines else []


def _normalise(joined: str, characters: Iterable[str]) -> list[str]:
    # What stands for a character is never changed itself, so that one goes after the other.
    for char in characters or set(joined):
        if (plain := _plain(char)) != char:
            joined = joined.replace(char, plain)
    return [" ".join(line.split()) for line in joined.split("\n")]


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """Return what stands for a character, "" for a mark upon another."""
    return "".join(map(_part, unicodedata.normalize("NFKD", char).casefold()))


def _part(char: str) -> str:
    if char.isalnum() or char == "\n":
        return LIGATURES.get(char, char)
    return "" if unicodedata.category(char) in ("Mn", "Me", "Cf") else " "


def similarity(left: str, right: str) -> float:
    """Return how much two texts have in common, from 0 to 1; two empty texts are the same.

    >>> similarity("abcd", "abcde"), similarity("road", "isle")
    (0.8888888888888888, 0.0)
    """
    return _ratio(_places(left), left, right)


def similar_to(left: str, threshold: float) -> Callable[[str], bool]:
    """Return what tells whether the similarity of a text to this one is at least the threshold.

    They have no more in common than letters, counted, which is told in less time.

    >>> [similar_to("abcde", 0.8)(text) for text in ("abcd", "edcba")]
    [True, False]
    """
    counted = Counter(left)
    letters = sorted(counted, key=counted.__getitem__, reverse=True)
    counts = [counted[letter] for letter in letters]
    # The commonest letters alone tell most texts apart.
    first, others = letters[:HALF], letters[HALF:]
    rare = sum(counts[HALF:])

    def is_similar(right: str) -> bool:
        total = len(left) + len(right)
        if 2 * min(len(left), len(right)) < threshold * total:
            return False
        shared = sum(map(min, counts, map(right.count, first)))
        if 2 * (shared + rare) < threshold * total:
            return False
        shared += sum(map(min, counts[HALF:], map(right.count, others)))
        return 2 * shared >= threshold * total and similarity(left, right) >= threshold

    return is_similar


def _ratio(places: dict[str, int], left: str, right: str) -> float:
    total = len(left) + len(right)
    return 2 * _common(places, len(left), right) / total if total else 1.0


def _places(text: str) -> dict[str, int]:
    """Return where each letter of a text stands, as the bits of an integer."""
    places: dict[str, int] = {}
    for position, char in enumerate(text):
        places[char] = places.get(char, 0) | 1 << position
    return places


def _common(places: dict[str, int], length: int, text: str) -> int:
    """Return the length of the longest common subsequence of two texts, the first as its places.

    Hyyrö, “Bit-parallel LCS-length computation revisited”, 2004.
    """
    ones = (1 << length) - 1
    row = ones
    for char in text:
        match = row & places.get(char, 0)
        row = (row + match) | (row - match)
    return length - (row & ones).bit_count()


def close_pairs(
    texts: Sequence[str],
    threshold: float,
    keys: Sequence[str] | None = None,
    are_wanted: Callable[[int, int], bool] = lambda _, __: True,
) -> Iterator[tuple[int, int]]:
    """Yield the indexes of each two texts whose similarity is at least the threshold, above 0.

    With `keys`, one per text, only texts that have the same key are compared. Empty texts are
    close to no other. A pair that is not wanted when its turn comes is not compared.

    >>> list(close_pairs(["pave the market", "light the park", "pave the markets"], 0.9))
    [(0, 2)]
    """
    groups: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        if text:
            groups.setdefault(keys[index] if keys else "", []).append(index)
    for group in groups.values():
        if len(group) > 1:
            yield from _close_pairs(texts, group, threshold, are_wanted)


def _close_pairs(
    texts: Sequence[str],
    group: Sequence[int],
    threshold: float,
    are_wanted: Callable[[int, int], bool],
) -> Iterator[tuple[int, int]]:
    order = sorted(group, key=lambda index: len(texts[index]))
    lengths = [len(texts[index]) for index in order]
    counts = _letter_counts([texts[index] for index in order])
    bounds: list[tuple[int, int]] = []
    for first, index in enumerate(order):
        if not first or lengths[first] != lengths[first - 1]:
            bounds = _bounds(lengths, lengths[first], threshold)
        places = _places(texts[index])
        for second in _like(counts, first, bounds):
            other = order[second]
            pair = min(index, other), max(index, other)
            if are_wanted(*pair) and _ratio(places, texts[index], texts[other]) >= threshold:
                yield pair


def _bounds(lengths: Sequence[int], length: int, threshold: float) -> list[tuple[int, int]]:
    """Return how many insertions and deletions are allowed up to which of the sorted texts.

    Partners of a text are those at least as long as it, and not too long to be close to it.
    """
    bounds: list[tuple[int, int]] = []
    end, other = 0, length
    while 2 * length / (length + other) >= threshold:
        end = bisect_right(lengths, other, end)
        limit = _most_edits(length + other, threshold)
        if bounds and bounds[-1][0] == limit:
            bounds.pop()
        bounds.append((limit, end))
        if end == len(lengths):
            break
        other = max(other + 1, lengths[end])
    return bounds


def _most_edits(total: int, threshold: float) -> int:
    """Return how many insertions and deletions two close texts of this total length may need."""
    edits = int((1 - threshold) * total) + 1
    while (total - edits) / total < threshold:
        edits -= 1
    return edits


def _letter_counts(texts: Sequence[str]) -> list[int]:
    """Return the letter counts of each text as one integer, n bits set for a letter there n times.

    The bits in which two of them differ are the differences of the counts, added up.
    """
    counted = Counter("".join(texts[:: len(texts) // SAMPLE + 1]))
    commonest = sorted(counted, key=counted.__getitem__, reverse=True)[:LETTERS]
    bits = [(1 << min(count, MOST)) - 1 for count in range(max(map(len, texts)) + 1)]
    counts = [0] * len(texts)
    rest = [len(text) for text in texts]
    for letter in commonest:
        own = list(map(str.count, texts, repeat(letter)))
        counts = [so_far << MOST | bits[count] for so_far, count in zip(counts, own, strict=True)]
        rest = [left - count for left, count in zip(rest, own, strict=True)]
    return [so_far << MOST | bits[count] for so_far, count in zip(counts, rest, strict=True)]


def _like(counts: Sequence[int], first: int, bounds: Sequence[tuple[int, int]]) -> list[int]:
    """Return the texts after `first` whose letter counts differ little enough from its own."""
    own, begin, found = counts[first], first + 1, []
    for limit, end in bounds:
        if end > begin:
            found += [
                index
                for index, other in enumerate(counts[begin:end], begin)
                if (own ^ other).bit_count() <= limit
            ]
            begin = end
    return found
