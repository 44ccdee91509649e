"""Write the workbooks that ship with the project: the programme of 2024, examples, an empty one.

The programme is `programme-2024.tsv` as staff keep it in Excel: row n of the sheet is line n of the
file, codes are text. The examples are the programmes of other houses, with the columns that staff
add. XlsxWriter is given a fixed date, so that building again changes no byte.
"""

import re
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FOLDER = Path(__file__).parent
FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
HEADER = {**FONT, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "border": 1}
TOP = {**FONT, "bold": True, "bg_color": "#D9E2F3", "border": 1, "border_color": "#BFBFBF"}
SECOND = {**FONT, "bold": True, "border": 1, "border_color": "#BFBFBF"}
PLAIN = {**FONT, "border": 1, "border_color": "#BFBFBF"}
EXAMPLES = {
    "lolf": "Programmation 2026",
    "interreg": "Projets",
    "crte": "Plan d'actions",
    "association": "Actions 2026",
    "mediatheque": "Plan d'action",
}
CODE_GRAMMAR = (
    '=AND(LEN(A2)<=8,SUMPRODUCT(--ISERROR(FIND(MID(A2,ROW(INDIRECT("1:"&LEN(A2))),1),"0123456789.")))=0,'
    'LEFT(A2,1)<>".",RIGHT(A2,1)<>".",ISERROR(FIND("..",A2)))'
)


def main() -> None:
    programme(FOLDER / "programme-2024.tsv", FOLDER / "programme-2024.xlsx")
    for name, sheet in EXAMPLES.items():
        example(FOLDER / f"{name}.tsv", FOLDER / f"{name}.xlsx", sheet)
    template(FOLDER / "modele.xlsx")


def programme(source: Path, target: Path) -> None:
    """Write the lines of a text of codes and labels as a workbook of one sheet."""
    lines = source.read_text(encoding="utf-8").split("\n")
    with _workbook(target) as book:
        sheet = book.add_worksheet("Programme 2024")
        _set_up(sheet)
        looks = {name: _looks(book, style) for name, style in _styles().items()}
        for row, line in enumerate(lines):
            code, tab, label = line.partition("\t")
            if tab:
                code_look, label_look = looks[_style_of(code)]
                sheet.write_string(row, 0, code, code_look)
                sheet.write_string(row, 1, label, label_look)
                sheet.set_row(row, 15 * lines_of(label))


def example(source: Path, target: Path, name: str) -> None:
    """Write the lines of a text as a sheet: texts, a header, then codes, labels and more columns.

    Codes are text; beside the labels, what reads as a number or a date is one.
    """
    lines = [line.split("\t") for line in source.read_text(encoding="utf-8").splitlines()]
    header = next(row for row, cells in enumerate(lines) if len(cells) > 2)
    with _workbook(target) as book:
        sheet = book.add_worksheet(name)
        _set_up(sheet)
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 1, 70)
        sheet.set_column(2, len(lines[header]) - 1, 18)
        sheet.freeze_panes(header + 1, 2)
        sheet.autofilter(header, 0, len(lines) - 1, len(lines[header]) - 1)
        looks = _example_looks(book)
        for row, cells in enumerate(lines):
            style = "header" if row == header else _example_style(cells) if row > header else ""
            for column, text in enumerate(cells):
                _write_cell(sheet, row, column, text, looks[style])


def _example_looks(book: xlsxwriter.Workbook) -> dict[str, dict[str, Format]]:
    forms = {"text": "@", "number": "#,##0", "date": "dd/mm/yyyy"}
    styles = {**_styles(), "": {**FONT, "bold": True}}
    return {
        name: {
            kind: book.add_format({**style, "num_format": form, "text_wrap": name != ""})
            for kind, form in forms.items()
        }
        for name, style in styles.items()
    }


def _example_style(cells: list[str]) -> str:
    depth = len(re.findall(r"\d+|[A-Z]", cells[0]))
    return {1: "top", 2: "second"}.get(depth, "plain") if not any(cells[3:]) else "plain"


def _write_cell(
    sheet: Worksheet, row: int, column: int, text: str, looks: dict[str, Format]
) -> None:
    if column > 1 and re.fullmatch(r"\d+", text):
        sheet.write_number(row, column, int(text), looks["number"])
    elif column > 1 and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = datetime.combine(date.fromisoformat(text), datetime.min.time())
        sheet.write_datetime(row, column, day, looks["date"])
    elif text:
        sheet.write_string(row, column, text, looks["text"])


def lines_of(label: str) -> int:
    """Return how many lines a label takes in its column; capitals are wider."""
    return -(-len(label) // (72 if label.isupper() else 92))


def template(target: Path) -> None:
    """Write an empty programme: headers, dressed columns, and codes checked as they are typed."""
    with _workbook(target) as book:
        sheet = book.add_worksheet("Programme")
        _set_up(sheet)
        code_look, label_look = _looks(book, PLAIN)
        sheet.set_column(0, 0, 9, code_look)
        sheet.set_column(1, 1, 90, label_look)
        header = book.add_format({**HEADER, "text_wrap": True})
        sheet.write_row(0, 0, ["Code", "Intitulé"], header)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.data_validation(
            1,
            0,
            999,
            0,
            {
                "validate": "custom",
                "value": CODE_GRAMMAR,
                "input_title": "Code",
                "input_message": "Le rang dans le plan : 1, puis 1.2, puis 1.2.3.",
                "error_title": "Code",
                "error_message": "Un code s'écrit avec des chiffres et des points : 1, 1.2, 1.2.3.",
            },
        )
        # Excel offers to turn such codes into numbers, which would destroy 1.10.
        sheet.ignore_errors({"number_stored_as_text": "A1:A1000"})


def _workbook(target: Path) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(str(target))
    book.set_properties({"title": target.stem, "created": datetime(2024, 1, 8)})  # noqa: DTZ001  a fixed date
    return book


def _set_up(sheet: Worksheet) -> None:
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, 90)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P / &N")


def _styles() -> dict[str, dict[str, object]]:
    return {"header": HEADER, "top": TOP, "second": SECOND, "plain": PLAIN}


def _looks(book: xlsxwriter.Workbook, style: dict[str, object]) -> tuple[Format, Format]:
    """Return the formats of a code cell, whose text Excel must not read again, and of a label."""
    return (
        book.add_format({**style, "num_format": "@"}),
        book.add_format({**style, "text_wrap": True}),
    )


def _style_of(code: str) -> str:
    if not code[:1].isdigit():
        return "header"
    return ("top", "second")[depth] if (depth := code.strip(".").count(".")) < 2 else "plain"


if __name__ == "__main__":
    main()
