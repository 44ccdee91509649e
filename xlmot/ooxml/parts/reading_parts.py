"""List what reads cells besides formulas in cells: names, tables, formats, pivots and others."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.ooxml.parts.markup import Element, Markup
from xlmot.ooxml.parts.package import Package, SheetPart
from xlmot.programme.address import Area, area_name

# Names of Excel's own that only say what is printed or filtered, and those of our guards.
_SILENT = ("_xlnm.", "xlmot_")
# Conditional formats that look at nothing but their formula, or at whether a cell is filled.
_BY_FORMULA = ("expression", "containsBlanks", "notContainsBlanks")


def read_readers(package: Package) -> tuple[str, ...]:
    """Return what reads cells beside their formulas, as lines of fields separated by tabs.

    `name` and `table` are what formulas may name (ECMA-376 part 1, 18.2.5 and 18.5.1); `rule` is a
    formula of a conditional format (18.3.1.18) or a validation (18.3.1.32) with the cells that have
    it; `area` is what reads its own cells: a format by value, a validation, a data table of “what
    if” (18.3.1.40), a pivot (18.10.1.95).
    """
    lines = [*_names(package)]
    for sheet in package.sheets:
        if sheet.kind == "worksheet":
            xml = Markup(package.part(sheet.part))
            lines += [*_tables(package, sheet), *_rules(xml, sheet), *_what_if(xml, sheet)]
    lines += _pivots(package)
    return tuple("\t".join(_plain(field) for field in line) for line in lines)


def _plain(field: str) -> str:
    return " ".join(field.split())


def _names(package: Package) -> Iterator[tuple[str, ...]]:
    xml = Markup(package.part(package.workbook))
    if b"definedName" in xml.data:
        for element in xml.elements("definedName"):
            name = xml.attribute(element, "name") or ""
            if name and not name.startswith(_SILENT):
                yield "name", name, xml.text(element)


def _tables(package: Package, sheet: SheetPart) -> Iterator[tuple[str, ...]]:
    for part in package.related(sheet.part, "table"):
        xml = Markup(package.part(part))
        for element in xml.elements("table"):
            columns = [xml.attribute(tag, "name") or "" for tag in xml.heads("tableColumn")]
            names = (xml.attribute(element, "displayName"), xml.attribute(element, "ref"))
            yield "table", names[0] or "", sheet.name, names[1] or "", *columns


def _rules(xml: Markup, sheet: SheetPart) -> Iterator[tuple[str, ...]]:
    if b"conditionalFormatting" in xml.data:
        for block in xml.elements("*:conditionalFormatting"):
            for rule in xml.elements("*:cfRule", start=block.head, end=block.tail):
                by_value = xml.attribute(rule, "type") not in _BY_FORMULA
                formulas = _texts(xml, rule, "*:formula", "*:f")
                yield from _lines(sheet.name, _cells(xml, block), formulas, by_value=by_value)
    if b"dataValidation" in xml.data:
        for block in xml.elements("*:dataValidation"):
            formulas = _texts(xml, block, "*:formula1", "*:formula2")
            by_value = xml.attribute(block, "type") not in (None, "none", "custom")
            yield from _lines(sheet.name, _cells(xml, block), formulas, by_value=by_value)


def _what_if(xml: Markup, sheet: SheetPart) -> Iterator[tuple[str, ...]]:
    """Yield the data tables: each reads what stands above and left of it, and its input cells."""
    if b"dataTable" not in xml.data:
        return
    from xlmot.ooxml.cells.references import areas

    for tag in xml.heads("*:f"):
        given = {name: found.value for name, found in xml.attributes(tag).items()}
        extent = next(iter(areas(given.get("ref", "")) or ()), None)
        if given.get("t") == "dataTable" and extent:
            top, left = max(extent.top - 1, 1), max(extent.left - 1, 1)
            around = area_name(Area(top, left, extent.bottom, extent.right))
            inputs = (given[name] for name in ("r1", "r2") if name in given)
            where = f"{sheet.name}!{given['ref']}"
            yield "area", where, sheet.name, " ".join((around, *inputs))


def _cells(xml: Markup, block: Element) -> str:
    """Return the cells that have a format or a validation.

    What Excel 2010 added says it in an element `xm:sqref` (MS-XLSX 2.6.3, 2.6.8), and its formulas
    in elements `xm:f`.
    """
    place = xml.attribute(block, "sqref")
    if place is None:
        texts = _texts(xml, block, "*:sqref")
        return texts[-1] if texts else ""
    return place


def _lines(
    sheet: str, area: str, formulas: list[str], *, by_value: bool
) -> Iterator[tuple[str, ...]]:
    """Yield what a format or a validation reads, unless it is that of a guard."""
    if any(_is_ours(text) for text in formulas):
        return
    where = f"{sheet}!{area}"
    for text in formulas:
        yield "rule", where, sheet, area, text
    if by_value:
        yield "area", where, sheet, area


def _texts(xml: Markup, element: Element, *names: str) -> list[str]:
    return [
        xml.text(own)
        for name in names
        for own in xml.elements(name, start=element.head, end=element.tail)
    ]


def _is_ours(formula: str) -> bool:
    """Return whether a formula is that of a guard, which judges what is typed and not what is."""
    return formula.rpartition("!")[2].startswith("xlmot_")


def _pivots(package: Package) -> Iterator[tuple[str, ...]]:
    for part in package.related(package.workbook, "pivotCacheDefinition"):
        xml = Markup(package.part(part))
        for tag in xml.heads("worksheetSource"):
            sheet, area = xml.attribute(tag, "sheet") or "", xml.attribute(tag, "ref") or ""
            name = xml.attribute(tag, "name")
            if name:
                yield "rule", name, sheet, "A1", name
            elif sheet and area:
                yield "area", f"{sheet}!{area}", sheet, area
