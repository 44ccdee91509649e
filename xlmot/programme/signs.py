"""Know the signs that stand before what a list says: `>> Dig`, `- Dig`, a box to be ticked."""

from __future__ import annotations

from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.parts import BULLETS

_SIGNS = frozenset(BULLETS) | frozenset("-–—>»+~·=└├│┗┣─☐☑☒✗✘▢◻◼⬜…")
_EMPTY_BOXES = ("[]", "()", "[x]", "(x)", "[X]", "(X)")
# A box is as long as this at most.
LONGEST_BOX = 5


def is_box(value: Value) -> bool:
    """Return whether a cell holds a box, ticked or not, or a sign, and nothing else.

    >>> [is_box(value) for value in ("□", "[ ]", False, "x", "-->", None, "…")]
    [True, True, True, False, True, False, True]
    """
    if isinstance(value, bool):
        return True
    if not isinstance(value, str) or is_blank(value) or len(value.strip()) > LONGEST_BOX:
        return False
    bare = "".join(value.split())
    return bare in _EMPTY_BOXES or all(character in _SIGNS for character in bare)


def leading_signs(text: str) -> int:
    """Return how many signs stand before what a text says.

    >>> [leading_signs(text) for text in (">> Dig", " - Dig", "Dig - deep", "-", "-5 °C")]
    [2, 1, 0, 0, 0]
    """
    bare = text.lstrip()
    rest = bare.lstrip("".join(_SIGNS))
    return len(bare) - len(rest) if rest.strip() and not rest[0].isdigit() else 0


def sign_step(grid: Grid, row: int, column: int) -> int:
    """Return how far the signs before a label, or a box in the cell left of it, put it down."""
    value = grid.value(row, column)
    beside = column > 1 and is_box(grid.value(row, column - 1))
    return leading_signs(value) + beside if isinstance(value, str) else int(beside)
