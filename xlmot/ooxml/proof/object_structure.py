"""Find what Excel would repair in a workbook's lists: sheets, names, styles, tables, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlmot.messages import say
from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.proof.problems import Problem, meet, repeated
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.sheet_rows import cell_value, row_cells, unescaped
from xlmot.ooxml.proof.xml_tree import Element, children, local, whole
from xlmot.programme.address import Area

_LONGEST_NAME = 31  # characters of a sheet's name
_FORBIDDEN = frozenset(":\\/?*[]")
# What a format of cellXfs points at: attribute, list (CT_Xf, ECMA-376 18.8.45).
_STYLE_LISTS = (
    ("fontId", "fonts"),
    ("fillId", "fills"),
    ("borderId", "borders"),
    ("xfId", "cellStyleXfs"),
)

_SENTENCES = {
    "sheet-twice": "Two sheets are named “{at}”.",
    "sheet-name": "“{at}” cannot be the name of a sheet.",
    "sheet-id": "Two sheets have the number {at}.",
    "sheet-part": "Sheet “{at}” has no part.",
    "name-twice": "The name “{at}” is defined twice.",
    "name-sheet": "The name “{at}” belongs to a sheet that does not exist.",
    "name-formula": "The formula of the name “{at}” does not end.",
    "string-count": "{part} says that it holds {at} strings, and does not.",
    "style-list": "{part}: a cell format uses {at}, which does not exist.",
    "calc-chain": "{part}: {at} holds no formula.",
    "table-columns": "{part}: table “{at}” has not as many columns as its cells.",
    "table-column-twice": "{part}: two columns are named “{at}”.",
    "table-twice": "Two tables have the name or number “{at}”.",
    "table-overlap": "{part}: table “{at}” overlaps another or has no cells.",
    "table-header": "{part}: no column is named “{at}” as its cell is.",
    "comment-twice": "{part}: cell {at} has two comments.",
    "comment-author": "{part}: the comment of {at} has no author.",
}


def object_problems(reading: RawParts) -> Iterator[Problem]:
    """Yield what is wrong outside the rows of the sheets."""
    root = reading.tree(reading.workbook)
    if root is not None:
        yield from _sheets(reading)
        yield from _names(reading, root)
    yield from _strings(reading)
    yield from _styles(reading)
    yield from _calc_chain(reading)
    yield from _tables(reading)
    yield from _comments(reading)


def _problem(kind: str, part: str, at: str) -> Problem:
    return Problem(kind, part, say(_SENTENCES[kind], part=part, at=at))


def _sheets(reading: RawParts) -> Iterator[Problem]:
    book, sheets = reading.workbook, reading.sheets
    for name in repeated([sheet.name.casefold() for sheet in sheets]):
        yield _problem("sheet-twice", book, name)
    for number in repeated([sheet.id for sheet in sheets]):
        yield _problem("sheet-id", book, number)
    for sheet in sheets:
        if not 1 <= len(sheet.name) <= _LONGEST_NAME or _FORBIDDEN & set(sheet.name):
            yield _problem("sheet-name", book, sheet.name)
        if sheet.part not in reading.parts:
            yield _problem("sheet-part", book, sheet.name)


def _names(reading: RawParts, root: Element) -> Iterator[Problem]:
    names = list(children(root, "definedNames", "definedName"))
    keys = [(one.get("name", "").casefold(), one.get("localSheetId", "")) for one in names]
    for name, _sheet in repeated(keys):
        yield _problem("name-twice", reading.workbook, name)
    for one in names:
        if not 0 <= whole(one, "localSheetId") < len(reading.sheets):
            yield _problem("name-sheet", reading.workbook, one.get("name", ""))
        if not is_closed(one.text or ""):
            yield _problem("name-formula", reading.workbook, one.get("name", ""))


def is_closed(formula: str) -> bool:
    """Return whether quotes and brackets of a formula are closed.

    >>> is_closed("SUM('a('!A1)"), is_closed("SUM(A1"), is_closed("'a!A1"), is_closed("A1)")
    (True, False, False, False)
    """
    depth, quote = 0, ""
    for character in formula:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        else:
            depth += (character == "(") - (character == ")")
            if depth < 0:
                return False
    return not quote and depth == 0


def _strings(reading: RawParts) -> Iterator[Problem]:
    """Check the number of shared strings: some readers make room for as many as are said."""
    for part in reading.related(reading.workbook, "sharedStrings"):
        said = re.search(rb"""\suniqueCount\s*=\s*["']([^"']*)["']""", reading.parts.get(part, b""))
        if said and said[1] != b"%d" % len(reading.strings):
            yield _problem("string-count", part, said[1].decode("utf-8", "replace"))


def _styles(reading: RawParts) -> Iterator[Problem]:
    root = reading.tree(reading.styles) if reading.styles else None
    if root is None or reading.styles is None:
        return
    sizes = {local(child): len(child) for child in root}
    for xf in children(root, "cellXfs", "xf"):
        for attribute, container in _STYLE_LISTS:
            if not 0 <= whole(xf, attribute) < sizes.get(container, 1):
                yield _problem("style-list", reading.styles, f"{attribute} {xf.get(attribute)}")


def _calc_chain(reading: RawParts) -> Iterator[Problem]:
    """Check that each cell of the calculation chain holds a formula (18.6.1)."""
    for part in reading.related(reading.workbook, "calcChain"):
        root = reading.tree(part)
        sheets = {sheet.id: sheet.part for sheet in reading.sheets}
        number = ""
        for cell in [] if root is None else root:
            number = cell.get("i", number)
            if cell.get("r", "") not in reading.formula_cells(sheets.get(number, "")):
                yield _problem("calc-chain", part, cell.get("r", ""))


def _tables(reading: RawParts) -> Iterator[Problem]:
    keys = []
    for sheet in reading.sheets:
        taken: list[Area] = []
        for part in reading.related(sheet.part, "table"):
            root = reading.tree(part)
            if root is not None:
                keys += [root.get("displayName", "").casefold(), "#" + root.get("id", "")]
                yield from _columns(part, root)
                yield from _cells(reading, sheet.part, part, taken)
    for key in repeated(keys):
        yield _problem("table-twice", reading.workbook, key)


def _columns(part: str, root: Element) -> Iterator[Problem]:
    names = [column.get("name", "") for column in children(root, "tableColumns", "tableColumn")]
    for double in repeated([one.casefold() for one in names]):
        yield _problem("table-column-twice", part, double)
    for columns in children(root, "tableColumns"):
        if columns.get("count", str(len(names))) != str(len(names)):
            yield _problem("table-columns", part, root.get("displayName", ""))


def _cells(reading: RawParts, sheet: str, part: str, taken: list[Area]) -> Iterator[Problem]:
    """Check a table's area: as wide as its columns, apart from other tables, headed by its names.

    Excel wants at least one row between the header and the totals (18.5.1.2).
    """
    root = reading.tree(part)
    area = _area(root)
    if root is None or area is None:
        yield _problem("table-overlap", part, "")
        return
    name = root.get("displayName", "")
    names = [column.get("name", "") for column in children(root, "tableColumns", "tableColumn")]
    if area.right - area.left + 1 != len(names):
        yield _problem("table-columns", part, name)
    heads = whole(root, "headerRowCount", 1)
    around = heads + whole(root, "totalsRowCount")
    if area.bottom - area.top + 1 <= around or any(meet(area, other) for other in taken):
        yield _problem("table-overlap", part, name)
    taken.append(area)
    if heads and sheet in reading.parts:
        yield from _header(reading, sheet, part, area, names)


def _area(root: Element | None) -> Area | None:
    found = areas(root.get("ref", "")) if root is not None else None
    return found[0] if found and len(found) == 1 else None


def _header(
    reading: RawParts, sheet: str, part: str, area: Area, names: list[str]
) -> Iterator[Problem]:
    cells = dict(row_cells(reading.apart(sheet), area.top))
    for column, name in enumerate(names, start=area.left):
        cell = cells.get(column)
        text = None if cell is None else cell_value(cell, reading.strings)
        if str(text or "").casefold() != unescaped(name).casefold():
            yield _problem("table-header", part, str(text))


def _comments(reading: RawParts) -> Iterator[Problem]:
    for part in reading.parts:
        root = reading.tree(part) if "comments" in part and part.endswith(".xml") else None
        if root is None or local(root) != "comments":
            continue
        authors = len(list(children(root, "authors", "author")))
        comments = list(children(root, "commentList", "comment"))
        for cell in repeated([one.get("ref", "") for one in comments]):
            yield _problem("comment-twice", part, cell)
        for one in comments:
            if not 0 <= whole(one, "authorId") < authors:
                yield _problem("comment-author", part, one.get("ref", ""))
