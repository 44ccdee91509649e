"""How a house writes its codes: the kinds of their parts, and what stands between them.

A path is a tuple of numbers counted from 1, whatever the house writes: `1.2.3`, `A2.3` and
`112-11-01` are (1, 2, 3), (1, 2, 3) and (112, 11, 1).
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[int, ...]

ROMAN = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)

# The first letter of each kind.
LETTERS = {"letter": "A", "small": "a"}


class Grammar(NamedTuple):
    """How a house writes its codes: one kind of part and one joint before it per level.

    A kind is `number` (1 to 99), `letter` (A to Z), `small` (a to z), `roman`, or `digits:n` (n
    digits, zeros kept).
    `joints[i]` stands between the parts i and i + 1; it may be empty, as in `A2`. `heads[i]` stands
    before the codes of level i, such as `OS` in `OS1` or `Goal ` in `Goal 1`.
    """

    parts: tuple[str, ...] = ("number", "number", "number")
    joints: tuple[str, ...] = (".", ".")
    heads: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        return len(self.parts)

    def text(self, path: Path) -> str:
        """Return the canonical text of a path.

        >>> Grammar().text((1, 2, 3)), Grammar(("letter", "number"), ("",)).text((1, 2))
        ('1.2.3', 'A2')
        >>> Grammar(("number", "number"), (".A",), ("OS", "OS")).text((1, 2))
        'OS1.A2'
        """
        shown = self.head(len(path) - 1)
        for level, number in enumerate(path):
            joint = self._at(self.joints, level - 1) if level else ""
            shown += joint + _write(number, self._at(self.parts, level))
        return shown

    @staticmethod
    def _at(kinds: tuple[str, ...], level: int) -> str:
        return kinds[min(level, len(kinds) - 1)] if kinds else "."

    def kind(self, level: int) -> str:
        """Return the kind of part at a level counted from 0; deeper levels repeat the last kind."""
        return self._at(self.parts, level)

    def joint(self, level: int) -> str:
        """Return what stands before the part at a level counted from 1."""
        return self._at(self.joints, level - 1)

    @property
    def counts(self) -> bool:
        """Return whether codes begin with a number, not with a letter or a numeral."""
        return self.kind(0) == "number" or padding(self.kind(0)) > 0

    def head(self, level: int) -> str:
        """Return what stands before a code whose last part is at a level counted from 0."""
        return self.heads[level] if 0 <= level < len(self.heads) else ""


def _write(number: int, kind: str) -> str:
    if kind in LETTERS:
        return chr(ord(LETTERS[kind]) + number - 1) if number <= 26 else str(number)
    if kind == "roman":
        return ROMAN[number - 1] if number <= len(ROMAN) else str(number)
    return str(number).zfill(padding(kind))


def padding(kind: str) -> int:
    """Return how many digits a part is padded to, 0 if it is not."""
    return int(kind[7:]) if kind.startswith("digits:") else 0
