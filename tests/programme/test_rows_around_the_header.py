"""What stands above a header, and right below it, is none of the programme."""

from __future__ import annotations

import pytest

from tests.programme.test_titles_of_other_looks import Rows, bold, one, shown
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value

PARTS = [("1", "Ponte"), ("1.1", "Cais"), ("1.1.1", "Pintar"), ("1.1.2", "Lavar"), ("1.2", "Grua")]
PARTS += [
    ("1.2.1", "Olear"),
    ("2", "Farol"),
    ("2.1", "Torre"),
    ("2.1.1", "Subir"),
    ("2.1.2", "Ver"),
]
EXPECTED = [f"{code.count('.') + 1} {code} {label}" for code, label in PARTS]


@pytest.mark.parametrize("how", [["number", "fill in", "(date)", ""], ["", "free text", "", "EUR"]])
@pytest.mark.parametrize("head", ["Code", "Zwik"])
def test_how_to_fill_the_columns_is_no_row(how: list[Value], head: str) -> None:
    rows: Rows = [[head, "Task", "Days", "Cost"], how]
    rows += [[code, label, n, 100.5] for n, (code, label) in enumerate(PARTS)]
    programme = one(Grid("Plan", rows))
    assert shown(programme) == EXPECTED
    table = programme.table
    [name] = [column.name for column in table.sections[0].layout.others if column.number == 3]
    assert name == "Days" or head == "Zwik"


@pytest.mark.parametrize("label", ["Preparar", "Montar o cais"])
def test_a_title_without_a_code_below_the_header_is_kept(label: str) -> None:
    rows: Rows = [["Code", "Task", "Days", "Cost"], ["", label, "", ""]]
    rows += [[code, name, n, 100.5] for n, (code, name) in enumerate(PARTS)]
    assert label in one(Grid("Plan", rows)).table.labels


@pytest.mark.parametrize(
    "name", ["Works 2026", "Maßnahmen 2025-2030 – Hafen AG", "Plan 2026: Port"]
)
def test_a_name_with_a_year_above_the_codes_is_none_of_them(name: str) -> None:
    beside: Rows = [[name], []]
    inside: Rows = [[name], []]
    for code, label in PARTS:
        beside.append([code, label, "x"])
        inside.append([f"{code}) {label}", 5])
    assert shown(one(Grid("Plan", beside))) == EXPECTED
    assert shown(one(Grid("Plan", inside))) == EXPECTED


def test_codes_before_the_labels_say_more_than_their_look() -> None:
    rows: Rows = [["Objet", "Statut", "Qui"]]
    for code, label in PARTS:
        if code.count(".") == 2:
            rows += [[f"{label} une fois", "fait", "Eva"], [f"{label} encore", "fait", "Eva"]]
        else:
            rows.append([f"{code}. {label}", "", ""])
    found = shown(one(Grid("Plan", rows, looks=bold(rows, 1))))
    assert "".join(line[0] for line in found) == "123333233" + "12" + "3333"


@pytest.mark.parametrize("legend", ["Planned", "Actual", "Late"])
def test_a_page_number_beside_a_legend_is_no_row(legend: str) -> None:
    rows: Rows = [["%", "Domain", "Area", "Issue"]]
    for number, name in enumerate(("Roads", "Ports", "Mills", "Farms"), 1):
        rows += [[0.5, name, f"Plan the {name}", "P-1"], [1, "", f"Dig the {name}", "P-2"]]
        rows.append(["", f"Page {number}/4", "", "", "", legend])
    found = shown(one(Grid("Plan", rows)))
    assert found[:4] == ["1 Roads", "2 Plan the Roads", "2 Dig the Roads", "1 Ports"]
    assert len(found) == 12


def test_the_days_of_a_calendar_name_no_column_that_the_header_above_them_does() -> None:
    """Names of columns that go down over three rows, beside phases, weeks and days."""
    days: list[Value] = ["L", "M", "X", "J", "V"] * 4
    weeks: list[Value] = [f"Semana {n // 5}" if n % 5 == 0 else "" for n in range(20)]
    phases: list[Value] = ["Fase uno", *[""] * 9, "Fase dos", *[""] * 9]
    rows: Rows = [["Numero EDT", "Que se hace", "Empieza", "Acaba", *phases]]
    rows += [["", "", "", "", *weeks], ["", "", "", "", *days]]
    rows += [[code, label, "lunes", "viernes"] for code, label in PARTS]
    merges = tuple(Area(1, column, 3, column) for column in (1, 2, 3, 4))
    merges += (Area(1, 5, 1, 14), Area(1, 15, 1, 24))
    merges += tuple(Area(2, left, 2, left + 4) for left in (5, 10, 15, 20))
    [section] = one(Grid("Plan", rows, merges=merges)).table.sections
    assert section.layout.header_rows == (1, 2, 3)
    assert [column.name for column in section.layout.others][:3] == ["Empieza", "Acaba", "L"]
