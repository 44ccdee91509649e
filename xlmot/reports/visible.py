"""Show the text of a cell without letting it act on a terminal or a log."""

from __future__ import annotations

import re
import unicodedata

from xlmot.messages.lazy import lazy

# Control (ECMA-48 sequences begin with one), format (bidirectional overrides, zero width),
# line and paragraph separators, halves of surrogate pairs.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
MAYBE_UNSEEN = lazy(r"[\x00-\x1f\x7f-\x9f\xad]|[^\x00-\xff]")


def visible(text: str) -> str:
    r"""Return a text with its control, bidirectional and zero-width characters spelled out.

    >>> print(visible("Roads\u202e and\nsquares\x1b[2J"))
    Roads\u202e and\nsquares\x1b[2J
    """
    if text.isprintable():
        return text
    return MAYBE_UNSEEN.sub(lambda found: _spelled(found[0]), text)


def plain_json(text: str) -> str:
    r"""Return JSON with the same characters escaped beyond ASCII, so that it says the same.

    JSON itself escapes only the first 32 (RFC 8259, 7); half a surrogate pair stands for a byte of
    a name that is not UTF-8.

    >>> print(plain_json('"Roads\u202e, \x9b2J, \U000e0001"'))
    "Roads\u202e, \u009b2J, \udb40\udc01"
    """
    return re.sub("[\x7f-\x9f\xad]|[^\x00-\xff]", lambda found: _escaped(found[0]), text)


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in UNSEEN:
        return character
    data = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))


def _spelled(character: str) -> str:
    if unicodedata.category(character) not in UNSEEN:
        return character
    return character.encode("unicode_escape").decode("ascii")
