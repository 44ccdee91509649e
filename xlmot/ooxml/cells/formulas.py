r"""Move the references of a formula, and nothing else of its text.

A formula is read as tokens (ECMA-376 18.17.2): texts, names, functions, error values, structured
references `Table1[[#This Row],[Code]]` and references to other workbooks `[1]Feuil1!A1` are passed
over whole, so that what looks like a reference inside them stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.references import CELL, GONE, REFERENCE, Reference, RowMap

# A name is written with letters, digits and signs such as `_ . \ ?`: all but what separates.
_SIGN = r"""[^\s"#$%&'()*+,\-/:;<=>@\[\]^{}|!~`]"""
_WORD = rf"{_SIGN}++"
_TEXT = r'"[^"]*+(?:""[^"]*+)*+(?:"|\Z)'
_QUOTES = r"'[^']*+(?:''[^']*+)*+'"
_QUOTED = _QUOTES + "!"
# `A1:Feuil2!B3` is a range from A1: a sheet named A1 would be quoted.
_SHEETS = rf"(?!{CELL}:)(?:\[[^\[\]]*+\])?(?:{_WORD}(?::{_WORD})?)?!"
# Excel leaves `#REF!A5` of a reference whose sheet was deleted.
_PREFIX = rf"(?:{_QUOTED}|{_SHEETS}|#REF!)"
_STRUCTURED = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*+\])*+\]"
# `A1.b`, `LOG10(`, `T1[` and `A1!` begin like references.
_TOKEN = lazy(
    rf"{_TEXT}"
    rf"|(?P<prefix>{_PREFIX})?(?P<reference>{REFERENCE})(?!{_SIGN}|[!(\[])"
    rf"|{_PREFIX}?{_WORD}|{_PREFIX}|{_STRUCTURED}|{_QUOTES}|'[^']*+\Z",
    re.DOTALL,
)
_DIGITS = lazy("[0-9]+")
_LOST = lazy(rf"(?:{_QUOTED}|{_WORD}!)#REF!")


class Token(NamedTuple):
    """A piece of a formula; `prefix` and `reference` are filled where it refers to cells.

    The prefix is what stands before a reference up to its `!`, or empty.
    """

    text: str
    prefix: str = ""
    reference: Reference | None = None


def tokens(formula: str) -> Iterator[Token]:
    """Yield the pieces of a formula, which joined are its text.

    >>> [token.text for token in tokens('SUM(Plan!$A$1:A4,"A1")&Title')]
    ['SUM', '(', 'Plan!$A$1:A4', ',', '"A1"', ')&', 'Title']
    """
    place = 0
    for match in _TOKEN.finditer(formula):
        if match.start() > place:
            yield Token(formula[place : match.start()])
        place = match.end()
        if match["reference"] is None:
            yield Token(match[0])
        else:
            yield Token(match[0], match["prefix"] or "", _reference(match))
    if place < len(formula):
        yield Token(formula[place:])


def fill(formula: str, down: int, right: int) -> str:
    """Return the formula as Excel fills it into the cell so many rows down and columns right.

    >>> fill("A1+$A$1+Plan!A$1", 2, 1)
    'B3+$A$1+Plan!B$1'
    """

    def moved(match: re.Match[str]) -> str:
        if match["reference"] is None:
            return match[0]
        return (match["prefix"] or "") + str(_reference(match).moved(down, right))

    return _TOKEN.sub(moved, formula) if down or right else formula


def sheets_of(prefix: str) -> tuple[str, str] | None:
    """Return the first and the last sheet of a reference's prefix, None in another workbook.

    `[0]` is the workbook the formula stands in.

    >>> sheets_of("'Ann''s plan'!"), sheets_of("Jan:Mar!"), sheets_of("[1]Plan!")
    (("Ann's plan", "Ann's plan"), ('Jan', 'Mar'), None)
    """
    name = prefix.removesuffix("!")
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    name = name.removeprefix("[0]")
    if not name or name.startswith("#") or any(sign in name for sign in "[]\\/"):
        return None
    first, _, last = name.partition(":")
    return first, last or first


def refers(text: str, sheet: str) -> bool:
    """Return whether a formula refers to a sheet by its name.

    >>> refers("SUM('My plan'!A1:A9)", "my plan"), refers('"My plan!A1"', "My plan")
    (True, False)
    """
    prefixes = (token.prefix for token in tokens(text) if token.prefix)
    return any(sheet.casefold() in map(str.casefold, sheets_of(one) or ()) for one in prefixes)


def spelt(formula: str) -> str:
    """Return a formula as any program spells it, to tell whether two are the same.

    Programs differ in white space and small letters, in needless quotes around a sheet's name, and
    in what they leave before `#REF!`.

    >>> spelt("sum('Plan'!A1, B2)+Plan!#REF!"), spelt('"a b"&A1')
    ('SUM(PLAN!A1,B2)+#REF!', '"a b"&A1')
    """
    return _LOST.sub(GONE, "".join(map(_spelt, tokens(formula)))).removeprefix("=")


def _spelt(token: Token) -> str:
    if token.text.startswith('"'):
        return token.text
    named = sheets_of(token.prefix) if token.prefix else None
    prefix = token.prefix if named is None else ":".join(dict.fromkeys(named)) + "!"
    text = f"{prefix}{token.reference}" if token.reference else token.text
    return "".join(text.split()).upper()


class Shift:
    """The deletion of rows of one sheet, as the formulas of the whole workbook feel it.

    `sheets` are the names of the workbook's sheets in their order.
    """

    def __init__(self, sheet: str, rows: RowMap, sheets: tuple[str, ...] = ()) -> None:
        self.sheet = sheet
        self.rows = rows
        self.sheets = sheets
        self._places = {name.lower(): place for place, name in enumerate(sheets)}

    def formula(self, formula: str, home: str | None, *, named: bool = False) -> str:
        """Return the formula of a cell of the sheet `home` as Excel would rewrite it.

        A reference all of whose rows are deleted becomes `#REF!`; a reference over several sheets
        stays. `named` is said of the formula of a defined name, where a row without `$` is a
        distance from the cell that uses the name, and stays.

        >>> shift = Shift("Goal 1", RowMap([4]), ("Goal 1", "Feuil2"))
        >>> shift.formula("SUM('Goal 1'!B4:B9)+B9+'Goal 1'!B4", "Feuil2")
        "SUM('Goal 1'!B4:B8)+B9+'Goal 1'!#REF!"
        """
        if (home != self.sheet and "!" not in formula) or self._is_above(formula):
            return formula

        def shifted(match: re.Match[str]) -> str:
            if match["reference"] is None or not self.is_target(match["prefix"], home):
                return match[0]
            reference = _reference(match)
            if named and "$" not in reference.top + reference.bottom:
                return match[0]
            new = reference.without(self.rows)
            if new == reference:
                return match[0]
            return (match["prefix"] or "") + (GONE if new is None else str(new))

        return _TOKEN.sub(shifted, formula)

    def unsure(self, formula: str, home: str | None, *, named: bool = False) -> list[Reference]:
        """Return the references nobody can move surely: over several sheets, one of them this one.

        In a defined name also those with one row fixed by `$` and one that is not.

        >>> Shift("B", RowMap([4]), ("A", "B", "C")).unsure("SUM(A:C!D7)+A:C!E:E", "A")
        [Reference('D', '7', '', '', '')]
        """
        found = [token for token in tokens(formula) if token.reference and token.reference.top]
        return [
            token.reference
            for token in found
            if token.reference
            and (
                self._is_among(token.prefix)
                or (named and self.is_target(token.prefix, home) and _is_mixed(token.reference))
            )
        ]

    def is_target(self, prefix: str | None, home: str | None) -> bool:
        """Return whether a reference with this prefix, written on `home`, is to that sheet."""
        if not prefix:
            return home == self.sheet
        sheets = sheets_of(prefix)
        if sheets is None:
            return False
        first, last = self._known(sheets)
        return first == last == self.sheet.lower()

    def _is_above(self, formula: str) -> bool:
        """Return whether no number in a formula is that of a row that moves or goes."""
        numbers = _DIGITS.findall(formula)
        longest = max(map(len, numbers), default=0)
        return longest < 8 and max(map(int, numbers), default=0) < self.rows.first

    def _is_among(self, prefix: str) -> bool:
        sheets = sheets_of(prefix)
        if sheets is None or ":" not in prefix:
            return False
        first, last = self._known(sheets)
        if first == last:
            return False
        places = sorted((self._places.get(first, -1), self._places.get(last, -1)))
        return places[0] <= self._places.get(self.sheet.lower(), -1) <= places[1]

    def _known(self, sheets: tuple[str, str]) -> tuple[str, str]:
        """Return the sheets in small letters; `name:Feuil2!A1` is a range that begins at a name."""
        first, last = sheets[0].lower(), sheets[1].lower()
        return (first if first in self._places else last), last


def _is_mixed(reference: Reference) -> bool:
    return bool(reference.bottom) and ("$" in reference.top) != ("$" in reference.bottom)


def _reference(match: re.Match[str]) -> Reference:
    return Reference.of_groups(match.groups()[2:])
