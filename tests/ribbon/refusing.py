"""Press a button once for each of its accesses to Excel, with that one refused; say what is wrong.

    python -m tests.ribbon.refusing CASE [STEP]

The button is pressed in one process, which at every access forks one more for each way to refuse:
so that what led there is never done again. An access may be refused as an error, by an Excel that
is busy, by one that is busy for long, or by one that answers nothing any more.
"""

from __future__ import annotations

import gc
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from copy import deepcopy
from functools import partial
from typing import Any
from unittest.mock import patch

from tests.excel.com import COUNTER, ExcelApp, RangeObject, SheetObject, Workbook
from tests.excel.engine import Excel, running
from tests.excel.faults import RETRY_LATER, Busy, Dead, Once
from tests.excel.files import open_rows
from tests.excel.sheets import Filter, Rule, Sheet
from xlmot.books.excel.found import NAME
from xlmot.programme.address import Area
from xlmot.programme.workbook import read_workbook
from xlmot.ribbon import __main__ as ribbon
from xlmot.ribbon.texts import Exit
from xlmot.rules import all_rules
from xlmot.sheets.write import write_sheets

ROWS: list[list[Any]] = [
    *(["Code", "Title"], ["1", "ROADS"], ["1.1", "Squares"], ["1.1", "Pave  it"]),
    *([], ["1.1", "Plant it"], [], ["Code", "Title"], ["1.2.", "Bridges"], ["1.2", "Mend"]),
    *(["1.2.", "Paint  it"], ["2", "TREES"], [None, "Oaks"], [2.1, "Limes"], ["2.1", "Prune"]),
]
# What the rules do in memory asks nothing of Excel: a few of them stand for all.
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
    "correct": ("verify", "mark"),
    "ignore": ("verify", "mark"),
}
AGAIN = {
    "apply anew": ("apply", ("verify",)),
    "guards off": ("guards", ("guards",)),
    "mark off": ("mark", ("mark",)),
    "undo sheets": ("undo", ("apply", "summaries")),
}
CASES = {**{verb: (verb, BEFORE.get(verb, ())) for verb in ribbon.VERBS}, **AGAIN}
FAULTS: dict[str, Callable[[int], Any]] = {
    "error": Once,
    "busy": lambda at: Once(at, RETRY_LATER),
    "long": lambda at: Busy(at, 90),
    "dead": Dead,
}
OF_ROWS = ("correct", "ignore", "why", "next", "previous")
CORRECTING = ("apply", "undo", "correct")
OTHER = [*ROWS[:4], ["1.1", "Sweep it"]]


def opened(app: ExcelApp, verb: str) -> Workbook:
    if verb == "compare":
        open_rows(app, "plan 2023.xlsx", {"Plan 2023": OTHER})
    workbook = open_rows(app, "plan.xlsx", {"Plan": ROWS, "Notes": [["Mine"]]})
    sheet = workbook.sheets[0]
    sheet.filter = Filter(Area(1, 1, 15, 2), {2: ("<>Oaks", None, None)})
    sheet.cell(9, 1).number_format = "0.0"
    workbook.auto_save = True
    return workbook


def _marks(sheet: Sheet) -> list[Rule]:
    return [rule for rule in sheet.formats if rule.arguments["Formula1"] == f"={NAME}"]


def _guards(sheet: Sheet) -> list[Rule]:
    return [rule for rule in sheet.formats if rule.arguments["Formula1"] != f"={NAME}"]


def texts(workbook: Workbook, *, marks: bool = False) -> list[Any]:
    """Return what somebody sees of the user's sheets: a cell never written is a blank one."""
    return [
        (
            sheet.name,
            {p: (c.value, c.formula, c.number_format) for p, c in sheet.cells.items() if c.value},
            sorted(sheet.merges),
            deepcopy(sheet.filter and (sheet.filter.area, sheet.filter.criteria)),
            (len(sheet.validations), len(_guards(sheet)), sorted({*sheet.names} - {NAME})),
            # Of marks, only the button that makes and removes them is asked for more.
            _marks(sheet) if marks else bool(_marks(sheet)) <= (NAME in sheet.names),
        )
        for sheet in _of_user(workbook)
    ]


def everything(workbook: Workbook) -> list[str]:
    """Return all that a workbook holds, what is hidden too."""
    return [*map(repr, workbook.sheets), repr(workbook.names)]


def _of_user(workbook: Workbook) -> Iterator[Sheet]:
    return (sheet for sheet in workbook.sheets if sheet.name in ("Plan", "Notes"))


def state(workbook: Workbook) -> list[Any]:
    app = workbook.app
    return [*(app.state[name] for name in STATE), workbook.auto_save, workbook.active.name]


def click(verb: str) -> int:
    return ribbon.main([verb, "--hwnd", "4242", "--lang", "en"])


class Pressed:
    """A button pressed, with a fault at one of its accesses or with none."""

    def __init__(self, case: str, fault: Callable[[int, str], None] | None = None) -> None:
        verb, first = CASES[case]
        app = ExcelApp()
        with running(app) as excel:
            workbook = opened(app, verb)
            self.marks = verb == "mark"
            self.initial = texts(workbook)
            for each in first:
                click(each)
            excel.boxes.clear()
            if verb in OF_ROWS:
                # A label with two blanks, and the one above it.
                workbook.active = workbook.sheets[0]
                place = [Area(3, 2, 4, 2)]
                workbook.selection = RangeObject(SheetObject(workbook, workbook.active), place)
            self.before, self.quiet = texts(workbook, marks=self.marks), state(workbook)
            self.names = [sheet.name for sheet in workbook.sheets]
            self.count, whole = len(app.books), everything(workbook)
            COUNTER.restart()
            COUNTER.fault = fault
            self.code = click(verb)
            self._look(excel, workbook)
            self.undone: list[Any] = []
            if verb in CORRECTING and everything(workbook) != whole:
                self.undone = self._undo(workbook)

    def _look(self, excel: Excel, workbook: Workbook) -> None:
        app = workbook.app
        fault, COUNTER.fault = COUNTER.fault, None
        if isinstance(fault, Busy | Dead) and self.code != Exit.DONE:
            # What `WakeExcel` of the add-in does, within Excel.
            app.state.update(WOKEN, Calculation=-4105)
        app.state["StatusBar"] = False
        self.accesses = COUNTER.count
        self.after, self.left = texts(workbook, marks=self.marks), state(workbook)
        self.then = [sheet.name for sheet in workbook.sheets]
        self.books = len(app.books) - self.count
        self.boxes = [text for text, _ in excel.boxes]

    def _undo(self, workbook: Workbook) -> list[Any]:
        # Whoever undoes looks at their own workbook.
        workbook.app.active = workbook
        for _ in range(3):
            click("undo")
            found = texts(workbook)
            if found == self.initial:
                break
        return found


class Forking:
    """Fork, at accesses that are `step` from each other, a process for each way to refuse them."""

    def __init__(self, step: int) -> None:
        self.step = step
        self.told: list[str] = []
        self.met = 0
        # In a process that was forked: how the access was refused, its number, whom to tell.
        self.own: tuple[str, int, int] | None = None

    def __call__(self, number: int, what: str) -> None:
        if number % self.step != self.step // 2:
            return
        for kind, fault in FAULTS.items():
            reading, writing = os.pipe()
            child = os.fork()
            if not child:
                os.close(reading)
                self.own = (kind, number, writing)
                READ.anew = False
                COUNTER.fault = fault(number)
                COUNTER.fault(number, what)
                return
            os.close(writing)
            with os.fdopen(reading, encoding="utf-8") as answer:
                told = answer.read()
            os.waitpid(child, 0)
            self.met += 1
            wrong = json.loads(told) if told else ["the process ended"]
            self.told += [f"{kind} at {number}, {what}: {one}" for one in wrong]

    def end(self, faults: Iterator[str]) -> None:
        """Tell what is wrong, if this is a process that was forked, and end it."""
        if self.own is None:
            return
        _, _, writing = self.own
        with os.fdopen(writing, "w", encoding="utf-8") as answer:
            json.dump(list(faults), answer)
        os._exit(0)


def _ours(names: list[str]) -> list[str]:
    return [name for name in names if not name.startswith("_xlmot")]


def held(got: Pressed, kind: str, good: Pressed) -> Iterator[str]:
    """Yield what is wrong after a button was pressed with a fault."""
    if kind == "dead":
        # No one is left to filter anew.
        got.undone, got.initial = ([line[:3] for line in one] for one in (got.undone, got.initial))
    if got.undone and got.undone != got.initial:
        yield "Undo did not give all back"
    if kind != "dead":
        yield from _left(got, good)
        yield from _said(got, good)


def _left(got: Pressed, good: Pressed) -> Iterator[str]:
    if got.books:
        yield "a workbook of ours is left open"
    if got.left[:-1] != good.quiet[:-1]:
        yield f"state: {got.left}"
    if _ours(got.then) not in (_ours(got.names), _ours(good.then)) and not _named(got, good):
        yield f"sheets: {got.then}, {got.boxes}"


def _named(got: Pressed, good: Pressed) -> bool:
    """Return whether it is said of each sheet that should be gone that it is still there."""
    extra = set(_ours(got.then)) - set(good.then)
    told = re.match("Excel did not remove (.*): undo again", " ".join(got.boxes))
    return told is not None and set(told[1].split(", ")) == extra


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


class Memory:
    """Do something again that was done before of the same by giving what it gave."""

    def __init__(self, work: Callable[..., Any], key: Callable[..., object]) -> None:
        self.work = work
        self.key = key
        self.known: dict[object, Any] = {}
        # Whether it is to be done each time: what is done may ask Excel something.
        self.anew = False

    def __call__(self, *given: Any, **named: Any) -> Any:
        key = self.key(*given, **named)
        if self.anew or key not in self.known:
            self.known[key] = self.work(*given, **named)
        return self.known[key]


def _shown(grid: Any) -> str:
    return repr((grid.sheet, list(grid.rows), grid.merges, grid.formulas, grid.errors, grid.state))


# The words of the house follow from what is read.
READ = Memory(
    read_workbook,
    lambda name, grids, _, *how: (name, repr(how), *map(_shown, grids)),
)
WRITTEN = Memory(write_sheets, lambda sheets, *_, **named: repr((sheets, named)))


def read(name: str, grids: Any, *how: Any) -> Any:
    """Return what a workbook reads as; what is read lazily is read of these grids."""
    kept = tuple(grids)
    return READ(name, kept, *how)._replace(grids=kept)


@contextmanager
def light() -> Iterator[None]:
    """Make a press cheap: few rules, what was read in memory remembered, files in one place."""
    few = {name: rule for name, rule in all_rules().items() if name in FEW}
    with (
        tempfile.TemporaryDirectory() as folder,
        redirect_stderr(io.StringIO()),
        patch("xlmot.checking.check.all_rules", lambda: few),
        patch("xlmot.checking.plan.read_workbook", read),
        patch("xlmot.settings.placing.read_workbook", read),
        patch("xlmot.sheets.write.write_sheets", WRITTEN),
        patch("xlmot.books.excel.library.PAUSE", 1.0),
        # A process that was forked removes nothing that the others still need.
        patch("xlmot.books.excel.sheets.TemporaryDirectory", partial(_Folder, folder)),
        patch.dict(os.environ, TMPDIR=folder),
        patch("xlmot.messages.log.write_log", lambda _: "a log"),
        patch("xlmot.ribbon.buttons.check.write_log", lambda _: "a log"),
    ):
        tempfile.tempdir = None
        yield


class _Folder:
    """A folder that stays."""

    def __init__(self, parent: str, **_: Any) -> None:
        self.name = tempfile.mkdtemp(prefix="xlmot-", dir=parent)

    def __enter__(self) -> str:
        return self.name

    def __exit__(self, *_: object) -> None:
        pass


def faults_of(case: str, step: int) -> tuple[list[str], int, int]:
    """Return what is wrong, the number of accesses of a press, and of the refusals tried."""
    with light():
        good = Pressed(case)
        if good.code != Exit.DONE:
            return [f"not done: {good.boxes}"], good.accesses, 0
        gc.collect()
        gc.freeze()
        forking = Forking(step)
        READ.anew = True
        try:
            got = Pressed(case, forking)
            forking.end(held(got, forking.own[0] if forking.own else "", good))
        except BaseException as error:
            forking.end(iter([f"{type(error).__name__}: {error}"]))
            raise
        return forking.told, got.accesses, forking.met


if __name__ == "__main__":
    told, accesses, met = faults_of(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else 1)
    used = sum(os.times()[:4])
    counted = f"{accesses} accesses, {met} refusals, {len(told)} faults, {used:.0f} s"
    sys.stdout.write("\n".join([counted, *told, ""]))
    sys.exit(bool(told))
