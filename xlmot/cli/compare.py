"""`xlmot compare`: say what changed from one programme to another."""

from __future__ import annotations

import argparse
from pathlib import Path

from xlmot.cli.output import Output


def run(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.evolving import Side, compare_files, put_comparison
    from xlmot.reports.comparison import render_comparison, render_comparison_json
    from xlmot.reports.summaries import render_summaries

    old, new = Side(Path(asked.old), asked.old_sheet), Side(Path(asked.new), asked.new_sheet)
    compared = compare_files(old, new, asked.profile)
    if asked.format == "json":
        output.put(render_comparison_json(compared.comparison))
    else:
        output.put(render_comparison(compared.comparison, output.translate))
    if asked.output:
        done = put_comparison(compared, Path(asked.output), output.language)
        output.tell_text(render_summaries([done], output.translate))
    return 0
