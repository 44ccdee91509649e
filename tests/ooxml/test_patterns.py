"""Patterns give the same in every Python that xlmot runs on.

Up to 3.11.4 a group repeated without giving back, `(…)*+`, forgets what it matched where it holds
something that looks ahead or gives back itself (gh-106052): cells with formulas were not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import xlmot

SOURCES = sorted(Path(xlmot.__file__).parent.rglob("*.py"))
# A look-ahead, or a repetition that may give back, within a group of one level that may not.
LOOKING = re.compile(
    r"\((?:[^()]|\([^()]*\))*\(\?[=!](?:[^()]|\([^()]*\))*\)(?:[^()]|\([^()]*\))*\)[*+]\+"
)
GIVING = re.compile(r"\((?:\?:)?(?:[^()\"']|\\.)*\][*+](?![+?])[^()\"']*\)[*+]\+")


def found(text: str) -> Iterator[str]:
    for pattern in (LOOKING, GIVING):
        yield from (match[0] for match in pattern.finditer(text))


@pytest.mark.parametrize("pattern", [r"(?:<(?!/?si[\s/>])[^<]*+)*+", r"(?:<x[^<]*)*+"])
def test_what_older_pythons_match_otherwise_is_found(pattern: str) -> None:
    assert [*found(f'r"{pattern}"')] == [pattern]


def test_no_pattern_is_one_that_older_pythons_match_otherwise() -> None:
    assert {path.name: [*found(path.read_text("utf-8"))] for path in SOURCES} == {
        path.name: [] for path in SOURCES
    }
