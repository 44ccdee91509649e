"""What a rule says is a remark where the house means it, a warning where it looks like a slip."""

import pytest

from tests.checked import checked
from xlmot.books.memory import MemoryBook
from xlmot.programme.address import Area
from xlmot.programme.grid import Grid, Value

OWN: list[list[Value]] = [
    ["Code", "Title"],
    ["1", "Roads"],
    ["1.1", "Survey"],
    ["1.2", "Pave the squares near the cathedral"],
]


def severities(rows: list[list[Value]], rule: str) -> list[str]:
    grid = Grid("Plan", [list(row) for row in rows])
    found = checked(MemoryBook("plan.xlsx", [grid])).findings
    return [str(finding.severity) for finding in found if finding.rule == rule]


@pytest.mark.parametrize(
    ("rule", "more", "severity"),
    [
        ("duplicate-label", [["1.3", "Survey"], ["2", "Parks"], ["2.1", "Sow"]], "warning"),
        ("duplicate-label", [["2", "Parks"], ["2.1", "Survey"], ["2.2", "Sow"]], "note"),
        (
            "near-duplicate",
            [["2", "Parks"], ["2.1", "Pave the squares near the catheral"], ["2.2", "Sow"]],
            "warning",
        ),
        (
            "near-duplicate",
            [["2", "Parks"], ["2.1", "Pave the square near the cathedral."], ["2.2", "Sow"]],
            "note",
        ),
        ("draft-marker", [["1.3", "Mend the wall (title to be agreed)"]], "warning"),
        ("draft-marker", [["1.3", "Mend the wall (pending)"]], "note"),
        ("line-break", [["1.3", "Mend the wall\nof the mill"]], "warning"),
        ("line-break", [["1.3", "Mend\n- the wall\n- the mill"]], "note"),
    ],
)
def test_of_labels(rule: str, more: list[list[Value]], severity: str) -> None:
    assert severities([*OWN, *more], rule) == [severity]


@pytest.mark.parametrize(("second", "severity"), [("2.2", "note"), ("1.3", "warning")])
def test_of_titles(second: str, severity: str) -> None:
    plan = ["Code Title", "1 Roads", "1.1 Squares", "1.1.1 Pave", "1.2 Lanes", "1.2.1 Light"]
    plan += ["2 Parks", "2.1 Ponds", "2.1.1 Dig", f"{second} Squares", f"{second}.1 Mark"]
    rows: list[list[Value]] = [[*line.split()] for line in plan]
    rows.sort(key=lambda row: "" if row[0] == "Code" else str(row[0]))
    assert severities(rows, "same-title") == [severity]


@pytest.mark.parametrize(("day", "severity"), [("2026-03-01", "error"), ("2026-04-01", "warning")])
def test_of_a_row_that_stands_twice(day: str, severity: str) -> None:
    rows: list[list[Value]] = [
        ["Code", "Title", "Day"],
        ["1", "Roads", ""],
        ["1.1", "Pave", "2026-03-01"],
    ]
    rows += [["1.1", "Pave", day], ["1.2", "Light", "2026-05-01"]]
    assert severities(rows, "duplicate-row") == [severity]


@pytest.mark.parametrize(("rows", "severity"), [(4, "warning"), (14, "note")])
def test_of_a_part_that_stands_elsewhere(rows: int, severity: str) -> None:
    plan: list[list[Value]] = [["Code", "Title"], ["2", "Outcome"]]
    plan += [[f"2.{number}", f"Result {number} of the year"] for number in range(1, 31)]
    plan += [["1", "Work"]]
    plan += [[f"1.{number}", f"Task {number}"] for number in range(1, rows)]
    plan += [["3", "Reports"], ["3.1", "Letters"], ["4", "Thanks"], ["4.1", "Cards"]]
    assert severities(plan, "out-of-order") == [severity]


def test_ten_cells_alike_are_one_finding_and_each_is_corrected() -> None:
    from xlmot.checking.plan import Target, plan_cleaning
    from xlmot.settings.load import load_settings

    labels = [f"Pave the square of {name} " for name in "ABCDEFGHIJKL"]
    rows: list[list[Value]] = [["Code", "Title"], ["1", "Roads"]]
    rows += [[f"1.{number}", label] for number, label in enumerate(labels, 1)]
    grid = Grid("Plan", rows, formulas={(5, 2): '"Pave the square of C "'})
    found = checked(MemoryBook("plan.xlsx", [grid])).findings
    spaces = [finding for finding in found if finding.rule == "extra-spaces"]
    assert sorted(len(finding.places) for finding in spaces) == [1, 11]
    plan = plan_cleaning(
        "plan.xlsx", [grid], load_settings(grids=[grid]), locked=[Target("Plan", 6, 2)]
    )
    cleaned = [str(row[1]) for row in plan.grids[0].rows[2:]]
    assert [text for text in cleaned if text.endswith(" ")] == [labels[2], labels[3]]


@pytest.mark.parametrize(
    ("odd", "severity"), [(21.5, "warning"), (18_500_000, "warning"), (3_300_000, "note")]
)
def test_an_amount_in_another_unit_is_a_warning(odd: float, severity: str) -> None:
    rows: list[list[Value]] = [["Code", "Title", "Cost (€)"], ["1", "Roads", None]]
    amounts = [12000, 15500, 18000, 21000, 24500, 13000, 17000, 9000, 30000, 26000, 22000, 8000]
    for number, amount in enumerate([*amounts, odd, 16000], 1):
        rows.append([f"1.{number}", f"Pave the square of {'abcdefghijklmnop'[number] * 4}", amount])
    assert severities(rows, "amount-out-of-scale") == [severity]


@pytest.mark.parametrize(
    ("numbers", "severity"), [((2, 3), "warning"), ((5, 6), "note"), ((3, 6), "note")]
)
def test_of_a_sheet_that_begins_late(numbers: tuple[int, int], severity: str) -> None:
    rows: list[list[Value]] = [["Code", "Title"]]
    for number in numbers:
        rows += [[f"{number}", f"PART {number}"], [f"{number}.1", f"Do the first of {number}"]]
        rows += [[f"{number}.2", f"Do the second of {number}"]]
    assert set(severities(rows, "numbering-gap")) == {severity}


@pytest.mark.parametrize(("first", "severity"), [("1", "note"), ("2.3", "warning")])
def test_of_what_stands_first_on_another_sheet(first: str, severity: str) -> None:
    sheets: list[list[list[Value]]] = [
        [["2", "Roads"], ["2.1", "Pave"], ["2.2", "Light"], ["2.4", "Mark"], ["3", "Parks"]],
        [[first, "Woods"], ["4", "Rivers"], ["4.1", "Dredge"]],
    ]
    grids = [Grid(f"Part {n}", [["Code", "Title"], *rows]) for n, rows in enumerate(sheets)]
    found = checked(MemoryBook("plan.xlsx", grids)).findings
    assert [str(one.severity) for one in found if one.rule == "out-of-order"] == [severity]


@pytest.mark.parametrize(("work", "severity"), [("0.1", "error"), ("", "note")])
def test_of_a_total_that_leaves_out_a_part(work: str, severity: str) -> None:
    """A row of a part was forgotten; the whole part, in all columns, was left out on purpose."""
    rows: list[list[Value]] = [["Code", "Title", "March", "April", "May"], ["0", "Other work"]]
    rows += [["0.1", "Answer calls", 3.0, 4.0, 2.0], ["0.2", "Teach", 5.0, 1.0, 6.0]]
    rows += [["1", "Build"], ["1.1", "Dig", 2.0, 2.0, 9.0], ["1.2", "Wall", 8.0, 7.0, 3.0]]
    rows += [["1.3", "Roof", 4.0, 4.0, 4.0], ["1.4", "Doors", 1.0, 6.0, 5.0]]
    first = 4 if work else 6
    shown = [
        sum(float(str(row[column])) for row in rows[first - 1 :] if len(row) > 2)
        for column in (2, 3, 4)
    ]
    formulas = {
        (10, column): f"=SUM({letter}{first}:{letter}9)"
        for column, letter in zip((3, 4, 5), "CDE", strict=True)
    }
    grid = Grid("Plan", [*rows, [None, "Total", *shown]], formulas=formulas)
    found = checked(MemoryBook("plan.xlsx", [grid])).findings
    assert [str(one.severity) for one in found if one.rule == "short-subtotal"] == [severity]


@pytest.mark.parametrize(
    ("bands", "severity"), [([2, 5], ["warning", "warning"]), ([2, 5, 8], ["note"])]
)
def test_of_titles_merged_over_the_columns(bands: list[int], severity: list[str]) -> None:
    rows: list[list[Value]] = [["Code", "Title", "Who", "Until"]]
    for part in (1, 2, 3):
        rows += [[f"{part}", f"PART {part}", None, None]]
        rows += [[f"{part}.{n}", f"Do the {n} of {part}", "Anna", "May"] for n in (1, 2)]
    grid = Grid("Plan", rows, merges=tuple(Area(row, 2, row, 4) for row in bands))
    found = checked(MemoryBook("plan.xlsx", [grid])).findings
    assert [str(one.severity) for one in found if one.rule == "merged-cells"] == severity
