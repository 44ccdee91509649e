"""Find what a header cell names by its head word: « Intitulé de l'opération », `Task ID Number`."""

from __future__ import annotations

from functools import cached_property, lru_cache

from xlmot.messages.hints import TYPE_CHECKING
from xlmot.messages.lazy import lazy
from xlmot.programme.characters import shown
from xlmot.programme.grid import Grid, Value
from xlmot.programme.inside import find_code, whole_code
from xlmot.programme.layout import Column
from xlmot.programme.vocabulary import YEAR, Vocabulary, fold

if TYPE_CHECKING:
    from xlmot.programme.survey import Survey

LONGEST_HEADING = 80
# The kinds of columns whose cells are words, as those of labels are.
STAFF_WORDS = ("person", "status", "list", "due_date")
_PLURAL = lazy(r"(?:[^s][sx]|en)$")
_WORD = lazy(r"[^\W_]+|[°#]")


# What begins the heading of a column that tells more of what the text left of it names: words as
# they are compared, so that Serbian and Czech lose a final s.
DESCRIBING = frozenset(
    (
        *("description", "descriptif", "beschreibung", "descripcion", "descricao", "descrizione"),
        *("omschrijving", "opi", "popi", "beskrivning", "beskrivelse", "descriere", "descripcio"),
        *("kuvaus", "leira", "aciklama", "описание", "опис", "περιγραφη", "描述", "説明", "설명"),
    )
)


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a header folded, each in the singular as far as its end tells.

    >>> words_of("Plans d'actions 2025"), words_of("N° objectif (1)"), words_of("Maßnahmen")
    (('plan', 'd', 'action'), ('n', '°', 'objectif'), ('massnahme',))
    """
    bare = YEAR.sub(" ", text) if "19" in text or "20" in text else text
    words = _WORD.findall(fold(bare))
    return tuple(
        word[:-1] if len(word) > 3 and _PLURAL.search(word) else word
        for word in words
        if not word.isdigit()
    )


def describes(value: Value) -> bool:
    """Return whether a header cell names what is told of another column's text.

    >>> describes("Description of the task"), describes("Task description")
    (True, False)
    """
    return isinstance(value, str) and not DESCRIBING.isdisjoint(words_of(value)[:1])


class HeadWords:
    """Return whether a header cell names codes, labels or a level, by the words of a house.

    >>> words = HeadWords(Vocabulary(code_headers=("Ref",), label_headers=("Title",)))
    >>> words.names_code("Ref. of the work"), words.names_label("Task title"), words.rank("Titles")
    (True, True, 2)
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    @cached_property
    def _codes(self) -> frozenset[tuple[str, ...]]:
        return frozenset(map(words_of, self._vocabulary.code_headers))

    @cached_property
    def _labels(self) -> frozenset[tuple[str, ...]]:
        return frozenset(map(words_of, self._vocabulary.label_headers))

    @cached_property
    def _levels(self) -> frozenset[tuple[str, ...]]:
        return frozenset(map(words_of, self._vocabulary.level_headers))

    @cached_property
    def _depths(self) -> frozenset[tuple[str, ...]]:
        return frozenset(map(words_of, self._vocabulary.depth_headers))

    @cached_property
    def _staff(self) -> frozenset[tuple[str, ...]]:
        return frozenset(
            words_of(name)
            for own in self._vocabulary.columns
            if own.kind in STAFF_WORDS
            for name in own.names
            if "{" not in name
        )

    def names_code(self, value: Value) -> bool:
        return self._rank(value, self._codes) > 0

    def names_label(self, value: Value) -> bool:
        return self._rank(value, self._labels) > 0 and self._rank(value, self._staff) < 2

    def names_level(self, value: Value) -> bool:
        return self._rank(value, self._levels) > 0 and self._rank(value, self._staff) < 2

    def names_group(self, value: Value) -> bool:
        """Return whether a text names a level where it stands left of all others.

        There `Stage` names that of the project; right of the tasks, how far each of them is.
        """
        both = self._rank(value, self._levels) == self._rank(value, self._staff)
        return self.names_level(value) or (both and self._rank(value, self._levels) > 0)

    def names_depth(self, value: Value) -> bool:
        return self._rank(value, self._depths) > 1

    def names_staff(self, value: Value) -> bool:
        return self._rank(value, self._staff) > 0

    def is_heading(self, value: Value) -> bool:
        """Return whether a text is one of the known headings, without words or numbers beside it.

        `Axis 1` and `Description 2` are what stands below them.
        """
        if isinstance(value, str) and any(map(str.isdigit, value)):
            return False
        known = (self._codes, self._labels, self._levels, self._staff)
        return any(self._rank(value, words) == 2 for words in known)

    def rank(self, value: Value) -> int:
        """Return how well a text names labels or a level: 2 alone, 1 with words beside, 0 not."""
        return max(self._rank(value, self._labels), self._rank(value, self._levels))

    @staticmethod
    def _rank(value: Value, known: frozenset[tuple[str, ...]]) -> int:
        if not isinstance(value, str) or len(value) > LONGEST_HEADING:
            return 0
        words = words_of(value)
        if not words:
            return 0
        if words in known:
            return 2
        ends = range(1, min(len(words), 5))
        return int(any(words[:n] in known or words[-n:] in known for n in ends))


class Header:
    """The header of a table: its rows, and the text above each column."""

    def __init__(self, rows: tuple[int, ...], names: dict[int, str]) -> None:
        self.rows = rows
        self.names = names

    def others(self, own: tuple[int, ...]) -> tuple[Column, ...]:
        """Return the columns that staff added: those with a text above that are not `own`."""
        return tuple(Column(n, name) for n, name in sorted(self.names.items()) if n not in own)

    def name(self, column: int) -> str:
        return self.names.get(column, "")


def header_at(survey: Survey, row: int) -> Header:
    """Return the header that a row is, with the storey of group titles above it if it has one."""
    names = _names(survey.grid, row)
    if row > 1 and survey.filled_cells(row - 1) and _is_storey(survey, row - 1, names):
        return Header((row - 1, row), {**_names(survey.grid, row - 1), **names})
    return Header((row,), names)


def header_of(grid: Grid, rows: tuple[int, ...]) -> Header:
    """Return the header that rows are: of several, the lowest text names a column."""
    return Header(rows, {n: name for row in rows for n, name in _names(grid, row).items()})


def header_above(survey: Survey, first: int, words: HeadWords, own: tuple[int, ...]) -> Header:
    """Return the header of a table whose first row is known; without rows if it has none.

    The rows right above are looked at up to a blank one. The one that names the most columns is
    the header, with the storey of group titles above it; instructions may stand below it.
    """
    above: list[int] = []
    row = first - 1
    if row > 1 and not survey.filled_cells(row):
        row -= 1
    while row >= 1 and len(above) < 6 and survey.filled_cells(row):
        above.append(row)
        row -= 1
    worth = {row: _worth(survey, row, words, own) for row in above}
    best = max(above, key=lambda row: (worth[row], -abs(first - row)), default=0)
    if not best or worth[best] < 2:
        return Header((), {})
    rows: tuple[int, ...] = (best,)
    names = _names(survey.grid, best)
    upper, lower = best - 1, best + 1
    if upper in above and _is_storey(survey, upper, names):
        rows, names = (upper, best), {**_names(survey.grid, upper), **names}
    else:
        while lower in above and _is_storey(survey, lower, names):
            rows, names = (*rows, lower), {**names, **_names(survey.grid, lower)}
            lower += 1
    return Header(rows, names)


def _worth(survey: Survey, row: int, words: HeadWords, own: tuple[int, ...]) -> int:
    """Return how many columns a row names: short texts, known words thrice, prose not at all.

    `S1`, `S2`, the weeks of a calendar, name none, and its days, `M`, `T`, `W`, as many as differ.
    """
    worth, seen = 0, set[str]()
    for column in survey.filled_cells(row):
        value = survey.grid.value(row, column)
        if isinstance(value, str) and len(value) <= LONGEST_HEADING and not _is_titled(value):
            known = words.rank(value) or words.names_code(value) or words.names_staff(value)
            counted = not known and any(map(str.isdigit, value)) and whole_code(value) is not None
            worth += 1 + 2 * bool(known) + (column in own) - (counted or value in seen)
            seen.add(value)
    return worth if len(survey.filled_cells(row)) > 1 or worth > 2 else 0


def _is_titled(text: str) -> bool:
    """Return whether a text is a word, a number and a title: `Phase 1: Ask`."""
    span = find_code(text)
    return span is not None and span.words and span.label < len(text)


def _is_storey(survey: Survey, row: int, names: dict[int, str]) -> bool:
    """Return whether a row beside the header is its other storey: short texts, several of them."""
    cells = survey.filled_cells(row)
    texts = [survey.grid.value(row, column) for column in cells]
    short = all(isinstance(text, str) and len(text) <= 40 for text in texts)
    spans = sum(
        area.top <= row <= area.bottom and area.right > area.left for area in survey.grid.merges
    )
    new = sum(column not in names for column in cells)
    return short and len(cells) > 1 and bool(spans or new > len(cells) / 2)


def _names(grid: Grid, row: int) -> dict[int, str]:
    return {n: " ".join(shown(value).split()) for n, value in grid.filled(row)}
