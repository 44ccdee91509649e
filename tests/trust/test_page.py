"""`docs/trust.md` names tests that there are, and the README says no more than it counts."""

from __future__ import annotations

import re

import pytest

from tests.programme_2024 import ROOT
from tests.trust.requirements import REQUIREMENTS

PAGE = (ROOT / "docs/trust.md").read_text(encoding="utf-8")
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("number", REQUIREMENTS)
def test_a_requirement_names_a_test_or_says_why_there_is_none(number: int) -> None:
    _, held = REQUIREMENTS[number]
    named = re.findall(r"(tests/[\w/]+\.py)::(\w+)", held)
    assert named or held.startswith("not verified here, because")
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), held


def test_the_page_holds_every_requirement() -> None:
    for number, (need, held) in REQUIREMENTS.items():
        assert f"| {number} | {need} | {held} |" in PAGE


def counts() -> dict[str, int]:
    """Return how often each line of the page was tried; none was not as promised."""
    rows = re.findall(r"^\| ([^|]+) \| ([0-9]+) \| ([0-9]+) \|$", PAGE, re.MULTILINE)
    assert {wrong for *_, wrong in rows} == {"0"}
    return {what: int(tried) for what, tried, _ in rows}


def test_the_readme_says_what_the_page_counts() -> None:
    tried = counts()
    files = sum(count for what, count in tried.items() if "hostile and odd" in what)
    points = sum(count for what, count in tried.items() if what.startswith("`"))
    assert f"{files} hostile and odd files" in README
    assert f"{points:,} interruptions" in README
    [recalculated] = [count for what, count in tried.items() if what.startswith("workbooks rec")]
    assert f"recalculated {recalculated} workbooks" in README
    real = {count for what, count in tried.items() if "real programs" in what}
    assert [f"{count} workbooks that real programs saved" in README for count in real] == [True]
