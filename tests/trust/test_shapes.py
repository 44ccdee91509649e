"""Workbooks of extreme shapes are cleaned in time in proportion to them, and in little memory."""

from __future__ import annotations

import pytest

from tests.trust.shapes import SHAPES, faults, measured

# These take a few seconds; `make trust` measures the others too.
QUICK = (
    *("100,000 names", "900,000 empty rows", "a number at XFD1048576", "a blank at Z1048576"),
    "twenty sheets with a blank at Z1048576",
)


@pytest.mark.slow
@pytest.mark.parametrize("shape", QUICK)
def test_it_ends_in_time_and_in_little_memory(shape: str) -> None:
    assert shape in SHAPES
    found = measured(shape)
    assert [*faults(found)] == []
    assert found.said == ""
