"""Measure how much room a text takes in the font of generated sheets, Calibri.

The widths are the advances of Carlito, which is made to have Calibri's: units of 1/2048 em, from
the space (U+0020) to the tilde (U+007E).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

UNITS_PER_EM = 2048
FIRST = 0x20
ADVANCES = (
    463, 667, 821, 1020, 1038, 1464, 1397, 452, 621, 621, 1020, 1020, 511, 627, 517, 791, 1038,
    1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 548, 548, 1020, 1020, 1020, 949, 1831,
    1185, 1114, 1092, 1260, 1000, 941, 1292, 1276, 516, 653, 1064, 861, 1751, 1322, 1356, 1058,
    1378, 1112, 941, 998, 1314, 1162, 1822, 1063, 998, 959, 628, 791, 628, 1020, 1020, 596, 981,
    1076, 866, 1076, 1019, 625, 964, 1076, 470, 490, 931, 470, 1636, 1076, 1080, 1076, 1076, 714,
    801, 686, 1076, 925, 1464, 887, 927, 809, 644, 943, 644, 1020,
)  # fmt: skip
# Letters without a plain one below their accent, and marks of French texts.
OTHERS = {
    "\u00a0": 463, "\u202f": 463, "’": 511, "‘": 511, "“": 821, "”": 821, "«": 1049, "»": 1049,
    "·": 517, "–": 1020, "€": 1038, "°": 694, "²": 688, "ß": 1080, "ø": 1080, "Ø": 1356,
}  # fmt: skip
# What is not known is taken to be as wide as a capital M.
WIDEST = 1751
# How much wider the bold letters are, at most.
BOLD = 1.05
# A digit of the default font, in pixels: what a column's width is counted in.
DIGIT, EDGES = 7, 5
PIXELS_PER_POINT = 4 / 3


def column_pixels(width: float) -> int:
    """Return how wide a column of so many characters is on a screen at 100 %.

    >>> column_pixels(10)
    75
    """
    return int(width * DIGIT + EDGES)


def text_pixels(text: str, points: float = 11, *, bold: bool = False) -> float:
    """Return how wide a text is on a screen at 100 %.

    >>> round(text_pixels("Roads")), round(text_pixels("ROADS", bold=True))
    (36, 44)
    """
    units = sum(map(_advance, text)) * (BOLD if bold else 1)
    return units / UNITS_PER_EM * points * PIXELS_PER_POINT


@lru_cache(maxsize=1024)
def _advance(char: str) -> int:
    if char in OTHERS:
        return OTHERS[char]
    plain = unicodedata.normalize("NFD", char)[:1]
    place = ord(plain) - FIRST
    return ADVANCES[place] if 0 <= place < len(ADVANCES) else WIDEST


def wrapped_lines(text: str, pixels: float, points: float = 11, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a cell with room for so many pixels.

    >>> wrapped_lines("Roads", 140), wrapped_lines("Roads and squares of the market", 140)
    (1, 2)
    """
    return sum(_lines(line.split(" "), pixels, points, bold=bold) for line in text.split("\n"))


def _lines(words: list[str], pixels: float, points: float, *, bold: bool) -> int:
    room = max(pixels, text_pixels("M", points))
    space = text_pixels(" ", points, bold=bold)
    count, at = 1, 0.0
    for word in words:
        length = text_pixels(word, points, bold=bold)
        if at and at + length > room:
            count, at = count + 1, 0.0
        # A word wider than the cell is cut wherever the line ends.
        count += int(length // room)
        at += length % room + space
    return count
