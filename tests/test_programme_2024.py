"""The verdict on the real programme of 2024: all of it, and nothing else."""

from collections import Counter

import pytest

from tests.checked import checked
from tests.programme_2024 import TRUTH, book, expected_tree, tree
from xlmot.settings.load import load_settings

REPORT = checked(book(), load_settings(grids=book().grids()))


def test_the_profile_is_told_from_the_sheet() -> None:
    assert REPORT.profile == "mot"


def test_the_tree_has_the_titles_and_rows_of_the_truth() -> None:
    (programme,) = REPORT.programmes
    assert list(tree(programme)) == list(expected_tree())
    assert programme.level_counts() == [3, 11, 26]


def test_the_findings_are_those_of_the_truth() -> None:
    expected = Counter(
        (f["rule"], f["severity"], tuple(sorted(f["lines"])), f["fix"])
        for f in TRUTH["expected_findings"]
    )
    found = Counter(
        (f.rule, str(f.severity), tuple(sorted(f.rows)), str(f.fix.safety) if f.fix else "none")
        for f in REPORT.findings
    )
    assert found == expected


@pytest.mark.parametrize(
    "wanted", TRUTH["expected_findings_off_by_default"], ids=lambda f: f["rule"]
)
def test_rules_that_are_off_find_what_the_truth_says_once_asked(wanted) -> None:

    settings = load_settings(grids=book().grids())._replace(selected=frozenset({wanted["rule"]}))
    findings = checked(book(), settings).findings
    if isinstance(wanted["lines"][0], list):
        assert sorted(sorted(f.rows) for f in findings) == sorted(wanted["lines"])
    else:
        assert sorted(row for f in findings for row in f.rows) == wanted["lines"]
