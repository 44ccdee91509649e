"""Each case of a rule holds in other houses too: with letters, with zeros, with another joint."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.checked import checked
from tests.rules.cases import Case
from tests.rules.test_rules import CASES
from xlmot.rules import all_rules

PLAIN = re.compile(r"[1-9]\d?(?:\.[1-9]\d?)*")
# The rules of these groups look at codes only to know where a row stands.
GROUPS = ("hierarchy", "duplicate", "typography", "label", "column", "workbook")
# From fewer rows of several levels nobody can tell how a house writes its codes.
FEWEST = 5


def lettered(parts: list[str]) -> str:
    return ".".join([chr(ord("A") - 1 + int(parts[0])), *parts[1:]])


def padded(parts: list[str]) -> str:
    return ".".join(part.zfill(2) for part in parts)


def hyphened(parts: list[str]) -> str:
    return "-".join(parts)


def is_plain(case: Case) -> bool:
    """Return whether the codes of a case are plain ones, alone in its first column."""
    header, *rows = case.rows or [[]]
    codes = [row[0] for row in rows if row and row[0]]
    owned = "codes" in case.settings or case.others or not header or not header[0].isalpha()
    depths = {code.count(".") for code in codes}
    return (
        not owned
        and all(PLAIN.fullmatch(code) for code in codes)
        and (len(codes) >= FEWEST or len(depths) == 1)
    )


def dressed(case: Case, write: Callable[[list[str]], str]) -> Case:
    header, *rows = case.rows
    written = [[write(row[0].split(".")) if row[0] else "", *row[1:]] for row in rows]
    return replace(case, rows=[header, *written])


PLAIN_CASES = [case for case in CASES if all_rules()[case.rule].group in GROUPS and is_plain(case)]


@pytest.mark.parametrize("write", [lettered, padded, hyphened])
@pytest.mark.parametrize("case", PLAIN_CASES, ids=lambda case: f"{case.rule}: {case.title}")
def test_a_rule_finds_the_same_where_codes_are_written_otherwise(case: Case, write) -> None:
    other = dressed(case, write)
    found = checked(other.book(), other.read_settings()).findings
    assert sorted({(p.sheet, p.row) for f in found for p in f.places}) == sorted(case.expected)
