"""Put the pieces of a printed line under the headers where they begin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple

WORDS = lazy(r"\S+(?: \S+)*")
# A number stands to the right under its header: its middle tells the column, a text's beginning.
HALF = 6


class WordRun(NamedTuple):
    """A run of words without a gap in it, and where on the line it begins."""

    start: int
    text: str


def cut_pieces(line: str) -> list[WordRun]:
    """Return the pieces of a line, which two spaces or more part.

    >>> cut_pieces("1.1  Pave the square")
    [WordRun(start=0, text='1.1'), WordRun(start=5, text='Pave the square')]
    """
    return [WordRun(found.start(), found[0]) for found in WORDS.finditer(line.expandtabs(4))]


class Columns(NamedTuple):
    """Where the headers of a printed table begin, that of the codes first.

    Below a header of two columns, or none, a gap is part of the label.
    """

    starts: tuple[int, ...] = ()

    @property
    def wide(self) -> bool:
        return len(self.starts) > 2

    @property
    def label_width(self) -> int:
        return self.starts[2] - self.starts[1] - 1 if self.wide else 0

    def column(self, piece: WordRun) -> int:
        """Return the column of a piece, 0 for that of the codes."""
        middle = piece.start + min(len(piece.text) // 2, HALF)
        return max(bisect_right(self.starts, middle) - 1, 0)

    def spread(self, pieces: Sequence[WordRun]) -> list[str]:
        """Return the cells of a row, the code first.

        >>> Columns((0, 6, 24)).spread([WordRun(6, "Pave the square"), WordRun(24, "Ann")])
        ['', 'Pave the square', 'Ann']
        """
        if not self.wide:
            return ["", "  ".join(piece.text for piece in pieces)]
        cells = [""] * len(self.starts)
        for piece in self._cut(pieces):
            column = self.column(piece)
            cells[column] = f"{cells[column]} {piece.text}".strip()
        while cells and not cells[-1]:
            cells.pop()
        return cells

    def _cut(self, pieces: Sequence[WordRun]) -> Iterator[WordRun]:
        """Yield pieces, cut where a word stands right under a header with one space before it.

        A label may run on below the headers beside it, as titles do.
        """
        for piece in pieces:
            start = 0
            for column in self.starts if self.column(piece) > 1 else ():
                end = column - piece.start
                if start < end < len(piece.text) and piece.text[end - 1] == " ":
                    yield WordRun(piece.start + start, piece.text[start:end].rstrip())
                    start = end
            yield WordRun(piece.start + start, piece.text[start:])
