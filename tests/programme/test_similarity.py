"""No close pair is missed, whatever the texts: the search agrees with brute force by rapidfuzz."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from tests.programme_2024 import rows
from xlmot.programme.similarity import close_pairs, normalise, similarity

WORDS = ["plan", "plans", "route", "routes", "le", "la", "mai", "été", "œuvre", "ßtraße", "aaa"]
WORD = st.sampled_from(WORDS) | st.text("ab é中", max_size=6)
TEXT = st.lists(WORD, max_size=9).map(" ".join)
# Texts that share all but a little, since texts at random are hardly ever close.
RELATED = st.tuples(TEXT, st.lists(TEXT, max_size=8)).map(
    lambda drawn: [drawn[0], *(drawn[0][: len(text)] + text + drawn[0] for text in drawn[1])]
)
THRESHOLD = st.sampled_from([0.5, 0.75, 0.8, 0.85, 0.9, 0.92, 0.96, 1.0])


def brute_force(texts: list[str], threshold: float) -> list[tuple[int, int]]:
    return [
        (i, j)
        for (i, left), (j, right) in combinations(enumerate(texts), 2)
        if left and right and exact(left, right) >= Fraction(str(threshold))
    ]


def exact(left: str, right: str) -> Fraction:
    total = len(left) + len(right)
    return Fraction(total - Indel.distance(left, right), total)


@given(st.lists(TEXT, max_size=30) | RELATED, THRESHOLD)
def test_the_pairs_are_those_of_brute_force(texts: list[str], threshold: float) -> None:
    assert sorted(close_pairs(texts, threshold)) == brute_force(texts, threshold)


@given(st.lists(st.text("ab", min_size=20, max_size=60), max_size=12), THRESHOLD)
def test_letters_that_stand_many_times_lose_no_pair(texts: list[str], threshold: float) -> None:
    assert sorted(close_pairs(texts, threshold)) == brute_force(texts, threshold)


@given(st.lists(st.tuples(TEXT, st.sampled_from("xy")), max_size=20), THRESHOLD)
def test_with_keys_only_texts_of_one_key_are_compared(drawn, threshold: float) -> None:
    texts, keys = [text for text, _ in drawn], [key for _, key in drawn]
    expected = [(i, j) for i, j in brute_force(texts, threshold) if keys[i] == keys[j]]
    assert sorted(close_pairs(texts, threshold, keys)) == expected


def test_the_labels_of_a_real_programme() -> None:
    texts = list(dict.fromkeys(normalise(row[1] for row in rows() if row)))
    for threshold in (0.6, 0.8, 0.9):
        pairs = sorted(close_pairs(texts, threshold))
        assert pairs == brute_force(texts, threshold)
        assert pairs


@given(TEXT, TEXT)
def test_the_similarity_is_that_of_rapidfuzz(left: str, right: str) -> None:
    assert abs(similarity(left, right) - Indel.normalized_similarity(left, right)) < 1e-12


@given(st.lists(st.text()))
def test_labels_keep_their_number_and_normalising_again_changes_nothing(labels) -> None:
    once = normalise(labels)
    assert len(once) == len(labels)
    assert normalise(once) == once
