"""Write the table of the actions of a title, with the columns of staff and their comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xlmot.books.mark import KEY_HEADER
from xlmot.messages import say
from xlmot.programme.address import Area
from xlmot.programme.columns import is_number
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.identity import Identity
from xlmot.programme.outline import Programme, Title
from xlmot.programme.staff import JoinedColumn, staff_columns, staff_value, summed_columns
from xlmot.sheets.earlier.notes import LISTED, Note, Placed
from xlmot.sheets.figures import actions, parts
from xlmot.sheets.forms import Forms, safe_form, shown_in
from xlmot.sheets.layout import SheetDraft
from xlmot.sheets.looks import column_width
from xlmot.sheets.measures import number_look, shown_number
from xlmot.sheets.model import Cell, ColumnWidth, Content, LinkTarget
from xlmot.sheets.paper import narrowed
from xlmot.sheets.source import count_rows, sum_rows
from xlmot.sheets.words import ACTIONS, CODE, COMMENT, row_text, title_text

CODE_WIDTH, MOST_CODE_WIDTH, ACTION_WIDTH = 12, 20, 70
COUNT_WIDTH, PREFIX_WIDTH, SUFFIX_WIDTH = 9, 12, 14
SOURCE_WIDTH, COMMENT_WIDTH = 9, 34
# As narrow as the widest columns may become so that the sheet is read on paper.
LEAST_ACTION, LEAST_COMMENT, LEAST_STAFF = 40, 16, 14
STAFF_WIDTHS = range(11, 31)
KEY = ColumnWidth(12, hidden=True)
COUNT_COLUMN = 3


class ActionsTable:
    """The table of the actions of one title, with the columns that say something about them."""

    def __init__(
        self, programme: Programme, root: Title, identities: Sequence[Identity], forms: Forms
    ) -> None:
        self.programme = programme
        self.root = root
        self.identities = identities
        rows = actions(root)
        labels = [parts(programme, index) for index in rows]
        self.counted = any(node is not root and node.title is not None for node in root.walk())
        self.prefixed = any(label.prefix for label in labels)
        self.suffixed = any(label.suffix for label in labels)
        below = (node.title for node in root.walk() if node is not root)
        told = [*rows, *(index for index in below if index is not None)]
        self.staff = [
            column
            for column in staff_columns(programme)
            if any(not is_blank(staff_value(programme, index, column)) for index in told)
        ]
        self.looks = {c.name: number_look(programme, c) for c in summed_columns(programme)}
        self.forms = {column.name: forms.of(programme, column) for column in self.staff}

    def columns(self) -> list[ColumnWidth]:
        """Return the columns of the table, narrowed to what is read on paper."""
        before: list[float] = [self._code_width(), ACTION_WIDTH] + [COUNT_WIDTH] * self.counted
        before += [PREFIX_WIDTH] * self.prefixed + [SUFFIX_WIDTH] * self.suffixed
        staff = [self._staff_width(column) for column in self.staff]
        least = [LEAST_ACTION if width == ACTION_WIDTH else width for width in before]
        least += [
            own if self._holds_numbers(column) else min(own, LEAST_STAFF)
            for own, column in zip(staff, self.staff, strict=True)
        ]
        widths = narrowed(
            [*before, *staff, SOURCE_WIDTH, COMMENT_WIDTH], [*least, SOURCE_WIDTH, LEAST_COMMENT]
        )
        return [*map(ColumnWidth, widths), KEY]

    def _code_width(self) -> float:
        below = (self.programme.text(node.path) for node in self.root.walk())
        own = (self.programme.code(index) or "" for index in actions(self.root))
        longest = max(map(column_width, (*below, *own)))
        return min(max(CODE_WIDTH, longest), MOST_CODE_WIDTH)

    def _staff_width(self, column: JoinedColumn) -> float:
        look, form = self.looks.get(column.name, ""), self.forms[column.name]
        values = [value for value in self._staff_values(column) if value is not None]
        texts = [shown_number(value, look, form) or _text(value, form) for value in values]
        if look:
            whole = sum(value for value in values if is_number(value))  # type: ignore[misc]  # numbers
            texts.append(shown_number(whole, look, form) + "0")
        longest = max(map(column_width, (*texts, column.name)))
        return min(max(longest, STAFF_WIDTHS[0]), STAFF_WIDTHS[-1])

    def _staff_values(self, column: JoinedColumn) -> Iterator[Value]:
        for index in actions(self.root):
            yield staff_value(self.programme, index, column)

    def _holds_numbers(self, column: JoinedColumn) -> bool:
        return any(is_number(value) for value in self._staff_values(column))

    def write(self, page: SheetDraft, notes: Placed) -> int:
        """Write the actions under the titles they belong to, their total, then homeless notes.

        Return the row of the header.
        """
        page.begin_table(self._heads())
        header = page.row
        if self.counted:
            page.put(header, COUNT_COLUMN, [Cell(ACTIONS, "header centre")])
        first = COUNT_COLUMN + self.counted + self.prefixed + self.suffixed
        for place, column in enumerate(self.staff, first):
            look = "header right" if self._holds_numbers(column) else "header"
            page.put(header, place, [Cell(column.name, look)])
        self._write_node(page, self.root, notes)
        page.end_table(len(self.columns()))
        if page.row > header:
            if self.counted:
                page.bars.append(Area(header + 1, COUNT_COLUMN, page.row, COUNT_COLUMN))
            page.kept.add(page.row)
            page.add(self._total())
        write_homeless(page, notes.homeless, len(self.columns()))
        return header

    def _heads(self) -> Iterator[Content]:
        yield from (CODE, say("Action"))
        if self.counted:
            yield ACTIONS
        if self.prefixed:
            yield say("Prefix")
        if self.suffixed:
            yield say("Suffix")
        yield from (column.name for column in self.staff)
        yield from (say("Source"), COMMENT, KEY_HEADER)

    def _write_node(self, page: SheetDraft, node: Title, notes: Placed) -> None:
        depth = len(node.path)
        if depth > 1 and node.title is not None:
            row = page.add(self._title(node, node.title, notes), level=depth - 2)
            page.kept |= {row} if node.actions or node.children else set()
        for index in node.actions:
            page.add(self._action(index, notes), level=depth - 1)
        for child in node.children:
            self._write_node(page, child, notes)

    def _title(self, node: Title, index: int, notes: Placed) -> Iterator[Cell]:
        """Yield the row of a title, with what its actions add up to."""
        look = "line first" if len(node.path) == 2 else "line second"
        yield Cell(self.programme.text(node.path), f"{look} code wrap")
        yield Cell(title_text(self.programme, node), f"{look} wrap")
        yield from self._sums(actions(node), look, index)
        yield from self._ends(index, notes, look)

    def _sums(self, rows: Sequence[int], look: str, index: int | None = None) -> Iterator[Cell]:
        """Yield what rows add up to; where a column does not, what it says of a title itself."""
        if self.counted:
            counted = count_rows(self.programme, rows)
            yield Cell(counted.value, f"{look} sparse", counted.text)
        yield from [Cell(None, look)] * (self.prefixed + self.suffixed)
        for column in self.staff:
            values = (staff_value(self.programme, row, column) for row in rows)
            if column.name in self.looks and any(map(is_number, values)):
                total = sum_rows(self.programme, rows, column)
                form = self.forms[column.name]
                yield Cell(total.value, f"{look} {self.looks[column.name]}", total.text, form=form)
            else:
                yield Cell(None, look) if index is None else self._staff_cell(index, column, look)

    def _total(self) -> Iterator[Cell]:
        yield from (Cell(say("Total"), "total"), Cell(None, "total"))
        yield from self._sums(actions(self.root), "total")

    def _action(self, index: int, notes: Placed) -> Iterator[Cell]:
        label = parts(self.programme, index)
        yield Cell(self.programme.code(index) or "", "line code wrap")
        yield Cell(label.body, "line wrap")
        if self.counted:
            yield Cell(None, "line")
        if self.prefixed:
            yield Cell(label.prefix or None, "line")
        if self.suffixed:
            yield Cell(label.suffix or None, "line")
        yield from (self._staff_cell(index, column, "line") for column in self.staff)
        yield from self._ends(index, notes, "line")

    def _staff_cell(self, index: int, column: JoinedColumn, look: str) -> Cell:
        value, form = staff_value(self.programme, index, column), self.forms[column.name]
        if isinstance(value, date):
            return Cell(value, f"{look} date", form=safe_form(form, value))
        if is_number(value):
            look = f"{look} {self.looks.get(column.name, 'right')}"
            return Cell(value, look, form=safe_form(form, value))
        return Cell(value, f"{look} wrap")

    def _ends(self, index: int, notes: Placed, look: str) -> Iterator[Cell]:
        """Yield the last cells of a row: the link to its source, its comment, its key."""
        table = self.programme.table
        row, section = table.numbers[index], table.section(index)
        target = LinkTarget(section.grid.sheet, row, table.label_spot(index).column, follows=True)
        yield Cell(row_text(row), f"{look} link", link=target)
        (comment,) = notes.at.get(index, (None,))
        yield note_cell(comment)
        yield Cell(self.identities[index].key(), "key")


def _text(value: Value, form: str) -> str:
    """Return about what Excel shows of a value that is no number."""
    if isinstance(value, date):
        return shown_in(value, form or "dd/mm/yyyy")
    return str(value)


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
