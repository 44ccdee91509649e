"""Read the bytes of a text: UTF-8, UTF-16 as Excel's “Unicode text”, else Windows-1252."""

from __future__ import annotations

import codecs

from xlmot.messages import Message, say
from xlmot.messages.errors import UnreadableFile

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
OTHER_FILES = {
    b"PK\x03\x04": say("It is a Word or Excel file: save it as text, or copy its table to a text."),
    b"\xd0\xcf\x11\xe0": say("It is an old Word or Excel file: save it as text."),
    b"%PDF": say("It is a PDF file: open it, select all, and paste it into a text file."),
    b"{\\rtf": say("It is an RTF file: save it as plain text."),
}
# Windows-1252 has no character for these five bytes; latin-1 keeps them as control characters.
WESTERN = ("cp1252", "latin-1")


def decode(data: bytes, name: str) -> str:
    """Return the text of a file; `name` is the file's, for the message.

    Raises:
        UnreadableFile: what it holds is no text.

    >>> decode("é".encode("cp1252"), "a.txt"), decode("é".encode("utf-16-le"), "a.txt")
    ('é', 'é')
    """
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    for magic, remedy in OTHER_FILES.items():
        if data.startswith(magic):
            raise _no_text(name, remedy)
    if b"\0" in data:
        return _decoded(data, _order(data), name)
    for encoding in ("utf-8", *WESTERN):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError  # latin-1 reads any byte


def _order(data: bytes) -> str:
    """Return the order of the bytes of a UTF-16 text without a mark: most of them are Latin."""
    odd, even = data[1::2].count(0), data[::2].count(0)
    return "utf-16-le" if odd >= even else "utf-16-be"


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(name) from error
    if "\0" in text:
        raise _no_text(name)
    return text


def _no_text(name: str, remedy: Message | None = None) -> UnreadableFile:
    return UnreadableFile(
        say("{path} is not a text file.", path=name),
        remedy or say("Save it as text or CSV, then import that."),
    )
