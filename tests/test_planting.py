"""Whatever faults are planted in a random programme, each is found, and nothing else is wrong."""

from __future__ import annotations

import pytest

from tests.programmes.faults import FAULTS
from tests.programmes.planting import make_planted, score
from xlmot.rules import all_rules

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_planted_fault_is_found_and_nothing_else_at_error(seed: int) -> None:
    result = score(*make_planted(seed))
    assert not result.missed
    assert not result.false_errors


@pytest.mark.slow
def test_the_faults_planted_are_of_many_kinds() -> None:
    planted = {truth.rule for seed in range(300) for truth in make_planted(seed)[1]}
    assert planted == set(FAULTS)


# What these find needs the words of a house, or a file without any table.
ELSEWHERE = {"header-not-found", "missing-column", "title-looks-like-action"}
# What takes a house that pads, that numbers each row, that was printed or that has columns beside
# its labels: their cases plant them.
HOUSES = {"unpadded-code", "duplicate-code", "code-out-of-sequence", "page-number", "nameless-row"}
# A remark on the types of a whole column, and one on taste: no row of theirs is wrong.
REMARKS = {"mixed-code-types", "title-case"}


def test_every_rule_of_the_groups_is_planted() -> None:
    groups = ("header", "code", "hierarchy")
    rules = {rule.name for rule in all_rules().values() if rule.group in groups}
    assert {*FAULTS} == (rules - ELSEWHERE - HOUSES - REMARKS) | {"duplicate-row"}
