"""The public names, and what they do with whatever a script holds."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import types
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from PIL import Image as Picture

import xlmot
from tests.files import own_rule
from tests.programme_2024 import ROOT, TRUTH, book
from tests.programmes.variants import write
from tests.reports.whole import whole
from xlmot.findings import SetCell
from xlmot.messages import english
from xlmot.messages.errors import BadSetting, UnreadableFile
from xlmot.reports.html import html_pieces
from xlmot.rules import all_rules, own, registry

PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"
ROWS: list[list[Any]] = [["Code", "Title"], ["1", "Roads"], ["1", "Pave , now"], ["1", "Why ?"]]
FOUND = [("space-before-punctuation", (3,))]


def found(report: xlmot.Report) -> list[tuple[str, tuple[int, ...]]]:
    return [(finding.rule, finding.rows) for finding in report]


def test_every_public_name_can_be_had() -> None:
    assert dir(xlmot) == sorted(xlmot.__all__)
    assert all(getattr(xlmot, name) for name in xlmot.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        xlmot.nothing  # noqa: B018


def test_a_file_and_an_open_book_are_checked_alike() -> None:
    on_disk, open_book = xlmot.check(PROGRAMME), xlmot.check(book())
    assert len(on_disk.findings) == len(TRUTH["expected_findings"])
    assert [f.rows for f in on_disk.findings] == [f.rows for f in open_book.findings]
    assert not on_disk.ok


@pytest.mark.parametrize("odd", [float("inf"), -float("inf"), 10**400, Decimal("1e999"), b"x"])
@pytest.mark.parametrize("column", range(3))
def test_no_value_of_a_row_is_too_odd(odd: object, column: int) -> None:
    rows: list[list[object]] = [["Code", "Title", "Budget"], ["1", "ROADS", 5], ["1.1", "Pave", 6]]
    rows.append(["1.2", "Light", 7])
    rows[3][column] = odd
    report = xlmot.check(rows)
    assert report.tables
    assert report.to_json()


def test_rows_and_tables_are_checked_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(xlmot.check(ROWS)) == FOUND
    assert found(xlmot.check(tuple(map(tuple, ROWS)))) == FOUND
    assert found(xlmot.check(iter(ROWS))) == FOUND
    assert found(xlmot.check({"Plan": ROWS, "Notes": [["to do"]]})) == FOUND
    assert xlmot.check({"Plan": ROWS}, sheet="Plan").findings[0].sheet == "Plan"
    frame = Frame(ROWS[0], ROWS[1:])
    monkeypatch.setitem(sys.modules, "pandas", types.SimpleNamespace(DataFrame=Frame))
    assert found(xlmot.check(frame)) == FOUND


class Frame:
    """What is asked of a data frame of pandas, where there is none."""

    def __init__(self, columns: list[str], rows: list[list[Any]]) -> None:
        self.columns, self.rows = columns, rows

    def astype(self, kind: type) -> Frame:
        assert kind is object
        return self

    def notna(self) -> list[list[bool]]:
        return [[value is not None for value in row] for row in self.rows]

    def where(self, known: list[list[bool]], other: None) -> Frame:
        del other
        return self if all(map(all, known)) else Frame(self.columns, [])

    def __iter__(self) -> Any:
        return iter(self.columns)

    def itertuples(self, *, index: bool, name: None) -> Any:
        del name
        assert not index
        return iter(self.rows)


def test_a_data_frame_of_pandas_is_read_and_written() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(
        {"Code": [1, 1, 1], "Title": ["Roads", "Pave , now", None], "Cost": [None, 2.5, 3]}
    )
    report = xlmot.check(frame, select=["space-before-punctuation"])
    assert found(report) == FOUND
    assert list(report.to_frame()["rule"]) == ["space-before-punctuation"]
    assert len(xlmot.check(ROWS, select=["blank-row"]).to_frame()) == 0
    assert found(xlmot.check({"Plan": frame}, select=["space-before-punctuation"])) == FOUND


def test_a_workbook_of_openpyxl_can_be_saved_as_before(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", {"Plan": ROWS})
    dot = io.BytesIO()
    Picture.new("RGB", (4, 4)).save(dot, "png")
    book = openpyxl.load_workbook(path)
    book["Plan"].add_image(Image(dot), "D2")
    book.save(path)
    again = openpyxl.load_workbook(path)
    for _ in range(2):
        assert found(xlmot.check(again)) == FOUND
    again.save(path)
    assert found(xlmot.check(path)) == FOUND
    with pytest.raises(UnreadableFile, match="read_only"):
        xlmot.check(openpyxl.load_workbook(path, read_only=True))


def test_many_files_are_checked_each_with_its_error(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {"Plan": ROWS})
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    for source in (
        tmp_path,
        str(tmp_path),
        tmp_path / "*.xlsx",
        [tmp_path / "a.xlsx", str(tmp_path / "b.xlsx")],
        {tmp_path / "a.xlsx", tmp_path / "b.xlsx"},
        tmp_path.glob("*.xlsx"),
    ):
        report = xlmot.check(source)
        assert [bool(file.error) for file in sorted(report.files)] == [False, True]
        assert report.unreadable == 1
        assert not report.ok
    with pytest.raises(UnreadableFile):
        xlmot.check(tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    "source",
    [None, 3, [], {}, object(), io.StringIO("1;Roads"), ["a", 3], [3, 4], {"Plan": 3}, b"", print],
    ids=lambda source: type(source).__name__,
)
def test_what_holds_no_workbook_is_refused_in_a_sentence(source: object) -> None:
    with pytest.raises(xlmot.XlmotError) as caught:
        xlmot.check(source)
    assert caught.value.remedy


@pytest.mark.parametrize("odd", [[["1"]], None, 3, b"plan.xlsx", ""])
@pytest.mark.parametrize(
    "call",
    [
        xlmot.clean,
        xlmot.summarize,
        xlmot.undo,
        xlmot.import_text,
    ],
)
def test_what_takes_one_file_asks_for_its_path(call: Any, odd: object) -> None:
    with pytest.raises(xlmot.XlmotError, match=r"path of one file|name of a workbook is empty"):
        call(odd)


def test_what_was_done_is_shown_in_a_line(tmp_path: Path) -> None:
    done = xlmot.clean(PROGRAMME, dry_run=True)
    assert re.fullmatch(r"<Cleaned: \d+ edits, \d+ findings left, nothing written>", repr(done))
    summed = xlmot.summarize(PROGRAMME, output=tmp_path / "s.xlsx")
    assert repr(summed) == f"<Summarized: 5 sheets, {tmp_path / 's.xlsx'} written>"


def test_a_misspelt_name_is_refused_with_the_nearest(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", {"Plan": ROWS})
    for name, run in {
        "orphan-code": lambda: xlmot.check(path, select=["orphan-cod"]),
        "blank-row": lambda: xlmot.clean(path, ignore="blank-rows"),
        "generic": lambda: xlmot.check(path, profile="genric"),
        "Plan": lambda: xlmot.check(path, sheet="Pln"),
        "plan.xlsx": lambda: xlmot.check(tmp_path / "plna.xlsx"),
        "sommaire": lambda: xlmot.summarize(path, kinds=["somaire"]),
        "fr": lambda: xlmot.check(path, language="french"),
    }.items():
        with pytest.raises(xlmot.XlmotError, match=name):
            run()
    assert [one.name for one in tmp_path.iterdir()] == ["plan.xlsx"]


def test_one_name_may_be_given_as_it_is() -> None:
    assert found(xlmot.check(ROWS, select="typography")) == FOUND
    assert not xlmot.check(ROWS, ignore="space-before-punctuation")


def test_a_report_is_gone_through_counted_and_shown() -> None:
    report = xlmot.check(PROGRAMME, language="fr")
    assert len(report) == len(list(report)) == sum(map(len, report.by_rule.values()))
    assert report.by_rule["swapped-header"][0].text("fr").startswith("Cellules permutées")
    assert [f for f in report if f.severity and f.severity >= xlmot.Severity.WARNING]
    assert max(f.severity for f in report if f.severity) is xlmot.Severity.ERROR
    assert "27 anomalies" in repr(report)
    assert "Cellules permutées" in str(report)
    assert json.loads(report.to_json()) == report.to_dict()
    assert report.to_dict(tree=True)["files"][0]["tables"][0]["tree"]
    assert report._repr_html_().count("<tr>") == 27
    assert report.tables[0].level_counts() == [3, 11, 26]


def test_what_a_notebook_shows_is_no_page_of_whoever_wrote_the_table(tmp_path: Path) -> None:
    rows = [["Code", "Title"], ["1", "Roads"], ["1", "<script>alert(1)</script> , now"]]
    assert "<script>" not in xlmot.check(rows)._repr_html_()
    (tmp_path / "b.xlsx").write_bytes(b"")
    assert "b.xlsx" in xlmot.check(tmp_path)._repr_html_()


def test_clean_and_undo(tmp_path: Path) -> None:
    path = tmp_path / "programme.xlsx"
    shutil.copy(PROGRAMME, path)
    assert len(xlmot.clean(path, in_place=True, dry_run=True).edits) == 14
    assert path.read_bytes() == PROGRAMME.read_bytes()
    cleaned = xlmot.clean(path, in_place=True)
    assert len(cleaned.edits) == 14
    assert xlmot.check(path).tables[0].level_counts() == [3, 11, 26]
    assert len(xlmot.undo(path).edits) == 14
    assert path.read_bytes() == PROGRAMME.read_bytes()


def test_clean_to_a_file_leaves_the_source_and_that_file(tmp_path: Path) -> None:
    target, again = tmp_path / "clean.xlsx", tmp_path / "again.xlsx"
    assert xlmot.clean(PROGRAMME, output=target, only=["blank-row"]).target == str(target)
    assert xlmot.clean(target, output=again, only=["blank-row"]).target == str(again)
    assert again.read_bytes() == target.read_bytes()
    assert not xlmot.clean(target, only=["blank-row"]).target
    with pytest.raises(xlmot.XlmotError, match="no file"):
        xlmot.clean(tmp_path / "nowhere.xlsx")
    for wrong in ({"output": target}, {"output": again, "in_place": True}, {"output": "a.xlsm"}):
        with pytest.raises(xlmot.XlmotError):
            xlmot.clean(target, **wrong)


def test_a_summary_to_a_file_leaves_that_file(tmp_path: Path) -> None:
    first, again = (tmp_path / folder / PROGRAMME.name for folder in ("a", "b"))
    xlmot.summarize(PROGRAMME, output=first)
    assert xlmot.summarize(first, output=again).target == str(again)
    assert again.read_bytes() == first.read_bytes()


def test_two_programmes_are_compared_and_put_into_a_workbook(tmp_path: Path) -> None:
    later = [*ROWS, ["1", "Plant trees"]]
    path, target = write(tmp_path / "plan.xlsx", {"Plan": later}), tmp_path / "changes.xlsx"
    compared = xlmot.compare(ROWS, path, output=target, language="fr")
    assert repr(compared) == "<Compared: 2 inchangées, 1 ajoutée>"
    assert compared.to_dict()["counts"]["added"] == 1
    assert "Plant trees" in str(compared)
    assert len(openpyxl.load_workbook(target).sheetnames) == 1
    with pytest.raises(xlmot.XlmotError, match="no programme"):
        xlmot.compare(ROWS, [["a"]])


@pytest.mark.parametrize(("language", "name"), [("", "Évolution"), ("en", "Changes")])
def test_a_comparison_speaks_the_language_of_the_programme(tmp_path, language, name) -> None:
    target = tmp_path / "changes.xlsx"
    compared = xlmot.compare(PROGRAMME, PROGRAMME, output=target, language=language)
    assert repr(compared) == "<Compared: 81 unchanged>"
    assert openpyxl.load_workbook(target).sheetnames == [name]


def test_a_text_is_made_a_workbook(tmp_path: Path) -> None:
    text = tmp_path / "plan.csv"
    text.write_text("Code;Title\n1;Roads\n1;Pave , now\n", encoding="utf-8")
    done = xlmot.import_text(text)
    assert (done.target, done.rows, done.found) == (str(tmp_path / "plan.xlsx"), 3, True)
    assert found(xlmot.check(done.target)) == FOUND
    with pytest.raises(xlmot.XlmotError, match="already"):
        xlmot.import_text(text)


def test_a_rule_of_ones_own_runs_where_it_is_passed(tmp_path: Path) -> None:
    report = xlmot.check(ROWS, rules=[own_rule], ignore=["typography"])
    assert found(report) == [("own-rule", (4,))]
    assert "Question mark" in str(report)
    assert "Question mark" in whole(html_pieces, report, english, "en")
    assert report.to_dict()["files"][0]["findings"][0]["group"] == "own"
    assert found(xlmot.check(ROWS)) == FOUND
    path = write(tmp_path / "plan.xlsx", {"Plan": ROWS})
    cleaned = xlmot.clean(path, rules=[own_rule], only="own", in_place=True)
    assert [edit.new for edit in cleaned.edits if isinstance(edit, SetCell)] == ["Why"]


@pytest.mark.parametrize(
    "wrong",
    ["own_rule", io, 3, types.ModuleType("blank_row")],
    ids=["name", "io", "number", "taken"],
)
def test_what_is_no_rule_is_refused(wrong: Any) -> None:
    if isinstance(wrong, types.ModuleType) and wrong.__name__ == "blank_row":
        vars(wrong).update(vars(own_rule), __name__="blank_row")
    with pytest.raises(BadSetting):
        xlmot.check(ROWS, rules=[wrong])


def test_an_installed_package_adds_rules_and_a_folder_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = tmp_path / "town-1.0.dist-info"
    declared.mkdir()
    (declared / "entry_points.txt").write_text(
        "[xlmot.rules]\nquestion = tests.files.own_rule\n", encoding="utf-8"
    )
    path = write(tmp_path / "plan.xlsx", {"Plan": ROWS})
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    registry._standing.cache_clear()
    assert "own-rule" not in found_rules(path)
    monkeypatch.setattr(own, "_folders", lambda: [str(tmp_path), str(tmp_path / "none")])
    registry._standing.cache_clear()
    try:
        assert "own-rule" in found_rules(path)
        assert all_rules()["own-rule"].group == "own"
        (declared / "entry_points.txt").write_text("[xlmot.rules]\na = town.gone\n")
        registry._standing.cache_clear()
        with pytest.raises(BadSetting, match=r"town\.gone"):
            xlmot.check(path)
    finally:
        monkeypatch.undo()
        registry._standing.cache_clear()


def found_rules(path: Path) -> set[str]:
    return {finding.rule for finding in xlmot.check(path)}


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_passed", {})


def test_the_sheet_of_a_comparison_counts_no_change_that_is_none(tmp_path: Path) -> None:
    """Two versions of one document are told apart by their files."""
    before, after = write(tmp_path / "a.xlsx", {"Plan": ROWS}), tmp_path / "b.xlsx"
    write(after, {"Plan": [*ROWS, ["1", "Plant trees"]]})
    target = tmp_path / "changes.xlsx"
    xlmot.compare(before, after, output=target)
    page: Any = openpyxl.load_workbook(target, data_only=True).active
    first = [row[0] for row in page.iter_rows(values_only=True)]
    assert first[0] == "From a.xlsx to b.xlsx"
    assert first[first.index("Change") :][:5] == [
        *("Change", "unchanged", "added", "actions before", "actions after")
    ]
