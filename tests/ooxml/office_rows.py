"""Show what LibreOffice reads in workbooks, some after rows that it deletes itself.

    /usr/bin/python3 -m tests.ooxml.office_rows PROFILE_FOLDER < jobs.json > shown.json

A job is a path, a sheet, the rows to delete; what is shown is lists of texts by a name.
"""

import json
import re
import sys

from tests.office_bridge import desktop, opened

# LibreOffice shows a lost reference as $Plan.$A#REF!, and one read from a file as plan!#ref!.
LOST = re.compile(r"[^;=()+*>&,\s]*#ref![^;=()+*>&,\s]*", re.IGNORECASE)
# Where random_books puts merged cells and validations: to ask each cell of a sheet takes long.
MERGED, VALIDATED = 7, 9


def main():
    with desktop(sys.argv[1]) as office:
        json.dump([show(office, **job) for job in json.load(sys.stdin)], sys.stdout)


def show(office, path, sheet, rows):
    with opened(office, path) as book:
        for row in sorted(rows, reverse=True):
            book.Sheets.getByName(sheet).Rows.removeByIndex(row - 1, 1)
        shown = {"names": names(book.NamedRanges)}
        for name in book.Sheets.ElementNames:
            facts = of_sheet(book.Sheets.getByName(name))
            shown.update({f"{name} {kind}": found for kind, found in facts.items()})
        return shown


def of_sheet(sheet):
    return {
        "names": names(sheet.NamedRanges),
        "cells": cells(sheet),
        "merges": merges(sheet),
        "validations": validations(sheet),
        "formats": formats(sheet),
        "notes": [f"{where(note.Position)} {note.String}" for note in listed(sheet.Annotations)],
        "breaks": [str(brk.Position) for brk in sheet.RowPageBreaks if brk.ManualBreak],
        "print": [area(found) for found in sheet.PrintAreas] + [area(sheet.TitleRows)],
        "charts": charts(sheet),
        "shapes": sorted(shape(found) for found in listed(sheet.DrawPage)),
    }


def listed(container):
    return [container.getByIndex(index) for index in range(container.Count)]


def where(cell):
    return f"{cell.Column},{cell.Row}"


def area(found):
    return f"{found.StartColumn},{found.StartRow}:{found.EndColumn},{found.EndRow}"


def formula(text):
    return LOST.sub("#REF!", text)


def names(ranges):
    found = [(name, ranges.getByName(name).Content) for name in ranges.ElementNames]
    return sorted(f"{name} {formula(content)}" for name, content in found)


def used(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)


def cells(sheet):
    return [
        f"{column},{row} {formula(text)}"
        for row, texts in enumerate(used(sheet).FormulaArray)
        for column, text in enumerate(texts)
        if text
    ]


def column(sheet, number):
    return [
        sheet.getCellByPosition(number, row) for row in range(used(sheet).RangeAddress.EndRow + 1)
    ]


def merges(sheet):
    found = []
    for cell in column(sheet, MERGED):
        if cell.IsMerged:
            cursor = sheet.createCursorByRange(cell)
            cursor.collapseToMergedArea()
            found.append(area(cursor.RangeAddress))
    return found


def validations(sheet):
    """Return the cells only: LibreOffice does not move the lists of its own sheet."""
    found = column(sheet, VALIDATED)
    return [where(cell.CellAddress) for cell in found if cell.Validation.Type.value != "ANY"]


def formats(sheet):
    found = []
    for one in sheet.ConditionalFormats.ConditionalFormats:
        texts = " ".join(formula(entry.Formula1) for entry in listed(one))
        found.append(f"{one.Range.RangeAddressesAsString} {texts}")
    return sorted(found)


def charts(sheet):
    ranges = [chart.EmbeddedObject.UsedRangeRepresentations for chart in listed(sheet.Charts)]
    return sorted(formula(text) for texts in ranges for text in texts)


def shape(found):
    """Return what an object hangs on; LibreOffice takes no height from one whose rows go."""
    anchor = found.Anchor
    return f"{found.ShapeType} {where(anchor.CellAddress)}"


if __name__ == "__main__":
    main()
