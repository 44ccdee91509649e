"""Read what was printed and copied: columns parted by runs of spaces, labels wrapped over lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from xlmot.importing.wrapping import goes_on, join
from xlmot.programme.code import follows, read_code
from xlmot.programme.grammar import Grammar, Path
from xlmot.programme.header import HeaderWords
from xlmot.programme.vocabulary import Vocabulary, fold

PIECE = re.compile(r"\S+(?: \S+)*")
FIRST = re.compile(r"\s*(\S+)(\s+)(?=\S)")
WORDS_OF_A_CODE = 2


class Piece(NamedTuple):
    """A run of words without a gap in it, and the column of the line where it begins."""

    start: int
    text: str


def read_printed(lines: list[str], vocabulary: Vocabulary) -> tuple[list[list[str]], int]:
    """Return the rows of printed lines, and how many lines went on with the row above them.

    >>> house = Vocabulary(code_headers=("Code",), label_headers=("Title",))
    >>> read_printed(["Code Title", "1 ROADS", "1.1 Pave the square and", "2 squares more"], house)
    ([['Code', 'Title'], ['1', 'ROADS'], ['1.1', 'Pave the square and 2 squares more']], 1)
    """
    reader = _Reader(lines, vocabulary)
    for line in lines:
        reader.read(line)
    return reader.rows, reader.joined


class _Reader:
    def __init__(self, lines: list[str], vocabulary: Vocabulary) -> None:
        self.words = HeaderWords(vocabulary)
        self.grammar = _choose(lines, vocabulary)
        self.closing = tuple(map(fold, (*vocabulary.total_words, *vocabulary.footnote_words)))
        self.starts: list[int] = []
        self.rows: list[list[str]] = []
        self.joined = 0
        self.previous: Path | None = None
        self.open = False

    def read(self, line: str) -> None:
        pieces = [
            Piece(m.start(), m[0].strip()) for m in PIECE.finditer(line.replace("\t", "    "))
        ]
        if not pieces:
            self.rows.append([])
            return
        header = self._header(pieces)
        if header:
            self.starts = [piece.start for piece in header]
            self._add([piece.text for piece in header], opens=False)
        elif (coded := self._coded(line)) is not None:
            code, path = coded
            self.previous = path
            self._add([code, *self._columns(self._after(pieces, code))], opens=True)
        elif self._goes_on(line, pieces):
            self._join(pieces)
        else:
            self._add([" ".join(piece.text for piece in pieces)], opens=False)

    def _add(self, cells: list[str], *, opens: bool) -> None:
        self.rows.append(cells)
        self.open = opens

    def _header(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces of a header; a code and a label may stand in one piece of it."""
        texts = [piece.text for piece in pieces]
        if any(map(self.words.names_code, texts)) and any(map(self.words.names_label, texts)):
            return pieces
        first, rest = pieces[0], pieces[1:]
        words = first.text.split()
        for count in range(1, min(len(words), 1 + WORDS_OF_A_CODE)):
            code, label = " ".join(words[:count]), " ".join(words[count:])
            if self.words.names_code(code) and self.words.names_label(label):
                return [first._replace(text=code), Piece(first.start + len(code) + 1, label), *rest]
        return []

    def _coded(self, line: str) -> tuple[str, Path] | None:
        """Return the code that a line begins with, and what it means.

        Labels that go on may begin with a number: `2 rues`, `1.5 km`. A line begins a row if its
        code comes next in the numbering, or if it has several parts and a capital after it.
        """
        found = FIRST.match(line)
        if found is None or self.grammar is None:
            return None
        path = read_code(found[1], self.grammar).path
        if path is None:
            return None
        rest = line[found.end() :]
        capital = not rest[:1].islower()
        gap = len(found[2]) > 1 or "\t" in found[2]
        fits = self.previous is None or path == self.previous or follows(path, self.previous)
        several = len(path) > 1
        begins = gap or (fits and (several or capital)) or (several and capital)
        return (found[1], path) if begins else None

    @staticmethod
    def _after(pieces: list[Piece], code: str) -> list[Piece]:
        """Return the pieces of a line without the code that it begins with."""
        first, *rest = pieces
        label = first.text[len(code) :].lstrip()
        start = first.start + len(first.text) - len(label)
        return [Piece(start, label), *rest] if label else rest

    def _columns(self, pieces: list[Piece]) -> list[str]:
        """Return the cells after the code: each piece under the header where it begins.

        Without a header of three columns or more, a gap is part of the label.
        """
        if len(self.starts) < 3:
            return ["  ".join(piece.text for piece in pieces)]
        cells = [""] * (len(self.starts) - 1)
        first, *rest = pieces or [Piece(0, "")]
        for number, piece in enumerate([first, *self._cut(rest)]):
            column = 0 if number == 0 else self._column(piece)
            cells[column] = f"{cells[column]} {piece.text}".strip()
        while cells and not cells[-1]:
            cells.pop()
        return cells

    def _cut(self, pieces: list[Piece]) -> Iterator[Piece]:
        """Yield pieces, cut where a word stands right under a header with one space before it."""
        for piece in pieces:
            start = 0
            for column in self.starts:
                end = column - piece.start
                if start < end < len(piece.text) and piece.text[end - 1] == " ":
                    yield Piece(piece.start + start, piece.text[start:end].rstrip())
                    start = end
            yield Piece(piece.start + start, piece.text[start:])

    def _column(self, piece: Piece) -> int:
        """Return the column of a piece, counted from the label; a number may begin to the left."""
        middle = piece.start + min(len(piece.text) // 2, 6)
        return max(bisect_right(self.starts, middle) - 2, 0)

    def _goes_on(self, line: str, pieces: list[Piece]) -> bool:
        if (
            not self.open
            or not self.rows
            or not self.rows[-1]
            or fold(line).startswith(self.closing)
        ):
            return False
        return len(pieces) > 1 or goes_on(self.rows[-1][1] if len(self.rows[-1]) > 1 else "", line)

    def _join(self, pieces: list[Piece]) -> None:
        row = self.rows[-1]
        wide = len(self.starts) > 2
        for piece in pieces:
            column = 1 + (self._column(piece) if wide else 0)
            row += [""] * (column + 1 - len(row))
            row[column] = join(row[column], piece.text) if row[column] else piece.text
        self.joined += 1


def _choose(lines: list[str], vocabulary: Vocabulary) -> Grammar | None:
    """Return the grammar of the house that reads the most first words of lines without a fault."""
    words = {found[1] for line in lines if (found := FIRST.match(line))}

    def fitness(grammar: Grammar) -> int:
        readings = (read_code(word, grammar) for word in words)
        return sum(len(r.path) for r in readings if r.path and not r.faults)

    best = max(vocabulary.grammars, key=fitness)
    return best if fitness(best) else None
