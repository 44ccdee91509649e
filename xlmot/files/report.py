"""The report that `xlmot.check` returns: findings to go through, to count, to show, to send on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlmot.checking.results import Checked, FileReport
from xlmot.findings import Finding
from xlmot.messages import render
from xlmot.messages.translation import translation
from xlmot.programme.outline import Programme

MOST_SHOWN = 200


class Report(Checked):
    """What was found in one or several workbooks; going through it gives the findings.

    >>> import xlmot
    >>> report = xlmot.check([["Code", "Title"], ["1", "Roads"], ["1", "Pave , now"]])
    >>> report
    <Report: 1 file, 1 finding: 1 to check>
    >>> len(report), report.ok, [finding.text() for finding in report]
    (1, False, ['Space before a comma: “Pave , now”.'])
    >>> list(report.by_rule)
    ['space-before-punctuation']
    """

    __slots__ = ("language",)

    def __init__(self, files: Sequence[FileReport] = (), language: str = "en") -> None:
        super().__init__(tuple(files))
        self.language = language

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def tables(self) -> list[Programme]:
        """Return the programmes of all files."""
        return [programme for file in self.files for programme in file.programmes]

    @property
    def by_rule(self) -> Mapping[str, Sequence[Finding]]:
        """Return the findings of each rule that found something, by its name."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.rule, []).append(finding)
        return found

    def to_dict(self, *, tree: bool = False) -> dict[str, Any]:
        """Return the report as `xlmot check --format json` writes it; `tree` adds all titles.

        Its shape is described by `docs/check.schema.json`.
        """
        from xlmot.reports.json import check_report

        return check_report(self, translation(self.language), tree=tree)

    def to_json(self, *, tree: bool = False) -> str:
        """Return the report as the JSON text that `xlmot check --format json` writes."""
        from xlmot.reports.json import render_json

        return render_json(self, translation(self.language), tree=tree)

    def to_frame(self) -> Any:  # noqa: ANN401  a pandas.DataFrame
        """Return the findings as a pandas `DataFrame`, one a row.

        Raises:
            ImportError: pandas is not installed.
        """
        import pandas as pd

        rows = [
            {"file": file["path"], **found, "fix": (found["fix"] or {}).get("safety")}
            for file in self.to_dict()["files"]
            for found in file["findings"]
        ]
        return pd.DataFrame(rows, columns=COLUMNS)

    def __repr__(self) -> str:
        return f"<Report: {self._total()}>"

    def __str__(self) -> str:
        """Return the report as `xlmot check` shows it."""
        from xlmot.reports.text import render_text

        return render_text(self, translation(self.language), colour=False)

    def _total(self) -> str:
        from xlmot.reports.words import total

        return ", ".join(render(part, translation(self.language)) for part in total(self))

    def _repr_html_(self) -> str:
        """Return a short table of the findings, as notebooks show it."""
        from html import escape

        from xlmot.reports.words import explained

        translate = translation(self.language)
        lines = [
            [file.path, finding.sheet, ", ".join(map(str, finding.rows)), finding.rule, text]
            for file in self.files
            for finding in file.open_findings
            for text in [finding.text(self.language)]
        ]
        lines += [
            [file.path, "", "", "", explained(file.error, translate)]
            for file in self.files
            if file.error
        ]
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>"
            for line in lines[:MOST_SHOWN]
        )
        more = "<p>…</p>" if len(lines) > MOST_SHOWN else ""
        return f"<p>{escape(self._total())}</p><table>{rows}</table>{more}"


COLUMNS = (
    *("file", "sheet", "rows", "cells", "rule", "group", "severity"),
    *("code", "label", "message", "fix", "ignored"),
)
