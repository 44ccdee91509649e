"""Write formulas over the rows of a table, and give them names of ours.

Excel wants the formula of a validation or a conditional format in the user's language when a
program gives it, but that of a name in English. So every formula stands in a name, and validations
and formats hold nothing but `=NAME`.

In a formula, `[code]` is the cell of a row in that column, `[codes]` all cells of the column; the
names of other formulas stand between `<` and `>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from xlmot.messages.named import NamedTuple
from xlmot.programme.address import column_letters, sheet_prefix

# Names that begin so are ours; they tell our validations and formats from the user's.
MARK = "xlmot_"
# Some versions of Excel take no longer text for a name from a program.
LONGEST = 250
# So many names with their marks fit into a formula.
FEW = 8


def name_in(formula: str) -> str:
    """Return the name that a formula consists of, or any name, without its sheet.

    >>> name_in("='Plan 2024'!xlmot_ok"), name_in("Plan!xlmot_ok"), name_in("=xlmot_ok")
    ('xlmot_ok', 'xlmot_ok', 'xlmot_ok')
    """
    return formula.rpartition("!")[2].removeprefix("=")


class GuardedColumn(NamedTuple):
    """A column of a table on a sheet: rows `first` to `last`, numbers from 1."""

    sheet: str
    number: int
    first: int
    last: int

    def cell(self, style: str) -> str:
        """Return the cell of the row where the formula stands.

        In A1 style a name is written as it reads in row 1, which is how a file keeps it (ECMA-376
        18.2.5); in R1C1 style it reads the same everywhere.

        >>> column = GuardedColumn("Plan", 3, 4, 90)
        >>> column.cell("A1"), column.cell("R1C1")
        ("'Plan'!$C1", "'Plan'!RC3")
        """
        own = f"${column_letters(self.number)}1" if style == "A1" else f"RC{self.number}"
        return sheet_prefix(self.sheet) + own

    def range(self, style: str) -> str:
        """Return all cells.

        >>> column = GuardedColumn("Plan", 3, 4, 90)
        >>> column.range("A1"), column.range("R1C1")
        ("'Plan'!$C$4:$C$90", "'Plan'!R4C3:R90C3")
        """
        letters = column_letters(self.number)
        if style == "A1":
            return f"{sheet_prefix(self.sheet)}${letters}${self.first}:${letters}${self.last}"
        prefix = sheet_prefix(self.sheet)
        return f"{prefix}R{self.first}C{self.number}:R{self.last}C{self.number}"


class FormulaName(NamedTuple):
    """A formula with a name of ours, of the sheet alone; both texts begin with `=`."""

    name: str
    a1: str
    r1c1: str


def name_formulas(
    formulas: Mapping[str, str], columns: Mapping[str, GuardedColumn]
) -> tuple[FormulaName, ...]:
    r"""Return the formulas with their names, in both styles.

    >>> columns = {"code": GuardedColumn("Plan", 1, 2, 9)}
    >>> name_formulas({"text": '[code]&""', "blank": '<text>=""'}, columns)[0]
    FormulaName(name='xlmot_text', a1='=\'Plan\'!$A1&""', r1c1='=\'Plan\'!RC1&""')
    """
    return tuple(
        FormulaName(
            MARK + name, *(f"={_written(text, columns, style)}" for style in ("A1", "R1C1"))
        )
        for name, text in formulas.items()
    )


def _written(formula: str, columns: Mapping[str, GuardedColumn], style: str) -> str:
    """Return a formula with its cells and names; what stands in a text of it stays."""

    def write(found: re.Match[str]) -> str:
        if found["text"]:
            return found["text"]
        if found["name"]:
            return MARK + found["name"]
        if found["cell"] in columns:
            return columns[found["cell"]].cell(style)
        return columns[found["cell"].removesuffix("s")].range(style)

    pattern = r'(?P<text>"(?:[^"]|"")*")|\[(?P<cell>\w+)\]|<(?P<name>\w+)>'
    return re.sub(pattern, write, formula)


def quoted(text: str) -> str:
    """Return a text as a formula writes it.

    >>> print(quoted('the "old" town'))
    "the ""old"" town"
    """
    return '"' + text.replace('"', '""') + '"'


def array(values: Iterable[str | int]) -> str:
    """Return values as an array constant.

    >>> print(array(["a", 1]))
    {"a",1}
    """
    shown = (str(value) if isinstance(value, int) else quoted(value) for value in values)
    return "{" + ",".join(shown) + "}"


def any_of(shown: str, texts: Iterable[str], name: str) -> dict[str, str]:
    """Return the formulas, the last of which is `name`: does `shown` equal one of the texts?

    Case is ignored, as Excel does; no formula is longer than a name may be.
    """
    room = LONGEST - len(shown) - 80
    chunks: list[list[str]] = []
    for text in texts:
        if not chunks or len(array([*chunks[-1], text])) > room:
            chunks.append([])
        chunks[-1].append(text)
    formulas = {
        f"{name}{number}": f"SUMPRODUCT(--({shown}={array(chunk)}))>0"
        for number, chunk in enumerate(chunks, 1)
    }
    return {**formulas, **either(list(formulas), name)}


def either(parts: Sequence[str], name: str) -> dict[str, str]:
    """Return the formulas, the last of which is `name`: is one of the named formulas true?

    >>> either(["a", "b"], "any"), either([], "any")
    ({'any': 'OR(<a>,<b>)'}, {'any': 'FALSE'})
    """
    if len(parts) > FEW:
        groups = [parts[at : at + FEW] for at in range(0, len(parts), FEW)]
        below = {f"{name}{chr(97 + number)}": group for number, group in enumerate(groups)}
        formulas = {own: f"OR({_listed(group)})" for own, group in below.items()}
        return {**formulas, **either(list(below), name)}
    return {name: f"OR({_listed(parts)})" if parts else "FALSE"}


def _listed(names: Sequence[str]) -> str:
    return ",".join(f"<{name}>" for name in names)
