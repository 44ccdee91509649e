"""`xlmot check`: say what is wrong in workbooks, and change nothing."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from functools import partial
from pathlib import Path

from xlmot.checking.results import Checked
from xlmot.cli.batch import run_all
from xlmot.cli.output import Output
from xlmot.cli.where import Wanted, refuse_several, wanted
from xlmot.files.check import check_file
from xlmot.files.discovery import find_workbooks
from xlmot.files.names import refuse_unknown_profile, refuse_unknown_rules
from xlmot.files.reading import Asked
from xlmot.findings import Severity

FORMATS = ("text", "html", "json", "sarif", "junit")


def run(asked: argparse.Namespace, output: Output) -> int:
    refuse_unknown_rules(asked.select | asked.ignore)
    refuse_unknown_profile(asked.profile)
    found = find_workbooks(asked.paths)
    place = _place(asked, found)
    work = partial(check_file, asked=Asked(asked.profile, asked.sheet, asked.select, asked.ignore))
    report = Checked(tuple(run_all(work, list(found), asked.jobs, output)))
    _show(report, asked, place, found, output)
    if asked.sheet_report or place.workbook:
        from xlmot.cli.summarize import put_findings

        if any(one.error for one in put_findings(asked, found, place.workbook, output)):
            return 2
    return exit_code(report, exit_zero=asked.exit_zero)


def _place(asked: argparse.Namespace, found: Collection[Path]) -> Wanted:
    if asked.output is None:
        return Wanted(asked.format or "text")
    from xlmot.files.targets import identities

    place = wanted(asked, FORMATS, identities(found))
    if place.workbook:
        refuse_several(place.workbook, found)
    return place


def _show(
    report: Checked,
    asked: argparse.Namespace,
    place: Wanted,
    found: Collection[Path],
    output: Output,
) -> None:
    colour = output.colour and place.report is None
    text = render_report(report, place.form, output._replace(colour=colour), tree=asked.tree)
    if place.report is None:
        output.put(text)
    else:
        output.save(text, place, found)


def exit_code(report: Checked, *, exit_zero: bool) -> int:
    """Return 2 if a file could not be read, 1 if one has an error or a warning, else 0."""
    if report.unreadable:
        return 2
    found = report.count(Severity.ERROR) + report.count(Severity.WARNING)
    return 1 if found and not exit_zero else 0


def render_report(report: Checked, form: str, output: Output, *, tree: bool = False) -> str:
    """Return a report in one of the `FORMATS`."""
    if form == "html":
        from xlmot.reports.html import render_html

        return render_html(report, output.translate, output.language)
    if form == "json":
        from xlmot.reports.json import render_json

        return render_json(report, output.translate, tree=tree)
    if form == "sarif":
        from xlmot.reports.sarif import render_sarif

        return render_sarif(report, output.translate, output.language)
    if form == "junit":
        from xlmot.reports.junit import render_junit

        return render_junit(report, output.translate)
    from xlmot.reports.text import render_text

    return render_text(report, output.translate, colour=output.colour)
