"""Show a report as commands of GitHub's workflows, which it shows beside the files of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlmot.checking.results import FileReport
from xlmot.findings import Severity
from xlmot.messages import Translate, render
from xlmot.reports.visible import visible
from xlmot.reports.words import explained

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_pieces(files: Iterable[FileReport], translate: Translate) -> Iterator[str]:
    """Yield a line per finding; the row of the sheet stands for the line of the file."""
    return (f"{line}\n" for file in files for line in _lines(file, translate))


def _lines(file: FileReport, translate: Translate) -> Iterator[str]:
    name = _property(file.path)
    if file.error is not None:
        yield f"::error file={name}::{_data(explained(file.error, translate))}"
    for finding in file.open_findings:
        place = finding.places[0]
        level = LEVELS[finding.severity or Severity.NOTE]
        where = f"file={name},line={place.row},title={_property(finding.rule)}"
        said = f"{place.sheet}!{place.cell}: {render(finding.message, translate)}"
        yield f"::{level} {where}::{_data(said)}"


def _data(text: str) -> str:
    r"""Return a text as the message of a command.

    >>> print(_data("100 %\nof all"))
    100 %25\nof all
    """
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    """Return a text as the value of a property of a command.

    >>> print(_property("a,b: c.xlsx"))
    a%2Cb%3A c.xlsx
    """
    return _data(text).replace(":", "%3A").replace(",", "%2C")
