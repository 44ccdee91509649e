"""Find the months and parts of years in a column of them, and the cells that tell none."""

from __future__ import annotations

import re
from collections.abc import Collection

from xlmot.messages.lazy import lazy
from xlmot.programme.columns import StaffColumn
from xlmot.programme.vocabulary import fold
from xlmot.rules.lists import one_letter_apart
from xlmot.rules.spans import counts_weeks, names_whole, read_spans, shape, usual_shapes
from xlmot.rules.times import YEAR, month_named, month_names, short_months

WORD = r"[^\W\d_]+"
NAMED_MONTH = lazy(r"([^\W\d_]{3,})\.?[\s/-](?:de\s|del\s|di\s)?(?:19|20)\d\d")
# How a column of months writes them, and how much of it does.
MONTH_SHAPES = {f"0{joint}0" for joint in "/.-"}
MONTH_SHAPES |= {"m 0", "m. 0", "m-0", "m/0", "m./0", "m de 0", "m del 0"}
PARTS = {f"0{joint}{letter}0" for joint in "-/ " for letter in "tqsh"}
PARTS |= {f"{letter}0{joint}0" for joint in "-/ " for letter in "tqsh"}
USUAL, RARE, MONTH_LENGTH = 0.8, 0.1, 24
# Words of so many letters tell something, and so few cells of a column that no month tells are odd.
SHORT_WORD, FEW_STRANGE = 3, 2
SPELT = {*month_names(), *short_months()}


def is_month(text: str) -> bool:
    """Return whether a text is a month of a year: “03/2026”, “mars 2026”, and no more."""
    if len(text) > MONTH_LENGTH or not YEAR.search(text):
        return False
    spans = read_spans(text)
    return len(spans) == 1 and shape(text) in MONTH_SHAPES | PARTS


def odd_months(column: StaffColumn, words: Collection[str]) -> tuple[set[int], set[int]]:
    """Return the rows of a column of months whose month is none, and those with a strange word.

    “janvir 2026” and “2026-13” are none; “febtober 2026” is no season and no time of the house.
    """
    usual = _months_and_parts(column)
    odd: set[int] = set()
    strange: set[int] = set()
    for index, value in column.typed() if usual else ():
        if not isinstance(value, str) or len(value) > MONTH_LENGTH or names_whole(value):
            continue
        own, plain = shape(value), fold(value)
        named = NAMED_MONTH.fullmatch(plain)
        misspelt = named and any(one_letter_apart(named[1], name) for name in SPELT)
        if own in usual or misspelt:
            odd.add(index)
        elif own not in usual and YEAR.search(plain) and not _is_known(plain, words):
            strange.add(index)
    return odd, strange if len(strange) <= FEW_STRANGE else set()


def _months_and_parts(column: StaffColumn) -> set[str]:
    """Return how a column writes its months and the parts of its years, if it holds few others."""
    texts = [value for _, value in column.typed() if isinstance(value, str)]
    known = MONTH_SHAPES | (set() if counts_weeks(column) else PARTS)
    usual = usual_shapes(column, RARE) & known
    told = sum(len(text) <= MONTH_LENGTH and shape(text) in usual for text in texts)
    return usual if told >= USUAL * len(texts) else set()


def _is_known(plain: str, words: Collection[str]) -> bool:
    """Return whether a text names no word, or one of a time beside its month."""
    own = [word for word in re.findall(WORD, plain) if len(word) >= SHORT_WORD]
    others = [word for word in own if month_named(word) is None]
    return not others or any(word in words for word in others)
