"""The options that several commands of the command line share, with their help."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from xlmot.books.time_limit import LONGEST
from xlmot.cli.batch import MANY
from xlmot.messages import Message, say

SHEET_KINDS = ("axes", "sommaire", "controle")
Speak = Callable[[Message], str]
LANGUAGE = say("the message language (default: the system's)")


def add_paths(parser: argparse.ArgumentParser, speak: Speak) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        metavar=speak(say("PATH")),
        help=speak(say("a workbook, a folder (with those below it), or a pattern such as *.xlsx")),
    )
    add_sheet(parser, speak)
    text = say(
        "process this many workbooks in parallel (default: as there are processors, from {count} "
        "workbooks on)",
        count=MANY,
    )
    parser.add_argument("--jobs", type=positive(speak), metavar="N", help=speak(text))
    add_timeout(parser, speak)
    add_language(parser, speak)


def add_timeout(parser: argparse.ArgumentParser, speak: Speak) -> None:
    text = say("give up a workbook that takes longer to read (default: {seconds})", seconds=LONGEST)
    parser.add_argument(
        "--timeout",
        type=positive(speak),
        default=LONGEST,
        metavar=speak(say("SECONDS")),
        help=speak(text),
    )


def add_language(parser: argparse.ArgumentParser, speak: Speak) -> None:
    parser.add_argument("--lang", choices=("fr", "en"), help=speak(LANGUAGE))
    text = say("show nothing beside the report: no progress, not what was written")
    parser.add_argument("-q", "--quiet", action="store_true", help=speak(text))


def add_sheet(parser: argparse.ArgumentParser, speak: Speak) -> None:
    parser.add_argument(
        "--sheet",
        metavar=speak(say("NAME")),
        help=speak(say("read this sheet only, instead of all")),
    )


def add_exit_zero(parser: argparse._ActionsContainer, speak: Speak) -> None:
    text = say("exit with 0 also when something was found")
    add_switch(parser, "--exit-zero", speak(text))


def add_report(parser: argparse.ArgumentParser, speak: Speak) -> None:
    """Add what decides how much is shown and when a script stops."""
    text = say("show how often each rule was broken, not where")
    add_switch(parser, "--statistics", speak(text))
    fails = parser.add_mutually_exclusive_group()
    fails.add_argument(
        "--fail-on",
        choices=("error", "warning", "note", "never"),
        default="warning",
        help=speak(say("exit with 1 from this severity on (default: warning)")),
    )
    add_exit_zero(fails, speak)


def add_profile(parser: argparse.ArgumentParser, speak: Speak) -> None:
    parser.add_argument(
        "--profile",
        metavar=speak(say("NAME|FILE")),
        help=speak(say("the house vocabulary: the name of a profile, or a TOML file")),
    )


def add_rules(parser: argparse.ArgumentParser, speak: Speak) -> None:
    add_profile(parser, speak)
    parser.add_argument(
        "--select",
        "--only",
        metavar=speak(say("RULE,…")),
        type=names,
        default=frozenset(),
        help=speak(say("only these rules or groups")),
    )
    parser.add_argument(
        "--ignore",
        metavar=speak(say("RULE,…")),
        type=names,
        default=frozenset(),
        help=speak(say("all rules but these")),
    )


def add_columns(parser: argparse.ArgumentParser, speak: Speak) -> None:
    parser.add_argument(
        "--columns",
        metavar=speak(say("COLUMN,…")),
        type=names,
        default=frozenset(),
        help=speak(say("compare also these columns of staff; “all” for every one")),
    )


def add_output_file(parser: argparse.ArgumentParser, speak: Speak) -> None:
    text = say("write the report to this file, in the form of its name; .xlsx: into a copy")
    parser.add_argument("--output", type=some(speak), metavar=speak(say("FILE")), help=speak(text))


def add_where(parser: argparse.ArgumentParser, speak: Speak, folder: str) -> None:
    where = parser.add_mutually_exclusive_group()
    add_switch(where, "--in-place", speak(say("write the workbook itself, and keep a backup")))
    where.add_argument("--output", type=some(speak), metavar=speak(say("FOLDER|FILE")), help=folder)
    add_switch(parser, "--no-backup", speak(say("with --in-place: keep no backup")))


def add_format(parser: argparse.ArgumentParser, speak: Speak, forms: Sequence[str]) -> None:
    parser.add_argument("--format", choices=forms, help=speak(say("the form of the report")))


def add_switch(parser: argparse._ActionsContainer, name: str, text: str) -> None:
    parser.add_argument(name, action="store_true", help=text)


def kinds(speak: Speak) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        asked = names(text)
        if asked and asked <= set(SHEET_KINDS):
            return tuple(sorted(asked))
        those = say("the kinds of sheets are: {kinds}", kinds=SHEET_KINDS)
        raise argparse.ArgumentTypeError(speak(those))

    return read


def some(speak: Speak) -> Callable[[str], str]:
    """Return what refuses the empty name that a script gives whose variable is not set."""

    def read(text: str) -> str:
        if text:
            return text
        raise argparse.ArgumentTypeError(speak(say("a name is expected")))

    return read


def names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip())


def positive(speak: Speak) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isdecimal() and int(text):
            return int(text)
        raise argparse.ArgumentTypeError(speak(say("a number from 1 on is expected")))

    return read
