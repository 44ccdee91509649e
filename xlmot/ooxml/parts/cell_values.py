"""Read what a cell of a worksheet part shows, by its type (ECMA-376 part 1, 18.18.11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite

from xlmot.messages import Message, say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.characters import unescape
from xlmot.ooxml.parts.damage import damaged_cell, damaged_sheet, shown
from xlmot.ooxml.parts.dates import Kind, moment, moment_written
from xlmot.ooxml.parts.texts import NoText, is_prefixed, literal, text_of, text_of_one
from xlmot.programme.grid import Value

# An IEEE number takes 17 digits, written out without an exponent at most 325.
LONGEST_NUMBER = 400

_FIGURE = lazy(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
WHITE = " \t\r\n"


class BookValues(NamedTuple):
    """What the cells of all sheets refer to: shared strings, kinds of formats, the first day.

    Without a table of formats any number of one is taken, and none shows a date.
    """

    strings: Sequence[str] = ()
    kinds: Sequence[Kind | None] = ()
    from_1904: bool = False


class OtherDialect(Exception):
    """The part is not written as Excel writes it."""


class CellValues:
    """The values of the cells of one sheet."""

    def __init__(self, sheet: str, book: BookValues) -> None:
        self._sheet = sheet
        self._book = book
        # The kinds of those formats that show a date or a time, by number; without one it is 0.
        self.moments = {
            b"%d" % number: kind for number, kind in enumerate(book.kinds) if kind is not None
        }
        if b"0" in self.moments:
            self.moments[b""] = self.moments[b"0"]
        self._formats_seen: set[bytes] = {b""}

    def typed(self, name: str, kind: str, text: str, form: bytes) -> Value:
        """Return the value of a cell of a type, such as `n`, and a number of a format.

        Raises UnreadableFile where it is none of that type.
        """
        if kind in ("str", "inlineStr"):
            return literal(text)
        plain = text.strip(WHITE)
        if not plain:
            return ""
        if kind == "n":
            value: Value = self._number(name, plain)
            if form in self.moments:
                value = moment(float(plain), self.moments[form], from_1904=self._book.from_1904)
            return value
        if kind == "s":
            return self._string(name, plain)
        if kind == "b":
            return self._truth(name, plain)
        if kind == "d":
            found = moment_written(plain)
            if found is None:
                raise self.fault(name, say("“{text}” is no date", text=shown(plain)))
            return found
        raise self.fault(name, say("its type “{type}” is none", type=shown(kind)))

    def _number(self, name: str, text: str) -> float:
        if len(text) <= LONGEST_NUMBER and _FIGURE.fullmatch(text) and isfinite(float(text)):
            return float(text)
        raise self.fault(name, say("“{text}” is no number", text=shown(text)))

    def _string(self, name: str, text: str) -> str:
        strings = self._book.strings
        if text.isascii() and text.isdecimal() and len(text) < 10 and int(text) < len(strings):
            return strings[int(text)]
        raise self.no_string(name, text)

    def no_string(self, name: str | bytes, number: str) -> UnreadableFile:
        """Return the error that a cell shows a shared string which is not there."""
        fault = say(
            "it shows the text number {number}, and the workbook has {count}",
            number=shown(number),
            count=len(self._book.strings),
        )
        return self.fault(name, fault)

    def _truth(self, name: str, text: str) -> bool:
        if text.lower() in ("true", "false"):
            return text.lower() == "true"
        if len(text) < 10 and _FIGURE.fullmatch(text):
            return float(text) != 0
        raise self.fault(name, say("“{text}” is neither true nor false", text=shown(text)))

    def text(self, name: str, written: bytes) -> str:
        """Return what stands between two tags of a cell."""
        if b"<" in written:
            raise OtherDialect
        return self._decoded(name, written, _unescaped)

    def single(self, name: bytes, written: bytes, *, keeps: bool, plain: bool = False) -> str:
        """Return the text of a cell in one tag, which keeps white space at its ends or not.

        A plain one has no character that is written as several.
        """
        if plain and (keeps or (written[0] > 32 and written[-1] > 32)):
            try:
                return written.decode()
            except UnicodeDecodeError:
                pass
        return self._decoded(name, written, lambda text: text_of_one(text, keeps=keeps))

    def inline(self, name: str, written: bytes) -> str:
        """Return the text that a cell holds in tags of its own (18.4.8)."""
        return self._decoded(name, written, _inline)

    def _decoded(self, name: str | bytes, written: bytes, read: Callable[[str], str]) -> str:
        try:
            return read(written.decode())
        except UnicodeDecodeError:
            raise self.fault(name, say("its text is no UTF-8")) from None
        except NoText:
            raise self.fault(name, say("its text holds what is no text")) from None

    def check_formats(self, forms: set[bytes]) -> None:
        """Raise UnreadableFile where a cell has a format that the workbook does not have."""
        if not self._book.kinds or forms <= self._formats_seen:
            return
        for form in forms - self._formats_seen:
            if not (form.isdigit() and len(form) < 6 and int(form) < len(self._book.kinds)):
                raise damaged_sheet(
                    self._sheet,
                    say(
                        "a cell has the format number {number}, and the workbook has {count}",
                        number=shown(form.decode("utf-8", "replace")),
                        count=len(self._book.kinds),
                    ),
                )
        self._formats_seen |= forms

    def fault(self, name: str | bytes, fault: Message) -> UnreadableFile:
        """Return the error that says what is wrong with a cell."""
        written = name.decode() if isinstance(name, bytes) else name
        return damaged_cell(self._sheet, written, fault)


def _inline(inner: str) -> str:
    if is_prefixed(inner):
        raise OtherDialect
    return text_of(inner)


def _unescaped(text: str) -> str:
    return unescape(text.replace("\r\n", "\n").replace("\r", "\n"))
