"""Unknown tag.

A title begins with a word in square brackets that is not one of the tags of the programme.

Why
    A tag says how the part below it is paid or run, and the summaries count by it: a tag that
    nobody knows is a slip, or a new one that the settings lack.

Example
    | Code | Title            |             |
    |------|------------------|-------------|
    | 1    | [CORE] ROADS     |             |
    | 2    | [CROE] BRIDGES   | unknown tag |

Fix
    None: correct the tag, or add it to the settings. Nothing is said where the settings name no
    tag.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.tags import BRACKETED, bears_tag, read_tag

SEVERITY = Severity.WARNING
NEEDS = ("tags",)
# Two letters exchanged in a tag of five: a ratio of 0.8 of difflib.
NEAR = 0.75


def check(programme: Programme) -> Iterator[Finding]:
    vocabulary = programme.vocabulary
    if not vocabulary.tags:
        return
    known = tuple(f"[{tag}]" for tag in vocabulary.tags)
    for text, rows in programme.rows_of.items():
        bracketed = BRACKETED.match(text)
        if bracketed is None or read_tag(text, vocabulary):
            continue
        message = say(
            "Unknown tag [{tag}]: the tags are {known}.", tag=bracketed[1].strip(), known=known
        )
        for index in rows:
            if bears_tag(programme, index) or _is_near(bracketed[1], vocabulary.tags):
                yield found(programme, index, message)


def _is_near(text: str, tags: tuple[str, ...]) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(fold(text), map(fold, tags), 1, NEAR))
