"""Find the parts of a workbook by their relationships, and collect the changes made to them.

Open Packaging Conventions: ECMA-376 part 2, 6.5 (relationships) and 7.2.3 (content types).
"""

from __future__ import annotations

from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit, UnreadableFile
from xlmot.messages.hints import TypeAlias
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.characters import other_encoding, utf8
from xlmot.ooxml.parts.container import Container, part_key
from xlmot.ooxml.parts.markup import Element, Markup, splice
from xlmot.ooxml.parts.relations import (
    NO_RELATIONS,
    Relation,
    read_relations,
    relations_in,
    rels_name,
    source_of,
    tag,
    unquote,
)

TYPES = "[Content_Types].xml"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
Data: TypeAlias = bytes
# Of larger parts, two are kept unpacked.
SMALL = 64 << 10
SHEET_KINDS = ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")


class SheetPart(NamedTuple):
    """One sheet of the workbook, in the order of its tabs.

    `state` is `visible`, `hidden` or `veryHidden`; `kind` is one of SHEET_KINDS: cells stand in a
    `worksheet` alone. A module of macros that an old Excel kept as a sheet is a `module` and has
    no part: `part` is empty.
    """

    name: str
    part: str
    sheet_id: int
    state: str
    kind: str


class Package:
    """A workbook's parts, with the changes made to them so far."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self._changed: dict[str, Data | None] = {}
        # The parts read last: a sheet and its strings are looked at several times, in turns.
        self._read: dict[str, Data] = {}
        self._names = {part_key(name): name for name in container.names}
        # As long as no part was changed.
        self._sheets: tuple[SheetPart, ...] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the parts as they are written, changes included."""
        return tuple(name for name in self._names.values() if name in self)

    def __contains__(self, name: str) -> bool:
        written = self._names.get(part_key(name))
        return written is not None and self._changed.get(written, b"") is not None

    def part(self, name: str) -> Data:
        """Return a part as it is now, its XML always in UTF-8.

        Raises KeyError where there is none, UnreadableFile where it does not unpack.
        """
        written = self._written(name)
        if written in self._changed:
            changed = self._changed[written]
            if changed is None:
                raise KeyError(name)
            return changed
        if written not in self._read:
            data = utf8(self.container.part(written), written)
            for other in [name for name in self._read if len(self._read[name]) >= SMALL][:-1]:
                del self._read[other]
            self._read[written] = data
        return self._read[written]

    def forget(self, name: str) -> None:
        """Keep a large part unpacked no longer, as one that was read into something else."""
        written = self._written(name)
        if len(self._read.get(written, b"")) >= SMALL:
            del self._read[written]

    def put(self, name: str, data: Data) -> None:
        """Give a part new bytes, or add one, whose content type `set_type` then names.

        Relationships get theirs where the workbook has none for all of them.
        Raises RefusedEdit where the part is not written in UTF-8.
        """
        self.refuse_other_encoding(name)
        written = self._written(name)
        self._changed[written] = data
        self._sheets = None
        self._names.setdefault(part_key(written), written)
        if written.lower().endswith(".rels") and self.content_type(written) is None:
            self.set_type(written, RELATIONS)

    def refuse_other_encoding(self, name: str) -> None:
        """Raise RefusedEdit where a part is not in UTF-8, so that an edit would change it whole."""
        encoding = self.other_encoding(name)
        if encoding is not None:
            written = self._written(name)
            raise RefusedEdit(
                say(
                    "The workbook's part “{part}” is written in {encoding}.",
                    part=written,
                    encoding=encoding,
                ),
                say("Open it in Excel, save it and try again."),
            )

    def other_encoding(self, name: str) -> str | None:
        """Return the encoding a part has in the file, None for UTF-8; `part` returns UTF-8."""
        written = self._written(name)
        if written not in self.container:
            return None
        return other_encoding(self.container.head(written, 256))

    def remove(self, name: str) -> None:
        """Take out a part, the relationships of its own, those that lead to it, and its type."""
        written = self._written(name)
        self._changed[written] = None
        self._sheets = None
        own = self._written(rels_name(written))
        if own in self:
            self._changed[own] = None
            self.set_type(own, None)
        self.set_type(written, None)
        for other in self.names:
            if other.lower().endswith(".rels"):
                self._drop_relations(other, part_key(written))

    def bytes(self) -> Data:
        """Return the file: parts that did not change as they lay in it, byte for byte."""
        return self.container.write(
            {
                name: data
                for name, data in self._changed.items()
                if data is None or self._differs(name, data)
            }
        )

    def _differs(self, name: str, data: Data) -> bool:
        if name not in self.container or len(data) != self.container.size(name):
            return True
        return data != self.container.part(name)

    def changed(self) -> tuple[str, ...]:
        """Return the names of the parts that were put or removed."""
        return tuple(self._changed)

    def relations(self, part: str = "") -> tuple[Relation, ...]:
        """Return the relationships of a part, of the package itself without a name.

        Raises UnreadableFile where one leads out of the package.
        """
        rels = rels_name(part)
        if rels not in self:
            return ()
        return tuple(
            relation if relation.external else relation._replace(target=self._find(relation.target))
            for relation in relations_in(self.part(rels), part)
        )

    def related(self, part: str, *kinds: str) -> tuple[str, ...]:
        """Return the parts that a part's relationships of these kinds lead to.

        A relationship to a part that is not there is passed over.
        """
        return tuple(
            relation.target
            for relation in self.relations(part)
            if relation.kind in kinds and not relation.external and relation.target in self
        )

    def relate(self, part: str, type_uri: str, target: str) -> str:
        """Relate `part` to the part `target` by a relationship type; return the new id."""
        rels = rels_name(part)
        xml = Markup(self.part(rels) if rels in self else NO_RELATIONS)
        if xml.whole().empty:
            xml = Markup(NO_RELATIONS)
        taken = {relation.id for relation in self.relations(part)}
        new = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        element = tag(xml.named("Relationship"), Id=new, Type=type_uri, Target=f"/{target}")
        tail = xml.whole().tail
        self.put(rels, splice(xml.data, [(tail, tail, element)]))
        return new

    @property
    def workbook(self) -> str:
        """Return the name of the workbook part; raises UnreadableFile where there is none."""
        found = self.related("", "officeDocument")
        if not found:
            raise _damaged_list()
        return found[0]

    @property
    def sheets(self) -> tuple[SheetPart, ...]:
        """Return the sheets in the order of their tabs (ECMA-376 part 1, 18.2.19).

        Raises UnreadableFile where there is none, two have one name, or one has no part.
        """
        if self._sheets is None:
            self._sheets = self._read_sheets()
        return self._sheets

    def _read_sheets(self) -> tuple[SheetPart, ...]:
        xml = Markup(self.part(self.workbook))
        related = {relation.id: relation for relation in self.relations(self.workbook)}
        listed = xml.first("sheets")
        if listed is None:
            raise _damaged_list()
        found = xml.elements("sheet", start=listed.head, end=listed.tail)
        sheets = tuple(self._sheet(xml, element, related) for element in found)
        if not sheets or len({sheet.name.lower() for sheet in sheets}) < len(sheets):
            raise _damaged_list()
        return sheets

    def sheet(self, name: str) -> SheetPart:
        """Return the sheet of that name in either case; raises KeyError where there is none."""
        return {sheet.name.lower(): sheet for sheet in self.sheets}[name.lower()]

    def content_type(self, name: str) -> str | None:
        """Return the content type of a part: its own, else that of its extension."""
        from xlmot.ooxml.parts.content_types import content_type

        return content_type(self.part(TYPES), name)

    def set_type(self, name: str, content_type: str | None) -> None:
        """Give a part a content type of its own; None takes that out."""
        from xlmot.ooxml.parts.content_types import with_type

        types = with_type(self.part(TYPES), name, content_type)
        if types != self.part(TYPES):
            self.put(TYPES, types)

    def _written(self, name: str) -> str:
        """Return a part's name as the file writes it; a new name as it is given."""
        return self._names.get(part_key(name), name)

    def _find(self, target: str) -> str:
        """Return a target's name as the file writes it, percent-encoded there or not."""
        return self._names.get(part_key(target)) or self._written(unquote(target))

    def _drop_relations(self, rels: str, key: str) -> None:
        xml = Markup(self.part(rels))
        gone = [
            (element.start, element.end, b"")
            for element, relation in read_relations(xml, source_of(rels))
            if not relation.external and part_key(self._find(relation.target)) == key
        ]
        if gone:
            self.put(rels, splice(xml.data, gone))

    def _sheet(self, xml: Markup, element: Element, related: dict[str, Relation]) -> SheetPart:
        values = {name: attribute.value for name, attribute in xml.attributes(element).items()}
        relation = next((related.get(v) for n, v in values.items() if n.endswith(":id")), None)
        if relation is None and "" in (v for n, v in values.items() if n.endswith(":id")):
            relation = Relation("", "module", "", external=False)
        elif relation is None or relation.target not in self or "name" not in values:
            raise _damaged_list()
        elif not values["name"]:
            raise UnreadableFile(
                say("The workbook is damaged: it has a sheet without a name."),
                say("Open it in Excel, let it repair the file, save it and try again."),
            )
        number = values.get("sheetId", "")
        return SheetPart(
            values.get("name", ""),
            relation.target,
            int(number) if number.isdecimal() and len(number) < 10 else 0,
            values.get("state", "visible"),
            relation.kind,
        )


def _damaged_list() -> UnreadableFile:
    return UnreadableFile(
        say("The workbook is damaged: its list of sheets does not fit its parts."),
        say("Open it in Excel, let it repair the file, save it and try again."),
    )
