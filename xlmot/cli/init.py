"""`xlmot init`: write a settings file or a sheet of settings, learned from a workbook."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from xlmot.books.file import FileBook
from xlmot.books.saving.save import recover
from xlmot.cli.output import Output
from xlmot.files.targets import write_new
from xlmot.messages import say, say_many
from xlmot.messages.errors import BadSetting, CannotWrite
from xlmot.programme.workbook import read_workbook
from xlmot.settings.learning import Learned, learn
from xlmot.settings.load import load_settings
from xlmot.settings.proposals import Proposal, propose_sheets
from xlmot.settings.shipped import GENERIC
from xlmot.settings.toml_file import FILE_NAME
from xlmot.settings.toml_sheets import hesitation
from xlmot.settings.toml_text import render_settings, render_sheets


def run(asked: argparse.Namespace, output: Output) -> int:
    workbook = Path(asked.path) if asked.path else None
    if asked.sheet:
        return _put_sheet(workbook, asked, output)
    target = (workbook.parent if workbook else Path()) / FILE_NAME
    if target.exists():
        recover(target)
        _show_sheets(workbook, asked.profile, output)
        raise _exists(target)
    learned, profile, proposals = _learned(workbook, asked.profile)
    source = workbook.name if workbook else ""
    text = render_settings(learned, profile, source, output.translate, proposals)
    write_new(target, text.encode("utf-8", "backslashreplace"))
    for proposal in proposals:
        if not proposal.sure:
            output.tell(hesitation(proposal))
    if workbook and learned == Learned() and not proposals:
        output.tell(
            say(
                "No table of codes and labels was found in {file}: the settings are only examples.",
                file=workbook.name,
            )
        )
    output.tell(say("Settings written to {path}: read it, correct it.", path=str(target)))
    others = _others(target.parent, workbook)
    if others:
        output.tell(
            say_many(
                others,
                "They hold for {count} other workbook of this folder and those below it too: "
                "check it again.",
                "They hold for {count} other workbooks of this folder and those below it too: "
                "check them again.",
            )
        )
        output.tell(say("For one workbook alone: xlmot init --sheet WORKBOOK"))
    return 0


def _show_sheets(workbook: Path | None, profile: str | None, output: Output) -> None:
    """Show what may be added to settings that are there: sheets that they leave unsure."""
    from xlmot.files.reading import Asked, read

    found = propose_sheets(read(FileBook(workbook), Asked(profile)).workbook) if workbook else ()
    unsure = [proposal for proposal in found if not proposal.sure]
    if unsure:
        output.put(render_sheets(unsure, output.translate))
        output.tell(say("What may be added to it stands above."))


def _others(folder: Path, workbook: Path | None) -> int:
    """Return how many other workbooks the settings of a folder hold for."""
    from xlmot.files.discovery import READ, find_workbooks

    try:
        found = find_workbooks([str(folder)], READ)
    except BadSetting:
        return 0
    return sum(workbook is None or not file.samefile(workbook) for file in found)


def _put_sheet(workbook: Path | None, asked: argparse.Namespace, output: Output) -> int:
    from xlmot.files.settings_sheet import equip_file
    from xlmot.reports.summaries import render_summaries

    if workbook is None:
        raise BadSetting(
            say("“--sheet” needs a workbook to put the sheet into."),
            say("Type “xlmot init --sheet WORKBOOK”."),
        )
    done = equip_file(workbook, asked.profile, output.asked, user=output.language)
    output.tell_text(render_summaries([done], output.translate))
    return 0


def _learned(workbook: Path | None, profile: str | None) -> tuple[Learned, str, Sequence[Proposal]]:
    """Return what a workbook shows, the profile that its settings extend, how it is laid out."""
    if workbook is None:
        return Learned(), profile or GENERIC, ()
    book = FileBook(workbook)
    grids = book.grids()
    settings = load_settings(profile, None, grids)
    found = read_workbook(book.name, grids, settings.vocabulary)
    learned = learn(found.programmes, settings.vocabulary)
    return learned, profile or settings.profile, propose_sheets(found)


def _exists(target: Path) -> CannotWrite:
    return CannotWrite(
        say("There is a file {path} already.", path=str(target)),
        say("Edit it, or move it away first."),
    )
