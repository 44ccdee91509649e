"""Two titles.

A second row in capitals stands under a code of the first two levels, whose title is in capitals.

Why
    Only the first is read as the title: the second is counted as an action, and what follows it
    belongs to the wrong title. Its code was probably copied from above.

Example
    | Code  | Title           |            |
    |-------|-----------------|------------|
    | 1     | ROADS AND WAYS  |            |
    | 1.1   | MARKET SQUARES  | two titles |
    | 1.1   | TRACKS AND WAYS | two titles |
    | 1.1.1 | Along the canal |            |
    | 1.1.1 | Mark the path   |            |

Fix
    None: one of the two has to have another code.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme, Title

SEVERITY = Severity.WARNING
DEPTH = 2
# Fewer letters may be an acronym, which is an action as well as any other.
LETTERS = 10


def check(programme: Programme) -> Iterator[Finding]:
    actions = [programme.table.labels[index] for index in programme.owners]
    if 2 * sum(map(_is_title, actions)) > len(actions) > 2:
        return
    for node in programme.walk():
        rows = second_titles(programme, node)
        if rows and node.title is not None:
            message = say("Two titles for {code}.", code=programme.text(node.path))
            yield found(programme, [*rows, node.title], message)


def second_titles(programme: Programme, node: Title) -> list[int]:
    """Return the actions of a title in capitals that are in capitals themselves."""
    labels = programme.table.labels
    if programme.action_depth or len(node.path) > DEPTH or node.title is None:
        return []
    if not _is_title(labels[node.title]):
        return []
    return [index for index in node.actions if index != node.title and _is_title(labels[index])]


def _is_title(text: str) -> bool:
    return text.isupper() and len(text.split()) > 1 and sum(map(str.isalpha, text)) >= LETTERS
