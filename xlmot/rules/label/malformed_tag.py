"""Malformed tag.

A tag that the programme knows is written in another case, in other brackets, or lacks one.

Why
    A filter and a summary count a tag by its exact text: one that is written otherwise is left out.

Example
    | Code | Title          |               |
    |------|----------------|---------------|
    | 1    | (CORE) ROADS   | malformed tag |
    | 2    | [CORE] BRIDGES |               |

Fix
    Safe: the tag is written as in the settings, in square brackets, with a space after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, safe, set_cell
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.tags import KnownTag, is_certain, read_tag

SEVERITY = Severity.WARNING
FIX = "safe"
NEEDS = ("tags",)


def check(programme: Programme) -> Iterator[Finding]:
    for text, rows in programme.rows_of.items():
        tag = read_tag(text, programme.vocabulary)
        new = _well_written(tag) if tag else text.lstrip()
        if tag is None or new == text.lstrip():
            continue
        message = say("Malformed tag: “{shown}” → “{tag}”.", shown=tag.shown, tag=tag.right)
        for index in rows:
            if is_certain(programme, index, tag):
                fix = safe(set_cell(programme.table, index, "label", new))
                yield found(programme, index, message, fix=fix)


def _well_written(tag: KnownTag) -> str:
    gap = " " if tag.rest and not tag.rest[0].isspace() else ""
    return tag.right + gap + tag.rest
