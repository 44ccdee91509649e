"""Settings that say how a sheet is laid out are followed, or refused with a sentence."""

from __future__ import annotations

import time
import tomllib
from typing import Any

import pytest

from tests.programme.test_layouts import SHEETS, Sheet, grid
from xlmot.messages import english
from xlmot.messages.errors import BadSetting
from xlmot.programme.grid import Grid, Value
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import Workbook, read_workbook
from xlmot.settings.learning import learn
from xlmot.settings.load import Settings, build, load_settings
from xlmot.settings.placing import read_by
from xlmot.settings.proposals import Proposal, propose_sheets
from xlmot.settings.shipped import shipped
from xlmot.settings.stated import StatedSheet, is_like
from xlmot.settings.toml_file import merge
from xlmot.settings.toml_text import render_settings
from xlmot.settings.validation import Source, validate

KNOWN = load_settings("generic").vocabulary
# Nothing here speaks of codes, labels or levels.
ODD: list[list[Value]] = [
    ["Zone 4", "Zone 5", "Zone 6", "X"],
    ["1", "Roads", "", 10],
    ["1.1", "Pave the square", "quickly", 5],
    ["1.2", "Light the lanes", "", 5],
    ["2", "Parks", "", 8],
]


def settings_of(text: str) -> Settings:
    data = validate(tomllib.loads(text), Source("xlmot.toml"))
    made = build("generic", merge(shipped("generic"), data))
    return made._replace(stated=tuple(s._replace(place="xlmot.toml") for s in made.stated))


def said(grids: list[Grid], **keys: Any) -> Workbook:
    table = {"name": "Plan", **keys}
    data = validate({"sheets": [table]}, Source("xlmot.toml"))
    return read_by(build("generic", merge(shipped("generic"), data)), "plan.xlsx", grids)


def written(read: Workbook, proposals: list[Proposal]) -> str:
    return render_settings(
        learn(read.programmes, KNOWN), "generic", "plan.xlsx", english, proposals
    )


def outline(programme: Programme) -> list[tuple[str, int, str]]:
    """Return the tree of a programme: what stands on each level, and the actions below it."""
    found = []
    for node in programme.walk():
        found.append((programme.text(node.path), len(node.path), ""))
        found += [("", len(node.path) + 1, programme.table.labels[i]) for i in node.actions]
    return found


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_what_is_written_of_a_layout_reads_the_sheet_as_it_was_read(sheet: Sheet) -> None:
    whole = grid(sheet.text, sheet.merges)
    before = read_workbook("plan.xlsx", [whole], KNOWN)
    unsure = [p._replace(sure=False) for p in propose_sheets(before)]
    text = written(before, unsure)
    after = read_by(settings_of(text), "plan.xlsx", [whole])
    assert [outline(one) for one in after.programmes] == [outline(p) for p in before.programmes]
    (reading,) = [s.layout.reading for p in after.programmes for s in p.table.sections]
    assert (reading.stated, reading.unsure) == (True, True)
    assert propose_sheets(after) == []
    checked = read_by(
        settings_of(text.replace("checked = false", "checked = true")), "plan.xlsx", [whole]
    )
    assert [outline(one) for one in checked.programmes] == [outline(p) for p in before.programmes]
    assert not checked.programmes[0].table.sections[0].layout.reading.unsure


@pytest.mark.parametrize(
    ("codes", "labels"), [(["A"], ["B"]), (["Zone 4"], ["Zone 5"]), (["zone 4 "], ["B"])]
)
def test_columns_are_named_by_letters_or_headers(codes: list[str], labels: list[str]) -> None:
    read = said([Grid("Plan", ODD)], codes=codes, labels=labels, header_rows=[1])
    (programme,) = read.programmes
    assert [programme.text(node.path) for node in programme.walk()] == ["1", "2"]
    reading = programme.table.sections[0].layout.reading
    assert (reading.stated, reading.unsure) == (True, False)


def test_a_column_that_moved_is_found_by_its_header() -> None:
    moved = [["new", *row] for row in ODD]
    read = said([Grid("Plan", moved)], codes=["Zone 4"], labels=["Zone 5"])
    layout = read.programmes[0].table.sections[0].layout
    assert (layout.header_rows, layout.code, layout.label) == ((1,), 2, 3)


def test_a_sheet_that_is_not_named_is_read_as_ever() -> None:
    other = grid(SHEETS["a staircase"].text)._replace(sheet="Other")
    alone = read_workbook("plan.xlsx", [other], KNOWN)
    both = said([Grid("Plan", ODD), other], codes=["A"], labels=["B"], header_rows=[1])
    assert [outline(p) for p in both.programmes][1:] == [outline(p) for p in alone.programmes]


def test_settings_of_another_workbook_say_nothing() -> None:
    keys: dict[str, Any] = {"codes": ["A"], "labels": ["B"], "workbook": "budget*.xlsx"}
    assert said([Grid("Else", ODD)], **keys).stated == {}


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "no such sheet": ({"name": "Plann"}, "name", "no sheet “Plann”, but Plan"),
    "no such header": ({"labels": ["Zone 9"]}, "labels", "has no “Zone 9”; it has Zone 4, Zone 5"),
    "no such letter": ({"codes": ["H"]}, "codes", "no column H: its last one is D"),
    "a header beyond the sheet": ({"header_rows": [30]}, "header_rows", "ends at row 6"),
    "a blank header": ({"header_rows": [6]}, "header_rows", "Row 6 of the sheet “Plan” is blank"),
    "rows beyond the sheet": ({"first_row": 30}, "first_row", "ends at row 6"),
    "rows above the header": ({"first_row": 1}, "first_row", "below the header, row 1"),
    "a label without a text": (
        {"labels": ["D"]},
        "labels",
        "Column D of the sheet “Plan” holds no",
    ),
    "a code without any": ({"codes": ["E"]}, "codes", "its last one is D"),
    "names for codes": ({"codes": ["B"], "labels": ["A"]}, "labels", "holds no text"),
    "few codes": ({"codes": ["C"]}, "codes", "0 of the 1 cells there hold a code"),
    "two columns of codes": ({"codes": ["A", "D"]}, "codes", "one column of codes"),
    "codes apart": ({"scheme": "inside", "codes": ["A"]}, "codes", "codes stand in the labels"),
    "one level": ({"scheme": "stairs"}, "labels", "has several columns"),
    "a level twice": (
        {"scheme": "tiers", "labels": ["B", "Zone 5"], "codes": []},
        "labels",
        "one is named twice",
    ),
    "a level too few": (
        {"scheme": "tiers", "labels": ["B", "C"]},
        "codes",
        "as many as labels, or none",
    ),
    "no column of levels": ({"scheme": "depth"}, "depth", "needs it"),
    "no rows": ({"header_rows": []}, "header_rows", "Say which rows of the sheet “Plan” are"),
    "no mark": ({"scheme": "order", "codes": []}, "mark", "needs it"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_the_sheet_is_refused(name: str) -> None:
    changed, key, sentence = REFUSED[name]
    keys: dict[str, Any] = {"codes": ["A"], "labels": ["B"], "header_rows": [1]}
    with pytest.raises(BadSetting) as refused:
        said([Grid("Plan", [*ODD, [""]])], **(keys | changed))
    assert f"“sheets.1.{key}”" in str(refused.value)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"name": "Plan", "labels": ["B"], "scheme": "colum"}, "It must be one of column, inside"),
        ({"name": "Plan", "labels": "B"}, "It must be a list"),
        ({"name": "Plan"}, "“sheets.1.labels” is missing"),
        ({"name": "Plan", "labels": ["B"], "label": ["B"]}, "The nearest is “labels”"),
        ({"name": "Plan", "labels": ["B"], "header_rows": ["1"]}, "It must be a whole number"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_any_workbook(table: Any, sentence: str) -> None:
    with pytest.raises(BadSetting) as refused:
        validate({"sheets": [table]}, Source("xlmot.toml"))
    assert sentence in str(refused.value)


def test_a_sheet_that_is_not_read_has_the_nearest_layout_as_an_example() -> None:
    rows: list[list[Value]] = [["Lot", "Work"], ["A", "Roads"], ["", "Pave"], ["B", "Parks"]]
    read = read_workbook("plan.xlsx", [Grid("Plan", rows)], KNOWN)
    text = written(read, propose_sheets(read))
    assert "sheets" not in tomllib.loads(text)


def test_a_stated_sheet_most_of_whose_rows_have_no_place_is_unsure() -> None:
    lost: list[list[Value]] = [["1", "Roads"]]
    lost += [["x-y-z!", "Pave"] for _ in range(3)]
    read = said([Grid("Plan", lost)], codes=["A"], labels=["B"], first_row=1)
    assert read.programmes[0].table.sections[0].layout.reading.unsure


def test_what_a_sheet_hesitates_between_is_said() -> None:
    first = StatedSheet("Plan", ("B",), codes=("A",))
    read = said([Grid("Plan", ODD)], codes=["A"], labels=["B"], first_row=2)
    layout = read.programmes[0].table.sections[0].layout
    other = layout._replace(label=3)
    proposal = Proposal(layout, first, other, first._replace(labels=("C",)))
    text = written(read, [proposal])
    assert "hesitates between codes in column A, labels in B and" in " ".join(text.split("\n# "))
    assert '# labels = ["C"]' in text
    assert tomllib.loads(text)["sheets"][0]["labels"] == ["B"]


@pytest.mark.parametrize(
    ("name", "pattern", "like"),
    [
        ("Plan 1", "plan *", True),
        ("plan [2].xlsx", "plan [2].xlsx", True),
        ("plan 2.xlsx", "plan [2].xlsx", False),
        ("[!a]", "[!a]", True),
        ("Plan\n1", "plan?1", True),
        ("a" * 255, "*a" * 60 + "*b", False),
    ],
)
def test_a_name_is_like_a_pattern_and_the_last_of_many_stars_is_found_at_once(
    name: str, pattern: str, like: bool
) -> None:
    began = time.process_time()
    assert is_like(name, pattern) is like
    assert time.process_time() - began < 1
