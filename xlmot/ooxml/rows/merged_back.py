"""Merge cells again that were merged on a row that is put back; name what else went with it."""

from __future__ import annotations

from xlmot.ooxml.cells.merges import added, merged_areas
from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.parts.markup import Markup, splice
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.rows.memory import Memory

# Said by nobody: two page breaks that fell together, a green corner, a watched cell.
_MINOR = frozenset({"brk", "ignoredError", "cellWatch"})


def merge_again(package: Package, sheet: str, memory: Memory) -> list[str]:
    """Merge the cells that the deletion of their row unmerged, where none of them is merged now.

    Return the names of the elements that stay away.
    """
    part = package.sheet(sheet).part
    xml = Markup(package.part(part))
    there = xml.first("mergeCells")
    merged = merged_areas(xml, there)
    wanted: list[str] = []
    left: list[str] = []
    for place, before in memory.gone:
        found = areas(before)
        alone = place.element == "mergeCell" and place.home == sheet and found
        if alone and not any(area.meets(one) for area in alone for one in merged):
            wanted.append(before)
        elif place.element not in _MINOR:
            left.append(place.element)
    if wanted:
        package.put(part, splice(xml.data, added(xml, there, wanted)))
    return left
