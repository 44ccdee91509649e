"""Show a report as SARIF 2.1.0 (OASIS, 2020), for tools that gather the results of checks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from xlmot.checking.results import Checked, FileReport, Passing
from xlmot.findings import Finding, Place, Severity
from xlmot.messages import Translate, render
from xlmot.messages.translation import SOURCE
from xlmot.programme.address import sheet_prefix
from xlmot.reports.json_text import as_json, nested
from xlmot.reports.spool import spool
from xlmot.reports.version import version
from xlmot.reports.words import explained
from xlmot.rules import Rule, all_rules
from xlmot.rules.page import read_page

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif_pieces(files: Passing, translate: Translate, language: str = SOURCE) -> Iterator[str]:
    """Yield the report as SARIF text: one run, every rule described, one result per finding."""
    results = spool(_results(files, translate))
    run = _run(files.passed, translate, language)
    text = as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})
    head, _, foot = text.rpartition("[]")
    yield f"{head}["
    yield from results
    yield f"\n      ]{foot}" if files.passed.findings else f"]{foot}"


def _results(files: Passing, translate: Translate) -> Iterator[str]:
    order = {name: index for index, name in enumerate(all_rules())}
    before = ""
    for file in files:
        for finding in file.findings:
            yield f"{before}\n        {nested(_result(finding, file, translate, order), 4)}"
            before = ","


def _run(report: Checked, translate: Translate, language: str) -> dict[str, Any]:
    """Return the run, its results left out."""
    return {
        "tool": {
            "driver": {
                "name": "xlmot",
                "version": version(),
                "language": language,
                "rules": [_rule(rule, translate) for rule in all_rules().values()],
            }
        },
        "invocations": [_invocation(report, translate)],
        "columnKind": "unicodeCodePoints",
        "results": [],
    }


def _rule(rule: Rule, translate: Translate) -> dict[str, Any]:
    """Return a reportingDescriptor (SARIF 3.49) made of the rule's help page."""
    page = read_page(rule, translate)
    return {
        "id": rule.name,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.sentence},
        "help": {"text": f"{page.why}\n\n{page.example}\n\n{page.fix}"},
        "defaultConfiguration": {"enabled": rule.enabled, "level": rule.severity.value},
        "properties": {"group": rule.group, "fix": rule.fix},
    }


def _invocation(report: Checked, translate: Translate) -> dict[str, Any]:
    """Return how the run went; a file that could not be read is a notification (SARIF 3.58)."""
    notifications = [
        {
            "level": "error",
            "message": {"text": explained(file.error, translate)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(file.path)}}}],
        }
        for file in report.files
        if file.error is not None
    ]
    return {
        "executionSuccessful": not notifications,
        "toolExecutionNotifications": notifications,
    }


def _result(
    finding: Finding, file: FileReport, translate: Translate, order: dict[str, int]
) -> dict[str, Any]:
    """Return a result (SARIF 3.27); all its locations are to be changed, the first is the main."""
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": (finding.severity or Severity.NOTE).value,
        "message": {"text": render(finding.message, translate)},
        "locations": [_location(place, file.path) for place in finding.places],
        "partialFingerprints": {"xlmot/v1": _fingerprint(finding)},
        "properties": {"fix": finding.fix.safety.value if finding.fix else "none"},
    }
    if finding.ignored:
        result["suppressions"] = [{"kind": "external"}]
    return result


def _location(place: Place, path: str) -> dict[str, Any]:
    """Return a cell twice: by name, and as the line and column that a viewer can show."""
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(path)},
            "region": {"startLine": place.row, "startColumn": place.column},
        },
        "logicalLocations": [
            {
                "name": place.cell,
                "fullyQualifiedName": sheet_prefix(place.sheet) + place.cell,
                "kind": "cell",
            }
        ],
    }


def _fingerprint(finding: Finding) -> str:
    """Return what tells a finding from others in the next run too: no row number is in it."""
    from hashlib import sha256

    told = (finding.rule, finding.sheet, finding.code or "", finding.label or "")
    return sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _uri(path: str) -> str:
    """Return a path as a URI reference (RFC 3986), absolute only where the path is.

    >>> _uri("année 1/a b.xlsx")
    'ann%C3%A9e%201/a%20b.xlsx'
    """
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(os.fsencode(pure.as_posix()))
