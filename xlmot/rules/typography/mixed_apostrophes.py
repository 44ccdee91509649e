"""Mixed apostrophes.

Some labels have the straight apostrophe of the keyboard, others the curly one of print.

Why
    They look alike and are two characters: Excel sorts, filters and looks up “l'eau” and “l’eau”
    as different.

Example
    | Code  | Title                    |                   |
    |-------|--------------------------|-------------------|
    | 1     | ROADS                    |                   |
    | 1     | The town's squares       |                   |
    | 1     | The county's bridges     |                   |
    | 1     | The port’s quays         | mixed apostrophes |

Fix
    Safe: the apostrophes between letters become those that most rows have, the straight ones on a
    tie. Those of addresses stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, safe, set_cell
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.rules import substitute
from xlmot.rules.addresses import outside_addresses
from xlmot.rules.forms import most_used

SEVERITY = Severity.NOTE
FIX = "safe"
ENABLED = False
APOSTROPHE = lazy(r"(?<=[^\W\d_])['’](?=[^\W\d_])")


def check(programme: Programme) -> Iterator[Finding]:
    marks = {
        text: own for text in programme.rows_of if (own := outside_addresses(text, APOSTROPHE))
    }
    rows: dict[str, list[int]] = {"'": [], "’": []}
    for text, own in marks.items():
        for mark in dict.fromkeys(match[0] for match in own):
            rows[mark] += programme.rows_of[text]
    usual = most_used(rows)
    for text, own in marks.items():
        wrong = [match for match in own if match[0] != usual]
        new = substitute(text, wrong, usual)
        for index in programme.rows_of[text] if wrong and rows[usual] else ():
            message = say(
                "Apostrophe “{mark}” here, “{usual}” elsewhere.", mark=wrong[0][0], usual=usual
            )
            edit = set_cell(programme.table, index, "label", new)
            yield found(programme, index, message, fix=safe(edit))
