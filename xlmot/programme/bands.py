"""Know the titles that stand in the column of the codes, each above a header of its own."""

from __future__ import annotations

from xlmot.messages.lazy import lazy
from xlmot.programme.characters import shown
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.header import is_copy_of_header
from xlmot.programme.inside import CodeSpan, rough_path
from xlmot.programme.layout import COLUMN, Layout

# A word before its code, or none; what stands between the code and the title.
_TITLE = lazy(
    r"\s*(?:[^\W\d_]{2,20}\.?[ \u00a0]+(?:n[°ºo][ \u00a0]*)?)?(?P<code>[A-Z]|[IVX]{1,6}|\d{1,3})"
    r"(?:[ \u00a0]*[.):\-–—]+[ \u00a0]*|[ \u00a0]{2,})(?=\S)"
)
_HEAD = lazy(r"\s*([^\W\d_]+|\d+)")
# So many titles are no chance; so many of them have the code that the rows below them begin with.
FEWEST, AGREEING = 2, 0.6


def title_bands(grid: Grid, layout: Layout) -> dict[int, CodeSpan]:
    """Return the rows of such titles, and where the code of each stands in its cell.

    Rows below a title have codes that go on from its own.

    >>> rows = [["Area A – Books"], ["N.", "Action"], ["A.1", "Buy"], ["A.2", "Sell"]]
    >>> rows += [["Area B – Readers"], ["N.", "Action"], ["B.1", "Ask"]]
    >>> {row: span[:3] for row, span in title_bands(Grid("A", rows), Layout((2,), 3, 1, 2)).items()}
    {1: (5, 6, 9), 5: (5, 6, 9)}
    """
    if layout.scheme != COLUMN or len(layout.header_rows) != 1:
        return {}
    head = layout.header_rows[0]
    text = grid.value(head, layout.code)
    if _title(grid, layout, head - 1) is None:
        return {}
    copies = [
        row
        for row in grid.rows_from(layout.first_row)
        if grid.value(row, layout.code) == text and is_copy_of_header(grid, layout, row)
    ]
    spans: dict[int, CodeSpan] = {}
    agreeing = 0
    for row in (head, *copies) if copies else ():
        span = _title(grid, layout, row - 1)
        if span is not None:
            spans[row - 1] = span
            code = shown(grid.value(row - 1, layout.code))[span.start : span.end]
            below = _HEAD.match(shown(grid.value(row + 1, layout.code)))
            agreeing += below is not None and below[1].lstrip("0") == code.lstrip("0")
    return spans if agreeing >= max(FEWEST, AGREEING * len(spans)) else {}


def _title(grid: Grid, layout: Layout, row: int) -> CodeSpan | None:
    """Return where the code of a title stands that is alone on its row; None if none is there."""
    value = grid.value(row, layout.code) if row > 0 else None
    if not isinstance(value, str) or not is_blank(grid.value(row, layout.label)):
        return None
    found = _TITLE.match(value) if len(grid.filled(row)) == 1 else None
    path = rough_path(found["code"]) if found else None
    if found is None or path is None:
        return None
    return CodeSpan(found.start("code"), found.end("code"), found.end(), path)
