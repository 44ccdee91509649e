"""Long label.

A label has more characters than the house allows.

Why
    A label of several lines is a paragraph: it is cut in summaries, on slides and in filters, and
    most often holds two actions.

Example
    | Code | Title                                           |            |
    |------|-------------------------------------------------|------------|
    | 1    | ROADS                                           |            |
    | 1    | Pave the square and then, if money is left, ... | long label |
    | 1    | Light the lane                                  |            |

Fix
    None: a person shortens it, or makes two rows of it. `limit` is the number of characters
    allowed. Five long labels or more are one remark; where a third of all labels are long, that is
    how the house writes, and this is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme

SEVERITY = Severity.NOTE
# So many long labels are said together, and nothing where so many of all are long.
MANY, USUAL = 5, 1 / 3
OPTIONS = {
    "limit": say("The most characters of a label."),
}


def check(programme: Programme, *, limit: int = 200) -> Iterator[Finding]:
    """Yield the labels of more than `limit` characters, together where there are many."""
    long = {text: rows for text, rows in programme.rows_of.items() if len(text) > limit}
    if len(long) >= MANY:
        if len(long) > USUAL * len(programme.rows_of):
            return
        rows = sorted(index for own in long.values() for index in own)
        most = max(map(len, long))
        message = say(
            "{count} labels have more than {limit} characters, the longest has {most}.",
            count=len(rows),
            limit=limit,
            most=most,
        )
        yield found(programme, rows, message)
        return
    for text, rows in long.items():
        for index in rows:
            message = say(
                "Label of {count} characters (limit {limit}).", count=len(text), limit=limit
            )
            yield found(programme, index, message)
