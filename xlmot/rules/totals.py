"""Find the rows of totals in a table, and what they are the totals of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from xlmot.messages.lazy import lazy
from xlmot.programme.code import read_code
from xlmot.programme.grammar import Path
from xlmot.programme.grid import is_blank
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind
from xlmot.programme.vocabulary import YEAR, fold

WORD = lazy(r"[^\s:;,'’()*_–—-]+")


class TotalWords:
    """Return whether a text is that of a total, in the words of a house."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        vocabulary = programme.vocabulary
        self.words = sorted(map(fold, vocabulary.total_words), key=len, reverse=True)

    @cached_property
    def fillers(self) -> set[str]:
        """Return the words that say nothing of a total."""
        vocabulary = self.programme.vocabulary
        levels = (name for level in vocabulary.levels for name in (level.one, level.many))
        # What the header calls the rows: “Line and activity” above “Subtotal line 10”.
        table = self.programme.table
        heads = (table.labels[index] for index in table.of_kind(RowKind.HEADER))
        fillers = (*vocabulary.total_fillers, *vocabulary.code_words, *levels, *heads)
        return {fold(word) for text in fillers for word in WORD.findall(text)}

    def rest(self, text: str) -> list[str] | None:
        """Return the words beside that of a total, None if the text has none at either end."""
        plain = fold(text)
        for word in self.words:
            if plain == word or plain.startswith((word + " ", word + ":")):
                return WORD.findall(plain[len(word) :])
        ends = (word for word in self.words if plain.endswith(" " + word))
        last = next(ends, None)
        return WORD.findall(plain[: -len(last)]) if last else None

    def is_total(self, text: str) -> bool:
        """Return whether a text names a total, and nothing that the total leaves out.

        “Total”, “Sous-total priorité 1” and the total of the programme's year are; “Total TTC”,
        “Total hors priorité 3” and last year's are not.
        """
        rest = self.rest(text)
        return rest is not None and all(map(self._says_nothing, rest))

    def path(self, text: str) -> Path | None:
        """Return the code that a total names, if it names one of the programme's."""
        for word in self.rest(text) or ():
            path = read_code(word.upper(), self.programme.table.grammar).path
            if path in self.programme.nodes:
                return path
        return None

    def _says_nothing(self, word: str) -> bool:
        if word in self.fillers:
            return True
        if YEAR.fullmatch(word):
            return int(word) in (self.programme.year, None)
        return read_code(word.upper(), self.programme.table.grammar).path is not None


class Totals:
    """The rows of a programme that hold totals, with what is written on them."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.words = TotalWords(programme)

    @cached_property
    def texts(self) -> dict[int, str]:
        """Return the text of each row without code that begins with the word of a total."""
        table = self.programme.table
        found = {}
        for index, kind in enumerate(table.kinds):
            if kind is RowKind.ASIDE:
                text = next(self._texts_of(index), "")
                if self.words.rest(text) is not None:
                    found[index] = text
        return found

    def _texts_of(self, index: int) -> Iterator[str]:
        table = self.programme.table
        grid = table.section(index).grid
        for value in grid.rows[table.numbers[index] - 1]:
            if isinstance(value, str) and not is_blank(value):
                yield value
