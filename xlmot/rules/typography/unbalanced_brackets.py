"""Unbalanced brackets.

A bracket or a quote is opened and not closed, or closed without having been opened.

Why
    Something is missing: most often the end of the label, cut when it was pasted or typed.

Example
    | Code | Title                    |                     |
    |------|--------------------------|---------------------|
    | 1    | ROADS                    |                     |
    | 1    | Squares (north and south | unbalanced brackets |
    | 1    | Bridges (old and new)    |                     |

Fix
    None: only a person knows what was meant. Numbering such as `a)`, inches such as `24"`,
    intervals such as `[0, 10[`, smileys and a tag that lacks a bracket (`malformed-tag`) are not
    reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.rules.quotes import unpaired
from xlmot.rules.tags import is_certain, read_tag

SEVERITY = Severity.WARNING
NEEDS = tuple('()[]{}«»“”"')
NO_BRACKETS = lazy(r"[\[\]]-?\d+\s?[,;]\s?-?\d+[\[\]]|(?<!\w)[:;]-?[()](?!\S)")
FACES = tuple(eyes + mouth for eyes in ":;" for mouth in "()-")
OPENS = {")": "(", "]": "[", "}": "{", "”": "“"}
NUMBERING = lazy(r"(?<![\w'’])(?:[A-Za-z]?\d{1,2}(?:\.\d{1,2})*°?|[A-Za-z]|[ivx]{1,4})\)")
SHOWN = 20


def check(programme: Programme) -> Iterator[Finding]:
    for text, rows in programme.rows_of.items():
        if not any(map(text.__contains__, NEEDS)):
            continue
        tag = read_tag(text, programme.vocabulary)
        for index in rows:
            tagged = tag is not None and is_certain(programme, index, tag)
            message = _fault(tag.rest if tag and tagged else text)
            if message:
                yield found(programme, index, message)


def _fault(text: str) -> Message | None:
    odd = NO_BRACKETS.finditer(text) if _may_have_none(text) else ()
    quiet = [range(*match.span()) for match in odd]
    signs = sorted((place, mark) for mark in NEEDS for place in _places(mark, text))
    marks = [sign for sign in signs if not any(sign[0] in span for span in quiet)]
    return (_brackets(text, marks) or _guillemets(text) or _straight(text)) if marks else None


def _places(mark: str, text: str) -> Iterator[int]:
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


def _may_have_none(text: str) -> bool:
    """Return whether an interval `]0, 1]` or a face `:-)` may stand in a text."""
    behind = text.replace("[", "]").split("]")[1:]
    numbered = any(part[:1] == "-" or part[:1].isdecimal() for part in behind)
    return numbered or any(map(text.__contains__, FACES))


def _brackets(text: str, marks: list[tuple[int, str]]) -> Message | None:
    # German closes with the mark that opens in English: „Titel“.
    paired = "()[]{}" if "„" in text else "()[]{}“”"
    opened: list[tuple[int, str]] = []
    for place, mark in marks:
        if mark not in paired:
            continue
        if mark not in OPENS:
            opened.append((place, mark))
        elif opened and opened[-1][1] == OPENS[mark]:
            opened.pop()
        elif any(earlier == OPENS[mark] for _, earlier in opened):
            return _not_closed(text, opened[-1][0])
        elif all(place + 1 != number.end() for number in NUMBERING.finditer(text)):
            return _not_opened(text, place)
    return _not_closed(text, opened[-1][0]) if opened else None


def _guillemets(text: str) -> Message | None:
    opened, closed = text.count("«"), text.count("»")
    if opened == closed:
        return None
    if opened > closed:
        return _not_closed(text, text.rindex("«"))
    return _not_opened(text, text.index("»"))


def _straight(text: str) -> Message | None:
    alone = unpaired(text)
    return _not_closed(text, alone[-1]) if len(alone) % 2 else None


def _not_closed(text: str, start: int) -> Message:
    return say("Bracket or quote not closed: “{shown}”.", shown=text[start : start + SHOWN].strip())


def _not_opened(text: str, end: int) -> Message:
    shown = text[max(0, end + 1 - SHOWN) : end + 1].strip()
    return say("Bracket or quote not opened: “{shown}”.", shown=shown)
