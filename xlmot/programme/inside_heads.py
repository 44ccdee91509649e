"""Know the letters and numerals that titles begin with, with but a gap after them: `II Build`."""

from __future__ import annotations

from xlmot.messages.lazy import lazy
from xlmot.programme.grid import Grid
from xlmot.programme.inside import CodeSpan, find_code, rough_path

_HEAD = lazy(r"\s*(?P<head>[IVX]{1,5}|[A-Z])\s+(?=\S)")
# So far below such a title the first of its codes stands at most.
NEAREST = 3


def lone_heads(grid: Grid, column: int, first: int) -> dict[int, CodeSpan]:
    """Return the letters that begin labels as titles do: right above the first codes below them.

    >>> rows = [["I Build"], ["I.1 Dig"], ["I.2 Pour"], ["II Plant"], ["II.1 Sow"], ["A new road"]]
    >>> {row: span[:3] for row, span in lone_heads(Grid("A", rows), 1, 1).items()}
    {1: (0, 1, 2), 4: (0, 2, 3)}
    """
    texts = [
        (row, value)
        for row in grid.rows_from(first)
        if isinstance(value := grid.value(row, column), str) and value.strip()
    ]
    codes = [_code(text) for _, text in texts]
    found: dict[int, CodeSpan] = {}
    for place, (row, text) in enumerate(texts):
        match = _HEAD.match(text) if not codes[place] else None
        if match is None:
            continue
        head = match["head"]
        path = rough_path(head)
        above = any(_begins(code, head) for code in codes[:place])
        below = any(_begins(code, head) for code in codes[place + 1 : place + 1 + NEAREST])
        if path is not None and below and not above:
            found[row] = CodeSpan(match.start("head"), match.end("head"), match.end(), path)
    return found


def _code(text: str) -> str:
    span = find_code(text)
    return text[span.start : span.end] if span else ""


def _begins(code: str, head: str) -> bool:
    return code.startswith(head) and not code[len(head) :][:1].isalpha()
