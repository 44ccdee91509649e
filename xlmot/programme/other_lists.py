"""Know lists that have codes and labels, but are no programme: of contents, of prices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.table import RowKind, Section, Table
from xlmot.programme.vocabulary import fold

# What stands above a list of contents, or is the name of its sheet.
CONTENTS = frozenset(
    (
        *("sommaire", "table des matieres", "liste des tableaux", "liste des onglets", "index"),
        *("contents", "table of contents", "list of tables", "list of sheets", "list of contents"),
        *("inhalt", "inhaltsverzeichnis", "verzeichnis", "indice", "inhoud", "inhoudsopgave"),
    )
)
# What stands above the numbers of pages.
PAGES = frozenset(("page", "pages", "p.", "seite", "seiten", "pagina", "n° page", "page no."))
# What stands above what one piece costs.
PRICES = frozenset(
    (
        *("prix", "prix unitaire", "prix ht", "prix ttc", "pu", "p.u.", "pu ht", "tarif"),
        *("price", "unit price", "list price", "preis", "stückpreis", "precio", "prezzo", "prijs"),
        *("precio unitario", "preço unitário", "prezzo unitario", "einzelpreis", "stuksprijs"),
    )
)
# So many rows have a number of a page, or the name of a sheet; beside them stands so little.
MOST, HALF, NARROW = 0.8, 0.5, 1
FEWEST = 3


def is_contents(table: Table, section: Section, rows: range, sheets: Collection[str]) -> bool:
    """Return whether a list says where other tables stand: on pages, or on other sheets.

    `sheets` are the names of the sheets of the workbook.
    """
    own = [table.numbers[index] for index in rows if table.kinds[index] is RowKind.DATA]
    if len(own) < FEWEST:
        return False
    grid, layout = section.grid, section.layout
    pages = {c for row in layout.header_rows for c, v in grid.filled(row) if _is_one_of(v, PAGES)}
    above = (value for row in grid.rows[: layout.first_row - 1] for value in row)
    titled = fold(grid.sheet) in CONTENTS or any(_is_one_of(value, CONTENTS) for value in above)
    named = titled or _names_sheets(grid, own, {*sheets} - {grid.sheet})
    if layout.header_rows and not pages and not named:
        return False
    others = _filled_columns(grid, own) - {*layout.columns()}
    lone = min(others, default=0) if len(others) == 1 and not layout.header_rows else 0
    if lone and _counts_pages(grid, lone, own):
        return True
    if not pages and not named:
        return False
    # A programme whose actions have a sheet each says more of them than where they stand.
    return (named and len(others) <= NARROW) or any(
        _counts_pages(grid, column, own) for column in others & pages
    )


def names_prices(names: Iterable[str]) -> bool:
    """Return whether a header names the price of one piece."""
    return any(_is_one_of(name, PRICES) for name in names)


def _is_one_of(value: Value, words: Collection[str]) -> bool:
    return isinstance(value, str) and fold(value).strip(" :.") in words


def _filled_columns(grid: Grid, rows: Sequence[int]) -> set[int]:
    """Return the columns that are filled on half of some rows."""
    filled = Counter(column for row in rows for column, _ in grid.filled(row))
    return {column for column, count in filled.items() if count >= HALF * len(rows)}


def _counts_pages(grid: Grid, column: int, rows: Sequence[int]) -> bool:
    values = [grid.value(row, column) for row in rows]
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    rising = all(before <= after for before, after in pairwise(numbers))
    return rising and len(numbers) >= MOST * len(rows)


def _names_sheets(grid: Grid, rows: Sequence[int], sheets: Collection[str]) -> bool:
    """Return whether most rows say the name of another sheet, each that of one of its own."""
    named = {fold(name) for name in sheets}
    fewest = max(FEWEST, HALF * len(rows))
    if len(named) < fewest:
        return False
    found = [
        text
        for row in rows
        for text in {fold(str(value)) for _, value in grid.filled(row)} & named
        if not is_blank(text)
    ]
    return len(set(found)) >= fewest
