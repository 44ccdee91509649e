"""Actions without objective.

Actions stand right under a title, where most of the others stand one level deeper.

Why
    Summaries by objective leave these actions out, or show them under no objective.

Example
    | Code  | Title            |                          |
    |-------|------------------|--------------------------|
    | 1     | ROADS            |                          |
    | 1.1   | SQUARES          |                          |
    | 1.1.1 | Market square    |                          |
    | 1.1.1 | Pave the square  |                          |
    | 1.1.1 | Plant ten trees  |                          |
    | 1.2   | TRACKS           |                          |
    | 1.2   | Mark the towpath | action without objective |

Fix
    None: the objective has to be written.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Field, say, say_many
from xlmot.programme.outline import Programme
from xlmot.rules.hierarchy.two_titles import second_titles

SEVERITY = Severity.WARNING


def check(programme: Programme) -> Iterator[Finding]:
    usual = programme.usual_depth
    if programme.action_depth:
        return
    for node in programme.walk():
        if len(node.path) >= usual:
            continue
        titles = {node.title, *second_titles(programme, node)}
        rows = [index for index in node.actions if index not in titles]
        if rows:
            message = say_many(
                len(rows),
                "{count} action attached directly to {code}, with no {title} of level {level}.",
                "{count} actions attached directly to {code}, with no {title} of level {level}.",
                code=programme.text(node.path),
                title=title_word(programme, usual),
                level=usual,
            )
            yield found(programme, rows, message, column="code")


def title_word(programme: Programme, depth: int) -> Field:
    """Return what the house calls a title of a depth, else “title”."""
    level = programme.vocabulary.level(depth)
    return level.one if level else say("title")
