"""Two labels differ by slips, or by names and numbers; the marks of words never hide a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmot.programme.wording import (
    differ_by_names,
    differ_by_slips,
    mark,
    read_words,
)

WORD = st.sampled_from(["route", "routes", "cantton", "canton", "caton", "Lyon", "2024", "mai"])
LABEL = st.lists(WORD | st.text("abé1' ", max_size=9), max_size=5).map(" ".join)


@given(LABEL, LABEL)
def test_labels_that_differ_by_slips_have_the_same_marks(left: str, right: str) -> None:
    one, other = read_words(left), read_words(right)
    if differ_by_slips(one, other):
        assert [mark(word.text) for word in one] == [mark(word.text) for word in other]
    assert differ_by_slips(one, other) == differ_by_slips(other, one)
    assert differ_by_slips(one, one)
    assert not differ_by_names(one, one)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("organisation", "organisaton"),
        ("organisation", "organisatoin"),
        ("développement", "dévelopement"),
        ("développement", "développememt"),
        ("réseau national", "réseaux nationaux"),
        ("collectivité territoriale", "collectivités territoriales"),
        ("energy of the city", "energies of the cities"),
        ("FORUM DES ÉLUS", "forum des élus"),
    ],
)
def test_slips(left: str, right: str) -> None:
    assert differ_by_slips(read_words(left), read_words(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("coût", "goût"),
        ("mai", "mars"),
        ("tranche A", "tranche B"),
        ("phase II", "phase III"),
        ("lot 1", "lot 2"),
        ("mission", "émission"),
        ("légal", "illégal"),
        ("le Pays de Maronne", "le Pays de Maronnes-Val"),
        ("gare de Montreuil", "gare de Montreuill"),
        ("gare", "gare gare"),
    ],
)
def test_other_words(left: str, right: str) -> None:
    assert not differ_by_slips(read_words(left), read_words(right))


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Visite de Lyon en 2024", ["lyon", "2024"]),
        ("Suivi du GerTruD - Bilan", ["gertrud"]),
        ("PE / Suivi : Étape 2. Puis la fin", ["pe", "2"]),
        ("« Accueil » des élus", []),
        ("FORUM DE LYON 2024", ["2024"]),
        ("Bourg-Madame, l'Europe", ["madame", "europe"]),
    ],
)
def test_names_are_told_by_their_capitals(label: str, names: list[str]) -> None:
    assert [word.text for word in read_words(label) if word.name] == names
