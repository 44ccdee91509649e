"""Say a setting in one cell, and read it again.

A list is written with semicolons or on several lines: `CORE; EXTRA`. A text that holds such a mark
stands in quotes, as in a CSV file. Words that take the place of others are `bcp = beaucoup`. A dash
alone says that there is nothing, where an empty cell keeps what the profile says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from functools import cache
from typing import Any

from xlmot.messages import Message, render, say
from xlmot.messages.lazy import lazy
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.programme.grid import Value
from xlmot.sheets.settings.keys import Setting, ValueKind

# A workbook may come from anywhere: nobody lists more words than that, nor longer ones.
MOST_ITEMS, LONGEST_ITEM, LONGEST_CELL = 2_000, 1_000, 32_767
NOTHING = frozenset("-–—")
LIST, PAIR, GROUP = ";\n", ";\n=", ";\n=,"
WHOLE = lazy(r"[+-]?\d{1,9}")
DECIMAL = lazy(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?")
# A text in quotes with the white space around it, its own quotes doubled.
QUOTED = lazy(r'[^\S\n]*"((?:[^"]|"")*)"[^\S\n]*')
NO_PAIR = say("Write each word, an equals sign, and what it stands for; semicolons between them.")


class Unusable(Exception):
    """A cell cannot be read as its setting; `remedy` says what it may hold."""

    def __init__(self, remedy: Message) -> None:
        super().__init__(remedy)
        self.remedy = remedy


def is_nothing(value: Value) -> bool:
    """Return whether a cell says that there is nothing.

    >>> is_nothing(" – "), is_nothing("")
    (True, False)
    """
    return isinstance(value, str) and value.strip() in NOTHING


def read(setting: Setting, value: Value) -> Any:  # noqa: ANN401  a TOML value
    """Return what a cell says, as xlmot.toml would have it.

    >>> from xlmot.sheets.settings.keys import find
    >>> read(find("labels.tags"), 'CORE; "A; B"'), read(find("labels.tag_level"), "1")
    (['CORE', 'A; B'], 1)
    >>> read(find("units"), "€ = EUR, euro; h = hour")
    {'€': ['EUR', 'euro'], 'h': ['hour']}

    Raises:
        Unusable: it says nothing that the setting may be.
    """
    if isinstance(value, date | time | timedelta):
        raise Unusable(say("Excel made a date of it: type an apostrophe before it."))
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        raise Unusable(say("It is too long."))
    return READERS[setting.kind](setting, value)


def written(setting: Setting, value: Any) -> Message | Value:  # noqa: ANN401  a TOML value
    """Return what a cell holds to say a value, so that `read` understands it.

    >>> from xlmot.sheets.settings.keys import find
    >>> written(find("labels.tags"), ["CORE", "A; B"]), written(find("labels.tags"), [])
    ('CORE; "A; B"', '–')
    """
    if setting.kind in (ValueKind.CHOICE, ValueKind.SWITCH):
        key = str(value).lower() if isinstance(value, bool) else str(value)
        return setting.choices.get(key, key)
    if setting.kind in (ValueKind.WHOLE, ValueKind.NUMBER):
        return value  # type: ignore[no-any-return]  # a number
    if setting.kind is ValueKind.TEXT:
        return value or "–"
    items = list(value.items()) if isinstance(value, Mapping) else value
    return "; ".join(_item(setting.kind, item) for item in items) or "–"


def _item(kind: ValueKind, item: Any) -> str:  # noqa: ANN401  a TOML value
    if kind is ValueKind.WHOLES:
        return str(item)
    if kind is ValueKind.TEXTS:
        return _quoted(item, LIST)
    if kind is ValueKind.PAIRS:
        return " = ".join(_quoted(text, PAIR) for text in item)
    ways = ", ".join(_quoted(way, GROUP) for way in item[1])
    return f"{_quoted(item[0], GROUP)} = {ways}"


def _quoted(text: str, marks: str) -> str:
    plain = text == text.strip() and text not in (*NOTHING, "") and not text.startswith('"')
    if plain and not any(mark in text for mark in marks):
        return text
    return '"' + text.replace('"', '""') + '"'


def _text(_: Setting, value: Value) -> str:
    text = _plain(value)
    _refuse_long([text])
    return "" if is_nothing(text) else text


def _plain(value: Value) -> str:
    """Return a value as it was typed; Excel keeps a whole number as a float."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _choice(setting: Setting, value: Value) -> str:
    typed = str(value).lower() if isinstance(value, bool) else _plain(value)
    for key, word in setting.choices.items():
        if typed and _parts(typed.casefold()) <= _ways(key, word):
            return key
    raise Unusable(say("It must be one of {values}.", values=tuple(setting.choices.values())))


def _ways(key: str, word: Message | str) -> frozenset[str]:
    """Return how a choice may be typed: its key, its word, each part of “to check (warning)”."""
    if isinstance(word, str):
        return frozenset({key}) | _parts(word.casefold())
    return frozenset({key}) | _said(word.text)


@cache
def _said(text: str) -> frozenset[str]:
    """Return a word in every language, in parts."""
    words = [render(Message(text, {}), translation(one)).casefold() for one in LANGUAGES]
    return frozenset().union(*map(_parts, words))


def _parts(word: str) -> frozenset[str]:
    """Return a word and what it adds in brackets: “to check (warning)” may be typed as either.

    Sheets show apostrophes curly and spaces unbroken; who types has either.
    """
    plain = " ".join(word.replace("’", "'").split())
    return frozenset(filter(None, re.split(r" \(|\)", plain)))


def _switch(setting: Setting, value: Value) -> bool:
    return _choice(setting, value) == "true"


def _whole(_: Setting, value: Value) -> int:
    text = _plain(value)
    if isinstance(value, bool) or not WHOLE.fullmatch(text):
        raise Unusable(say("It must be a whole number."))
    return int(text)


def _number(_: Setting, value: Value) -> float:
    text = _plain(value)
    if isinstance(value, bool) or not DECIMAL.fullmatch(text):
        raise Unusable(say("It must be a number."))
    return float(text.replace(",", "."))


def _texts(_: Setting, value: Value) -> list[str]:
    items = [text for text, _ in _pieces(value, LIST) if text is not None]
    _refuse_long(items)
    return items


def _wholes(setting: Setting, value: Value) -> list[int]:
    return [_whole(setting, item) for item in _texts(setting, value)]


def _pairs(_: Setting, value: Value) -> dict[str, str]:
    pairs = {}
    for texts, marks in _entries(value, PAIR):
        if marks != ["="]:
            raise Unusable(NO_PAIR)
        pairs[texts[0]] = texts[1]
    return pairs


def _groups(_: Setting, value: Value) -> dict[str, list[str]]:
    groups = {}
    for texts, marks in _entries(value, GROUP):
        if marks[:1] != ["="] or "=" in marks[1:]:
            raise Unusable(NO_PAIR)
        groups[texts[0]] = texts[1:]
    return groups


def _entries(value: Value, marks: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the texts of each entry of a list, and the marks between them."""
    texts: list[str | None] = []
    between: list[str] = []
    for text, mark in _pieces(value, marks):
        texts.append(text)
        if mark not in LIST:
            between.append(mark)
        elif texts != [None]:
            kept = [one for one in texts if one is not None]
            if len(kept) != len(texts):
                raise Unusable(NO_PAIR)
            _refuse_long(kept)
            yield kept, between
        if mark in LIST:
            texts, between = [], []


def _pieces(value: Value, marks: str) -> Iterator[tuple[str | None, str]]:
    """Yield what stands before each mark, None where nothing does, and the mark."""
    text = "" if is_nothing(value) else _plain(value)
    position = 0
    while position <= len(text):
        quoted = QUOTED.match(text, position)
        end = quoted.end() if quoted else position
        while end < len(text) and text[end] not in marks:
            end += 1
        if quoted and end > quoted.end():
            raise Unusable(say("Write a semicolon after the closing quote."))
        piece = quoted[1].replace('""', '"') if quoted else text[position:end].strip() or None
        yield piece, text[end : end + 1] or "\n"
        position = end + 1


def _refuse_long(items: Sequence[str]) -> None:
    if len(items) > MOST_ITEMS or any(len(item) > LONGEST_ITEM for item in items):
        raise Unusable(say("It is too long."))


READERS: Mapping[ValueKind, Callable[[Setting, Value], Any]] = {
    ValueKind.TEXT: _text,
    ValueKind.CHOICE: _choice,
    ValueKind.SWITCH: _switch,
    ValueKind.WHOLE: _whole,
    ValueKind.NUMBER: _number,
    ValueKind.TEXTS: _texts,
    ValueKind.WHOLES: _wholes,
    ValueKind.PAIRS: _pairs,
    ValueKind.GROUPS: _groups,
}
