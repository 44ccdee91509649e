"""The arguments of the command line, with a help that teaches."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TypeAlias

from xlmot.cli.examples import EXAMPLES
from xlmot.cli.options import (
    SHEET_KINDS,
    Speak,
    add_columns,
    add_format,
    add_language,
    add_output_file,
    add_paths,
    add_profile,
    add_report,
    add_rules,
    add_switch,
    add_timeout,
    add_where,
    kinds,
    some,
)
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

    with argparse_in(output.language):
        command = words[0] if words and not words[0].startswith("-") else None
        if command is not None:
            _refuse_unknown(command)
        parser = _parser(speak, command)
        parser.command = command or ""
        _add_examples(parser, speak)
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

    near = get_close_matches(word, COMMANDS, 1)
    if Path(word).exists() or word.lower().endswith(READ):
        shown = f'"{word}"' if " " in word else word
        return say("To check it: {command}", command=f"xlmot check {shown}")
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


def _add_examples(parser: Parser, speak: Speak) -> None:
    """Give each help page its examples."""
    parser.examples = EXAMPLES.get(parser.prog.removeprefix("xlmot").strip(), ())
    parser.examples_title = speak(say("examples"))
    for own in parser._actions:  # noqa: SLF001  argparse gives them no public name
        if isinstance(own, argparse._SubParsersAction):  # noqa: SLF001
            for below in own.choices.values():
                _add_examples(below, speak)


Subparsers = argparse._SubParsersAction  # noqa: SLF001  argparse gives it no public name
Add: TypeAlias = Callable[["Subparsers[Parser]", Speak], None]


def _add_command(
    commands: Subparsers[Parser], name: str, run: Callable[..., int], text: str
) -> Parser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=run)
    return parser


def _add_check(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("say what is wrong in workbooks; change nothing"))
    parser = _add_command(commands, "check", _run("check"), text)
    add_paths(parser, speak)
    add_rules(parser, speak)
    add_format(parser, speak, ("text", "html", "json", "sarif", "junit", "csv", "github"))
    add_output_file(parser, speak)
    add_switch(parser, "--tree", speak(say("with json: the tree of titles and actions")))
    add_switch(parser, "--explain", speak(say("say how the table was read, and how surely")))
    add_switch(
        parser, "--sheet-report", speak(say("put the findings into each workbook too, as a sheet"))
    )
    add_report(parser, speak)


def _add_clean(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(
        say("correct workbooks in a copy, NAME.propre.xlsx, or in place, without losing anything")
    )
    parser = _add_command(commands, "clean", _run("clean"), text)
    add_paths(parser, speak)
    add_rules(parser, speak)
    add_switch(parser, "--unsafe", speak(say("also make the corrections that need confirmation")))
    add_switch(parser, "--diff", speak(say("show each cell before and after; write nothing")))
    add_where(parser, speak, speak(say("write the corrected workbooks there")))
    add_format(parser, speak, ("text", "json"))
    parser.add_argument(
        "--receipt",
        type=some(speak),
        metavar=speak(say("FILE")),
        help=speak(say("write the proof that nothing else changed, as JSON")),
    )


def _add_summarize(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(
        say("put sheets that sum up a programme into a copy, NAME.synthese.xlsx, or in place")
    )
    parser = _add_command(commands, "summarize", _run("summarize"), text)
    add_paths(parser, speak)
    add_profile(parser, speak)
    parser.add_argument(
        "--kind",
        metavar=speak(say("KIND,…")),
        type=kinds(speak),
        default=SHEET_KINDS,
        help=speak(say("only these sheets: {kinds}", kinds=SHEET_KINDS)),
    )
    add_where(parser, speak, speak(say("write the workbooks there")))


def _add_compare(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("say what changed from one programme to another: two years, two versions"))
    parser = _add_command(commands, "compare", _run("compare"), text)
    for name, metavar, help_text in (
        ("old", say("OLD"), say("the workbook of the earlier programme")),
        ("new", say("NEW"), say("the workbook of the later one")),
    ):
        parser.add_argument(name, metavar=speak(metavar), help=speak(help_text))
        parser.add_argument(
            f"--{name}-sheet",
            metavar=speak(say("NAME")),
            help=speak(say("its sheet, if it holds several programmes")),
        )
    add_profile(parser, speak)
    add_columns(parser, speak)
    add_timeout(parser, speak)
    add_format(parser, speak, ("text", "json", "html"))
    parser.add_argument(
        "--output",
        type=some(speak),
        metavar=speak(say("FILE")),
        help=speak(
            say(
                "a workbook: put the comparison into it too, as a sheet; any other file: write the "
                "report to it"
            )
        ),
    )
    add_language(parser, speak)


def _add_undo(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("undo what xlmot last wrote into a workbook"))
    parser = _add_command(commands, "undo", _run("undo"), text)
    parser.add_argument("path", metavar=speak(say("FILE")), help=speak(say("the workbook")))
    parser.add_argument(
        "--list", action="store_true", help=speak(say("only list what can be undone"))
    )
    parser.add_argument(
        "--batch",
        default="",
        metavar=speak(say("NAME")),
        help=speak(say("undo this entry of the list, not the last")),
    )
    add_language(parser, speak)


def _add_rule(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("list the rules, or explain one"))
    parser = _add_command(commands, "rule", _run("rule"), text)
    parser.add_argument(
        "name", nargs="?", metavar=speak(say("NAME")), help=speak(say("the rule to explain"))
    )
    add_language(parser, speak)


def _add_import(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(
        say(
            "make a workbook of a text (TSV, CSV, copied from Word or a PDF file) "
            "or of a workbook in another layout"
        )
    )
    parser = _add_command(commands, "import", _run("importing"), text)
    what = speak(say("the text file, or the workbook"))
    parser.add_argument("text", metavar=speak(say("TEXT")), help=what)
    parser.add_argument(
        "-o",
        "--output",
        type=some(speak),
        metavar=speak(say("FILE.xlsx")),
        help=speak(say("the new workbook (default: beside the text, with its name)")),
    )
    add_profile(parser, speak)
    add_language(parser, speak)


def _add_init(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("write a settings file xlmot.toml, with vocabulary learned from a workbook"))
    parser = _add_command(commands, "init", _run("init"), text)
    parser.add_argument(
        "path", nargs="?", metavar=speak(say("WORKBOOK")), help=speak(say("the workbook"))
    )
    add_profile(parser, speak)
    add_switch(
        parser, "--sheet", speak(say("put the settings into the workbook instead, as a sheet"))
    )
    add_language(parser, speak)


def _added_by(module: str) -> Add:
    """Return the function that adds a command; its module is imported only then."""

    def add(commands: Subparsers[Parser], speak: Speak) -> None:
        import_module(f"xlmot.cli.{module}").add_parsers(commands, speak)

    return add


COMMANDS: Mapping[str, Add] = {
    "check": _add_check,
    "clean": _add_clean,
    "summarize": _add_summarize,
    "compare": _add_compare,
    "undo": _add_undo,
    "rule": _add_rule,
    "import": _add_import,
    "init": _add_init,
    "addin": _added_by("addin"),
    "live": _added_by("live"),
    "tidy": _added_by("tidy"),
    "doctor": _added_by("doctor"),
    "completion": _added_by("completion"),
}


def _run(module: str, function: str = "run") -> Callable[[argparse.Namespace, Output], int]:
    """Return the function that runs a command; its module is imported only then."""

    def run(asked: argparse.Namespace, output: Output) -> int:
        return int(getattr(import_module(f"xlmot.cli.{module}"), function)(asked, output))

    return run
