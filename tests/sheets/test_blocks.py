"""What the summary says of statuses, due dates, persons and budgets: counted again, from the text.

The example of a library is read line by line here, without xlmot.
"""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.sheets.samples import GENERIC, edition, read, rows_after, texts, written_values
from xlmot.books.file import FileBook
from xlmot.messages import render
from xlmot.messages.translation import translation
from xlmot.programme.workbook import read_workbook
from xlmot.sheets.axe import axe_sheets
from xlmot.sheets.groups import MOST_NAMES, by_value, column_of, sentences
from xlmot.sheets.sommaire import sommaire_sheet
from xlmot.sheets.words import UNSURE

BOOKS = Path(__file__).parents[2] / "workbooks"
LINES = [
    line.split("\t") for line in (BOOKS / "mediatheque.tsv").read_text("utf-8").splitlines()[4:]
]
# Person, partners, budget, due date, status of each action.
ACTIONS = [line for line in LINES if len(line) > 2]
DAY = date(2026, 6, 1)
GRIDS = list(FileBook(BOOKS / "mediatheque.xlsx").grids())
(PROGRAMME,) = read_workbook("mediatheque.xlsx", GRIDS, GENERIC.vocabulary).programmes
EDITION = edition(PROGRAMME, "generic", DAY)
SUMMARY = written_values([sommaire_sheet(PROGRAMME, EDITION)])["Summary"]


def when(line) -> str:
    if not line[5]:
        return "no date"
    if line[5] < "2026-06-01":
        return "passed"
    return "this quarter" if line[5] <= "2026-06-30" else "later"


def counted(name):
    """Return what a group is called, how many actions it has and what they cost."""
    counts, budgets = Counter(map(name, ACTIONS)), Counter[str]()
    for line in ACTIONS:
        budgets[name(line)] += int(line[4])
    return {group: (count, budgets[group]) for group, count in counts.items()}


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("Statut", lambda line: line[6]),
        ("Échéance", when),
        ("Responsable", lambda line: line[2]),
    ],
)
def test_each_block_counts_the_actions_and_adds_up_their_budget(column, name) -> None:
    head, *rows = rows_after(SUMMARY, f"Actions by “{column}”")
    places = head.index("Actions"), head.index("Budget")
    assert {row[0]: tuple(row[place] for place in places) for row in rows} == counted(name)


def test_the_budget_is_added_up_by_section() -> None:
    head, *rows, total = rows_after(SUMMARY, "By section")
    place = head.index("Budget")
    expected = Counter[str]()
    for line in ACTIONS:
        expected[f"Section {line[0][0]}"] += int(line[4])
    assert {row[0]: row[place] for row in rows} == expected
    assert total[place] == sum(expected.values())
    for section in expected:
        sheet = written_values(axe_sheets(PROGRAMME, EDITION))[section]
        (last,) = (row for row in sheet if row[0] == "Total")
        assert expected[section] in last


def test_the_summary_leads_with_what_is_to_be_known() -> None:
    french = [render(one, translation("fr")) for one in sentences(PROGRAMME, DAY)]
    late = Counter(line[6] for line in ACTIONS if when(line) == "passed")
    postponed = sum(line[6] == "Reportée" for line in ACTIONS)
    assert french[0] == "1 sous-partie sur 8 n'a pas d'action."
    assert f"{postponed} « Reportée »" in french[1]
    assert french[2].startswith(f"{sum(late.values())} échéances passées : ")
    for status, count in late.items():
        assert f"{count} « {status} »" in french[2]
    assert [row[0] for row in SUMMARY[3:6]] == [render(one) for one in sentences(PROGRAMME, DAY)]


def test_rows_that_no_code_places_have_a_line_of_their_own_in_the_totals() -> None:
    lines: list[list[object]] = [["Code", "Title", "Budget"], ["1", "ROADS"], ["1.1", "Squares"]]
    lines += [["1.1", "Pave the market", 100], ["1.1", "Mend the fountain", 50]]
    lines += [["?", "Ask for a survey", 33000], ["x", "Buy a ladder", 252]]
    shown = written_values([sommaire_sheet(programme := read(lines), edition(programme))])
    rows = shown["Summary"]
    head, *_, placeless, total = rows_after(rows, "By section")
    figures = head.index("Actions"), head.index("Budget")
    assert placeless[1] == "2 rows without a place"
    assert [placeless[place] for place in figures] == [2, 33252]
    assert [total[place] for place in figures] == [4, 33402]
    controls = {row[1]: row[0] for row in rows if str(row[1]).startswith("difference")}
    assert set(controls.values()) == {0}
    assert len(controls) == 2


def test_many_names_are_cut_and_their_total_is_not() -> None:
    lines: list[list[object]] = [["Code", "Title", "Lead"], ["1", "ROADS"]]
    lines += [["1", f"Pave street {n}", f"Person {n}"] for n in range(40)]
    programme = read([*lines, ["1", "Mend", "PERSON 1"], ["1", "Rest", None]])
    column = column_of(programme, "person")
    assert column is not None
    groups = by_value(programme, column)
    assert len(groups) == MOST_NAMES + 1
    assert (groups[0].name, len(groups[0].rows)) == ("Person 1", 2)
    assert [str(group.name) for group in groups[-2:]] == ["(16 others)", "(blank)"]
    assert sum(len(group.rows) for group in groups) == len(programme.owners)


def test_a_house_without_such_columns_has_no_such_blocks() -> None:
    programme = read([["Code", "Title"], ["1", "ROADS"], ["1", "Pave"]])
    said = texts([sommaire_sheet(programme, edition(programme))])
    assert not [text for text in said if text.startswith("Actions by")]


def test_the_budget_of_each_status_is_told_under_each_section() -> None:
    head, *rows, total = rows_after(SUMMARY, "“Budget” by section and by “Statut”")
    expected = Counter[tuple[str, str]]()
    for line in ACTIONS:
        for status in (line[6], "Total"):
            for place in (f"Section {line[0][0]}", "Total"):
                expected[status, place] += int(line[4])
    shown = {
        (str(row[0]), name): value
        for row in (*rows, total)
        for name, value in zip(head[2:], row[2:], strict=False)
        if name and value != ""
    }
    assert shown == expected


def test_the_budget_of_each_status_needs_a_status_and_a_budget() -> None:
    head: list[object] = ["Code", "Title", "Budget"]
    lines: list[list[object]] = [["1", "A"], ["1", "Pave", 3], ["2", "B"], ["2", "Mend", 4]]
    said = texts([sommaire_sheet(programme := read([head, *lines]), edition(programme))])
    assert not [text for text in said if "“Budget” by" in text]


def test_actions_are_counted_on_the_sheet_of_a_title_only_where_titles_stand_below_it() -> None:
    lines: list[list[object]] = [["Code", "Title"], ["1", "ROADS"], ["1", "Pave the square"]]
    lines += [["2", "PARKS"], ["2.1", "Trees"], ["2.1", "Plant ten limes"]]
    programme = read(lines)
    sheets = written_values(axe_sheets(programme, edition(programme)))
    heads = {name: next(row for row in sheet if row[0] == "Code") for name, sheet in sheets.items()}
    assert "Actions" not in heads["Section 1"]
    assert heads["Section 2"][2] == "Actions"


def test_figures_of_a_table_that_is_read_unsurely_say_so() -> None:
    """A second table, whose codes begin again, stands below the first."""
    first = [["Code", "Title"], ["1", "ROADS"], ["1.1", "Pave"], ["1.2", "Light"]]
    second = [["Code", "Title"], ["1", "SPORT"], ["1.1", "Build"], ["1.2", "Mow"]]
    unsure, sure = read([*first, *second]), read(first)
    assert str(UNSURE) in texts([sommaire_sheet(unsure, edition(unsure))])
    assert str(UNSURE) not in texts([sommaire_sheet(sure, edition(sure))])
    assert str(UNSURE) in texts([*axe_sheets(unsure, edition(unsure))])
