"""Turn text into the characters of an XML part and back: escapes, references, encodings."""

from __future__ import annotations

import re

from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile

_REFERENCE = re.compile("&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def escape(text: str) -> bytes:
    """Return `text` as the text of an element.

    A carriage return is written as a reference, since a reader turns a bare one into a line feed
    (XML 1.0, 2.11).

    >>> escape("a < b & c")
    b'a &lt; b &amp; c'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;").encode("utf-8")


def escape_attribute(text: str) -> bytes:
    """Return `text` as the value of an attribute between quotes of either kind.

    >>> escape_attribute('"Goal"')
    b'&quot;Goal&quot;'
    """
    value = escape(text).replace(b'"', b"&quot;").replace(b"'", b"&apos;")
    return value.replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")


def unescape(text: str) -> str:
    r"""Return `text` with its character references resolved; what is none stays as it is.

    A line that ends in CR LF or CR ends in LF for every reader (XML 1.0, 2.11).

    >>> unescape("R&amp;D &#233; &#xE9; &nbsp;"), unescape("a\r\nb&#13;")
    ('R&D é é &nbsp;', 'a\nb\r')
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFERENCE.sub(_resolve, text) if "&" in text else text


def utf8(data: bytes) -> bytes:
    """Return an XML part as UTF-8 without a byte-order mark of UTF-16; UTF-8 comes back itself.

    A part is written in UTF-8 or UTF-16 (ECMA-376 part 2, 8.2.3.2). Raises UnreadableFile for
    UTF-16 that breaks off.

    >>> utf8('<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode("utf-16")).decode()
    '<?xml version="1.0" encoding="utf-8"?><a>é</a>'
    """
    if not is_utf16(data):
        return data
    codec = "utf-16"
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16-be" if data[0] == 0 else "utf-16-le"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise damaged() from None
    return re.sub(r"(?i)(^<\?xml[^>]*encoding=.)utf-16[^\"']*", r"\1utf-8", text).encode()


def is_utf16(head: bytes) -> bool:
    r"""Tell by its first 4 bytes whether a part is XML in UTF-16, with a byte-order mark or not.

    >>> is_utf16("<a/>".encode("utf-16")), is_utf16(b"<a/>"), is_utf16(b"\xff\xfe\0\0")
    (True, False, False)
    """
    head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return head[:2] in (b"<\0", b"\0<")


def damaged() -> UnreadableFile:
    """Return the error for a part that is no complete XML."""
    return UnreadableFile(
        say("The workbook is damaged: one of its parts is no complete XML."),
        say("Open it in Excel, let it repair the file, save it and try again."),
    )


def _resolve(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _CHARACTERS[name]
    point = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else match[0]
