"""Find the profile that the sheets of a workbook speak."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from xlmot.messages.hints import Any
from xlmot.programme.code import read_code
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.header import SEARCHED_ROWS, HeaderWords, find_layout
from xlmot.programme.house_grammar import GRAMMAR_SAMPLE
from xlmot.programme.layout import Layout
from xlmot.programme.vocabulary import Vocabulary, fold
from xlmot.settings.shipped import GENERIC, own_words, profile_names, shipped, vocabulary_of

# A profile is known by a sign and by so many of the codes; the others may be slips or notes.
FITTING = 0.8


def detect(grids: Iterable[Grid]) -> str:
    """Return the profile that the sheets speak: by their header, their codes and its own words.

    Header words alone are no proof: many houses write “Work plan 2025” above their actions. Neither
    is a sign among the labels: any house may follow a contract that bears the name of another.
    """
    kept = [(grid, "\n".join(_top_texts(grid))) for grid in grids]
    for name in profile_names():
        if name != GENERIC and any(_speaks(grid, top, name) for grid, top in kept):
            return name
    return GENERIC


def _speaks(grid: Grid, top: str, name: str) -> bool:
    own = own_words(name)
    tags = own.get("labels", {}).get("tags", ())
    return (bool(tags) and _is_tagged(grid, own, tags)) or _is_signed(grid, top, name)


def _is_tagged(grid: Grid, own: Mapping[str, Any], tags: Iterable[str]) -> bool:
    """Return whether a sheet has the header words of the profile, and labels with its tags."""
    header = own.get("header", {})
    vocabulary = Vocabulary(
        code_headers=tuple(header.get("code", ())),
        label_headers=tuple(header.get("label", ())),
        draft_markers=tuple(shipped(GENERIC)["header"]["drafts"]),
    )
    words = HeaderWords(vocabulary)
    headed = any(
        any(map(words.names_code, row)) and any(map(words.names_label, row))
        for row in grid.rows[:SEARCHED_ROWS]
    )
    marks = tuple(f"[{fold(tag)}]" for tag in tags)
    texts = (fold(value) for row in grid.rows for value in row if isinstance(value, str))
    return headed and any(text.startswith(marks) for text in texts)


def _is_signed(grid: Grid, top: str, name: str) -> bool:
    """Return whether a sign stands above the table, and the profile's grammar reads its codes.

    `top` are the texts of the first rows, as signs are compared with.
    """
    signs = tuple(fold(sign) for sign in own_words(name).get("detect", {}).get("signs", ()))
    if not any(sign in top for sign in signs):
        return False
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, signs))})(?!\w)")
    if not any(map(pattern.search, _top_texts(grid))):
        return False
    vocabulary = vocabulary_of(shipped(name))
    layout = find_layout(grid, vocabulary)
    if layout is None or not any(map(pattern.search, _top_texts(grid, layout.first_row - 1))):
        return False
    return _fits(grid, layout, vocabulary)


def _top_texts(grid: Grid, rows: int = SEARCHED_ROWS) -> Iterator[str]:
    """Yield, without case and accents, the name of a sheet and the texts of its first rows."""
    yield fold(grid.sheet)
    for row in grid.rows[:rows]:
        yield from (fold(value) for value in row if isinstance(value, str))


def _fits(grid: Grid, layout: Layout, vocabulary: Vocabulary) -> bool:
    """Return whether nearly all codes of a sheet follow the first grammar, and none is too deep."""
    grammar = vocabulary.grammars[0]
    rows = range(layout.first_row, min(len(grid.rows), GRAMMAR_SAMPLE) + 1)
    values = [v for row in rows if not is_blank(v := grid.value(row, layout.code))]
    readings = [read_code(value, grammar, vocabulary.code_words) for value in values]
    if any("code-too-deep" in reading.faults for reading in readings):
        return False
    fitting = sum(
        grammar.text(reading.path) == _text(value)
        for value, reading in zip(values, readings, strict=True)
        if reading.path
    )
    return fitting > 0 and fitting >= FITTING * len(values)


def _text(value: object) -> str:
    """Return the text that Excel shows of a code; whole numbers are read as floats."""
    return f"{value:g}" if isinstance(value, float) else str(value).strip()
