"""`xlmot live`: work on the workbook that is open in Excel, without macros or an add-in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from xlmot.cli.options import (
    Speak,
    add_columns,
    add_exit_zero,
    add_language,
    add_profile,
    add_sheet,
)
from xlmot.cli.output import Output
from xlmot.messages import Message, say


def add_parsers(commands: argparse._SubParsersAction[Any], speak: Speak) -> None:
    """Add the command `live` and what can be done with it."""
    text = speak(say("work on the workbook that is open in Excel"))
    live = commands.add_parser("live", help=text, description=text)
    actions = live.add_subparsers(metavar="check|clean|summarize|compare|undo", required=True)
    texts = {
        check: say("say what is wrong in it; change nothing"),
        clean: say("correct it in place; “xlmot live undo” reverts it"),
        summarize: say("add the sheets that sum it up"),
        compare: say("add the sheet of what changed since an earlier programme"),
        undo: say("undo the last corrections"),
    }
    for run, message in texts.items():
        parser = actions.add_parser(run.__name__, help=speak(message), description=speak(message))
        parser.set_defaults(command=run)
        parser.add_argument(
            "--book",
            metavar=speak(say("NAME")),
            help=speak(say("the name of the workbook, where it is not the active one")),
        )
        add_sheet(parser, speak)
        add_profile(parser, speak)
        add_language(parser, speak)
        if run is check:
            add_exit_zero(parser, speak)
        if run is compare:
            add_columns(parser, speak)
            parser.add_argument(
                "other",
                nargs="?",
                metavar=speak(say("FILE")),
                help=speak(say("the other workbook, unless it is the only other one that is open")),
            )


def check(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.checking.results import Checked
    from xlmot.cli.check import exit_code
    from xlmot.reports.text import render_text

    report = Checked((_desk(asked, output).reading.report(),))
    output.put(render_text(report, output.translate, colour=output.colour))
    return exit_code(report, "never" if asked.exit_zero else "warning")


def clean(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.ribbon.buttons.clean import correct

    return _tell(correct(_desk(asked, output)).message, output)


def summarize(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.ribbon.buttons.summaries import summaries

    return _tell(summaries(_desk(asked, output)).message, output)


def compare(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.ribbon.buttons.compare import compare_programmes

    other = Path(asked.other) if asked.other else None
    return _tell(compare_programmes(_desk(asked, output), other, asked.columns).message, output)


def undo(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.ribbon.buttons.undo import undo

    return _tell(undo(_desk(asked, output)).message, output)


def _desk(asked: argparse.Namespace, output: Output) -> Any:  # noqa: ANN401  imported when used
    from xlmot.books.excel.connect import connect
    from xlmot.files.reading import Asked
    from xlmot.ribbon.open_workbook import Desk

    book = connect(name=asked.book)
    wish = Asked(asked.profile, asked.sheet)
    return Desk(book, output.language, asked=wish, wanted=output.asked)


def _tell(message: Message, output: Output) -> int:
    from xlmot.messages import render

    output.put(render(message, output.translate) + "\n")
    return 0
