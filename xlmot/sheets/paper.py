"""Lay a generated sheet on paper: how much smaller it is printed, and where its pages end.

A4, landscape, as many columns as there are on one page. Where pages end is written, so that no
heading is left alone at the foot of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlmot.sheets.font import DIGIT, column_pixels
from xlmot.sheets.looks import POINTS_PER_LINE
from xlmot.sheets.model import Sheet

# In inches: the paper, and its margins.
WIDTH, HEIGHT = 11.69, 8.27
MARGINS = {"left": 0.3, "right": 0.3, "top": 0.5, "bottom": 0.6}
PIXELS_PER_INCH, POINTS_PER_INCH = 96, 72
# Programs and printers round widths and heights otherwise: columns may be wider by so much, and of
# the height only so much is used.
WIDER, HEIGHT_SHARE = 1.07, 0.96
# The size of most texts of a sheet, and the smallest that is printed, in points.
BODY, SMALLEST_BODY = 11, 8
# Excel prints no sheet smaller than this, in percent.
SMALLEST = 10


def scale(sheet: Sheet) -> int:
    """Return at how many percent of its size a sheet fits the width of the paper, 100 at most."""
    columns = sheet.columns[: sheet.printed_columns]
    pixels = sum(column_pixels(column.width) for column in columns if not column.hidden)
    room = (WIDTH - MARGINS["left"] - MARGINS["right"]) * PIXELS_PER_INCH
    return max(SMALLEST, min(100, int(100 * room / max(pixels * WIDER, 1))))


def narrowed(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Return widths of columns at which the body is read on paper, none below its least one.

    >>> [round(width) for width in narrowed([150, 90], [60, 20])]
    [124, 70]
    """
    pixels = sum(map(column_pixels, widths))
    excess = pixels - readable_pixels()
    spare = [(own - narrow) * DIGIT for own, narrow in zip(widths, least, strict=True)]
    if excess <= 0 or not sum(spare):
        return list(widths)
    share = min(1.0, excess / sum(spare))
    return [own - share * room / DIGIT for own, room in zip(widths, spare, strict=True)]


def readable_pixels() -> int:
    """Return how wide a sheet may be so that its body is printed in eight points."""
    room = (WIDTH - MARGINS["left"] - MARGINS["right"]) * PIXELS_PER_INCH
    return int(room * BODY / SMALLEST_BODY / WIDER)


def page_ends(sheet: Sheet, heights: Mapping[int, float]) -> list[int]:
    """Return the rows that are the last of a page, but for the last page.

    `heights` are those of the rows, in points. No page ends on a row that belongs to the one
    below, unless all its rows do.
    """
    inches = HEIGHT - MARGINS["top"] - MARGINS["bottom"]
    room = inches * POINTS_PER_INCH * HEIGHT_SHARE / (scale(sheet) / 100)
    header = sheet.table[0] if sheet.table else 1
    heights = {**heights, **dict.fromkeys(sheet.folded, 0.0)}
    ends: list[int] = []
    first, used = 1, 0.0
    for row in range(1, sheet.last_row + 1):
        height = heights.get(row, POINTS_PER_LINE)
        if row > first and (row in sheet.starts or used + height > room):
            end = row - 1 if row in sheet.starts else _end(sheet, first, row - 1)
            ends.append(end)
            first = end + 1
            used = heights.get(header, POINTS_PER_LINE) if first > header else 0.0
            used += sum(heights.get(own, POINTS_PER_LINE) for own in range(first, row))
        used += height
    return ends


def _end(sheet: Sheet, first: int, last: int) -> int:
    """Return the last row that a page of the rows `first` to `last` may end on."""
    return next((row for row in range(last, first, -1) if row not in sheet.kept), last)
