"""Find codes that share a cell with their label and are written so that they cannot be read."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import Path
from xlmot.programme.outline import Programme
from xlmot.rules.once import once

# So many codes of a column share their cells, and so many of them have one depth.
FEWEST, NEARLY_ALL = 6, 0.8
# So many codes in cells of their own, beside the labels of a column, show how long they are.
FEWEST_ALIKE = 8
# So many of them that are written otherwise are slips; more are another way of writing.
SLIPS, SLIPS_SHARE = 2, 0.05
# What the code of a cell may have beside its own letters and figures: brackets, spaces, joints.
MORE = 8
# Letters that are taken for figures.
ALIKE = str.maketrans("loi", "101")


class Shared(NamedTuple):
    """The rows of one column whose code and label share a cell, and the depth of most codes."""

    rows: tuple[int, ...]
    depth: int
    alike: int


@once
def shared_columns(programme: Programme) -> dict[tuple[int, int], Shared]:
    """Return the columns of which most cells hold a code and its label.

    By the first table row of their section and their number.
    """
    table = programme.table
    own: dict[tuple[int, int], list[int]] = {}
    if not any(section.layout.shares_cells() for section in table.sections):
        return {}
    for index in table.data():
        code = table.spots[index].code_in_label() if index in table.spots else None
        if code is not None:
            own.setdefault((table.section(index).start, code.column), []).append(index)
    found = {}
    for key, rows in own.items():
        depths = Counter(len(path) for index in rows if (path := _written(programme, index)))
        if depths and len(rows) >= FEWEST:
            depth, count = depths.most_common(1)[0]
            if count >= NEARLY_ALL * len(rows):
                found[key] = Shared(tuple(rows), depth, count)
    return found


def _written(programme: Programme, index: int) -> Path | None:
    reading = programme.table.readings[index]
    return reading.path if reading else None


@once
def odd_codes(programme: Programme) -> dict[int, str]:
    """Return what stands for the code of rows whose cell begins with one written otherwise.

    Its letters and figures are those of the code that its place asks for, its marks are not:
    “4.1,2.”, “(D3.a)”, “6.1..1.”, “2.31.”.
    """
    table, odd = programme.table, dict[int, str]()
    columns = shared_columns(programme)
    rows_of: dict[tuple[int, int], list[int]] = {key: [] for key in columns}
    for index in table.data() if columns else ():
        key = table.section(index).start, table.label_spot(index).column
        if key in rows_of:
            rows_of[key].append(index)
    for key, shared in columns.items():
        own: dict[int, str] = {}
        rows, column = rows_of[key], key[1]
        for place, index in enumerate(rows):
            path = _written(programme, index)
            if path is not None and len(path) == shared.depth:
                continue
            text = table.section(index).grid.value(table.numbers[index], column)
            if isinstance(text, str):
                around = rows[max(0, place - 1) : place + 2]
                asked = _asked(programme, index, around, shared.depth)
                heads = (_head(text, code) for code in asked)
                if head := next(filter(None, heads), ""):
                    own[index] = head
        odd |= own if len(own) <= max(SLIPS, SLIPS_SHARE * len(shared.rows)) else {}
    return odd


def misplaced_codes(programme: Programme) -> dict[int, tuple[int, Shared]]:
    """Return the rows whose code has more or fewer levels than those of its column, with both.

    Only where each level has a column of its own.
    """
    odd, found = odd_codes(programme), dict[int, tuple[int, Shared]]()
    for shared in shared_columns(programme).values():
        of_level = bool(programme.table.section(shared.rows[0]).layout.tiers)
        for index in shared.rows if of_level else ():
            path = _written(programme, index)
            if path and len(path) != shared.depth and index not in odd:
                found[index] = len(path), shared
    return found | _beside_labels(programme)


def _beside_labels(programme: Programme) -> dict[int, tuple[int, Shared]]:
    """Return the same of codes in a cell of their own, by the column that their labels stand in.

    Of those of a column nearly all have one length: a label slipped into the column of another
    level, or its code has a part too many.
    """
    table = programme.table
    columns: dict[tuple[int, int], dict[int, int]] = {}
    for index in table.data() if table.placed else ():
        code, label, path = (
            table.code_spot(index),
            table.label_spot(index),
            _written(programme, index),
        )
        if path and code is not None and code.end is None and code.column != label.column:
            columns.setdefault((table.section(index).start, label.column), {})[index] = len(path)
    found: dict[int, tuple[int, Shared]] = {}
    for lengths in columns.values():
        depth, count = Counter(lengths.values()).most_common(1)[0]
        odd = {index: length for index, length in lengths.items() if length != depth}
        if count >= FEWEST_ALIKE and len(odd) <= max(1, SLIPS_SHARE * len(lengths)):
            shared = Shared(tuple(lengths), depth, count)
            found |= {index: (length, shared) for index, length in odd.items()}
    return found


def _asked(programme: Programme, index: int, around: list[int], depth: int) -> Iterator[str]:
    """Yield the codes that the place of a row may ask for: its own, those beside its neighbours."""
    own = programme.table.paths[index]
    if own and len(own) == depth:
        yield programme.text(own)
    for before, after in pairwise(around):
        path = _written(programme, before if after == index else after)
        if path:
            number = path[-1] + (1 if after == index else -1)
            if number >= 0:
                yield programme.text((*path[:-1], number))
            if after == index:
                yield programme.text((*path[:-2], path[-2] + 1, 1) if len(path) > 1 else path)


def _head(text: str, code: str) -> str:
    """Return the beginning of a text that is a code but for its marks, "" if none is.

    >>> _head("4.1,2. Extend", "4.1.2"), _head("(D3.a) Draw", "D3.a"), _head("2.31. Dig", "2.3.1")
    ('4.1,2.', '(D3.a)', '2.31.')
    >>> _head("5.2. 2. Join", "5.2.2"), _head("12 trees", "1.2"), _head("Aim", "A")
    ('5.2. 2.', '', '')
    """
    wanted, read = _plain(code), ""
    for place, letter in enumerate(text):
        read += _plain(letter)
        if read == wanted and wanted:
            end = place + 1
            while end < len(text) and not text[end].isalnum() and not text[end].isspace():
                end += 1
            head = text[:end].strip()
            marked = any(not one.isalnum() for one in head)
            apart = end < len(text) and text[end].isspace()
            return head if marked and apart and len(head) <= len(code) + MORE else ""
        if not wanted.startswith(read):
            return ""
    return ""


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded)).translate(ALIKE)
