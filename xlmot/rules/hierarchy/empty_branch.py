"""Empty branch.

A title above the level of the objectives has nothing below it.

Why
    It is a heading without content: its rows were lost, or it was never filled in.

Example
    | Code | Title           |              |
    |------|-----------------|--------------|
    | 1    | ROADS           |              |
    | 1.1  | Squares         |              |
    | 1.1  | Pave the market |              |
    | 2    | PARKS           | empty branch |

Fix
    None: what belongs there has to be written. Where a third of the titles of a level are alone,
    they are actions, and silent; so are a title of which another column says more, as of an action,
    and the title 0 of the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme

SEVERITY = Severity.WARNING
FEW = 2
# So many other titles of its level have actions, nearly all of which another column says more of.
FEWEST, NEARLY_ALL = 5, 0.9


def check(programme: Programme) -> Iterator[Finding]:
    # Where each row has a code of its own, a row of the second level may be an action too.
    deepest = 2 if programme.action_depth else programme.usual_depth
    empty: dict[int, list[int]] = {}
    for node in programme.walk():
        lone = not node.actions and not node.children
        if lone and node.title is not None and len(node.path) < deepest:
            empty.setdefault(len(node.path), []).append(node.title)
    counts = Counter(len(node.path) for node in programme.titles.values())
    for depth, rows in empty.items():
        # Where many titles of a level are alone, their rows are actions.
        for index in rows if len(rows) <= max(FEW, counts[depth] / 3) else ():
            if not _is_task(programme, index) and programme.name(index).strip(".0"):
                message = say("{code}: no objective and no action.", code=programme.name(index))
                yield found(programme, index, message)
    yield from _above_actions(programme, deepest)


def _above_actions(programme: Programme, deepest: int) -> Iterator[Finding]:
    """Yield the one or two rows right above the level of the actions that have none.

    All other rows of their level have some, and each action says more than its label.
    """
    paths, depth = programme.table.paths, (programme.action_depth or 0) - 1
    if depth < max(2, deepest):
        return
    own = [index for index in programme.table.data() if len(paths[index] or ()) == depth]
    above = {path[:depth] for path in paths if path and len(path) == depth + 1}
    lone = [index for index in own if paths[index] not in above]
    bare = [index for index in lone if not _is_task(programme, index)]
    if not bare or len(lone) > FEW or len(own) < FEWEST + len(lone):
        return
    actions = [index for index in programme.table.data() if len(paths[index] or ()) == depth + 1]
    tasks = sum(_is_task(programme, index) for index in actions)
    if tasks >= NEARLY_ALL * len(actions):
        for index in bare:
            message = say("{code}: no action.", code=programme.name(index))
            yield found(programme, index, message)


def _is_task(programme: Programme, index: int) -> bool:
    """Return whether another column of a row says more, as of an action: who, when, how much."""
    own = (column for column in programme.columns if index in column.rows)
    return any(not is_blank(column.value(index)) for column in own)
