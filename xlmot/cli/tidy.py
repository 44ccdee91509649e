"""`xlmot tidy`: list the backups that a newer one makes needless, and remove them when asked."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from xlmot.cli.options import Speak, add_language, add_switch
from xlmot.cli.output import Output
from xlmot.files.discovery import find_workbooks
from xlmot.messages import Message, say, say_many
from xlmot.messages.errors import XlmotError

# So many backups of one workbook are worth a word.
MANY = 4
# So many workbooks are named in one command.
MOST = 3


def add_parsers(commands: argparse._SubParsersAction[Any], speak: Speak) -> None:
    """Add the command `tidy`."""
    from xlmot.books.saving.backups import FOLDER

    text = speak(say("list the backups that are no longer needed, or remove them"))
    more = say(
        "Backups stand beside their workbooks, or in the folder of yours that the variable "
        "{variable} names.",
        variable=FOLDER,
    )
    parser = commands.add_parser("tidy", help=text, description=f"{text}. {speak(more)}")
    parser.set_defaults(command=run)
    parser.add_argument(
        "paths",
        nargs="+",
        metavar=speak(say("PATH")),
        help=speak(say("a workbook, a folder (with those below it), or a pattern such as *.xlsx")),
    )
    add_switch(
        parser,
        "--delete",
        speak(say("remove them; the newest backup of each workbook always stays")),
    )
    add_language(parser, speak)


def run(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.files.tidy import find_needless, remove_needless, with_copies
    from xlmot.messages import render
    from xlmot.reports.visible import visible

    look = remove_needless if asked.delete else find_needless
    count, size, failed = 0, 0, False
    for path in find_workbooks(asked.paths):
        for workbook in with_copies(path):
            try:
                found = look(workbook)
            except XlmotError as error:
                output.complain(error)
                failed = True
                continue
            for one in found.needless:
                output.put(visible(str(one.path)) + "\n")
            count, size = count + len(found.needless), size + found.size
    output.put(render(_told(count, size, deleted=asked.delete), output.translate) + "\n")
    if count and not asked.delete:
        output.tell(say("To remove them: {command}", command=_command("--delete", *asked.paths)))
    return 2 if failed else 0


def _told(count: int, size: int, *, deleted: bool) -> Message:
    if not count:
        return say("No backup is needless.")
    kilobytes = max(1, round(size / 1000))
    if deleted:
        return say_many(
            count,
            "{count} backup removed, {size} kB.",
            "{count} backups removed, {size} kB.",
            size=kilobytes,
        )
    return say_many(
        count,
        "{count} backup may go, {size} kB.",
        "{count} backups may go, {size} kB.",
        size=kilobytes,
    )


def remind(targets: Iterable[str], output: Output) -> None:
    """Say that older backups may go, where there are many."""
    from xlmot.books.saving.backups import backups

    try:
        many = [t for t in targets if t and len(backups(Path(t).resolve())) >= MANY]
    except (OSError, XlmotError):
        return  # What was done is done: no more than a reminder fails here.
    if many:
        output.tell(say("Older backups may go: {command}", command=_command(*many[:MOST])))


def _command(*words: str) -> str:
    """Return a command as it can be typed."""
    from xlmot.reports.words import as_typed

    return " ".join(["xlmot tidy", *map(as_typed, words)])
