"""What a user does meanwhile: Esc while a button works, a save without a button."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.excel.com import ExcelApp, Workbook
from tests.excel.engine import Excel, running
from tests.excel.files import open_rows
from tests.ribbon.test_ribbon import click, names, values
from xlmot.books.excel import book as live
from xlmot.books.excel.escape import is_escape_pressed
from xlmot.ribbon.texts import BUTTONS, COUNT, Exit

ROWS = [["Code", "Intitulé"], ["1", "ROUTES"], ["1.1", "Paver , vite"], ["1.1", "Élargir"]]
READING = [button.verb for button in BUTTONS if button.verb not in ("settings", "help", "undo")]


@pytest.fixture
def opened() -> Iterator[tuple[Excel, Workbook]]:
    """Yield an Excel with a programme in front, and behind it that of the year before."""
    app = ExcelApp()
    with running(app) as excel:
        open_rows(app, "plan 2023.xlsx", {"Plan 2023": ROWS})
        yield excel, open_rows(app, "plan.xlsx", {"Plan 2024": ROWS})


@pytest.mark.parametrize("verb", READING)
def test_escape_stops_a_button_before_it_changes_anything(
    verb: str, opened: tuple[Excel, Workbook], monkeypatch: pytest.MonkeyPatch
) -> None:
    excel, workbook = opened
    before, sheets = values("Plan 2024"), names(workbook)
    calls = count()
    # What was pressed before the button, the first call, does not stop it.
    monkeypatch.setattr(live, "is_escape_pressed", lambda _: next(calls) in (0, 2))
    assert click(verb) == Exit.TOLD
    ((text, _),) = excel.boxes
    assert "Échap" in text
    assert (values("Plan 2024"), names(workbook)) == (before, sheets)
    assert workbook.app.state["StatusBar"] is False


@pytest.mark.parametrize("at", range(1, 40))
def test_a_stop_at_any_moment_tells_the_truth(
    at: int, opened: tuple[Excel, Workbook], monkeypatch: pytest.MonkeyPatch
) -> None:
    excel, workbook = opened
    before, sheets = values("Plan 2024"), names(workbook)
    calls = count()
    monkeypatch.setattr(live, "is_escape_pressed", lambda _: next(calls) == at)
    click("apply")
    told = " ".join(text for text, _ in excel.boxes)
    stopped = "rien n'a été modifié" in told.replace("’", "'")
    assert stopped is ((values("Plan 2024"), names(workbook)) == (before, sheets))


def test_how_far_a_check_is_stands_in_the_status_bar(opened: tuple[Excel, Workbook]) -> None:
    _, workbook = opened
    click("verify")
    told = [text for text in workbook.app.status if text and "règles sur" in text]
    assert 5 <= len(told) <= 11
    assert told == sorted(told, key=lambda text: int(text.split(" : ")[1].split()[0]))


def test_only_windows_tells_of_escape() -> None:
    assert not is_escape_pressed(4242)


def test_a_count_stays_in_the_status_bar_and_changes_nothing(
    opened: tuple[Excel, Workbook],
) -> None:
    excel, workbook = opened
    before = values("Plan 2024"), names(workbook)
    assert click(COUNT) == Exit.DONE
    assert workbook.app.state["StatusBar"].startswith("xlmot – plan.xlsx : ")
    assert excel.boxes == []
    assert (values("Plan 2024"), names(workbook)) == before


def test_a_count_of_no_programme_says_nothing() -> None:
    app = ExcelApp()
    with running(app) as excel:
        open_rows(app, "notes.xlsx", {"Notes": [["Mine"]]})
        assert click(COUNT) == Exit.LOGGED
    assert (excel.boxes, app.state["StatusBar"]) == ([], False)
