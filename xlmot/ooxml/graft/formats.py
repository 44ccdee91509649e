"""Add the formats of one workbook to those of another, and say which number each has there.

ECMA-376 part 1, 18.8. What the other workbook has stays where it is, under the number it has:
formats are added at the end of their lists, and those that are there already are used again.
"""

from __future__ import annotations

from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.lazy import lazy
from xlmot.ooxml.cells.styles import items, styles
from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.ooxml.parts.package import Package

# The children of a styles part in their order (CT_Stylesheet, 18.8.39).
ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
# Numbers below are those of built-in number formats (18.8.30).
FIRST_NUMBER_FORMAT = 164
# What Excel holds: “Excel specifications and limits”.
MOST_CELL_FORMATS = 65_490
_LISTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_TAG = lazy(rb"<(/?)(?=[A-Za-z])")
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class MergedFormats:
    """The formats of `package` with those of `small` added, which `put` writes.

    `cells` says for each cell format (`c@s`) of `small`, `conditional` for each conditional one
    (`cfRule@dxfId`), the number that it has in `package`.
    """

    def __init__(self, package: Package, small: Package) -> None:
        self._package = package
        self._source = _styles_of(small)
        self._target = styles(package)
        self._lists: dict[str, _List] = {}
        if self._target is None:
            self.cells = {n: n for n, _ in enumerate(items(self._source, "cellXfs"))}
            self.conditional = {n: n for n, _ in enumerate(items(self._source, "dxfs"))}
            return
        self._numbers = self._number_formats()
        maps = {attribute: self._added(name) for attribute, name in _LISTS.items()}
        self.cells = {
            number: self._list("cellXfs").number(self._cell_format(form, maps))
            for number, form in enumerate(items(self._source, "cellXfs"))
        }
        self.conditional = self._added("dxfs")
        if len(self._list("cellXfs")) > MOST_CELL_FORMATS:
            raise RefusedEdit(
                say("The workbook has as many cell formats as Excel allows."),
                say("Delete formats that are not used in Excel, and try again."),
            )

    def put(self) -> None:
        """Write the formats that were added; a workbook without formats gets all of `small`."""
        if self._target is None:
            part = "xl/styles.xml"
            self._package.put(part, self._source.data)
            self._package.set_type(part, CONTENT)
            self._package.relate(self._package.workbook, TYPE, part)
            return
        edits = [edit for one in self._lists.values() for edit in one.edits()]
        if edits:
            part = self._package.related(self._package.workbook, "styles")[0]
            self._package.put(part, splice(self._target.data, edits))

    def _list(self, name: str) -> _List:
        if self._target is None:
            raise LookupError(name)
        return self._lists.setdefault(name, _List(self._target, name))

    def _added(self, name: str) -> dict[int, int]:
        source, target = self._source, self._list(name)
        return {
            number: target.number(source.data[item.start : item.end])
            for number, item in enumerate(items(source, name))
        }

    def _number_formats(self) -> dict[str, str]:
        """Return the number of each of the number formats of `small`, added if need be."""
        target, known = self._list("numFmts"), dict[str, str]()
        for item in target.items:
            values = target.xml.attributes(item)
            if "formatCode" in values and "numFmtId" in values:
                known.setdefault(values["formatCode"].value, values["numFmtId"].value)
        used = [int(number) for number in known.values() if number.isdecimal()]
        free = max([FIRST_NUMBER_FORMAT - 1, *used]) + 1
        numbers = {}
        for item in items(self._source, "numFmts"):
            values = self._source.attributes(item)
            code, old = values["formatCode"].value, values["numFmtId"].value
            if code not in known:
                known[code] = str(free)
                free += 1
                target.number(_with(self._source, item, {"numFmtId": known[code]}))
            numbers[old] = known[code]
        return numbers

    def _cell_format(self, form: Element, maps: dict[str, dict[int, int]]) -> bytes:
        """Return a cell format of `small` with the numbers that its parts have in the package."""
        values = self._source.attributes(form)
        new = {name: str(maps[name][int(values[name].value)]) for name in maps if name in values}
        if "numFmtId" in values:
            number = values["numFmtId"].value
            new["numFmtId"] = self._numbers.get(number, number)
        return _with(self._source, form, new)


class _List:
    """One list of a styles part, with what is added at its end."""

    def __init__(self, xml: Markup, name: str) -> None:
        self.xml = xml
        self.name = name
        self.items = items(xml, name)
        self._known: dict[bytes, int] = {}
        for number, item in enumerate(self.items):
            self._known.setdefault(xml.data[item.start : item.end], number)
        self._new: list[bytes] = []

    def __len__(self) -> int:
        return len(self.items) + len(self._new)

    def number(self, item: bytes) -> int:
        """Return the number of an item, which is added if the list has none like it."""
        prefix = self.xml.root.prefix
        if prefix:
            item = _TAG.sub(rb"<\1%b:" % prefix.encode(), item)
        if item not in self._known:
            self._known[item] = len(self)
            self._new.append(item)
        return self._known[item]

    def edits(self) -> list[Splice]:
        xml, new = self.xml, b"".join(self._new)
        there = xml.first(self.name)
        if not self._new:
            return []
        if there is None or there.empty:
            start, end = (self._place(),) * 2 if there is None else (there.start, there.end)
            return [(start, end, self._whole(new))]
        counted = xml.attribute(there, "count") is not None
        count = xml.set_attribute(there, "count", str(len(self))) if counted else []
        return [*count, (there.tail, there.tail, new)]

    def _whole(self, content: bytes) -> bytes:
        name = f"{self.xml.root.prefix}:{self.name}" if self.xml.root.prefix else self.name
        return b'<%b count="%d">%b</%b>' % (name.encode(), len(self), content, name.encode())

    def _place(self) -> int:
        """Return where a list that is not there belongs."""
        behind = ORDER[ORDER.index(self.name) + 1 :]
        after = self.xml.first(*behind)
        return self.xml.whole().tail if after is None else after.start


def _with(xml: Markup, element: Element, values: dict[str, str]) -> bytes:
    """Return an element with other values of some attributes."""
    edits = [
        (start - element.start, end - element.start, new)
        for name, value in values.items()
        for start, end, new in xml.set_attribute(element, name, value)
    ]
    return splice(xml.data[element.start : element.end], edits)


def _styles_of(small: Package) -> Markup:
    found = styles(small)
    return Markup(b"<styleSheet/>") if found is None else found
