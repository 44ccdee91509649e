"""A correction is safe only where nothing in the workbook reads the cell that it changes."""

from __future__ import annotations

import pytest

from xlmot.checking.check import check_workbook
from xlmot.checking.plan import plan_cleaning
from xlmot.checking.readers import AtFirst, Readers
from xlmot.findings import Finding, Safety
from xlmot.messages import render
from xlmot.programme.grid import Grid, Value
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import build
from xlmot.settings.shipped import shipped

SETTINGS = build("generic", shipped("generic"))
# Most codes are texts; 1.2 is a number, and a spare space stands in a label.
PLAN: list[list[Value]] = [
    ["Code", "Libellé", "Budget"],
    ["1", "VOIRIE", 300.0],
    ["1.1", "Refaire  la rue haute", 100.0],
    [1.2, "Refaire la rue basse", 200.0],
    ["1.3", "Refaire la rue neuve", 50.0],
    ["1.4", "Refaire la rue vieille", 50.0],
    ["2", "ÉCOLES", 300.0],
    ["2.1", "Repeindre la cour", 300.0],
]


def findings(formula: str, reads: tuple[str, ...] = ()) -> dict[str, Finding]:
    other = Grid("Calcul", [["", 0.0]], formulas={(1, 2): formula} if formula else {})
    workbook = read_workbook("p.xlsx", [Grid("Plan", PLAN), other], SETTINGS.vocabulary)
    first = AtFirst(lambda: Readers(workbook.grids, reads))
    return {finding.rule: finding for finding in check_workbook(workbook, SETTINGS, first)}


def safety(finding: Finding) -> Safety | None:
    return finding.fix.safety if finding.fix else None


@pytest.mark.parametrize(
    "formula",
    [
        "VLOOKUP(A2,Plan!A:C,3,FALSE)",
        "SUMPRODUCT((Plan!$A$2:$A$8>=1)*(Plan!$A$2:$A$8<2)*Plan!C2:C8)",
        "COUNT(Plan!A2:A8)",
        "MATCH(1.2,Plan!A:A,0)",
        "Plan!A4+0.1",
        "'Plan'!$A$4",
        'IF(Plan!A4=1.2,"Plan!B2","")',
        'INDIRECT("Plan!A4")',
        "OFFSET(Plan!A1,3,0)",
        "_xlfn.FORMULATEXT(Plan!D4)",
        "SUM(Plan!4:4)",
        "COUNTIF(Plan!A1:A9,1.2)",
        "SUMIF(Plan!C2:C8,100,Plan!A2)",
        "SUM(Calcul:Plan!A4)",
        "SUM('Calcul:Plan'!A2:A8)",
        "SUBTOTAL(2,Plan!A2:A8)",
        "COUNT('Plan'!A2:A8)",
    ],
)
def test_a_code_that_a_formula_reads_is_not_made_a_text_unasked(formula: str) -> None:
    found = findings(formula)["numeric-code"]
    assert safety(found) is Safety.UNSAFE
    assert "Calcul!B1" in render(found.message)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "COUNTA(Plan!A2:A8)",
        "ROWS(Plan!A1:A9)",
        "SUM(Plan!C2:C8)",
        'IF(Plan!C4>0,"Plan!A4","")',
        "LOG10(Plan!C4)",
        "Plan!A3",
        "[1]Plan!A4",
    ],
)
def test_a_code_that_nothing_reads_is_made_a_text(formula: str) -> None:
    assert safety(findings(formula)["numeric-code"]) is Safety.SAFE


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("LEN(Plan!B3)", Safety.UNSAFE),
        ("COUNTA(Plan!B2:B8)", Safety.SAFE),
        ("SUM(Plan!B2:C8)", Safety.SAFE),
        ("SUBTOTAL(3,Plan!B2:B8)", Safety.SAFE),
        ("SUBTOTAL(D1,Plan!B2:B8)", Safety.UNSAFE),
        ('SUM((Plan!B2:B8="")*1)', Safety.UNSAFE),
        ("SUM(Plan!C2:C8)", Safety.SAFE),
    ],
)
def test_so_it_is_with_any_cell(formula: str, expected: Safety) -> None:
    assert safety(findings(formula)["extra-spaces"]) is expected


@pytest.mark.parametrize(
    ("line", "formula"),
    [
        ("name\tCodes\tPlan!$A$2:$A$8", "COUNT(Codes)"),
        ("name\tLarge\tPlan!$A$2:$A$8+1", "SUM(Large)"),
        ("name\tLeft\tPlan!C9", "SUM(Left)"),
        ("table\tPlanning\tPlan\tA1:C8\tCode\tLibellé\tBudget", "MAX(Planning[Code])"),
        ("table\tPlanning\tPlan\tA1:C8\tCode\tLibellé\tBudget", "VLOOKUP(1.2,Planning,3,FALSE)"),
        ("rule\tPlan!A2:C8\tPlan\tA2:C8\t$A2=1.2", ""),
        ("rule\tPlan!C2:C8\tPlan\tC2:C8\tA2>1", ""),
        ("area\tPlan!A2:A8\tPlan\tA2:A8", ""),
        ("area\tPlan!A1:C8\tPlan\tA1:C8", ""),
    ],
)
def test_names_tables_formats_validations_and_pivots_read_too(line: str, formula: str) -> None:
    assert safety(findings(formula, reads=(line,))["numeric-code"]) is Safety.UNSAFE


@pytest.mark.parametrize(
    ("line", "formula"),
    [
        ("name\tCodes\tPlan!$A$2:$A$8", "SUM(Plan!C2:C8)"),
        ("table\tPlanning\tPlan\tA1:C8\tCode\tLibellé\tBudget", "SUM(Planning[Budget])"),
        ("rule\tPlan!A2:C8\tPlan\tA2:C8\t$C2>100", ""),
        ("area\tPlan!C2:C8\tPlan\tC2:C8", ""),
    ],
)
def test_those_of_other_columns_do_not(line: str, formula: str) -> None:
    assert safety(findings(formula, reads=(line,))["numeric-code"]) is Safety.SAFE


def test_a_name_may_mean_one_thing_on_each_sheet() -> None:
    lines = ("name\tCodes\tPlan!$A$2:$A$8", "name\tCodes\tPlan!$C$2:$C$8")
    for reads in (lines, lines[::-1]):
        assert safety(findings("COUNT(Codes)", reads=reads)["numeric-code"]) is Safety.UNSAFE


def test_rows_that_go_are_looked_at_as_they_were_read() -> None:
    rows: list[list[Value]] = [*PLAN[:3], ["", "", ""], *PLAN[3:]]
    other = Grid("Calcul", [[0.0]], formulas={(1, 1): "Plan!A5+1"})
    plan = plan_cleaning("p.xlsx", [Grid("Plan", rows), other], SETTINGS)
    assert plan.grids[0].rows[3][0] == 1.2
    assert any(finding.rule == "numeric-code" for finding in plan.left)


def left_by(
    formula: str,
    gap: list[Value],
    sheet: str = "Calcul",
    row: int = 1,
    rows: list[list[Value]] = PLAN,
) -> set[str]:
    """Return the rules whose findings a safe cleaning leaves, with a row in the middle of it."""
    grids = [Grid("Plan", [*rows[:3], gap, *rows[3:]]), Grid("Calcul", [[0.0]])]
    place = ["Plan", "Calcul"].index(sheet)
    grids[place] = grids[place]._replace(formulas={(row, 1 if place else 4): formula})
    plan = plan_cleaning("p.xlsx", grids, SETTINGS)
    return {finding.rule for finding in plan.left}


BLANK: list[Value] = ["", "", ""]
HEADER: list[Value] = ["Code", "Libellé", "Budget"]


@pytest.mark.parametrize(
    "formula",
    [
        "ROWS(Plan!A1:A9)",
        'MATCH("2",Plan!A1:A9,0)',
        'INDEX(Plan!C:C,MATCH("2",Plan!A:A,0))',
        "COUNTBLANK(Plan!C2:C9)",
        'COUNTIF(Plan!C2:C9,"")',
        'SUMPRODUCT((Plan!C2:C9="")*1)',
        "Plan!C4",
        "SUM(Plan!C2,Plan!C4)",
        "SUM(Plan!A4:C4)",
        'HLOOKUP("Budget",Plan!A1:C9,6,FALSE)',
        "ROW(Plan!C7)",
        'INDIRECT("Plan!C"&7)',
        'TEXTJOIN("-",FALSE,Plan!B2:B9)',
        "SUM(Plan!C4:C4)",
        "SUM(Plan!4:4)",
        'SUMIF(Plan!A2:A9,"2",Calcul!C2:C9)',
        'SUMIF(Plan!A2:A9,"2",Plan!C1:C8)',
        'SUMIFS(C2:C9,Plan!A2:A9,"2")',
        'AVERAGEIF(Plan!A:A,"2",C:C)',
        'VLOOKUP("2",Plan!A1:C9,3)',
        'VLOOKUP("2",Plan!A1:C9,3,TRUE)',
        'LOOKUP("2",Plan!A1:A9,Plan!C1:C9)',
        "SUBTOTAL(Calcul!A1,Plan!A2:A9)",
    ],
)
@pytest.mark.parametrize(("rule", "gap"), [("blank-row", BLANK), ("repeated-header", HEADER)])
def test_a_row_stays_where_a_formula_would_give_something_else(
    formula: str, rule: str, gap: list[Value]
) -> None:
    assert rule in left_by(formula, gap)


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(Plan!C2:C9)",
        "SUBTOTAL(9,Plan!C2:C9)",
        'SUMIF(Plan!A2:A9,"2",Plan!C2:C9)',
        'SUMIF(Plan!A2:A9,"2",Plan!C2)',
        'SUMIFS(Plan!C:C,Plan!A:A,"2",Plan!B:B,D1)',
        'VLOOKUP("2",Plan!A1:C9,3,FALSE)',
        'VLOOKUP(A1,Plan!A:C,MATCH("x",C1:D1,0),0)',
        "AGGREGATE(9,6,Plan!C2:C9)",
        "SUM(Plan!C4:C5)",
        "MAX(Plan!C:C)",
        "Plan!C7+1",
        "ROW(Plan!C2)",
        "ROWS(Plan!C5:C9)",
        'IF(Plan!C3>0,"Plan!C4","")',
    ],
)
@pytest.mark.parametrize(("rule", "gap"), [("blank-row", BLANK), ("repeated-header", HEADER)])
def test_a_row_goes_where_no_formula_would(formula: str, rule: str, gap: list[Value]) -> None:
    assert rule not in left_by(formula, gap)


@pytest.mark.parametrize("formula", ["COUNTA(Plan!A2:A9)", "SUBTOTAL(103,Plan!A2:A9)"])
def test_a_count_of_what_is_filled_minds_a_header_and_no_blank_row(formula: str) -> None:
    assert "blank-row" not in left_by(formula, BLANK)
    assert "blank-row" in left_by(formula, [" ", "", ""])
    assert "repeated-header" in left_by(formula, HEADER)


def test_a_look_up_minds_a_header_that_it_finds_first() -> None:
    for formula in ('VLOOKUP("Code",Plan!A2:C9,2,FALSE)', "VLOOKUP(D1,Plan!A2:C9,2,FALSE)"):
        assert "repeated-header" in left_by(formula, HEADER)
        assert "blank-row" not in left_by(formula, BLANK)


@pytest.mark.parametrize("formula", ["SUM(Plan!C2:C9)", "MAX(Plan!C:C)", "SUM(Plan!4:5)"])
def test_a_header_that_is_a_number_is_part_of_sums(formula: str) -> None:
    header: list[Value] = ["Code", "Libellé", 2024.0]
    assert "repeated-header" in left_by(formula, header, rows=[header, *PLAN[1:]])


def two_gaps(formula: str, reads: tuple[str, ...] = ()) -> list[int]:
    """Return which of rows 4 and 5, one blank and one a header, a safe cleaning leaves."""
    rows: list[list[Value]] = [*PLAN[:3], BLANK, HEADER, *PLAN[3:]]
    other = Grid("Calcul", [["", 0.0]], formulas={(1, 2): formula} if formula else {})
    grids = [Grid("Plan", rows), other]
    plan = plan_cleaning("p.xlsx", grids, SETTINGS, readers=lambda: Readers(grids, reads))
    return [row for row in (4, 5) if rows[row - 1] in plan.grids[0].rows[1:]]


@pytest.mark.parametrize(
    ("formula", "left"),
    [
        ("SUM(Plan!C2:C9)", []),
        ("SUM(Plan!C4:C5)", [4, 5]),
        ("SUM(Plan!C4:C6)", []),
        ('SUMIF(Plan!A4:A5,"2",Plan!C4:C5)', [4, 5]),
        ("MAX(Plan!4:5)", [4, 5]),
    ],
)
def test_what_reads_nothing_but_rows_that_go_keeps_them(formula: str, left: list[int]) -> None:
    assert two_gaps(formula) == left


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("name\tGap\tPlan!$C$4:$C$5", [4, 5]),
        ("name\tGap\tPlan!$C$4", [4]),
        ("name\tGap\tPlan!$C$4:$C$6", []),
        ("rule\tPlan!C4:C5\tPlan\tC4:C5\t$B$4>1", [4]),
        ("area\tPlan!C2:C9\tPlan\tC2:C9", []),
    ],
)
def test_a_name_keeps_a_row_to_refer_to(line: str, left: list[int]) -> None:
    assert two_gaps("", (line,)) == left


def test_of_rows_that_go_one_after_the_other_the_last_stays() -> None:
    """The second is blank only once the spaces in it are gone."""
    rows: list[list[Value]] = [*PLAN[:3], BLANK, ["", "", "\u200b"], *PLAN[3:]]
    other = Grid("Calcul", [["", 0.0]], formulas={(1, 2): "SUM(Plan!C4:C5)"})
    plan = plan_cleaning("p.xlsx", [Grid("Plan", rows), other], SETTINGS)
    assert len(plan.grids[0].rows) > len(PLAN)


@pytest.mark.parametrize(("row", "stays"), [(3, False), (7, True)])
def test_a_row_stays_above_a_formula_that_gives_its_own_number(row: int, stays: bool) -> None:
    assert ("blank-row" in left_by("ROW()-1", BLANK, "Plan", row)) is stays
