"""Find web and e-mail addresses, file names and hashtags: no rule corrects what is inside one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlmot.messages.lazy import lazy

# Anchored at the start of a word, so that a label of 32,767 characters takes linear time.
_WHOLE = lazy(
    r"(?<!\S)\S*?(?:://|@|www\.|\\\\)\S*"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*"
    r"\.(?:com|eu|fr|int|net|org|docx?|html?|jpe?g|pdf|png|pptx?|txt|xls[mx]?|zip)\b\S*"
    r"|(?<!\w)#\w+",
    re.IGNORECASE,
)
# Every address has one of these, and `HINT` is found around it: few labels have any.
MARKS = ("@", "#", "\\", "://", ".")
HINT = lazy(r"[@#\\]|://|[\w-]\.\w|[wW]\.")


class _Address:
    """A pattern that is tried only where a sign of an address stands."""

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        if not any(map(text.__contains__, MARKS)) or not HINT.search(text):
            return ()
        return _WHOLE.finditer(text)

    def sub(self, new: str, text: str) -> str:
        return _WHOLE.sub(new, text) if any(self.finditer(text)) else text


ADDRESS = _Address()


def outside_addresses(text: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Return the matches of a pattern that are not part of an address.

    >>> [m.start() for m in outside_addresses("coeur, www.coeur.fr", re.compile("coeur"))]
    [0]
    """
    matches = list(pattern.finditer(text))
    spans = [match.span() for match in ADDRESS.finditer(text)] if matches else []
    return [m for m in matches if not any(s < m.end() and m.start() < e for s, e in spans)]
