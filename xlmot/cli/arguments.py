"""Read the arguments of the command line, with a help that teaches."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from xlmot.cli.commands import COMMANDS
from xlmot.cli.options import Speak, add_language
from xlmot.cli.output import Output
from xlmot.cli.parser import Parser, Version, argparse_in
from xlmot.messages import Message, say
from xlmot.messages.errors import BadSetting


def parse(words: Sequence[str], output: Output) -> argparse.Namespace:
    """Return what the user asks for; its `command` is the function to call with it.

    Raises:
        BadSetting: an argument that is unknown, missing or out of place.
    """

    def speak(message: Message) -> str:
        # A percent sign is argparse's own mark in a help text.
        from xlmot.messages import render

        return render(message, output.translate).replace("%", "%%")

    return argparse_in(output.translate, lambda: _parsed(words, speak))


def _parsed(words: Sequence[str], speak: Speak) -> argparse.Namespace:
    command = words[0] if words and not words[0].startswith("-") else None
    if command is not None:
        _refuse_unknown(command)
    parser = _parser(speak, command)
    parser.command = command or ""
    if not words:
        # As ruff does: a script whose words got lost must not take this for a success.
        parser.print_help(sys.stderr)
        parser.exit(2)
    return parser.parse_args(words)


def full_parser() -> Parser:
    """Return the parser of all commands, its texts in English."""
    return _parser(str, None)


def _refuse_unknown(word: str) -> None:
    if word not in COMMANDS:
        from pathlib import Path

        if Path(word).exists():
            raise BadSetting(say("“{word}” is a file, not a command.", word=word), _meant(word))
        raise BadSetting(say("There is no command “{word}”.", word=word), _meant(word))


def _meant(word: str) -> Message:
    """Return what somebody may have wanted to type who typed no command."""
    from difflib import get_close_matches
    from pathlib import Path

    from xlmot.files.discovery import READ
    from xlmot.reports.words import as_typed

    near = get_close_matches(word, COMMANDS, 1)
    if Path(word).exists() or word.lower().endswith(READ):
        return say("To check it: {command}", command=f"xlmot check {as_typed(word)}")
    if near:
        return say("Did you mean “xlmot {near}”?", near=near[0])
    return say("The commands are: {commands}.", commands=tuple(COMMANDS))


def _parser(speak: Speak, command: str | None) -> Parser:
    """Return a parser of one command, or of all where the first word names none."""
    parser = Parser(
        prog="xlmot",
        description=speak(
            say(
                "Check and clean programmes of work kept in Excel workbooks, without losing "
                "anything."
            )
        ),
        epilog=speak(
            say("Start with “xlmot check FILE.xlsx”: it reads the workbook and changes nothing.")
        ),
    )
    parser.add_argument("--version", action=Version, nargs=0, help=speak(say("show the version")))
    add_language(parser, speak)
    commands = parser.add_subparsers(
        title=speak(say("commands")),
        metavar=speak(say("COMMAND")),
        required=True,
        parser_class=Parser,
    )
    for name in (command,) if command else COMMANDS:
        COMMANDS[name](commands, speak)
    return parser
