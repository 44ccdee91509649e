"""What names rows by text is told when rows are deleted, and nothing else is."""

import pytest

from tests.ooxml.tables import table
from tests.workbooks import SAMPLES
from tests.workbooks.base import REPEATED, written
from xlmot.findings import DeleteRow
from xlmot.ooxml.cells.formulas import Shift
from xlmot.ooxml.cells.references import RowMap
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.rows.unmoved import is_unmoved, warnings

CASES = table("""
| formula on “Plan” | names moved rows by text |
|---|---|
| INDIRECT("A12") | yes |
| INDIRECT("A4") | yes |
| INDIRECT("A3") | |
| INDIRECT("A1:A9") | yes |
| INDIRECT("A:A") | |
| INDIRECT("Plan!A12") | yes |
| INDIRECT("'Plan'!$A$12") | yes |
| INDIRECT("Bilan!A12") | |
| INDIRECT("R12C1",FALSE) | yes |
| INDIRECT("R2C1",FALSE) | |
| INDIRECT("A"&B2) | yes |
| INDIRECT("Plan!B"&ROW()) | yes |
| INDIRECT("Bilan!B"&ROW()) | |
| INDIRECT(B2&"!A12") | yes |
| INDIRECT(B2) | |
| INDIRECT("Ventes") | |
| INDIRECT("T_"&B2) | |
| INDIRECT("Suivi[Code]") | |
| IF(A1="A12",INDIRECT(B2),"A12") | |
| SUM(INDIRECT("A2:A"&COUNTA(B:B)))&"x" | yes |
| INDIRECT(B2&"!A") | yes |
| OFFSET(A12,1,1) | |
| "INDIRECT(""A12"")" | |
""")


@pytest.mark.parametrize(("formula", "unmoved"), CASES)
def test_a_formula(formula, unmoved):
    shift = Shift("Plan", RowMap([4]), ("Plan", "Bilan"))
    assert is_unmoved(formula, "Plan", shift) == bool(unmoved)


def told(data, *edits):
    return [str(one) for one in warnings(Package(Container.read(data)), edits)]


DELETED = DeleteRow("Programme", REPEATED, ("Code", "Title"))


def test_a_workbook_is_told_where_they_stand():
    def fill(book, sheet):
        for row in range(20, 27):
            sheet.write_formula(row, 0, '=INDIRECT("B8")')
        book.define_name("Fin", '=INDIRECT("Programme!B8")')

    (warning,) = told(written(fill), DELETED)
    assert warning.startswith("8 formulas build a reference from text (INDIRECT)")
    assert "Programme!A21, " in warning
    assert warning.endswith("…."), "five of them are enough"
    assert told(written(fill)) == [], "no row goes"


def test_macros_are_told_once():
    macros = [name for name, one in SAMPLES.items() if one.suffix == ".xlsm" and not one.refused]
    assert macros
    for name in macros:
        data = SAMPLES[name].make()
        has = b"vbaProject" in Container.read(data).part("[Content_Types].xml")
        assert len([one for one in told(data, DELETED) if 'Range("A12")' in one]) == has


def test_of_a_workbook_without_them_nothing_is_told():
    assert told(written(), DELETED) == []
