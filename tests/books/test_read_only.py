"""Workbooks of other formats are read and checked, and never written."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pytest

import xlmot
from tests.programmes.variants import write
from tests.sheets.libreoffice import converted
from xlmot.books import calamine_process, read_only
from xlmot.books.file import FileBook
from xlmot.books.read_only import ReadOnlyBook, open_book
from xlmot.cli.main import main
from xlmot.messages.errors import UnreadableFile
from xlmot.programme.grid import SparseSequence

ROWS = [["Code", "Title"], ["1", "ROADS"], ["1.1", "Pave , now"], ["1.1", "Plant  trees"]]
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for name, uri in (("office", "office"), ("table", "table"), ("text", "text"))
)
MIME = "application/vnd.oasis.opendocument.spreadsheet"


def cell(value: object) -> str:
    """Return a cell of content.xml (OpenDocument 1.3, part 3, 9.1.4)."""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return (
            '<table:table-cell office:value-type="boolean" '
            f'office:boolean-value="{str(value).lower()}"/>'
        )
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if isinstance(value, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
        )
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


def ods(sheets: Mapping[str, Sequence[Sequence[object]]], before: str = "") -> bytes:
    """Return an OpenDocument spreadsheet; `before` stands before the first row of each sheet."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{before}'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {NAMESPACES}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{kind}">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
        "</manifest:manifest>"
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.ods"
    path.write_bytes(ods({"Plan": ROWS}))
    return path


def test_it_is_checked_as_the_same_workbook_of_excel_is(plan, tmp_path) -> None:
    same = xlmot.check(write(tmp_path / "plan.xlsx", {"Plan": ROWS}))
    found = xlmot.check(plan)
    assert len(found) > 1
    assert [(one.rule, one.rows) for one in found] == [(one.rule, one.rows) for one in same]


def test_the_kind_is_told_by_the_bytes(plan) -> None:
    misnamed = plan.rename(plan.with_suffix(".xlsx"))
    assert open_book(misnamed).grids()[0].value(2, 2) == "ROADS"
    assert [one.rule for one in xlmot.check(misnamed.read_bytes())]


def test_every_kind_of_value_is_read_as_it_is(tmp_path) -> None:
    row = ["text", 12.5, 3, True, date(2024, 3, 5), datetime(2024, 3, 5, 9, 30), None, "end"]  # noqa: DTZ001
    grid = open_book(tmp_path / "a.ods", ods({"Plan": [[], row]})).grids()[0]
    assert grid.rows[1] == row


def test_moments_cross_from_the_process() -> None:
    for value in (date(2024, 3, 5), datetime(2024, 3, 5, 9, 30), time(8, 30), timedelta(days=2)):  # noqa: DTZ001
        kind, text = json.loads(json.dumps(calamine_process.moment(value)))
        assert calamine_process.of_moment(kind, text) == value


def test_cells_are_named_from_a1_wherever_the_table_begins(tmp_path) -> None:
    book = open_book(tmp_path / "a.ods", ods({"Plan": [[], [], [None, None, "1", "Roads"]]}))
    assert book.grids()[0].value(3, 3) == "1"
    assert book.grids()[0].value(3, 4) == "Roads"


def test_memory_is_taken_by_cells_not_by_area(tmp_path) -> None:
    blank = f'<table:table-row table:number-rows-repeated="1000000">{cell(None)}</table:table-row>'
    grid = open_book(tmp_path / "a.ods", ods({"Plan": [["end"]]}, blank)).grids()[0]
    assert grid.value(1_000_001, 1) == "end"
    assert isinstance(grid.rows, SparseSequence)


def test_a_sheet_that_xlmot_made_is_no_programme(tmp_path) -> None:
    made = [["Findings"], ["Rule", "_xlmot"], ["x", "1"]]
    book = open_book(tmp_path / "a.ods", ods({"Plan": ROWS, "Contrôle": made}))
    assert [grid.sheet for grid in book.grids()] == ["Plan"]
    with pytest.raises(UnreadableFile, match="xlmot made"):
        book.grids("Contrôle")


@pytest.mark.parametrize(
    "words",
    [
        ["clean"], ["clean", "--in-place"], ["summarize"], ["summarize", "--in-place"], ["init"],
        ["init", "--sheet"], ["check", "--sheet-report"],
    ],
)  # fmt: skip
def test_what_writes_says_to_save_it_as_xlsx(words, plan, capsys, monkeypatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "en")
    before = plan.read_bytes()
    assert main([words[0], str(plan), *words[1:]]) == 2
    said = "".join(capsys.readouterr())
    assert "save it as .xlsx" in said
    assert "did not expect" not in said
    assert plan.read_bytes() == before
    assert list(plan.parent.iterdir()) == [plan]


def test_two_formats_are_compared(plan, tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "en")
    later = write(tmp_path / "later.xlsx", {"Plan": [*ROWS, ["1.2", "Light the street"]]})
    assert main(["compare", str(plan), str(later)]) == 0
    assert "Light the street" in capsys.readouterr().out


def test_a_folder_gives_them_to_check_and_not_to_clean(plan, capsys, monkeypatch) -> None:
    monkeypatch.setenv("XLMOT_LANG", "en")
    assert main(["check", str(plan.parent)]) == 1
    assert "plan.ods" in capsys.readouterr().out
    assert main(["clean", str(plan.parent)]) == 2
    assert "end in .xlsx, .xlsm." in capsys.readouterr().err


@pytest.mark.parametrize("length", [0.3, 0.6, 0.9])
def test_a_damaged_one_is_said_in_a_sentence(length: float, tmp_path) -> None:
    data = ods({"Plan": ROWS}).replace(b"</table:table-row>", b"<table:tabel-row>")
    for broken in (data, data[: int(len(data) * length)]):
        with pytest.raises(UnreadableFile):
            open_book(tmp_path / "a.ods", broken)


@pytest.mark.parametrize(
    "end",
    ["import os; os.abort()", "import os; os._exit(134)", "raise BaseException", "sys.exit(3)"],
)
def test_a_process_that_dies_is_a_sentence(end: str, plan, monkeypatch) -> None:
    dies = [sys.executable, "-c", f"import sys; sys.stdin.buffer.read(); {end}"]
    if "raise" in end:
        start = (
            "import sys; from xlmot.books import calamine_process as one\n"
            "def panic(data): raise BaseException\n"
            "one._sheets = panic; sys.exit(one.main())"
        )
        dies = [sys.executable, "-c", start]
    monkeypatch.setattr(read_only, "_command", lambda: dies)
    with pytest.raises(UnreadableFile, match="damaged, has a password, or holds more"):
        open_book(plan)


def test_a_process_that_never_ends_is_ended(plan, monkeypatch) -> None:
    waits = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(read_only, "_command", lambda: waits)
    with pytest.raises(UnreadableFile, match=r"more than 0\.5 s"):
        open_book(plan, limit=0.5)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to the limit")
def test_its_memory_is_bounded(plan, monkeypatch) -> None:
    start = (
        "import sys; from xlmot.books import calamine_process as one\n"
        "one._sheets = lambda data: [bytearray(4 << 30)]; sys.exit(one.main())"
    )
    monkeypatch.setattr(read_only, "_command", lambda: [sys.executable, "-c", start])
    with pytest.raises(UnreadableFile):
        open_book(plan)


def test_no_module_beside_the_workbook_is_run(plan, monkeypatch) -> None:
    (plan.parent / "json.py").write_text("raise SystemExit(9)")
    (plan.parent / "python_calamine.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(plan.parent)
    monkeypatch.setattr(sys, "path", [one for one in sys.path if one])
    assert isinstance(open_book(plan), ReadOnlyBook)


def test_the_program_without_python_starts_the_same_process(plan) -> None:
    program = read_only.__file__.replace("xlmot/books/read_only.py", "packaging/program.py")
    ran = subprocess.run(
        [sys.executable, program, read_only.CHILD],
        input=plan.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert json.loads(ran.stdout)[0][0] == "Plan"


@pytest.mark.oracle
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_what_libreoffice_saves_is_read_as_the_same(ending: str, tmp_path) -> None:
    rows: list[list[Any]] = [
        [None, None, None],
        *([None, *row, 12.5] for row in ROWS),
        [None, date(2024, 3, 5)],
    ]
    source = write(tmp_path / "plan.xlsx", {"Plan": rows})
    (grid,) = open_book(converted(source.read_bytes(), tmp_path, ending)).grids()
    (same,) = FileBook(source).grids()
    assert [grid.row_values(row) for row in range(1, 7)] == [
        same.row_values(row) for row in range(1, 7)
    ]
