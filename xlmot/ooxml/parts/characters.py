"""Turn text into the characters of an XML part and back: escapes, references, encodings."""

from __future__ import annotations

import re

from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.lazy import lazy

_REFERENCE = lazy("&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_USUAL = b'<?xml version="1.0" encoding="UTF-8"'
_DECLARED = lazy(
    rb"""(?:\xef\xbb\xbf)?\s*<\?xml\s[^<>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,60})["']"""
)
_AS_IT_IS = (b"utf-8", b"utf8")
# Encodings in which a tag is written as in UTF-8; UTF-7, which hides them, is none.
_READABLE = lazy(
    r"(?:us-)?ascii|(?:iso-?|latin-?|windows-|cp-?)[0-9][0-9_-]*|koi8-[ru]|macroman|macintosh"
    r"|shift[_-]?jis|euc-?(?:jp|kr)|gb(?:2312|k|18030)|big5",
    re.IGNORECASE,
)
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


def utf8(data: bytes, part: str = "") -> bytes:
    r"""Return an XML part as UTF-8 without a byte-order mark of UTF-16; UTF-8 comes back itself.

    A part is to be written in UTF-8 or UTF-16 (ECMA-376 part 2, 8.2.3.2), and is read in any of
    the older encodings that programs choose all the same. Raises UnreadableFile, naming `part`,
    for one that is unknown or is not what the part says.

    >>> utf8('<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode("utf-16")).decode()
    '<?xml version="1.0" encoding="utf-8"?><a>é</a>'
    >>> utf8(b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>').decode()
    '<?xml version="1.0" encoding="utf-8"?><a>é</a>'
    """
    codec = _codec(data, part)
    if codec is None:
        return data
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        raise damaged() from None
    return re.sub(r"(?i)^(\ufeff?<\?xml[^>]*?encoding\s*=\s*.)[\w.:-]+", r"\1utf-8", text).encode()


def other_encoding(head: bytes) -> str | None:
    r"""Return the encoding of an XML part by its first bytes; None for UTF-8, and for no XML.

    >>> other_encoding("<a/>".encode("utf-16")), other_encoding(b"<a/>")
    ('UTF-16', None)
    """
    if head.startswith(_USUAL):
        return None
    if is_utf16(head):
        return "UTF-16"
    declared = _DECLARED.match(head)
    return None if declared is None or declared[1].lower() in _AS_IT_IS else declared[1].decode()


def is_utf16(head: bytes) -> bool:
    r"""Return by its first 4 bytes whether a part is XML in UTF-16, with a byte-order mark or not.

    >>> is_utf16("<a/>".encode("utf-16")), is_utf16(b"<a/>"), is_utf16(b"\xff\xfe\0\0")
    (True, False, False)
    """
    head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return head[:2] in (b"<\0", b"\0<")


def _codec(data: bytes, part: str) -> str | None:
    """Return the encoding that a part has to be read in; None where its bytes are UTF-8."""
    if is_utf16(data):
        marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        return "utf-16" if marked else "utf-16-be" if data[0] == 0 else "utf-16-le"
    name = other_encoding(data[:256])
    if name is None or _READABLE.fullmatch(name):
        return name
    raise UnreadableFile(
        say(
            "The workbook is damaged: its part “{part}” is said to be written in {encoding}.",
            part=part,
            encoding=name[:30],
        ),
        say("Open it in Excel, let it repair the file, save it and try again."),
    )


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
