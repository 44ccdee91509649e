"""Find what Excel would repair or refuse in a workbook: ids, relations, indexes, order.

Files of real programs are not free of such faults, so only those that are new count against an
edit: `new_problems`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xlmot.messages import Message, say
from xlmot.ooxml.proof.object_structure import object_problems
from xlmot.ooxml.proof.problems import Problem, repeated
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.sheet_structure import sheet_problems
from xlmot.ooxml.proof.xml_tree import Element, children, is_well_formed, local

_PACKAGE = "[Content_Types].xml"


def new_problems(
    old: RawParts, new: RawParts, unproven: Mapping[str, Sequence[bytes]] | None = None
) -> list[Problem]:
    """Return the problems of `new` that `old` has not, or not as often in the same part.

    `unproven` holds, by worksheet part, the rows that were not proven to be those of `old`: if it
    is given only they are looked at.
    """
    found = list(problems(new, unproven))
    if not found:
        return []
    known = Counter((one.kind, one.part) for one in problems(old))
    return [one for one in found if not _was_known(one, known)]


def _was_known(problem: Problem, known: Counter[tuple[str, str]]) -> bool:
    known[problem.kind, problem.part] -= 1
    return known[problem.kind, problem.part] >= 0


def problems(
    reading: RawParts, rows: Mapping[str, Sequence[bytes]] | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with a workbook; of its rows, those of `rows` are looked at, or all."""
    yield from _unreadable(reading)
    yield from _content_types(reading)
    yield from _relations(reading)
    yield from object_problems(reading)
    for sheet in reading.sheets:
        if sheet.part in reading.parts:
            pieces = None if rows is None else rows.get(sheet.part, ())
            yield from sheet_problems(reading, sheet.part, pieces)


def _unreadable(reading: RawParts) -> Iterator[Problem]:
    """Check that parts are XML; worksheets are looked at row by row."""
    sheets = {sheet.part for sheet in reading.sheets}
    for part in reading.xml_parts:
        if part not in sheets and not is_well_formed(reading.text(part)):
            yield Problem("xml", part, say("{part} is no well-formed XML.", part=part))


def _content_types(reading: RawParts) -> Iterator[Problem]:
    """Check the types of parts: ECMA-376 part 2, 10.1.2."""
    root = reading.tree(_PACKAGE)
    if root is None:
        yield Problem("content-types", _PACKAGE, say("The list of content types is missing."))
        return
    extensions = [one.get("Extension", "").casefold() for one in children(root, "Default")]
    overrides = [one.get("PartName", "").lstrip("/") for one in children(root, "Override")]
    for name in repeated([*extensions, *(f"/{name}".casefold() for name in overrides)]):
        yield Problem("type-twice", _PACKAGE, say("“{name}” has two content types.", name=name))
    for name in overrides:
        if reading.find(name) is None:
            yield Problem("type-of-nothing", _PACKAGE, _missing(_PACKAGE, name))
    typed = {reading.find(name) for name in overrides}
    for part in reading.parts:
        extension = part.rpartition(".")[2].casefold()
        if part not in typed and extension not in extensions and part != _PACKAGE:
            yield Problem("no-type", part, say("{part} has no content type.", part=part))


def _missing(part: str, name: str) -> Message:
    return say("{part} names “{name}”, which is not there.", part=part, name=name)


def _relations(reading: RawParts) -> Iterator[Problem]:
    for rels in [name for name in reading.parts if name.lower().endswith(".rels")]:
        part = rels.replace("_rels/", "").removesuffix(".rels")
        if part and part not in reading.parts:
            yield Problem("relations-of-nothing", rels, _missing(rels, part))
        yield from _relations_of(reading, part, rels)
    for part in reading.parts:
        if reading.relations(part) or part.lower().endswith(".xml"):
            yield from _links(reading, part)


def _relations_of(reading: RawParts, part: str, rels: str) -> Iterator[Problem]:
    relations = reading.relations(part)
    for name in repeated([one.id for one in relations]):
        yield Problem("relation-twice", rels, say("{part}: two “{id}”.", part=rels, id=name))
    for one in relations:
        if not one.external and one.target not in reading.parts and one.target not in ("", "NULL"):
            yield Problem("dangling-relation", rels, _missing(rels, one.target))


def _links(reading: RawParts, part: str) -> Iterator[Problem]:
    """Check that each r:id of a part is one of its relations."""
    if b"relationships" not in reading.parts[part] or part.lower().endswith(".rels"):
        return
    root = reading.outline(part)
    known = {one.id for one in reading.relations(part)}
    for element in [] if root is None else root.iter():
        for name in _ids(element):
            if name and name not in known:
                message = say("{part} uses “{id}”, which leads nowhere.", part=part, id=name)
                yield Problem("dangling-id", part, message)


def _ids(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if "/relationships}" in name and local(element) != "Relationship":
            yield value
