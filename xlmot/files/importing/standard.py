"""Turn a workbook laid out in any way into rows of a code, a label and staff columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from xlmot.books.file import FileBook
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.hints import TypeAlias
from xlmot.messages.named import NamedTuple
from xlmot.programme.characters import shown
from xlmot.programme.doubt import is_unsure
from xlmot.programme.grid import Value
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section
from xlmot.settings.load import load_settings
from xlmot.settings.placing import read_by
from xlmot.sheets.settings.typed import typed_in

# A column by what its header says, "" where none names it, and which of those with one name it is.
Named: TypeAlias = tuple[str, int]


class Standard(NamedTuple):
    """The rows of a programme below a header; `others` are the sheets of those left out."""

    rows: list[list[Value]]
    others: tuple[str, ...]
    unsure: bool


def read_standard(source: Path, profile: str | None = None, sheet: str | None = None) -> Standard:
    """Return the longest programme of a workbook, or of a sheet, in the standard layout.

    Where the columns give the levels, a row's code is its place, such as 2.1.3, and the code that
    it has there, if another, stands in a column of its own; elsewhere the code is what the sheet
    shows, or what it read before Excel took it for a date. Each column in which a row holds
    something is kept, whether or not a header names it.

    Raises:
        UnreadableFile: the workbook cannot be read, has no such sheet, or holds no programme.
        BadSetting: there is no such profile.
    """
    book = FileBook(source)
    grids = book.grids(sheet)
    settings = load_settings(profile, source.parent, grids, typed_in(book))
    vocabulary = settings.vocabulary
    found = read_by(settings, book.name, grids, book.traits()).programmes
    if not found:
        raise UnreadableFile(
            say("No table of codes and labels was found in {path}.", path=book.name),
            say("Name its columns in a header, then import it again."),
        )
    kept = max(found, key=lambda one: sum(1 for _ in one.table.data()))
    code, label = vocabulary.code_headers[0], vocabulary.label_headers[0]
    others = tuple(one.table.sections[0].grid.sheet for one in found if one is not kept)
    return Standard([*_rows(kept, code, label)], others, is_unsure(kept))


def _rows(programme: Programme, code: str, label: str) -> Iterator[list[Value]]:
    """Yield the header, then the rows."""
    table = programme.table
    starts = [section.start for section in table.sections]
    columns = dict(zip(starts, map(_columns, table.sections, _filled(programme)), strict=True))
    names = list(dict.fromkeys(name for section in columns.values() for name in section.values()))
    replaced = [_replaced(programme, index) for index in table.data()]
    replaces = any(replaced)
    yield [code, label, *(name for name, _ in names), *([f"{code} 2"] if replaces else [])]
    for index, old in zip(table.data(), replaced, strict=True):
        section = table.section(index)
        own = columns[section.start] if table.owns_row(index) else {}
        row = table.numbers[index]
        held = {name: section.grid.value(row, number) for number, name in own.items()}
        last = [old] if replaces else []
        yield [_code(programme, index), table.labels[index], *map(held.get, names), *last]


def _filled(programme: Programme) -> Iterator[set[int]]:
    """Yield the columns of each section in which a title or an action holds something."""
    table = programme.table
    for section, span in zip(table.sections, table.spans(), strict=True):
        rows = {table.numbers[i] for i in span if table.kinds[i] is RowKind.DATA}
        yield {column for row in rows for column, _ in section.grid.filled(row)}


def _columns(section: Section, filled: set[int]) -> dict[int, Named]:
    """Return the columns that staff added, by their numbers, and a second one of labels."""
    layout = section.layout
    named = dict(layout.others)
    unnamed = filled.difference(layout.columns()).union({layout.second} - {0})
    seen = Counter[str]()
    columns: dict[int, Named] = {}
    for number in sorted(unnamed.union(named)):
        name = named.get(number, "")
        seen[name] += 1
        columns[number] = name, seen[name]
    return columns


def _code(programme: Programme, index: int) -> str:
    """Return the place of a row where the layout gives the levels, else its code as it stands."""
    table = programme.table
    path = table.paths[index]
    if table.placed and path:
        return ".".join(map(str, path))
    value = table.code_value(index)
    if isinstance(value, date) and (code := programme.code(index)):
        return code
    return shown(value).strip()


def _replaced(programme: Programme, index: int) -> str:
    """Return the code of a row that its place takes the place of, "" if it says the same."""
    table = programme.table
    if not table.placed:
        return ""
    spot, label = table.code_spot(index), table.label_spot(index)
    alone = spot is not None and spot.column != label.column
    code = table.code_text(index).strip() if alone else programme.code(index) or ""
    return "" if code == _code(programme, index) else code
