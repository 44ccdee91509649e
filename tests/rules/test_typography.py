"""The safe fixes of typography settle, do not fight, and change only what their pages say."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checked import checked
from tests.counting import ends
from xlmot.books.memory import MemoryBook
from xlmot.checking.plan import plan_cleaning
from xlmot.findings import Safety
from xlmot.programme.grid import Grid
from xlmot.rules import all_rules
from xlmot.settings.load import Settings, build
from xlmot.settings.shipped import shipped
from xlmot.settings.toml_file import merge

RULES = {name: rule for name, rule in all_rules().items() if rule.group == "typography"}
SAFE = sorted(name for name, rule in RULES.items() if "safe" in rule.fix.split(" or "))
TEXT = """
Accompagnement de la mise en oeuvre du schéma et des réseaux; Echanges avec l'Etat; l’eau; œuvre
d'OEIL OEUVRE chefs-d'oeuvre coeur www.coeur.fr contact@coeur.fr FNAU Fnau (INSEE, Fnau) SCoT SCOT
21-27 2021-2027 programmation 2 / an 3/an 2 fois par an 4 times per year 10 % 3 ha 24" "socle"
« obstacles » “curly” ... … etc. etc cf cf. St-Omer Saint-Martin Bons-à-tirer the town's squares of
squares collectivités de collectivités . , ; : ! ? ( ) [ ] - – — MobilitÃ© lâ€™eau é e\u0301
o\u0302 x\u0304 \u200b \u00ad trans\u00adfrontalier \u200d \ufeff \u0007 👩\u200d🌾 חיפה\u200f
Appel d'offre .NET ,5 :) 1. a) • FR-DE / [SOCLE] AXE
"""
GAPS = [" ", " ", " ", "", "  ", "\u00a0", "\u202f", "\t", "\n", " \n", "\r\n", " \u00a0", "\u3000"]

labels = st.lists(
    st.tuples(st.sampled_from(GAPS), st.sampled_from(TEXT.split()) | st.text(max_size=3)),
    max_size=9,
).map(lambda pairs: "".join(gap + word for gap, word in pairs))
programmes = st.lists(labels, min_size=1, max_size=5)
languages = st.sampled_from(["fr", "en"])


def grid(texts: list[str]) -> Grid:
    """Return a sheet where no label is taken for a header, a total or a note below the table."""
    rows = [["Code", "Title"], ["1", "VOIRIE"], *(["1", text] for text in texts), ["1", "Fin"]]
    return Grid("Plan", rows)


def house(*names: str, language: str = "fr", **options: object) -> Settings:
    data = merge(shipped("mot"), {"rules": options})
    return build("mot", data)._replace(language=language, selected=frozenset(names))


def clean(texts: list[str], own: Settings, *, unsafe: bool = False) -> list[str]:
    plan = plan_cleaning("plan.xlsx", [grid(texts)], own, unsafe=unsafe)
    return [str(row[1]) if len(row) > 1 and row[1] else "" for row in plan.grids[0].rows[2:-1]]


def spaced(text: str) -> str:
    return " ".join(text.split())


def visible(text: str) -> str:
    breaks = "\t\n\r\x0b\x0c\x85"
    return "".join(c for c in text if c in breaks or unicodedata.category(c) not in ("Cc", "Cf"))


# What a safe fix must not change: each rule's labels, blind to what the rule is about.
BLIND = {
    "decomposed-accents": lambda text: unicodedata.normalize("NFD", text),
    "extra-spaces": spaced,
    "invisible-character": visible,
    "line-break": spaced,
    "missing-nbsp": lambda text: re.sub("[\u00a0\u202f]", " ", text),
    "mixed-apostrophes": lambda text: text.replace("’", "'"),
    "oe-ligature": lambda text: text.replace("œ", "oe").replace("Œ", "OE").casefold(),
    "space-before-punctuation": lambda text: (re.findall(r"\w+", text), "".join(text.split())),
}


def test_every_safe_rule_is_held_to_what_its_page_says() -> None:
    assert sorted(BLIND) == SAFE


@pytest.mark.parametrize("name", SAFE)
@given(texts=programmes, language=languages)
def test_a_safe_fix_changes_only_what_its_page_says(name, texts, language) -> None:
    own = house(name, language=language)
    after = clean(texts, own)
    assert [BLIND[name](text) for text in after] == [BLIND[name](text) for text in texts]
    assert clean(after, own) == after


@given(texts=programmes, language=languages, policy=st.sampled_from(["keep", "plain", "nbsp"]))
def test_no_two_safe_rules_fight(texts, language, policy) -> None:
    own = house(*SAFE, language=language, **{"missing-nbsp": {"policy": policy}})
    after = clean(texts, own)
    left = checked(MemoryBook("plan.xlsx", [grid(after)]), own).findings
    assert not [finding for finding in left if finding.fix and finding.fix.safety is Safety.SAFE]


@given(texts=programmes, language=languages)
def test_all_fixes_that_were_confirmed_settle(texts, language) -> None:
    own = house(*RULES, language=language)
    after = clean(texts, own, unsafe=True)
    assert clean(after, own, unsafe=True) == after


@given(texts=programmes, language=languages)
def test_every_finding_stands_on_a_label_and_can_be_said(texts, language) -> None:
    report = checked(MemoryBook("plan.xlsx", [grid(texts)]), house(*RULES, language=language))
    for finding in report.findings:
        assert set(finding.rows) <= set(range(2, len(texts) + 4))
        assert "{" not in str(finding.message) or "{" in "".join(texts)


LONG = [
    "a",
    " ",
    "a\n",
    "\t",
    '"',
    "«",
    "(",
    ")",
    ".",
    ", ",
    "'",
    "1",
    "\u00ad",
    "e\u0301",
    "Ã©",
    "A, ",
]


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_label_as_long_as_a_cell_can_hold_makes_no_search_endless(name) -> None:
    texts = [("oe" + sign * 32_767)[:32_765] + "x," for sign in LONG]
    book = MemoryBook("plan.xlsx", [grid(texts)])
    with ends():
        checked(book, house(name))


def test_a_label_that_a_formula_shows_is_reported_and_never_overwritten() -> None:
    shown = grid(["Pave  the square"])._replace(formulas={(3, 2): 'D3&"  the square"'})
    own = house("extra-spaces", language="en")
    (finding,) = checked(MemoryBook("plan.xlsx", [shown]), own).findings
    assert finding.fix is None
    assert not plan_cleaning("plan.xlsx", [shown], own).edits
