import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.counting import ends
from tests.ooxml.tables import table
from xlmot.ooxml.cells.formulas import Shift, fill, sheets_of, tokens
from xlmot.ooxml.cells.references import Reference, RowMap

SHEETS = ("Axe 1", "Bilan", "L'été", "AB1", "Mars")

# Rows 5 and 8 of “Bilan” are deleted; the formula stands on “Bilan”, or on “Mars” where so said.
SHIFTED = r"""
| formula | on Bilan | on Mars |
|---|---|---|
| A4+A5+A6+A9 | A4+#REF!+A5+A7 | A4+A5+A6+A9 |
| $A$6&a$6&$a6 | $A$5&a$5&$a5 | $A$6&a$6&$a6 |
| SUM(B2:B10) | SUM(B2:B8) | SUM(B2:B10) |
| SUM(B5:B8)-SUM(B5,B8) | SUM(B5:B6)-SUM(#REF!,#REF!) | SUM(B5:B8)-SUM(B5,B8) |
| SUM(5:5,6:8,A:A) | SUM(#REF!,5:6,A:A) | SUM(5:5,6:8,A:A) |
| SUM(A6 : B9) | SUM(A5 : B7) | SUM(A6 : B9) |
| A1:A10 B9:C9 | A1:A8 B7:C7 | A1:A10 B9:C9 |
| (A6,B9,C5) | (A5,B7,#REF!) | (A6,B9,C5) |
| A6:INDEX(B:B,9) | A5:INDEX(B:B,9) | A6:INDEX(B:B,9) |
| A6:B7:C9 | A5:B6:C7 | A6:B7:C9 |
| SUM(C9#) | SUM(C7#) | SUM(C9#) |
| Bilan!A6 | Bilan!A5 | Bilan!A5 |
| bilan!A5 | bilan!#REF! | bilan!#REF! |
| 'Bilan'!$A$6:$B$9 | 'Bilan'!$A$5:$B$7 | 'Bilan'!$A$5:$B$7 |
| Bilan!A6:Bilan!B9 | Bilan!A5:Bilan!B7 | Bilan!A5:Bilan!B7 |
| Bilan!6:6 | Bilan!5:5 | Bilan!5:5 |
| Mars!A6+A6 | Mars!A6+A5 | Mars!A6+A6 |
| 'Axe 1'!A6+'L''été'!A6 | 'Axe 1'!A6+'L''été'!A6 | 'Axe 1'!A6+'L''été'!A6 |
| A6:Mars!B9 | A5:Mars!B9 | A6:Mars!B9 |
| [1]Bilan!A6+'[1]Bilan'!A6 | [1]Bilan!A6+'[1]Bilan'!A6 | [1]Bilan!A6+'[1]Bilan'!A6 |
| '[Autre.xlsx]Bilan'!A6 | '[Autre.xlsx]Bilan'!A6 | '[Autre.xlsx]Bilan'!A6 |
| 'C:\d\[B.xlsx]Bilan'!A6 | 'C:\d\[B.xlsx]Bilan'!A6 | 'C:\d\[B.xlsx]Bilan'!A6 |
| [0]Bilan!A6+[0]!Total | [0]Bilan!A5+[0]!Total | [0]Bilan!A5+[0]!Total |
| SUM(Bilan:Mars!A6) | SUM(Bilan:Mars!A6) | SUM(Bilan:Mars!A6) |
| SUM('Axe 1:Mars'!A6) | SUM('Axe 1:Mars'!A6) | SUM('Axe 1:Mars'!A6) |
| Total:Bilan!A6 | Total:Bilan!A5 | Total:Bilan!A5 |
| #REF!A6+Bilan!#REF!+#REF! | #REF!A6+Bilan!#REF!+#REF! | #REF!A6+Bilan!#REF!+#REF! |
| IF(A6=#N/A,"A6","A""6") | IF(A5=#N/A,"A6","A""6") | IF(A6=#N/A,"A6","A""6") |
| LOG10(A6)+ATAN2(A6,1)+BIN2DEC(A9) | LOG10(A5)+ATAN2(A5,1)+BIN2DEC(A7) | LOG10(A6)+ATAN2(A6,1)+BIN2DEC(A9) |
| A6.b+_A6+A6_+A6é+\A6+R6C6+XFE6 | A6.b+_A6+A6_+A6é+\A6+R6C6+XFE6 | A6.b+_A6+A6_+A6é+\A6+R6C6+XFE6 |
| Bilan!A6.b+Bilan!Total6 | Bilan!A6.b+Bilan!Total6 | Bilan!A6.b+Bilan!Total6 |
| T1[[#This Row],[A6]]+T1[A6] | T1[[#This Row],[A6]]+T1[A6] | T1[[#This Row],[A6]]+T1[A6] |
| T1['[A6]+[@A6]+T1[[A6]:[A9]] | T1['[A6]+[@A6]+T1[[A6]:[A9]] | T1['[A6]+[@A6]+T1[[A6]:[A9]] |
| 1E6+6.5+{6;9}*A6% | 1E6+6.5+{6;9}*A5% | 1E6+6.5+{6;9}*A6% |
| "unclosed A6 | "unclosed A6 | "unclosed A6 |
| INDIRECT("A6")+OFFSET(A6,1,0) | INDIRECT("A6")+OFFSET(A5,1,0) | INDIRECT("A6")+OFFSET(A6,1,0) |
| _xlfn.SINGLE(A6)+_xlfn.ANCHORARRAY(A9) | _xlfn.SINGLE(A5)+_xlfn.ANCHORARRAY(A7) | _xlfn.SINGLE(A6)+_xlfn.ANCHORARRAY(A9) |
| AB1!A6+'AB1'!A6 | AB1!A6+'AB1'!A6 | AB1!A6+'AB1'!A6 |
"""  # noqa: E501 - a case is a line


@pytest.mark.parametrize(("formula", "here", "elsewhere"), table(SHIFTED))
def test_references_to_the_sheet_follow_its_rows(formula, here, elsewhere):
    shift = Shift("Bilan", RowMap([5, 8]), SHEETS)
    assert shift.formula(formula, "Bilan") == here
    assert shift.formula(formula, "Mars") == elsewhere


NAMED = """
| formula | after |
|---|---|
| Bilan!$A$6:$B$9 | Bilan!$A$5:$B$7 |
| Bilan!A6 | Bilan!A6 |
| Bilan!A$6+Bilan!$A6 | Bilan!A$5+Bilan!$A6 |
| Bilan!$5:$6,Bilan!$A:$B | Bilan!$5:$5,Bilan!$A:$B |
| !$A$6 | !$A$6 |
| $A$6 | $A$6 |
"""


@pytest.mark.parametrize(("formula", "after"), table(NAMED))
def test_a_row_without_dollar_in_a_name_is_a_distance(formula, after):
    assert Shift("Bilan", RowMap([5, 8]), SHEETS).formula(formula, None, named=True) == after


UNSURE = """
| formula | unsure | in a name |
|---|---|---|
| SUM(Bilan:Mars!A6) | A6 | A6 |
| SUM(Mars:Bilan!A6:B9) | A6:B9 | A6:B9 |
| SUM('Axe 1:Mars'!A6) | A6 | A6 |
| SUM('L''été:Mars'!A6) | | |
| SUM(Bilan:Bilan!A6) | | |
| SUM(Bilan:Mars!A:A) | | |
| Total:Bilan!A6 | | |
| Bilan!$A$6:$A9 | | $A$6:$A9 |
| Mars!$A$6:$A9 | | |
"""


@pytest.mark.parametrize(("formula", "unsure", "named"), table(UNSURE))
def test_what_nobody_can_move_surely_is_named(formula, unsure, named):
    shift = Shift("Bilan", RowMap([5]), SHEETS)
    assert " ".join(map(str, shift.unsure(formula, "Mars"))) == unsure
    assert " ".join(map(str, shift.unsure(formula, None, named=True))) == named


def test_only_a_prefix_without_a_workbook_names_sheets():
    assert sheets_of("'[0]L''été'!") == ("L'été", "L'été")
    assert sheets_of("#REF!") is sheets_of("!") is sheets_of("'\\\\s\\b.xlsx'!") is None


FILLED = """
| formula | down 2, right 1 |
|---|---|
| A1*$B1+C$1 | B3*$B3+D$1 |
| [1]Axe!A1+#REF!A1 | [1]Axe!B3+#REF!B3 |
| "A1"&T1[A1]&LOG10(A:A,1:2) | "A1"&T1[A1]&LOG10(B:B,3:4) |
| XFD1048576 | A2 |
"""


@pytest.mark.parametrize(("formula", "after"), table(FILLED))
def test_a_formula_is_filled_as_in_excel(formula, after):
    assert fill(formula, 2, 1) == after


PIECES = """A6 $B$7 C3:D9 4:9 A:C Bilan!A6 'Axe1'!B2:C4 [1]Bilan!A6 Bilan!$A:$B SUM( ) , + : "A6"
T1[A6] #REF! LOG10( Total 12.5 !"""
SOUND = """A6 $B$7 C3:D9 4:9 A:C Bilan!A12 Bilan!C9:$B$2 "A6" T1[A6]"""
pieces = st.sampled_from([*PIECES.split(), " "]) | st.text("A6$:!'\"[]()#é.,{} \n", max_size=6)
formulas = st.lists(pieces, max_size=12).map("".join)
sound = st.lists(
    st.sampled_from(SOUND.split())
    | st.builds("{}{}:{}{}".format, *[st.sampled_from("AB"), st.integers(1, 30)] * 2),
    min_size=1,
).map("+".join)
row_sets = st.sets(st.integers(1, 30), max_size=8)


@given(formulas)
def test_tokens_join_to_the_formula(formula):
    assert "".join(token.text for token in tokens(formula)) == formula
    for token in tokens(formula):
        assert not token.reference or token.text == token.prefix + str(token.reference)


@given(formulas, row_sets)
def test_a_formula_without_references_to_the_sheet_is_unchanged(formula, rows):
    shift = Shift("Bilan", RowMap(rows), SHEETS)
    if not any(token.reference for token in tokens(formula)):
        assert shift.formula(formula, "Bilan") == formula
    assert Shift("Bilan", RowMap([]), SHEETS).formula(formula, "Bilan") == formula


@given(sound, row_sets, st.sampled_from(["Bilan", "Mars"]))
def test_rows_deleted_one_by_one_from_below_are_rows_deleted_at_once(formula, rows, home):
    at_once = Shift("Bilan", RowMap(rows), SHEETS).formula(formula, home)
    for row in sorted(rows, reverse=True):
        formula = Shift("Bilan", RowMap([row]), SHEETS).formula(formula, home)
    assert formula == at_once


@given(sound, st.integers(1, 30), st.integers(1, 30))
def test_filling_down_is_what_deleting_the_rows_above_undoes(formula, count, top):
    """Rows below all that is deleted move together, so a filled formula stays a filled one."""
    rows = RowMap(range(1, count + 1))
    relative = fill("A100+B101:C140", top, 0)
    assert Shift("Bilan", rows).formula(relative, "Bilan") == fill(relative, -count, 0)
    assert fill(fill(formula, top, 1), -top, -1) == formula


@pytest.mark.parametrize(
    "piece",
    ["'", "''", "'!", "[", "[[", "[']", '"', "A1:", "A1 ", "$", "a.", "#REF!", "[1]a:", "!"],
)
def test_no_formula_makes_a_search_quadratic(piece):
    with ends():
        Shift("Bilan", RowMap([5]), SHEETS).formula(piece * 200_000, "Bilan")


def test_a_reference_reads_back_from_its_token():
    [token] = tokens("'Axe 1'!$B$4:C9")
    assert token == ("'Axe 1'!$B$4:C9", "'Axe 1'!", Reference("$B", "$4", ":", "C", "9"))
