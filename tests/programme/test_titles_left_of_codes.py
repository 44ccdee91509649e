"""Codes of which the highest have no titles among them: those may stand in columns to the left."""

from __future__ import annotations

from tests.programme.test_titles_of_other_looks import Rows
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import load_settings

TOPICS = {"ARC.1": "Rules", "ARC.2": "People", "BLD.1": "Rooms", "BLD.2": "Doors"}


def test_titles_left_of_their_codes_make_a_reading_unsure() -> None:
    """They stand beside others that were read: a requirement may have requirements below."""
    rows: Rows = [["Area", "Area topic", "Kind", "Force", "Code", "Requirement"]]
    for topic, name in TOPICS.items():
        area = "ARC Plans" if topic < "B" else "BLD Works"
        for n in (1, 2):
            for code in (f"{topic}.{n}", f"{topic}.{n}.1", f"{topic}.{n}.2"):
                kind = "technical" if code.endswith("1") else "other"
                rows.append(
                    [area, f"{topic} {name}", kind, "MUST", code, f"Keep {name} {code[3:]}"]
                )
    vocabulary = load_settings("generic").vocabulary
    for own in read_workbook("plan.xlsx", [Grid("Plan", rows)], vocabulary).programmes:
        titles = {own.table.labels[index] for index in own.titles}
        assert own.table.sections[0].layout.reading.unsure or "Rules" in titles


def test_titles_alone_of_columns_of_levels_are_no_sure_reading() -> None:
    """Steps of a staircase were found on three rows, and on none of the eighteen below them."""
    rows: Rows = [["", "Timeline"], ["", "PROJECT", "PHASE", "ACTIVITY", "OWNER", "DUE DATE"]]
    for number, name in enumerate(("Roads", "Parks", "Schools"), 1):
        rows.append(["", f"  PROJECT {number} — {name}"])
        for phase in ("Discovery", "Design", "Build"):
            rows += [["", "", phase, f"{deed} {phase} {number}", "Eva", "May"] for deed in "AB"]
    vocabulary = load_settings("generic").vocabulary
    for own in read_workbook("plan.xlsx", [Grid("Plan", rows)], vocabulary).programmes:
        below = any(node.children or node.actions for node in own.walk())
        assert below or own.table.sections[0].layout.reading.unsure
