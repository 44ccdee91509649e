"""Say what an XML part must be after rows were deleted, as a tree to compare with what it is.

Where Excel has a choice that only its screen decides, such as the edge of a picture whose row is
deleted, the tree says ANY. What is recounted by every writer is left out of both trees.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.references import RowMap, areas, without_rows
from xlmot.ooxml.proof.merges import Merges
from xlmot.ooxml.proof.node import (
    ANY,
    FORMULA_ATTRIBUTES,
    FORMULAS,
    NUMBERS,
    ProofNode,
    actual,
    actual_attributes,
    is_left_out,
    own_text,
    plain_text,
)
from xlmot.ooxml.proof.reckoning import Deletions, following
from xlmot.ooxml.proof.xml_tree import Element, children, local

_NAMED_CELLS = frozenset({"cellWatch", "cellSmartTags", "inputCells", "singleXmlCell"})
# What goes when the last cell it is for goes, and what goes when it is empty then.
_MORTAL = frozenset(
    {"mergeCell", "hyperlink", "conditionalFormatting", "dataValidation", "ignoredError",
     "protectedRange", "sortState", "sortCondition", "cellWatch", "cellSmartTags", "sparkline",
     "autoFilter", "dataRef", "webPublishItem"}
)  # fmt: skip
_CONTAINERS = frozenset(
    {"mergeCells", "hyperlinks", "dataValidations", "ignoredErrors", "protectedRanges",
     "cellWatches", "conditionalFormattings", "sparklines", "sparklineGroup", "sparklineGroups",
     "rowBreaks", "dataRefs", "dataConsolidate", "smartTags", "webPublishItems", "ext", "extLst"}
)  # fmt: skip
# What a sparkline group holds beside its sparklines; without them it is not valid ([MS-XLSX]).
_COLOURS = frozenset(
    {"colorSeries", "colorNegative", "colorAxis", "colorMarkers", "colorFirst", "colorLast",
     "colorHigh", "colorLow"}
)  # fmt: skip
_RELATIVE = frozenset({"conditionalFormatting", "dataValidation", "table"})


class Surroundings(NamedTuple):
    """What a part's references mean: the name of the sheet it belongs to, and what is deleted.

    `shift` moves formulas that are meant from a cell, when that cell's row is deleted; None where
    it cannot be told. `edited`: cells of the sheet are edited, which may make it larger and its
    texts look like numbers; `renamed`: an edit renames columns of the table. `merges`: areas
    that edits unmerge or merge.
    """

    owner: str | None
    deletions: Deletions
    shift: int | None = 0
    edited: bool = False
    renamed: bool = False
    merges: Merges = Merges()

    @property
    def rows(self) -> RowMap:
        return self.deletions.rows(self.owner)


def expected(element: Element, setting: Surroundings) -> ProofNode | None:
    """Return what an element must become, None where it must go."""
    name = local(element)
    if name == "colBreaks":  # columns, whose ids are no rows
        return actual(element, edited=setting.edited)
    if name in _RELATIVE:
        setting = setting._replace(shift=_shift(element, setting.rows))
    attributes = dict(_expected_attributes(element, setting))
    if name in _MORTAL and not _lives(element, setting):
        return None
    if name in ("twoCellAnchor", "oneCellAnchor", "anchor"):
        return _anchor(element, setting)
    kept = list(_expected_children(element, setting))
    content = [node for node in kept if node.name.rpartition("}")[2] not in _COLOURS]
    if name in _CONTAINERS and len(element) and not content:
        return None
    return ProofNode(element.tag, attributes, _expected_text(element, setting), kept)


def _expected_children(element: Element, setting: Surroundings) -> Iterator[ProofNode]:
    seen: set[str] = set()
    for child in element:
        left_out = is_left_out(child, edited=setting.edited)
        node = None if left_out else expected(child, setting)
        if node is None:
            continue
        if local(child) == "brk" and local(element) == "rowBreaks":
            place = node.attributes.get("id", "")
            if place == "0" or place in seen:
                continue
            seen.add(place)
        yield node


def _lives(element: Element, setting: Surroundings) -> bool:
    """Return whether a cell is left of those that an element is for; of merged cells, two."""
    text = _cells_of(element)
    if text is None:
        return True
    left = without_rows(text, _rows_of(element, setting))
    if left is None or (local(element) == "mergeCell" and setting.merges.unmerges(text)):
        return False
    return local(element) != "mergeCell" or left == text or not _is_single(left)


def _is_single(text: str) -> bool:
    found = areas(text)
    return found is not None and found[0][:2] == found[0][2:]


def _cells_of(element: Element) -> str | None:
    for name in ("sqref", "ref", "r", "sourceRef"):
        if name in element.attrib:
            return element.attrib[name]
    return next((one.text for one in children(element, "sqref")), None)


def _shift(element: Element, rows: RowMap) -> int | None:
    """Return how far down the first cell of a format or validation moves when its row goes.

    Its formulas are written as meant for that cell (18.3.1.43), those of a table's columns for its
    first row of data (18.5.1.1); with several areas it is not said which cell that is.
    """
    found = areas(_cells_of(element) or "")
    if not found:
        return 0
    first = found[0].top
    if local(element) == "table":
        first += int(element.get("headerRowCount", "1"))
    if first not in rows:
        return 0
    if len(found) > 1:
        return None
    alive = (row for row in range(first, found[0].bottom + 1) if row not in rows)
    return next(alive, first) - first


def _expected_attributes(element: Element, setting: Surroundings) -> Iterator[tuple[str, str]]:
    for key, value in actual_attributes(element):
        yield key, _expected_value(element, key.rpartition("}")[2], value, setting)


def _expected_value(element: Element, key: str, value: str, setting: Surroundings) -> str:
    name = local(element)
    if key in FORMULA_ATTRIBUTES or (name, key) in (("cfvo", "val"), ("ocxPr", "value")):
        return _formula(value, setting)
    if name == "brk" and key == "id":
        return str(setting.rows.place(int(value) + 1) - 1) if value.isdecimal() else value
    if name == "tableColumn" and key == "name" and setting.renamed:
        return ANY
    if key in ("ref", "sqref", "sourceRef") or (key == "r" and name in _NAMED_CELLS):
        left = without_rows(value, _rows_of(element, setting))
        return left or (ANY if name == "dimension" else value)
    return value


def _rows_of(element: Element, setting: Surroundings) -> RowMap:
    """Return the map of the sheet that an element's cells are on, its own if it names none."""
    return setting.deletions.rows(element.get("sheet", setting.owner))


def _expected_text(element: Element, setting: Surroundings) -> str:
    name, text = local(element), own_text(element)
    if name == "definedName":
        return following(text, None, setting.deletions, pinned=True)
    if name in FORMULAS or (name == "sqref" and "!" in text):
        return _formula(text, setting._replace(shift=0) if name == "totalsRowFormula" else setting)
    if name == "sqref":
        return without_rows(text, setting.rows) or text
    if name == "Row" and text.isdecimal():  # of a note's shape, counted from 0
        return str(setting.rows.place(int(text) + 1) - 1)
    if name == "Anchor" and setting.rows.deleted:
        return NUMBERS
    return text


def _formula(text: str, setting: Surroundings) -> str:
    if setting.shift is None:
        return ANY
    return following(text, setting.owner, setting.deletions, (setting.shift, 0))


def _anchor(element: Element, setting: Surroundings) -> ProofNode:
    """Say where a drawing's corners go: nowhere, with their rows, or where the screen decides."""
    kind = _anchored(element)
    node = ProofNode(element.tag, dict(actual_attributes(element)), "", [])
    for child in element:
        corner = local(child)
        if corner not in ("from", "to") or kind == "absolute":
            after = expected(child, setting)
            node.children.extend([after] if after else [])
        else:
            node.children.append(
                _corner(child, setting.rows, free=corner == "to" and kind != "twoCell")
            )
    return node


def _anchored(element: Element) -> str:
    """Return how an object follows cells; a control's two flags say it (CT_ObjectAnchor)."""
    if local(element) != "anchor":
        return element.get("editAs", "twoCell")
    if element.get("sizeWithCells") in ("1", "true"):
        return "twoCell"
    return "oneCell" if element.get("moveWithCells") in ("1", "true") else "absolute"


def _corner(element: Element, rows: RowMap, *, free: bool) -> ProofNode:
    """Return a corner of a drawing; its rows count from 0 (CT_Marker, 20.5.2.5)."""
    node = actual(element)
    row = next((child.text or "" for child in children(element, "row")), "")
    if not row.strip().isdecimal():
        return node
    number = int(row) + 1
    lost = rows.deleted and (free or number in rows)
    after = {"row": str(rows.place(number) - 1)}
    if lost:
        after = {"row": NUMBERS, "rowOff": NUMBERS}
    texts = (after.get(local(child), child.text or "") for child in element)
    moved = [one._replace(text=text) for one, text in zip(node.children, texts, strict=True)]
    return node._replace(children=moved)


def moved_references(element: Element, setting: Surroundings) -> Iterator[tuple[str, str, str]]:
    """Yield what must move: the element or attribute, before, after (empty where it goes)."""
    if local(element) in _RELATIVE:
        setting = setting._replace(shift=_shift(element, setting.rows))
    if local(element) in _MORTAL and not _lives(element, setting):
        yield local(element), _cells_of(element) or "", ""
        return
    before, after = plain_text(element), _expected_text(element, setting)
    if after not in (before, ANY, NUMBERS):
        yield local(element), before, after
    for key, value in actual_attributes(element):
        new = _expected_value(element, key.rpartition("}")[2], value, setting)
        if new not in (value, ANY):
            yield f"{local(element)}/@{key.rpartition('}')[2]}", value, new
    for child in element:
        yield from moved_references(child, setting)
