"""Name the styles of generated sheets, and judge how much room a text takes in them.

Every style reads in grey: what colour says is said by bold, a rule or a word as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

# XlsxWriter's format properties.
Style: TypeAlias = Mapping[str, Any]

INK, DARK, MIDDLE, PALE, RULE = "#1A1A1A", "#1F3864", "#D9E2F3", "#F2F5FA", "#BFC7D5"
POINTS_PER_LINE, PADDING = 15.0, 2.0
SPACE = 0.55
# What an indent takes, in characters: nine pixels.
INDENT = 1.3
BASE: Style = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}

STYLES: Mapping[str, Style] = {
    "title": {"font_size": 18, "bold": True, "font_color": DARK, "text_wrap": True},
    "subtitle": {"font_color": "#595959"},
    "verdict": {"font_size": 12, "bold": True, "text_wrap": True},
    "banner": {"bold": True, "font_color": "#9C2A00"},
    "heading": {"font_size": 13, "bold": True, "font_color": DARK, "bottom": 2,
                "bottom_color": DARK, "valign": "vcenter"},
    "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": DARK, "text_wrap": True,
               "valign": "vcenter", "align": "left", "indent": 1},
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
               "valign": "vcenter", "indent": 0, "shrink": True},
    "inset": {"indent": 2, "align": "left"},
    "tally": {"num_format": "#,##0", "align": "right", "valign": "vcenter"},
    "caption": {"valign": "vcenter", "indent": 1, "align": "left"},
    "link": {"font_color": "#1F4E9E", "underline": 1},
    "comment": {"bg_color": "#FFFBEA", "text_wrap": True},
    "error": {"bold": True, "font_color": "#9C2A00"},
    "warning": {"bold": True},
    "note": {},
    "key": {"font_color": "#A6A6A6", "font_size": 8},
}  # fmt: skip


def style(look: str) -> Style:
    """Return the properties of a look: those of its words, the later over the earlier.

    >>> style("line count")["align"], style("first count")["bold"]
    ('center', True)
    """
    properties = dict(BASE)
    for word in look.split():
        properties.update(STYLES[word])
    return properties


def row_points(text: str, width: float, look: str) -> float:
    """Return the height in points that a text takes in cells of `width` characters.

    >>> row_points("Roads", 20, ""), row_points("Roads and squares of the market", 20, "wrap")
    (17.0, 32.0)
    """
    properties = style(look)
    size = float(properties["font_size"]) / 11
    if not properties.get("text_wrap"):
        return POINTS_PER_LINE * size + PADDING
    bold = 1.06 if properties.get("bold") else 1.0
    room = width - 0.5 - INDENT * int(properties.get("indent", 0))
    return POINTS_PER_LINE * size * lines(text, room / size / bold) + PADDING


def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in cells of `width` characters.

    >>> lines("Roads", 20), lines("Roads and squares of the market", 20)
    (1, 2)
    """
    return sum(_wrapped(line.split(" "), width) for line in text.split("\n"))


def _wrapped(words: list[str], width: float) -> int:
    count, at = 1, 0.0
    for word in words:
        length = sum(map(_width, word))
        if at and at + length > width:
            count, at = count + 1, 0.0
        count += int(length // max(width, 1))
        at += length % max(width, 1) + SPACE
    return count


def _width(char: str) -> float:
    """Return the width of a character in digits of the font, on the wide side."""
    return 1.05 if char.isupper() or ord(char) > 0x2E7F else 1.0 if char.isdigit() else 0.86
