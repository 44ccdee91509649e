"""Truncated label.

A label ends in a word that leads on to another, such as an article, in a dash, a comma or a
semicolon, where no other label does; an ellipsis may follow the word, or one letter of the next.

Why
    The end was cut off by a form, a field that was too short or a paste: what is printed says half
    of what was decided.

Example
    | Code | Title                       |                 |
    |------|-----------------------------|-----------------|
    | 1    | ROADS                       |                 |
    | 1    | Pave the square and the     | truncated label |
    | 1    | Light the lane              |                 |

Fix
    None: only you know how the label goes on. Words that may end a sentence, as “cared for” does,
    are silent, or a remark where one label alone ends so; so is a piece of a word, as in “open the
    gate fo”. A sheet on which several labels end so is silent: they go on below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme

SEVERITY = Severity.WARNING
OPTIONS = {
    "words": say("Words that no label ends in, since another has to follow."),
    "seldom": say("Words that labels seldom end in: a remark, where no other one does."),
}
# What stands alone, and what may stand right behind a word.
DASHES, MARKS = ("-", "–", "—"), (",", "&", ";")
OPEN = (*DASHES, *MARKS, "…", "...")
# So many letters before an ellipsis are the beginning of a word.
PIECE = 2
# The end of a label that is no word: a letter that names no part of a thing, two that begin a
# syllable; or what begins a small word that comes back so often.
PIECES, WORDS = lazy(r"(?m)^[a-zà-ÿ]{1,3}$"), lazy(r"[^\W\d_]+")
TORN, OFTEN = frozenset("ejoqruw"), 3
BEGUN = frozenset(("bl", "br", "cl", "cr", "dr", "fl", "gl", "gr", "kl", "kn", "kr", "pl", "pr"))
BEGUN |= {"sl", "sp", "th", "tr", "zw"}
# So many labels that end so, and such a share, are the way of the sheet.
MOST, SHARE = 2, 0.02


def _is_open(last: str, leading: frozenset[str]) -> bool:
    """Return whether something has to follow the end of a label: a mark, or a word and “…”."""
    if not last.endswith(OPEN):
        return False
    stem = last.rstrip(".…")
    piece = stem.isalpha() and stem.islower() and len(stem) <= PIECE
    return last in DASHES or last.endswith(MARKS) or stem in leading or piece


def check(
    programme: Programme, *, words: Sequence[str] = (), seldom: Sequence[str] = ()
) -> Iterator[Finding]:
    """Yield the labels that end in one of `words`, or in a mark; in one of `seldom`, a remark."""
    known, rare = frozenset(words), frozenset(seldom)
    leading = known | rare
    parts = {text: text.rsplit(None, 1) for text in programme.rows_of}
    ends = {text: own[1] for text, own in parts.items() if own[1:]}
    cut = [text for text, last in ends.items() if last in known or _is_open(last, leading)]
    rows = [row for text in cut for row in programme.rows_of[text]]
    if len(rows) <= max(MOST, SHARE * len(programme.rows_of)):
        for text in cut:
            message = say("The label ends in “{word}”: is its end cut off?", word=ends[text])
            yield found(programme, programme.rows_of[text], message)
    piece = _piece(programme, ends, leading) if not cut else None
    if piece is not None:
        message = say("The label ends in “{word}”: is its end cut off?", word=ends[piece])
        yield found(programme, programme.rows_of[piece], message, severity=Severity.NOTE)
        return
    told = [text for text, last in ends.items() if last in rare]
    if len(told) == 1 and not cut:
        message = say("The label ends in “{word}”: is its end cut off?", word=ends[told[0]])
        rows = programme.rows_of[told[0]]
        yield found(programme, rows, message, severity=Severity.NOTE)


def _piece(programme: Programme, ends: Mapping[str, str], leading: frozenset[str]) -> str | None:
    """Return the one label whose last word was cut: “Open the gate fo” where “for” comes back.

    So was a letter alone, or two that begin a syllable, which stand nowhere else.
    """
    pieces = {*PIECES.findall("\n".join(ends.values()))}
    short = [text for text, last in ends.items() if last in pieces] if pieces else []
    counts = Counter(w for own in programme.rows_of if short for w in WORDS.findall(own))
    often = [word for word in leading if counts[word] >= OFTEN]
    odd = [text for text in short if _is_torn(text, counts, often)]
    return odd[0] if len(odd) == 1 and not programme.rows_of[odd[0]][1:] else None


def _is_torn(text: str, counts: Mapping[str, int], often: Sequence[str]) -> bool:
    """Return whether the last word of a label is no word, and stands nowhere else."""
    before, last = text.split()[-2:]
    if counts[last] > 1 or before[-1].isdigit():
        return False
    return last in TORN or last in BEGUN or any(word.startswith(last) for word in often)
