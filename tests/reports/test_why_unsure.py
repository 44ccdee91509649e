"""An unsure reading says what speaks against it, in words and as data."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.checked import checked
from tests.programme.test_doubt import (
    Rows,
    plan,
    with_another_numbering,
    with_half_of_the_titles,
    with_numbers_for_labels,
)
from xlmot.books.memory import MemoryBook
from xlmot.checking.results import PIPE, Checked, FileReport
from xlmot.messages import render
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.programme.layout import Doubt
from xlmot.reports.json import render_json
from xlmot.reports.reading import DOUBT_WORDS, how_read
from xlmot.reports.words import next_step


def report(rows: Rows) -> FileReport:
    return checked(MemoryBook("plan.xlsx", {"Plan": rows}))


def test_each_doubt_has_its_words() -> None:
    assert DOUBT_WORDS.keys() == set(Doubt)
    for language in LANGUAGES:
        said = {render(words, translation(language)) for words in DOUBT_WORDS.values()}
        assert len(said) == len(Doubt)


@pytest.mark.parametrize(
    ("spoil", "doubt"),
    [
        (with_numbers_for_labels, Doubt.LABELS),
        (with_half_of_the_titles, Doubt.ORDER),
        (with_another_numbering, Doubt.OTHER_NUMBERS),
    ],
)
def test_what_speaks_against_a_reading_is_said(spoil: Callable[[Rows], None], doubt: Doubt) -> None:
    rows = plan()
    spoil(rows)
    file = report(rows)
    text = " ".join(map(render, how_read(file)))
    assert "This reading is unsure: " in text
    assert render(DOUBT_WORDS[doubt]) in text
    (told,) = json.loads(render_json(Checked((file,)), translation("en")))["files"]
    (table,) = told["tables"]
    assert doubt.value in table["reading"]["doubts"]


def test_a_sure_reading_has_no_doubts() -> None:
    text = " ".join(map(render, how_read(report(plan()), fully=True)))
    assert "unsure" not in text


@pytest.mark.parametrize(
    ("path", "typed"),
    [("mes plans/plan 2026.xlsx", '“xlmot init "mes plans/plan 2026.xlsx"”'), ("-", "")],
)
def test_the_command_that_settles_it_can_be_typed(path: str, typed: str) -> None:
    rows = plan()
    with_numbers_for_labels(rows)
    text = " ".join(map(render, how_read(report(rows)._replace(path=path))))
    assert typed in text
    assert ("xlmot init" in text) is bool(typed)


def test_what_was_piped_cannot_be_cleaned_by_its_name() -> None:
    rows = plan()
    rows[2][1] = "Mend the  well"
    file = report(rows)
    assert next_step(Checked((file,))) is not None
    assert next_step(Checked((file._replace(path=PIPE),))) is None
