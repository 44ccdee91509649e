"""The French catalogue says every sentence of the program, and says it with the same fields."""

import re

import pytest

from tests.catalogue import forms, missing, read_catalogue, sentences
from xlmot.messages import Message, render, say, say_many
from xlmot.messages.translation import chosen_language, translation
from xlmot.rules import all_rules
from xlmot.rules.page import page, paragraphs, read_page

CATALOGUE = read_catalogue()
MESSAGES = [message for message in CATALOGUE if message.id]


def fields(text):
    """Return the fields of a sentence; those of argparse's own are written with a percent sign."""
    return set(re.findall(r"\{(\w+)\}|%\((\w+)\)|%([rs])", text))


def test_the_catalogue_has_the_sentences_of_the_program_and_no_other() -> None:
    said = {s.one if s.many is None else (s.one, s.many) for s in sentences()}
    assert {message.id for message in MESSAGES} == said


def test_no_two_sentences_share_their_singular_only() -> None:
    plurals: dict[str, set[str]] = {}
    for sentence in sentences():
        if sentence.many is not None:
            plurals.setdefault(sentence.one, set()).add(sentence.many)
    assert [one for one, many in plurals.items() if len(many) > 1] == []


def test_every_sentence_is_in_french() -> None:
    assert missing(CATALOGUE) == []
    assert [message.id for message in MESSAGES if message.fuzzy] == []


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:40])
def test_a_sentence_has_the_same_fields_in_french(message) -> None:
    english = [message.id] if isinstance(message.id, str) else message.id
    for ours, french in zip(english, forms(message), strict=True):
        # Nought is singular in French: a sentence on one thing may have to give its number.
        allowed = (
            [fields(ours), fields(ours) | fields("{count}")] if len(english) > 1 else [fields(ours)]
        )
        assert not french or fields(french) in allowed


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    french = translation("fr")
    for message in MESSAGES:
        if isinstance(message.id, str):
            assert [french(Message(message.id, {}))] == [forms(message)[0] or message.id]
            continue
        for number, form in enumerate(forms(message), 1):
            one, many = message.id
            shown = french(Message(one, {}, many, number))
            assert shown == (form or message.id[number - 1])


@pytest.mark.parametrize(
    ("asked", "environment", "language"),
    [
        ("fr", {"XLMOT_LANG": "en", "LANG": "en_GB.UTF-8"}, "fr"),
        (None, {"XLMOT_LANG": "fr", "LANGUAGE": "en"}, "fr"),
        (None, {"LANGUAGE": "fr:en", "LC_ALL": "C"}, "fr"),
        (None, {"LC_ALL": "fr_BE.UTF-8", "LANG": "en_GB.UTF-8"}, "fr"),
        (None, {"LC_MESSAGES": "fr_FR@euro", "LANG": "en_GB.UTF-8"}, "fr"),
        (None, {"LANG": "fr"}, "fr"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "", "LC_ALL": "fr_FR"}, "fr"),
        ("de", {"LANG": "fr_FR"}, "fr"),
        (None, {"LANG": "frp_FR.UTF-8"}, "en"),
    ],
)
def test_the_language_is_asked_for_or_that_of_the_environment(asked, environment, language) -> None:
    assert chosen_language(asked, environment) == language


def test_a_sentence_is_shown_in_the_language_chosen() -> None:
    french = translation("fr")
    assert render(say("remark"), french) == "remarque"
    counts = [say_many(n, "{count} remark", "{count} remarks") for n in (0, 1, 2)]
    shown = [render(count, french) for count in counts]
    assert shown == ["0 remarque", "1 remarque", "2 remarques"]
    assert [render(count) for count in counts] == ["0 remarks", "1 remark", "2 remarks"]


def test_a_sentence_that_the_catalogue_lacks_is_shown_in_english() -> None:
    assert render(say("{n} unheard-of", n=3), translation("fr")) == "3 unheard-of"


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.name)
def test_a_page_keeps_its_words_through_its_paragraphs(rule) -> None:
    english = translation("en")
    assert page(rule, english).split() == re.sub(r"(?<=\w-)\n\s+", "", rule.page).split()
    shown = read_page(rule, english)
    assert "\n\n".join(filter(None, shown)) == "\n\n".join(paragraphs(rule))
    assert max(map(len, page(rule, english).splitlines())) <= 100


def test_a_page_is_translated_paragraph_by_paragraph() -> None:
    rule = all_rules()["blank-row"]

    def shout(message):
        return message.text.upper()

    assert read_page(rule, shout).title == "BLANK ROWS."
    assert "WHY\n    EXCEL ENDS" in page(rule, shout)
