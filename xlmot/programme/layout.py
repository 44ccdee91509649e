"""Where a table stands on its sheet: its header rows, its columns, its first row."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from xlmot.messages.named import NamedTuple

# The schemes by which houses lay a programme out; `reading` names the one that was taken.
COLUMN, INSIDE = "column", "inside"
TIERS, STAIRS, DEPTH, ORDER = "tiers", "stairs", "depth", "order"
SCHEMES = (COLUMN, INSIDE, TIERS, STAIRS, DEPTH, ORDER)
# Those in which the layout gives the level of each row, not its code.
PLACED = (TIERS, STAIRS, DEPTH, ORDER)
# What tells the levels in `order` where each title stands above a header of its own.
HEADED = "headed"


class Column(NamedTuple):
    """A column beside the code and the label: its number from 1 and the text of its header."""

    number: int
    name: str


class Tier(NamedTuple):
    """The column of one level: of its labels, and of its codes.

    `code` is 0 where the level has no codes, and `label` itself where they begin its texts.
    """

    label: int
    code: int = 0


def columns_of(tiers: Iterable[Tier]) -> tuple[int, ...]:
    """Return the columns of some levels, from left to right, each once.

    >>> columns_of([Tier(2, 1), Tier(4, 1), Tier(5)])
    (1, 2, 4, 5)
    """
    return tuple(sorted({column for tier in tiers for column in tier} - {0}))


class Doubt(Enum):
    """What the rows of a table may say against the way it is read."""

    PLACELESS = "placeless"
    SECOND_TABLE = "second-table"
    TABLE_BESIDE = "table-beside"
    ROWS_LEFT_OUT = "rows-left-out"
    BEGINS_AGAIN = "begins-again"
    LABELS = "labels"
    ORDER = "order"
    MIXED_DEPTHS = "mixed-depths"
    HIDDEN_CODES = "hidden-codes"
    REPEATED_ACTIONS = "repeated-actions"
    LONE_TITLES = "lone-titles"
    UNCODED_PARTS = "uncoded-parts"
    UNNAMED_COLUMN = "unnamed-column"
    TITLES_LEFT_OUT = "titles-left-out"
    OTHER_NUMBERS = "other-numbers"
    CONTENTS = "contents"
    DIGITS = "digits"
    FLAT = "flat"
    EMPTY_TITLES = "empty-titles"
    INDENTED = "indented"


class Certainty(NamedTuple):
    """How surely a layout was taken.

    `score` runs from 0 to 1, `margin` is how far the next best scheme, `runner_up`, stays behind;
    "" where no other fits at all, and `doubts` what the rows say against it. `weighed` tells that
    no header in words of the house speaks for it, or for what it leaves out; `stated`, that the
    settings say it.
    """

    score: float = 1.0
    margin: float = 1.0
    runner_up: str = ""
    unsure: bool = False
    weighed: bool = False
    doubts: tuple[Doubt, ...] = ()
    stated: bool = False


class Layout(NamedTuple):
    """Where a table stands: its header rows (none if it has no header), first row and columns.

    `code` is 0 where no column holds codes alone. In the scheme `tiers` each level has columns of
    its own, the last of them the actions; `repeated` says that a title stands again on each of its
    rows. In `stairs` the code and the label move to the right with each level, `tiers` says where.
    `depth` is the column that gives the level, `second` the one whose text stands where `label`
    is blank; `inside` says that a row without a code there may have it in its label, and in
    `column` one without a label may have it after its code. In `inside` further columns whose
    labels begin with codes, on rows of their own, are the `tiers`.
    In `order` the look of the rows gives the levels, `mark` says how (`marks.py`); `inside` says
    that its highest titles begin with codes.
    """

    header_rows: tuple[int, ...]
    first_row: int
    code: int
    label: int
    others: tuple[Column, ...] = ()
    own_words: tuple[str, str] = ("", "")
    scheme: str = COLUMN
    tiers: tuple[Tier, ...] = ()
    repeated: bool = False
    depth: int = 0
    second: int = 0
    inside: bool = False
    mark: str = ""
    reading: Certainty = Certainty()

    def columns(self) -> tuple[int, ...]:
        """Return the columns of codes and labels, from left to right, each once."""
        own = {self.code, self.label, self.second, self.depth, *columns_of(self.tiers)}
        return tuple(sorted(own - {0}))

    def shares_cells(self) -> bool:
        """Return whether codes and labels stand in the same cells."""
        return self.scheme == INSIDE or any(tier.code == tier.label for tier in self.tiers)

    def code_columns(self) -> set[int]:
        """Return the columns that hold codes and nothing else."""
        return {self.code, *(tier.code for tier in self.tiers if tier.code != tier.label)} - {0}
