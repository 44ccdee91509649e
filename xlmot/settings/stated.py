"""What settings say of how a sheet is laid out, as they say it: the tables `[[sheets]]`."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from xlmot.messages.hints import Any
from xlmot.messages.named import NamedTuple
from xlmot.programme.layout import COLUMN


class StatedSheet(NamedTuple):
    """What settings say of a sheet: the table `[[sheets]]`; `place` is where they say it.

    `name` and `workbook` may hold `*` and `?`. A column is named by its letters or its header.
    """

    name: str
    labels: tuple[str, ...]
    workbook: str = ""
    scheme: str = COLUMN
    codes: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    first_row: int = 0
    depth: str = ""
    repeated: bool = False
    mark: str = ""
    checked: bool = True
    place: str = ""


def stated_sheets(data: Mapping[str, Any]) -> tuple[StatedSheet, ...]:
    """Return what merged TOML tables say of sheets."""
    tables: list[dict[str, Any]] = [
        {key: tuple(own) if isinstance(own, list) else own for key, own in table.items()}
        for table in data.get("sheets", ())
    ]
    return tuple(StatedSheet(**table) for table in tables)


def is_like(name: str, pattern: str) -> bool:
    """Return whether a name is the one meant: `*` stands for any letters, `?` for one.

    >>> is_like("Plan 1", "plan *"), is_like("plan [2].xlsx", "plan [2].xlsx"), is_like("a", "b")
    (True, True, False)
    """
    # Brackets, which may stand in a name, mean themselves.
    meant = pattern.strip().casefold().replace("[", "[[]")
    return fnmatchcase(name.strip().casefold(), meant)
