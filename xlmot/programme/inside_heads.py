"""Know the letters and numerals that titles begin with, with but a gap after them: `II Build`."""

from __future__ import annotations

from itertools import takewhile

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
    spans = [find_code(text) for _, text in texts]
    heads = [
        _letters(text[span.start : span.end]) if span else ""
        for span, (_, text) in zip(spans, texts, strict=True)
    ]
    found: dict[int, CodeSpan] = {}
    above: set[str] = set()
    for place, (row, text) in enumerate(texts):
        match = _HEAD.match(text) if not spans[place] else None
        below = heads[place + 1 : place + 1 + NEAREST]
        if match and match["head"] in below and match["head"] not in above:
            path = rough_path(match["head"])
            if path is not None:
                found[row] = CodeSpan(match.start("head"), match.end("head"), match.end(), path)
        above.add(heads[place])
    return found


def _letters(code: str) -> str:
    """Return the letters that a code begins with.

    >>> _letters("II.1"), _letters("2.1")
    ('II', '')
    """
    return "".join(takewhile(str.isalpha, code))
