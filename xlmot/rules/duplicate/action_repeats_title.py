"""Action that repeats its title.

An action says the same as the title it belongs to, or nearly the same.

Why
    It adds nothing: either the title was pasted over it, or it was meant to say more.

Example
    | Code | Title                               |                      |
    |------|-------------------------------------|----------------------|
    | 1    | TOWN PLAN                           |                      |
    | 1.1  | Upkeep of the roads and bridges     | action repeats title |
    | 1.1  | Upkeep of the roads and the bridges | action repeats title |
    | 1.1  | Paint the railings                  |                      |

Fix
    None: a person has to say what the action is. An action is compared with its own title, not with
    others: one that adds a name or a number to it is silent, and so is the only action of a title,
    where they say the same. One of the same code and the same label is a duplicate row.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Field, say
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.similarity import similar_to
from xlmot.programme.wording import differ_by_names, read_words

SEVERITY = Severity.NOTE
OPTIONS = {
    "threshold": say("How alike both are at least, from 0 to 1."),
}


def check(programme: Programme, *, threshold: float = 0.85) -> Iterator[Finding]:
    texts, labels = programme.normalised, programme.table.labels
    like = cache(lambda text: similar_to(text, threshold))
    for index, node in programme.owners.items():
        title = node.title
        if title is None or title == index:
            continue
        one, other = texts.get(labels[index], ""), texts.get(labels[title], "")
        if one != other and not like(other)(one):
            continue
        if is_title_again(programme, index):
            message = say(
                "The action on row {row} repeats the title of {code} (row {title}).",
                **_where(programme, index, title),
            )
            yield found(programme, (index, title), message)
        elif one and _nearly_repeats(labels[index], labels[title]):
            message = say(
                "The action on row {row} nearly repeats the title of {code} (row {title}).",
                **_where(programme, index, title),
            )
            yield found(programme, (index, title), message)


def _where(programme: Programme, index: int, title: int) -> dict[str, Field]:
    numbers, path = programme.table.numbers, programme.owners[index].path
    return {"row": numbers[index], "code": programme.text(path), "title": numbers[title]}


def is_title_again(programme: Programme, index: int) -> bool:
    """Return whether an action, which has brothers, says what its title says.

    Where it is the only action of its title, a house gave one name to both.
    """
    node = programme.owners.get(index)
    return node is not None and len(node.actions) > 1 and repeats_title(programme, index)


def repeats_title(programme: Programme, index: int) -> bool:
    """Return whether an action says what its title says.

    One on which the code of the title is typed again is a row that stands twice.
    """
    node, table = programme.owners.get(index), programme.table
    if node is None or node.title is None:
        return False
    if table.labels[index].split() != table.labels[node.title].split():
        return False
    own = table.paths[index] != table.paths[node.title]
    return bool(table.labels[index].strip()) and (own or is_blank(table.code_value(index)))


def _nearly_repeats(action: str, title: str) -> bool:
    """Return whether similar labels differ, and not by a name."""
    apart = action.split() != title.split()
    return apart and not differ_by_names(read_words(action), read_words(title))
