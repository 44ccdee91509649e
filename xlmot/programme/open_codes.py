"""Read a code whose last number is left open, `2.x`, as the next one below its title."""

from __future__ import annotations

from xlmot.messages.lazy import lazy
from xlmot.programme.code import read_code
from xlmot.programme.grammar import Path
from xlmot.programme.table import Table

_OPEN = lazy(r"\s*(?P<above>.*\w)[.\-](?:[xX]{1,3}|[nN]|\?)\s*")


def fill_open_codes(table: Table) -> None:
    """Give the rows with such codes the path that follows the row above, where it is free."""
    used = {path for path in table.paths if path}
    before: Path = ()
    for index in table.data():
        own = table.paths[index]
        if own is None and (path := _following(table, index, before)) and path not in used:
            table.paths[index] = own = path
            used.add(path)
        before = own or before


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
