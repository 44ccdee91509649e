"""Write the table of the actions of a title, with the columns of staff and their comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xlmot.books.mark import KEY_HEADER
from xlmot.messages import say
from xlmot.programme.columns import is_number
from xlmot.programme.grid import Value
from xlmot.programme.identity import Identity
from xlmot.programme.outline import Programme, Title
from xlmot.programme.staff import JoinedColumn, staff_columns, staff_value, summed_columns
from xlmot.sheets.earlier.notes import LISTED, Note, Placed
from xlmot.sheets.figures import has_prefixes, parts, suffixes
from xlmot.sheets.layout import SheetDraft
from xlmot.sheets.measures import Measure, number_look, shown_number
from xlmot.sheets.model import Cell, ColumnWidth, Content, Target
from xlmot.sheets.words import CODE, COMMENT, level_head, row_text, title_content, title_text

CODE_WIDTH, TITLE_WIDTH, PREFIX_WIDTH, ACTION_WIDTH, SUFFIX_WIDTH = 13, 34, 12, 60, 14
SOURCE_WIDTH, COMMENT_WIDTH = 12, 34
STAFF_WIDTHS = range(11, 31)
KEY = ColumnWidth(12, hidden=True)


class ActionsTable:
    """The columns of the table for one programme, and what stands in them."""

    def __init__(self, programme: Programme, identities: Sequence[Identity]) -> None:
        self.programme = programme
        self.identities = identities
        self.prefixed = has_prefixes(programme)
        self.suffixed = bool(suffixes(programme))
        self.staff = staff_columns(programme)
        self.looks = {c.name: number_look(programme, c) for c in summed_columns(programme)}

    @property
    def last_text(self) -> int:
        """Return the number of the column of the actions themselves."""
        return 3 + self.prefixed

    def columns(self, measured: Sequence[Measure] = ()) -> list[ColumnWidth]:
        """Return the columns of the table, wide enough for measures after those of texts."""
        widths: list[float] = [CODE_WIDTH, TITLE_WIDTH]
        widths += [PREFIX_WIDTH] * self.prefixed + [ACTION_WIDTH] + [SUFFIX_WIDTH] * self.suffixed
        widths += [self._staff_width(column) for column in self.staff]
        widths += [SOURCE_WIDTH, COMMENT_WIDTH]
        for place, measure in enumerate(measured[: len(widths) - self.last_text], self.last_text):
            widths[place] = max(widths[place], measure.width(self.programme))
        return [*map(ColumnWidth, widths), KEY]

    def _staff_width(self, column: JoinedColumn) -> int:
        look = self.looks.get(column.name, "")
        values = (value for _, value in self._staff_values(column) if value is not None)
        texts = [shown_number(value, look) or str(value) for value in values]
        longest = max(map(len, (*texts, column.name)), default=0) + 3
        return min(max(longest, STAFF_WIDTHS[0]), STAFF_WIDTHS[-1])

    def _staff_values(self, column: JoinedColumn) -> Iterator[tuple[int, Value]]:
        for index in self.programme.owners:
            yield index, staff_value(self.programme, index, column)

    def write(self, page: SheetDraft, root: Title, notes: Placed) -> None:
        """Write the actions of a title under the titles they belong to, then homeless notes."""
        page.heading(say("Actions"))
        page.begin_table(self._heads())
        for column, cell in enumerate(self._staff_heads(), self.last_text + self.suffixed + 1):
            page.put(page.row, column, [cell])
        self._write_node(page, root, notes)
        page.end_table(len(self.columns()))
        write_homeless(page, notes.homeless, len(self.columns()))

    def _heads(self) -> Iterator[Content]:
        vocabulary = self.programme.vocabulary
        depth = max((len(node.path) for node in self.programme.walk()), default=1)
        yield from (CODE, level_head(vocabulary, depth, many=False))
        if self.prefixed:
            yield say("Prefix")
        yield say("Action")
        if self.suffixed:
            yield say("Suffix")
        yield from (column.name for column in self.staff)
        yield from (say("Source"), COMMENT, KEY_HEADER)

    def _staff_heads(self) -> Iterator[Cell]:
        """Yield the heads of the columns of staff: at the right where the column holds numbers."""
        for column in self.staff:
            numbers = any(is_number(value) for _, value in self._staff_values(column))
            yield Cell(column.name, "header right" if numbers else "header")

    def _write_node(self, page: SheetDraft, node: Title, notes: Placed) -> None:
        depth = len(node.path)
        if depth > 1 and node.title is not None:
            self._write_title(page, node, node.title, notes)
        for index in node.actions:
            page.add(self._action(node, index, notes), level=depth - 1)
        for child in node.children:
            self._write_node(page, child, notes)

    def _write_title(self, page: SheetDraft, node: Title, index: int, notes: Placed) -> None:
        look = "line first" if len(node.path) == 2 else "line second"
        span = self.last_text - 1 + self.suffixed
        title = Cell(title_text(self.programme, node), f"{look} wrap", span=span)
        cells = [Cell(self.programme.text(node.path), f"{look} code"), title]
        cells += [self._staff_cell(index, column, look) for column in self.staff]
        cells += self._ends(index, notes, look)
        page.add(cells, level=len(node.path) - 2)

    def _action(self, node: Title, index: int, notes: Placed) -> Iterator[Cell]:
        label = parts(self.programme, index)
        code = self.programme.code(index) or ""
        yield Cell(code, "line code")
        yield Cell(title_content(self.programme, node), "line small")
        if self.prefixed:
            yield Cell(label.prefix or None, "line")
        yield Cell(label.body, "line wrap")
        if self.suffixed:
            yield Cell(label.suffix or None, "line")
        yield from (self._staff_cell(index, column, "line") for column in self.staff)
        yield from self._ends(index, notes, "line")

    def _staff_cell(self, index: int, column: JoinedColumn, look: str) -> Cell:
        value = staff_value(self.programme, index, column)
        if isinstance(value, date):
            return Cell(value, f"{look} date")
        if is_number(value):
            return Cell(value, f"{look} {self.looks.get(column.name, 'right')}")
        return Cell(value, f"{look} wrap")

    def _ends(self, index: int, notes: Placed, look: str) -> Iterator[Cell]:
        """Yield the last cells of a row: the link to its source, its comment, its key."""
        table = self.programme.table
        row, section = table.numbers[index], table.section(index)
        target = Target(section.grid.sheet, row, table.label_spot(index).column, follows=True)
        yield Cell(row_text(row), f"{look} link", link=target)
        (comment,) = notes.at.get(index, (None,))
        yield note_cell(comment)
        yield Cell(self.identities[index].key(), "key")


def note_cell(value: Content) -> Cell:
    """Return a cell of the user's, which holds what they wrote in it."""
    return Cell(value, "line comment date" if isinstance(value, date) else "line comment")


def table_rows(programme: Programme) -> Iterator[int]:
    """Yield the rows of a programme that stand in the tables of its sheets, titles and actions."""
    for node in programme.walk():
        if len(node.path) > 1 and node.title is not None:
            yield node.title
        yield from node.actions


def write_homeless(page: SheetDraft, notes: Sequence[Note], key_column: int) -> None:
    """List the notes whose rows are gone; they are read again from here the next time."""
    if not notes:
        return
    page.skip()
    page.heading(say("Comments whose row is gone from the programme"))
    for note in notes:
        width = len(note.values)
        text = " · ".join(note.shown)
        page.add([Cell(text, "line wrap small", span=key_column - 1 - width)])
        values = [note_cell(value) for value in note.values]
        page.put(page.row, key_column - width, [*values, Cell(LISTED + note.identity.key(), "key")])
