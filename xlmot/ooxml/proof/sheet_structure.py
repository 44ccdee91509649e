"""Find what Excel would repair in a worksheet part: order, duplicates, indexes, references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.proof.problems import Problem, meet
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.sheet_rows import SheetRows
from xlmot.ooxml.proof.xml_tree import Element, children, is_well_formed, local, whole
from xlmot.programme.address import LAST_COLUMN, LAST_ROW, Area, column_number

# The order of the children of a worksheet: CT_Worksheet, ECMA-376 18.3.1.99.
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
    "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_SEVERAL = frozenset({"cols", "conditionalFormatting"})
_RANK = {name: rank for rank, name in enumerate(_ORDER)}
_CELL_REFERENCE = lazy(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([^"']*)["']""")
_STYLE = lazy(rb"""<(?:\w+:)?(?:c|row)\s(?:[^>]*?\s)?s\s*=\s*["'](\d+)["']""")
_STRING = lazy(
    rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?t\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*(-?\d*)\s*<"""
)
_TYPED = lazy(
    rb"""<(?:\w+:)?c\b(?![^>]*\st=["'](?:s|str|inlineStr|e|b|d)["'])[^>]*(?<!/)>\s*"""
    rb"""<(?:\w+:)?v(?:\s[^>]*)?>(?!\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*<)"""
)
_SHARED = lazy(
    rb"""<(?:\w+:)?f\s(?=[^>]*\bt=["']shared["'])[^>]*?\bsi=["'](\d+)["'][^>]*?(/>|>[^<]*)"""
)
_LISTED = ("mergeCell", "hyperlink", "autoFilter", "conditionalFormatting", "dataValidation",
           "ignoredError", "protectedRange", "sortState", "dimension", "selection")  # fmt: skip
_LONGEST_LIST = 255  # characters of a list typed into a validation, quotes not counted


def sheet_problems(
    reading: RawParts, part: str, pieces: Sequence[bytes] | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with a worksheet; of its rows, `pieces` are looked at, or else all.

    In a part that is the old one nothing can be new but what its cells name elsewhere.
    """
    sheet = reading.apart(part)
    same = pieces is not None and reading.is_same(part)
    if not same:
        yield from _row_problems(part, sheet, pieces)
        yield from _shared_formulas(part, reading.text(part))
    looked_at = sheet.bytes_of(sheet.pieces if pieces is None else pieces)
    if not is_well_formed(looked_at):
        yield _problem("xml", part, "sheetData")
    yield from _index_problems(reading, part, looked_at)
    frame = reading.frame(part)
    if frame is None:
        yield _problem("xml", part, "worksheet")
    elif local(frame) == "worksheet":
        yield from _frame_problems(part, frame)
        yield from _format_problems(reading, part, frame)


def _problem(kind: str, part: str, at: object) -> Problem:
    return Problem(kind, part, say(_SENTENCES[kind], part=part, at=str(at)))


_SENTENCES = {
    "xml": "{part}: {at} is no well-formed XML.",
    "row-order": "{part}: row {at} is not below the row before it.",
    "outside": "{part}: “{at}” is outside the grid.",
    "cell-row": "{part}: cell {at} stands in another row.",
    "cell-order": "{part}: cell {at} is not right of the cell before it.",
    "string-index": "{part} uses shared string {at}, which does not exist.",
    "style-index": "{part} uses cell style {at}, which does not exist.",
    "number": "{part} holds a number that is none, at “{at}”.",
    "shared-formula": "{part}: shared formula {at} has no cell that holds its text, or two.",
    "order": "{part}: {at} stands in the wrong place.",
    "element-twice": "{part}: {at} occurs twice.",
    "reference": "{part}: “{at}” is no reference.",
    "merge-overlap": "{part}: merged cells {at} overlap others.",
    "count": "{part}: the count of {at} is wrong.",
    "list-length": "{part}: the list of choices for {at} is longer than 255 characters.",
    "format-index": "{part} uses conditional style {at}, which does not exist.",
}


def _row_problems(part: str, sheet: SheetRows, pieces: Sequence[bytes] | None) -> Iterator[Problem]:
    chosen = None if pieces is None else set(pieces)
    last = 0
    for number, piece in sheet.rows:
        if not 1 <= number <= LAST_ROW:
            yield _problem("outside", part, number)
        elif number <= last:
            yield _problem("row-order", part, number)
        last = number
        if chosen is None or piece in chosen:
            yield from _cell_problems(part, number, piece)


def _cell_problems(part: str, row: int, piece: bytes) -> Iterator[Problem]:
    end = b"%d" % row
    last = 0
    for name in _CELL_REFERENCE.findall(piece):
        letters = name.rstrip(b"0123456789")
        column = _columns(letters)
        if not 1 <= column <= LAST_COLUMN:
            yield _problem("outside", part, name.decode("utf-8", "replace"))
        elif name[len(letters) :] != end:
            yield _problem("cell-row", part, name.decode("utf-8", "replace"))
        elif column <= last:
            yield _problem("cell-order", part, name.decode("utf-8", "replace"))
        last = column


@cache
def _columns(letters: bytes) -> int:
    """Return the number of a column, 0 of what is none."""
    right = letters.isalpha() and letters.isascii() and len(letters) <= len("XFD")
    return column_number(letters.decode()) if right else 0


def _index_problems(reading: RawParts, part: str, data: bytes) -> Iterator[Problem]:
    strings, styles = len(reading.strings), reading.styles_count
    for index in {match[1] for match in _STRING.finditer(data)}:
        if not index.isdigit() or int(index) >= strings:
            yield _problem("string-index", part, index.decode() or "?")
    for index in {match[1] for match in _STYLE.finditer(data)}:
        if int(index) >= styles:
            yield _problem("style-index", part, index.decode())
    match = _TYPED.search(data)
    if match:
        yield _problem("number", part, match[0].decode("utf-8", "replace")[:40])


def _shared_formulas(part: str, data: bytes) -> Iterator[Problem]:
    """Check that each group of shared formulas has exactly one text (18.3.1.40)."""
    if b"shared" not in data:
        return
    texts: dict[bytes, int] = {}
    for group, text in _SHARED.findall(data):
        texts[group] = texts.get(group, 0) + (len(text) > 1 and text != b"/>")
    for group, count in texts.items():
        if count != 1:
            yield _problem("shared-formula", part, group.decode())


def _frame_problems(part: str, frame: Element) -> Iterator[Problem]:
    yield from _order_problems(part, frame)
    yield from _reference_problems(part, frame)
    yield from _merge_problems(part, frame)
    yield from _validation_problems(part, frame)
    for name, child in (("mergeCells", "mergeCell"), ("dataValidations", "dataValidation")):
        for container in children(frame, name):
            count = container.get("count")
            if count is not None and count != str(len(list(children(container, child)))):
                yield _problem("count", part, name)


def _format_problems(reading: RawParts, part: str, frame: Element) -> Iterator[Problem]:
    """Check that conditional formats use styles that exist: dxfs, 18.8.15."""
    styles = reading.tree(reading.styles) if reading.styles else None
    known = 0 if styles is None else sum(1 for _ in children(styles, "dxfs", "dxf"))
    for rule in children(frame, "conditionalFormatting", "cfRule"):
        if rule.get("dxfId") and not 0 <= whole(rule, "dxfId") < known:
            yield _problem("format-index", part, rule.get("dxfId"))


def _order_problems(part: str, frame: Element) -> Iterator[Problem]:
    names = [local(child) for child in frame if local(child) in _RANK]
    for before, after in pairwise(names):
        if _RANK[before] > _RANK[after]:
            yield _problem("order", part, after)
        elif before == after and after not in _SEVERAL:
            yield _problem("element-twice", part, after)


def _reference_problems(part: str, frame: Element) -> Iterator[Problem]:
    for element in frame.iter():
        if local(element) in _LISTED:
            for name in ("ref", "sqref"):
                text = element.get(name)
                if text is not None and not _is_reference(text):
                    yield _problem("reference", part, text)


def _is_reference(text: str) -> bool:
    return areas(text) is not None


def _merge_problems(part: str, frame: Element) -> Iterator[Problem]:
    merges = [
        area
        for merge in children(frame, "mergeCells", "mergeCell")
        for area in areas(merge.get("ref", "")) or []
    ]
    for area in _overlapping(merges):
        yield _problem("merge-overlap", part, area.top)


def _overlapping(found: Sequence[Area]) -> Iterator[Area]:
    """Yield areas that overlap one that begins above them or at the same row."""
    open_areas: list[Area] = []
    for area in sorted(found):
        open_areas = [one for one in open_areas if one.bottom >= area.top]
        if any(meet(one, area) for one in open_areas):
            yield area
        open_areas.append(area)


def _validation_problems(part: str, frame: Element) -> Iterator[Problem]:
    for validation in children(frame, "dataValidations", "dataValidation"):
        for formula in children(validation, "formula1"):
            text = formula.text or ""
            if text.startswith('"') and len(text) > _LONGEST_LIST + 2:
                yield _problem("list-length", part, validation.get("sqref"))
