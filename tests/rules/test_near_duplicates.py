"""The keys by which near-duplicates are searched lose no pair: comparing all pairs agrees."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from xlmot.programme.similarity import normalise
from xlmot.programme.wording import differ_by_slips, read_words, without
from xlmot.rules.duplicate.near_duplicate import _Clusters, _pairs

SMALL = frozenset({"de", "la"})
WORDS = [
    "Aménager",
    "les",
    "quais",
    "de",
    "la",
    "gare",
    "nationaux",
    "Dunes",
    "2024",
    "n°3",
    "école",
]
slips = st.tuples(st.integers(0, 80), st.sampled_from("aesxé-' "), st.booleans())


@st.composite
def labels(draw) -> list[str]:
    """Draw labels of a few words, and others that differ from them by slips of the pen."""
    own = [" ".join(draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=8)))]
    for _ in range(draw(st.integers(1, 9))):
        text = draw(st.sampled_from(own))
        for place, char, added in draw(st.lists(slips, max_size=3)):
            text = text[:place] + char + text[place + (not added) :]
        own.append(text)
    return list(dict.fromkeys(own))


@given(labels(), st.sampled_from([0.8, 0.92]))
def test_the_pairs_are_those_of_brute_force(own: list[str], threshold: float) -> None:
    texts = normalise(own)
    words = [without(read_words(label), SMALL) for label in own]
    expected = {
        (a, b)
        for a, b in combinations(range(len(own)), 2)
        if texts[a] and texts[b] and differ_by_slips(words[a], words[b])
        if Indel.normalized_similarity(texts[a], texts[b]) >= threshold
    }
    found = {
        (min(pair), max(pair))
        for pair in _pairs(own, normalise(own), threshold, SMALL, _Clusters())
    }
    assert expected <= found
    for a, b in found - expected:
        one, other = texts[a].split(), texts[b].split()
        assert set(one) == set(other) or "".join(one) == "".join(other)
