"""Missing tag.

A title of the level that bears a tag has none.

Why
    What stands below the title takes its tag from it: without one it is counted nowhere in the
    summary by tag.

Example
    | Code | Title         |             |
    |------|---------------|-------------|
    | 1    | [CORE] ROADS  |             |
    | 2    | BRIDGES       | missing tag |

Fix
    None: only a person knows which tag it is. The level is `tag_level` in the settings; 0 asks for
    no tag.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.tags import BRACKETED, bears_tag, read_tag

SEVERITY = Severity.WARNING
NEEDS = ("tags",)


def check(programme: Programme) -> Iterator[Finding]:
    vocabulary = programme.vocabulary
    if not (vocabulary.tags and vocabulary.tag_level):
        return
    level = vocabulary.levels[min(vocabulary.tag_level, vocabulary.depth) - 1]
    for index in programme.titles:
        text = programme.table.labels[index]
        if not bears_tag(programme, index) or not text or BRACKETED.match(text):
            continue
        if read_tag(text, vocabulary) is None:
            message = say(
                "{code}: {level} without a tag ({known}).",
                code=programme.name(index),
                level=level.one,
                known=tuple(f"[{tag}]" for tag in vocabulary.tags),
            )
            yield found(programme, index, message)
