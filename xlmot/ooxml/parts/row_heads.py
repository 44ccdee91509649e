"""Read what the tags of a row or of a cell hold (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4)."""

from __future__ import annotations

from xlmot.messages.lazy import lazy
from xlmot.ooxml.parts.cell_values import OtherDialect
from xlmot.ooxml.parts.characters import unescape
from xlmot.ooxml.parts.tag_patterns import ATTRIBUTES
from xlmot.programme.address import LAST_COLUMN, column_number

_ATTRIBUTE = lazy(rb"""\s([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_CHILD = lazy(
    rb"<(f|v|is|extLst)((?=[\s/>])"
    + ATTRIBUTES
    + rb")>(?:(?<=/>)|([^<]*+(?:<(?!/?\1[\s/>])[^<]*+)*)</\1\s*>)"
)
# Of a row: is it hidden, at what level of outline, is it empty.
PLAIN = (False, 0, False)
_TRUE = ("1", "true", "on")


class ColumnNumbers(dict[bytes, int]):
    """The numbers of columns by their letters, each reckoned once."""

    def __missing__(self, letters: bytes) -> int:
        number = column_number(letters.decode())
        self[letters] = number if number <= LAST_COLUMN else 0
        return self[letters]


def attributes(written: bytes) -> dict[str, str]:
    """Return the attributes of a tag from what stands behind its name.

    >>> attributes(b' r="A1" s="3"')
    {'r': 'A1', 's': '3'}
    """
    found = {}
    for name, double, single in _ATTRIBUTE.findall(written):
        found[name.decode("utf-8", "replace")] = unescape(
            (double or single).decode("utf-8", "replace")
        )
    return found


def row_look(written: bytes) -> tuple[bool, int, bool]:
    """Return of a row's attributes: is it hidden, at what level of outline, is it empty.

    >>> row_look(b' ht="15" outlineLevel="2"/')
    (False, 2, True)

    Raises OtherDialect where they are not written as Excel writes them.
    """
    if written.count(b'"') % 2 or written.count(b"'") % 2 or b"xmlns" in written:
        raise OtherDialect
    own = attributes(written)
    level = own.get("outlineLevel", "0").strip()
    found = (
        own.get("hidden", "").strip() in _TRUE,
        int(level) if level.isdecimal() and level.isascii() and len(level) < 3 else 0,
        written.endswith(b"/"),
    )
    return PLAIN if found == PLAIN else found


def children_of(inner: bytes) -> dict[str, tuple[bytes, bytes]]:
    """Return attributes and content of the tags that a cell holds, from what stands behind its own.

    >>> children_of(b"<f>A1*2</f><v>4</v></c>")
    {'f': (b'', b'A1*2'), 'v': (b'', b'4')}

    Raises OtherDialect where others stand there too.
    """
    found: dict[str, tuple[bytes, bytes]] = {}
    place = 0
    for child in _CHILD.finditer(inner):
        if b"<" in inner[place : child.start()]:
            raise OtherDialect
        found.setdefault(child[1].decode(), (child[2], child[3] or b""))
        place = child.end()
    if inner[place:].strip() not in (b"</c>", b""):
        raise OtherDialect
    return found
