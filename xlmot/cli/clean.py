"""`xlmot clean`: repair workbooks."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from functools import partial
from pathlib import Path

from xlmot.checking.results import Cleaned
from xlmot.cli.batch import run_all
from xlmot.cli.output import Output
from xlmot.cli.tidy import remind
from xlmot.cli.where import Wanted, destination
from xlmot.files.discovery import find_workbooks
from xlmot.files.names import refuse_unknown_profile, refuse_unknown_rules
from xlmot.files.reading import Asked
from xlmot.messages import say
from xlmot.messages.errors import BadSetting, XlmotError


def run(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.files.clean import clean_file
    from xlmot.files.write import CLEANED
    from xlmot.reports.cleaning import render_cleaning, render_receipts

    refuse_unknown_rules(asked.select | asked.ignore)
    refuse_unknown_profile(asked.profile)
    found = find_workbooks(asked.paths)
    proof = _receipt(asked, found)
    work = partial(
        clean_file,
        asked=Asked(asked.profile, asked.sheet, asked.select, asked.ignore, limit=asked.timeout),
        place=destination(asked, found, CLEANED, dry=asked.diff),
        unsafe=asked.unsafe,
    )
    done = list(run_all(work, list(found.items()), asked.jobs, output, _failed))
    if asked.format == "json":
        from xlmot.reports.cleaning_json import render_cleaning_json

        output.put(render_cleaning_json(done, output.translate))
    else:
        output.put(render_cleaning(done, output.translate, diff=asked.diff))
    if proof.report:
        output.save(render_receipts(done), proof, found)
    remind((cleaned.target for cleaned in done), output)
    if any(cleaned.error for cleaned in done):
        return 2
    return 1 if any(cleaned.refused for cleaned in done) else 0


def _failed(path: Path, error: XlmotError) -> Cleaned:
    return Cleaned(str(path), error=error)


def _receipt(asked: argparse.Namespace, found: Collection[Path]) -> Wanted:
    """Return where the proof goes; what may not be written is refused before anything is."""
    if not asked.receipt:
        return Wanted()
    from xlmot.files.targets import identities, refuse_report

    if asked.receipt == "-":
        raise BadSetting(
            say("The proof of a cleaning goes to a file, and “-” names none."),
            say("Name a file that ends in .json."),
        )
    refuse_report(Path(asked.receipt), identities(found))
    return Wanted("json", Path(asked.receipt))
