"""`xlmot doctor`: say what is installed and where, and what keeps the buttons from working."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlmot.cli.options import Speak, add_language
from xlmot.cli.output import Output
from xlmot.cli.policies import Registry, hindrances, registry
from xlmot.messages import Message, render, say
from xlmot.messages.errors import CannotWrite, XlmotError
from xlmot.messages.named import NamedTuple

if TYPE_CHECKING:
    from xlmot.books.excel.connect import LiveBook


class Seen(NamedTuple):
    """One thing that was looked at, and what to do if it is not as it should be."""

    message: Message
    remedy: Message | None = None
    fine: bool = True


def add_parsers(commands: argparse._SubParsersAction[Any], speak: Speak) -> None:
    """Add the command `doctor`."""
    text = speak(say("say what is installed and what keeps it from working in Excel"))
    parser = commands.add_parser("doctor", help=text, description=text)
    parser.set_defaults(command=run)
    parser.add_argument(
        "--report",
        metavar=speak(say("FILE")),
        help=speak(say("write it to a new file too, to be sent to whoever looks after xlmot")),
    )
    add_language(parser, speak)


def run(asked: argparse.Namespace, output: Output) -> int:
    """Look at everything; return 1 if something has to be done, else 0.

    Raises:
        CannotWrite: the report cannot be written, or there is a file of its name.
    """
    found = list(look())
    lines = [line for one in found for line in _lines(one, output)]
    text = "".join(f"{line}\n" for line in lines)
    output.put(text)
    if asked.report:
        _write(Path(asked.report), f"{platform.platform()}\n{text}")
    return int(not all(one.fine for one in found))


def _lines(one: Seen, output: Output) -> Iterator[str]:
    yield f"{'✓' if one.fine else '✗'} {render(one.message, output.translate)}"
    if one.remedy is not None:
        yield f"  {render(one.remedy, output.translate)}"


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise CannotWrite(
            say("{path} cannot be written.", path=str(path)),
            say("Name a file that does not exist yet, in a folder where you may write."),
        ) from error


def look() -> Iterator[Seen]:
    """Yield what was looked at, from the program itself to the workbook that is open."""
    from importlib.metadata import version

    yield Seen(say("xlmot {version}", version=version("xlmot")))
    yield Seen(say("Python {version}: {path}", version=_python(), path=sys.executable))
    xlwings = _xlwings()
    yield xlwings
    yield _addin()
    if sys.platform == "win32":
        yield from _policies(registry)
    if xlwings.fine:
        yield from _excel()


def _python() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def _xlwings() -> Seen:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Seen(say("xlwings {version}", version=version("xlwings")))
    except PackageNotFoundError:
        command = f'"{sys.executable}" -m pip install xlwings'
        return Seen(
            say("xlwings is not installed: xlmot cannot reach Excel."),
            say("Install it: {command}", command=command),
            fine=False,
        )


def _addin() -> Seen:
    """Return what is known of the add-in in the place where Excel loads it."""
    from xlmot.ribbon.addin.build import recorded
    from xlmot.ribbon.addin.install import find_place

    try:
        path = find_place(sys.platform, os.environ, Path.home()).addin
        python = recorded(path.read_bytes())
    except XlmotError as error:
        return Seen(error.message, error.remedy, fine=False)
    except OSError:
        return Seen(
            say("The add-in is not installed: Excel shows no tab of xlmot."),
            say("Install it with “xlmot addin install”, or work with “xlmot live”."),
            fine=False,
        )
    if python != sys.executable:
        return Seen(
            say("The add-in {path} starts another Python: {python}", path=str(path), python=python),
            say("Run “xlmot addin install” again with this Python."),
            fine=False,
        )
    return Seen(say("The add-in is installed: {path}", path=str(path)))


def _policies(read: Registry) -> Iterator[Seen]:
    """Yield what the policies of this machine do to the add-in."""
    ask = say("Ask whoever looks after this machine, or work with “xlmot live”.")
    found = [Seen(effect, ask, fine=False) for effect in hindrances(read)]
    yield from found or [Seen(say("No policy that is known keeps Excel from the add-in."))]


def _excel() -> Iterator[Seen]:
    from xlmot.books.excel.connect import connect

    try:
        book = connect()
    except XlmotError as error:
        yield Seen(error.message, error.remedy, fine=False)
        return
    yield Seen(say("Excel {version} answers", version=str(book.book.app.version)))
    yield _writable(book)


def _writable(book: LiveBook) -> Seen:
    try:
        book.refuse_unwritable()
    except XlmotError as error:
        return Seen(error.message, error.remedy, fine=False)
    return Seen(say("{file} is open and can be written", file=book.name))
