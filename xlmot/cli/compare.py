"""`xlmot compare`: say what changed from one programme to another."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from xlmot.cli.output import Output
from xlmot.messages import say
from xlmot.messages.errors import BadSetting

if TYPE_CHECKING:
    from xlmot.checking.compare import Comparison


WORKBOOKS, REPORTS = (".xlsx", ".xlsm"), (".txt", ".json", ".html", ".htm")


def run(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.files.compare import Side, compare_files, put_comparison
    from xlmot.reports.summaries import render_summaries

    target = _target(asked.output)
    old, new = Side(Path(asked.old), asked.old_sheet), Side(Path(asked.new), asked.new_sheet)
    compared = compare_files(old, new, asked.profile, asked.columns)
    text = _rendered(_form(asked.format, target), compared.comparison, output)
    workbook = target is not None and target.suffix.lower() in WORKBOOKS
    output.put(text, None if workbook else asked.output)
    if target is not None and workbook:
        done = put_comparison(compared, target, output.language)
        output.tell_text(render_summaries([done], output.translate))
    return 0


def _form(asked: str, target: Path | None) -> str:
    """Return the form asked for, or else the one that the name of the report tells."""
    told = target.suffix.lower().strip(".")[:4] if target else ""
    return told if asked == "text" and told in ("json", "html", "htm") else asked


def _target(path: str | None) -> Path | None:
    """Return the file to write; what is neither a workbook nor a report is never written over."""
    if path is None or path.lower().endswith((*WORKBOOKS, *REPORTS)):
        return Path(path) if path else None
    raise BadSetting(
        say("{path} is neither a workbook nor a report.", path=path),
        say("Name a file that ends in {endings}.", endings=(*WORKBOOKS, *REPORTS)),
    )


def _rendered(form: str, comparison: Comparison, output: Output) -> str:
    if form == "json":
        from xlmot.reports.comparison_json import render_comparison_json

        return render_comparison_json(comparison)
    if form.startswith("htm"):
        from xlmot.reports.comparison_html import render_comparison_html

        return render_comparison_html(comparison, output.translate, output.language)
    from xlmot.reports.comparison import render_comparison

    return render_comparison(comparison, output.translate)
