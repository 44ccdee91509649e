"""Status suffix.

Actions end in a word that the settings name as a status, such as “- closing”.

Why
    A status is true for one year: such an action is likely to leave the next programme, or to
    lose its suffix, and this is the list of those to look at.

Example
    | Code | Title                      |               |
    |------|----------------------------|---------------|
    | 1    | ROADS                      |               |
    | 1    | Bridge of Kehl - closing   | status suffix |
    | 1    | Bridge of Basel - lighting |               |

Fix
    None: decide when you prepare the programme of the next year.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say_many
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold

SEVERITY = Severity.NOTE
NEEDS = ("-",)


def check(programme: Programme) -> Iterator[Finding]:
    names = {fold(suffix): suffix for suffix in programme.vocabulary.suffixes}
    rows: dict[str, list[int]] = {}
    for text in (text for text in programme.rows_of if " - " in text):
        label = programme.parts[text]
        if label.suffix:
            own = [index for index in programme.rows_of[text] if _is_action(programme, index)]
            rows.setdefault(names[fold(label.suffix)], []).extend(own)
    for suffix, indexes in rows.items():
        if indexes:
            message = say_many(
                len(indexes),
                "{count} action marked “- {suffix}”: to be removed next year?",
                "{count} actions marked “- {suffix}”: to be removed next year?",
                suffix=suffix,
            )
            yield found(programme, sorted(indexes), message)


def _is_action(programme: Programme, index: int) -> bool:
    """Return whether a row is an action, or a title with nothing below that may be one."""
    node = programme.titles.get(index)
    return node is None or not (node.actions or node.children)
