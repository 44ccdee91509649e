"""What the guards refuse and colour, row by row, as LibreOffice reckons their formulas."""

import pytest

from tests import programme_2024
from tests.books.guards.office import judged
from xlmot.books.guards.formulas import LONGEST
from xlmot.books.guards.table import is_ours, make_guards
from xlmot.messages import render
from xlmot.programme.address import Area
from xlmot.programme.grammar import Grammar
from xlmot.programme.grid import Grid
from xlmot.programme.header import find_layout
from xlmot.programme.outline import read_programme
from xlmot.programme.vocabulary import ColumnWords, Vocabulary
from xlmot.programme.workbook import read_workbook
from xlmot.settings.load import load_settings

NUMBERS = Grammar(("number",) * 3, (".", "."))
HOUSE = Vocabulary(
    grammars=(NUMBERS,),
    code_headers=("Code",),
    label_headers=("Title",),
    titles="first_row",
    total_words=("Total",),
    recurrent_labels=("Proofs",),
    tags=("CORE", "MADE-UP"),
    tag_level=1,
    columns=(ColumnWords(("Owner",), required=True),),
)


def programme_of(sheets, house=HOUSE, merges=()):
    grids = [Grid(name, rows, merges=merges) for name, rows in sheets.items()]
    found = [(grid, layout) for grid in grids if (layout := find_layout(grid, house))]
    assert len(found) == len(sheets)
    return read_programme("a.xlsx", found, house)


def guards_of(sheets, house=HOUSE):
    return make_guards(programme_of(sheets, house))


@pytest.mark.oracle
def test_each_mistake_is_coloured_and_nothing_else(tmp_path):
    """The last column names the formulas that must be true of the row, beside `ok`."""
    cases = [
        ("Code", "Title", "Owner", ""),
        ("1", "[CORE] ROADS", None, ""),
        ("1.1", "Squares", None, ""),
        ("1.1", "Pave the market", "Ada", ""),
        ("1.1", "Light the lane", None, "empty3"),
        ("1.1", "Pave the market", "Bob", "duplicate"),
        ("1.1", "PAVE the market", "Bob", ""),
        ("1.1", "Proofs", "Bob", ""),
        ("1.1", "Proofs", "Bob", ""),
        ("1.1.1", "Small squares", None, ""),
        ("Code", "Title", "Owner", ""),
        (None, None, None, ""),
        ("1.1.2", None, None, "nolabel"),
        ("1.3.1", "Orphan", None, "orphan"),
        (None, "Lost line", None, "nocode"),
        ("1.10", "Ten", None, ""),
        ("1.10.1", "Below ten", None, ""),
        ("1.100", "A hundred", None, "malformed"),
        ("1.01", "Zero", None, "malformed"),
        ("1,1", "Comma", None, "malformed"),
        ("1..1", "Two dots", None, "malformed"),
        ("1.1 ", "Space", None, "malformed"),
        ("1.a", "Letter", None, "malformed"),
        ("1.1.1.1", "Too deep", None, "malformed"),
        ("1e1", "Excel's ten", None, "malformed"),
        ("0", "Nought", None, "malformed"),
        ("Total", "of all", "x", ""),
        (2, "(core) BRIDGES", None, "untagged"),
        (2, "Whole number", "Ada", ""),
        ("2.1", "Below a number", None, ""),
        (2.1, "Lost its zeros", None, "malformed"),
        ("3", "[made-up] NEW", None, ""),
        ("3.3.", "Trailing", None, "malformed"),
        ("3.3.1", "Its parent is there, if not well written", None, ""),
    ]
    sheets = {"L'été": [row[:3] for row in cases]}
    (shown,) = judged(tmp_path, sheets, guards_of(sheets)).values()
    told: dict[int, str] = {}
    for formula in shown.keys() - {"ok"}:
        for row in shown[formula]:
            told[row] = " ".join(sorted([*told.get(row, "").split(), formula]))
    expected = {row: case[3] for row, case in enumerate(cases, 1) if case[3]}
    # Of two equal rows, both are coloured.
    expected[4] = "duplicate"
    assert told == expected
    wrong = {row for row, formulas in expected.items() if formulas == "malformed"}
    assert shown["ok"] == set(range(2, len(cases) + 201)) - wrong


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("grammar", "right", "wrong"),
    [
        (
            Grammar(("letter", "number", "number"), ("", ".")),
            ["A", "B2", "C12", "C12.3", "Z99.99"],
            ["a", "AA", "A.1", "2", "A1.", "A100", "A0", "É", "A1.2.3", "A 1"],
        ),
        (
            Grammar(("roman", "number"), (".",)),
            ["I", "IV", "XVIII.3", "XXXIX.1"],
            ["IIII", "XL", "i", "I II", "IV3", "V.", "I.1.1"],
        ),
        (
            Grammar(("roman", "number"), ("",)),
            ["I", "IV3", "XVIII12"],
            ["IV.3", "3", "IVA"],
        ),
        (
            Grammar(("digits:3", "digits:2", "digits:2"), ("-", "-")),
            ["112", "112-11", "112-11-01", "001-01-01"],
            ["12", "112-1", "112.11", "000", "112-00", "112-11-1", "112-11-01-01", "１１２"],
        ),
        (
            Grammar(("number", "small", "number"), ("", "")),
            ["1", "12a", "1b3", "99z99"],
            ["1A", "a", "1a0", "1.a", "1aa", "1a3b"],
        ),
        (
            Grammar(("number", "letter", "number"), (".", "")),
            ["1", "1.A", "1.A3", "12.Z10"],
            ["1A", "1.a", "1.A.3", "1.3", "1.AB"],
        ),
        (
            Grammar(("number", "number"), (".A",), ("Goal ", "OS")),
            ["Goal 1", "OS1.A1", "OS12.A99"],
            ["OT1", "OS1.1", "OSA1", "OS", "Goal1.A"],
        ),
    ],
    ids=str,
)
def test_the_codes_of_other_houses_are_read(grammar, right, wrong, tmp_path):
    house = HOUSE._replace(grammars=(grammar,), columns=(), tags=())
    codes = [*right, *wrong]
    rows = [("Code", "Title"), *((code, f"Label {n}") for n, code in enumerate(codes))]
    guards = guards_of({"Plan": rows}, house)
    assert guards[0].names
    (shown,) = judged(tmp_path, {"Plan": rows}, guards).values()
    read = [code for row, code in enumerate(codes, 2) if row in shown["ok"]]
    assert read == right


@pytest.mark.oracle
def test_a_parent_on_another_sheet_is_known(tmp_path):
    house = HOUSE._replace(layout="per_page")
    head = ("Code", "Title")
    sheets = {
        "Page 1": [head, ("1", "[CORE] ROADS"), ("1.1", "Squares")],
        "Page 2": [head, ("1.1.1", "Small squares"), ("1.2.1", "Orphan")],
    }
    shown = judged(tmp_path, sheets, guards_of(sheets, house))
    assert [shown[sheet]["orphan"] for sheet in sheets] == [set(), {3}]


@pytest.mark.oracle
def test_a_table_of_own_codes_has_its_owners_asked_for_at_the_deepest_level(tmp_path):
    rows = [("Code", "Title", "Owner"), ("1", "[CORE] ROADS", None), ("1.1", "Pave", None)]
    rows += [("1.2", "Light", "Ada"), ("2", "BRIDGES", None), ("2.1", "Paint", "Bob")]
    house = HOUSE._replace(titles="own_code")
    (shown,) = judged(tmp_path, {"Plan": rows}, guards_of({"Plan": rows}, house)).values()
    assert shown["empty3"] == {3}
    assert shown["untagged"] == {5}


@pytest.mark.oracle
def test_the_programme_of_2024_has_one_code_to_colour(tmp_path):
    book, vocabulary = programme_2024.book(), load_settings("mot").vocabulary
    (programme,) = read_workbook(book.name, book.grids(), vocabulary).programmes
    rows = {programme_2024.SHEET: [list(row) for row in programme_2024.rows()]}
    (shown,) = judged(tmp_path, rows, make_guards(programme)).values()
    del shown["ok"]
    assert {formula: rows for formula, rows in shown.items() if rows} == {"malformed": {119}}


@pytest.mark.parametrize("profile", ["generic", "mot"])
def test_each_formula_is_short_enough_and_knows_the_others(profile):
    vocabulary = load_settings(profile).vocabulary
    header = (vocabulary.code_headers[0], vocabulary.label_headers[0].format(year=2024))
    rows = [header, *((f"{n // 9 + 1}.{n % 9 + 1}", f"Label {n}") for n in range(99))]
    rows += [(f"Note {n} " + "on a row aside " * 5, "") for n in range(30)]
    for own in guards_of({"A sheet whose name has length": rows}, vocabulary):
        names = {name.name for name in own.names}
        for name in own.names:
            assert max(len(name.a1), len(name.r1c1)) <= LONGEST
        used = [own.validation.formula, *(h.formula for h in own.highlights)]
        assert all(is_ours(formula) for formula in used)
        assert {formula.removeprefix("=") for formula in used} <= names


def test_excel_has_room_for_what_a_refusal_says():
    validation = guards_of({"Plan": [("Code", "Title"), ("1", "Roads")]})[0].validation
    assert len(render(validation.title)) <= 32
    assert len(render(validation.message)) <= 225


def test_spare_rows_end_before_what_stands_below():
    rows = [("Code", "Title"), ("1", "Roads"), (None, None), (None, None), (None, None, "Signed")]
    assert guards_of({"Plan": rows})[0].validation.area == Area(2, 1, 4, 1)


def formulas_of(programme):
    return {highlight.formula for own in make_guards(programme) for highlight in own.highlights}


def test_what_formulas_cannot_tell_is_not_coloured():
    rows = [("Code", "Title", "Owner"), ("1", "ROADS", None), ("1", "Pave", "Ada")]
    assert "=xlmot_empty3" in formulas_of(programme_of({"Plan": rows}))
    uppercase = HOUSE._replace(titles="uppercase")
    known = formulas_of(programme_of({"Plan": rows}, uppercase))
    assert not {"=xlmot_empty3", "=xlmot_untagged"} & known
    merged = programme_of({"Plan": rows}, merges=(Area(2, 1, 3, 1), Area(2, 3, 3, 3)))
    assert not {"=xlmot_nocode", "=xlmot_empty3"} & formulas_of(merged)


def test_a_table_with_too_much_aside_is_guarded_as_it_is_typed_only():
    rows = [("Code", "Title"), ("1", "ROADS")]
    for number in range(60):
        rows += [("1", f"Pave square {number}"), (f"Total {number}", "sum")]
    rows.append(("1.1", "Squares"))
    known = formulas_of(programme_of({"Plan": rows}))
    assert not {"=xlmot_malformed", "=xlmot_nocode"} & known
    assert "=xlmot_orphan" in known
