"""Show a report as JUnit XML, for build servers: a suite per workbook, a test case per finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlmot.checking.results import FileReport, Passing
from xlmot.findings import Finding, Severity
from xlmot.messages import Message, Translate, render
from xlmot.programme.address import sheet_prefix
from xlmot.reports.spool import spool
from xlmot.reports.visible import visible
from xlmot.reports.words import explained

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

COUNTS = ("tests", "failures", "errors")


def junit_pieces(files: Passing, translate: Translate) -> Iterator[str]:
    """Yield the report as JUnit XML text.

    A finding to correct or to check is a failure; a remark is a case that passed and says so. A
    file that could not be read is an error; a file without findings has one case, which passed.
    Characters that XML 1.0 (2.2) forbids are spelled out.
    """
    from xml.etree.ElementTree import Element, tostring

    counts = dict.fromkeys(COUNTS, 0)
    suites = spool(_suites(files, translate, counts))
    root = Element("testsuites", {"name": "xlmot"} | {n: str(own) for n, own in counts.items()})
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield tostring(root, encoding="unicode").replace(" />", ">\n")
    yield from suites
    yield "</testsuites>\n"


def _suites(files: Passing, translate: Translate, counts: dict[str, int]) -> Iterator[str]:
    """Yield each suite as text, and add up what is counted of it."""
    from xml.etree.ElementTree import indent, tostring

    for file in files:
        suite = _suite(file, translate)
        for name in COUNTS:
            counts[name] += int(suite.get(name, "0"))
        indent(suite, level=1)
        yield f"  {tostring(suite, encoding='unicode')}\n"


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
