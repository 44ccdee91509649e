"""Say which rows cannot be deleted, given those that one would delete, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from xlmot.messages import Message, say
from xlmot.messages.errors import RefusedEdit
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.references import RowMap

IN_EXCEL = say("Delete the row in Excel, or clear it and leave it blank.")


class Obstacle(NamedTuple):
    """Why some rows stay: `blocks` names them, given the rows that one would delete.

    The message has a field `row`, the row to be deleted.
    """

    message: Message
    blocks: Callable[[RowMap], Iterable[int]]
    remedy: Message = IN_EXCEL

    def refusal(self, row: int) -> RefusedEdit:
        """Return the refusal to delete a row."""
        filled = self.message._replace(fields={**self.message.fields, "row": row})
        return RefusedEdit(filled, self.remedy)


def everywhere(message: Message) -> Obstacle:
    """No row may go."""
    return Obstacle(message, lambda rows: rows.deleted)


def anyone(message: Message, top: int, bottom: int) -> Obstacle:
    """No row of these may go."""
    return Obstacle(message, lambda rows: hit(rows, top, bottom))


def part(message: Message, top: int, bottom: int) -> Obstacle:
    """All of these rows may go, but not some of them."""
    return Obstacle(message, lambda rows: () if _all(rows, top, bottom) else hit(rows, top, bottom))


def first(message: Message, top: int, bottom: int) -> Obstacle:
    """The first of these rows may go only with all of them."""
    return Obstacle(message, lambda rows: () if _all(rows, top, bottom) else hit(rows, top, top))


def last(message: Message, top: int, bottom: int) -> Obstacle:
    """One of these rows has to be left."""
    return Obstacle(message, lambda rows: hit(rows, top, bottom) if _all(rows, top, bottom) else ())


def hit(rows: RowMap, top: int, bottom: int) -> tuple[int, ...]:
    """Return those of the rows that one would delete."""
    return tuple(row for row in rows.deleted if top <= row <= bottom)


def _all(rows: RowMap, top: int, bottom: int) -> bool:
    return rows.lost(top, bottom) == bottom - top + 1
