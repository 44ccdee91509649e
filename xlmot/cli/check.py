"""`xlmot check`: say what is wrong in workbooks, and change nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from xlmot.checking.results import PIPE, Checked, FileReport, Passing
from xlmot.cli.batch import run_all
from xlmot.cli.output import Output
from xlmot.cli.where import Wanted, refuse_several, wanted
from xlmot.files.check import check_file, counted
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
    pieces = _pieces(passing, asked, place, output)
    if place.report is not None:
        output.save("".join(pieces), place, found)
    else:
        # A bar of progress and a report would stand on one line of the terminal.
        for piece in ["".join(pieces)] if output.progress else pieces:
            output.put(piece)
    report = passing.passed
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
) -> Iterator[str]:
    """Return the report as it comes, file by file, or what is counted of all."""
    if asked.statistics:
        return statistics(files, place, output)
    colour = output.colour and place.report is None
    return report_pieces(
        files, place.form, output._replace(colour=colour), tree=asked.tree, explain=asked.explain
    )


def statistics(files: Passing, place: Wanted, output: Output) -> Iterator[str]:
    """Yield how often each rule was broken, as text.

    Raises:
        BadSetting: another form is asked for.
    """
    if place.form != "text":
        raise BadSetting(
            say("“--statistics” is a text, and does not go with the form {form}.", form=place.form),
            say("Leave one of the two out."),
        )
    from xlmot.reports.statistics import statistics_pieces

    return statistics_pieces(files, output.translate)


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


def report_pieces(
    files: Passing, form: str, output: Output, *, tree: bool = False, explain: bool = False
) -> Iterator[str]:
    """Return a report in one of the `FORMATS`, as it comes."""
    if form == "html":
        from xlmot.reports.html import html_pieces

        return html_pieces(files, output.translate, output.language)
    if form == "json":
        from xlmot.reports.json import json_pieces

        return json_pieces(files, output.translate, tree=tree)
    if form == "sarif":
        from xlmot.reports.sarif import sarif_pieces

        return sarif_pieces(files, output.translate, output.language)
    if form == "junit":
        from xlmot.reports.junit import junit_pieces

        return junit_pieces(files, output.translate)
    if form == "csv":
        from xlmot.reports.csv import csv_pieces

        return csv_pieces(files, output.translate)
    if form == "github":
        from xlmot.reports.github import github_pieces

        return github_pieces(files, output.translate)
    from xlmot.reports.text import text_pieces

    return text_pieces(files, output.translate, colour=output.colour, explain=explain)
