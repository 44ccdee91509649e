"""Read the cells of a worksheet part in one pass over its bytes (ECMA-376 part 1, 18.3.1.80).

One pattern takes the cells that are written all day, another what a formula gives; all else is
taken apart cell by cell. A part in another dialect is written anew as Excel would, once; what does
not fit then is damaged. What is kept is in proportion to the cells, however far apart they lie.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.cell_values import WHITE, BookValues, CellValues, OtherDialect
from xlmot.ooxml.parts.damage import damaged_sheet, shown
from xlmot.ooxml.parts.dates import moment
from xlmot.ooxml.parts.row_heads import PLAIN, ColumnNumbers, attributes, children_of, row_look
from xlmot.ooxml.parts.sparse_rows import GatheredRows, Twice
from xlmot.ooxml.parts.tag_patterns import ATTRIBUTES
from xlmot.programme.address import LAST_COLUMN, LAST_ROW, cell_name, column_number
from xlmot.programme.grid import Value

CHUNK = 1 << 17
_NUMBER = rb"-?\d{1,20}(?:\.\d{1,30})?(?:E[-+]?\d\d?)?"
_TOKEN = lazy(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,5})")?(?:'
    rb' t="s"><v>(\d{1,9})</v></c>|(?: t="n")?(?:><v>(' + _NUMBER + rb")</v></c>| ?/>|></c>)|"
    rb' t="inlineStr"><is><t( xml:space="preserve")?>([^<]*)</t></is></c>)'
    rb'|(</row>\s*+)?<row r="(\d{1,7})"([^<>]*)>'
    rb"|(<c(?=[\s/>])[^<>]*+>(?:(?<=/>)|[^<]*+(?:<(?!/?(?:c|row)[\s/>])[^<]*+)*</c\s*>)"
    rb"|</?row(?=[\s/>])[^<>]*+>|<)"
)
# What a formula gives, mostly; an error; what other programs write with no shared string.
_USUAL = lazy(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,5})")?(?: t="(\w+)")?>'
    rb"(?:<f([^<>/]*)(?:/>|>([^<]*)</f>))?(?:<v>([^<]*)</v>)?</c>"
)
_HEAD = lazy(rb"<(/?)(row|c)((?=[\s/>])" + ATTRIBUTES + rb")>")
_NAME = lazy(r"([A-Za-z]{1,3})0*(\d{1,7})")


class SharedFormula(NamedTuple):
    """A formula that a cell shares with the one that writes it out, of its number (18.3.1.40)."""

    number: str
    text: str


class CellsRead(NamedTuple):
    """What the cells of one sheet hold; rows and columns count from 1.

    A cell with an error shows `""` in `rows` and its value, such as `#REF!`, in `errors`.
    `outline` are the levels of the rows that Excel has grouped.
    """

    rows: Sequence[Sequence[Value]]
    formulas: Mapping[tuple[int, int], str | SharedFormula]
    errors: Mapping[tuple[int, int], str]
    hidden_rows: frozenset[int]
    outline: Mapping[int, int]


def scan_cells(sheet: str, data: bytes, span: tuple[int, int], book: BookValues) -> CellsRead:
    """Return what the cells between two places of a part hold.

    Raises OtherDialect where the part has to be written anew first, UnreadableFile where a cell
    is damaged.
    """
    scan = _Scan(sheet, book)
    start, end = span
    while start < end:
        next_row = data.find(b"<row", start + CHUNK, end)
        stop = end if next_row < 0 else next_row
        # Two characters are written for one in few texts: none has to be looked for in each.
        plain = all(data.find(mark, start, stop) < 0 for mark in (b"&", b"\r", b"_x"))
        scan.take(_TOKEN.findall(data, start, stop), plain=plain)
        start = stop
    return scan.finished()


class _Scan:
    """The cells of one sheet as far as they are read."""

    def __init__(self, sheet: str, book: BookValues) -> None:
        self._sheet = sheet
        self._book = book
        self._values = CellValues(sheet, book)
        self._columns = ColumnNumbers()
        self._looks: dict[bytes, tuple[bool, int, bool]] = {}
        self._rows = GatheredRows()
        # The number of the row that is open, as it is written in the names of its cells.
        self._row = b""
        self._inside = False
        self._column = 0
        self._formulas: dict[tuple[int, int], str | SharedFormula] = {}
        self._errors: dict[tuple[int, int], str] = {}
        self._hidden: set[int] = set()
        self._outline: dict[int, int] = {}

    def take(self, tokens: Sequence[tuple[bytes, ...]], *, plain: bool) -> None:
        """Take the cells and rows of a piece of the part; are its texts as they are written?"""
        strings, moments, columns = self._book.strings, self._values.moments, self._columns
        rows = self._rows
        value: Value
        append, row, row_name = rows.row.append, rows.row, self._row
        for letters, digits, form, string, figure, keeps, text, ends, opens, looks, other in tokens:
            if letters:
                if digits != row_name and not (row_name and int(digits) == int(row_name)):
                    raise self._misplaced(letters, digits)
                if string:
                    number = int(string)
                    if number >= len(strings):
                        raise self._values.no_string(letters + digits, string.decode())
                    value = strings[number]
                elif figure:
                    value = amount = float(figure)
                    if form in moments:
                        value = moment(amount, moments[form], from_1904=self._book.from_1904)
                elif text:
                    name = letters + digits
                    value = self._values.single(name, text, keeps=bool(keeps), plain=plain)
                else:
                    value = ""
                column = columns[letters]
                if column == len(row) + 1:
                    append(value)
                else:
                    self._place((letters + digits).decode(), column, value)
                self._column = column
            else:
                self._take_tag(ends, opens, looks, other)
                row_name, row = self._row, rows.row
                append = row.append
        self._values.check_formats({token[2] for token in tokens})

    def finished(self) -> CellsRead:
        """Return what was read."""
        rows, hidden = self._rows.finished(), frozenset(self._hidden)
        return CellsRead(rows, self._formulas, self._errors, hidden, self._outline)

    def _place(self, name: str, column: int, value: Value) -> None:
        if not 0 < column <= LAST_COLUMN:
            raise self._values.fault(name, say("it lies outside the grid of a sheet"))
        try:
            self._rows.place(column, value)
        except Twice:
            raise self._twice(name) from None

    def _open(self, name: bytes, looks: bytes) -> None:
        if self._inside:
            raise damaged_sheet(
                self._sheet, say("row {row} stands in another row", row=shown(name.decode()))
            )
        number = int(name)
        if number > LAST_ROW or not number:
            raise damaged_sheet(
                self._sheet, say("its row {row} lies outside the grid of a sheet", row=number)
            )
        try:
            self._rows.open(number)
        except Twice as twice:
            if twice.column:
                raise self._twice(cell_name(self._rows.number, twice.column)) from None
            raise damaged_sheet(
                self._sheet, say("row {row} stands there twice", row=number)
            ) from None
        self._row = name if name[0] != 48 else b"%d" % number
        self._column = 0
        look = self._looks.get(looks) or self._look(looks)
        self._inside = True
        if look is PLAIN:
            return
        hidden, level, empty = look
        if hidden:
            self._hidden.add(number)
        if level:
            self._outline[number] = level
        if empty:
            self._row, self._inside = b"", False

    def _look(self, written: bytes) -> tuple[bool, int, bool]:
        look = row_look(written)
        if len(self._looks) < 4096:
            self._looks[written] = look
        return look

    def _take_tag(self, ends: bytes, opens: bytes, looks: bytes, other: bytes) -> None:
        """Take the tag of a row, behind the end of the one before; or another tag, or a cell."""
        if opens:
            self._inside = self._inside and not ends
            self._open(opens, looks)
        else:
            self._take_other(other)

    def _take_other(self, written: bytes) -> None:
        """Take a row or a cell that is not written as Excel mostly writes one."""
        if written == b"</row>":
            self._row, self._inside = b"", False
            return
        usual = _USUAL.fullmatch(written)
        if usual and usual[2] == self._row:
            self._take_usual(usual)
            return
        head = _HEAD.match(written)
        if head is None or b"xmlns" in head[3]:
            raise OtherDialect
        if head[1]:
            self._row, self._inside = b"", False
        elif head[2] == b"row":
            own = attributes(head[3])
            name = own.get("r", str(self._rows.number + 1)).strip()
            if not (name.isascii() and name.isdecimal() and len(name) < 20):
                raise damaged_sheet(
                    self._sheet, say("“{name}” is no number of a row", name=shown(name))
                )
            self._open(name.encode(), head[3])
        else:
            self._take_cell(head, written)

    def _take_usual(self, cell: re.Match[bytes]) -> None:
        letters, digits, form, kind, head, formula, text = cell.groups()
        children = {} if head is None else {"f": (head, formula or b"")}
        if text is not None:
            children["v"] = b"", text
        place = int(digits), self._columns[letters]
        self._keep(
            (letters + digits).decode(), place, form or b"", (kind or b"n").decode(), children
        )

    def _take_cell(self, head: re.Match[bytes], written: bytes) -> None:
        own = attributes(head[3])
        if not self._row:
            raise damaged_sheet(
                self._sheet, say("cell {cell} stands in no row", cell=shown(own.get("r", "")))
            )
        row, column = self._place_named(own)
        form, kind = own.get("s", "").strip().encode(), own.get("t", "n").strip()
        children = children_of(written[head.end() :])
        self._keep(cell_name(row, column), (row, column), form, kind, children)

    def _keep(
        self,
        name: str,
        place: tuple[int, int],
        form: bytes,
        kind: str,
        children: Mapping[str, tuple[bytes, bytes]],
    ) -> None:
        """Keep what a cell of a type holds, in tags of each name."""
        if form:
            self._values.check_formats({form})
        if "f" in children:
            self._formulas[place] = self._formula(name, *children["f"])
        value: Value = ""
        if kind == "e":
            value_text = self._values.text(name, children.get("v", (b"", b""))[1]).strip(WHITE)
            self._errors[place] = value_text or "#N/A"
        elif "is" in children:
            value = self._values.inline(name, children["is"][1])
        elif "v" in children:
            text = self._values.text(name, children["v"][1])
            value = self._values.typed(name, kind, text, form)
        column = place[1]
        self._column = column
        if column == len(self._rows.row) + 1:
            self._rows.row.append(value)
        else:
            self._place(name, column, value)

    def _place_named(self, own: Mapping[str, str]) -> tuple[int, int]:
        """Return row and column of a cell: that behind the one before where it names none."""
        row = int(self._row)
        if "r" not in own:
            return row, self._column + 1
        named = _NAME.fullmatch(own["r"].strip())
        if named is None:
            raise damaged_sheet(
                self._sheet,
                say("“{name}” in row {row} is no name of a cell", name=shown(own["r"]), row=row),
            )
        if int(named[2]) != row:
            raise self._misplaced(named[1].encode(), named[2].encode())
        return row, column_number(named[1])

    def _formula(self, name: str, head: bytes, text: bytes) -> str | SharedFormula:
        written = self._values.text(name, text)
        index = attributes(head).get("si") if b"si" in head else None
        return written if index is None else SharedFormula(index, written)

    def _misplaced(self, letters: bytes, digits: bytes) -> UnreadableFile:
        name = (letters + digits).decode()
        if not self._row:
            return damaged_sheet(self._sheet, say("cell {cell} stands in no row", cell=name))
        return self._values.fault(name, say("it stands in row {row}", row=int(self._row)))

    def _twice(self, name: str) -> UnreadableFile:
        return self._values.fault(name, say("it stands there twice"))
