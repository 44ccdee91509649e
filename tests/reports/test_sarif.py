import json

from tests.reports.samples import MANY, TWO_SHEETS, UNREADABLE, ignoring, real
from tests.reports.whole import whole
from xlmot.checking.results import Checked
from xlmot.messages import english
from xlmot.reports.sarif import sarif_pieces
from xlmot.rules import all_rules


def run_of(report):
    log = json.loads(whole(sarif_pieces, report, english, "en"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def test_every_rule_is_described() -> None:
    run = run_of(Checked())
    assert run["results"] == []
    for described, rule in zip(run["tool"]["driver"]["rules"], all_rules().values(), strict=True):
        assert described["id"] == rule.name
        assert described["shortDescription"]["text"] == rule.title + "."
        assert described["fullDescription"]["text"]
        assert described["help"]["text"]
        assert described["defaultConfiguration"] == {
            "enabled": rule.enabled,
            "level": rule.severity,
        }


def test_each_finding_of_the_real_programme_is_a_result() -> None:
    report = real()
    run = run_of(report)
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result, finding in zip(run["results"], report.files[0].findings, strict=True):
        assert result["ruleId"] == names[result["ruleIndex"]] == finding.rule
        assert result["level"] == finding.severity
        assert result["message"]["text"] == str(finding.message)
        regions = [place["physicalLocation"]["region"] for place in result["locations"]]
        assert [(r["startLine"], r["startColumn"]) for r in regions] == [
            (place.row, place.column) for place in finding.places
        ]
    assert run["invocations"][0]["executionSuccessful"] is True


def test_a_place_is_named_by_its_sheet_and_cell() -> None:
    location = run_of(Checked((TWO_SHEETS,)))["results"][1]["locations"][0]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "'Part 2'!A5"
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "two%20sheets.xlsx"


def test_a_result_is_told_from_others_without_its_row() -> None:
    def prints(file):
        results = run_of(Checked((file,)))["results"]
        return [result["partialFingerprints"]["xlmot/v1"] for result in results]

    moved = tuple(
        f._replace(places=tuple(p._replace(row=p.row + 5) for p in f.places))
        for f in TWO_SHEETS.findings
    )
    assert prints(TWO_SHEETS._replace(findings=moved)) == prints(TWO_SHEETS)
    assert len(set(prints(TWO_SHEETS))) == len(TWO_SHEETS.findings)


def test_a_file_that_cannot_be_read_is_a_notification() -> None:
    (invocation,) = run_of(MANY)["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == str(UNREADABLE.error)


def test_a_finding_that_is_ignored_is_suppressed() -> None:
    results = run_of(Checked((ignoring(TWO_SHEETS),)))["results"]
    assert ["suppressions" in result for result in results] == [True, False, False]
