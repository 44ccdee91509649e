"""Show a report as JUnit XML, for build servers: a suite per workbook, a test case per finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlmot.checking.results import Checked, FileReport
from xlmot.findings import Finding, Severity
from xlmot.messages import Message, Translate, render
from xlmot.programme.address import sheet_prefix
from xlmot.reports.visible import visible
from xlmot.reports.words import explained

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def render_junit(report: Checked, translate: Translate) -> str:
    """Return the report as JUnit XML text.

    A finding to correct or to check is a failure; a remark is a case that passed and says so. A
    file that could not be read is an error; a file without findings has one case, which passed.
    Characters that XML 1.0 (2.2) forbids are spelled out.
    """
    from xml.etree.ElementTree import Element, indent, tostring

    root = Element("testsuites", name="xlmot")
    root.extend(_suite(file, translate) for file in report.files)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(file: FileReport, translate: Translate) -> Element:
    from xml.etree.ElementTree import Element

    suite = Element("testsuite", name=visible(file.path))
    if file.error is not None:
        text = visible(explained(file.error, translate))
        suite.append(_case(file, "read", "error", type(file.error).__name__, text))
    elif not file.open_findings:
        suite.append(_case(file, "check"))
    suite.extend(_finding(file, finding, translate) for finding in file.open_findings)
    suite.set("tests", str(len(suite)))
    for child in ("failure", "error"):
        suite.set(f"{child}s", str(len(suite.findall(f"testcase/{child}"))))
    return suite


def _finding(file: FileReport, finding: Finding, translate: Translate) -> Element:
    place = visible(sheet_prefix(finding.sheet) + finding.places[0].cell)
    severity = finding.severity or Severity.NOTE
    said = _said(finding.message, translate)
    kind = "system-out" if severity is Severity.NOTE else "failure"
    return _case(file, f"{finding.rule} {place}", kind, severity.value, said)


def _case(file: FileReport, name: str, kind: str = "", type_: str = "", said: str = "") -> Element:
    from xml.etree.ElementTree import Element, SubElement

    case = Element("testcase", classname=visible(file.path), name=name)
    if kind == "system-out":
        SubElement(case, kind).text = said
    elif kind:
        SubElement(case, kind, type=type_, message=said).text = said
    return case


def _said(message: Message, translate: Translate) -> str:
    return visible(render(message, translate))
