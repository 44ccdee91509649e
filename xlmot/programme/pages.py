"""Recognise page numbers and footers that were pasted among the rows of a programme."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid, Value
from xlmot.programme.layout import INSIDE, Layout
from xlmot.programme.vocabulary import fold

_NUMBER = r"\d{1,3}(?:\s*(?:/|sur|of|von|van|de|di)\s*\d{1,3})?"
_DASHED = lazy(rf"[-–—]\s*{_NUMBER}\s*[-–—]")
_OF = lazy(r"\d{1,3}\s*(?:/|sur|of|von|van|di)\s*\d{1,3}")


def is_page_number(text: str, words: tuple[str, ...]) -> bool:
    """Return whether a text is but the number of a page: « Page 2/5 », `– 4 –`, `3 of 7`.

    >>> [is_page_number(text, ("page", "p.")) for text in ("Page 2/5", "– 4 –", "Page layout", "4")]
    [True, True, False, False]
    """
    if len(text) > 40 or not any(map(str.isdigit, text)):
        return False
    bare = text.strip()
    if _OF.fullmatch(bare) if bare[0].isdigit() else bare[0] in "-–—" and _DASHED.fullmatch(bare):
        return True
    folded = fold(bare)
    begun = (folded[len(word) :] for word in map(fold, words) if folded.startswith(word))
    rests = (rest for rest in begun if rest[:1] == "n" or not rest[:1].isalpha())
    return any(re.fullmatch(rf"[\s.:n°]*{_NUMBER}", rest) for rest in rests)


class _Lone(NamedTuple):
    """A number that is all that a row shows; `sure` where its words or marks say of what."""

    row: int
    number: int
    sure: bool


def page_rows(grid: Grid, layout: Layout, words: tuple[str, ...]) -> frozenset[int]:
    """Return the rows of a table that show nothing but the number of a page.

    A bare number is one where it goes on from another, in the column of the labels or below words
    that say so; in the column of the codes, where it also is the code of another row.

    >>> layout = Layout((), 1, 1, 2)
    >>> rows: list[list[Value]] = [["1", "Roads"], ["", "Page 1"], ["2", "Lanes"], [2, ""], [3, ""]]
    >>> sorted(page_rows(Grid("Plan", rows), layout, ("page",)))
    [2]
    >>> rows = [["1", "Roads"], ["", "Page 1"], ["2", "Lanes"], ["", 2.0], ["", "12"]]
    >>> sorted(page_rows(Grid("Plan", rows), layout, ("page",)))
    [2, 4]
    """
    columns: defaultdict[int, list[_Lone]] = defaultdict(list)
    # A legend may stand right of the table.
    last = max((column.number for column in layout.others), default=0)
    last = max(last, *layout.columns()) if last else 0
    for row in grid.rows_from(layout.first_row):
        filled = grid.filled(row)
        beside = len(filled) > 1 and 0 < last < filled[1][0]
        if (len(filled) == 1 or beside) and (row, filled[0][0]) not in grid.formulas:
            lone = _lone(row, filled[0][1], words)
            if lone and (lone.sure or not beside):
                columns[filled[0][0]].append(lone)
    codes = layout.label if layout.scheme == INSIDE else layout.code
    found = {row for column, all_lone in columns.items() if column != codes
             for row in _pages(all_lone, bare_run=column == layout.label)}  # fmt: skip
    found = found.union(_pages_among_codes(grid, columns[codes], codes))
    return frozenset(found.union(_heads_of_pages(grid, layout, words)))


def _heads_of_pages(grid: Grid, layout: Layout, words: tuple[str, ...]) -> Iterator[int]:
    """Yield the rows that say what a row above the table says, with the number of another page."""
    heads = []
    for row in range(1, layout.first_row):
        cells = dict(grid.filled(row))
        numbered = [n for n, value in cells.items() if is_page_number(str(value), words)]
        if numbered and len(cells) > len(numbered):
            heads.append((cells, numbered))
    for row in grid.rows_from(layout.first_row) if heads else ():
        own = dict(grid.filled(row))
        for cells, numbered in heads:
            same = own.keys() == cells.keys() and all(
                own[n] == cells[n] or (n in numbered and is_page_number(str(own[n]), words))
                for n in cells
            )
            if same:
                yield row


def _pages_among_codes(grid: Grid, found: list[_Lone], codes: int) -> Iterator[int]:
    """Yield the rows of page numbers in the column of the codes, which others there go on from."""
    if any(lone.sure for lone in found):
        # Other codes of the column go on from the text of a row: “P2-05” from “P2”.
        values = (value for row in grid.rows for value in row[codes - 1 : codes])
        begun = heads_of({value.strip() for value in values if isinstance(value, str)})
        found = [
            lone
            for lone in found
            if not (lone.sure and str(grid.value(lone.row, codes)).strip() in begun)
        ]
    if not any(lone.sure for lone in found):
        return
    bare = {lone.row: lone.number for lone in found if not lone.sure}
    others = bare and {_whole(grid.value(row, codes)) for row in range(1, len(grid.rows) + 1)
                       if row not in bare}  # fmt: skip
    yield from (
        row for row in _pages(found, bare_run=False) if row not in bare or bare[row] in others
    )


def heads_of(texts: Iterable[str]) -> frozenset[str]:
    """Return what texts begin with, up to a mark each.

    >>> sorted(heads_of(["P2-05.1", "Page 3"]))
    ['P2', 'P2-05', 'Page']
    """
    return frozenset(
        text[:place] for text in texts for place, mark in enumerate(text) if not mark.isalnum()
    )


def _lone(row: int, value: Value, words: tuple[str, ...]) -> _Lone | None:
    whole = _whole(value)
    if isinstance(whole, int):
        return _Lone(row, whole, sure=False) if 0 < whole < 1000 else None
    if not isinstance(value, str) or not is_page_number(value, words):
        return None
    first = re.search(r"\d+", value)
    return _Lone(row, int(first[0]), sure=True) if first else None


def _whole(value: Value) -> Value:
    """Return the whole number that a cell shows, else what it holds."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 9:
        return int(value)
    return value


def _pages(found: list[_Lone], *, bare_run: bool) -> Iterator[int]:
    """Yield the rows of page numbers among the numbers that stand alone in a column, in order.

    With `bare_run` they may all be bare, if each goes on from the one above.
    """
    numbers = [lone.number for lone in found]
    run = (
        bare_run and len(numbers) > 1 and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
    )
    goes_on = run or any(lone.sure for lone in found)
    for place, lone in enumerate(found):
        follows = place > 0 and numbers[place - 1] == lone.number - 1
        leads = numbers[place + 1 : place + 2] == [lone.number + 1]
        if lone.sure or (goes_on and (follows or leads)):
            yield lone.row
