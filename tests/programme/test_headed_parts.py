"""Labels without codes in parts, each below its title and a header that all of them share."""

from __future__ import annotations

import pytest

from tests.checked import checked
from tests.programme.test_titles_of_other_looks import Rows, one, shown
from xlmot.books.memory import MemoryBook
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import load_settings

HEAD: list[object] = ["Name", "Owner", "State", "Hours"]
PARTS = {"Cellar": ["Dry the walls", "Paint"], "Roof": ["Lay tiles"], "Yard": ["Dig", "Plant"]}
EXPECTED = ["1 Cellar", "2 Dry the walls", "2 Paint", "1 Roof", "2 Lay tiles"]
EXPECTED += ["1 Yard", "2 Dig", "2 Plant"]


def plan(head: list[object] = HEAD) -> Rows:
    """Return a sheet as some tools export it: a name above, a total and a blank row below parts."""
    rows: list[list[object]] = [["Works of the year"]]
    for title, labels in PARTS.items():
        rows += [[title], head]
        rows += [[label, "Eva", "done", 4.0] for label in labels]
        rows += [["", "", "", 4.0 * len(labels)], []]
    return [*rows, ["Seen by the board on Monday"]]  # type: ignore[list-item]


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


def test_under_words_that_name_no_labels_it_is_unsure() -> None:
    rows = plan(["Zwik", "Trag", "Plon", "Murk"])
    vocabulary = load_settings("generic").vocabulary
    for own in read_workbook("plan.xlsx", [Grid("Plan", rows)], vocabulary).programmes:
        assert all(section.layout.reading.unsure for section in own.table.sections)
