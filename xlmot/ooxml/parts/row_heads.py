"""Read what the tag of a row or of a cell says of it (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4)."""

from __future__ import annotations

from xlmot.messages.lazy import lazy
from xlmot.ooxml.parts.cell_values import OtherDialect
from xlmot.ooxml.parts.characters import unescape

_ATTRIBUTE = lazy(rb"""\s([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
# Of a row: is it hidden, at what level of outline, is it empty.
PLAIN = (False, 0, False)
_TRUE = ("1", "true", "on")


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
