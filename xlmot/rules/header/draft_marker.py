"""Draft marker.

The header of the table still says that it is a draft, or a cell holds what was to be filled in.

Why
    A programme that was adopted is sent out as a draft, or a draft is taken for the real one. An
    `XXX` or `to be confirmed` that everybody knew of is forgotten, and printed.

Example
    | Code | Work plan 2024 - draft |              |
    |------|------------------------|--------------|
    | 1    | ROADS                  |              |
    | 1    | XXX                    | draft marker |
    | 1    | Light the lane (TBC)   | draft marker |

Fix
    None: only you know whether the programme was adopted, and what is to be filled in. It is a
    remark; a label that is nothing but a placeholder is a warning. What stands three times or more
    in a column of statuses is one of them, and what most cells of a column hold is its way. Words
    in a column of numbers are the business of `number-as-text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Place, Severity, found, place
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section
from xlmot.programme.vocabulary import Vocabulary, fold, is_header
from xlmot.rules.placeholders import (
    find_placeholder,
    is_placeholder,
    may_hold_placeholder,
    placeholder_words,
)

SEVERITY = Severity.NOTE
OPTIONS = {
    "placeholders": say("Words for what is still to be filled in."),
    "statuses": say("Those among them that may be statuses."),
}
NUMBERS = ("amount", "number", "percent")
# A status that so many rows have is one; what so much of a column holds is its way.
STATUS, USUAL = 3, 1 / 3


def check(
    programme: Programme, *, placeholders: Sequence[str] = (), statuses: Sequence[str] = ()
) -> Iterator[Finding]:
    yield from _of_the_table(programme)
    words = placeholder_words(placeholders)
    of_status = words - placeholder_words(statuses)
    yield from _in_labels(programme, words)
    for column in programme.columns:
        if column.kind not in NUMBERS and not (column.kind == "text" and column.told):
            own = of_status if column.kind == "status" else words
            yield from _in_column(programme, column, own)


def _in_labels(programme: Programme, words: frozenset[str]) -> Iterator[Finding]:
    inside = may_hold_placeholder("\n".join(programme.rows_of))
    for text, rows in programme.rows_of.items():
        if is_placeholder(text, words):
            message = say("“{text}” in place of a label.", text=text.strip())
            yield found(programme, rows, message, severity=Severity.WARNING)
        elif inside and (part := find_placeholder(text, words)):
            yield found(programme, rows, say("Still to be filled in: “{text}”.", text=part))


def _in_column(
    programme: Programme, column: StaffColumn, words: frozenset[str]
) -> Iterator[Finding]:
    from xlmot.rules.lists import texts
    from xlmot.rules.staff_columns import noticed

    filled = sum(1 for _ in column.cells())
    left: dict[str, list[int]] = {}
    for index, text in texts(column):
        if is_placeholder(text, words):
            left.setdefault(fold(text) or text.strip(), []).append(index)
    for rows in left.values():
        is_status = column.kind == "status" and len(rows) >= STATUS
        if not is_status and len(rows) <= USUAL * filled:
            message = say(
                "Still to be filled in: “{text}” in “{column}”.",
                text=str(column.value(rows[0])).strip(),
                column=column.name,
            )
            yield noticed(programme, column, rows, message)


def _of_the_table(programme: Programme) -> Iterator[Finding]:
    find = _Finder(programme.vocabulary)
    table = programme.table
    marked = [
        (spot, marker)
        for section in table.sections
        for spot, text in _above(section)
        if (marker := find.marker(text))
    ]
    marked += [
        (place(table, index), marker)
        for index in table.of_kind(RowKind.HEADER)
        if (marker := find.marker(table.labels[index], header=True))
    ]
    if marked:
        places, markers = zip(*marked, strict=True)
        message = say(
            "The document still bears the mention “{markers}”.",
            markers=tuple(dict.fromkeys(markers)),
        )
        yield Finding(places, message)


def _above(section: Section) -> Iterator[tuple[Place, str]]:
    """Yield the texts above the header of a sheet."""
    for row in range(1, min(section.layout.header_rows, default=1)):
        for column, value in enumerate(section.grid.rows[row - 1], 1):
            if isinstance(value, str):
                yield Place(section.grid.sheet, row, column), value


class _Finder:
    """Find the marker at the end of a text: after a dash, in brackets, or after a header."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.markers = {fold(marker): marker for marker in vocabulary.draft_markers}
        self.headers = vocabulary.label_headers

    def marker(self, text: str, *, header: bool = False) -> str:
        whole = fold(text).rstrip(")")
        for marker, shown in self.markers.items():
            before = whole.removesuffix(marker)
            words = before.rstrip(" -–—(")
            if before in (whole, words):
                continue
            apart = before.strip() != words
            if words and (apart or (header and is_header(words, self.headers))):
                return shown
        return ""
