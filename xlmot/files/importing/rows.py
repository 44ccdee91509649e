"""Cut the lines of a text into rows of cells: by tabs, by a CSV delimiter, or by their codes.

What was copied from a PDF file has no cells any more: a line that begins with a code begins a row,
and a line that does not goes on with the row above it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator

from xlmot.files.importing.lines import cut
from xlmot.files.importing.outlined import SIGNS, read_outline
from xlmot.files.importing.printed import read_printed
from xlmot.files.importing.wrapping import goes_on, join
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.code import read_code
from xlmot.programme.vocabulary import Vocabulary, fold

DELIMITERS = ";,|"
DASHES = lazy(r"[|:\s-]+")
BAR = lazy(r"(?<!\\)\|")


class Rows(NamedTuple):
    """The rows of a text, each as its cells, and what was done to make them.

    `joined` lines went on with the row above; `marks` of pages, such as “Page 3”, were left out.
    """

    rows: list[list[str]]
    joined: int = 0
    marks: int = 0


def read_rows(text: str, vocabulary: Vocabulary) -> Rows:
    r"""Return the rows of a text, row n being line n wherever no line was joined or left out.

    >>> read_rows("1\tROADS\n\n1\tPave the square\nof the market", Vocabulary()).rows
    [['1', 'ROADS'], [], ['1', 'Pave the square of the market']]
    >>> read_rows("Code;Title\n1;\"ROADS; PARKS\"", Vocabulary()).rows
    [['Code', 'Title'], ['1', 'ROADS; PARKS']]
    """
    lines, marks = cut(text)
    filled = [line for line in lines if line.strip()]
    if filled and 2 * sum("\t" in line for line in filled) >= len(filled):
        return _by_tabs(lines, marks, vocabulary)
    if filled and 2 * sum(line.lstrip().startswith("|") for line in filled) >= len(filled):
        return Rows(list(_by_bars(lines)), 0, marks)
    delimiter = _delimiter(filled)
    if delimiter:
        return Rows(
            [_cells(row) for row in csv.reader(_back(lines), delimiter=delimiter)], 0, marks
        )
    outline = read_outline(lines, vocabulary)
    rows, joined = outline or read_printed(lines, vocabulary)
    return Rows(rows, joined, marks)


def _by_bars(lines: list[str]) -> Iterator[list[str]]:
    """Yield the rows of a table of Markdown, without its line of dashes."""
    for line in lines:
        text = line.strip()
        if not text.startswith("|"):
            yield _cells([text.lstrip("# ")])
        elif not DASHES.fullmatch(text):
            cells = BAR.split(text.removesuffix("|")[1:])
            yield _cells([cell.strip().replace("\\|", "|") for cell in cells])


def _by_tabs(lines: list[str], marks: int, vocabulary: Vocabulary) -> Rows:
    """Return the rows of lines with tabs; a break in a cell of Word's cuts a row in two lines."""
    cut_lines = [_without_signs(line.split("\t")) for line in lines]
    width = Counter(len(cells) for cells in cut_lines if len(cells) > 1).most_common(1)[0][0]
    closing = tuple(map(fold, (*vocabulary.total_words, *vocabulary.footnote_words)))
    rows: list[list[str]] = []
    joined = 0
    for cells in cut_lines:
        above = rows[-1] if rows else []
        room = 1 < len(above) < width or len(above) == width == 2
        fits = room and (len(cells) == 1 or len(above) + len(cells) - 1 == width)
        if fits and not fold(cells[0]).startswith(closing) and _goes_on(above, cells, vocabulary):
            above[-1:] = [join(above[-1], cells[0]), *cells[1:]]
            joined += 1
        else:
            rows.append(cells)
    return Rows([_cells(row) for row in rows], joined, marks)


def _without_signs(cells: list[str]) -> list[str]:
    """Return the cells of a line without the sign of a list, which Word sets apart with a tab."""
    signs = [n for n, cell in enumerate(cells[:-1]) if cell.strip() and cell.strip() in SIGNS]
    return [cell for n, cell in enumerate(cells) if n not in signs]


def _goes_on(above: list[str], cells: list[str], vocabulary: Vocabulary) -> bool:
    """Return whether a line goes on with the last cell of the one above: it begins with no code.

    Before a tab, a single word goes on if it is in small letters: `?` and `l.1` are codes misread.
    """
    first = cells[0].strip()
    codes = (read_code(first, grammar) for grammar in vocabulary.grammars)
    words = len(cells) == 1 or " " in first or (first.isalpha() and first.islower())
    return words and goes_on(above[-1], first) and not any(code.path for code in codes)


def _cells(cells: list[str]) -> list[str]:
    """Return cells with their own breaks, the empty ones at the end of the row cut."""
    kept = [cell.replace("\v", "\n").strip("\n") for cell in cells]
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _back(lines: list[str]) -> Iterator[str]:
    # A break within a quoted cell is kept only where the lines have their ends.
    return (line.replace("\v", "\n") + "\n" for line in lines)


def _delimiter(lines: list[str]) -> str:
    """Return the delimiter that cuts nearly all lines into as many cells, two or more; else "".

    A comma also stands within labels: it counts if most first cells have no blank in them.
    """
    for delimiter in DELIMITERS:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        widths = Counter(map(len, rows))
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        short = sum(" " not in row[0].strip() for row in rows)
        if width > 1 and count >= 0.8 * len(rows) and short >= 0.8 * len(rows):
            return delimiter
    return ""
