"""`xlmot compare`: say what changed from one programme to another."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from xlmot.cli.output import Output
from xlmot.cli.where import wanted

if TYPE_CHECKING:
    from xlmot.checking.compare import Comparison


FORMATS = ("text", "json", "html")


def run(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.files.compare import Side, compare_files, put_comparison
    from xlmot.files.targets import identities
    from xlmot.reports.summaries import render_summaries

    inputs = [Path(asked.old), Path(asked.new)]
    place = wanted(asked, FORMATS, identities(inputs))
    old, new = Side(Path(asked.old), asked.old_sheet), Side(Path(asked.new), asked.new_sheet)
    compared = compare_files(old, new, asked.profile, asked.columns, asked.timeout)
    compared = compared._replace(language=output.language)
    text = _rendered(place.form, compared.comparison, output)
    if place.report is None:
        output.put(text)
    else:
        output.save(text, place, inputs)
    if place.workbook is not None:
        done = put_comparison(compared, place.workbook, output.asked)
        output.tell_text(render_summaries([done], output.translate))
    return 0


def _rendered(form: str, comparison: Comparison, output: Output) -> str:
    if form == "json":
        from xlmot.reports.comparison_json import render_comparison_json

        return render_comparison_json(comparison)
    if form == "html":
        from xlmot.reports.comparison_html import render_comparison_html

        return render_comparison_html(comparison, output.translate, output.language)
    from xlmot.reports.comparison import render_comparison

    return render_comparison(comparison, output.translate)
