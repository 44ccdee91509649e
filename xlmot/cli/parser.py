"""A parser of arguments that speaks as all of xlmot does, in the language of its user."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable

from xlmot.messages import Message, Translate, say
from xlmot.messages.errors import BadSetting
from xlmot.messages.hints import Any, NoReturn, TypeVar
from xlmot.messages.lazy import lazy

T = TypeVar("T")
HEADING = lazy(r"(?m)^(\S[^:\n]*(?<!\s)):$")


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one sentence, as all of xlmot's are."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  those of argparse, handed on
        super().__init__(**options, formatter_class=_in_any_width)

    # The command whose words these are: argparse has what it does not know told by the whole.
    command = ""

    def format_help(self) -> str:
        self.formatter_class = argparse.HelpFormatter
        text = super().format_help()
        from xlmot.cli.examples import EXAMPLES, TITLE

        examples = EXAMPLES.get(self.prog.removeprefix("xlmot").strip(), ())
        if examples:
            title = vars(argparse)["_"](TITLE.text)
            text += f"\n{title}:\n" + "".join(f"  {line}\n" for line in examples)
        return HEADING.sub(_as_heading, text)

    def error(self, message: str) -> NoReturn:
        raise BadSetting(
            say("{fault}.", fault=message[:1].upper() + message[1:]),
            say("See “{program} --help”.", program=f"{self.prog} {self.command}".rstrip()),
        )


def _as_heading(match: re.Match[str]) -> str:
    """Return a heading as its language writes it, which argparse leaves to its own before 3.13."""
    said: str = vars(argparse)["_"]("%(heading)s:")
    return said % {"heading": match[1]}


def _in_any_width(prog: str) -> argparse.HelpFormatter:
    """Return what argparse checks each argument with: its own default measures the terminal."""
    return argparse.HelpFormatter(prog, width=80)


class Version(argparse.Action):
    """Print the version; it is looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        sys.stdout.write(f"xlmot {version('xlmot')}\n")
        parser.exit()


def argparse_in(translate: Translate, parse: Callable[[], T]) -> T:
    """Return what `parse` returns; let argparse say its own sentences from our catalogue in it.

    It knows two functions of gettext by name, which would look for a catalogue for each sentence.
    """
    ours = {
        "_": lambda text: translate(Message(text, {})),
        "ngettext": lambda one, many, number: translate(Message(one, {}, many, number)),
    }
    before = {name: vars(argparse)[name] for name in ours}
    vars(argparse).update(ours)
    try:
        return parse()
    finally:
        vars(argparse).update(before)
