"""Missing prefix.

An action has no prefix, while at least half of the actions beside it have one.

Why
    Where a title's actions are told by country or institution, one without a prefix may have
    lost it, and is missing from the summary by prefix.

Example
    | Code | Title                    |                |
    |------|--------------------------|----------------|
    | 1    | ROADS                    |                |
    | 1    | FR-DE / Paint the bridge |                |
    | 1    | Mend the tunnel          | missing prefix |

Fix
    None: only a person knows whether one is missing. `share` in the settings is the part of the
    actions that must have a prefix before the others are reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say, say_many
from xlmot.programme.outline import Programme, Title
from xlmot.programme.vocabulary import fold

SEVERITY = Severity.NOTE
ENABLED = False
OPTIONS = {
    "share": say("The share of neighbours with a prefix, from 0 to 1."),
}


def check(programme: Programme, *, share: float = 0.5) -> Iterator[Finding]:
    recurrent = {fold(label) for label in programme.vocabulary.recurrent_labels}
    for node in programme.walk():
        without = _without_prefix(programme, node)
        prefixed = len(node.actions) - len(without)
        if not prefixed or prefixed < share * len(node.actions):
            continue
        message = say_many(
            prefixed,
            "No prefix, while {count} action of {code} has one.",
            "No prefix, while {count} actions of {code} have one.",
            code=programme.text(node.path),
        )
        for index in without:
            if fold(programme.table.labels[index]) not in recurrent:
                yield found(programme, index, message)


def _without_prefix(programme: Programme, node: Title) -> list[int]:
    labels = programme.table.labels
    return [i for i in node.actions if labels[i] and not programme.parts[labels[i]].prefix]
