"""Unknown status.

A status is not one of those that the house uses, or is written in another way than elsewhere.

Why
    A filter or a count by status sees “Done” and “done.” as two.

Example
    | Code | Title           | Status   |                |
    |------|-----------------|----------|----------------|
    | 1    | ROADS           |          |                |
    | 1    | Pave the square | Ongoing  |                |
    | 1    | Light the lane  | Ongoing  |                |
    | 1    | Mark the kerbs  | on-going | unknown status |

Fix
    Unsafe: the status that is meant is put, where only one comes close. Where the settings give
    no list, a status is compared with the others of its column, as are the texts of any column that
    repeats a few, and only another way of writing one of them is reported, the only number among
    words, the label of the row, and two cells that stand in each other's column. The only one that
    does not come back, a mark for the cell above, another mark among marks, and what the fill
    handle counted on, are remarks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xlmot.findings import Finding, Severity, unsafe
from xlmot.messages import Message, say
from xlmot.messages.hints import TypeAlias
from xlmot.programme.columns import StaffColumn, is_number
from xlmot.programme.outline import Programme
from xlmot.programme.similarity import similarity
from xlmot.rules.column.contact_differs import odd_contacts
from xlmot.rules.column.misspelt_status import meant_statuses
from xlmot.rules.lists import key, repeated, texts
from xlmot.rules.staff_columns import continued, held_text, noticed, put
from xlmot.rules.stray_values import strays

# A number among words, and how many these are.
Number: TypeAlias = "tuple[StaffColumn, int, int]"

SEVERITY = Severity.WARNING
FIX = "unsafe"
NEEDS = ("columns",)
# So many cells with the same text, as most have, make a column without telling header a list.
OFTEN = 3
# A mark such as “x” is no status, and neither are the lines of a cell.
SHORTEST = 2
# A status is alone where so few others, and so many cells, come back.
MOST, FEW, MANY = 8, 4, 20
# Two are, where so many cells come back.
TWO_ALONE = 45
# One number is odd among so many words.
WORDS = 10
WORDY = frozenset((str, type(None)))
OPTIONS = {
    "close": say("How alike a known status is at least to be proposed, from 0 to 1."),
}


def check(programme: Programme, *, close: float = 0.8) -> Iterator[Finding]:
    """Yield the statuses out of the list; one at least as similar as `close` is proposed."""
    numbers: list[Number] = []
    told = {(odd.column.number, odd.row) for odd in odd_contacts(programme)}
    for columns in continued(programme):
        listed = columns[0].values
        if columns[0].kind != "status" and not repeated(columns, OFTEN):
            continue
        known = {key(value): value for value in listed} or _most_used(columns)
        for column in columns:
            for index, text in texts(column):
                if "\n" in text.strip() or len(text.strip()) < SHORTEST:
                    continue
                new = known.get(key(text)) or (_closest(text, listed, close) if listed else text)
                if new != text and (column.number, index) not in told:
                    fix = unsafe(put(column, index, new)) if new else None
                    message = _message(column, text, new, listed)
                    yield noticed(programme, column, index, message, fix)
        if not listed:
            yield from _alone(programme, columns)
        numbers += _numbers(columns)
    yield from _among_words(programme, numbers)
    for stray in strays(programme):
        own = noticed(programme, stray.column, stray.rows, stray.message)
        yield own if stray.sure else own._replace(severity=Severity.NOTE)


def _numbers(columns: Sequence[StaffColumn]) -> list[Number]:
    """Return the one number, or day, among words that come back."""
    mixed = [column for column in columns if not WORDY.issuperset(map(type, column.held))]
    words = [text for column in columns for _, text in texts(column)] if mixed else []
    odd = [
        (column, index, len(words))
        for column in mixed
        for index, value in column.typed()
        if is_number(value) or isinstance(value, date)
    ]
    alone = len(odd) == 1 and len(words) >= WORDS
    return odd if alone and not any(text[:1].isdigit() for text in words) else []


def _among_words(programme: Programme, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Yield the numbers among words; several on a row are a second header, or a calendar."""
    rows = Counter(index for _, index, _ in numbers)
    for column, index, count in numbers:
        if rows[index] == 1:
            message = say(
                "“{value}” in “{column}”; the {n} other cells hold words.",
                value=held_text(column, index),
                column=column.name,
                n=count,
            )
            yield noticed(programme, column, index, message)


def _alone(programme: Programme, columns: Sequence[StaffColumn]) -> Iterator[Finding]:
    """Yield the one or two statuses that stand once, where all others come back: remarks."""
    cells = [(column, index, text) for column in columns for index, text in texts(column)]
    counts = Counter(key(text) for _, _, text in cells)
    once = [text for text, count in counts.items() if count == 1]
    others = [count for count in counts.values() if count > 1]
    told = columns[0].kind == "status"
    few = 1 < len(others) <= (MOST if told else FEW) and sum(others) >= MANY
    most = 1 + (told and sum(others) >= TWO_ALONE)
    if not 0 < len(once) <= most or not few or not (told or min(others) >= OFTEN):
        return
    meant = meant_statuses(repeated(columns, OFTEN))
    for column, index, text in cells:
        alone = key(text) in once and index not in programme.titles
        if alone and text.isprintable() and " ".join(text.split()) not in meant:
            message = say(
                "“{value}” stands once in “{column}”, each of {n} others {least} times or more.",
                value=text.strip(),
                column=column.name,
                n=len(others),
                least=min(others),
            )
            own = noticed(programme, column, index, message)
            yield own._replace(severity=Severity.NOTE)


def _message(column: StaffColumn, text: str, new: str, listed: Sequence[str]) -> Message:
    if listed:
        return say("Status out of the list: “{value}”.", value=text.strip())
    if column.kind != "status":
        return _in_other_column(column.name, text, new)
    if text.split() == new.split():
        return say("Status “{usual}” with other spaces than elsewhere.", usual=new)
    return say("Status “{value}”: elsewhere “{usual}”.", value=text.strip(), usual=new)


def _in_other_column(name: str, text: str, new: str) -> Message:
    if text.split() == new.split():
        return say(
            "“{column}”: “{usual}” with other spaces than elsewhere.", column=name, usual=new
        )
    return say(
        "“{column}”: “{value}”, elsewhere “{usual}”.", column=name, value=text.strip(), usual=new
    )


def _most_used(columns: Sequence[StaffColumn]) -> Mapping[str, str]:
    """Return the way of writing each status that most cells have, the first met on a tie."""
    counts = Counter(" ".join(text.split()) for column in columns for _, text in texts(column))
    known: dict[str, str] = {}
    for text, _ in counts.most_common():
        known.setdefault(key(text), text)
    return known


def _closest(text: str, listed: Sequence[str], close: float) -> str:
    """Return the one status that is close to a text, "" if none is, or several are."""
    near = [value for value in listed if similarity(key(text), key(value)) >= close]
    return near[0] if len(near) == 1 else ""
