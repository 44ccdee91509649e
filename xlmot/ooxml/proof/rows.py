"""Prove that the rows of a sheet are the old ones but for the declared edits.

Most rows are proven by their bytes: the same, or the same with another row number. The others are
read cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress, count
from operator import ne

from xlmot.messages.lazy import lazy
from xlmot.ooxml.cells.references import RowMap
from xlmot.ooxml.proof.sheet_rows import Row, SheetRows, number_of

Pair = tuple[Row | None, Row | None]

_STRING = lazy(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*(\d+)\s*<""")
_PLACE = lazy(rb' r="[A-Z]*([0-9]+)"')
_FEW = 50  # shared strings that are found faster one by one


def unproven(
    old: SheetRows,
    new: SheetRows,
    rows: RowMap,
    touched: AbstractSet[int],
    strings: AbstractSet[bytes],
    *,
    careful: bool,
) -> Iterator[Pair]:
    """Yield the rows, before and after, whose bytes do not prove them the same.

    `touched` are the old numbers of rows with an edit, `strings` the indexes of shared strings
    that are not the same any more; `careful` where rows are deleted somewhere, so that a formula
    may have to change. A row that is on one side only has None on the other; deleted rows are on
    neither.
    """
    few = len(strings) <= _FEW and not (rows.deleted or careful)
    suspects = _using(old, strings) if few else []
    if few and all(number_of(piece) is not None for piece in suspects):
        yield from _changed(old, new, suspects)
        return
    for before, after in _pairs(old.rows, new.rows, rows):
        if (
            before is None
            or after is None
            or before[0] in touched
            or (careful and b"<" + old.prefix + b"f" in before[1])
            or (strings and not strings.isdisjoint(_STRING.findall(before[1])))
            or not _same(before, after)
        ):
            yield before, after


def _using(sheet: SheetRows, strings: AbstractSet[bytes]) -> list[bytes]:
    """Return the rows that may use one of the shared strings."""
    indexes = [b">" + index + b"<" for index in strings]
    if len(indexes) == 1:
        return [piece for piece in sheet.pieces if indexes[0] in piece]
    return [piece for piece in sheet.pieces if indexes and any(index in piece for index in indexes)]


def _changed(old: SheetRows, new: SheetRows, suspects: Sequence[bytes]) -> Iterator[Pair]:
    """Pair the suspects, and the rows between the first and the last whose bytes differ."""
    start = _common(old.pieces, new.pieces)
    end = _common(old.pieces[start:][::-1], new.pieces[start:][::-1])
    middles = [pieces[start : len(pieces) - end] for pieces in (old.pieces, new.pieces)]
    if all(number_of(piece) is not None for pieces in middles for piece in pieces):
        olds, news = [[(number_of(one) or 0, one) for one in pieces] for pieces in middles]
        pairs = _pairs(olds, news, RowMap([]))
    else:
        pairs = _pairs(old.rows, new.rows, RowMap([]))
    unsure = set(suspects)
    for before, after in pairs:
        if before != after or (before and before[1] in unsure):
            yield before, after
    for piece in unsure - set(middles[0]):
        row = number_of(piece) or 0, piece
        yield row, row


def _common(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """Return how many items are the same from the start on."""
    return next(compress(count(), map(ne, one, other)), min(len(one), len(other)))


def _pairs(old: Sequence[Row], new: Sequence[Row], rows: RowMap) -> Iterator[Pair]:
    """Walk both sheets down, a row before beside the row after that has its new number."""
    kept = ((rows.place(row[0]), row) for row in old if row[0] not in rows)
    arrived = iter(new)
    before, after = next(kept, None), next(arrived, None)
    while before or after:
        if before and after and before[0] == after[0]:
            yield before[1], after
            before, after = next(kept, None), next(arrived, None)
        elif after is None or (before and before[0] < after[0]):
            yield (before[1] if before else None), None
            before = next(kept, None)
        else:
            yield None, after
            after = next(arrived, None)


def _same(before: Row, after: Row) -> bool:
    """Return whether a row is the same but for its number, and each cell's.

    Where the number ends an attribute as often as a place, to replace it changes places only.
    """
    (old, was), (new, now) = before, after
    if old == new:
        return was == now
    number = b"%d" % old
    places = _PLACE.findall(was)
    ending = number + b'"'
    if places.count(number) != len(places) or was.count(ending) != len(places):
        return False
    return was.replace(ending, b'%d"' % new) == now
