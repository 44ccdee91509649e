"""How a house writes its codes: the kinds of their parts, and what stands around and between them.

A path is a tuple of numbers, whatever the house writes: `1.2.3`, `A2.3` and `112-11-01` are
(1, 2, 3), (1, 2, 3) and (112, 11, 1). Letters, numerals and words count from 1; numbers count as
they are, so that a 0 is a 0.
"""

from __future__ import annotations

from functools import lru_cache

from xlmot.messages.hints import TypeAlias
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple

Path: TypeAlias = tuple[int, ...]

_TENS = ("", "X", "XX", "XXX")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN = tuple(ten + one for ten in _TENS for one in _ONES)[1:]

# The first letter of each kind.
LETTERS = {"letter": "A", "small": "a"}
# In the path of a code that leaves out its parents, until they are known from the rows above.
LEFT_OUT = -1
# So much of a level is written alike if that is the way of the house.
USUAL = 0.6
KIND = lazy(r"number|letter|small-roman|small|roman|word|digits:[1-9]")


class Form(NamedTuple):
    """How the codes of one level are written: the kinds of their parts, the joints between them."""

    parts: tuple[str, ...]
    joints: tuple[str, ...]


class Grammar(NamedTuple):
    """How a house writes its codes: one kind of part and one joint before it per level.

    A kind is `number` (1 to 99), `letter` (A to Z), `small` (a to z), `roman`, `small-roman`,
    `digits:n` (n digits, zeros kept) or `word` (one of `words`).
    `joints[i]` stands between the parts i and i + 1; it may be empty, as in `A2`. `heads[i]` stands
    before the codes of level i, such as `OS` in `OS1` or `Goal ` in `Goal 1`, `ends[i]` after them,
    such as the last full stop of `1.1.`, or `.0` where the titles above `1.1` are `1.0`.
    Where the codes of level i are not written as `parts` and `joints` say, `forms[i]` says it,
    such as `number.digits:2`. `starts[i]` is the level, from 1, whose part is the first that is
    written: (1, 2, 2) where `1` and `1.1` stand below `A`.
    `zeros` says that a number may be 0, `hundreds` that it may be above 99. `unsure` are traits
    (`joint`, `zeros`, `head`, `end`) and levels from 0 of which the codes show no way that most of
    them share.
    """

    parts: tuple[str, ...] = ("number", "number", "number")
    joints: tuple[str, ...] = (".", ".")
    heads: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    zeros: bool = False
    hundreds: bool = False
    unsure: frozenset[tuple[str, int]] = frozenset()

    @property
    def depth(self) -> int:
        return len(self.parts)

    def text(self, path: Path) -> str:
        """Return the canonical text of a path.

        >>> Grammar().text((1, 2, 3)), Grammar(("letter", "number"), ("",)).text((1, 2))
        ('1.2.3', 'A2')
        >>> Grammar(("number", "number"), (".A",), ("OS", "OS")).text((1, 2))
        'OS1.A2'
        >>> Grammar(("letter", "number"), starts=(1, 2), ends=("", ".")).text((1, 2))
        '2.'
        """
        last = len(path) - 1
        form, start = self.form(last), self.start(last)
        shown = self.head(last)
        for level in range(start, len(path)):
            joint = _at(form.joints, level - 1) if level > start else ""
            shown += joint + self._write(path[level], _at(form.parts, level))
        return shown + self.end(last)

    def _write(self, number: int, kind: str) -> str:
        if kind == "word":
            return self.words[number - 1] if 0 < number <= len(self.words) else str(number)
        return _write(number, kind)

    def kind(self, level: int) -> str:
        """Return the kind of part at a level counted from 0; deeper levels repeat the last kind."""
        return _at(self.parts, level)

    def joint(self, level: int) -> str:
        """Return what stands before the part at a level counted from 1."""
        return _at(self.joints, level - 1)

    def form(self, level: int) -> Form:
        """Return how the codes of a level counted from 0 are written."""
        own = self.forms[level] if 0 <= level < len(self.forms) else ""
        return read_form(own) if own else Form(self.parts, self.joints)

    @property
    def fills_up(self) -> bool:
        """Return whether titles have zeros at their end for the parts that they lack: `1.0`."""
        return any("0" in end for end in self.ends)

    @property
    def counts(self) -> bool:
        """Return whether codes begin with a number, not with a letter or a numeral."""
        return self.kind(0) == "number" or padding(self.kind(0)) > 0

    @property
    def skeleton(self) -> tuple[object, ...]:
        """Return what tells one numbering from another, however each sheet of it is written."""
        kinds = tuple("number" if padding(kind) else kind for kind in self.parts)
        return kinds, tuple(head.strip().casefold() for head in self.heads), self.starts, self.words

    def head(self, level: int) -> str:
        """Return what stands before a code whose last part is at a level counted from 0."""
        return self.heads[level] if 0 <= level < len(self.heads) else ""

    def end(self, level: int) -> str:
        """Return what stands after a code whose last part is at a level counted from 0."""
        return self.ends[level] if 0 <= level < len(self.ends) else ""

    def start(self, level: int) -> int:
        """Return the first level written, from 0, in the codes of a level counted from 0."""
        return self.starts[min(level, len(self.starts) - 1)] - 1 if self.starts else 0

    def leaves_out(self, level: int) -> bool:
        """Return whether the codes of a level leave out all that stands above them."""
        return level > 0 and self.start(level) == level


def _at(kinds: tuple[str, ...], level: int) -> str:
    return kinds[min(level, len(kinds) - 1)] if kinds else "."


@lru_cache(maxsize=256)
def read_form(text: str) -> Form:
    """Return the form that a text says: kinds of parts, with the joints between them.

    >>> read_form("number.digits:2")
    Form(parts=('number', 'digits:2'), joints=('.',))
    """
    return Form(tuple(KIND.findall(text)), tuple(KIND.split(text)[1:-1]))


def write_form(form: Form) -> str:
    """Return the text that says a form.

    >>> write_form(Form(("number", "small"), (".",)))
    'number.small'
    """
    joints = ("", *form.joints)
    return "".join(joint + part for joint, part in zip(joints, form.parts, strict=False))


def _write(number: int, kind: str) -> str:
    if kind in LETTERS:
        return chr(ord(LETTERS[kind]) + number - 1) if 0 < number <= 26 else str(number)
    if kind in ("roman", "small-roman"):
        shown = ROMAN[number - 1] if 0 < number <= len(ROMAN) else str(number)
        return shown if kind == "roman" else shown.lower()
    return str(number).zfill(padding(kind))


def padding(kind: str) -> int:
    """Return how many digits a part is padded to, 0 if it is not."""
    return int(kind[7:]) if kind.startswith("digits:") else 0


def sort_key(path: Path) -> str:
    """Return a text that sorts codes as numbers, even in a plain text sort.

    >>> sort_key((1, 2, 10))
    'N01.02.10'
    """
    return "N" + ".".join(f"{number:02}" for number in path)
