"""Hundreds of hostile and odd files, each with what is to become of it: read, or refused in words.

Beside the cases that are written one by one there are whole families: each part cut off at several
places, each with a DTD, in each encoding, the archive itself spoilt at each of many places.
"""

from __future__ import annotations

import codecs
import io
import struct
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.ooxml.hostile import HOSTILE, PARTS, SOUND, zipped
from tests.workbooks import SAMPLES
from xlmot.files.check import check_file
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.undo import undo_file
from xlmot.files.write import Destination
from xlmot.messages.errors import XlmotError

READ, REFUSED, PARTLY = "read", "refused", "read, changed in part or not at all"
SECONDS = 10


class OddFile(NamedTuple):
    """A file: its name, its bytes, and what is to become of it."""

    name: str
    data: bytes
    expected: str


def odd_files() -> dict[str, OddFile]:
    """Return all of them by a description."""
    found: dict[str, OddFile] = {}
    for family in (
        written_one_by_one,
        cut_off,
        spoilt_archives,
        with_a_dtd,
        spellings,
        names,
        kinds,
    ):
        for description, file in family():
            assert description not in found, description
            found[description] = file
    return found


Family = Iterator[tuple[str, OddFile]]


def written_one_by_one() -> Family:
    for what, case in HOSTILE.items():
        hostile: bytes = case.make()
        yield f"hostile: {what}", OddFile(case.name, hostile, REFUSED)
    for what, make in SOUND.items():
        expected = PARTLY if _is_recoded(what) else READ
        yield f"dialect: {what}", OddFile("plan.xlsx", make(), expected)
    for what, sample in SAMPLES.items():
        expected = REFUSED if sample.unread else PARTLY if sample.refused else READ
        yield f"sample: {what}", OddFile(f"plan{sample.suffix}", sample.make(), expected)


def _is_recoded(spelling: str) -> bool:
    """Tell whether texts are in an encoding that is read and never written."""
    return "UTF-16" in spelling or "8859" in spelling


def book(parts: dict[str, str | bytes]) -> bytes:
    return bytes(zipped(parts.items()))


def cut_off() -> Family:
    """Each part stops in the middle: no part of it is made up or left out in silence."""
    for name, text in PARTS.items():
        for share in (0.0, 0.2, 0.4, 0.6, 0.8, 0.98):
            data = book({**PARTS, name: text[: int(len(text) * share)]})
            yield f"{name} stops after {share:.0%}", OddFile("plan.xlsx", data, REFUSED)


def spoilt_archives() -> Family:
    """The archive stops, or a byte of what is packed in it is another."""
    whole = book({**PARTS})
    for step in range(1, 21):
        data = whole[: len(whole) * step // 21]
        yield f"archive stops after {step}/21", OddFile("plan.xlsx", data, REFUSED)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        for member in archive.infolist():
            start = member.header_offset + 30 + len(member.filename)
            for step in range(1, 6):
                at = start + member.compress_size * step // 6
                data = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
                yield (
                    f"{member.filename}: packed byte {step}/6 is another",
                    OddFile("plan.xlsx", data, REFUSED),
                )


def with_a_dtd() -> Family:
    kinds = {
        "an entity": '<!DOCTYPE x [<!ENTITY e "boom">]>',
        "an outer DTD": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "a parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    }
    for name, text in PARTS.items():
        head, body = text.split("?>", 1)
        for what, dtd in kinds.items():
            data = book({**PARTS, name: f"{head}?>{dtd}{body}"})
            yield f"{name} with {what}", OddFile("plan.xlsx", data, REFUSED)


def spellings() -> Family:
    """The same workbook as other programs may spell it is read with the same values."""
    spelt = {
        "UTF-8 with a byte-order mark": lambda text: codecs.BOM_UTF8 + text.encode(),
        "UTF-16, little end first": lambda text: codecs.BOM_UTF16_LE + _utf16(text, "utf-16-le"),
        "UTF-16, big end first": lambda text: codecs.BOM_UTF16_BE + _utf16(text, "utf-16-be"),
        "no declaration": lambda text: text.split("?>", 1)[1].strip().encode(),
        "a comment first": lambda text: text.replace("?>", "?><!-- made by hand -->", 1).encode(),
        "lines that end in CR LF": lambda text: text.replace("\n", "\r\n").encode(),
        "an instruction at the end": lambda text: f"{text}<?made by hand?>".encode(),
        "white space at the end": lambda text: f"{text}\n\n".encode(),
    }
    for name, text in PARTS.items():
        for what, spell in spelt.items():
            data = book({**PARTS, name: spell(text)})
            expected = PARTLY if _is_recoded(what) else READ
            yield f"{name} in {what}", OddFile("plan.xlsx", data, expected)


def _utf16(text: str, codec: str) -> bytes:
    return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode(codec)


def names() -> Family:
    """Entries whose names lead elsewhere, or mean the same as another's."""
    for name in ("../../x.xml", "C:/x.xml", "xl/../../x.xml", "..\\x.xml"):
        data = book({**PARTS, name: "<x/>"})
        yield f"an entry named {name}", OddFile("plan.xlsx", data, REFUSED)
    for name, text in PARTS.items():
        data = book({**PARTS, name.upper(): text})
        yield f"{name} twice, in capitals", OddFile("plan.xlsx", data, REFUSED)
        data = _with_flag(book({**PARTS}), name)
        yield f"{name} is said to be encrypted", OddFile("plan.xlsx", data, REFUSED)


def _with_flag(data: bytes, name: str) -> bytes:
    """Set the flag of encryption of an entry, in its header and in the list (APPNOTE 4.4.4)."""
    found = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found[archive.getinfo(name).header_offset + 6] |= 1
    at = found.index(b"PK\x01\x02")
    while True:
        size = struct.unpack_from("<3H", found, at + 28)
        if found[at + 46 : at + 46 + size[0]] == name.encode():
            found[at + 8] |= 1
            return bytes(found)
        at += 46 + sum(size)


def kinds() -> Family:
    """What is no workbook, whatever its name says."""
    contents = {
        "nothing": b"",
        "one byte": b"P",
        "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        "a page of a portal": b"<!DOCTYPE html><html><body>Log in</body></html>",
        "a table as HTML": b"<html><table><tr><td>1</td></tr></table></html>",
        "a CSV": b"Code;Libelle\n1;VOIRIE\n",
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(60),
        "JSON": b'{"Code": 1}',
        "RTF": b"{\\rtf1\\ansi 1 VOIRIE}",
        "a pointer of Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        "zeros": bytes(4096),
        "an archive of nothing": zipped([]),
        "an archive of notes": zipped([("notes.txt", "1 VOIRIE")]),
        "a compound file of nothing": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "XML": b'<?xml version="1.0"?><Workbook/>',
    }
    for what, data in contents.items():
        for name in ("plan.xlsx", "plan.xlsm"):
            yield f"{what} named {name}", OddFile(name, data, REFUSED)


FAMILIES = (
    *(written_one_by_one, cut_off, spoilt_archives, with_a_dtd, spellings, names),
    kinds,
)

# What becomes of them ------------------------------------------------------------------------


def faults(folder: Path, file: OddFile) -> Iterator[str]:
    """Check, clean and clean in place a file in a folder of its own; yield what is not as it is."""
    path = folder / file.name
    path.write_bytes(file.data)
    source = (path, Path(path.name))
    start = time.process_time()
    for what, act in {
        "check": lambda: check_file(path, Asked()).error,
        "clean": lambda: clean_file(source, Asked(), Destination(), unsafe=False).error,
        "in place": lambda: clean_file(source, Asked(), _IN_PLACE, unsafe=False).error,
    }.items():
        try:
            error = act()
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is counted
            yield f"{what}: {fault!r}"
            continue
        yield from (f"{what}: {fault}" for fault in _said(file, what, error))
    if time.process_time() - start > SECONDS:
        yield "no end is in sight"
    if path.read_bytes() != file.data:
        if file.expected == REFUSED:
            yield "the file has changed"
        undo_file(path)
        if path.read_bytes() != file.data:
            yield "the undo is lost"
    if file.expected == REFUSED and len([*folder.iterdir()]) > 1:
        yield "something was written beside"


_IN_PLACE = Destination(in_place=True)


def _said(file: OddFile, what: str, error: XlmotError | None) -> Iterator[str]:
    if error is not None and "fault of xlmot" in str(error):
        yield str(error)
    if file.expected == REFUSED and error is None:
        yield "nothing is said"
    if file.expected == READ and error is not None:
        yield str(error)
    if file.expected == PARTLY and what == "check" and error is not None:
        yield str(error)
