"""Read a code whose last number is left open, `2.x`, as the next one below its title."""

from __future__ import annotations

from itertools import zip_longest

from xlmot.messages.lazy import lazy
from xlmot.programme.code import read_code
from xlmot.programme.grammar import Path
from xlmot.programme.table import Table

_OPEN = lazy(r"\s*(?P<above>.*\w)[.\-](?:[xX]{1,3}|[nN]|\?)\s*")


def fill_open_codes(table: Table) -> None:
    """Give the rows with such codes the path that follows the row above, where it is free.

    One that would cut the row below from its title stays open: `3.?` above 3.3.1 may be 3.3.
    """
    used = {path for path in table.paths if path}
    before: Path = ()
    rows = list(table.data())
    for index, below in zip_longest(rows, rows[1:]):
        own = table.paths[index]
        path = _following(table, index, before) if own is None else None
        under = table.paths[below] if below is not None else None
        if path and path not in used and not _is_deeper_elsewhere(under, path):
            table.paths[index] = own = path
            used.add(path)
        before = own or before


def _is_deeper_elsewhere(under: Path | None, path: Path) -> bool:
    return under is not None and len(under) > len(path) and under[: len(path)] != path


def _following(table: Table, index: int, before: Path) -> Path | None:
    reading, value = table.readings[index], table.code_value(index)
    if reading is None or reading.candidates or not isinstance(value, str):
        return None
    found = _OPEN.fullmatch(value)
    above = read_code(found["above"], table.grammar).path if found else None
    if not above or before[: len(above)] != above:
        return None
    last = before[len(above)] if len(before) > len(above) else 0
    return (*above, last + 1)
