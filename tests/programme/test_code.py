"""The grammar of codes: what each way of writing one means, and what holds for any text."""

import math
import re
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmot.programme.code import (
    CodeReading,
    date_candidates,
    follows,
    read_code,
)
from xlmot.programme.grammar import Grammar, Path, sort_key
from xlmot.programme.parts import SEPARATORS
from xlmot.settings.load import build
from xlmot.settings.shipped import shipped

GRAMMARS = {
    "plain": Grammar(),
    "letter": Grammar(("letter", "number", "number"), ("", ".")),
    "lettered": Grammar(("letter", "number", "number"), (".", ".")),
    "enclosed": Grammar(("number", "letter", "number"), ("", "")),
    "small": Grammar(("number", "small", "number"), ("", "")),
    "padded": Grammar(("digits:3", "digits:2", "digits:2"), ("-", "-")),
    "roman": Grammar(("roman", "number", "number"), (".", ".")),
}
HOUSE = build("generic", shipped("generic")).vocabulary
WORDS = HOUSE.code_words
GREATEST = {"number": 99, "letter": 26, "small": 26, "roman": 20}


def read(value: object, grammar: Grammar = GRAMMARS["plain"]) -> CodeReading:
    return read_code(value, grammar, WORDS)  # type: ignore[arg-type]  # values of any type


# What is typed, what it means, and the faults of its writing; `?` after the faults marks a guess.
TEXTS = """
| 1               | 1       |                                        |
| 1.2             | 1.2     |                                        |
| 12.34.56        | 12.34.56 |                                       |
| 3.3.            | 3.3     | extra-separator                        |
| .1              | 1       | extra-separator                        |
| 1..1            | 1.1     | extra-separator ?                      |
| 1. .1           | 1.1     | extra-separator ?                      |
| 1.1-            | 1.1     | extra-separator                        |
| -1              | 1       | extra-separator                        |
| 1,1             | 1.1     | unusual-separator                      |
| 1-1             | 1.1     | unusual-separator                      |
| 3-1             | 3.1     | unusual-separator                      |
| 1-3             | 1.3     | unusual-separator ?                    |
| 1–3             | 1.3     | unusual-separator ?                    |
| 1/1             | 1.1     | unusual-separator                      |
| 1 . 1           | 1.1     | unusual-separator                      |
| 1, 2            | 1.2     | unusual-separator ?                    |
| 1.2-3           | 1.2.3   | unusual-separator ?                    |
| 1·2‧3           | 1.2.3   | unusual-separator ?                    |
| 1.1-1.4         | -       | malformed-code                         |
| 1.1/1.2         | -       | malformed-code                         |
| 1.1, 1.2        | -       | malformed-code                         |
| 1.1 1.2         | -       | malformed-code                         |
| 1.01            | 1.1     | leading-zero                           |
| 01              | 1       | leading-zero                           |
| 1.0             | -       | malformed-code                         |
| 0               | -       | malformed-code                         |
| 100             | -       | malformed-code                         |
| 1.1.1.1         | 1.1.1.1 | code-too-deep                          |
| Axe 1           | 1       | decorated-code                         |
| AXE n° 1.2      | 1.2     | decorated-code                         |
| Objectif 2.1.   | 2.1     | decorated-code extra-separator         |
| OS1             | 1       | decorated-code                         |
| Goal 3          | 3       | decorated-code                         |
| 1)              | 1       | decorated-code                         |
| 1.1 -           | 1.1     | decorated-code                         |
| 1.1 :           | 1.1     | decorated-code                         |
| 1.1 - .         | 1.1     | decorated-code extra-separator         |
| Axe             | -       | malformed-code                         |
| Axes 1          | -       | malformed-code                         |
| l.1             | 1.1     | look-alike-letter ?                    |
| 1.1O            | 1.10    | look-alike-letter ?                    |
| l,1.            | 1.1     | extra-separator unusual-separator look-alike-letter ? |
| 1.O             | -       | look-alike-letter                      |
| II.1            | -       | malformed-code                         |
| I               | -       | malformed-code                         |
| 1.a             | -       | malformed-code                         |
| ?               | -       | malformed-code                         |
| 1.1 Roads       | -       | malformed-code                         |
| 1.1²            | -       | malformed-code                         |
| ½               | -       | malformed-code                         |
| ١.١             | -       | malformed-code                         |
| １．２            | 1.2     | invisible-in-code                      |
| 1․2             | 1.2     | invisible-in-code                      |
| \\u00a01.2       | 1.2     | invisible-in-code                      |
| 1.2\\u200b       | 1.2     | invisible-in-code                      |
| 1.2\\u0020       | 1.2     | invisible-in-code                      |
| 1.1\\n1.2        | -       | malformed-code                         |
| 1\\t1            | -       | malformed-code                         |
| ...             | -       | malformed-code                         |
"""
OTHER_TEXTS = """
| letter   | A2.3      | 1.2.3    |                   |
| letter   | A.2       | 1.2      | unusual-separator |
| letter   | A 2       | 1.2      | unusual-separator |
| letter   | AB2       | -        | malformed-code    |
| letter   | a2        | -        | malformed-code    |
| letter   | Axe A     | 1        | decorated-code    |
| enclosed | 1B12      | 1.2.12   |                   |
| enclosed | 12B       | 12.2     |                   |
| small    | 1b        | 1.2      |                   |
| small    | 3a12      | 3.1.12   |                   |
| small    | 1l        | 1.12     |                   |
| small    | 1B        | -        | malformed-code    |
| padded   | 112-11-01 | 112.11.1 |                   |
| padded   | 112.11.01 | 112.11.1 | unusual-separator |
| padded   | 1120-11   | -        | malformed-code    |
| roman    | IV.2      | 4.2      |                   |
| roman    | Ⅳ.2       | 4.2      | invisible-in-code |
| roman    | IIII.2    | -        | malformed-code    |
"""


def cases(table: str) -> list[list[str]]:
    lines = [line.strip().strip("|").split("|") for line in table.strip().splitlines()]
    return [[cell.strip() for cell in line] for line in lines]


@pytest.mark.parametrize(
    ("grammar", "text", "meant", "faults"),
    [*(["plain", *case] for case in cases(TEXTS)), *cases(OTHER_TEXTS)],
)
def test_a_text_means(grammar: str, text: str, meant: str, faults: str) -> None:
    text = text.encode("latin-1", "backslashreplace").decode("unicode_escape")
    reading = read(text, GRAMMARS[grammar])
    assert reading.path == (None if meant == "-" else tuple(map(int, meant.split("."))))
    assert set(reading.faults) == set(faults.replace("?", "").split())
    assert reading.doubtful == faults.endswith("?")


@pytest.mark.parametrize(
    ("value", "path", "faults"),
    [
        (1, (1,), ()),
        (1.0, (1,), ()),
        (12.0, (12,), ()),
        (1.1, (1, 1), ("numeric-code",)),
        (2.12, (2, 12), ("numeric-code",)),
        (0, None, ("malformed-code",)),
        (-1, None, ("malformed-code",)),
        (1.234, None, ("malformed-code",)),
        (2024, None, ("malformed-code",)),
        (math.inf, None, ("malformed-code",)),
        (math.nan, None, ("malformed-code",)),
        (1e300, None, ("malformed-code",)),
        (True, None, ("malformed-code",)),
        (time(1, 1), None, ("malformed-code",)),
        (None, None, ("malformed-code",)),
        (date(2001, 2, 3), None, ("date-code",)),
    ],
)
def test_a_value_that_is_no_text_means(
    value: object, path: Path | None, faults: tuple[str, ...]
) -> None:
    reading = read(value)
    assert (reading.path, reading.faults) == (path, faults)


@pytest.mark.parametrize(
    ("value", "depth", "candidates"),
    [
        (date(2001, 2, 3), 3, ((3, 2, 1), (3, 2))),
        (datetime(2001, 2, 3, 0, 0), 3, ((3, 2, 1), (3, 2))),  # noqa: DTZ001  Excel knows no zone
        (date(2024, 1, 1), 2, ((1, 1),)),
        (date(2000, 2, 3), 3, ((3, 2),)),
        (date(1999, 2, 3), 3, ((3, 2, 99), (3, 2))),
        (date(1929, 2, 3), 3, ((3, 2),)),
        (date(2030, 2, 3), 3, ((3, 2),)),
        (date(2024, 1, 1), 1, ()),
    ],
)
def test_a_date_may_have_been(value: date, depth: int, candidates: tuple[Path, ...]) -> None:
    assert date_candidates(value, depth) == candidates


def test_a_date_was_no_code_that_begins_with_a_letter() -> None:
    assert read(date(2001, 2, 3), GRAMMARS["letter"]).candidates == ()


def test_a_number_may_have_lost_its_zero() -> None:
    assert read(1.1).candidates == ((1, 1), (1, 10))
    assert read(1.12).candidates == ((1, 12),)


def test_a_number_lost_its_zero_where_parts_are_padded() -> None:
    padded = Grammar(("number", "digits:2"), (".",))
    assert read(1.1, padded).candidates == ((1, 10),)
    assert read(1.01, padded).candidates == ((1, 1),)


@st.composite
def grammars_and_paths(draw: st.DrawFn) -> tuple[Grammar, Path]:
    known = [*GRAMMARS.values(), *HOUSE.grammars]
    grammar = draw(st.sampled_from(known))
    levels = range(draw(st.integers(1, grammar.depth)))
    return grammar, tuple(draw(st.integers(1, _greatest(grammar.kind(level)))) for level in levels)


def _greatest(kind: str) -> int:
    return GREATEST[kind] if kind in GREATEST else 10 ** int(kind.partition(":")[2]) - 1


PATHS = grammars_and_paths()
CODE_LIKE = st.text(st.sampled_from([*"0123456789aAlIO|nN°) :\n\t\u00a0\u200b²½", *SEPARATORS]))
ANY_TEXT = st.one_of(
    CODE_LIKE,
    st.text(),
    st.builds(str.__add__, st.sampled_from(WORDS), CODE_LIKE),
)


@given(PATHS)
def test_the_canonical_text_of_a_path_reads_back_without_fault(case: tuple[Grammar, Path]) -> None:
    grammar, path = case
    assert read(grammar.text(path), grammar) == CodeReading(path)


@given(ANY_TEXT, PATHS)
def test_any_text_reads_and_one_without_fault_is_canonical(
    text: str, case: tuple[Grammar, Path]
) -> None:
    grammar, _ = case
    reading = read(text, grammar)
    assert (reading.path is None) <= bool(reading.faults)
    if not reading.faults and not any(kind.startswith("digits") for kind in grammar.parts):
        assert reading.path is not None
        assert grammar.text(reading.path) == text


@given(ANY_TEXT, PATHS, st.sampled_from([".", " ", "\u00a0", ". ", " ."]))
def test_a_dot_or_a_space_at_the_end_never_changes_the_path(
    text: str, case: tuple[Grammar, Path], end: str
) -> None:
    grammar, path = case
    assert read(text + end, grammar).path == read(text, grammar).path
    assert read(grammar.text(path) + end, grammar).path == path


@given(ANY_TEXT, PATHS)
def test_what_is_put_in_place_of_a_text_is_canonical_and_means_the_same(
    text: str, case: tuple[Grammar, Path]
) -> None:
    grammar, _ = case
    path = read(text, grammar).path
    if path is not None:
        assert read(grammar.text(path), grammar).path == path


@given(st.one_of(st.floats(), st.integers(), st.dates(), st.booleans(), st.times(), st.none()))
def test_any_value_reads(value: object) -> None:
    reading = read(value)
    assert reading.path or reading.faults


@given(st.lists(st.lists(st.integers(1, 99), min_size=1, max_size=3).map(tuple)))
def test_sort_keys_sort_as_numbers_do(paths: list[Path]) -> None:
    assert sorted(paths) == sorted(paths, key=sort_key)


@pytest.mark.parametrize(
    ("path", "previous", "is_next"),
    [
        ("1.1", "1", True),
        ("1.2", "1", False),
        ("1.1", "1.1", True),
        ("2", "1.4.3", True),
        ("1.5", "1.4.3", True),
        ("1.4.4", "1.4.3", True),
        ("1.4.5", "1.4.3", False),
        ("3", "1.4.3", False),
        ("1", "1.4", False),
        ("2.1", "1.4", False),
        ("1.1.1", "1", False),
    ],
)
def test_a_code_comes_right_after_another(path: str, previous: str, *, is_next: bool) -> None:
    one, other = (tuple(map(int, re.split(r"\.", text))) for text in (path, previous))
    assert follows(one, other) is is_next
