"""`xlmot import`: make a workbook, ready to be checked, from a text or another workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from xlmot.cli.output import Output
from xlmot.files.importing.file import Imported, import_file
from xlmot.messages import Message, say, say_many
from xlmot.reports.words import as_typed


def run(asked: argparse.Namespace, output: Output) -> int:
    target = Path(asked.output) if asked.output else None
    done = import_file(Path(asked.text), target, asked.profile, asked.sheet)
    for message in _told(done):
        output.tell(message)
    return 0


def _told(done: Imported) -> list[Message]:
    told = [
        say_many(
            done.rows,
            "{count} row written to {path}.",
            "{count} rows written to {path}.",
            path=done.target,
        ),
        say_many(
            done.joined,
            "{count} line was joined to the row above it.",
            "{count} lines were joined to the rows above them.",
        ),
        say_many(
            done.marks, "{count} page number was left out.", "{count} page numbers were left out."
        ),
    ]
    told.append(
        say_many(
            len(done.others),
            "The table of the sheet {sheets} was left out: “--sheet” takes it instead.",
            "The tables of {count} sheets were left out: {sheets}. “--sheet” takes one instead.",
            sheets=done.others,
        )
    )
    if done.unsure:
        told.append(say("This reading is unsure: look at it before you correct anything."))
    if not done.found:
        told.append(say("No table of codes and labels was recognised: look at the columns."))
    told.append(say("Next: xlmot check {path}", path=as_typed(done.target)))
    return [message for message in told if message.number]
