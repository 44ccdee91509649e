"""The arguments of the command line, with a help that teaches."""

from __future__ import annotations

import argparse
import gettext
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import NoReturn

from xlmot.cli.output import Output
from xlmot.errors import BadSetting
from xlmot.language import CATALOGUES, DOMAIN
from xlmot.messages import Message, say

FORMATS = ("text", "json", "sarif", "junit")
Speak = Callable[[Message], str]


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one sentence, as all of xlmot's are."""

    def error(self, message: str) -> NoReturn:
        raise BadSetting(
            say("{fault}.", fault=message[:1].upper() + message[1:]),
            say("See “{program} --help”.", program=self.prog),
        )


class Version(argparse.Action):
    """Print the version; it is looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        parser.exit(message=f"xlmot {version('xlmot')}\n")


def parse(words: Sequence[str], output: Output) -> argparse.Namespace:
    """Return what the user asks for; its `command` is the function to call with it.

    Raises:
        BadSetting: an argument that is unknown, missing or out of place.
    """

    def speak(message: Message) -> str:
        # A percent sign is argparse's own mark in a help text.
        from xlmot.messages import render

        return render(message, output.translate).replace("%", "%%")

    with _argparse_in(output.language):
        parser = _parser(speak)
        if words and not words[0].startswith("-"):
            _suggest(words[0])
        return parser.parse_args(words or ["--help"])


@contextmanager
def _argparse_in(language: str) -> Iterator[None]:
    """Let argparse say its own sentences from our catalogue.

    It asks the global functions of gettext, which read the language in the environment.
    """
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        del os.environ["LANGUAGE"]
        if before is not None:
            os.environ["LANGUAGE"] = before


COMMANDS = ("check", "clean", "undo", "rule", "import", "init")


def _suggest(word: str) -> None:
    if word not in COMMANDS:
        near = get_close_matches(word, COMMANDS, 1)
        raise BadSetting(
            say("There is no command “{word}”.", word=word),
            say("Did you mean “xlmot {near}”?", near=near[0])
            if near
            else say("The commands are: {commands}.", commands=COMMANDS),
        )


def _parser(speak: Speak) -> Parser:
    parser = Parser(
        prog="xlmot",
        description=speak(
            say("Check and clean programmes of work kept in Excel workbooks, and lose nothing.")
        ),
        epilog=speak(
            say("Start with “xlmot check FILE.xlsx”: it reads the workbook and changes nothing.")
        ),
    )
    parser.add_argument("--version", action=Version, nargs=0, help=speak(say("show the version")))
    parser.add_argument("--lang", choices=("fr", "en"), help=speak(LANGUAGE))
    commands = parser.add_subparsers(
        title=speak(say("commands")),
        metavar=speak(say("COMMAND")),
        required=True,
        parser_class=Parser,
    )
    _add_check(commands, speak)
    _add_clean(commands, speak)
    _add_undo(commands, speak)
    _add_rule(commands, speak)
    _add_import(commands, speak)
    _add_init(commands, speak)
    return parser


LANGUAGE = say("the language of the sentences (default: that of the system)")
Subparsers = argparse._SubParsersAction  # noqa: SLF001  argparse gives it no public name


def _add_command(
    commands: Subparsers[Parser], name: str, run: Callable[..., int], text: str
) -> Parser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=run)
    return parser


def _add_check(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("say what is wrong in workbooks; change nothing"))
    parser = _add_command(commands, "check", _run("check"), text)
    _add_paths(parser, speak)
    _add_rules(parser, speak)
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help=speak(say("the form of the report"))
    )
    _add_output_file(parser, speak)
    _add_switch(parser, "--tree", speak(say("with json: the tree of titles and actions")))
    _add_switch(parser, "--exit-zero", speak(say("exit with 0 also when something was found")))


def _add_paths(parser: Parser, speak: Speak) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        metavar=speak(say("PATH")),
        help=speak(say("a workbook, a folder (with those below it), or a pattern such as *.xlsx")),
    )
    parser.add_argument(
        "--sheet",
        metavar=speak(say("NAME")),
        help=speak(say("read this sheet only, instead of all")),
    )
    parser.add_argument(
        "--jobs",
        type=_positive(speak),
        default=1,
        metavar="N",
        help=speak(say("work on so many workbooks at once")),
    )
    parser.add_argument("--lang", choices=("fr", "en"), help=speak(LANGUAGE))


def _add_rules(parser: Parser, speak: Speak) -> None:
    parser.add_argument(
        "--profile",
        metavar=speak(say("NAME|FILE")),
        help=speak(say("the words of the house: a profile's name, or a TOML file")),
    )
    parser.add_argument(
        "--select",
        "--only",
        metavar=speak(say("RULE,…")),
        type=_names,
        default=frozenset(),
        help=speak(say("only these rules or groups")),
    )
    parser.add_argument(
        "--ignore",
        metavar=speak(say("RULE,…")),
        type=_names,
        default=frozenset(),
        help=speak(say("all rules but these")),
    )


def _add_profile(parser: Parser, speak: Speak) -> None:
    parser.add_argument(
        "--profile",
        metavar="NAME|FILE",
        help=speak(say("the words of the house: a profile's name, or a TOML file")),
    )


def _add_output_file(parser: Parser, speak: Speak) -> None:
    parser.add_argument(
        "--output", metavar=speak(say("FILE")), help=speak(say("write the report to this file"))
    )


def _add_clean(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("correct workbooks in a copy, NAME.propre.xlsx, or in place; lose nothing"))
    parser = _add_command(commands, "clean", _run("clean"), text)
    _add_paths(parser, speak)
    _add_rules(parser, speak)
    _add_switch(
        parser, "--unsafe", speak(say("make also the corrections that ask to be confirmed"))
    )
    _add_switch(parser, "--diff", speak(say("show each cell before and after; write nothing")))
    where = parser.add_mutually_exclusive_group()
    _add_switch(where, "--in-place", speak(say("write the workbook itself, and keep a backup")))
    where.add_argument(
        "--output",
        metavar=speak(say("FOLDER")),
        help=speak(say("write the corrected workbooks there")),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=speak(say("the form of the report")),
    )
    _add_switch(parser, "--no-backup", speak(say("with --in-place: keep no backup")))
    parser.add_argument(
        "--receipt",
        metavar=speak(say("FILE")),
        help=speak(say("write the proof that nothing else changed, as JSON")),
    )


def _add_switch(parser: argparse._ActionsContainer, name: str, text: str) -> None:
    parser.add_argument(name, action="store_true", help=text)


def _add_undo(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("take back the last cleaning of a workbook"))
    parser = _add_command(commands, "undo", _run("clean", "undo"), text)
    parser.add_argument("path", metavar=speak(say("FILE")), help=speak(say("the workbook")))
    parser.add_argument("--lang", choices=("fr", "en"), help=speak(LANGUAGE))


def _add_rule(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("list the rules, or explain one"))
    parser = _add_command(commands, "rule", _run("rule"), text)
    parser.add_argument(
        "name", nargs="?", metavar=speak(say("NAME")), help=speak(say("the rule to explain"))
    )
    parser.add_argument("--lang", choices=("fr", "en"), help=speak(LANGUAGE))


def _add_import(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("make a workbook of a text: TSV, CSV, or copied from Word or a PDF file"))
    parser = _add_command(commands, "import", _run("importing"), text)
    parser.add_argument("text", metavar="TEXT", help=speak(say("the text file")))
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE.xlsx",
        help=speak(say("the new workbook (default: beside the text, with its name)")),
    )
    _add_profile(parser, speak)
    parser.add_argument("--lang", choices=("fr", "en"), help=speak(LANGUAGE))


def _add_init(commands: Subparsers[Parser], speak: Speak) -> None:
    text = speak(say("write a settings file xlmot.toml, its words learned from a workbook"))
    parser = _add_command(commands, "init", _run("init"), text)
    parser.add_argument("path", nargs="?", metavar="WORKBOOK", help=speak(say("the workbook")))
    _add_profile(parser, speak)
    parser.add_argument("--lang", choices=("fr", "en"), help=speak(LANGUAGE))


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip())


def _positive(speak: Speak) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isdecimal() and int(text):
            return int(text)
        raise argparse.ArgumentTypeError(speak(say("a number from 1 on is expected")))

    return read


def _run(module: str, function: str = "run") -> Callable[[argparse.Namespace, Output], int]:
    """Return the function that runs a command; its module is imported only then."""

    def run(asked: argparse.Namespace, output: Output) -> int:
        from importlib import import_module

        return int(getattr(import_module(f"xlmot.cli.{module}"), function)(asked, output))

    return run
