"""Make workbooks whose formulas read a programme in each way that somebody may think of.

A workbook has few formulas, so that what one of them reads does not keep the others from being
tried: those written here, and others put together at random.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

Row: TypeAlias = tuple[object, ...]

# Rows 5, 6 and 11 go; a code is a number, an amount a text, spaces are spare, a cell is white.
TEXTS: tuple[Row, ...] = (
    ("Code", "Libellé", "Budget", "Suivi"),
    ("1", "VOIRIE", None, "oui"),
    ("1.1", "Refaire  la rue haute", 10, "non"),
    ("1.2", "Refaire la rue basse , vite", 20, "   "),
    (None, None, None, None),
    ("Code", "Libellé", "Budget", "Suivi"),
    ("2", "ÉCOLES", None, "oui"),
    ("2.1.", "Repeindre la cour", 30, "non"),
    (2.2, "Changer  les fenêtres", 40, "oui"),
    ("2.3", "Planter un tilleul", "50 €", "non"),
    (None, None, None, None),
    ("2.4", "Poser un banc", 60, "oui"),
)
# The years that head columns are numbers, and so they are where the header is repeated.
YEARS: tuple[Row, ...] = tuple(
    (*row[:2], 2024, 2025) if row[0] == "Code" else (*row[:3], row[2]) for row in TEXTS
)
NUMBERS: tuple[Row, ...] = (
    ("Code", "Libellé", "Budget", "Suivi"),
    (1, "VOIRIE", None, None),
    (1.1, "Refaire la rue haute", 100, "oui"),
    (1.2, "Refaire  la rue basse", 200, "non"),
    (None, None, None, None),
    (2, "ÉCOLES", None, None),
    (2.1, "Repeindre la cour", 300, "oui"),
    (2.2, "Changer les fenêtres", 400, " "),
)
# The formulas at random stand on sheets that are shown, or not, by turns.
STATES = ("visible", "hidden", "veryHidden")
PLANS = {"texts": TEXTS, "years": YEARS, "numbers": NUMBERS}

WRITTEN = (
    "SUM(Plan!C2:C12)",
    "SUM(Plan!C5:C6)",
    "SUM(Plan!C5)",
    "SUM(Plan!C11:C11,Plan!C5:C6)",
    "SUM(Plan!5:6)",
    "SUM(Plan!A:C)",
    "SUM(Plan!C4:C6)",
    "IFERROR(SUM(Plan!B5:C6),-1)",
    'SUMIF(Plan!A2:A12,"2.1",Plan!C2:C12)',
    'SUMIF(Plan!A2:A12,"<>",Plan!C2:C12)',
    'SUMIF(Plan!A2:A12,"1.2",C2:C12)',
    'SUMIF(Plan!A2:A12,"2.4",Plan!C1:C11)',
    'SUMIF(Plan!A2:A12,"2.4",Plan!C2)',
    'SUMIFS(C2:C12,Plan!D2:D12,"oui")',
    'SUMIFS(Plan!C2:C12,Plan!D2:D12,"oui")',
    'AVERAGEIF(Plan!D2:D12,"oui",C2:C12)',
    'VLOOKUP("1.2",Plan!A1:C12,3,FALSE)',
    'VLOOKUP("1.2",Plan!A1:C12,3)',
    'VLOOKUP("2.4",Plan!A2:C12,3,TRUE)',
    "VLOOKUP(A1,Plan!A1:C12,3,FALSE)",
    'VLOOKUP("Code",Plan!A2:C12,2,FALSE)',
    'HLOOKUP("Budget",Plan!A1:D12,9,FALSE)',
    'LOOKUP("2",Plan!A1:A12,Plan!C1:C12)',
    'LOOKUP("2.3",Plan!A1:A12)',
    'MATCH("2.4",Plan!A1:A12,0)',
    'INDEX(Plan!C1:C12,MATCH("2.1.",Plan!A1:A12,0))',
    "INDEX(Plan!C1:C12,9)",
    "INDEX(Plan!A:C,9,2)",
    'SUMPRODUCT((Plan!D2:D12="oui")*(C2:C12))',
    'SUMPRODUCT((Plan!A2:A12<>"")*1)',
    "SUMPRODUCT(Plan!C2:C4,C2:C4)",
    "COUNT(Plan!A2:A12)",
    "COUNT(Plan!C2:C12)",
    "COUNTA(Plan!A2:A12)",
    "COUNTBLANK(Plan!A2:A12)",
    'COUNTIF(Plan!D2:D12,"oui")',
    'COUNTIF(Plan!A2:A12,"Code")',
    "ROWS(Plan!A2:A12)",
    "ROW(Plan!C9)",
    "ROW()",
    "SUBTOTAL(9,Plan!C2:C12)",
    "SUBTOTAL(3,Plan!A2:A12)",
    "SUBTOTAL(103,Plan!A2:A4)",
    "SUBTOTAL(A2,Plan!A2:A12)",
    "AGGREGATE(9,6,Plan!C2:C12)",
    "AGGREGATE(3,6,Plan!A2:A12)",
    "Plan!C9+1",
    "Plan!B3",
    "Plan!B3&Plan!A8",
    "LEN(Plan!D4)",
    "Plan!C5",
    "Plan!C4>Plan!C3",
    'IF(Plan!A9=2.2,"yes","no")',
    "ISNUMBER(Plan!C10)",
    "Plan!A9+0.1",
    'INDIRECT("Plan!C"&9)',
    "SUM(OFFSET(Plan!C1,1,0,9,1))",
    "MAX(Plan!C2:C12)",
    "LARGE(Plan!C2:C12,2)",
    "RANK(40,Plan!C2:C12)",
    "MEDIAN(Plan!C:C)",
    "SUM(Budgets)",
    "SUM(Gap)",
    "Beside",
    "COUNTA(Codes)",
    "SUM(Tableau[Budget])",
    "COUNTA(Tableau[Code])",
    'VLOOKUP("1.2",Tableau[],3,FALSE)',
    'SUMIF(Tableau[Suivi],"oui",Tableau[Budget])',
    "SUM(Plan:Calcul!H2:H9)",
    "COUNTA(Plan:Calcul!A2:A4)",
    "SUMPRODUCT(LEN(Plan:Calcul!B3))",
    'SUM((Plan!D2:D12="oui")*1)',
    "SUM(Plan!C2:INDEX(Plan!C:C,9))",
    "CHOOSE(2,Plan!C3,Plan!C9)",
    'DSUM(Plan!A1:D12,"Budget",Plan!F1:F5)',
    "AVERAGE(Plan!C2:C12)",
    'CONCATENATE(Plan!B4,"-",Plan!B9)',
    'EXACT(Plan!B8,"Repeindre la cour")',
    "TRIM(Plan!B3)",
    "_xlfn.FORMULATEXT(B2)",
)

NAMES = {
    "Budgets": "Plan!$C$2:$C$12",
    "Codes": "Plan!$A$2:$A$12",
    "Gap": "Plan!$C$5:$C$6",
    "Beside": "Plan!C9",
}


def generated(at_random: int) -> dict[str, bytes]:
    """Return the workbooks, by the formula and the programme that it reads; so many at random."""
    found = {
        f"{plan}: {formula}": made(rows, [formula])
        for plan, rows in PLANS.items()
        for formula in WRITTEN
    }
    luck = random.Random(2024)  # noqa: S311 - chance that can be had again
    for number in range(at_random):
        plan, state = luck.choice([*PLANS]), STATES[number % len(STATES)]
        formulas = [*_at_random(luck)]
        name = f"{plan} {number}, {state}: {' '.join(formulas)}"
        found[name] = made(PLANS[plan], formulas, state=state)
    for plan, rows in PLANS.items():
        for where in (3, 8):
            found[f"{plan}: beside row {where}"] = made(rows, [], beside=where)
    return found


def _at_random(luck: random.Random) -> Iterator[str]:
    """Yield one or two formulas put together of functions, sheets, columns and rows."""
    for _ in range(luck.choice((1, 1, 2))):
        column, other = luck.choice("ABCD"), luck.choice("CD")
        top = luck.randrange(1, 10)
        bottom = luck.randrange(top, 14)
        area = f"Plan!{column}{top}:{column}{bottom}"
        values = f"{luck.choice(('Plan!', 'Plan!', ''))}{other}{top}:{other}{bottom}"
        code = luck.choice(('"1.2"', '"2.1"', '"Code"', '"oui"', "2.2", '""', "A1", '"*"'))
        yield luck.choice(
            (
                *(f"SUM({area})", f"COUNTA({area})", f"COUNT({area})", f"MAX({area})"),
                *(f"SUMIF({area},{code},{values})", f"COUNTIF({area},{code})"),
                *(f"SUMIFS({values},{area},{code})", f"ROWS({area})", f"COLUMNS({area})"),
                *(f"AVERAGEIF({area},{code},{values})", f"MATCH({code},{area},0)"),
                *(f"VLOOKUP({code},Plan!A{top}:D{bottom},3,0)", f"SUBTOTAL(9,{area})"),
                *(f"SUBTOTAL({luck.choice((1, 2, 3, 4, 103))},{area})", f"SUM({area},{values})"),
                *(f"SUMPRODUCT(({area}={code})*1)", f"INDEX({area},{luck.randrange(1, 5)})"),
                *(f"COUNTBLANK({area})", f"SUM({area})+Plan!{column}{bottom}"),
                *(f"MIN({area},Plan!{other}{top})", f"AGGREGATE(14,6,{values},1)"),
            )
        )


def made(
    rows: tuple[Row, ...], formulas: list[str], beside: int = 0, state: str = "visible"
) -> bytes:
    """Return a workbook with a programme and a sheet of formulas; `beside` puts some in a row."""
    book: Any = Workbook()
    plan = book.active
    plan.title = "Plan"
    for row in rows:
        plan.append(row)
    _calculate(book.create_sheet("Calcul"), formulas)
    book["Calcul"].sheet_state = state
    if beside:
        _put_beside(plan, beside)
    if any("Tableau" in formula for formula in formulas):
        for cell in plan[1]:
            cell.value = str(cell.value)
        plan.add_table(Table(displayName="Tableau", ref=f"A1:D{len(rows)}"))
    for name, place in NAMES.items():
        if any(name in formula for formula in formulas):
            book.defined_names[name] = DefinedName(name, attr_text=place)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _calculate(sheet: Any, formulas: list[str]) -> None:
    for number in range(1, 13):
        sheet.cell(number, 3, number * 7)
        sheet.cell(number, 4, "oui" if number % 2 else "non")
    for number, formula in enumerate(formulas, 1):
        sheet.cell(number, 6, f"={formula}")


def _put_beside(plan: Any, row: int) -> None:
    plan.cell(row, 6, f"=C{row}*2+ROWS(C$2:C{row})*0")
    plan.cell(row, 7, f"=SUM(C$2:C{row})")
    plan.cell(row, 8, f"=SUM(C{row}:C{row + 3})")
    plan.conditional_formatting.add("C2:C12", FormulaRule(["$C2>20"]))
    plan.conditional_formatting.add("C2:C4", CellIsRule("greaterThan", ["100"]))
    checked = DataValidation("list", formula1='"oui,non"')
    plan.add_data_validation(checked)
    checked.add("D2:D12")
