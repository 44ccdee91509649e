"""Read what was printed and copied: columns between runs of spaces, labels wrapped over lines."""

from __future__ import annotations

from itertools import pairwise

from xlmot.files.importing.columns import Columns, WordRun, cut_pieces
from xlmot.files.importing.wrapping import goes_on, join
from xlmot.messages.lazy import lazy
from xlmot.programme.code import follows, read_code
from xlmot.programme.grammar import Grammar, Path
from xlmot.programme.header import HeaderWords
from xlmot.programme.house_grammar import own_grammars
from xlmot.programme.vocabulary import Vocabulary, fold

FIRST = lazy(r"\s*(\S+)(\s+)(?=\S)")
WORDS_OF_A_CODE = 2
# A line was not wrapped if the next word had room on it; letters are not all of one width.
ROOM = 0.85


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
    """Read line after line; `last` is the length of the label's part of the last one."""

    def __init__(self, lines: list[str], vocabulary: Vocabulary) -> None:
        self.words = HeaderWords(vocabulary)
        self.grammar = _choose(lines, vocabulary)
        self.totals = tuple(map(fold, vocabulary.total_words))
        self.notes = tuple(map(fold, vocabulary.footnote_words))
        self.longest = max((len(line.rstrip()) for line in lines), default=0)
        self.header = self._header_by_shape(lines)
        self.columns = Columns()
        self.rows: list[list[str]] = []
        self.joined = 0
        self.previous: Path | None = None
        self.open = False
        self.last = 0

    def read(self, line: str) -> None:
        pieces = cut_pieces(line)
        if not pieces:
            self.rows.append([])
            self.open = False
        elif header := self._header(pieces) or (pieces if line == self.header else []):
            self.columns = Columns(tuple(piece.start for piece in header))
            self._add([piece.text for piece in header], opens=False)
        elif coded := self._coded(line):
            code, self.previous = coded
            after = self._after(pieces, code)
            cells = self.columns.spread(after)
            self._add([code, *cells[1:]], opens=True)
            self.last = self._length(line, after)
        else:
            self._read_more(line, pieces)

    def _read_more(self, line: str, pieces: list[WordRun]) -> None:
        """Read a line that begins with no code: a row without one, or more of the row above."""
        if self._is_row(pieces):
            self._add(self.columns.spread(pieces), opens=True)
        elif not self.open or self._closes(line):
            self._add([" ".join(piece.text for piece in pieces)], opens=False)
        elif self._goes_on(pieces):
            self._join(pieces)
        else:
            self._add(self.columns.spread(pieces), opens=True)
        self.last = self._length(line, pieces)

    def _add(self, cells: list[str], *, opens: bool) -> None:
        self.rows.append(cells)
        self.open = opens

    def _length(self, line: str, pieces: list[WordRun]) -> int:
        if not self.columns.wide:
            return len(line.rstrip())
        return next((len(piece.text) for piece in pieces if self.columns.column(piece) == 1), 0)

    def _header(self, pieces: list[WordRun]) -> list[WordRun]:
        """Return the pieces of a header; a code and a label may stand in one piece of it."""
        texts = [piece.text for piece in pieces]
        if any(map(self.words.names_code, texts)) and any(map(self.words.names_label, texts)):
            return pieces
        first, rest = pieces[0], pieces[1:]
        words = first.text.split()
        for count in range(1, min(len(words), 1 + WORDS_OF_A_CODE)):
            code, label = " ".join(words[:count]), " ".join(words[count:])
            if self.words.names_code(code) and self.words.names_label(label):
                return [
                    first._replace(text=code),
                    WordRun(first.start + len(code) + 1, label),
                    *rest,
                ]
        return []

    def _header_by_shape(self, lines: list[str]) -> str:
        """Return the line above the first code if its pieces begin where those of that line do."""
        filled = [line for line in lines if line.strip()]
        for above, line in pairwise(filled):
            found = FIRST.match(line)
            if found and self.grammar and read_code(found[1], self.grammar).path:
                head, row = cut_pieces(above), cut_pieces(line)
                starts = [piece.start for piece in head]
                aligned = len(head) > 2 and starts[:2] == [piece.start for piece in row][:2]
                return above if aligned else ""
        return ""

    def _coded(self, line: str) -> tuple[str, Path] | None:
        """Return the code that a line begins with, and what it means.

        Labels that go on may begin with a number: `2 rues`, `1.5 km`. A line begins a row if its
        code comes next in the numbering, or if it has several parts and a capital after it.
        """
        found = FIRST.match(line)
        path = read_code(found[1], self.grammar).path if found and self.grammar else None
        if found is None or path is None:
            return None
        capital = not line[found.end() :][:1].islower()
        gap = len(found[2]) > 1 or "\t" in found[2]
        fits = self.previous is None or path == self.previous or follows(path, self.previous)
        several = len(path) > 1
        begins = gap or (fits and (several or capital)) or (several and capital)
        return (found[1], path) if begins else None

    @staticmethod
    def _after(pieces: list[WordRun], code: str) -> list[WordRun]:
        """Return the pieces of a line without the code that it begins with."""
        first, *rest = pieces
        label = first.text[len(code) :].lstrip()
        start = first.start + len(first.text) - len(label)
        return [WordRun(start, label), *rest] if label else rest

    def _is_row(self, pieces: list[WordRun]) -> bool:
        """Return whether a line has something under the header of the codes, and more beside."""
        first = pieces[0]
        own = self.columns.wide and first.start + len(first.text) < self.columns.starts[1]
        return own and len(pieces) > 1

    def _closes(self, line: str) -> bool:
        """Return whether a line is a total or, as in `Source: roads office`, a note."""
        text = fold(line)
        return text.startswith(self.totals) or (text.startswith(self.notes) and ":" in line)

    def _goes_on(self, pieces: list[WordRun]) -> bool:
        """Return whether a line continues the row above: small letters do; others lacked room."""
        label = next((piece for piece in pieces if self.columns.column(piece) < 2), None)
        if label is None or not self.columns.wide:
            label = pieces[0]
        above = self.rows[-1][1] if len(self.rows[-1]) > 1 else ""
        width = self.columns.label_width or self.longest
        roomy = self.last + 1 + len(label.text.split()[0]) <= ROOM * width
        begins = roomy or self._fills_again(pieces)
        return goes_on(above, label.text) and not (label.text[0].isupper() and begins)

    def _fills_again(self, pieces: list[WordRun]) -> bool:
        """Return whether a line has, beside its label, what begins where the row above has one."""
        filled = {column for column, text in enumerate(self.rows[-1]) if text}
        return any(
            not piece.text[0].islower()
            and (column := self.columns.column(piece)) > 1
            and column in filled
            for piece in pieces
        )

    def _join(self, pieces: list[WordRun]) -> None:
        row = self.rows[-1]
        for column, text in enumerate(self.columns.spread(pieces)):
            row += [""] * (column + 1 - len(row))
            if text:
                row[column] = join(row[column], text) if row[column] else text
        self.joined += 1


def _choose(lines: list[str], vocabulary: Vocabulary) -> Grammar | None:
    """Return the grammar of the house that reads the most first words of lines without a fault."""
    words = {found[1] for line in lines if (found := FIRST.match(line))}

    def fitness(grammar: Grammar) -> int:
        readings = (read_code(word, grammar) for word in words)
        return sum(len(r.path) for r in readings if r.path and not r.faults)

    best = max((*vocabulary.grammars, *own_grammars(words, vocabulary)), key=fitness)
    return best if fitness(best) else None
