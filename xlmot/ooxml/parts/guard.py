"""Refuse a workbook that could do harm, by cheap scans of its bytes before anything parses it.

The readers behind it trust what a part declares: a sheet with one cell in each corner or a count of
four thousand million shared strings makes them ask for more memory than any machine has.
"""

from __future__ import annotations

import re

from xlmot.messages import say
from xlmot.messages.errors import RefusedFile, UnreadableFile
from xlmot.ooxml.parts.characters import is_utf16, utf8
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.extent import REPAIR, check_sheet
from xlmot.ooxml.parts.kinds import refuse_other_files, refuse_other_packages

LONGEST_TOKEN = 4 << 20
# A reader sets aside 24 bytes for each shared string that is announced.
MOST_ANNOUNCED = 1_000_000
# Past this size a part's well-formedness is left to the reader: checking takes as long as reading.
LARGEST_PARSED = 512 << 10

_XML_NAME = re.compile(r"(?i)\.(?:xml|rels)$")
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?[\w.-]+(?=[\s/>])")
_SST = re.compile(rb"sst\s[^<]*")
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)""")
_COUNT = re.compile(rb"""\suniqueCount\s*=\s*["']\s*\+?0*(\d*)""")
_READABLE = frozenset([b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16"])

_SUSPECT = say("Do not open this file; ask its sender for another copy.")


def open_container(data: bytes, name: str) -> Container:
    """Return the container of a workbook once every XML part of it is found harmless.

    `name` is the file's name without its folder. Raises UnreadableFile where the file is no
    workbook or damaged, RefusedFile where it is built to do harm.
    """
    refuse_other_files(data, name)
    container = Container.read(data)
    refuse_other_packages(container)
    for part in container.names:
        if _is_xml(container, part):
            _check_part(part, container.part(part))
    return container


def for_readers(container: Container) -> bytes:
    """Return the file with its XML in UTF-8, the only encoding some readers know.

    A workbook that uses nothing else comes back as the very bytes that were read.
    """
    return container.write(
        {
            part: utf8(container.part(part))
            for part in container.names
            if _is_xml(container, part) and is_utf16(container.head(part, 4))
        }
    )


def _is_xml(container: Container, part: str) -> bool:
    """Tell whether a part is XML: by its name, or by how it begins, since any name will do."""
    head = container.head(part, 64).removeprefix(b"\xef\xbb\xbf")
    return bool(_XML_NAME.search(part)) or head.lstrip().startswith(b"<") or is_utf16(head)


def _check_part(part: str, data: bytes) -> None:
    data = _readable(part, data)
    prolog = _PROLOG.match(data)
    start = prolog.end() if prolog else 0
    if data.startswith(b"<!DOCTYPE", start):
        raise RefusedFile(
            say("The workbook's part “{part}” declares a document type (DTD).", part=part), _SUSPECT
        )
    root = _ROOT.match(data, start)
    if root is None:
        raise _damaged(part)
    _refuse_long_token(part, data)
    _refuse_broken_xml(part, data, root[0])
    if b"sheetData" in data:
        check_sheet(part, data)
    for head in _SST.findall(data):
        _refuse_lying_count(part, head, len(data))


def _readable(part: str, data: bytes) -> bytes:
    """Return a part as UTF-8; raises UnreadableFile where it is written in anything else."""
    if is_utf16(data):
        return utf8(data)
    encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if encoding and encoding[1].lower() not in _READABLE and not data.isascii():
        raise UnreadableFile(
            say(
                "The workbook's part “{part}” is written in {encoding}, which Excel does not use.",
                part=part,
                encoding=encoding[1].decode(),
            ),
            say("Open it in Excel and save it again."),
        )
    return data


def _refuse_long_token(part: str, data: bytes) -> None:
    """Raise RefusedFile where a tag or a text is longer than 4 MiB, which slows parsers down.

    Such a token covers a whole block of half its length: it is enough to look for a `<` in each.
    The base64 of embedded data in `customXml` is as long as it likes.
    """
    half = LONGEST_TOKEN // 2
    if part.lower().startswith("customxml/"):
        return
    for start in range(0, len(data) - half, half):
        if data.find(b"<", start, start + half) < 0:
            raise RefusedFile(
                say("The workbook's part “{part}” holds a text of several megabytes.", part=part),
                _SUSPECT,
            )


def _refuse_broken_xml(part: str, data: bytes, root: bytes) -> None:
    if part.lower().startswith("customxml/") or not _XML_NAME.search(part):
        return
    if len(data) <= LARGEST_PARSED:
        from pyexpat import ExpatError, ParserCreate

        try:
            ParserCreate(namespace_separator=" ").Parse(data, True)  # noqa: FBT003 - as expat has it
        except ExpatError:
            raise _damaged(part) from None
        return
    if not data[-256:].rstrip().endswith((b"</" + root[1:] + b">", b"-->", b"?>")):
        raise _damaged(part)


def _refuse_lying_count(part: str, head: bytes, length: int) -> None:
    """Raise RefusedFile where more strings are announced than the part has room for.

    `<si/>` takes five bytes. Readers set aside the memory that `uniqueCount` asks for.
    """
    count = _COUNT.search(head)
    if count and (len(count[1]) > 10 or int(count[1] or 0) > max(length // 5, MOST_ANNOUNCED)):
        raise RefusedFile(
            say("The workbook's part “{part}” lies about how many texts it holds.", part=part),
            REPAIR,
        )


def _damaged(part: str) -> UnreadableFile:
    return UnreadableFile(
        say("The workbook is damaged: its part “{part}” is no complete XML.", part=part), REPAIR
    )
