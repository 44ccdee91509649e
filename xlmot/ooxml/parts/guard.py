"""Refuse a workbook that could do harm, by cheap scans of its bytes before anything parses it."""

from __future__ import annotations

import re

from xlmot.messages import say
from xlmot.messages.errors import RefusedFile
from xlmot.messages.lazy import lazy
from xlmot.ooxml.parts.characters import is_utf16, utf8
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.damage import REPAIR, damaged_part
from xlmot.ooxml.parts.kinds import refuse_other_files, refuse_other_packages

LONGEST_TOKEN = 4 << 20
LONGEST_TAG = 1 << 20
# A reader sets aside 24 bytes for each shared string that is announced.
MOST_ANNOUNCED = 1_000_000
# Past this size a part's well-formedness is left to the reader: checking takes as long as reading.
LARGEST_PARSED = 512 << 10

_XML_NAMES = (".xml", ".rels")
_PROLOG = lazy(rb"(?:\xef\xbb\xbf)?(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ROOT = lazy(rb"<(?:[\w.-]+:)?[\w.-]+(?=[\s/>])")
_SST = lazy(rb"sst\s[^<]*")
_COUNT = lazy(rb"""\suniqueCount\s*=\s*["']\s*\+?0*(\d*)""")

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


def _is_xml(container: Container, part: str) -> bool:
    """Return whether a part is XML: by its name, or by how it begins, since any name will do."""
    head = container.head(part, 64).removeprefix(b"\xef\xbb\xbf")
    return part.lower().endswith(_XML_NAMES) or head.lstrip().startswith(b"<") or is_utf16(head)


def _check_part(part: str, data: bytes) -> None:
    data = utf8(data, part)
    prolog = _PROLOG.match(data)
    start = prolog.end() if prolog else 0
    if data.startswith(b"<!DOCTYPE", start):
        raise RefusedFile(
            say("The workbook's part “{part}” declares a document type (DTD).", part=part), _SUSPECT
        )
    root = _ROOT.match(data, start)
    if root is None:
        raise damaged_part(part)
    _refuse_long_token(part, data)
    _refuse_long_tag(part, data)
    _refuse_broken_xml(part, data, root[0])
    for head in _SST.findall(data):
        _refuse_lying_count(part, head, len(data))


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


def _refuse_long_tag(part: str, data: bytes) -> None:
    """Raise RefusedFile where a tag is longer than a megabyte: no program gives it as much to say.

    As above, it covers a block of half its length, in which no `>` stands.
    """
    half = LONGEST_TAG // 2
    for start in range(0, len(data) - half, half):
        if data.find(b">", start, start + half) < 0 and data.rfind(b"<", 0, start) > data.rfind(
            b">", 0, start
        ):
            raise RefusedFile(
                say("The workbook's part “{part}” holds a tag of a megabyte.", part=part), _SUSPECT
            )


def _refuse_broken_xml(part: str, data: bytes, root: bytes) -> None:
    if part.lower().startswith("customxml/") or not part.lower().endswith(_XML_NAMES):
        return
    if len(data) <= LARGEST_PARSED:
        from pyexpat import ExpatError, ParserCreate

        try:
            ParserCreate(namespace_separator=" ").Parse(data, True)  # noqa: FBT003 - as expat has it
        except ExpatError:
            raise damaged_part(part) from None
        return
    if not data[-256:].rstrip().endswith((b"</" + root[1:] + b">", b"-->", b"?>")):
        raise damaged_part(part)


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
