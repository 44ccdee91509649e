"""Turn a workbook laid out in any way into rows of a code, a label and staff columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlmot.books.file import FileBook
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.named import NamedTuple
from xlmot.programme.doubt import is_unsure
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.outline import Programme
from xlmot.settings.load import load_settings
from xlmot.settings.placing import read_by
from xlmot.sheets.settings.typed import typed_in


class Standard(NamedTuple):
    """The rows of a programme below a header; `others` are the sheets of those left out."""

    rows: list[list[Value]]
    others: tuple[str, ...]
    unsure: bool


def read_standard(source: Path, profile: str | None = None, sheet: str | None = None) -> Standard:
    """Return the longest programme of a workbook, or of a sheet, in the standard layout.

    Where the columns give the levels, a row's code is its place, such as 2.1.3; elsewhere it is
    what the sheet has.

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
    names = list(dict.fromkeys(c.name for s in kept.table.sections for c in s.layout.others))
    header: list[Value] = [vocabulary.code_headers[0], vocabulary.label_headers[0], *names]
    unsure = is_unsure(kept)
    others = tuple(one.table.sections[0].grid.sheet for one in found if one is not kept)
    return Standard([header, *_rows(kept, names)], others, unsure)


def _rows(programme: Programme, names: list[str]) -> Iterator[list[Value]]:
    table = programme.table
    for index in table.data():
        section = table.section(index)
        cells = dict.fromkeys(names)
        for column in section.layout.others if table.owns_row(index) else ():
            value = section.grid.value(table.numbers[index], column.number)
            cells[column.name] = cells[column.name] if is_blank(value) else value
        yield [_code(programme, index), table.labels[index], *cells.values()]


def _code(programme: Programme, index: int) -> str:
    """Return the place of a row where the layout gives the levels, else its code as it stands."""
    table = programme.table
    path = table.paths[index]
    if table.placed and path:
        return ".".join(map(str, path))
    value = table.code_value(index)
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return "" if value is None else str(value).strip()
