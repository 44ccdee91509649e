"""Title that looks like an action.

The title of a code has a prefix, a status or a label that are those of actions; or a person and a
status stand beside it, as beside no other.

Why
    The first row of a code is read as its title: if the title was left out or the rows were
    sorted, an action is taken for it, and it is missing among the actions.

Example
    | Code | Title                       |                         |
    |------|-----------------------------|-------------------------|
    | 1    | ROADS                       |                         |
    | 1.1  | FR-DE / Rebuild the bridge  | title looks like action |
    | 1.1  | FR-BE / Widen the towpath   |                         |

Fix
    None: the title has to be written, or put first again.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme, Title
from xlmot.programme.vocabulary import fold

SEVERITY = Severity.WARNING
# Of so many titles one alone has a person and a status.
FEWEST_TITLES = 5


def check(programme: Programme) -> Iterator[Finding]:
    levels: dict[int, list[int]] = {}
    for index, node in programme.titles.items():
        if _is_misplaced(programme, node):
            continue
        levels.setdefault(len(node.path), []).append(index)
    for titles in levels.values():
        suspects = [index for index in titles if looks_like_action(programme, index)]
        # A house may name its objectives so: what most titles of a level have is no slip.
        if len(titles) == 1 or 2 * len(suspects) <= len(titles):
            for index in suspects:
                message = say(
                    "The title of {code} looks like an action.", code=programme.name(index)
                )
                yield found(programme, index, message)
    if programme.columns:
        yield from _filled_in(programme)


def _filled_in(programme: Programme) -> Iterator[Finding]:
    """Yield the one title that has a person and a status, as actions have: a remark."""
    from xlmot.rules.staff_columns import filled_in

    titles = [i for i, n in programme.titles.items() if n.children or {*n.actions} - {i}]
    filled = filled_in(programme, titles) if len(titles) >= FEWEST_TITLES else None
    if filled is not None:
        index, column = filled
        message = say(
            "“{column}” and others are filled in on this title, on no other.", column=column.name
        )
        yield found(programme, index, message, severity=Severity.NOTE)


def _is_misplaced(programme: Programme, node: Title) -> bool:
    """Return whether the code of a title is wrong, so that nobody knows what the row is."""
    parent = programme.nodes.get(node.path[:-1])
    orphan = parent is not None and parent.title is None
    return orphan or len(node.path) > programme.table.grammar.depth


def looks_like_action(programme: Programme, index: int) -> bool:
    """Return whether a label has a prefix or a status suffix, or recurs in several objectives.

    In a house with such words, those are the marks of actions.
    """
    text = programme.table.labels[index]
    label = programme.parts.get(text)
    recurrent = fold(text) in map(fold, programme.vocabulary.recurrent_labels)
    return recurrent or (label is not None and bool(label.prefix or label.suffix))
