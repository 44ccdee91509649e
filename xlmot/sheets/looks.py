"""Name the styles of generated sheets, and judge how much room a text takes in them.

Every style reads in grey: what colour says is said by bold, a rule or a word as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any, TypeAlias

from xlmot.sheets.font import DIGIT, EDGES, text_pixels, wrapped_lines

# XlsxWriter's format properties.
Style: TypeAlias = Mapping[str, Any]

INK, DARK, MIDDLE, PALE, RULE = "#1A1A1A", "#1F3864", "#D9E2F3", "#F2F5FA", "#BFC7D5"
POINTS_PER_LINE, PADDING = 15.0, 4.0
# What an indent and the edges of a cell take, in pixels, and how much of the rest a program that
# rounds otherwise may leave to a text.
INDENT, CELL_EDGES, ROOM_SHARE = 9, 6, 0.96
BASE: Style = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "vcenter"}

STYLES: Mapping[str, Style] = {
    "title": {"font_size": 18, "bold": True, "font_color": DARK, "text_wrap": True},
    "subtitle": {"font_color": "#595959"},
    "verdict": {"font_size": 12, "bold": True, "text_wrap": True},
    "banner": {"bold": True, "font_color": "#9C2A00"},
    "heading": {"font_size": 13, "bold": True, "font_color": DARK, "bottom": 2,
                "bottom_color": DARK},
    "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": DARK, "text_wrap": True,
               "align": "left", "indent": 1},
    "line": {"bottom": 1, "bottom_color": RULE, "align": "left", "indent": 1},
    "first": {"bg_color": MIDDLE, "bold": True},
    "second": {"bg_color": PALE, "bold": True},
    "total": {"bold": True, "top": 2, "top_color": DARK, "bg_color": MIDDLE,
              "align": "left", "indent": 1},
    "wrap": {"text_wrap": True},
    "bold": {"bold": True},
    "small": {"font_size": 9, "font_color": "#595959", "text_wrap": True},
    "centre": {"align": "center", "indent": 0},
    "right": {"align": "right", "indent": 1},
    "code": {"num_format": "@"},
    "count": {"num_format": "#,##0", "align": "center", "indent": 0},
    "sparse": {"num_format": '#,##0;-#,##0;"·"', "align": "center", "indent": 0},
    "left": {"align": "left", "indent": 1},
    "amount": {"num_format": "#,##0", "align": "right", "indent": 1},
    "cents": {"num_format": "#,##0.00", "align": "right", "indent": 1},
    "share": {"num_format": "0\u00a0%", "align": "center", "indent": 0},
    "date": {"num_format": "dd/mm/yyyy"},
    "figure": {"font_size": 14, "bold": True, "font_color": DARK, "align": "right",
               "indent": 0, "shrink": True},
    "inset": {"indent": 2, "align": "left"},
    "tally": {"num_format": "#,##0", "align": "right"},
    "caption": {"indent": 1, "align": "left"},
    "link": {"font_color": "#1F4E9E", "underline": 1},
    "comment": {"bg_color": "#FFFBEA", "text_wrap": True},
    "error": {"bold": True, "font_color": "#9C2A00"},
    "warning": {"bold": True},
    "note": {},
    "faint": {"font_color": "#767676"},
    "key": {"font_color": "#A6A6A6", "font_size": 8},
}  # fmt: skip


# Rows told apart by what staff chose, and the bars behind numbers; both read in grey.
TINTS: Mapping[str, Style] = {
    "applied": {"bg_color": "#DDEBDA"},
    "ignored": {"font_color": "#767676", "italic": True},
}
BAR_COLOUR = "#AFC1E2"


def style(look: str) -> Style:
    """Return the properties of a look: those of its words, the later over the earlier.

    >>> style("line count")["align"], style("first count")["bold"]
    ('center', True)
    """
    properties = dict(BASE)
    for word in look.split():
        properties.update(STYLES[word])
    return properties


def column_width(text: str) -> float:
    """Return the width in characters at which a column shows a text of a line in bold.

    >>> column_width("Claire Dumoulin")
    17
    """
    pixels = text_pixels(text, bold=True) / ROOM_SHARE + INDENT + CELL_EDGES
    return ceil((pixels - EDGES) / DIGIT)


def row_points(text: str, pixels: float, look: str) -> float:
    """Return the height in points that a text takes in cells so many pixels wide.

    >>> row_points("Roads", 145, ""), row_points("Roads and squares of the market", 145, "wrap")
    (19.0, 34.0)
    """
    properties = style(look)
    points = float(properties["font_size"])
    line = POINTS_PER_LINE * points / 11
    if not properties.get("text_wrap"):
        return line + PADDING
    indent = INDENT * int(properties.get("indent", 0))
    room = (pixels - CELL_EDGES - indent) * ROOM_SHARE
    return line * wrapped_lines(text, room, points, bold=bool(properties.get("bold"))) + PADDING
