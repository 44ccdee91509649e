"""Decide what may be written where: never over a workbook, an input, or what xlmot did not write.

What xlmot wrote is known by its content, whatever the name: a report has a mark of its own form, a
copy of a workbook has the sheets that xlmot made. A file that holds nothing may be filled.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

from xlmot.books.saving import disk
from xlmot.books.saving.refusals import refuse_if_linked, telling, writable
from xlmot.books.saving.save import create, recover, save
from xlmot.messages import Message, say
from xlmot.messages.errors import BadSetting, CannotWrite, XlmotError
from xlmot.reports.version import version

# The form that a report has by its name.
REPORTS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".csv": "csv",
}
WORKBOOKS = (".xlsx", ".xlsm")
OTHER_WORKBOOKS = (".xlsb", ".xls", ".xltx", ".xltm", ".xlam", ".xla", ".xlt", ".ods", ".fods")
# A zip file, an empty one, and the older binary files of Office, which encrypted ones are too.
WORKBOOK_HEADS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
# How each form of report begins; a text ends with `xlmot` and the version (`signed`).
# A journal begins as a report in JSON does, but its version is a number.
REPORT_HEADS = (
    rb'\{\s*"xlmot":\s*"',
    rb'\{\s*"\$schema":[^{]*\{\s*"tool":\s*\{\s*"driver":\s*\{\s*"name":\s*"xlmot"',
    rb'<\?xml[^>]*\?>\s*<testsuites name="xlmot"',
    rb'<!doctype html>\s*<html[^>]*><head>.{0,400}<meta name="generator" content="xlmot',
    rb"\xef\xbb\xbffile;rule;group;severity;sheet;cells;code;label;message;fix\n",
)
SIGNED = rb"\nxlmot \d[\w.+-]*\s*\Z"

Identities: TypeAlias = frozenset[tuple[int, int]]


def identities(paths: Iterable[Path]) -> Identities:
    """Return what tells files whatever they are called: the numbers of disk and file of each."""
    marks = map(_marks, paths)
    return frozenset((one.st_dev, one.st_ino) for one in marks if one is not None)


def signed(text: str) -> str:
    """Return a report that is a text, with the line that tells that xlmot wrote it."""
    return f"{text}\nxlmot {version()}\n"


def form_of(path: Path) -> str:
    """Return the form of a report that has this name: a format, or `workbook`.

    >>> form_of(Path("r.sarif.json")), form_of(Path("R.HTM")), form_of(Path("copy.xlsx"))
    ('sarif', 'html', 'workbook')

    Raises:
        BadSetting: xlmot writes nothing of that name.
    """
    ending = path.suffix.lower()
    if path.name.lower().endswith(".sarif.json"):
        return "sarif"
    if ending in WORKBOOKS:
        return "workbook"
    if ending in REPORTS or not ending:
        return REPORTS.get(ending, "text")
    raise BadSetting(
        say("{path} is the name of neither a workbook nor a report of xlmot.", path=str(path)),
        say("Name a file that ends in {endings}.", endings=(*REPORTS, *WORKBOOKS)),
    )


def write_report(text: str, target: Path, inputs: Identities = frozenset()) -> None:
    """Write a report to a file, whole or not at all, in the place of an earlier report only.

    Raises:
        CannotWrite: it may not, or cannot, be written there; what was there is as it was.
    """
    refuse_report(target, inputs)
    if str(target) != os.devnull:
        replace_or_create(target, text.encode("utf-8", "backslashreplace"))


def replace_or_create(target: Path, data: bytes) -> None:
    """Write a file whole or not at all, in the place of what may be replaced; keep no backup.

    Raises:
        CannotWrite: it cannot be written; what was there is as it was.
    """
    if _marks(target) is None:
        create(target, data, len)
        return
    with telling(target):
        final = writable(target)
        refuse_if_linked(final)
        before = disk.read_whole(final)
    save(final, before, data, len, backup=False)


def write_new(target: Path, data: bytes) -> None:
    """Write a file where there is none, whole or not at all.

    Raises:
        CannotWrite: there is one, or it cannot be written.
    """
    refuse_no_place(target)
    recover(target)
    if _marks(target) is not None:
        raise _exists(target)
    create(target, data, len)


def _exists(target: Path) -> CannotWrite:
    return CannotWrite(
        say("There is a file {path} already.", path=str(target)),
        say("Choose another name, or move that file away."),
    )


def refuse_report(target: Path, inputs: Identities = frozenset()) -> None:
    """Raise CannotWrite unless a report may be written to a file.

    `inputs` are the files that the same run reads.
    """
    if str(target) == os.devnull:
        return
    refuse_no_place(target)
    if target.suffix.lower() in (*WORKBOOKS, *OTHER_WORKBOOKS):
        raise CannotWrite(
            say("{path} is the name of a workbook, and a report is none.", path=str(target)),
            say("Name a file that ends in {endings}.", endings=tuple(REPORTS)),
        )
    refuse_input(target, inputs)
    refuse_foreign(target, is_report)


def refuse_foreign(target: Path, is_ours: Callable[[bytes], bool]) -> None:
    """Raise CannotWrite where something stands that `is_ours` does not know for xlmot's."""
    refuse_no_place(target)
    content = _content(target)
    if content and not is_ours(content):
        raise _not_ours(target, content)


def refuse_workbook(
    target: Path, inputs: Identities, is_ours: Callable[[bytes], bool], like: Path
) -> None:
    """Raise CannotWrite unless a copy of the workbook `like` may be written to a file.

    `is_ours` tells the content of a workbook that xlmot made.
    """
    refuse_no_place(target, folder=False)
    if target.suffix.lower() != like.suffix.lower():
        raise CannotWrite(
            say(
                "{path} does not end in {ending}, as the workbook does.",
                path=str(target),
                ending=like.suffix,
            ),
            say("Excel refuses a workbook with the ending of another kind: keep its own."),
        )
    refuse_input(target, inputs)
    content = _content(target)
    if content and not (content.startswith(WORKBOOK_HEADS) and is_ours(content)):
        raise _not_ours(target, content)


def refuse_folder(target: Path) -> None:
    """Raise CannotWrite where the name of a folder to write in is that of a file."""
    marks = _marks(target)
    if marks is not None and not stat.S_ISDIR(marks.st_mode):
        raise CannotWrite(
            say("{path} is a file, not a folder.", path=str(target)),
            say("Name a folder, or a new workbook that ends in {endings}.", endings=WORKBOOKS),
        )


def make_folder(folder: Path) -> None:
    """Make a folder with those above it; CannotWrite where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            say("The folder {path} cannot be made.", path=str(folder)),
            say("Choose a folder where you may write."),
        ) from error


def refuse_no_place(target: Path, *, folder: bool = True) -> None:
    """Raise CannotWrite where a file cannot stand: it is a folder, a device, or in no folder.

    Without `folder`, the folder may still have to be made.
    """
    marks = _marks(target)
    if marks is not None and stat.S_ISDIR(marks.st_mode):
        raise CannotWrite(
            say("{path} is a folder.", path=str(target)), say("Name a file to write to.")
        )
    if marks is not None and not stat.S_ISREG(marks.st_mode):
        raise CannotWrite(
            say("{path} is a device or a pipe, not a file.", path=str(target)),
            say("Name a file to write to."),
        )
    if folder and not target.resolve().parent.is_dir():
        raise CannotWrite(
            say(
                "{path} cannot be written: there is no folder {folder}.",
                path=str(target),
                folder=str(target.parent),
            ),
            say("Make the folder first, or name another."),
        )


def refuse_input(target: Path, inputs: Identities) -> None:
    """Raise CannotWrite where a file is one that the run reads, under whatever name."""
    if identities([target]) & inputs:
        raise CannotWrite(
            say("{path} is one of the files that are read here.", path=str(target)),
            say("Name another file to write to."),
        )


def is_report(content: bytes) -> bool:
    r"""Return whether xlmot wrote a report.

    >>> is_report(b'{\n  "xlmot": "1.0.0",\n'), is_report(b'{"xlmot": 1, "file": "plan.xlsx"}')
    (True, False)
    """
    begins = any(re.match(head, content, re.DOTALL) for head in REPORT_HEADS)
    return begins or re.search(SIGNED, content[-80:]) is not None


def is_workbook(content: bytes) -> bool:
    """Return whether a file begins as workbooks do, whatever its name."""
    return content.startswith(WORKBOOK_HEADS)


def _not_ours(target: Path, content: bytes) -> XlmotError:
    what: Message = (
        say("{path} is a workbook that is there already.", path=str(target))
        if is_workbook(content)
        else say("{path} is there already, and xlmot did not write it.", path=str(target))
    )
    return CannotWrite(what, say("Choose another name, or move that file away."))


def _content(path: Path) -> bytes:
    with telling(path):
        return disk.read_whole(path) if _marks(path) is not None else b""


def _marks(path: Path) -> os.stat_result | None:
    """Return what the system knows of a file, links followed; None where there is none."""
    with telling(path):
        try:
            return path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
