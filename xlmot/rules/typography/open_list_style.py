"""Open list style.

Lists that are left open end in different ways: `...`, `, ...` or `etc.`

Why
    One programme, one hand: the reader should not wonder whether the three mean the same.

Example
    | Code | Title                     |                 |
    |------|---------------------------|-----------------|
    | 1    | ROADS                     |                 |
    | 1    | Squares (north, south...) | open list style |
    | 1    | Bridges, tracks, etc.     | open list style |
    | 1    | Light the lane            |                 |

Fix
    Unsafe: all take the form that most rows have, the first met on a tie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Severity, found, unsafe
from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.outline import Programme
from xlmot.rules.addresses import outside_addresses
from xlmot.rules.forms import listed, most_used, relabel

SEVERITY = Severity.NOTE
FIX = "unsafe"
OPTIONS = {
    "words": say("Words that leave a list open, such as etc."),
}
DOTS = r"\.{3,}|…"
NUMBERS = {2: say("two"), 3: say("three"), 4: say("four")}


class End(NamedTuple):
    """The end of a list: text[start:end] with the comma before it, the style, what is typed."""

    start: int
    end: int
    style: str
    typed: str


def check(programme: Programme, *, words: Sequence[str] = ()) -> Iterator[Finding]:
    ends = _ends(programme, words)
    typed: dict[str, str] = {}
    rows: dict[str, list[int]] = {}
    for text, own in ends.items():
        for end in own:
            typed.setdefault(end.style, end.typed)
            rows.setdefault(end.style, []).extend(programme.rows_of[text])
    if len(rows) < 2:
        return
    forms = dict(sorted(rows.items(), key=lambda item: min(item[1])))
    target = most_used(forms)
    new = {text: _restyled(text, own, target, typed[target]) for text, own in ends.items()}
    places = sorted({index for own in forms.values() for index in own})
    fix = unsafe(*relabel(programme, new))
    yield found(programme, places, _message(programme, forms, typed), fix=fix)


def _message(programme: Programme, forms: dict[str, list[int]], typed: dict[str, str]) -> Message:
    shown = {typed[style]: rows for style, rows in forms.items()}
    return say(
        "End of a list written in {ways} ways: {forms}.",
        ways=NUMBERS.get(len(forms), len(forms)),
        forms=listed(programme, shown),
    )


def _ends(programme: Programme, words: Sequence[str]) -> dict[str, list[End]]:
    """Return the ends of open lists by the label they stand in."""
    word = rf"|\b(?:{'|'.join(map(re.escape, words))})\b(?:{DOTS}|\.)?" if words else ""
    pattern = lazy(rf"{DOTS}{word}")
    marks = ("...", "…", *words)
    ends = {}
    for text in (text for text in programme.rows_of if any(map(text.__contains__, marks))):
        own = [end for m in outside_addresses(text, pattern) if (end := _end(text, m))]
        if own:
            ends[text] = own
    return ends


def _end(text: str, match: re.Match[str]) -> End | None:
    before = text[: match.start()].rstrip()
    items = before.removesuffix(",").rstrip()
    if not items:
        return None
    if match[0][0] not in ".…":
        word = match[0].rstrip(".…") + "."
        return End(len(items), match.end(), word, word)
    if before != items:
        return End(len(items), match.end(), ", ...", f", {match[0]}")
    if "," not in items[max(items.rfind("("), items.rfind("[")) + 1 :]:
        return None
    return End(len(items), match.end(), "...", match[0])


def _restyled(text: str, ends: list[End], target: str, typed: str) -> str:
    gap = "" if typed[0] in ",.…" else ", "
    for end in reversed(ends):
        if end.style != target:
            text = text[: end.start] + gap + typed + text[end.end :]
    return text
