"""`xlmot import`: make a workbook that is ready to check of a text."""

from __future__ import annotations

import argparse
from pathlib import Path

from xlmot.cli.output import Output
from xlmot.files.importing.book import sheet_name, write_book
from xlmot.files.importing.encoding import decode
from xlmot.files.importing.rows import Rows, read_rows
from xlmot.messages import Message, say, say_many
from xlmot.messages.errors import BadSetting, UnreadableFile
from xlmot.programme.vocabulary import Vocabulary
from xlmot.settings.load import load_settings, profile_names

ENDING = ".xlsx"


def run(asked: argparse.Namespace, output: Output) -> int:
    source = Path(asked.text)
    data = _read(source)
    target = Path(asked.output) if asked.output else source.with_suffix(ENDING)
    if target.suffix.lower() != ENDING:
        raise BadSetting(
            say("{path} does not end in .xlsx.", path=str(target)),
            say("Give the new workbook a name such as plan.xlsx."),
        )
    text = decode(data, source.name)
    vocabulary = find_vocabulary(asked.profile, source.parent)
    read = read_rows(text, vocabulary)
    if not any(read.rows):
        raise UnreadableFile(
            say("{path} is empty.", path=str(source)),
            say("Paste the table into it, save it, and try again."),
        )
    layout = write_book(read.rows, target, sheet_name(source.stem), vocabulary)
    for message in _told(read, target, found=layout is not None):
        output.tell(message)
    return 0


def find_vocabulary(profile: str | None, folder: Path) -> Vocabulary:
    """Return the words of a house; of all that are known where none is named."""
    own = load_settings(profile, folder).vocabulary
    if profile:
        return own
    known = [load_settings(name).vocabulary for name in profile_names()]
    return own._replace(
        code_headers=tuple({word: None for v in (own, *known) for word in v.code_headers}),
        label_headers=tuple({word: None for v in (own, *known) for word in v.label_headers}),
    )


def _read(source: Path) -> bytes:
    if source.exists() and not source.is_file():
        raise UnreadableFile(say("{path} is no file.", path=str(source)), say("Name a text file."))
    try:
        return source.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            say("{path} cannot be read.", path=str(source)),
            say("Check its name and that you may open it."),
        ) from error


def _told(read: Rows, target: Path, *, found: bool) -> list[Message]:
    told = [
        say_many(
            sum(1 for row in read.rows if row),
            "{count} row written to {path}.",
            "{count} rows written to {path}.",
            path=str(target),
        ),
        say_many(
            read.joined,
            "{count} line was joined to the row above it.",
            "{count} lines were joined to the rows above them.",
        ),
        say_many(
            read.marks, "{count} page number was left out.", "{count} page numbers were left out."
        ),
    ]
    if not found:
        told.append(say("No table of codes and labels was recognised: look at the columns."))
    told.append(say("Next: xlmot check {path}", path=str(target)))
    return [message for message in told if message.number]
