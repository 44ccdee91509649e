"""The button « Aide »: every button by its label, in a box that fits a screen."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from xlmot.books.memory import MemoryBook
from xlmot.messages import render
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.ribbon.buttons import help as guide
from xlmot.ribbon.open_workbook import Desk
from xlmot.ribbon.texts import BUTTONS, SAVING

DESK = Desk(MemoryBook("plan", {}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_each_button_in_order(language) -> None:
    translate = translation(language)
    lines = render(guide.show_help(DESK).message, translate).split("\n")
    # “Count after saving” stands before the settings and the help itself.
    shown = (*BUTTONS[:-2], SAVING, BUTTONS[-2])
    labels = [render(button.label, translate) for button in shown]
    assert [line for line in lines if line.startswith(tuple(labels))] == lines[: len(labels)]
    assert all(line.startswith(label) for line, label in zip(lines, labels, strict=False))
    assert len(lines) <= 17
    assert Path(lines[-1].partition(": ")[2]).is_file()


def test_without_a_guide_none_is_named(monkeypatch) -> None:
    monkeypatch.setattr(guide, "GUIDES", ())
    told = render(guide.show_help(DESK).message)
    assert told.startswith(render(guide.BUTTONS_IN_ORDER))
    assert f"xlmot {version('xlmot')}" in told
    assert "guide" not in told.lower()
