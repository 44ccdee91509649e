"""Mark a generated sheet as ours: what it shows, and what it held when it was written.

The mark is a short JSON text in a hidden name of the sheet, `_xlmot`. A constant text in a name
is limited to 255 characters (ECMA-376 18.17.2.2, string-constant), and so is, in some versions of
Excel, the formula that a program gives a name, in which quotation marks are doubled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from xlmot.ooxml.parts.marks import MARK
from xlmot.programme.grid import Grid, Value, is_blank

NAME = MARK
# The header of the hidden column that tells rows apart; the user's columns stand right before it.
KEY_HEADER = "_xlmot"
VERSION = 1
LONGEST = 255
# The row that says when the sheet was generated is no part of what it says.
DATED_ROW = 2
# The kinds of the sheets of findings and of settings, and of a sheet that was edited by hand and is
# kept for staff.
FINDINGS, SETTINGS, KEPT = "controle", "parametres", "copy"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a generated sheet is.

    `kind` is axe, sommaire, controle, apercu or parametres; `code` the title it is about, if only
    one. `source` is the first sheet of the programme. `hash` tells all that it says, formulas too,
    and `cells` the values of the cells that are neither formulas nor the user's: what a hand edit
    changes. `notes` counts the columns of the table that are the user's.
    """

    kind: str
    profile: str
    source: str
    day: str
    code: str = ""
    notes: int = 0
    hash: str = ""
    cells: str = ""
    version: int = VERSION

    def text(self) -> str:
        """Return the mark as JSON that fits a name; a long profile name is cut.

        >>> mark = Mark("axe", "p" * 200, "Programme 2024", "2024-05-03", "1.1")
        >>> len(formula(mark.text()))
        255
        """
        for length in range(len(self.profile), -1, -1):
            shown = asdict(replace(self, profile=self.profile[:length]))
            text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
            if len(formula(text)) <= LONGEST:
                return text
        return text

    @property
    def generated(self) -> date:
        return date.fromisoformat(self.day)


def formula(text: str) -> str:
    """Return the formula of the name that holds a mark.

    >>> print(formula('{"notes":1}'))
    ="{""notes"":1}"
    """
    return '="' + text.replace('"', '""') + '"'


def read_mark(text: str) -> Mark | None:
    """Return the mark that a text says; None if it is none of ours.

    >>> mark = Mark("axe", "generic", "Plan 2025", "2025-05-03", "1", 1, "0a", "0b")
    >>> read_mark(mark.text()) == mark, read_mark("{}"), read_mark("x")
    (True, None, None)
    >>> read_mark(mark.text().replace('"notes":1', '"notes":"1"'))
    """
    try:
        plain: dict[str, Any] = json.loads(text)
        mark = Mark(**plain)
        date.fromisoformat(mark.day)
    except (ValueError, TypeError):
        return None
    return mark if all(map(_is_sound, plain.items())) else None


def _is_sound(item: tuple[str, object]) -> bool:
    name, value = item
    return type(value) is (int if name in ("notes", "version") else str)


def cells_hash(grid: Grid, notes: int) -> str:
    """Return what tells whether somebody edited a sheet by hand, outside the columns for it.

    Formulas change with the programme, and rows change places when a table is sorted: neither is
    an edit. Numbers are compared to the 15 digits that Excel keeps.
    """
    header, key = find_key(grid) or (len(grid.rows) + 1, 0)
    rows = (
        ";".join(_shown(grid, row, range(key - notes, key) if row > header else range(0)))
        for row in range(1, len(grid.rows) + 1)
        if row != DATED_ROW
    )
    return digest(sorted(filter(None, rows)))


def is_edited(grid: Grid, mark: Mark) -> bool:
    """Return whether somebody changed a generated sheet by hand, outside the columns for it."""
    return cells_hash(grid, mark.notes) != mark.cells


def _shown(grid: Grid, row: int, skipped: range) -> Iterator[str]:
    for column, value in enumerate(grid.rows[row - 1], 1):
        if column not in skipped and (row, column) not in grid.formulas and not is_blank(value):
            yield f"{column}={plain(value)}"


def plain(value: Value) -> str:
    """Return a value as text, the same whether it was made here or read from a file.

    >>> plain(3) == plain(3.0), plain("3") == plain(3), plain(date(2024, 5, 3))
    (True, False, 'date:2024-05-03')
    """
    if isinstance(value, bool):
        return f"bool:{value}"
    if isinstance(value, int | float):
        return f"{float(value):.15g}"
    if isinstance(value, str):
        return f"text:{value}"
    # A day is read back from a file as its midnight.
    return f"date:{value}".removesuffix(" 00:00:00")


def digest(texts: Iterable[str]) -> str:
    """Return a short hash of texts."""
    return sha256("\n".join(texts).encode()).hexdigest()[:12]


def find_key(grid: Grid) -> tuple[int, int] | None:
    """Return the row and column of the header of the hidden column that tells rows apart."""
    for row, values in enumerate(grid.rows, 1):
        for column, value in enumerate(values, 1):
            if value == KEY_HEADER:
                return row, column
    return None
