"""Change the list of sheets of a workbook, and with it all that counts sheets by their place.

ECMA-376 part 1, 18.2: the sheets in the order of their tabs, the defined names that belong to one
(`localSheetId` counts tabs from 0), the tab in front and the first one in sight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.formulas import sheets_of, tokens
from xlmot.ooxml.parts.characters import escape, escape_attribute
from xlmot.ooxml.parts.marks import LocalName, local_names
from xlmot.ooxml.parts.markup import Markup, Splice, splice
from xlmot.programme.address import sheet_prefix

# What stands before `definedNames` in a workbook (CT_Workbook, 18.2.27), the last one first.
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")

# The namespace of r:id (ECMA-376 part 1, annex A.5); openpyxl declares it on each sheet.
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Tab(NamedTuple):
    """A sheet as it will be listed: `old` is its place so far, None of a new one.

    `names` are its defined names by their name, (text, hidden); None leaves those it has.
    """

    name: str
    old: int | None = None
    sheet_id: int = 0
    relation: str = ""
    names: Mapping[str, tuple[str, bool]] | None = None


def with_tabs(data: bytes, tabs: Sequence[Tab]) -> bytes:
    """Return a workbook part whose sheets are `tabs`, in their order.

    Raises RefusedEdit where the user has locked the list of sheets, or shares the workbook in the
    strict form of the format, in which what others write is no sheet.
    """
    return _Change(Markup(data), tabs).made()


def refuse_locked(data: bytes) -> None:
    """Raise RefusedEdit where no sheet may be added to a workbook part."""
    xml = Markup(data)
    if any(xml.attribute(one, "lockStructure") in ("1", "true") for one in
           xml.heads("workbookProtection")):  # fmt: skip
        raise RefusedEdit(
            say("The structure of the workbook is protected: no sheet may be added to it."),
            say("Take the protection off in Excel under Review > Protect Workbook, and try again."),
        )
    if b"http://purl.oclc.org/ooxml/" in data[: xml.root.end]:
        raise RefusedEdit(
            say("The workbook is saved as “Strict Open XML”, which sheets cannot be added to."),
            say("Save it in Excel as “Excel Workbook (.xlsx)”, and try again."),
        )


class _Change:
    def __init__(self, xml: Markup, tabs: Sequence[Tab]) -> None:
        self.xml = xml
        self.tabs = tabs
        sheets = xml.first("sheets")
        if sheets is None:
            raise ValueError("a workbook without a list of sheets")
        self.sheets = sheets
        self.listed = list(xml.elements("sheet", start=sheets.head, end=sheets.tail))
        self.places = {tab.old: place for place, tab in enumerate(tabs) if tab.old is not None}

    def made(self) -> bytes:
        edits = [*self._sheets(), *self._views(), *self._names()]
        return splice(self.xml.data, edits)

    def _sheets(self) -> Iterator[Splice]:
        new = b"".join(self._sheet(tab) for tab in self.tabs)
        if new != self.xml.data[self.sheets.head : self.sheets.tail]:
            yield self.sheets.head, self.sheets.tail, new

    def _sheet(self, tab: Tab) -> bytes:
        if tab.old is None:
            prefix, link = self.xml.root.prefix, self._link()
            start = f"<{prefix}:sheet" if prefix else "<sheet"
            return b'%b%b name="%b" sheetId="%d" %b="%b"/>' % (
                start.encode(),
                self._declared(link),
                escape_attribute(tab.name),
                tab.sheet_id,
                link.encode(),
                tab.relation.encode(),
            )
        element = self.listed[tab.old]
        written = self.xml.data[element.start : element.end]
        if self.xml.attribute(element, "name") == tab.name:
            return written
        edits = self.xml.set_attribute(element, "name", tab.name)
        return splice(written, [(s - element.start, e - element.start, n) for s, e, n in edits])

    def _link(self) -> str:
        """Return how the sheets of this workbook write the attribute of their relationship."""
        names = (name for one in self.listed for name in self.xml.attributes(one))
        return next((name for name in names if name.endswith(":id")), "r:id")

    def _declared(self, link: str) -> bytes:
        """Return what declares the prefix of `link`, where only the listed sheets declare it."""
        name = f"xmlns:{link.partition(':')[0]}"
        if name in self.xml.attributes(self.xml.root):
            return b""
        found = (self.xml.attributes(one).get(name) for one in self.listed)
        value = next((one.value for one in found if one), RELATIONSHIPS)
        return b' %b="%b"' % (name.encode(), escape_attribute(value))

    def _views(self) -> Iterator[Splice]:
        for view in self.xml.elements("workbookView"):
            for name in ("activeTab", "firstSheet"):
                old = self.xml.attribute(view, name) or "0"
                if not old.isdecimal():
                    continue
                new = str(self.places.get(int(old), 0))
                if new != old:
                    yield from self.xml.set_attribute(view, name, new)

    def _names(self) -> Iterator[Splice]:
        """Yield what changes in defined names: their sheets' places, those of ours, the list."""
        xml = self.xml
        wanted = {
            (place, name): value
            for place, tab in enumerate(self.tabs)
            for name, value in (tab.names or {}).items()
        }
        kept = 0
        for one in local_names(xml):
            place = self.places.get(one.place)
            given = wanted.pop((place, one.name), None) if place is not None else None
            if place is None or (given is None and self._is_stale(one, place)):
                yield one.element.start, one.element.end, b""
                continue
            kept += 1
            if place != one.place:
                yield from xml.set_attribute(one.element, "localSheetId", str(place))
            if given is not None:
                yield from self._rewritten(one, *given)
        new = b"".join(self._name(*key, *value) for key, value in wanted.items())
        yield from self._listed(new, kept)

    def _is_stale(self, one: LocalName, place: int) -> bool:
        """Return whether a sheet that gets new names has this one no more; the user's own stay."""
        return self.tabs[place].names is not None and one.name.startswith("_xl")

    def _rewritten(self, one: LocalName, text: str, hidden: bool) -> Iterator[Splice]:  # noqa: FBT001  the fields of a tab's name
        if one.text != text:
            yield one.element.head, one.element.tail, escape(text)
        if one.hidden != hidden:
            yield from self.xml.set_attribute(one.element, "hidden", "1" if hidden else None)

    def _name(self, place: int, name: str, text: str, hidden: bool) -> bytes:  # noqa: FBT001  the fields of a tab's name
        prefix = f"{self.xml.root.prefix}:" if self.xml.root.prefix else ""
        tag = f"{prefix}definedName".encode()
        return b'<%b name="%b" localSheetId="%d"%b>%b</%b>' % (
            tag,
            escape_attribute(name),
            place,
            b' hidden="1"' if hidden else b"",
            escape(text),
            tag,
        )

    def _listed(self, new: bytes, kept: int) -> Iterator[Splice]:
        """Yield what adds names at the end of the list, begins one, or takes an empty one out."""
        xml, there = self.xml, self.xml.first("definedNames")
        if there is not None and not there.empty:
            total = kept + sum(
                "localSheetId" not in xml.attributes(e) for e in xml.elements("definedName")
            )
            if new or total:
                yield there.tail, there.tail, new
            else:
                yield there.start, there.head, b""
                yield there.tail, there.end, b""
        elif new:
            prefix = f"{xml.root.prefix}:" if xml.root.prefix else ""
            tag = f"{prefix}definedNames".encode()
            before = next(filter(None, (xml.first(name) for name in _BEFORE_NAMES)))
            start, end = (before.end,) * 2 if there is None else (there.start, there.end)
            yield start, end, b"<%b>%b</%b>" % (tag, new, tag)


def renamed(formula: str, old: str, new: str) -> str:
    """Return a formula that names the sheet `new` where it named `old`.

    >>> renamed("SUM(Roads!A1:A3)+Plan!B2", "Roads", "Roads (copy)")
    "SUM('Roads (copy)'!A1:A3)+Plan!B2"
    """
    pieces = []
    for token in tokens(formula):
        named = sheets_of(token.prefix) if token.prefix else None
        if named is not None and {one.casefold() for one in named} == {old.casefold()}:
            pieces.append(sheet_prefix(new) + token.text.removeprefix(token.prefix))
        else:
            pieces.append(token.text)
    return "".join(pieces)
