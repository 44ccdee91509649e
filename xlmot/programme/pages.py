"""Recognise page numbers and footers that were pasted among the rows of a programme."""

from __future__ import annotations

import re

from xlmot.messages.lazy import lazy
from xlmot.programme.vocabulary import fold

_NUMBER = r"\d{1,3}(?:\s*(?:/|sur|of|von|van|de|di)\s*\d{1,3})?"
_DASHED = lazy(rf"[-–—]\s*{_NUMBER}\s*[-–—]")
_OF = lazy(r"\d{1,3}\s*(?:/|sur|of|von|van|di)\s*\d{1,3}")


def is_page_number(text: str, words: tuple[str, ...]) -> bool:
    """Return whether a text is but the number of a page: « Page 2/5 », `– 4 –`, `3 of 7`.

    >>> [is_page_number(text, ("page", "p.")) for text in ("Page 2/5", "– 4 –", "Page layout", "4")]
    [True, True, False, False]
    """
    if len(text) > 40 or not any(map(str.isdigit, text)):
        return False
    bare = text.strip()
    if _DASHED.fullmatch(bare) or _OF.fullmatch(bare):
        return True
    folded = fold(bare)
    rests = (folded[len(word) :] for word in map(fold, words) if folded.startswith(word))
    return any(re.fullmatch(rf"[\s.:n°]*{_NUMBER}", rest) for rest in rests)
