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
    None: only you know whether the programme was adopted, and what is to be filled in. The draft is
    a remark, and so is a placeholder in a column that has others, or that may be a status. A
    placeholder in a label is a warning, and the only one of a column that is filled otherwise. What
    stands three times or more in a column of statuses is one of them, and what most cells of a
    column hold is its way. Words in a column of numbers are the business of `number-as-text`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xlmot.findings import Finding, Place, Severity, found, place
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section
from xlmot.programme.vocabulary import Vocabulary, fold, is_header
from xlmot.rules.placeholders import WORD, Placeholders, read_placeholders
from xlmot.rules.signs import is_shouted

SEVERITY = Severity.NOTE
OPTIONS = {
    "placeholders": say("Words for what is still to be filled in."),
    "statuses": say("Those among them that may be statuses."),
    "leads": say("What stands before a verb to say that it is still to be done."),
    "verbs": say("What is still to be done to what is not filled in."),
    "forms": say("What a form asks to do in a cell: “please choose”, “type here”."),
    "names": say("What a form asks for: “name”, “title”."),
    "things": say("What stands on a row, that such a name may be of: “action”, “task”."),
    "nouns": say("What is not filled in where such words stand in place of a label."),
}
NUMBERS = ("amount", "number", "percent")
# A status that so many rows have is one; what so much of a column holds is its way.
STATUS, USUAL = 3, 1 / 3
# So few placeholders, in a column of so many cells, are what somebody has to look at.
FEW, FILLED = 0.05, 10


def check(
    programme: Programme,
    *,
    placeholders: Sequence[str] = (),
    statuses: Sequence[str] = (),
    leads: Sequence[str] = (),
    verbs: Sequence[str] = (),
    nouns: Sequence[str] = (),
    forms: Sequence[str] = (),
    names: Sequence[str] = (),
    things: Sequence[str] = (),
) -> Iterator[Finding]:
    yield from _of_the_table(programme)
    known = read_placeholders(placeholders, leads, verbs, nouns, statuses, forms, names, things)
    yield from _in_labels(programme, known)
    for column in programme.columns:
        if column.kind not in NUMBERS:
            yield from _in_column(programme, column, known)


def _in_labels(programme: Programme, known: Placeholders) -> Iterator[Finding]:
    asked = _asked_of_labels(programme)
    for text in known.suspects(programme.rows_of, asked):
        rows = programme.rows_of[text]
        if known.is_whole(text) or known.is_form(text, asked):
            message = say("“{text}” in place of a label.", text=text.strip())
            yield found(programme, rows, message, severity=Severity.WARNING)
        elif part := known.part(text):
            severity = Severity.WARNING if known.is_sure(part) else Severity.NOTE
            message = say("Still to be filled in: “{text}”.", text=part)
            yield found(programme, rows, message, severity=severity)


def _asked_of_labels(programme: Programme) -> set[str]:
    """Return the words of the headers of the labels, and the names of the levels."""
    table, levels = programme.table, programme.vocabulary.levels
    heads = (table.labels[index] for index in table.of_kind(RowKind.HEADER))
    names = (name for level in levels for name in (*level.one, *level.many))
    words = WORD.findall(fold(" ".join([*heads, *names])))
    return {one for word in words for one in (word, word.removesuffix("s"))}


def _in_column(programme: Programme, column: StaffColumn, known: Placeholders) -> Iterator[Finding]:
    from xlmot.rules.lists import texts
    from xlmot.rules.staff_columns import noticed
    from xlmot.rules.times import days

    kind = "due_date" if column.kind == "text" and days(column) else column.kind
    filled = sum(1 for _ in column.cells())
    held = list(texts(column))
    counts, told = Counter(text for _, text in held), column.kind == "text" and column.told
    asked = set(WORD.findall(fold(column.name)))
    forms = known.may_be_forms(counts, asked)
    crosses = {text.strip().casefold() for _, text in held if not text.strip(" xX")}
    # Somebody put a question mark behind a name, or behind two of them.
    asked_of = {text for text in counts if text[-1:] == "?" and " " in text.strip(" ?")}
    asked_of = asked_of if kind == "person" else set()
    left: dict[str, list[int]] = {}
    for index, text in held:
        rated = len(crosses) > 1 and text.strip().casefold() in crosses
        form = forms and counts[text] < STATUS and _is_form(text, column, known, asked)
        if (
            form
            or is_shouted(text)
            or text in asked_of
            or (not rated and not told and _is_left_open(text, kind, known))
        ):
            left.setdefault(fold(text) or text.strip(), []).append(index)
    few = sum(map(len, left.values())) <= max(1, FEW * filled) and filled > FILLED
    for rows in left.values():
        is_status = column.kind == "status" and len(rows) >= STATUS
        if not is_status and len(rows) <= USUAL * filled:
            message = say(
                "Still to be filled in: “{text}” in “{column}”.",
                text=str(column.value(rows[0])).strip(),
                column=column.name,
            )
            own = noticed(programme, column, rows, message)
            yield own._replace(severity=Severity.WARNING) if few else own


def _is_form(text: str, column: StaffColumn, known: Placeholders, asked: set[str]) -> bool:
    """Return whether a cell holds what a form asks for, or says that it is still to be typed."""
    noted = column.kind == "text" and column.told
    if column.kind == "status" and known.is_order(text):
        return True
    return known.is_form(text, asked) or known.is_asked(text, asked, noted=noted)


def _is_left_open(text: str, kind: str, known: Placeholders) -> bool:
    """Return whether a cell of a column of some kind says that it is to be filled in."""
    from xlmot.rules.masks import is_masked

    if is_masked(text, dated=kind == "due_date"):
        return True
    if kind not in ("person", "due_date"):
        return known.is_whole(text, listed=True)
    return known.is_whole(text) or known.is_said_of(text) or bool(known.part(text))


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
