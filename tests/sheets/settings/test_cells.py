"""One cell for each setting: what is written is read again, and what cannot be read is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmot.messages import Message, render
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.programme.grid import Value
from xlmot.rules.page import unbroken
from xlmot.sheets.settings.cells import (
    LONGEST_ITEM,
    MOST_ITEMS,
    Unusable,
    is_nothing,
    read,
    written,
)
from xlmot.sheets.settings.keys import Setting, find, sections, settings

TEXT = st.text(st.sampled_from("ab é\"'=;,\t-–—.\u00a0€"), max_size=8).filter(str.strip)
WORD = TEXT.map(str.strip)
LISTS = {
    "labels.tags": st.lists(TEXT | st.just("")),
    "rules.abbreviation.expansions": st.dictionaries(TEXT, TEXT | st.just("")),
    "units": st.dictionaries(TEXT, st.lists(TEXT, min_size=1)),
    "sheets.1.header_rows": st.lists(st.integers(1, 99)),
    "titles.column": WORD.filter(lambda text: not is_nothing(text)) | st.just(""),
}


def setting(key: str) -> Setting:
    found = find(key)
    assert found is not None
    return found


@pytest.mark.parametrize("key", LISTS)
def test_what_is_written_is_read_again(key: str) -> None:
    @given(LISTS[key])
    def holds(value: Any) -> None:
        shown = written(setting(key), value)
        assert read(setting(key), shown) == value  # type: ignore[arg-type]  # no choice: no sentence

    holds()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_is_read_in_every_language_and_by_its_key(language: str) -> None:
    """Also as sheets show it, with curly apostrophes."""
    for one in settings().values():
        for key in one.choices:
            shown = written(one, key)
            for shows in (translation(language), unbroken(translation(language))):
                text = render(shown, shows) if isinstance(shown, Message) else shown
                assert str(read(one, text)).lower() == key
            if key:
                assert str(read(one, key)).lower() == key


@pytest.mark.parametrize(
    ("key", "value", "meant"),
    [
        ("labels.tags", "SOCLE ;SUR-MESURE;", ["SOCLE", "SUR-MESURE"]),
        ("labels.tags", "SOCLE\nSUR-MESURE\n", ["SOCLE", "SUR-MESURE"]),
        ("labels.tags", 'Pose 12" ; "a;b"', ['Pose 12"', "a;b"]),
        ("labels.tags", " – ", []),
        ("labels.tags", 2024.0, ["2024"]),
        ("codes.1.joints", '"" ; .', ["", "."]),
        ("titles.column", "-", ""),
        ("labels.tag_level", 1.0, 1),
        ("labels.tag_level", " 2 ", 2),
        ("rules.near-duplicate.threshold", "0,95", 0.95),
        ("rules.near-duplicate.threshold", 1.0, 1.0),
        ("columns.1.required", "Oui", True),
        ("columns.1.required", False, False),
        ("rules.blank-row.severity", "erreur", "error"),
        ("rules.blank-row.severity", "à vérifier", "warning"),
        ("rules.blank-row.severity", "OFF", "off"),
        ("units", "€ = €, EUR ; h = heure", {"€": ["€", "EUR"], "h": ["heure"]}),
        ("rules.abbreviation.expansions", "bcp = peu\nqq=trop", {"bcp": "peu", "qq": "trop"}),
    ],
)  # fmt: skip
def test_what_staff_type_is_understood(key: str, value: Value, meant: Any) -> None:
    found = read(setting(key), value)
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("labels.tag_level", "one"),
        ("labels.tag_level", 1.5),
        ("labels.tag_level", "9" * 5000),
        ("labels.tag_level", True),
        ("rules.near-duplicate.threshold", "nan"),
        ("rules.near-duplicate.threshold", float("inf")),
        ("rules.near-duplicate.threshold", "1e400"),
        ("layout", "per month"),
        ("layout", ""),
        ("extends", "../secret.toml"),
        ("extends", "C:\\xlmot\\mine.toml"),
        ("columns.1.required", "maybe"),
        ("labels.tags", date(2024, 5, 3)),
        ("labels.tags", '"a" b'),
        ("labels.tags", "a;" * (MOST_ITEMS + 1)),
        ("labels.tags", "a" * (LONGEST_ITEM + 1)),
        ("units", "€"),
        ("units", "= EUR"),
        ("units", "€ = EUR = euro"),
        ("rules.abbreviation.expansions", "bcp"),
        ("rules.abbreviation.expansions", "bcp ="),
    ],
)
def test_what_means_nothing_is_refused(key: str, value: Value) -> None:
    with pytest.raises(Unusable):
        read(setting(key), value)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (" " * 32_000 + "x", ["x"]),
        ("x" + " ;" * 16_000, ["x"]),
        ('"' * 32_000, ['"' * 15_999]),
        ('"' * 32_001, None),
        ('"a' * 16_000, None),
        ("=;" * 16_000, None),
    ],
)
def test_no_text_keeps_the_reader_busy(text: str, items: list[str] | None) -> None:
    """A search that tries every way to read such a text would go on for minutes."""
    long = items is None or max(map(len, items)) > LONGEST_ITEM
    if long:
        with pytest.raises(Unusable):
            read(setting("labels.tags"), text)
    else:
        assert read(setting("labels.tags"), text) == items
    for key in ("units", "rules.abbreviation.expansions"):
        with pytest.raises(Unusable):
            read(setting(key), text)


def test_every_setting_says_what_it_is_and_means() -> None:
    for section in sections():
        for one in section.settings:
            assert one.meaning or len(section.settings) == 1, one.key
            assert not isinstance(one.name, Message) or one.name.text != "{key}", one.key
            for language in LANGUAGES:
                said = [one.name, one.meaning, *one.choices.values()]
                for message in (each for each in said if isinstance(each, Message)):
                    assert render(message, translation(language)).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_takes_every_list_of_choices(language: str) -> None:
    """The choices of a list stand in one text with commas between them, of at most 255."""
    for one in settings().values():
        words = [
            render(word, translation(language)) if isinstance(word, Message) else word
            for word in one.choices.values()
        ]
        assert not any("," in word for word in words)
        assert len(",".join(words)) <= 255


def test_no_setting_is_a_path_or_a_program() -> None:
    """What a workbook may set is how it is checked, and what the sheets made of it look like."""
    tables = {"header", "levels", "codes", "titles", "words", "columns", "units", "labels"}
    tables |= {"sheets"}
    general = {"extends", "title", "language", "layout"}
    found = {key.partition(".")[0] for key in settings()}
    assert found <= tables | general | {"rules", "output"}
    words = ("path", "file", "folder", "program", "command", "python", "url")
    assert not [key for key in settings() for word in words if word in key.split(".")[-1]]
