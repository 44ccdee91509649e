"""Labels without codes in parts, each below its title and a header that all of them share."""

from __future__ import annotations

import pytest

from tests.checked import checked
from tests.programme.test_titles_of_other_looks import Rows, one, shown
from xlmot.books.memory import MemoryBook
from xlmot.programme.grid import Grid, Value
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import load_settings

HEAD: list[Value] = ["Name", "Owner", "State", "Hours"]
PARTS = {"Cellar": ["Dry the walls", "Paint"], "Roof": ["Lay tiles"], "Yard": ["Dig", "Plant"]}
EXPECTED = ["1 Cellar", "2 Dry the walls", "2 Paint", "1 Roof", "2 Lay tiles"]
EXPECTED += ["1 Yard", "2 Dig", "2 Plant"]


def plan(head: list[Value] = HEAD) -> Rows:
    """Return a sheet as some tools export it: a name above, a total and a blank row below parts."""
    rows: Rows = [["Works of the year"]]
    for title, labels in PARTS.items():
        rows += [[title], head]
        rows += [[label, "Eva", "done", 4.0] for label in labels]
        rows += [["", "", "", 4.0 * len(labels)], []]
    return [*rows, ["Seen by the board on Monday"]]


def test_titles_stand_above_headers_of_their_own() -> None:
    programme = one(Grid("Plan", plan()))
    assert shown(programme) == EXPECTED
    [section] = programme.table.sections
    assert not section.layout.reading.unsure
    assert [column.name for column in section.layout.others] == ["Owner", "State", "Hours"]


def test_no_header_of_a_part_is_a_row_too_many() -> None:
    found = checked(MemoryBook("plan.xlsx", [Grid("Plan", plan())])).findings
    assert not [finding for finding in found if str(finding.severity) != "note"]


@pytest.mark.parametrize("row", [2, 9, 14])
def test_a_part_that_lost_its_title_or_header_is_no_sure_reading(row: int) -> None:
    rows = [list(own) for own in plan()]
    rows[row - 1] = []
    programmes = read_workbook(
        "plan.xlsx", [Grid("Plan", rows)], load_settings("generic").vocabulary
    ).programmes
    sections = [section for own in programmes for section in own.table.sections]
    assert all(section.layout.reading.unsure for section in sections)


def test_parts_with_titles_of_their_own_are_no_sure_reading() -> None:
    """What stands alone below a header may be a title of another level."""
    rows: Rows = []
    for name in ("Cellar", "Roof", "Yard"):
        rows += [[name], HEAD, [f"Before the {name}"], ["Dry", "Eva", "done", 4.0]]
        rows += [[f"After the {name}"], ["Paint", "Eva", "open", 3.0], []]
    for own in read_workbook(
        "plan.xlsx", [Grid("Plan", rows)], load_settings("generic").vocabulary
    ).programmes:
        assert all(section.layout.reading.unsure for section in own.table.sections)


def test_under_words_that_name_no_labels_it_is_unsure() -> None:
    rows = plan(["Zwik", "Trag", "Plon", "Murk"])
    vocabulary = load_settings("generic").vocabulary
    for own in read_workbook("plan.xlsx", [Grid("Plan", rows)], vocabulary).programmes:
        assert all(section.layout.reading.unsure for section in own.table.sections)


@pytest.mark.parametrize("part", [0, 2, 4])
@pytest.mark.parametrize(
    ("title", "head"),
    [
        (["{}"], ["Nmae", *HEAD[1:]]),
        (["{}"], [HEAD[0], "", *HEAD[2:]]),
        (["{}"], [str(name).upper() for name in HEAD]),
        (["{}"], [*HEAD, "Remark"]),
        (["{}"], []),
        (["{}"], None),
        ([], HEAD),
        (None, HEAD),
        (["{}", "late"], HEAD),
    ],
)
def test_one_change_changes_no_other_part_unless_it_says_so(
    part: int, title: list[str] | None, head: list[Value] | None
) -> None:
    """A title or a header is written otherwise, blank, or gone."""
    titles = ["Cellar", "Roof", "Yard", "Hall", "Barn"]
    rows: Rows = [["Works of the year"], []]
    for n, name in enumerate(titles):
        above = (title, head) if n == part else (["{}"], HEAD)
        rows += [[str(v).format(name) for v in row] for row in above if row is not None]
        rows += [[f"{deed} the {name}", "Eva", "done", 4.0] for deed in ("Dig", "Paint")]
        rows += [["", "", "", 8.0], []]
    expected = [f"2 {deed} the {name}" for name in titles for deed in ("Dig", "Paint")]
    vocabulary = load_settings("generic").vocabulary
    for own in read_workbook("plan.xlsx", [Grid("Plan", rows)], vocabulary).programmes:
        if not own.table.sections[0].layout.reading.unsure:
            assert [row for row in shown(own) if row.startswith("2")] == expected
            assert [row for row in shown(own) if row.startswith("1")] == [f"1 {t}" for t in titles]
