"""Required column missing.

The header does not name a column that the settings require.

Why
    A column that was deleted or renamed is not checked and not summed, and nobody is told.

Example
    | Code | Title | Budget |                                      |
    |------|-------|--------|--------------------------------------|
    | 1    | ROADS | 1200   | missing column: “Person” is required |

Fix
    None: add the column, or take it out of `required` in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold, is_header

SEVERITY = Severity.ERROR
NEEDS = ("required",)


def check(programme: Programme) -> Iterator[Finding]:
    for section in programme.table.sections:
        layout = section.layout
        if not layout.header_rows:
            continue
        names = [fold(name) for name in (*layout.own_words, *(c.name for c in layout.others))]
        for name in programme.vocabulary.required_columns:
            if not any(is_header(text, (name,)) for text in names):
                message = say("Column “{name}” is missing.", name=name)
                yield found(programme, section.start, message)
