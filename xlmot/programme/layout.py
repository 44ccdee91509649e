"""Where a table stands on its sheet: its header rows, its columns, its first row."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """A column beside the code and the label: its number from 1 and the text of its header."""

    number: int
    name: str


class Layout(NamedTuple):
    """Where a table stands: its header rows (none if it has no header), first row and columns."""

    header_rows: tuple[int, ...]
    first_row: int
    code: int
    label: int
    others: tuple[Column, ...] = ()
    own_words: tuple[str, str] = ("", "")
