"""Survey the columns of a sheet: texts, codes, texts that begin with a code."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby, pairwise
from operator import attrgetter

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.characters import visible
from xlmot.programme.code import completed, date_candidates, follows, read_code
from xlmot.programme.grammar import Grammar, Path
from xlmot.programme.grid import Grid, Value, is_blank, is_filler
from xlmot.programme.inside import CodeSpan, find_code, whole_code
from xlmot.programme.restarts import shortened, worded_below
from xlmot.programme.vocabulary import YEAR, begins_with, fold
from xlmot.programme.zeros import are_filled_up, bare

# So many rows and columns show how a sheet is laid out.
SURVEYED_ROWS, SURVEYED_COLUMNS = 600, 40
# So many dates, of which so many go on from the codes above, were codes; they have so many parts.
FEWEST_DATES, MADE_OF_CODES, MOST_PARTS = 2, 0.8, 3

# So many codes of a word and a year, `Plan 2026`, are no names of the whole.
FEWEST_YEARS = 3

# So few codes with several parts may stand among those that leave out what they stand below.
RARE = 0.2

# What begins as totals do, and is longer, is none.
LONGEST_TOTAL = 60

_WORDED = lazy(r"\s*(?=\S*[a-zß-ÿ])[^\W\d_]{3,}[^\d]*\s")
_ANY_LETTER = lazy(r"[^\W\d_]")
_LETTER = lazy(r"\s*([A-Za-z])[.\- ]?(?=\d)")

_ROW = attrgetter("row")


class SurveyedCell(NamedTuple):
    """A filled cell, with the code that it is and the code at the start of its text, if any."""

    row: int
    value: Value
    code: Path | None
    span: CodeSpan | None


def _read_cells(grid: Grid, number: int, rows: Iterable[int]) -> Iterator[SurveyedCell]:
    for row in rows:
        value = grid.value(row, number)
        if is_blank(value):
            continue
        odd = isinstance(value, str) and len(value) < 30 and not value.isascii()
        code = whole_code(visible(str(value)) if odd else value)
        span = find_code(value) if isinstance(value, str) else None
        yield SurveyedCell(row, value, code, span)


class ColumnSurvey:
    """What one column holds from a row on, by row: texts, whole codes, codes inside texts."""

    def __init__(self, number: int, cells: Sequence[SurveyedCell]) -> None:
        self.number = number
        self._cells = cells
        self.texts: dict[int, str] = {}
        self.numbers = 0
        self.codes: dict[int, Path] = {}
        self.inside: dict[int, CodeSpan] = {}
        self.dates: dict[int, date] = {}
        for row, value, code, span in cells:
            if code is not None:
                self.codes[row] = code
            if isinstance(value, str):
                self.texts[row] = value
                if span is not None and span.label < len(value):
                    self.inside[row] = span
            elif not isinstance(value, bool):
                self.numbers += 1
                if isinstance(value, date):
                    self.dates[row] = value

        if self.codes or self.inside or self.dates:
            self._drop_names()
            self._hang_dates()
            self._drop_family()
            self._hang_words()
            self._hang_restarts()
            self._drop_zeros()

    def _hang_dates(self) -> None:
        """Read dates as the codes that Excel made them of, where these go on from those above."""
        above: Path = ()
        hung: dict[int, Path] = {}
        for row in sorted((*self.codes, *self.dates)):
            candidates = date_candidates(self.dates[row], MOST_PARTS) if row in self.dates else ()
            above = next((p for p in candidates if follows(p, above)), self.codes.get(row, above))
            if row in self.dates and above in candidates:
                hung[row] = above
        if len(hung) >= FEWEST_DATES and len(hung) >= MADE_OF_CODES * len(self.dates):
            self.codes = dict(sorted({**self.codes, **hung}.items()))

    def _drop_names(self) -> None:
        """Read `Plan 2026` and `Works 2025-2030 – Port` as names, not as words and a number."""
        named = {row for row in self.worded if YEAR.search(self.texts[row])}
        if len(named) < FEWEST_YEARS:
            self.codes = {row: path for row, path in self.codes.items() if row not in named}
        spans = {row for row, span in self.inside.items() if span.words and _is_year(span.path)}
        if len(spans) < FEWEST_YEARS:
            self.inside = {row: span for row, span in self.inside.items() if row not in spans}
        self.__dict__.pop("worded", None)

    def _drop_family(self) -> None:
        """Read `M01`, `M02` as 1, 2: a letter before all codes of a column is no level of them."""
        letters = [_LETTER.match(str(self.texts.get(row, ""))) for row in self.codes]
        heads = {found[1] for found in letters if found}
        if len(heads) == 1 and all(letters) and len(letters) > 1:
            self.codes = {row: path[1:] or path for row, path in self.codes.items()}

    def _drop_zeros(self) -> None:
        """Read `1.0` above `1.1` as 1, where no 1 stands."""
        if are_filled_up(self.codes.values()):
            self.codes = {row: bare(path) for row, path in self.codes.items()}
        if are_filled_up([span.path for span in self.inside.values()]):
            self.inside = {row: o._replace(path=bare(o.path)) for row, o in self.inside.items()}

    def _hang_words(self) -> None:
        """Read `Goal 1`, `Task 1`, `Task 2`, `Goal 2`, `Task 3` as tasks below goals.

        A label may follow some of them, or all.
        """
        worded = {row: span for row, span in self.inside.items() if span.words}
        deep = sum(len(path) > 1 for path in self.codes.values())
        texts = {row: self.texts[row][span.start : span.end] for row, span in worded.items()}
        texts |= {row: visible(self.texts[row]) for row in self.codes if row in self.texts}
        if deep <= RARE * (len(self.codes) + len(worded)):
            self._take_places(_hung(texts, shortened, worded=True))
        self._take_places(_hung(texts, worded_below, worded=True))

    def _hang_restarts(self) -> None:
        """Read `A`, `1`, `2`, `B`, `1` as numbers below letters, alone or before their labels."""
        own = {row: span for row, span in self.inside.items() if not span.words}
        coded = {row: self.texts.get(row) or str(path[0]) for row, path in self.codes.items()}
        spans = {row: self.texts[row][span.start : span.end] for row, span in own.items()}
        self._take_places(_hung(coded if len(coded) > len(spans) else spans, shortened))

    def _take_places(self, paths: dict[int, Path]) -> None:
        for row, path in paths.items():
            if row in self.codes:
                self.codes[row] = path
            else:
                self.inside[row] = self.inside[row]._replace(path=path)

    @property
    def filled(self) -> int:
        return len(self.texts) + self.numbers

    @cached_property
    def pieces(self) -> list[str]:
        """Return what its cells say, each once where it stands on rows that follow each other."""
        said = (" ".join(str(cell.value).split()) for cell in self._cells)
        return [text for text, _ in groupby(said)]

    @cached_property
    def wordy(self) -> dict[int, str]:
        """Return the texts that are more than a code, with a letter in them."""
        return {
            row: text
            for row, text in self.texts.items()
            if row not in self.codes and any(map(str.isalpha, text))
        }

    @cached_property
    def worded(self) -> frozenset[int]:
        """Return the rows whose code is a word and a number, as a title may be: `Axis 1`."""
        return frozenset(row for row in self.codes if _WORDED.match(str(self.texts.get(row, ""))))

    @cached_property
    def labelled(self) -> frozenset[int]:
        """Return the rows that have words; `Phase 1` and `Mend street 12` are some."""
        return self.worded.union(self.wordy)

    @cached_property
    def counted(self) -> dict[int, Path]:
        """Return the codes of texts that are one word and a number, and count: `Sprint 1`.

        None are, where words differ or numbers do not go on by one.
        """
        spans = {row: find_code(self.texts[row]) for row in self.codes if row in self.texts}
        own = {row: span for row, span in spans.items() if span and span.words}
        words = {self.texts[row][span.start : span.end].split()[0] for row, span in own.items()}
        numbers = list(dict.fromkeys(span.path[0] for span in own.values()))
        steps = all(after == before + 1 for before, after in pairwise(numbers))
        alone = all(len(span.path) == 1 for span in own.values())
        counts = alone and len(words) == 1 and len(numbers) > 1 and numbers[0] < 2 and steps
        return {row: span.path for row, span in own.items()} if counts else {}

    @cached_property
    def depth(self) -> int:
        """Return the depth of most codes inside its texts, 0 if there are none."""
        return most_common_depth([span.path for span in self.inside.values()])

    def distinct(self) -> int:
        return len({" ".join(text.split()).casefold() for text in self.texts.values()})


def _is_year(path: Path) -> bool:
    return YEAR.fullmatch(str(path[0])) is not None


def _hung(
    texts: dict[int, str],
    guess: Callable[[Sequence[str]], Iterator[Grammar]],
    *,
    worded: bool = False,
) -> dict[int, Path]:
    """Return the places of codes by row, if they leave out what they stand below; else none.

    Of `worded` ones, each has a word before its number.
    """
    if not _ANY_LETTER.search("".join(texts.values())):
        # Numbers alone never show what they stand below.
        return {}
    texts = dict(sorted(texts.items()))
    grammar = next(guess(list(texts.values())), None)
    if grammar is None or (worded and not all(grammar.heads)):
        return {}
    paths = completed(read_code(text, grammar).path for text in texts.values())
    return {row: path for row, path in zip(texts, paths, strict=True) if path}


def most_common_depth(paths: list[Path]) -> int:
    depths = Counter(map(len, paths))
    return max(depths, key=lambda depth: depths[depth], default=0)


class Survey:
    """The columns of one sheet, each surveyed when somebody first asks about it.

    `closing` are the words that totals begin with, folded: their rows are none of those surveyed.
    """

    def __init__(self, grid: Grid, closing: tuple[str, ...] = ()) -> None:
        self.grid = grid
        self._closing = closing
        self.last = min(len(grid.rows), SURVEYED_ROWS)
        widths = map(len, grid.rows[: self.last])
        self.width = min(max(widths, default=0), SURVEYED_COLUMNS)
        self._cells: dict[int, list[SurveyedCell]] = {}
        self._columns: dict[tuple[int, int], ColumnSurvey] = {}
        self._filled: dict[int, list[int]] = {}

    def column(self, number: int, first: int = 1) -> ColumnSurvey:
        if number not in self._cells:
            self._cells[number] = list(_read_cells(self.grid, number, self.rows))
        cells = self._cells[number]
        key = number, bisect_left(cells, first, key=_ROW)
        if key not in self._columns:
            self._columns[key] = ColumnSurvey(number, cells[key[1] :])
        return self._columns[key]

    def columns(self, first: int = 1) -> list[ColumnSurvey]:
        return [self.column(number, first) for number in range(1, self.width + 1)]

    def filled_cells(self, row: int) -> list[int]:
        """Return the columns of a row whose cells are filled."""
        if row not in self._filled:
            cells = self.grid.rows[row - 1] if 1 <= row <= len(self.grid.rows) else ()
            shown = enumerate(cells[: self.width], 1)
            self._filled[row] = [n for n, value in shown if not is_blank(value)]
        return self._filled[row]

    def used(self, first: int = 1) -> list[int]:
        """Return the columns with anything in them from a row on; those side by side are brothers.

        A cell merged over several columns is one of them.
        """
        return [column.number for column in self.columns(first) if column.filled]

    @cached_property
    def rows(self) -> list[int]:
        """Return the rows with anything in them, save totals."""
        return [row for row in range(1, self.last + 1) if self._is_surveyed(row)]

    def _is_surveyed(self, row: int) -> bool:
        cells = self.grid.rows[row - 1][: self.width]
        filled = [cell for cell in cells if not is_blank(cell)]
        first = next((cell for cell in filled if not is_filler(cell)), None)
        short = isinstance(first, str) and len(first) <= LONGEST_TOTAL
        return bool(filled) and not (short and begins_with(fold(str(first)), self._closing))
