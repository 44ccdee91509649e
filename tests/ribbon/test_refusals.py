"""An Excel that refuses any one access of any button: the table is whole, and Undo knows all.

Each button is pressed once to count its accesses, then once for each of them with that one refused:
as an error, as an Excel that is busy, as one that is busy for long, as one that answers no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.excel.com import COUNTER, ExcelApp, Workbook
from tests.excel.engine import running
from tests.excel.faults import RETRY_LATER, Busy, Dead, Once
from tests.excel.files import open_rows
from tests.excel.sheets import Filter, Sheet
from xlmot.programme.address import Area
from xlmot.ribbon import __main__ as ribbon
from xlmot.ribbon.texts import Exit
from xlmot.rules import all_rules

ROWS: list[list[Any]] = [
    *(["Code", "Title"], ["1", "ROADS"], ["1.1", "Squares"], ["1.1", "Pave  it"]),
    *([], ["1.1", "Plant it"], [], ["Code", "Title"], ["1.2.", "Bridges"], ["1.2", "Mend"]),
    *(["1.2.", "Paint  it"], ["2", "TREES"], [None, "Oaks"], [2.1, "Limes"], ["2.1", "Prune"]),
]
FEW = ("blank-row", "repeated-header", "extra-separator", "extra-spaces", "numeric-code")
STATE = (
    *("ScreenUpdating", "DisplayAlerts", "EnableEvents", "Interactive", "Calculation"),
    *("StatusBar", "CutCopyMode"),
)
WOKEN = {
    **dict.fromkeys(("ScreenUpdating", "EnableEvents", "Interactive", "DisplayAlerts"), True),
    "StatusBar": False,
}
# What is pressed before, so that there is something to replace, to take back or to remove.
BEFORE = {
    "verify": ("verify",),
    "preview": ("verify",),
    "apply": ("preview",),
    "undo": ("apply",),
    "guards": (),
    "summaries": ("summaries",),
}
AGAIN = {"apply anew": ("apply", ()), "guards off": ("guards", ("guards",))}
AGAIN["undo sheets"] = ("undo", ("apply", "summaries"))
CASES = {
    **{verb: (verb, BEFORE.get(verb, ())) for verb in ribbon.VERBS if verb != "compare"},
    **AGAIN,
}
FAULTS: dict[str, Callable[[int], Any]] = {
    "error": Once,
    "busy": lambda at: Once(at, RETRY_LATER),
    "long": lambda at: Busy(at, 90),
    "dead": Dead,
}


def opened(app: ExcelApp) -> Workbook:
    workbook = open_rows(app, "plan.xlsx", {"Plan": ROWS, "Notes": [["Mine"]]})
    sheet = workbook.sheets[0]
    sheet.filter = Filter(Area(1, 1, 15, 2), {2: ("<>Oaks", None, None)})
    sheet.cell(9, 1).number_format = "0.0"
    workbook.auto_save = True
    return workbook


def table(workbook: Workbook) -> list[Sheet]:
    """Return the sheets of the user, in all that they hold."""
    return [deepcopy(sheet) for sheet in workbook.sheets if sheet.name in ("Plan", "Notes")]


def texts(workbook: Workbook) -> list[Any]:
    """Return what somebody sees of the user's sheets: a cell never written is a blank one."""
    return [
        (
            sheet.name,
            {p: (c.value, c.formula, c.number_format) for p, c in sheet.cells.items() if c.value},
            sorted(sheet.merges),
            sheet.filter and (sheet.filter.area, sheet.filter.criteria),
            (len(sheet.validations), len(sheet.formats), sorted(sheet.names)),
        )
        for sheet in table(workbook)
    ]


def state(workbook: Workbook) -> list[Any]:
    app = workbook.app
    return [*(app.state[name] for name in STATE), workbook.auto_save, workbook.active.name]


def click(verb: str) -> int:
    return ribbon.main([verb, "--hwnd", "4242", "--lang", "en"])


class Pressed:
    """A button pressed with a fault at one of its accesses."""

    def __init__(self, case: str, fault: Any = None) -> None:
        verb, first = CASES[case]
        app = ExcelApp()
        with running(app) as excel:
            workbook = opened(app)
            self.initial = texts(workbook)
            for each in first:
                click(each)
            excel.boxes.clear()
            self.workbook, self.excel = workbook, excel
            self.before, self.quiet = texts(workbook), state(workbook)
            self.names = [sheet.name for sheet in workbook.sheets]
            COUNTER.restart()
            COUNTER.fault = fault
            calculation = app.state["Calculation"]
            self.code = click(verb)
            COUNTER.fault = None
            if fault and not isinstance(fault, Once) and self.code != Exit.DONE:
                # What `WakeExcel` of the add-in does, within Excel.
                app.state.update(WOKEN, Calculation=calculation)
            app.state["StatusBar"] = False
            self.accesses = COUNTER.count
            self.after, self.left = texts(workbook), state(workbook)
            self.then = [sheet.name for sheet in workbook.sheets]
            self.books = len(app.books)
            self.boxes = [text for text, _ in excel.boxes]
            self.undone: list[Any] = []
            if verb in ("apply", "undo"):
                for _ in range(3):
                    click("undo")
                self.undone = texts(workbook)


@pytest.fixture(autouse=True)
def few_rules(monkeypatch) -> None:
    """What the rules do in memory asks nothing of Excel: a few of them stand for all."""
    few = {name: rule for name, rule in all_rules().items() if name in FEW}
    monkeypatch.setattr("xlmot.checking.check.all_rules", lambda: few)


def ours(names: list[str]) -> list[str]:
    return [name for name in names if not name.startswith("_xlmot")]


def held(case: str, kind: str, at: int, good: Pressed) -> Iterator[str]:
    """Yield what is wrong after a button was pressed with a fault."""
    got = Pressed(case, FAULTS[kind](at))
    if kind == "dead":
        # No one is left to filter anew.
        got.undone, got.initial = ([line[:3] for line in one] for one in (got.undone, got.initial))
    if got.undone and got.undone != got.initial:
        yield "Undo did not give all back"
    if kind != "dead":
        yield from _left(got, good)
        yield from _said(got, good)


def _left(got: Pressed, good: Pressed) -> Iterator[str]:
    if got.books != 1:
        yield "a workbook of ours is left open"
    if got.left[:-1] != good.quiet[:-1]:
        yield f"state: {got.left}"
    if ours(got.then) not in (ours(got.names), ours(good.then)):
        yield f"sheets: {got.then}"


def _said(got: Pressed, good: Pressed) -> Iterator[str]:
    said = " ".join(got.boxes)
    if got.code == Exit.DONE and got.after != good.after:
        yield "it says that it is done, and it is not"
    elif got.after not in (got.before, good.after) and not re.search("Undo|Click again", said):
        yield f"half done, and not said: {said}"
    elif "was undone" in said and got.after != got.before:
        yield f"false: {said}"
    if "did not expect" in said and got.after != got.before:
        yield f"changed, and told as unexpected: {said}"


def faults_of(case: str, kind: str, step: int) -> list[str]:
    good = Pressed(case)
    assert good.code == Exit.DONE, good.boxes
    return [
        f"{kind} at {at} of {good.accesses}: {fault}"
        for at in range(step // 2, good.accesses, step)
        for fault in held(case, kind, at, good)
    ]


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("case", CASES)
def test_one_refusal_at_some_accesses(case: str, kind: str) -> None:
    assert faults_of(case, kind, 307) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("case", CASES)
def test_one_refusal_at_every_access(case: str, kind: str) -> None:
    assert faults_of(case, kind, 1) == []
