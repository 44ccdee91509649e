"""The parts of a label: tag, number of a heading, prefix, suffix, and what is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmot.programme.label import Label, read_label
from xlmot.programme.vocabulary import Level, Prefixes, Vocabulary

HOUSE = Vocabulary(
    levels=(Level("axe", "axes"), Level("sous-axe", "sous-axes"), Level("objectif", "objectifs")),
    code_words=("Priorité", "OS"),
    tags=("SOCLE", "SUR-MESURE"),
    prefixes=Prefixes(
        countries=("FR", "DE", "IT", "MC"), institutions=("PE", "CoR"), territories=("OM",)
    ),
    suffixes=("finalisation",),
)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("[SOCLE] AXE 1 - BÂTIR", Label("BÂTIR", tag="SOCLE", level=0, number="1")),
        ("[sur-mesure]AXE 3 : Bâtir", Label("Bâtir", tag="SUR-MESURE", level=0, number="3")),
        ("Sous-axe 2.1 – Lire", Label("Lire", level=1, number="2.1")),
        ("Objectif 2.1. Lire", Label("Lire", level=2, number="2.1")),
        ("Objectif 2.1 : 3 écoles", Label("3 écoles", level=2, number="2.1")),
        ("Priorité 4 - Habiter", Label("Habiter", number="4")),
        ("OS 2.1 : habiter", Label("habiter", number="2.1")),
        ("FR-DE / Pont", Label("Pont", prefix="FR-DE")),
        ("FR-IT-MC / Projet A-MONT - ALCOTRA", Label("Projet A-MONT - ALCOTRA", prefix="FR-IT-MC")),
        ("PE / Suivi / bilan", Label("Suivi / bilan", prefix="PE")),
        ("OM / Suivi - finalisation", Label("Suivi", prefix="OM", suffix="finalisation")),
        ("Massif - Jura - Finalisation", Label("Massif - Jura", suffix="Finalisation")),
    ],
)
def test_the_parts_of_a_label(text: str, label: Label) -> None:
    assert read_label(text, HOUSE) == label


@pytest.mark.parametrize(
    "text",
    [
        "[Autre] Bâtir",
        'Plateforme "socle" de données',
        "(SOCLE) Bâtir",
        "[SOCLE Bâtir",
        "Axe routier 7 - Élargir",
        "Axe 1",
        "AXE - Bâtir",
        "Axes 1 - 2",
        "Objectif 2030 : zéro déchet",
        "Objectif 1-2 ans",
        "Brochures - 2 à 3 / an",
        "En réseau / en œuvre",
        "MOT/PE/CoR",
        "FR / Pont",
        "FR-ZZ / Pont",
        "FR-DE/ Pont",
        "Foncier - stratégies et finalisation",
        "Foncier-finalisation",
        "finalisation",
    ],
)
def test_what_only_looks_like_a_part_is_body(text: str) -> None:
    assert read_label(text, HOUSE) == Label(text)


@given(st.text(st.sampled_from("[]AXE SOCLE 12.-:/FRDEPE finalst"), max_size=40))
def test_the_body_is_never_more_than_the_label(text: str) -> None:
    label = read_label(text, HOUSE)
    assert label.body in text
    assert all(part in text for part in (label.prefix, label.suffix, label.number))


@given(st.text())
def test_without_words_of_a_house_a_label_is_its_body(text: str) -> None:
    assert read_label(text, Vocabulary(levels=())) == Label(text)
