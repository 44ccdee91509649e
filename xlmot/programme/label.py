"""Take a label apart: `[TAG] GOAL n - title`, or `PREFIX / body - suffix`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.vocabulary import Vocabulary, fold

# A code has no part above 99: “Goal 2030: …” is no heading.
HEADING = lazy(r"([^\d]{1,40}?)\s+(\d\d?(?:\.\d\d?)*)\.?\s*(?:[:.]|[–—]|-(?!\d))\s*")


class Label(NamedTuple):
    """The parts of a label; those it does not have are empty.

    `level` and `number` come from a heading that repeats its own code: `GOAL 1 - …` is level 0
    and "1", `Task 2.1: …` is the level of that name and "2.1"; the level is None where the
    word is not one that the house has for a level.
    """

    body: str
    tag: str = ""
    prefix: str = ""
    suffix: str = ""
    level: int | None = None
    number: str = ""


def read_label(text: str, vocabulary: Vocabulary, *, numbered: bool = True) -> Label:
    """Return the parts of a label, in the words of a house; is there a digit in it?

    >>> from xlmot.programme.vocabulary import Level, Prefixes
    >>> house = Vocabulary(
    ...     levels=(Level("goal", "goals"),),
    ...     tags=("CORE",),
    ...     prefixes=Prefixes(countries=("FR", "DE")),
    ...     suffixes=("closing",),
    ... )
    >>> read_label("[CORE] GOAL 1 - TO BUILD", house)
    Label(body='TO BUILD', tag='CORE', prefix='', suffix='', level=0, number='1')
    >>> read_label("FR-DE / Bridge - closing", house)
    Label(body='Bridge', tag='', prefix='FR-DE', suffix='closing', level=None, number='')
    """
    tag, rest = _split_tag(text, vocabulary)
    level, number, rest = _split_number(rest, vocabulary) if numbered else (None, "", rest)
    prefix, rest = _split_prefix(rest, vocabulary)
    body, suffix = _split_suffix(rest, vocabulary)
    return Label(body, tag, prefix, suffix, level, number)


def _split_tag(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    found = re.match(r"\[([^\]]*)\]\s*", text) if text[:1] == "[" else None
    if found is None:
        return "", text
    known = {fold(tag): tag for tag in vocabulary.tags}
    tag = known.get(fold(found[1]))
    return (tag, text[found.end() :]) if tag else ("", text)


def _split_number(text: str, vocabulary: Vocabulary) -> tuple[int | None, str, str]:
    found = HEADING.match(text)
    if found is None:
        return None, "", text
    word = fold(found[1])
    depths = [d for d, level in enumerate(vocabulary.levels) if fold(level.one) == word]
    if not depths and word not in map(fold, vocabulary.code_words):
        return None, "", text
    return depths[0] if depths else None, found[2], text[found.end() :]


def _split_prefix(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    head, slash, rest = text.partition(" / ")
    known = slash and vocabulary.prefixes.kind(head) is not None
    return (head, rest) if known else ("", text)


def _split_suffix(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    body, dash, tail = text.rpartition(" - ")
    known = dash and fold(tail) in map(fold, vocabulary.suffixes)
    return (body, tail) if known else (text, "")


class LabelRows(dict[str, list[int]]):
    """The rows of each distinct label, in order.

    >>> LabelRows({"Pave": [2, 5], "Quay 2": [3]}).with_digits
    {'Quay 2': [3]}
    """

    @cached_property
    def characters(self) -> frozenset[str]:
        return frozenset("".join(self))

    @cached_property
    def _digits(self) -> list[str]:
        return list(filter(str.isdecimal, self.characters))

    def has_digit(self, text: str) -> bool:
        """Return whether a digit stands in one of the labels, where few are asked about."""
        return any(map(text.__contains__, self._digits))

    @cached_property
    def with_digits(self) -> dict[str, list[int]]:
        """Return those of the labels with a digit."""
        found = {text for digit in self._digits for text in self if digit in text}
        return {text: own for text, own in self.items() if text in found}


class Labels(Mapping[str, Label]):
    """The parts of many labels, each taken apart when it is first asked for: few rules want all."""

    def __init__(self, labels: LabelRows, vocabulary: Vocabulary) -> None:
        self._labels = labels
        self._vocabulary = vocabulary
        self._read: dict[str, Label] = {}

    def __getitem__(self, text: str) -> Label:
        label = self._read.get(text)
        if label is None:
            if text not in self._labels:
                raise KeyError(text)
            numbered = self._labels.has_digit(text)
            label = read_label(text, self._vocabulary, numbered=numbered)
            self._read[text] = label
        return label

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)
