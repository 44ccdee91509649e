"""The workbook that is written: text stays text, the same data make the same bytes."""

import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from tests.programme_2024 import rows
from tests.sheets.samples import (
    GENERIC,
    MOT,
    WORKSHOPS,
    edition,
    key_cell,
    programme_2024,
    read,
    report_2024,
    sheets_2024,
    sheets_of,
    texts,
    values,
)
from xlmot.books.mark import KEY_HEADER, LONGEST, NAME, Mark, is_edited, read_mark
from xlmot.messages import english
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook
from xlmot.settings.schema.output import SheetOptions
from xlmot.sheets.axe import axe_sheets
from xlmot.sheets.controle import controle_sheet
from xlmot.sheets.names import beside_ours, free_name, sheet_names, signs
from xlmot.sheets.write import write_sheets
from xlmot.sheets.written import as_grid, keep_day, stamped

DATA = write_sheets(sheets_2024())
BOOK: Any = openpyxl.load_workbook(BytesIO(DATA))
PARTS = {
    name: ZipFile(BytesIO(DATA)).read(name).decode() for name in ZipFile(BytesIO(DATA)).namelist()
}
NAMES = [sheet.name for sheet in sheets_2024()]
# Words of the house of 2024 that no other house may read.
HOUSE = re.compile(
    r"\b(?:mot|axes?|sous-axes?|objectifs?|socle|sur-mesure|finalisation)\b", re.IGNORECASE
)


def marks():
    return {
        sheet.title: read_mark(sheet.defined_names[NAME].value.strip('"').replace('""', '"'))
        for sheet in BOOK
    }


def test_the_same_sheets_make_the_same_bytes() -> None:
    assert write_sheets(sheets_2024()) == DATA


def test_values_are_written_as_they_were_meant() -> None:
    shown = values(DATA)
    for sheet in sheets_2024():
        for line, meant in zip(shown[sheet.name], as_grid(sheet, english).rows, strict=True):
            assert [v or None for v in line] == [
                pytest.approx(v) if isinstance(v, float) else v or None for v in meant[: len(line)]
            ]


def test_labels_that_look_like_formulas_stay_text() -> None:
    data = write_sheets(sheets_of(read(WORKSHOPS)), sources=[Grid("Plan", WORKSHOPS)])
    book = openpyxl.load_workbook(BytesIO(data))
    cells = [cell for row in book["Section A"].iter_rows() for cell in row]
    found = [cell for cell in cells if str(cell.value)[:1] in "=+-@" and cell.data_type != "f"]
    assert [cell.value for cell in found] == [
        "=Pave the market",
        "+Mend the fountain",
        "@Bob",
        "-Plant trees",
        "@Paint the rail",
    ]
    assert all(cell.quotePrefix and cell.data_type == "s" for cell in found)


@pytest.mark.parametrize("name", NAMES)
def test_each_sheet_is_printed_one_page_wide_on_a4_and_says_what_it_is(name) -> None:
    sheet = BOOK[name]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert sheet.print_title_rows
    assert sheet.print_area
    assert sheet.freeze_panes
    assert "&P" in sheet.oddFooter.right.text
    assert "MOT – " in sheet.oddFooter.left.text
    hidden = [letter for letter, own in sheet.column_dimensions.items() if own.hidden]
    assert all(letter not in sheet.print_area for letter in hidden)


def test_tables_are_filtered_and_their_header_is_repeated() -> None:
    for sheet in sheets_2024():
        if sheet.table:
            header, last = sheet.table
            assert re.fullmatch(rf"A{header}:[A-Z]+{last}", BOOK[sheet.name].auto_filter.ref)
            assert BOOK[sheet.name].print_title_rows == f"${header}:${header}"


def test_actions_are_folded_under_their_titles() -> None:
    sheet = BOOK["Axe 1"]
    levels = [sheet.row_dimensions[row].outlineLevel for row in range(1, sheet.max_row + 1)]
    assert (levels.count(1), levels.count(2)) == (8 + 3, 26 - 3)
    assert not sheet.sheet_properties.outlinePr.summaryBelow


def test_decisions_are_chosen_from_a_list() -> None:
    (rule,) = BOOK["Findings"].data_validations.dataValidation
    assert rule.formula1 == '"Undecided,Apply,Ignore"'
    cells = [cell for area in rule.sqref.ranges for cell in area.cells]
    assert {column for _, column in cells} == {9}
    assert len(cells) == len(report_2024().findings)
    keys = BOOK["Findings"]["K"]
    assert all(keys[row - 1].value for row, _ in cells)


def test_the_chart_of_the_summary_is_made_of_stacked_bars() -> None:
    charts = [name for name in PARTS if name.startswith("xl/charts/chart")]
    assert charts == ["xl/charts/chart1.xml"]
    assert '<c:barDir val="bar"/>' in PARTS["xl/charts/chart1.xml"]
    assert '<c:grouping val="stacked"/>' in PARTS["xl/charts/chart1.xml"]


def test_the_labels_of_a_chart_show_numbers_alone_in_any_program() -> None:
    shown = dict(re.findall(r'<c:show(\w+) val="(\d)"/>', PARTS["xl/charts/chart1.xml"]))
    names = ("LegendKey", "CatName", "SerName", "Percent", "BubbleSize")
    assert shown == {"Val": "1", **dict.fromkeys(names, "0")}


def test_bars_behind_numbers_are_as_long_as_the_numbers_say() -> None:
    bars = [part for part in PARTS.values() if "<dataBar" in part]
    assert len(bars) == 4
    for part in bars:
        found = re.findall("<dataBar[^>]*>", part)
        assert set(found) == {'<dataBar minLength="0" maxLength="100">'}
        assert '<cfvo type="num" val="0"/>' in part


def test_marks_are_hidden_short_and_true() -> None:
    for name, mark in marks().items():
        assert mark is not None
        assert mark.source == "Programme 2024"
        assert BOOK[name].defined_names[NAME].hidden
        assert len(mark.text()) <= LONGEST
    kinds = [(mark.kind, mark.code) for mark in marks().values()]
    assert kinds[:3] == [("sommaire", ""), ("controle", ""), ("axe", "1")]
    long = Mark("controle", "p" * 300, "s" * 31, "2024-05-03", "1.2.3", 2, "0" * 12, "0" * 12)
    assert json.loads(long.text())["source"] == "s" * 31


def read_back(sheet):
    lines = values(write_sheets([sheet]))[sheet.name]
    return Grid(sheet.name, lines, formulas=as_grid(sheet, english).formulas)


@pytest.mark.parametrize(
    "sheet", [*sheets_2024(), *sheets_of(read(WORKSHOPS))], ids=lambda sheet: sheet.name
)
def test_an_edit_by_hand_is_seen_and_comments_and_sorting_are_none(sheet) -> None:
    grid, mark = read_back(sheet), stamped(sheet, english)
    assert not is_edited(grid, mark)
    edited = [list(line) for line in grid.rows]
    edited[0][0] = "Another title"
    assert is_edited(grid._replace(rows=edited), mark)
    if mark.notes:
        header, key = key_cell(grid)
        lines = [list(line) for line in grid.rows]
        lines[header][key - 2] = "a comment"
        lines[header:] = reversed(lines[header:])
        # A sort takes formulas along.
        moved = {
            (header + len(lines) + 1 - row if row > header else row, column): text
            for (row, column), text in grid.formulas.items()
        }
        assert not is_edited(grid._replace(rows=lines, formulas=moved), mark)


def test_the_day_changes_only_with_what_the_sheet_says() -> None:
    programme = programme_2024()
    (old, *_), (new, *_) = (
        axe_sheets(programme, edition(programme, day=day))
        for day in (date(2024, 5, 3), date(2024, 6, 1))
    )
    kept = keep_day(new, stamped(old, english), english)
    assert write_sheets([kept]) == write_sheets([old])
    other = axe_sheets(programme, edition(programme, day=date(2024, 6, 1)))[1]
    assert keep_day(other, stamped(old, english), english) is other


def test_another_house_reads_none_of_the_words_of_this_one() -> None:
    programme = read(WORKSHOPS)
    for sheet in sheets_of(programme):
        said = [sheet.name, *texts([sheet]), *sheet.footer]
        assert [text for text in said if HOUSE.search(text)] == []
    assert [sheet.name for sheet in sheets_of(programme)] == ["Summary", "Section A", "Section B"]


def untranslated():
    """Yield the texts that no translation touches, without a code before and ellipses around.

    What cleaning makes of a label is neither the user's text nor a sentence: it is left out.
    """
    for sheet in sheets_2024():
        plain, other = as_grid(sheet, english), as_grid(sheet, lambda m: f"¤{english(m)}")
        after = {line.index("After") for line in plain.rows if "After" in line}
        for line, translated in zip(plain.rows, other.rows, strict=True):
            for column, (said, heard) in enumerate(zip(line, translated, strict=True)):
                if column in after:
                    continue
                if isinstance(said, str) and said == heard and "|" not in said:
                    yield re.sub(r"^[\d.]+ ", "", said).strip("…")


def test_every_sentence_of_xlmot_is_translated() -> None:
    house = [name for level in MOT.vocabulary.levels for name in (level.one, level.many)]
    house += ["finalisation", *(text.capitalize() for text in (*house, "finalisation"))]
    own = {*house, "Programme 2024", KEY_HEADER, *(str(v) for row in rows() for v in row)}
    words = {text for text in untranslated() if re.search("[a-z]{3}", text)}
    assert {text for text in words if not any(text in theirs for theirs in own)} == set()


def test_a_sound_programme_says_so_in_one_sentence() -> None:
    sheet = controle_sheet(report_2024()._replace(findings=()), edition(programme_2024()))
    assert "Nothing was found: the programme is in order." in texts([sheet])


def test_the_widest_sums_have_room_in_their_columns() -> None:
    lines: list[list[Any]] = [["Code", "Title", "Cost", "Hours"], ["1", "Roads"]]
    lines.append(["1.1", "Streets"])
    lines += [["1.1", f"Pave street {n}", 98_765_432.5, 40_000_000] for n in range(20)]
    numbers = 0
    for sheet in sheets_of(read([*lines, ["1.2", "Parks"], ["1.2", "Plant trees", 1, 1]])):
        for (_, column), cell in sheet.cells.items():
            if cell.span == 1 and {"amount", "cents"} & set(cell.look.split()):
                numbers += 1
                decimals = 2 if "cents" in cell.look else 0
                shown = f"{cell.content:,.{decimals}f}" if cell.content else ""
                shrinks = "figure" in cell.look
                assert shrinks or len(shown) + 2 < sheet.columns[column - 1].width, shown
    assert numbers > 20


def test_links_beyond_what_excel_opens_are_written_as_text(monkeypatch) -> None:
    monkeypatch.setattr("xlmot.sheets.write.MOST_LINKS", 2)
    made = edition(programme_2024())
    fixed = replace(made, output=SheetOptions(formulas=False))
    sheet = axe_sheets(programme_2024(), fixed)[0]
    page: Any = openpyxl.load_workbook(BytesIO(write_sheets([sheet]))).active
    cells = [cell for row in page.iter_rows() for cell in row]
    assert sum(cell.hyperlink is not None for cell in cells) == 2
    assert "r. 46" in [cell.value for cell in cells]


@pytest.mark.parametrize(
    ("sheets", "headers", "names"),
    [
        (["Plan"], [2024], ["Summary", "Section 1"]),
        (["A", "B"], [2024, 2025], ["Summary 2025", "Section 1 (2025)"]),
        (["2024", "2025"], [None, None], ["Summary 2025", "Section 1 (2025)"]),
        (["Plan 2024", "Plan 2025"], [2024, 2024], ["Summary 2025", "Section 1 (2025)"]),
        (["Draft", "Adopted"], [2024, 2024], ["Summary (Adopted)", "Section 1 (Adopted)"]),
        (
            ["Plan", "Adopted in the autumn"],
            [2024, None],
            ["Summary (Adopted in the autumn)", "Section 1 (Adopted in the aut…)"],
        ),
    ],
)
def test_several_programmes_are_told_apart_by_their_years_or_else_their_sheets(
    sheets, headers, names
) -> None:
    rows = [["1", "Roads"], ["1", "Pave the square"], ["2", "Parks"], ["2", "Plant lime trees"]]
    pages = [
        Grid(sheet, [["Code", f"Programme {year}" if year else "Title"], *rows])
        for sheet, year in zip(sheets, headers, strict=True)
    ]
    found = read_workbook("plan.xlsx", pages, GENERIC.vocabulary).programmes
    assert len(found) == len(sheets)
    made = sheet_names(found[-1], english, sign=signs(found)[-1])
    assert [made.sommaire, made.axes[1,]] == names


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Axe 1", ["axe 1"], "Axe 1 (xlmot)"),
        ("Axe 1", ["Axe 1", "Axe 1 (xlmot)"], "Axe 1 (xlmot 2)"),
        ("a" * 40, [], "a" * 31),
        ("a" * 40, ["A" * 31], "a" * 23 + " (xlmot)"),
        ("'1: [x]?'", [], "1- -x--"),
    ],
)
def test_a_name_is_never_that_of_a_sheet_of_the_user(wanted, taken, name) -> None:
    assert free_name(wanted, taken) == name


def test_sheets_of_ours_that_have_one_name_are_numbered() -> None:
    names: list[str] = []
    for wanted in ("Phase Test", "Phase Build", "Phase test", "Phase Test", "P" * 40, "P" * 35):
        names.append(free_name(wanted, names, beside_ours))
    assert names[2:] == ["Phase test (2)", "Phase Test (3)", "P" * 31, "P" * 27 + " (2)"]
