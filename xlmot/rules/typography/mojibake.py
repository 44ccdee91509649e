"""Damaged characters.

Accented letters and marks were turned into pairs of signs such as `Ã©`, or lost (`�`).

Why
    The text was saved in one encoding and opened in another, most often a CSV file opened by a
    double click. Nobody can search or print it as it stands.

Example
    | Code | Title               |          |
    |------|---------------------|----------|
    | 1    | Voirie              |          |
    | 1    | MobilitÃ© et marche | mojibake |
    | 1    | Qualité de l’air    |          |

Fix
    Unsafe: the characters that the signs stand for are put back. What was lost (`�`) is not
    guessed.
"""

from __future__ import annotations

import re

from xlmot.findings import Safety, Severity
from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark, substitute

SEVERITY = Severity.WARNING
FIX = "unsafe"
# Windows-1252 leaves five bytes undefined; what reads them as Latin-1 gives U+0081 and so on.
BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
CONTINUED = "".join(re.escape(sign) for sign, byte in BYTES.items() if byte < 0xC0)
# Only what gives the letters and marks of Latin languages: `CAFÉ»` is no damage. Those of central
# Europe are known by the small letter before or after: `OczyÅ›ciÄ‡`.
CENTRAL = rf"(?<=[a-zà-ÿ][ÄÅ])[{CONTINUED}]|(?<=[ÄÅ])[{CONTINUED}](?=[a-z])"
LATIN = rf"(?<=[ÂÃ])[{CONTINUED}]|(?<=[ÄÅ])[’“\u00a0¡¸½¾]|(?<=â)[{CONTINUED}]{{2}}|(?<=ï)»¿"
# The first sign comes first in the pattern, so that `re` looks at nothing else.
PATTERN = lazy(rf"[ÂÃÄÅâï�](?:{LATIN}|{CENTRAL}|(?<=�))")
NEEDS = ("Â", "Ã", "Ä", "Å", "â", "ï", "�")


def check(text: str, matches: list[re.Match[str]]) -> Remark | None:
    mended = {match.span(): _mended(match[0]) for match in matches}
    damaged = [match for match in matches if mended[match.span()] != match[0]]
    if damaged:
        new = substitute(text, damaged, lambda match: mended[match.span()])
        return Remark(_message(text, damaged[0]), new, Safety.UNSAFE)
    lost = [match for match in matches if match[0] == "�"]
    return Remark(_message(text, lost[0])) if lost else None


def _mended(signs: str) -> str:
    """Return what the signs stand for, or themselves where they stand for nothing."""
    try:
        return bytes(BYTES[sign] for sign in signs).decode("utf-8").removeprefix("\ufeff")
    except (KeyError, UnicodeDecodeError):
        return signs


def _message(text: str, match: re.Match[str]) -> Message:
    """Return the message, with the word that the damage stands in."""
    before = re.search(r"\w{0,20}\Z", text[max(0, match.start() - 20) : match.start()])
    after = re.match(r"\w{0,20}", text[match.end() : match.end() + 20])
    word = f"{before[0] if before else ''}{match[0]}{after[0] if after else ''}"
    return say("Damaged characters: “{word}”.", word=word.strip())
