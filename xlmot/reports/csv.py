"""Show a report as CSV, a row per finding, as a spreadsheet opens it: semicolons and a mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlmot.checking.results import FileReport
from xlmot.findings import Severity
from xlmot.messages import Translate, render
from xlmot.reports.visible import visible
from xlmot.reports.words import explained

# By this line xlmot knows a report that it may replace.
HEADER = ("file", "rule", "group", "severity", "sheet", "cells", "code", "label", "message", "fix")
# Excel takes a file for UTF-8 only with this mark, and separates by semicolons where the comma
# is that of numbers.
MARK = "\ufeff"


def csv_pieces(files: Iterable[FileReport], translate: Translate) -> Iterator[str]:
    """Yield the report as CSV text; a file that could not be read has a row of its own.

    What a spreadsheet would take for a formula begins with an apostrophe (OWASP, “CSV injection”).
    """
    yield MARK + _text([HEADER])
    for file in files:
        yield _text(map(_inert, row) for row in _rows(file, translate))


def _text(rows: Iterable[Iterable[str]]) -> str:
    import csv
    from io import StringIO

    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue()


def _rows(file: FileReport, translate: Translate) -> Iterator[tuple[str, ...]]:
    if file.error is not None:
        empty = ("",) * 4
        yield (file.path, "", "", "error", *empty, explained(file.error, translate), "none")
    for finding in file.open_findings:
        yield (
            file.path,
            finding.rule,
            finding.group,
            (finding.severity or Severity.NOTE).value,
            finding.sheet,
            " ".join(place.cell for place in finding.places),
            finding.code or "",
            finding.label or "",
            render(finding.message, translate),
            finding.fix.safety.value if finding.fix else "none",
        )


def _inert(text: str) -> str:
    r"""Return a text that shows all it holds and that no spreadsheet computes.

    >>> _inert('=HYPERLINK("x")'), _inert("1.1")
    ('\'=HYPERLINK("x")', '1.1')
    """
    return f"'{visible(text)}" if text.lstrip().startswith(("=", "+", "-", "@")) else visible(text)
