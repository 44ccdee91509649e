"""List separators mixed.

A cell parts the items of a list by another sign than most cells of the column do.

Why
    Splitting the column into items (Data, Text to Columns) goes by one sign: elsewhere two partners
    stay one.

Example
    | Code | Title           | Partners         |                       |
    |------|-----------------|------------------|-----------------------|
    | 1    | ROADS           |                  |                       |
    | 1    | Pave the square | Region, Town     |                       |
    | 1    | Light the lane  | Town, Harbour    |                       |
    | 1    | Mark the kerbs  | Region; Harbour  | list separators mixed |

Fix
    Safe: the sign of most cells is put, where each item also stands elsewhere in the column as an
    item. Unsafe where fewer than four cells have that sign alone, or not twice as many as have
    another. Otherwise none: a comma or a slash may be part of a name. A column whose header says
    nothing is one of lists where its cells are lists of items that come again. Columns that part
    by one sign as often as by another are silent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from xlmot.findings import Finding, SetCell, Severity, safe, unsafe
from xlmot.messages import say
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.staff_columns import continued, noticed, put

SEVERITY = Severity.NOTE
FIX = "safe or unsafe"
NEEDS = ("columns",)
SIGN = r"\s*([,;/])\s*"
# Without a telling header a column is one of lists if so many cells are, most items repeated.
FEWEST_LISTS, AGAIN_SHARE = 5, 0.8
# A sign that parts so many cells, and so many times as many as the others do, is clearly the usual.
CLEAR, CLEARER = 4, 2


def check(programme: Programme) -> Iterator[Finding]:
    for columns in continued(programme):
        first = columns[0]
        if first.kind != "list" and (first.told or first.kind != "text"):
            continue
        cells = [(column, index, text) for column in columns for index, text in _texts(column)]
        texts = [text for *_, text in cells]
        usual = _usual(texts)
        items = _items(texts, usual)
        clear = _is_clear(texts, usual)
        if first.kind != "list" and not _holds_lists(texts, usual, items):
            continue
        for column, index, text in cells:
            other = _others(text, usual)
            if other and (_are_known(text, items) or _is_told(first, text, other, usual)):
                message = say(
                    "List separated by “{other}”, elsewhere by “{usual}”.",
                    other=other[0],
                    usual=usual.strip(),
                )
                edit = _edit(column, index, text, usual, items)
                fix = None if edit is None else safe(edit) if clear else unsafe(edit)
                yield noticed(programme, column, index, message, fix)


def _texts(column: StaffColumn) -> Iterator[tuple[int, str]]:
    """Yield the lists of a column; one item a line is a way of its own."""
    for index, value in column.typed():
        if isinstance(value, str) and "\n" not in value.strip():
            yield index, value


def _usual(texts: Sequence[str]) -> str:
    """Return the sign, with the spaces beside it, that alone parts most lists; "" if none does."""
    signs = Counter(found[0] for text in texts if len(found := [*{*re.findall(SIGN, text)}]) == 1)
    if not signs:
        return ""
    (sign, count), *others = signs.most_common()
    if count < 2 or (others and others[0][1] == count):
        return ""
    spaced = Counter(
        match[0] for text in texts for match in re.finditer(SIGN, text) if match[1] == sign
    )
    return spaced.most_common(1)[0][0]


def _is_clear(texts: Sequence[str], usual: str) -> bool:
    """Return whether the usual sign alone parts so many cells that another is a slip."""
    signs = [{*re.findall(SIGN, text)} for text in texts]
    own = signs.count({usual.strip()})
    others = sum(bool(found - {usual.strip()}) for found in signs)
    return own >= max(CLEAR, CLEARER * others)


def _items(texts: Sequence[str], usual: str) -> Counter[str]:
    """Return in how many cells each item stands, separated by the usual sign."""
    sign = usual.strip()
    if not sign:
        return Counter()
    return Counter(item for text in texts for item in {*map(fold, text.split(sign))})


def _others(text: str, usual: str) -> list[str]:
    """Return the signs in a text that are not the usual one."""
    return [
        sign for sign in dict.fromkeys(re.findall(SIGN, text)) if usual and sign != usual.strip()
    ]


def _holds_lists(texts: Sequence[str], usual: str, items: Mapping[str, int]) -> bool:
    """Return whether cells without a telling header are lists, of items that come again."""
    lists = [text for text in texts if usual and usual.strip() in text]
    pieces = [fold(piece) for text in lists for piece in text.split(usual.strip())]
    again = sum(items[piece] > 1 for piece in pieces)
    return len(lists) >= FEWEST_LISTS and again >= AGAIN_SHARE * len(pieces)


def _is_told(column: StaffColumn, text: str, others: Sequence[str], usual: str) -> bool:
    """Return whether a semicolon parts items of a column that its header calls a list."""
    return column.kind == "list" and others == [";"] and usual.strip() not in text


def _are_known(text: str, items: Container[str]) -> bool:
    pieces = [fold(piece) for piece in re.split("[,;/]", text)]
    return all(piece and piece in items for piece in pieces)


def _edit(
    column: StaffColumn, index: int, text: str, usual: str, items: Container[str]
) -> SetCell | None:
    if not _are_known(text, items):
        return None
    return put(column, index, re.sub(SIGN, lambda _: usual, text))
