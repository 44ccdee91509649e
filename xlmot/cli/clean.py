"""`xlmot clean`: repair workbooks."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from xlmot.cli.batch import run_all
from xlmot.cli.check import refuse_unknown_profile, refuse_unknown_rules
from xlmot.cli.discovery import find_workbooks
from xlmot.cli.output import Output
from xlmot.files.reading import Asked


def run(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.files.clean import clean_file
    from xlmot.files.write import Destination
    from xlmot.reports.cleaning import render_cleaning, render_receipts

    refuse_unknown_rules(asked.select | asked.ignore)
    refuse_unknown_profile(asked.profile)
    work = partial(
        clean_file,
        asked=Asked(asked.profile, asked.sheet, asked.select, asked.ignore),
        place=Destination(
            in_place=asked.in_place,
            folder=Path(asked.output) if asked.output else None,
            backup=not asked.no_backup,
            dry=asked.diff,
        ),
        unsafe=asked.unsafe,
    )
    done = list(run_all(work, list(find_workbooks(asked.paths).items()), asked.jobs, output))
    if asked.format == "json":
        from xlmot.reports.cleaning_json import render_cleaning_json

        output.put(render_cleaning_json(done, output.translate))
    else:
        output.put(render_cleaning(done, output.translate, diff=asked.diff))
    if asked.receipt:
        output.put(render_receipts(done), asked.receipt)
    if any(cleaned.error for cleaned in done):
        return 2
    return 1 if any(cleaned.refused for cleaned in done) else 0
