"""Read a workbook a second time, with Python's own zip and XML readers."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from xml.etree.ElementTree import ParseError

from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.proof.sheet_rows import SheetRows, take_apart
from xlmot.ooxml.proof.string_table import StringTable, read_table
from xlmot.ooxml.proof.xml_tree import Element, children, parse

_XML = (".xml", ".rels", ".vml")
_DECLARATION = lazy(r"^\s*<\?xml[^>]*\?>")


class RawRelation(NamedTuple):
    """A relationship of a part (ECMA-376 part 2, 8.5.3); `target` is a part unless external."""

    id: str
    kind: str
    target: str
    external: bool


class SheetRef(NamedTuple):
    """A sheet as the workbook lists it; `part` is empty where its relation leads nowhere."""

    name: str
    part: str
    id: str


class _Packed(NamedTuple):
    """A member as it is packed: method, checksum, and its bytes."""

    method: int
    checksum: int
    data: memoryview

    @classmethod
    def of(cls, data: bytes, member: zipfile.ZipInfo) -> _Packed:
        """Find a member behind its local header (APPNOTE.TXT 4.3.7)."""
        at = member.header_offset
        name, extra = (int.from_bytes(data[at + n : at + n + 2], "little") for n in (26, 28))
        start = at + 30 + name + extra
        packed = memoryview(data)[start : start + member.compress_size]
        return cls(member.compress_type, member.CRC, packed)


def _known(packed: Mapping[str, _Packed], like: RawParts | None, name: str) -> bytes | None:
    return like.unpacked(name, packed[name]) if like else None


class RawParts:
    """The parts of a workbook by name, unpacked, their checksums compared."""

    def __init__(
        self,
        parts: Mapping[str, bytes],
        packed: Mapping[str, _Packed] | None = None,
        like: RawParts | None = None,
    ) -> None:
        self.parts = parts
        self._packed = packed or {}
        self._like = like
        self._keys = {name.replace("\\", "/").casefold(): name for name in parts}
        self._trees: dict[str, Element | None] = {}
        self._apart: dict[str, SheetRows] = {}
        self._formulas: dict[str, frozenset[str]] = {}

    @classmethod
    def of(cls, data: bytes, like: RawParts | None = None) -> RawParts:
        """Unpack a workbook; RefusedEdit where the zip reader finds it damaged.

        What has the same packed bytes as in `like` is not unpacked again.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = [member for member in archive.infolist() if not member.is_dir()]
                packed = {member.filename: _Packed.of(data, member) for member in members}
                parts = {
                    member.filename: _known(packed, like, member.filename) or archive.read(member)
                    for member in members
                }
                return cls(parts, packed, like)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise RefusedEdit(
                say("The edited workbook cannot be read back: {reason}.", reason=str(error)),
                say(
                    "Nothing was written. This is a fault of xlmot: show the workbook to whoever "
                    "installed xlmot for you."
                ),
            ) from error

    def unpacked(self, name: str, packed: _Packed) -> bytes | None:
        """Return a part that is packed like this, None where it is not."""
        return self.parts[name] if self._packed.get(name) == packed else None

    def is_same(self, part: str) -> bool:
        """Return whether a part was found to be packed as in the workbook that this one is like."""
        like = self._like
        return like is not None and part in self.parts and self.parts[part] is like.parts.get(part)

    def find(self, name: str) -> str | None:
        """Return a part's name as it is written, whatever case and slashes are asked for."""
        return self._keys.get(name.replace("\\", "/").casefold())

    def text(self, name: str) -> bytes:
        """Return an XML part in UTF-8, which Excel writes and most other programs too.

        Of what only begins like UTF-16, such as a model of data, the bytes come back.
        """
        data = self.parts[name]
        if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            return data
        with suppress(UnicodeDecodeError):
            return _DECLARATION.sub("", data.decode("utf-16")).encode()
        return data

    def tree(self, name: str) -> Element | None:
        """Return the root of a part; None where it is missing or no XML."""
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return self._trees[name]

    def _parsed(self, name: str) -> Element | None:
        if name not in self.parts:
            return None
        try:
            return parse(self.text(name))
        except (ParseError, UnicodeDecodeError):
            return None

    @property
    def xml_parts(self) -> Iterator[str]:
        return (name for name in self.parts if name.lower().endswith(_XML))

    def relations(self, part: str) -> list[RawRelation]:
        """Return the relationships of a part, of the package itself for ""."""
        folder, name = posixpath.split(part.replace("\\", "/"))
        found = self.find(posixpath.join(folder, "_rels", f"{name}.rels"))
        root = self.tree(found) if found else None
        if root is None:
            return []
        return [self._relation(child, folder) for child in children(root, "Relationship")]

    def _relation(self, element: Element, folder: str) -> RawRelation:
        target = element.get("Target", "").replace("\\", "/")
        external = element.get("TargetMode") == "External"
        if not external:
            absolute = target if target.startswith("/") else posixpath.join("/", folder, target)
            path = posixpath.normpath(absolute).lstrip("/")
            target = self.find(path) or path
        kind = element.get("Type", "").rpartition("/")[2]
        return RawRelation(element.get("Id", ""), kind, target, external)

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that a part leads to by relationships of a kind."""
        return [one.target for one in self.relations(part) if one.kind == kind]

    @cached_property
    def workbook(self) -> str:
        found = self.related("", "officeDocument")
        return found[0] if found else ""

    @cached_property
    def sheets(self) -> Sequence[SheetRef]:
        """Return the sheets in the order of the workbook, chart sheets included."""
        root = self.tree(self.workbook)
        if root is None:
            return []
        targets = {one.id: one.target for one in self.relations(self.workbook)}
        return [
            SheetRef(sheet.get("name", ""), targets.get(_link(sheet), ""), sheet.get("sheetId", ""))
            for sheet in children(root, "sheets", "sheet")
        ]

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """Return the sheet's name of each part that belongs to one sheet alone."""
        found: dict[str, str] = {}
        for sheet in self.sheets:
            self._own(sheet.part, sheet.name, found)
        return found

    def _own(self, part: str, sheet: str, found: dict[str, str]) -> None:
        if part in found or part not in self.parts or part == self.workbook:
            return
        found[part] = sheet
        for relation in self.relations(part):
            if not relation.external and relation.kind not in _SHARED:
                self._own(relation.target, sheet, found)

    @cached_property
    def strings(self) -> StringTable:
        """Return the shared strings, each as its XML (CT_Rst, 18.4.8)."""
        found = self.related(self.workbook, "sharedStrings")
        data = self.text(found[0]) if found and found[0] in self.parts else b""
        return read_table(data, self._like.strings if self._like else None)

    @cached_property
    def tables(self) -> frozenset[str]:
        """Return the parts that are tables of a sheet."""
        parts = (self.related(sheet.part, "table") for sheet in self.sheets)
        return frozenset(part for found in parts for part in found)

    @cached_property
    def styles(self) -> str | None:
        """Return the part of the cell formats."""
        found = self.related(self.workbook, "styles")
        return found[0] if found and found[0] in self.parts else None

    @cached_property
    def styles_count(self) -> int:
        """Return how many cell formats there are; without the part there is one (18.8.10)."""
        root = self.tree(self.styles) if self.styles else None
        return 1 if root is None else sum(1 for _ in children(root, "cellXfs", "xf"))

    def apart(self, part: str) -> SheetRows:
        """Return a worksheet taken apart at its rows."""
        if self._like is not None and self.is_same(part):
            return self._like.apart(part)
        if part not in self._apart:
            self._apart[part] = take_apart(self.text(part))
        return self._apart[part]

    def frame(self, part: str) -> Element | None:
        """Return a worksheet without its rows; None where it is no XML."""
        try:
            return parse(self.apart(part).frame)
        except ParseError:
            return None

    def outline(self, part: str) -> Element | None:
        """Return a part's tree, of a worksheet the frame alone."""
        rows = any(part == sheet.part for sheet in self.sheets)
        return self.frame(part) if rows else self.tree(part)

    def formula_cells(self, part: str) -> frozenset[str]:
        """Return the names of the cells of a sheet that hold a formula."""
        if part not in self._formulas:
            data = self.text(part) if part in self.parts else b""
            found = (match[1].decode() for match in _FORMULA.finditer(data))
            self._formulas[part] = frozenset(found)
        return self._formulas[part]


# Parts that several sheets may share, or that lead back.
_SHARED = frozenset(
    {"pivotCacheDefinition", "slicerCache", "worksheet", "externalLink", "officeDocument"}
)
_FORMULA = lazy(
    rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Z]+\d+)["'][^>]*(?<!/)>\s*<(?:\w+:)?f[\s>/]"""
)


def _link(element: Element) -> str:
    """Return the relationship's id of an element, in the transitional or the strict namespace."""
    for name, value in element.attrib.items():
        if name.endswith("relationships}id"):
            return value
    return ""
