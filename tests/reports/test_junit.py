import xml.etree.ElementTree as ET

from tests.reports.samples import CLEAN, HOSTILE, MANY, TWO_SHEETS, UNREADABLE, ignoring, real
from tests.reports.whole import whole
from xlmot.checking.results import Checked
from xlmot.findings import Severity
from xlmot.messages import english
from xlmot.reports.junit import junit_pieces


def parsed(*files):
    return ET.fromstring(whole(junit_pieces, Checked(files), english).encode())  # noqa: S314  what we wrote


def test_each_finding_is_a_case_and_fails_unless_it_is_a_remark() -> None:
    report = real()
    root = parsed(*report.files)
    cases = root.findall("testsuite/testcase")
    assert len(cases) == len(report.files[0].findings) == int(root.get("tests", ""))
    failed = [case.find("failure") is not None for case in cases]
    assert failed == [f.severity is not Severity.NOTE for f in report.files[0].findings]
    assert int(root.get("failures", "")) == sum(failed)


def test_a_case_names_the_rule_and_the_cell() -> None:
    (suite,) = parsed(TWO_SHEETS)
    names = [case.get("name") for case in suite]
    assert names == [
        "space-before-punctuation 'Part 1'!B4",
        "blank-row 'Part 2'!A5",
        "space-before-punctuation 'Part 2'!B6",
    ]
    failure = suite[0].find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == (
        "warning",
        str(TWO_SHEETS.findings[0].message),
    )


def test_a_clean_file_passes_and_an_unreadable_one_is_an_error() -> None:
    clean, broken = parsed(CLEAN, UNREADABLE)
    assert (clean.get("tests"), clean.get("failures"), clean.get("errors")) == ("1", "0", "0")
    assert (broken.get("tests"), broken.get("errors")) == ("1", "1")
    assert broken.findtext("testcase/error") == "“broken.xlsx” is damaged. Repair it."


def test_characters_that_xml_forbids_are_spelled_out() -> None:
    (suite,) = parsed(HOSTILE)
    assert suite.get("name") == r"a\u202eb.xlsx"
    assert r"X\x1b[2J\x00\u202e" in (suite.findtext("testcase/failure") or "")


def test_totals_are_those_of_the_suites_and_ignored_findings_are_left_out() -> None:
    root = ET.fromstring(whole(junit_pieces, MANY, english).encode())  # noqa: S314  what we wrote
    assert [suite.get("tests") for suite in root] == ["3", "1", "1", "1", "1"]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("7", "3", "1")
    assert parsed(ignoring(TWO_SHEETS)).get("tests") == "2"
