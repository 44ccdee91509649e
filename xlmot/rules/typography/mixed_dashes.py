"""Mixed dashes.

Labels are cut by different dashes: `-`, `–` or `—` between spaces.

Why
    They look alike and are three characters: whoever searches or splits labels on one of them
    misses the others.

Example
    | Code  | Title                    |              |
    |-------|--------------------------|--------------|
    | 1     | ROADS                    |              |
    | 1     | Squares - north          |              |
    | 1     | Squares - south          |              |
    | 1     | Squares – east           | mixed dashes |

Fix
    Unsafe: the dash becomes the one that most rows have, the first met on a tie. Dashes inside a
    word or a range of years, and before a number, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, set_cell, unsafe
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.rules.forms import most_used

SEVERITY = Severity.NOTE
FIX = "unsafe"
ENABLED = False
DASH = lazy(r"(?<=\s)(?:-|[–—](?!\s?\d))(?=\s)")


def check(programme: Programme) -> Iterator[Finding]:
    rows: dict[str, list[int]] = {}
    for text, own in programme.rows_of.items():
        for dash in dict.fromkeys(DASH.findall(text)):
            rows.setdefault(dash, []).extend(own)
    usual = most_used(rows) if len(rows) > 1 else ""
    wrong = {index for dash, own in rows.items() if usual and dash != usual for index in own}
    for index in sorted(wrong):
        text = programme.table.labels[index]
        mark = next(dash for dash in DASH.findall(text) if dash != usual)
        message = say("Dash “{mark}” here, “{usual}” elsewhere.", mark=mark, usual=usual)
        edit = set_cell(programme.table, index, "label", DASH.sub(usual, text))
        yield found(programme, index, message, fix=unsafe(edit))
