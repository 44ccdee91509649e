"""Find the programmes of a workbook: one, one continued over its sheets, or one per sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from xlmot.messages.named import NamedTuple
from xlmot.programme.choosing import choose_layout, is_certain
from xlmot.programme.code import completed, read_code
from xlmot.programme.code_cells import code_values, sheet_grammar
from xlmot.programme.doubt import doubt
from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.header import find_layout, find_layout_by_shape, inherit_layout
from xlmot.programme.layout import PLACED, Layout, Reading
from xlmot.programme.outline import Programme, read_programme
from xlmot.programme.vocabulary import YEAR, Vocabulary
from xlmot.programme.zeros import bare

# A reading by the shape of codes alone.
GUESSED = Reading(0.5, 0.5, unsure=True, weighed=True)

Sheet: TypeAlias = tuple[Grid, Layout]
Traits: TypeAlias = Mapping[str, tuple[str, ...]]


class Workbook(NamedTuple):
    """A workbook as it was read: the name of its file, its sheets, the programmes found in it.

    `traits` are what is true of it as a whole, each with the sheets concerned, if any:
    `external-links`, `manual-calculation`, `read-only`, `locked-structure`, `very-hidden`;
    `reads` are lines on what reads cells beside the formulas of cells.
    """

    name: str
    grids: tuple[Grid, ...]
    vocabulary: Vocabulary
    programmes: tuple[Programme, ...] = ()
    traits: Mapping[str, tuple[str, ...]] = {}


def read_workbook(
    name: str,
    grids: Iterable[Grid],
    vocabulary: Vocabulary,
    traits: Traits | None = None,
) -> Workbook:
    """Return the programmes of a workbook, in the order of its sheets.

    Suppose a programme is kept on one sheet per page: only the first has a header, and the codes
    of each go on where those of the sheet before ended. The sheets make one programme. Sheets
    that begin the numbering again, such as one per year, make one programme each.
    """
    kept = tuple(grids)
    sheets = find_sheets(kept, vocabulary)
    groups = _group(sheets, vocabulary)
    programmes = tuple(read_programme(name, group, vocabulary) for group in groups)
    for programme in programmes:
        doubt(programme)
    return Workbook(name, kept, vocabulary, programmes, traits or {})


def find_sheets(grids: tuple[Grid, ...], vocabulary: Vocabulary) -> list[Sheet]:
    """Return the sheets that hold a programme with the layout of each.

    A sheet without a header counts if a sister sheet has one and its codes stand in the same
    column; where no sheet has a known header, one whose codes are known by their shape. Sheets
    whose known headers stand above plain lists leave room for another that is surely read.
    """
    named = {grid.sheet: _find(grid, vocabulary) for grid in grids}
    first = next((layout for layout in named.values() if layout), None)
    flat = all(_is_flat((grid, own), vocabulary) for grid in grids if (own := named[grid.sheet]))
    found: list[Sheet] = []
    for grid in grids:
        layout = named[grid.sheet]
        if layout is None and first is not None:
            layout = inherit_layout(grid, first, vocabulary)
            if layout is None and flat:
                other = choose_layout(grid, vocabulary)
                layout = other if other and not other.reading.unsure else None
        elif layout is None:
            layout = choose_layout(grid, vocabulary) or _guess(grid, vocabulary)
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
    return choose_layout(grid, vocabulary, known)


def _is_flat(sheet: Sheet, vocabulary: Vocabulary) -> bool:
    """Return whether a sheet but numbers its rows."""
    own = sheet[1].scheme in PLACED
    return not own and all(len(bare(path)) < 2 for path in _paths(sheet, vocabulary))


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
    groups: list[list[Sheet]] = []
    for sheet in sheets:
        if groups and _continues(groups[-1], sheet, vocabulary):
            groups[-1].append(sheet)
        else:
            groups.append([sheet])
    return _without_lists(groups, vocabulary)


def _without_lists(groups: list[list[Sheet]], vocabulary: Vocabulary) -> list[list[Sheet]]:
    """Return the groups without sheets that but number their rows, if another has several levels.

    Such a list of words beside a programme, 1 `planned`, 2 `done`, is none itself; the titles of
    another year are.
    """
    if len(groups) < 2:
        return groups
    read = [[path for sheet in group for path in _paths(sheet, vocabulary)] for group in groups]
    deep = [any(len(path) > 1 for path in paths) for paths in read]
    return [
        group
        for group, paths, is_deep in zip(groups, read, deep, strict=True)
        if is_deep
        or not any(deep)
        or len(paths) < 2
        or len(set(paths)) < len(paths)
        or any(_has_rows_without_code(sheet, vocabulary) for sheet in group)
        or any(YEAR.search(f"{grid.sheet} {layout.own_words[1]}") for grid, layout in group)
    ]


def _has_rows_without_code(sheet: Sheet, vocabulary: Vocabulary) -> bool:
    """Return whether as many rows have a label alone as have a code: these are titles."""
    grid, layout = sheet
    coded = len(_paths(sheet, vocabulary))
    labels = sum(
        not is_blank(grid.value(r, layout.label)) for r in grid.rows_from(layout.first_row)
    )
    return coded > 0 and labels >= 2 * coded


def _continues(group: list[Sheet], sheet: Sheet, vocabulary: Vocabulary) -> bool:
    """Return whether a sheet goes on with the numbering of those before it.

    At most the code at the border may stand on both sides, and the years named must agree. Where
    the layout tells the levels, the places of each sheet are its own.
    """
    if any(layout.scheme in PLACED for _, layout in (*group, sheet)):
        return False
    grammars = {sheet_grammar([one], vocabulary).counts for one in (group[0], sheet)}
    years = {year for _, layout in (*group, sheet) for year in YEAR.findall(layout.own_words[1])}
    if len(years) > 1 or len(grammars) > 1:
        return False
    before = [path for earlier in group for path in _paths(earlier, vocabulary)]
    after = _paths(sheet, vocabulary)
    shared = set(before) & set(after)
    return not shared or shared == {after[0]} == {before[-1]}


def _paths(sheet: Sheet, vocabulary: Vocabulary) -> list[Path]:
    grid, layout = sheet
    grammar = sheet_grammar([sheet], vocabulary)
    readings = (
        read_code(value, grammar, vocabulary.code_words) for _, value in code_values(grid, layout)
    )
    return [path for path in completed(reading.path for reading in readings) if path]
