"""Spoil sound workbooks at random, and see that every command says something sensible of them.

A mutant is read, cleaned in place, summed up and undone. What is expected of each: a result or a
sentence for the user, never an exception, never a « fault of xlmot », and after an undo the very
bytes that were there.
"""

from __future__ import annotations

import io
import random
import re
import signal
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.workbooks import SAMPLES
from xlmot.files.check import check_file
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.summarize import Wish, summarize_file
from xlmot.files.undo import undo_file
from xlmot.files.write import Destination
from xlmot.messages.errors import XlmotError

ODD = ("x", "", "-1", "1.5", "٣", "0", "4294967297", "NaN", "A0", "XFE1", "#REF!", "é", "1e400")
LIMIT = 20  # seconds of processor for one mutant; a sound one takes a tenth
IN_PLACE = Destination(in_place=True)

_ATTRIBUTE = re.compile(rb'\s([\w:]+)="([^"]*)"')
_NUMBER = re.compile(rb">(-?[0-9.]+)<")
_ELEMENT = re.compile(rb"<([\w:]+)[^<>]*?(?:/>|>[^<]*</\1>)")


class TooSlowError(BaseException):
    """The limit is reached; no handler of the program stops it."""


@contextmanager
def limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@cache
def seeds() -> list[tuple[str, str, bytes]]:
    """Return the names, suffixes and bytes of sound workbooks, each rich in something."""
    return [
        (name, sample.suffix, sample.make())
        for name, sample in SAMPLES.items()
        if not (sample.refused or sample.unread)
    ]


def mutant(data: bytes, luck: random.Random) -> bytes:
    """Return a workbook with one to three things spoilt in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(luck.choice((1, 1, 1, 2, 3))):
        name = luck.choice([*parts])
        luck.choice(SPOILING)(parts, name, luck)
        if not parts:
            break
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


Parts = dict[str, bytes]


def odd_attribute(parts: Parts, name: str, luck: random.Random) -> None:
    found = [*_ATTRIBUTE.finditer(parts[name])]
    if found:
        at = luck.choice(found)
        parts[name] = _with(parts[name], at.span(2), luck.choice(ODD).encode())


def no_attribute(parts: Parts, name: str, luck: random.Random) -> None:
    found = [*_ATTRIBUTE.finditer(parts[name])]
    if found:
        parts[name] = _with(parts[name], luck.choice(found).span(), b"")


def odd_number(parts: Parts, name: str, luck: random.Random) -> None:
    found = [*_NUMBER.finditer(parts[name])]
    if found:
        parts[name] = _with(parts[name], luck.choice(found).span(1), luck.choice(ODD).encode())


def no_element(parts: Parts, name: str, luck: random.Random) -> None:
    found = [*_ELEMENT.finditer(parts[name])]
    if found:
        parts[name] = _with(parts[name], luck.choice(found).span(), b"")


def twice(parts: Parts, name: str, luck: random.Random) -> None:
    found = [*_ELEMENT.finditer(parts[name])]
    if found:
        at = luck.choice(found)
        parts[name] = _with(parts[name], (at.end(), at.end()), at[0])


def cut_off(parts: Parts, name: str, luck: random.Random) -> None:
    parts[name] = parts[name][: luck.randrange(len(parts[name]) + 1)]


def other_byte(parts: Parts, name: str, luck: random.Random) -> None:
    if parts[name]:
        at = luck.randrange(len(parts[name]))
        parts[name] = _with(parts[name], (at, at + 1), bytes([luck.randrange(256)]))


def no_part(parts: Parts, name: str, _: random.Random) -> None:
    del parts[name]


def _with(data: bytes, span: tuple[int, int], new: bytes) -> bytes:
    return data[: span[0]] + new + data[span[1] :]


SPOILING = (
    *(odd_attribute, odd_attribute, odd_attribute, odd_number, no_attribute, no_element),
    *(twice, cut_off, other_byte, no_part),
)


def problems(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with what is said of a file, and what became of it."""
    first = path.read_bytes()
    source = (path, Path(path.name))
    commands: dict[str, Callable[[], XlmotError | None]] = {
        "check": lambda: check_file(path, Asked()).error,
        "clean": lambda: clean_file(source, Asked(), IN_PLACE, unsafe=True).error,
        "summarize": lambda: summarize_file(source, Asked(), IN_PLACE, Wish()).error,
    }
    for what, act in commands.items():
        try:
            with limited():
                error = act()
        except TooSlowError:
            yield what, "no end is in sight"
            continue
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is counted
            yield what, f"{type(fault).__name__} {fault}"
            continue
        if error is not None and "fault of xlmot" in str(error):
            yield what, str(error)
    yield from _not_undone(path, first)


def _not_undone(path: Path, first: bytes) -> Iterator[tuple[str, str]]:
    after = path.read_bytes()
    for _ in range(2):
        with suppress(XlmotError):
            undo_file(path)
    if after != first and path.read_bytes() != first:
        yield "undo", "the bytes are not those that were there"


def run(seconds: float, seed: int = 2024) -> Iterator[tuple[int, str, str, str]]:
    """Yield the number of each mutant that shows a fault, its sample, the command and the fault."""
    luck = random.Random(seed)  # noqa: S311 - chance that can be had again
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        number += 1
        name, suffix, data = luck.choice(seeds())
        spoilt = mutant(data, luck)
        with TemporaryDirectory(dir=memory()) as folder:
            path = Path(folder, f"plan{suffix}")
            path.write_bytes(spoilt)
            for what, fault in problems(path):
                yield number, name, what, fault
    yield number, "", "", ""


def memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - folders of their own


if __name__ == "__main__":
    import sys

    kinds: Counter[str] = Counter()
    for found in run(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2024):
        kind = f"{found[2]}: {found[3][:160]}"
        kinds[kind] += 1
        if kinds[kind] == 1:
            print(*found, flush=True)  # noqa: T201
