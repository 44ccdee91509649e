import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.programme_2024 import TRUTH, expected_tree
from tests.reports.samples import DATES, HOSTILE, MANY, TWO_SHEETS, UNREADABLE, ignoring, real
from xlmot.checking.results import Checked, Passing
from xlmot.messages import english
from xlmot.reports.contract import CheckReport, check_schema
from xlmot.reports.json import check_report, json_pieces, render_json
from xlmot.reports.json_text import as_json
from xlmot.reports.text import render_text, text_pieces
from xlmot.reports.visible import plain_json

REAL = real()
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


def written(*files, tree=False):
    return json.loads(render_json(Checked(files), english, tree=tree))


@pytest.mark.parametrize("tree", [False, True])
@pytest.mark.parametrize("report", [REAL, MANY, Checked()], ids=["real", "many", "none"])
def test_what_is_written_follows_the_schema(report, tree) -> None:
    Draft202012Validator.check_schema(check_schema())
    Draft202012Validator(check_schema()).validate(
        json.loads(render_json(report, english, tree=tree))
    )


@pytest.mark.parametrize("tree", [False, True])
@pytest.mark.parametrize("report", [REAL, MANY, Checked()], ids=["real", "many", "none"])
def test_what_is_written_is_what_the_models_would_write(report, tree) -> None:
    content = check_report(report, english, tree=tree)
    model = CheckReport.model_validate(content).model_dump(mode="json", exclude_unset=True)
    text = json.dumps(model, ensure_ascii=False, indent=2)
    assert render_json(report, english, tree=tree) == plain_json(text) + "\n"


@pytest.mark.parametrize("report", [REAL, MANY, Checked(), Checked(REAL.files * 2)])
def test_file_by_file_it_is_the_same_text_and_nothing_of_a_file_is_kept(report) -> None:
    asked = []

    def read():
        for file in report.files:
            asked.append(file)
            yield file

    files = Passing(read())
    pieces, met = [], []
    for piece in json_pieces(files, english, tree=True):
        pieces.append(piece)
        met.append(len(asked))
    assert "".join(pieces) == render_json(report, english, tree=True)
    assert met == [*range(len(report.files) + 1), len(report.files)]
    assert not any(file.programmes for file in files.passed.files)
    assert not any(finding.places for finding in files.passed.findings)
    assert "".join(text_pieces(Passing(report.files), english)) == render_text(
        report, english, colour=False
    )


@given(st.recursive(SCALARS, lambda some: st.lists(some) | st.dictionaries(st.text(), some)))
def test_any_content_is_written_as_python_writes_it(content) -> None:
    text = json.dumps({"": content}, ensure_ascii=False, indent=2)
    assert as_json({"": content}) == plain_json(text) + "\n"


def test_the_real_programme_has_the_counts_and_the_tree_of_the_truth() -> None:
    (table,) = written(*REAL.files, tree=True)["files"][0]["tables"]
    assert list(table) == ["sheet", "header_row", "reading", "profile", "counts", "tree"]
    assert table["header_row"] == 3
    assert table["profile"] == "mot"
    assert table["counts"] == {"levels": [3, 11, 26], "actions": 81, "rows": 121}

    def walk(nodes):
        for node in nodes:
            yield node["code"], node["title"], node["row"], [one["row"] for one in node["actions"]]
            yield from walk(node["children"])

    assert list(walk(table["tree"])) == [tuple(node[:4]) for node in expected_tree()]
    assert "sheet" not in table["tree"][0]


def test_the_findings_are_those_of_the_report_in_its_order() -> None:
    report = written(*REAL.files)
    (file,) = report["files"]
    assert "tree" not in file["tables"][0]
    found = [(f["rule"], f["rows"], f["severity"]) for f in file["findings"]]
    assert found == [(f.rule, list(f.rows), f.severity) for f in REAL.files[0].findings]
    summary = report["summary"]
    assert summary["files"] == 1
    assert summary["error"] + summary["warning"] + summary["note"] == len(found)


def test_a_fix_gives_old_and_new_values() -> None:
    wanted = next(f for f in TRUTH["expected_findings"] if f["rule"] == "space-before-punctuation")
    (line,) = wanted["lines"]
    findings = written(*REAL.files)["files"][0]["findings"]
    (finding,) = [f for f in findings if f["rule"] == wanted["rule"]]
    assert list(finding) == [
        *("rule", "group", "severity", "sheet", "rows", "cells"),
        *("code", "label", "message", "ignored", "fix"),
    ]
    assert finding["cells"] == [f"B{line}"]
    assert finding["fix"] == {
        "safety": "safe",
        "edits": [
            {
                "kind": "set",
                "cell": f"B{line}",
                "old": finding["label"],
                "new": wanted["expected_after"][str(line)][1],
            }
        ],
    }


def test_values_of_other_types_are_numbers_booleans_and_iso_dates() -> None:
    from xlmot.findings import DeleteRow, Place, SetCell, unsafe

    first = DATES.findings[0]
    old = DATES.programmes[0].table.sections[0].grid.row_values(2)
    edits = (DeleteRow("Plan", 2, old), SetCell("Plan", 6, 3, True, None))
    finding = first._replace(fix=unsafe(*edits), places=(Place("Plan", 2, 1),))

    (file,) = written(DATES._replace(findings=(finding,)))["files"]
    deleted, put = file["findings"][0]["fix"]["edits"]
    assert deleted == {"kind": "delete_row", "row": 2, "old": ["1", "ROADS", "2024-06-30", 1200.5]}
    assert put == {"kind": "set", "cell": "C6", "old": True, "new": None}


def test_a_table_over_several_sheets_names_them() -> None:
    (file,) = written(TWO_SHEETS, tree=True)["files"]
    (table,) = file["tables"]
    assert table["sheet"] == "Part 1"
    one, two = table["tree"]
    assert (one["sheet"], two["sheet"]) == ("Part 1", "Part 2")
    assert [action["sheet"] for action in two["actions"]] == ["Part 2"]


def test_a_cell_on_another_sheet_is_named_with_it() -> None:

    from xlmot.findings import Place, SetCell, unsafe

    places = (Place("Part 1", 2, 2), Place("Part 2", 3, 2))
    fix = unsafe(SetCell("Part 1", 2, 2, "a", "b"), SetCell("Part 2", 3, 2, "a", "b"))
    finding = TWO_SHEETS.findings[0]._replace(places=places, fix=fix)
    (file,) = written(TWO_SHEETS._replace(findings=(finding,)))["files"]
    (shown,) = file["findings"]
    assert (shown["sheet"], shown["cells"]) == ("Part 1", ["B2", "'Part 2'!B3"])
    assert [edit.get("sheet") for edit in shown["fix"]["edits"]] == [None, "Part 2"]


def test_a_file_that_cannot_be_read_says_why_and_holds_nothing() -> None:
    report = written(UNREADABLE)
    (file,) = report["files"]
    assert file == {
        "path": "broken.xlsx",
        "error": "“broken.xlsx” is damaged. Repair it.",
        "tables": [],
        "findings": [],
    }
    assert report["summary"] == {"files": 1, "unreadable": 1, "error": 0, "warning": 0, "note": 0}


def test_a_finding_that_is_ignored_is_marked_and_not_counted() -> None:
    report = written(ignoring(TWO_SHEETS))
    assert [f["ignored"] for f in report["files"][0]["findings"]] == [True, False, False]
    assert sum(report["summary"][name] for name in ("error", "warning", "note")) == 2


def test_text_is_kept_as_it_is() -> None:
    (finding,) = written(HOSTILE)["files"][0]["findings"]
    assert finding["label"] == "X\x1b[2J\x00\u202eY , <b>&amp;"
