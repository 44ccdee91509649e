"""Interrupt `clean`, `summarize` and `undo` at each call to the system, in each way; say the ends.

Whatever happens, the workbook is the old one or the new one, what is said of it is true, the next
run tidies up, and what was done can be undone.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.ooxml.faults import Strike, die, fail, let_pass, lie, struck
from xlmot.books.journal import read_journal
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.summarize import Wish, summarize_file
from xlmot.files.undo import undo_file
from xlmot.files.write import Destination
from xlmot.messages.errors import XlmotError

ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS)
IN_PLACE = Destination(in_place=True)
ROWS = (
    ("Code", "Title"),
    ("1", "ROADS"),
    ("1.1.", "Pave the square"),
    ("Code", "Title"),
    ("1.2", "Light the lane"),
    ("2", "BRIDGES"),
    ("2.1.", "Build an arch"),
)


class Outcome(NamedTuple):
    """What a command says of itself: that it wrote, or why not."""

    wrote: bool
    why: str = ""


def clean(path: Path) -> Outcome:
    done = clean_file((path, Path(path.name)), Asked(), IN_PLACE, unsafe=False)
    return Outcome(bool(done.target), str(done.error or ""))


def summarize(path: Path) -> Outcome:
    done = summarize_file((path, Path(path.name)), Asked(), IN_PLACE, Wish())
    return Outcome(bool(done.target), str(done.error or ""))


def undo(path: Path) -> Outcome:
    try:
        undone = undo_file(path)
    except XlmotError as error:
        return Outcome(wrote=False, why=str(error))
    return Outcome(bool(undone.edits or undone.sheets) and not undone.settled)


COMMANDS: dict[str, Callable[[Path], Outcome]] = {
    "clean": clean,
    "summarize": summarize,
    "undo": undo,
}


@cache
def workbook() -> bytes:
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Plan"
    for row in ROWS:
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def prepared(folder: Path, command: str) -> Path:
    """Return a workbook of its own in a folder: cleaned already where it is to be undone."""
    folder.mkdir()
    path = folder / "plan.xlsx"
    path.write_bytes(workbook())
    for name, data in cleaned().items() if command == "undo" else ():
        (folder / name).write_bytes(data)
    return path


@cache
def cleaned() -> dict[str, bytes]:
    """Return what a cleaning leaves in a folder: the workbook, its backup and the journal."""
    with TemporaryDirectory() as folder:
        path = prepared(Path(folder, "cleaned"), "clean")
        assert clean(path).wrote
        return {each.name: each.read_bytes() for each in path.parent.iterdir()}


def calls(folder: Path, command: str) -> list[str]:
    """Return the names of the calls that a command makes."""
    path = prepared(folder, command)
    with struck(let_pass) as names:
        assert COMMANDS[command](path).wrote
    return [*names]


def faults(folder: Path, command: str, step: int = 1) -> Iterator[str]:
    """Let each call fail: once, for good, or after it was done; yield what went wrong."""
    names = calls(folder / "trial", command)
    for manner in ({}, {"for_good": True}, {"late": True}):
        for at in range(1, len(names) + 1, step):
            number = ERRORS[at % len(ERRORS)]
            place = f"{command} {''.join(manner) or 'once'} {at} {names[at - 1]}"
            yield from _attempt(folder / place, command, fail(at, number, **manner))


def lies(folder: Path, command: str) -> Iterator[str]:
    """Let the disk say of each write that it is done, and forget it; yield what went wrong."""
    names = calls(folder / "trial", command)
    for at, name in enumerate(names, 1):
        if name == "write":
            yield from _attempt(folder / f"{command} lie {at}", command, lie(at))


def kills(folder: Path, command: str, step: int = 1) -> Iterator[str]:
    """End the process before each call; yield what went wrong."""
    names = calls(folder / "trial", command)
    for at in range(1, len(names) + 1, step):
        yield from _killed(folder / f"{command} kill {at} {names[at - 1]}", command, at)


def _killed(folder: Path, command: str, at: int) -> Iterator[str]:
    path = prepared(folder, command)
    before = path.read_bytes()
    child = os.fork()
    if not child:
        try:
            with struck(die(at)):
                COMMANDS[command](path)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    now = path.read_bytes() if path.exists() else b""
    if now not in (before, _after(command)):
        yield f"{folder.name}: neither old nor new"
    yield from _undone_at_last(path, folder.name)


def _attempt(folder: Path, command: str, strike: Strike) -> Iterator[str]:
    path = prepared(folder, command)
    before = path.read_bytes()
    try:
        with struck(strike):
            said = COMMANDS[command](path)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
        yield f"{folder.name}: {error!r}"
        said = None
    now = path.read_bytes() if path.exists() else b""
    if now not in (before, _after(command)):
        yield f"{folder.name}: neither old nor new"
    elif said is not None and said.wrote != (now != before):
        yield f"{folder.name}: said {said}, and it is {'new' if now != before else 'old'}"
    yield from _undone_at_last(path, folder.name)


def _after(command: str) -> bytes:
    return workbook() if command == "undo" else _made(command)


@cache
def _made(command: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = prepared(Path(folder, "made"), command)
        assert COMMANDS[command](path).wrote
        return path.read_bytes()


def _undone_at_last(path: Path, place: str) -> Iterator[str]:
    """On a sound disk it is undone where it was done, and a next run goes as ever."""
    now = path.read_bytes() if path.exists() else b""
    if now != workbook():
        said = undo(path)
        if not said.wrote or path.read_bytes() != workbook():
            yield f"{place}: the undo is lost: {said}"
            return
    else:
        if not clean(path).wrote or len(read_journal(path)) != 1:
            yield f"{place}: the next run fails, or notes {len(read_journal(path))} batches"
        if not undo(path).wrote or path.read_bytes() != workbook():
            yield f"{place}: the next run cannot be undone"
    left = [
        each.name for each in path.parent.iterdir() if each != path and ".bak." not in each.name
    ]
    if left:
        yield f"{place}: left {left}"
