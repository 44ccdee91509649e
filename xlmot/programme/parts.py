"""Take a code apart: its parts as they are written, and what stands between them."""

from __future__ import annotations

import re
from functools import cache

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import LEFT_OUT, LETTERS, ROMAN, Grammar, Path, padding

SEPARATORS = ".,/·‧-‐–—−"
# What stands before the codes of a list, and says nothing of them: `• 1.2`, `↳ 1.2.1`.
BULLETS = "•▪■□●○◦‣∙*←-⇿➔-➾►▶✓✔"
_REPEATED = lazy(rf"([{re.escape(SEPARATORS)}])(?:\s*\1)+")
_DOUBLES = tuple(mark * 2 for mark in SEPARATORS)
LETTER = {"letter": lazy(r"[A-Z](?![A-Za-z])"), "small": lazy(r"[a-z](?![A-Za-z])")}
NUMERAL = {"roman": lazy(r"[IVX]+(?![A-Za-z])"), "small-roman": lazy(r"[ivx]+(?![A-Za-z])")}
NUMBER, WORD = lazy(r"[0-9]+"), lazy(r"[^\W\d_]+")


def repeats_separator(text: str) -> bool:
    """Return whether a separator stands twice and more, with nothing but space between.

    >>> repeats_separator("1..2"), repeats_separator("1. .2"), repeats_separator("1.2.")
    (True, True, False)
    """
    dense = "".join(text.split())
    return any(map(dense.__contains__, _DOUBLES))


def with_single_separators(text: str) -> str:
    """Return a code, each of its separators once."""
    return _REPEATED.sub(r"\1", text) if repeats_separator(text) else text


class Match(NamedTuple):
    """The parts of a code as they are written, `tokens`, and the `joints` between them."""

    path: Path
    tokens: list[str]
    joints: list[str]


def match_any(text: str, grammar: Grammar, head: str = "") -> Match | None:
    """Return the match of a text by the first level that it may begin with, if there is one."""
    if not grammar.starts:
        return match_parts(text, grammar)
    folded = head.strip().casefold()
    levels = [i for i in range(grammar.depth) if grammar.head(i).strip().casefold() == folded]
    if not folded and grammar.heads and all(grammar.heads):
        return None
    for start in dict.fromkeys(grammar.start(level) for level in levels or range(grammar.depth)):
        match = match_parts(text, grammar, start)
        if match and grammar.start(len(match.path) - 1) == start:
            return match
    return None


def match_parts(text: str, grammar: Grammar, start: int = 0) -> Match | None:
    """Return the parts of a trimmed text that begins with those of a level counted from 0.

    >>> match_parts("1-02", Grammar())
    Match(path=(1, 2), tokens=['1', '02'], joints=['-'])
    """
    tokens: list[str] = []
    joints: list[str] = []
    path = [LEFT_OUT] * start
    rest = text
    while rest:
        level = len(path)
        if tokens:
            joint = _read_joint(rest, grammar, level, tokens[-1])
            if joint is None:
                return None
            joints.append(joint)
            rest = rest[len(joint) :]
        token, number = _read_part(rest, grammar, level)
        if number is None:
            return None
        tokens.append(token)
        path.append(number)
        rest = rest[len(token) :]
    return Match(tuple(path), tokens, joints) if tokens else None


def _read_joint(text: str, grammar: Grammar, level: int, before: str) -> str | None:
    """Return what stands between two parts, None if nothing does and something has to.

    A letter and a number beside each other are two parts all the same.
    """
    usual = _joints(grammar, level)
    for joint in usual:
        start = text[: len(joint)]
        if joint and joint.strip() not in (*SEPARATORS,) and start.casefold() == joint.casefold():
            return start
    found = _separator(text)
    apart = text[:1].isspace() or before[-1:].isdigit() != text[:1].isdigit()
    if (
        not found
        and "" not in usual
        and not ((apart and " " in usual) or (before[-1:].isalpha() and text[:1].isdigit()))
    ):
        return None
    return found or text[: len(text) - len(text.lstrip())]


def _separator(text: str) -> str:
    """Return the separator that a text begins with and the spaces around it, "" for none."""
    bare = text.lstrip()
    rest = bare[1:].lstrip()
    return text[: len(text) - len(rest)] if bare.startswith((*SEPARATORS,)) else ""


@cache
def _joints(grammar: Grammar, level: int) -> tuple[str, ...]:
    """Return what the house puts before the part at a level counted from 1, whatever the depth."""
    deeper = (grammar.form(depth).joints[level - 1 :][:1] for depth in range(len(grammar.forms)))
    return tuple(dict.fromkeys((grammar.joint(level), *(joint for own in deeper for joint in own))))


def _read_part(text: str, grammar: Grammar, level: int) -> tuple[str, int | None]:
    """Return the text of a part and the number that it means."""
    kind = grammar.kind(level)
    if kind in LETTERS:
        found = LETTER[kind].match(text)
        return (found[0], ord(found[0]) - ord(LETTERS[kind]) + 1) if found else ("", None)
    if kind in NUMERAL:
        found = NUMERAL[kind].match(text)
        numeral = found[0] if found else ""
        return numeral, ROMAN.index(numeral.upper()) + 1 if numeral.upper() in ROMAN else None
    if kind == "word":
        found = WORD.match(text)
        word = found[0] if found else ""
        return word, grammar.words.index(word) + 1 if word in grammar.words else None
    found = NUMBER.match(text)
    digits = found[0] if found else ""
    counting = digits.lstrip("0")
    width = padding(kind)
    wide = grammar.hundreds or width or level > 1 or grammar.head(level) or grammar.starts
    most = max(width, 3 if wide else 2)
    if len(counting) > most or not (counting or (digits and grammar.zeros)):
        return "", None
    return digits, int(digits)


def faults_of(match: Match, grammar: Grammar) -> tuple[str, ...]:
    """Return what differs in the parts and joints of a code from the others of its level."""
    faults: dict[str, None] = {}
    depth = len(match.path)
    form, start = grammar.form(depth - 1), depth - len(match.tokens)
    for place, token in enumerate(match.tokens):
        level = start + place
        if place:
            joint = form.joints[min(level, len(form.joints)) - 1] if form.joints else "."
            if match.joints[place - 1] != joint:
                faults["unusual-separator"] = None
        width = padding(form.parts[min(level, len(form.parts) - 1)])
        if token[0] == "0" and len(token) > max(width, 1):
            faults["leading-zero"] = None
        elif token.isdigit() and len(token) < width:
            faults["unpadded-code"] = None
    if depth > grammar.depth:
        faults["code-too-deep"] = None
    return tuple(faults)


def may_name_several(text: str) -> bool:
    """Return whether a text may name several codes rather than one: a range, a list, a mixture.

    >>> may_name_several("1-3"), may_name_several("1, 2"), may_name_several("1.2-3")
    (True, True, True)
    >>> may_name_several("1-1"), may_name_several("1/2"), may_name_several("1,2")
    (False, False, False)
    """
    span = re.fullmatch(r"([0-9]+)\s*[‐–—−-]\s*([0-9]+)", text)
    rising = span is not None and int(span[1]) < int(span[2])
    return rising or ", " in text or len({*text} & {*SEPARATORS}) > 1
