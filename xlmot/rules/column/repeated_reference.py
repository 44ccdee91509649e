"""Reference that is repeated.

A reference stands on three rows or more, one below the other, where each other one stands once.

Why
    The cell was drawn down: two orders or decisions have lost their numbers, and the one that is
    left seems to be of all three.

Example
    | Code | Title           | Order  |                            |
    |------|-----------------|--------|----------------------------|
    | 1    | ROADS           |        |                            |
    | 1    | Pave the square | PB-401 |                            |
    | 1    | Light the lane  | PB-405 |                            |
    | 1    | Mark the kerbs  | PB-406 | reference that is repeated |
    | 1    | Mend the bridge | PB-406 | reference that is repeated |
    | 1    | Sweep the roads | PB-406 | reference that is repeated |
    | 1    | Paint the rails | PB-409 |                            |
    | 1    | Plant the bank  | PB-412 |                            |
    | 1    | Clear the drain | PB-413 |                            |
    | 1    | Dig the well    | PB-416 |                            |
    | 1    | Fence the field | PB-417 |                            |
    | 1    | Rent the shed   | PB-420 |                            |

Fix
    None: only you know the other references. A column is one of references where nearly all of its
    texts are written alike, with figures, and at least eight of them stand once; where two stand
    several times, they are shared on purpose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Severity
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.rules.lists import texts
from xlmot.rules.staff_columns import noticed

SEVERITY = Severity.NOTE
NEEDS = ("columns",)
# So many references that stand once, written alike, and so many of the one that was drawn down.
FEWEST, ALIKE, DRAWN = 8, 0.9, 3
LONGEST = 20


def check(programme: Programme) -> Iterator[Finding]:
    for column in programme.columns:
        rows = _drawn_down(column) if column.kind == "text" else []
        if rows:
            counts = Counter(text.strip() for _, text in texts(column))
            message = say(
                "“{value}” stands on {count} rows one below the other in “{column}”; the {n} other "
                "references stand once.",
                value=str(column.value(rows[0])).strip(),
                count=len(rows),
                column=column.name,
                n=len(counts) - 1,
            )
            yield noticed(programme, column, rows, message)


def _drawn_down(column: StaffColumn) -> list[int]:
    """Return the rows of the one reference that stands on several, one below the other."""
    held = [(index, text.strip()) for index, text in texts(column)]
    if len(held) < FEWEST + DRAWN:
        return []
    counts = Counter(text for _, text in held)
    often = [text for text, count in counts.items() if count > 1]
    if len(often) != 1 or len(counts) <= FEWEST or not _are_references(counts):
        return []
    rows = [index for index, text in held if text == often[0]]
    return rows if len(rows) >= DRAWN and rows[-1] - rows[0] == len(rows) - 1 else []


def _are_references(values: Counter[str]) -> bool:
    """Return whether texts are written alike, with figures: “CV041/25”, “CV037/25”."""
    if not all(len(text) <= LONGEST and any(map(str.isdigit, text)) for text in values):
        return False
    forms = Counter(re.sub(r"\d+", "0", text) for text in values)
    return max(forms.values()) >= ALIKE * len(values)
