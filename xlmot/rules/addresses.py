"""Find web and e-mail addresses, file names and hashtags: no rule corrects what is inside one."""

from __future__ import annotations

import re

from xlmot.messages.lazy import lazy

# Anchored at the start of a word, so that a label of 32,767 characters takes linear time.
ADDRESS = lazy(
    r"(?<!\S)\S*?(?:://|@|www\.|\\\\)\S*"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*"
    r"\.(?:com|eu|fr|int|net|org|docx?|html?|jpe?g|pdf|png|pptx?|txt|xls[mx]?|zip)\b\S*"
    r"|(?<!\w)#\w+",
    re.IGNORECASE,
)
# Every address has one of these, and `HINT` is found around it.
MARKS = ("@", "#", "\\", "://", ".")
HINT = lazy(r"[@#\\]|://|\w\.\w")


def outside_addresses(text: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Return the matches of a pattern that are not part of an address.

    >>> [m.start() for m in outside_addresses("coeur, www.coeur.fr", re.compile("coeur"))]
    [0]
    """
    matches = list(pattern.finditer(text))
    if not matches or not any(map(text.__contains__, MARKS)) or not HINT.search(text):
        return matches
    spans = [match.span() for match in ADDRESS.finditer(text)]
    return [m for m in matches if not any(s < m.end() and m.start() < e for s, e in spans)]
