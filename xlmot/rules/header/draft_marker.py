"""Draft marker.

The header of the table still says that it is a draft.

Why
    A programme that was adopted is sent out as a draft, or a draft is taken for the real one.

Example
    | Code | Work plan 2024 - draft |              |
    |------|------------------------|--------------|
    | 1    | ROADS                  | draft marker |

Fix
    None: only you know whether the programme was adopted.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Place, Severity, place
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section
from xlmot.programme.vocabulary import Vocabulary, fold, is_header

SEVERITY = Severity.NOTE


def check(programme: Programme) -> Iterator[Finding]:
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
