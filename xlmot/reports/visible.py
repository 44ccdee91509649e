"""Show the text of a cell without letting it act on a terminal or a log."""

from __future__ import annotations

import re
import unicodedata

# Control (ECMA-48 sequences begin with one), format (bidirectional overrides, zero width),
# line and paragraph separators, halves of surrogate pairs.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
MAYBE_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\xad]|[^\x00-\xff]")


def visible(text: str) -> str:
    r"""Return a text with its control, bidirectional and zero-width characters spelled out.

    >>> print(visible("Roads\u202e and\nsquares\x1b[2J"))
    Roads\u202e and\nsquares\x1b[2J
    """
    return MAYBE_UNSEEN.sub(lambda found: _spelled(found[0]), text)


def _spelled(character: str) -> str:
    if unicodedata.category(character) not in UNSEEN:
        return character
    return character.encode("unicode_escape").decode("ascii")
