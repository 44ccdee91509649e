"""Reckon what a formula must be once rows are deleted, apart from the code that rewrites it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.references import GONE, Reference, RowMap

_SHEET = r"""(?:'(?:[^']|'')+'|(?:\[[^\]]*\])?[\w.?]+(?::[\w.?]+)?)!"""
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_AREA = rf"{_CELL}(?:\s*:\s*{_CELL})?|\$?[0-9]{{1,7}}\s*:\s*\$?[0-9]{{1,7}}"
_TOKEN = lazy(
    rf"""(?P<text>"(?:[^"]|"")*")
    |(?P<sheet>{_SHEET})?(?:(?P<area>{_AREA})(?![\w.(!\[])|(?P<gone>\#(?i:REF)!))
    |{_SHEET}
    |\[(?:[^\[\]]|\[[^\[\]]*\])*\]
    |[\w.\\?]+
    |'(?:[^']|'')*(?:'|\Z)""",
    re.VERBOSE,
)
_WORD = lazy(r"[^\W\d]\w*")


class Deletions(NamedTuple):
    """The rows deleted from each sheet, by the sheet's name in one case."""

    of: Mapping[str, RowMap]

    @classmethod
    def on(cls, rows: Mapping[str, list[int]]) -> Deletions:
        return cls({sheet.casefold(): RowMap(deleted) for sheet, deleted in rows.items()})

    def rows(self, sheet: str | None) -> RowMap:
        """Return the map of a sheet's rows, one that moves nothing where none is deleted."""
        return self.of.get((sheet or "").casefold(), _NONE)

    def __bool__(self) -> bool:
        return bool(self.of)


_NONE = RowMap([])


def following(
    formula: str,
    owner: str | None,
    deletions: Deletions,
    shift: tuple[int, int] = (0, 0),
    *,
    pinned: bool = False,
) -> str:
    """Return a formula of the sheet `owner` as it must be after the deletions.

    `shift` is how many rows and columns away from where it is written the formula is meant, for a
    cell of a shared formula. With `pinned` only rows with a `$` follow: in a name the others are
    meant from the cell that uses it. A lost reference, which some programs write `plan!#ref!`, is
    written `#REF!`, and a sheet's name without quotes that it does not need.

    >>> following("SUM(A2:A9)+Plan!B4+'x'!A9", "Plan", Deletions.on({"plan": [4]}))
    'SUM(A2:A8)+#REF!+x!A9'
    >>> following("A$1+$B2", "Plan", Deletions.on({}), (1, 2))
    'C$1+$B3'
    """

    def moved(match: re.Match[str]) -> str:
        if match["gone"]:
            return GONE
        if not match["area"]:
            return match[0]
        reference = Reference.read(match["area"])
        if reference is None or (pinned and not reference.top.startswith("$")):
            return match[0]
        sheet = _sheet_name(match["sheet"])
        after = reference.moved(*shift).without(deletions.rows(owner if sheet is None else sheet))
        return GONE if after is None else f"{_unquoted(match['sheet'] or '')}{after}"

    return _TOKEN.sub(moved, formula)


def _sheet_name(prefix: str | None) -> str | None:
    """Return the sheet before a `!`: None where there is none.

    >>> _sheet_name("'Programme d''actions'!"), _sheet_name("[1]Plan!"), _sheet_name("A:B!")
    ("Programme d'actions", '[1]Plan', 'A:B')
    """
    if prefix is None:
        return None
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _unquoted(prefix: str) -> str:
    """Return the sheet before a reference without needless quotes.

    >>> _unquoted("'Plan'!"), _unquoted("'A1'!"), _unquoted("'Le plan'!")
    ('Plan!', "'A1'!", "'Le plan'!")
    """
    name = prefix[1:-2]
    needless = prefix.startswith("'") and _WORD.fullmatch(name) and not Reference.read(name)
    return f"{name}!" if needless else prefix


def plain(formula: str) -> str:
    """Return a formula with every lost reference written `#REF!` without its sheet.

    >>> plain("SUM(Plan!#REF!,A1)")
    'SUM(#REF!,A1)'
    """
    return following(formula, None, _NOTHING)


_NOTHING = Deletions({})
