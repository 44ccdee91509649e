"""The rule that the developer guide adds is a rule, by the two files that it shows."""

import re
import sys

import pytest

import xlmot.rules.typography
from tests.oracles import ROOT
from tests.rules import test_rules as held
from tests.rules.cases import read_cases
from xlmot.rules import all_rules, registry

GUIDE = (ROOT / "docs/developer-guide.md").read_text(encoding="utf-8")
FENCED = r"```(?:python|markdown)\n(?:#|<!--) (\S+)(?: -->)?\n([\s\S]+?)\n```"


@pytest.fixture
def added(tmp_path, monkeypatch):
    """Give the guide's rule, found as every rule is, and its cases."""
    files = dict(re.findall(FENCED, GUIDE))
    module, cases = (tmp_path / path.rpartition("/")[2] for path in files)
    for path, text in zip((module, cases), files.values(), strict=True):
        path.write_text(text + "\n", encoding="utf-8")
    monkeypatch.setattr(
        xlmot.rules.typography, "__path__", [*xlmot.rules.typography.__path__, str(tmp_path)]
    )
    registry._standing.cache_clear()
    yield all_rules()["trailing-colon"], read_cases(cases)
    registry._standing.cache_clear()
    del sys.modules["xlmot.rules.typography.trailing_colon"]


def test_the_rule_of_the_guide_does_what_its_cases_say(added):
    rule, cases = added
    held.test_the_page_of_a_rule_has_its_sections(rule)
    assert [bool(case.expected) for case in cases] == [True, False]
    for case in cases:
        held.test_the_rule_finds_what_the_case_says_and_nothing_else(case)
        held.test_cleaning_gives_the_table_that_the_case_says(case)
