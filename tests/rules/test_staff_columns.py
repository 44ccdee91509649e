"""What staff add beside codes and labels: in real files, in large tables, whatever they type."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.checked import checked
from tests.counting import calls
from xlmot import check, clean
from xlmot.books.file import FileBook
from xlmot.books.memory import MemoryBook
from xlmot.checking.plan import plan_cleaning
from xlmot.findings import Safety
from xlmot.programme.grid import Grid, Value
from xlmot.programme.workbook import read_workbook
from xlmot.rules import all_rules
from xlmot.settings.load import Settings, build, load_settings
from xlmot.settings.shipped import shipped
from xlmot.settings.toml_file import merge

OWN = {name for name, rule in all_rules().items() if rule.group in ("column", "workbook")}
HEADERS = ["Budget (€)", "Part", "Pilote", "Échéance", "État", "Partenaires", "Arbres"]


def house(**more: Any) -> Settings:
    return build("generic", merge(shipped("generic"), more))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    rows: list[list[Any]] = [
        ["Code", "Plan d'actions 2024", "Budget (€)", "Pilote", "Reste"],
        ["1", "VOIRIE", "", "", ""],
        ["1", "Paver la place", 1500, "Léa", ""],
        ["1", "Éclairer la ruelle", "1 200 €", " ", ""],
        ["1", "Peindre le pont", 300, "Léa", ""],
        ["Total", "", 2000, "", ""],
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Plan")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
        for number, result in ((2, "#N/A"), (3, 4), (4, 8)):
            sheet.write_formula(number, 4, f"=C{number + 1}-1", None, result)
        sheet.autofilter(0, 0, 4, 4)
        sheet.filter_column(3, "x == Léa")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column("E:E", None, None, {"hidden": True})
        book.add_worksheet("Listes").very_hidden()
        book.set_calc_mode("manual")
        book.read_only_recommended()
    return path


def test_a_file_shows_what_its_table_and_its_state_are(workbook: Path) -> None:
    found = {(f.rule, f.places[0].cell) for f in check(workbook).findings if f.rule in OWN}
    assert found == {
        ("number-as-text", "C4"),
        ("total-mismatch", "C6"),
        ("error-value", "E3"),
        ("whitespace-cell", "D4"),
        ("active-filter", "A1"),
        ("hidden-rows", "E1"),
        ("manual-calculation", "B1"),
        ("read-only-workbook", "B1"),
        ("very-hidden-sheet", "B1"),
    }


def test_a_number_takes_the_place_of_a_text_and_a_space_is_cleared_in_a_file(
    workbook: Path,
) -> None:
    done = clean(workbook, in_place=True)
    (grid,) = FileBook(workbook).grids()
    assert grid.value(4, 3) == "1 200 €"
    assert grid.value(4, 4) in (None, "")
    (kept,) = (f for f in done.left if f.rule == "number-as-text")
    assert "To be confirmed: Plan!E4 would change." in str(kept.message)
    assert {f.rule for f in done.left if f.rule in OWN} >= {"manual-calculation", "active-filter"}
    assert not clean(workbook, in_place=True).edits
    clean(workbook, in_place=True, unsafe=True)
    (grid,) = FileBook(workbook).grids()
    assert grid.value(4, 3) == 1200
    assert not clean(workbook, in_place=True, unsafe=True).edits


def test_a_house_adds_its_columns_before_those_that_all_know(tmp_path: Path) -> None:
    (tmp_path / "xlmot.toml").write_text(
        '[[columns]]\nnames = ["Budget"]\nrequired = true\n\n'
        '[[columns]]\nnames = ["Arbres"]\nkind = "amount"\nsum = false\n',
        encoding="utf-8",
    )
    own = load_settings(folder=tmp_path)
    rows: list[list[Value]] = [
        ["Code", "Title", "Budget 2024 (k€)", "Arbres", "Other"],
        ["1", "A", 1, 2, "x"],
    ]
    (programme,) = read_workbook("x", [Grid("Plan", rows)], own.vocabulary).programmes
    budget, trees, other = programme.columns
    assert (budget.kind, budget.required, budget.unit, budget.summed) == (
        *("amount", True, "k€", True),
    )
    assert (trees.kind, trees.summed, trees.told) == ("amount", False, True)
    assert (other.kind, other.told) == ("text", False)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Coût prévisionnel TTC (en k€)", "amount"),
        ("Montant 2025", "amount"),
        ("Budget participatif", "text"),
        ("Responsable(s)", "person"),
        ("Due date", "due_date"),
        ("Date de délibération", "text"),
        ("% du budget", "percent"),
        ("ÉTAT :", "status"),
        ("État des lieux", "text"),
        ("Partners", "list"),
    ],
)
def test_a_header_tells_what_its_column_holds(header: str, kind: str) -> None:
    rows: list[list[Value]] = [["Code", "Title", header], ["1", "Roads", None], ["1", "Pave", None]]
    (programme,) = read_workbook("x", [Grid("Plan", rows)], house().vocabulary).programmes
    assert [column.kind for column in programme.columns] == [kind]


def test_parts_of_a_programme_on_several_sheets_are_one_column() -> None:
    head: list[Value] = ["Code", "Title", "Status"]
    sheets: dict[str, list[list[Value]]] = {
        "Roads": [head, ["1", "ROADS", None], ["1.1", "A", "Done"], ["1.1", "B", "Done"]],
        "Bridges": [head, ["2", "BRIDGES", None], ["2.1", "C", "done"], ["2.1", "D", "Done"]],
    }
    found = checked(MemoryBook("x", sheets), house()).findings
    assert [(f.rule, f.sheet, f.rows) for f in found] == [("unknown-status", "Bridges", (3,))]


def test_a_subtotal_that_another_sheet_reads_is_never_deleted() -> None:
    rows: list[list[Value]] = [
        ["Code", "Title", "Budget"],
        ["1", "ROADS", None],
        ["1", "Pave the square", 5.0],
        ["Subtotal", None, 5.0],
        ["2", "BRIDGES", None],
        ["2", "Mend the arches", 7.0],
    ]
    summary = Grid("Summary", [["Roads", 5.0]], formulas={(1, 2): "Plan!$C$4"})
    for grids, safety in (
        ([Grid("Plan", rows)], Safety.UNSAFE),
        ([Grid("Plan", rows), summary], None),
    ):
        (found,) = (
            f for f in checked(MemoryBook("x", grids), house()).findings if f.rule == "subtotal-row"
        )
        assert (found.fix.safety if found.fix else None) is safety


WORDS = [
    *("1 200 €", "3 k€", "12,5", "1.200,50", "1,200", "50 %", "0", "-4", "007", " ", "\u00a0"),
    *("Dupont", "M. Dupont", "DUPONT / Léa Roy", "Mme Dupont", "J. Roy", "Région ; Ville", "A/B"),
    *("juin", "T2", "T9", "31/06/2024", "2e semestre", "en continu", "?", "En cours", "en cours."),
    *("Région, Ville", "Total", "Sous-total", "100", "2019", "à définir", "\n", "A, B ; C"),
]
VALUES = (
    st.sampled_from(WORDS)
    | st.none()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(10**6), 10**6)
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.sampled_from([time(12), timedelta(hours=3), date(1900, 1, 1), True])
    | st.text(max_size=6)
)
CODES = st.sampled_from(["1", "1.1", "1.1", "1.2", "2", "2.1", "Total", None])
ROWS = st.lists(
    st.tuples(CODES, st.sampled_from(["Paver", "Total axe 1", "Semer", None]), *[VALUES] * 7),
    min_size=1,
    max_size=10,
)


def sheet(rows: list[tuple[Any, ...]]) -> Grid:
    head = ["Code", "Plan d'actions 2024", *HEADERS]
    return Grid("Plan", [head, ["1", "VOIRIE"], *map(list, rows), ["2.2", "Fin"]])


@given(ROWS)
def test_whatever_staff_type_is_read_said_and_settles(rows: list[tuple[Any, ...]]) -> None:
    own = Settings(
        vocabulary=house().vocabulary, rules=shipped("generic")["rules"], selected=frozenset(OWN)
    )
    grid = sheet(rows)
    for finding in checked(MemoryBook("x", [grid]), own).findings:
        assert str(finding.message)
        assert all(1 <= place.row <= len(grid.rows) for place in finding.places)
    for unsafe in (False, True):
        plan = plan_cleaning("x", [grid], own, unsafe=unsafe)
        assert not plan_cleaning("x", plan.grids, own, unsafe=unsafe).edits
        if not unsafe:
            assert texts(plan.grids[0]) == texts(grid)


def texts(grid: Grid) -> list[list[str]]:
    """Return what a safe fix may not change: the letters and digits of each cell, in order."""
    return [
        ["".join(filter(str.isalnum, _plain(grid.value(row, column)))) for column in range(1, 10)]
        for row in range(1, len(grid.rows) + 1)
    ]


def _plain(value: Value) -> str:
    """Return a number as staff would type it, without its unit."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:g}" if abs(value) < 1e6 else repr(value)
    return str(value or "").replace("€", "")


def test_rules_about_columns_work_in_proportion_to_the_rows() -> None:
    def spent(count: int) -> int:
        rows = [
            (f"1.{n % 90 + 1}", f"Action {n}", float(n), "50 %", "Léa", "juin", "Fait", "A, B", n)
            if n % 10
            else ("Total", None, float(n), *[None] * 6)
            for n in range(count)
        ]
        book = MemoryBook("x", [sheet(rows)])
        own = Settings(
            vocabulary=house().vocabulary,
            rules=shipped("generic")["rules"],
            selected=frozenset(OWN),
        )
        return calls(lambda: checked(book, own))

    spent(100)
    assert spent(2_000) < 5 * spent(400)
