"""`xlmot undo`: take back what xlmot wrote into a workbook, or list what can be taken back."""

from __future__ import annotations

import argparse
from pathlib import Path

from xlmot.cli.output import Output


def run(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.files.undo import history, undo_file
    from xlmot.reports.undoing import render_noted, render_undone

    path = Path(asked.path)
    if asked.list:
        batches = reversed(history(path).batches)
        noted = ((each.name, each.moment, each.edits, each.sheets) for each in batches)
        output.put(render_noted(path.name, noted, output.translate))
        return 0
    undone = undo_file(path, asked.batch)
    output.put(render_undone(undone, output.translate))
    return 1 if undone.refused else 0
