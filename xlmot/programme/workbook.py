"""Find the programmes of a workbook: one, one continued over its sheets, or one per sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from xlmot.messages.hints import TypeAlias
from xlmot.messages.named import NamedTuple
from xlmot.programme.certainty import is_certain
from xlmot.programme.code import completed, read_code
from xlmot.programme.code_cells import code_values, sheet_grammar
from xlmot.programme.doubt import doubt
from xlmot.programme.grammar import Grammar, Path
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.header import find_layout, find_layout_by_shape, inherit_layout
from xlmot.programme.layout import PLACED, Certainty, Layout
from xlmot.programme.outline import Programme, read_programme
from xlmot.programme.vocabulary import YEAR, Vocabulary
from xlmot.programme.zeros import bare

# A reading by the shape of codes alone.
GUESSED = Certainty(0.5, 0.5, unsure=True, weighed=True)

Sheet: TypeAlias = tuple[Grid, Layout]
Traits: TypeAlias = Mapping[str, tuple[str, ...]]
Stated: TypeAlias = Mapping[str, Layout]
NOTHING_STATED: Stated = {}


class Workbook(NamedTuple):
    """A workbook as it was read: the name of its file, its sheets, the programmes found in it.

    `traits` are what is true of it as a whole, each with the sheets concerned, if any:
    `external-links`, `manual-calculation`, `read-only`, `locked-structure`, `very-hidden`. `stated`
    are the layouts that the settings say, by sheet.
    """

    name: str
    grids: tuple[Grid, ...]
    vocabulary: Vocabulary
    programmes: tuple[Programme, ...] = ()
    traits: Mapping[str, tuple[str, ...]] = {}
    stated: Stated = NOTHING_STATED


def read_workbook(
    name: str,
    grids: Iterable[Grid],
    vocabulary: Vocabulary,
    traits: Traits | None = None,
    stated: Stated = NOTHING_STATED,
) -> Workbook:
    """Return the programmes of a workbook, in the order of its sheets.

    `stated` are the layouts that the settings say, by sheet.

    Suppose a programme is kept on one sheet per page: only the first has a header, and the codes
    of each go on where those of the sheet before ended. The sheets make one programme. Sheets
    that begin the numbering again, such as one per year, make one programme each.
    """
    kept = tuple(grids)
    sheets = find_sheets(kept, vocabulary, stated)
    groups = _group(sheets, vocabulary)
    programmes = tuple(read_programme(name, group, vocabulary) for group in groups)
    for programme in programmes:
        doubt(programme, [grid.sheet for grid in kept])
    return Workbook(name, kept, vocabulary, programmes, traits or {}, stated)


def find_sheets(
    grids: tuple[Grid, ...], vocabulary: Vocabulary, stated: Stated = NOTHING_STATED
) -> list[Sheet]:
    """Return the sheets that hold a programme with the layout of each.

    A sheet without a header counts if a sister sheet has one and its codes stand in the same
    column; where no sheet has a known header, one whose codes are known by their shape. Sheets
    whose known headers stand above plain lists leave room for another that is surely read. Those
    whose layout is `stated` change nothing for the others.
    """
    named = {grid.sheet: _find(grid, vocabulary) for grid in grids}
    first = next((layout for layout in named.values() if layout), None)
    known = [(grid, own) for grid in grids if (own := named[grid.sheet])]
    flat = len(known) < len(grids) and all(_is_flat(sheet, vocabulary) for sheet in known)
    found: list[Sheet] = []
    for grid in grids:
        layout = stated.get(grid.sheet) or named[grid.sheet]
        if layout is None and first is not None:
            layout = inherit_layout(grid, first, vocabulary)
            if layout is None and flat:
                other = _choose(grid, vocabulary)
                layout = other if other and _outdoes(other, known) else None
        elif layout is None:
            layout = _choose(grid, vocabulary) or _guess(grid, vocabulary)
        if layout is not None:
            found.append((grid, layout))
    return found


def _find(grid: Grid, vocabulary: Vocabulary) -> Layout | None:
    """Return the layout of a sheet whose header is in words of the house."""
    known = find_layout(grid, vocabulary)
    if known and not any(_holds_row(grid, known, row) for row in grid.rows_from(known.first_row)):
        return None
    if known is None or is_certain(grid, known, vocabulary):
        return known
    return _choose(grid, vocabulary, known)


def _choose(grid: Grid, vocabulary: Vocabulary, known: Layout | None = None) -> Layout | None:
    # The schemes are many, and the usual sheet needs none of them.
    from xlmot.programme.choosing import choose_layout

    return choose_layout(grid, vocabulary, known)


def _outdoes(other: Layout, flat: list[Sheet]) -> bool:
    """Return whether a sheet is read surely, or has levels where plain lists are read unsurely."""
    unsure = all(layout.reading.unsure for _, layout in flat)
    return not other.reading.unsure or (unsure and len(other.tiers) > 1)


def _is_flat(sheet: Sheet, vocabulary: Vocabulary) -> bool:
    """Return whether a sheet but numbers its rows."""
    one = _Numbered(sheet, vocabulary)
    return not one.is_placed and all(len(bare(path)) < 2 for path in one.read())


def _guess(grid: Grid, vocabulary: Vocabulary) -> Layout | None:
    """Return the layout of a sheet that no scheme fits, but that has codes: never surely."""
    layout = find_layout_by_shape(grid, vocabulary)
    return layout and layout._replace(reading=GUESSED)


def _holds_row(grid: Grid, layout: Layout, row: int) -> bool:
    """Return whether a code or a label stands on a row: a header without any heads no table."""
    return any(not is_blank(grid.value(row, column)) for column in (layout.code, layout.label))


def _group(sheets: list[Sheet], vocabulary: Vocabulary) -> list[list[Sheet]]:
    if vocabulary.layout == "per_year" or len(sheets) < 2:
        return [[sheet] for sheet in sheets]
    if vocabulary.layout in ("per_page", "per_axe"):
        return [sheets]
    if vocabulary.layout == "single":
        return [sheets[:1]]
    groups: list[_Group] = []
    for sheet in (_Numbered(sheet, vocabulary) for sheet in sheets):
        if not (groups and groups[-1].goes_on(sheet)):
            groups.append(_Group())
        groups[-1].add(sheet)
    return [[one.sheet for one in group.sheets] for group in _without_lists(groups)]


class _Numbered:
    """A sheet with the codes on it, read once."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary) -> None:
        self.sheet = sheet
        self._vocabulary = vocabulary

    @cached_property
    def grammar(self) -> Grammar:
        return sheet_grammar([self.sheet], self._vocabulary)

    @cached_property
    def paths(self) -> list[Path]:
        return list(self.read())

    def read(self) -> Iterator[Path]:
        """Yield the codes as they are read, for whoever needs but the first of them."""
        readings = (
            read_code(value, self.grammar, self._vocabulary.code_words)
            for _, value in code_values(*self.sheet)
        )
        return filter(None, completed(reading.path for reading in readings))

    @property
    def has_rows_without_code(self) -> bool:
        """Return whether as many rows have a label alone as have a code: these are titles."""
        grid, layout = self.sheet
        labels = sum(
            not is_blank(grid.value(r, layout.label)) for r in grid.rows_from(layout.first_row)
        )
        return bool(self.paths) and labels >= 2 * len(self.paths)

    @property
    def is_placed(self) -> bool:
        return self.sheet[1].scheme in PLACED

    @property
    def years(self) -> set[str]:
        return set(YEAR.findall(self.sheet[1].own_words[1]))


class _Group:
    """Sheets of one programme, and what the next one of it has to go on from."""

    def __init__(self) -> None:
        self.sheets: list[_Numbered] = []
        self.years: set[str] = set()
        self._known: set[Path] = set()
        self._unknown = 0

    @property
    def paths(self) -> Iterator[Path]:
        return (path for one in self.sheets for path in one.paths)

    def add(self, sheet: _Numbered) -> None:
        self.sheets.append(sheet)
        self.years |= sheet.years

    def goes_on(self, sheet: _Numbered) -> bool:
        """Return whether a sheet goes on with the numbering of those before it.

        At most the code at the border may stand on both sides, and the years named must agree.
        Where the layout tells the levels, the places of each sheet are its own.
        """
        if self.sheets[-1].is_placed or sheet.is_placed:
            return False
        if len(self.years | sheet.years) > 1:
            return False
        if self.sheets[0].grammar.counts != sheet.grammar.counts:
            return False
        for one in self.sheets[self._unknown :]:
            self._known.update(one.paths)
        self._unknown = len(self.sheets)
        shared = self._known.intersection(sheet.paths)
        last = next((one.paths[-1] for one in reversed(self.sheets) if one.paths), None)
        return not shared or shared == {sheet.paths[0]} == {last}


def _without_lists(groups: list[_Group]) -> list[_Group]:
    """Return the groups without sheets that but number their rows, if another has several levels.

    Such a list of words beside a programme, 1 `planned`, 2 `done`, is none itself; the titles of
    another year are.
    """
    if len(groups) < 2:
        return groups
    read = [[*group.paths] for group in groups]
    deep = [any(len(path) > 1 for path in paths) for paths in read]
    return [
        group
        for group, paths, is_deep in zip(groups, read, deep, strict=True)
        if is_deep
        or not any(deep)
        or len(paths) < 2
        or len(set(paths)) < len(paths)
        or any(one.has_rows_without_code for one in group.sheets)
        or any(
            YEAR.search(f"{grid.sheet} {layout.own_words[1]}")
            for grid, layout in (one.sheet for one in group.sheets)
        )
    ]
