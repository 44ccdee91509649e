"""What each command of the command line may be given."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from importlib import import_module

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
    add_sheet,
    add_switch,
    add_timeout,
    add_where,
    kinds,
    some,
)
from xlmot.cli.output import Output
from xlmot.cli.parser import Parser
from xlmot.messages import say
from xlmot.messages.hints import TypeAlias

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
    add_sheet(parser, speak)
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
