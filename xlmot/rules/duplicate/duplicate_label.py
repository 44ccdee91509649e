"""Duplicate label.

The same label stands under several codes.

Why
    It may be one action written twice: it is counted as often, and progress noted at one place is
    missing at the other.

Example
    | Code  | Title           |                 |
    |-------|-----------------|-----------------|
    | 1     | ROADS           |                 |
    | 1.1   | Squares         |                 |
    | 1.1.1 | Pave the square | duplicate label |
    | 1.1.2 | Light the lane  |                 |
    | 1.1.3 | Pave the square | duplicate label |
    | 1.2   | Tracks          |                 |
    | 1.2.1 | Light the track |                 |

Fix
    None: only a person can say whether it is one action. A label is compared with all others, and
    is a remark where each of its rows stands under another title, or they do under three or more,
    such as “Studies” under every building, and where the house lists it as recurrent. Titles that
    are alike, an action that repeats its own title, and a row twice under one code have rules of
    their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Field, say
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.duplicate.action_repeats_title import repeats_title
from xlmot.rules.titles import titles_above

SEVERITY = Severity.WARNING
RECURRING = 3


def check(programme: Programme) -> Iterator[Finding]:
    recurrent = set(map(fold, programme.vocabulary.recurrent_labels))
    for text, everywhere in _groups(programme).items():
        rows = [index for index in everywhere if not repeats_title(programme, index)]
        apart = {programme.code(index): index for index in reversed(rows)}
        apart.pop(None, None)
        if len(apart) < 2 or all(index in programme.titles for index in apart.values()):
            continue
        indexes = sorted(apart.values())
        message = say(
            "“{label}” stands in {count} {places} ({codes}).",
            label=text,
            count=len(indexes),
            places=_places(programme, indexes),
            codes=tuple(programme.code(index) or "" for index in indexes),
        )
        meant = fold(text) in recurrent or _is_meant(programme, indexes)
        severity = Severity.NOTE if meant else None
        yield found(programme, indexes, message, severity=severity)


def _is_meant(programme: Programme, rows: list[int]) -> bool:
    """Return whether each row stands under another title, or they do under several."""
    titles = titles_above(programme, rows)
    return len(titles) == len(rows) or len(titles) >= RECURRING


def _groups(programme: Programme) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    spelt: dict[str, list[int]] = {}
    for label, rows in programme.rows_of.items():
        # No space but the plain one is printable: by far the most labels are spaced so already.
        plain = label.isprintable() and "  " not in label and label.strip() == label
        text = label if plain else " ".join(label.split())
        first = groups.setdefault(text, rows)
        if first is not rows:
            # The same text, spaced in another way; nearly all labels are the only one of theirs.
            spelt.setdefault(text, []).extend(rows)
    groups |= {text: [*groups[text], *rows] for text, rows in spelt.items()}
    return {text: sorted(rows) for text, rows in groups.items() if text and len(rows) > 1}


def _places(programme: Programme, rows: list[int]) -> Field:
    """Return what the house calls the titles that the rows belong to, if it calls them alike."""
    depths = {len(programme.table.paths[index] or ()) for index in rows}
    level = programme.vocabulary.level(depths.pop()) if len(depths) == 1 else None
    return level.many if level and not programme.action_depth else say("parts")
