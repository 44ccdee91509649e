"""No correction, not even one that is to be confirmed, puts something else in place of a label."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from tests.checked import checked
from tests.programme.specimens import SPECIMENS
from tests.programme.test_layouts import SETTINGS
from tests.rules.cases import Case
from tests.rules.test_rules import CASES
from xlmot.checking.check import check_workbook
from xlmot.findings import Finding, SetCell
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.workbook import read_workbook

WORD = re.compile(r"[^\W\d_]{3,}")
# What stood in the wrong cell moves to its own.
MOVES = ("swapped-header", "out-of-order", "split-group")


def loses_words(edit: SetCell) -> bool:
    """Return whether most words of a text are gone."""
    old = [word.casefold() for word in WORD.findall(str(edit.old or ""))]
    new = str(edit.new or "").casefold()
    return len(old) > 1 and 2 * sum(word[:3] in new for word in old) < len(old)


def lost(findings: Iterable[Finding]) -> list[tuple[str, object, object]]:
    return [
        (one.rule, edit.old, edit.new)
        for one in findings
        if one.fix and one.rule not in MOVES
        for edit in one.fix.edits
        if isinstance(edit, SetCell) and loses_words(edit)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.title}")
def test_in_the_cases_of_the_rules(case: Case) -> None:
    assert not lost(checked(case.book(), case.read_settings()).findings)


@pytest.mark.slow
@pytest.mark.parametrize("name", SPECIMENS)
def test_whatever_cell_of_a_layout_is_emptied_or_loses_its_code(name: str) -> None:
    sheet = SPECIMENS[name].grid
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            if is_blank(value):
                continue
            for new in (None, re.sub(r"^\W*\w{0,4}[\d.]+\W*", "", str(value))):
                rows = [list(own) for own in sheet.rows]
                rows[row][column] = new
                changed = Grid(sheet.sheet, rows, merges=sheet.merges)
                workbook = read_workbook("plan.xlsx", [changed], SETTINGS.vocabulary)
                assert not lost(check_workbook(workbook, SETTINGS)), (row + 1, column + 1, new)
