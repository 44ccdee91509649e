"""Single row.

A title at the level of the objectives has no action below it.

Why
    Where an action repeats the code of its objective, a single row can be either: a title whose
    actions are still to be written, or an action whose title was left out. It is counted as a
    title.

Example
    | Code | Title            |                          |
    |------|------------------|--------------------------|
    | 1    | ROADS            |                          |
    | 1.1  | Squares          |                          |
    | 1.1  | Pave the market  |                          |
    | 1.1  | Light the market |                          |
    | 1.2  | Tracks           | objective without action |

Fix
    None: a person has to say which it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.hierarchy.action_without_objective import title_word
from xlmot.rules.hierarchy.title_looks_like_action import looks_like_action

SEVERITY = Severity.NOTE


def check(programme: Programme) -> Iterator[Finding]:
    usual = programme.usual_depth
    if programme.action_depth or not any(node.actions for node in programme.walk()):
        return
    for node in programme.walk():
        single = not node.actions and not node.children and len(node.path) >= usual
        if node.title is not None and single and not looks_like_action(programme, node.title):
            message = say(
                "{code}: {title} without action (single row: title or action?).",
                code=programme.text(node.path),
                title=title_word(programme, len(node.path)),
            )
            yield found(programme, node.title, message)
