"""Sound workbooks that are spoilt at random get a result or a sentence, and lose nothing."""

from __future__ import annotations

import pytest

from tests.trust.fuzz import run


@pytest.mark.parametrize("seconds", [2, pytest.param(30, marks=pytest.mark.slow)])
def test_no_mutant_is_a_fault(seconds) -> None:
    *found, last = run(seconds)
    assert found == []
    assert last[0] > 0
