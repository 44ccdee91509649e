"""Where the code and the label of a row stand: a cell, or a part of the text of a cell."""

from __future__ import annotations

from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid, Value


class Spot(NamedTuple):
    """A cell, or the characters of its text from `start` to `end`; `end` is None for all of it."""

    row: int
    column: int
    start: int = 0
    end: int | None = None

    def value(self, grid: Grid) -> Value:
        """Return what stands there.

        >>> Spot(1, 1, 0, 3).value(Grid("A", [["1.1. Build"]]))
        '1.1'
        """
        value = grid.value(self.row, self.column)
        if self.end is None or not isinstance(value, str):
            return value
        return value[self.start : self.end]

    def put(self, grid: Grid, new: Value) -> Value:
        """Return what the whole cell holds once `new` stands there.

        >>> Spot(1, 1, 0, 3).put(Grid("A", [["1.1. Build"]]), "1.2")
        '1.2. Build'
        """
        value = grid.value(self.row, self.column)
        if self.end is None or not isinstance(value, str):
            return new
        return f"{value[: self.start]}{new}{value[self.end :]}"


class Spots(NamedTuple):
    """Where the code and the label of one row stand; None where it has none."""

    code: Spot | None
    label: Spot | None

    def code_in_label(self) -> Spot | None:
        """Return where the code stands, if it is a part of the text that holds the label too.

        >>> Spots(Spot(1, 1, 0, 3), Spot(1, 1, 5, 9)).code_in_label()
        Spot(row=1, column=1, start=0, end=3)
        >>> Spots(Spot(1, 1), Spot(1, 2)).code_in_label()
        """
        code, label = self
        if code is None or label is None or code.end is None:
            return None
        return code if code[:2] == label[:2] else None
