"""`xlmot check`: say what is wrong in workbooks, and change nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from xlmot.checking.results import Checked, FileReport, Passing
from xlmot.cli.batch import run_all
from xlmot.cli.output import Output
from xlmot.cli.where import Wanted, refuse_several, wanted
from xlmot.files.check import PIPE, check_file, counted
from xlmot.files.discovery import READ, find_workbooks
from xlmot.files.names import refuse_unknown_profile, refuse_unknown_rules
from xlmot.files.reading import Asked
from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.errors import BadSetting, XlmotError

FORMATS = ("text", "html", "json", "sarif", "junit", "csv", "github")


def run(asked: argparse.Namespace, output: Output) -> int:
    refuse_unknown_rules(asked.select | asked.ignore)
    refuse_unknown_profile(asked.profile)
    found = find_workbooks(asked.paths, READ)
    place = _place(asked, found)
    work = partial(
        check_file,
        asked=Asked(asked.profile, asked.sheet, asked.select, asked.ignore, limit=asked.timeout),
        piped=sys.stdin.buffer.read() if Path(PIPE) in found else b"",
    )
    named = {Path(path) for path in asked.paths}
    files = run_all(work, list(found), asked.jobs, output, unreadable)
    passing = Passing(file if Path(file.path) in named else counted(file) for file in files)
    pieces = None if asked.statistics or place.report else _pieces(passing, asked, place, output)
    if pieces:
        # A bar of progress and a report would stand on one line of the terminal.
        for piece in ["".join(pieces)] if output.progress else pieces:
            output.put(piece)
        report = passing.passed
    else:
        report = Checked(tuple(passing))
        _show(report, asked, place, found, output)
    if asked.sheet_report or place.workbook:
        from xlmot.cli.summarize import put_findings

        if any(one.error for one in put_findings(asked, found, place.workbook, output)):
            return 2
    return exit_code(report, "never" if asked.exit_zero else asked.fail_on)


def unreadable(path: Path, error: XlmotError) -> FileReport:
    return FileReport(str(path), error=error)


def _place(asked: argparse.Namespace, found: Collection[Path]) -> Wanted:
    if asked.output is None:
        return Wanted(asked.format or "text")
    from xlmot.files.targets import identities

    place = wanted(asked, FORMATS, identities(found))
    if place.workbook:
        refuse_several(place.workbook, found)
    return place


def _pieces(
    files: Passing, asked: argparse.Namespace, place: Wanted, output: Output
) -> Iterator[str] | None:
    """Return the report as it comes, file by file, in the forms that can be written so."""
    if place.form == "json":
        from xlmot.reports.json import json_pieces

        return json_pieces(files, output.translate, tree=asked.tree)
    if place.form == "text":
        from xlmot.reports.text import text_pieces

        return text_pieces(files, output.translate, colour=output.colour, explain=asked.explain)
    return None


def _show(
    report: Checked,
    asked: argparse.Namespace,
    place: Wanted,
    found: Collection[Path],
    output: Output,
) -> None:
    if asked.statistics:
        text = statistics(report, place, output)
        return output.put(text) if place.report is None else output.save(text, place, found)
    colour = output.colour and place.report is None
    text = render_report(
        report, place.form, output._replace(colour=colour), tree=asked.tree, explain=asked.explain
    )
    return output.put(text) if place.report is None else output.save(text, place, found)


def statistics(report: Checked, place: Wanted, output: Output) -> str:
    """Return how often each rule was broken, as text.

    Raises:
        BadSetting: another form is asked for.
    """
    if place.form != "text":
        raise BadSetting(
            say("“--statistics” is a text, and does not go with the form {form}.", form=place.form),
            say("Leave one of the two out."),
        )
    from xlmot.reports.statistics import render_statistics

    return render_statistics(report, output.translate)


def exit_code(report: Checked, fail_on: str = "warning") -> int:
    """Return 2 if a file could not be read, 1 if one has a finding as grave as asked, else 0.

    `fail_on` is a severity, the least that counts, or `never`.
    """
    if report.unreadable:
        return 2
    if fail_on == "never":
        return 0
    severities = list(Severity)
    grave = severities[: severities.index(Severity(fail_on)) + 1]
    return int(any(map(report.count, grave)))


def render_report(
    report: Checked, form: str, output: Output, *, tree: bool = False, explain: bool = False
) -> str:
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
    if form == "csv":
        from xlmot.reports.csv import render_csv

        return render_csv(report, output.translate)
    if form == "github":
        from xlmot.reports.github import render_github

        return render_github(report, output.translate)
    from xlmot.reports.text import render_text

    return render_text(report, output.translate, colour=output.colour, explain=explain)
