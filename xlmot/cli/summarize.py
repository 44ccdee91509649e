"""`xlmot summarize`: put the sheets that sum up a programme into workbooks."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from xlmot.checking.results import Summarized
from xlmot.cli.batch import run_all
from xlmot.cli.output import Output
from xlmot.cli.tidy import remind
from xlmot.cli.where import destination
from xlmot.files.discovery import find_workbooks
from xlmot.files.reading import Asked
from xlmot.messages.errors import NoProgramme, XlmotError
from xlmot.reports.words import without_programme


def run(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.files.summarize import KINDS, Wish, summarize_file
    from xlmot.files.write import SUMMARIZED
    from xlmot.reports.summaries import render_summaries

    found = find_workbooks(asked.paths)
    work = partial(
        summarize_file,
        asked=Asked(asked.profile, asked.sheet, limit=asked.timeout),
        place=destination(asked, found, SUMMARIZED),
        wish=Wish(
            frozenset(KINDS[kind] for kind in asked.kind), output.asked, user=output.language
        ),
    )
    done = list(run_all(work, list(found.items()), asked.jobs, output, _failed))
    bare = [one for one in done if _is_bare(one, asked.paths)]
    done = [one for one in done if one not in bare]
    output.put(render_summaries(done, output.translate))
    remind((one.target for one in done), output)
    if bare:
        output.tell(without_programme(len(bare)))
    return 2 if any(one.error for one in done) else 0


def put_findings(
    asked: argparse.Namespace, found: Mapping[Path, Path], copy: Path | None, output: Output
) -> list[Summarized]:
    """Put the sheet of findings into each workbook, or into a copy; say so beside the report."""
    from xlmot.files.summarize import KINDS, Wish, summarize_file
    from xlmot.files.targets import identities
    from xlmot.files.write import Destination
    from xlmot.reports.summaries import render_summaries

    work = partial(
        summarize_file,
        asked=Asked(asked.profile, asked.sheet, asked.select, asked.ignore, limit=asked.timeout),
        place=Destination(in_place=copy is None, file=copy, inputs=identities(found)),
        wish=Wish(frozenset({KINDS["controle"]}), output.asked, user=output.language),
    )
    done = list(run_all(work, list(found.items()), asked.jobs, output, _failed))
    output.tell_text(render_summaries(done, output.translate))
    return done


def _is_bare(done: Summarized, paths: Sequence[str]) -> bool:
    """Return whether a folder gave a workbook without a programme, which is no fault."""
    named = Path(done.path) in map(Path, paths)
    return isinstance(done.error, NoProgramme) and not named


def _failed(path: Path, error: XlmotError) -> Summarized:
    return Summarized(str(path), error=error)
