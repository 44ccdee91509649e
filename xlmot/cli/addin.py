"""`xlmot addin`: build the ribbon add-in, put it where Excel loads it, or take it away."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from xlmot.cli.options import Speak, add_language
from xlmot.cli.output import Output
from xlmot.messages import say


def add_parsers(commands: argparse._SubParsersAction[Any], speak: Speak) -> None:
    """Add the command `addin` and what can be done with it."""
    text = speak(say("put the buttons of xlmot into Excel's ribbon, or take them away"))
    addin = commands.add_parser("addin", help=text, description=text)
    actions = addin.add_subparsers(metavar="build|install|uninstall", required=True)
    texts = {
        build: say("write the add-in to a file, for whoever installs it on other machines"),
        install: say("put the add-in where Excel loads it"),
        uninstall: say("remove the add-in"),
    }
    for run, message in texts.items():
        parser = actions.add_parser(run.__name__, help=speak(message), description=speak(message))
        parser.set_defaults(command=run)
        if run is build:
            _add_build_options(parser, speak)
        add_language(parser, speak)


def _add_build_options(parser: argparse.ArgumentParser, speak: Speak) -> None:
    parser.add_argument(
        "--output",
        metavar=speak(say("FILE")),
        default="xlmot.xlam",
        help=speak(say("the file to write")),
    )
    parser.add_argument(
        "--python",
        metavar=speak(say("PATH")),
        default="",
        help=speak(say("the Python that it starts; without it, the add-in asks to be installed")),
    )


def build(asked: argparse.Namespace, output: Output) -> int:
    from xlmot.ribbon.addin.build import build

    build(asked.python, Path(asked.output))
    output.tell(say("The add-in is in {path}.", path=asked.output))
    return 0


def install(_: argparse.Namespace, output: Output) -> int:
    from xlmot.ribbon.addin.install import find_place, install, told
    from xlmot.ribbon.addin.starting import own_words

    place = find_place(sys.platform, os.environ, Path.home())
    install(place, sys.executable, own_words())
    output.tell(told(place))
    return 0


def uninstall(_: argparse.Namespace, output: Output) -> int:
    from xlmot.ribbon.addin.install import find_place, uninstall

    removed = uninstall(find_place(sys.platform, os.environ, Path.home()))
    if not removed:
        output.tell(say("There is no add-in to remove."))
    for path in removed:
        output.tell(say("Removed: {path}.", path=str(path)))
    return 0
