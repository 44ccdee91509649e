"""Each of hundreds of hostile and odd files is read, or refused in words, as it is to be."""

from __future__ import annotations

import pytest

from tests.trust.odd_files import faults, odd_files

FILES = odd_files()
DESCRIPTIONS = sorted(FILES)


def test_there_are_hundreds() -> None:
    assert len(FILES) >= 300


# All take half a minute; every ninth, from other families each, a few seconds.
@pytest.mark.parametrize(
    "description",
    [
        description if n % 9 == 0 else pytest.param(description, marks=pytest.mark.slow)
        for n, description in enumerate(DESCRIPTIONS)
    ],
)
def test_what_becomes_of_it(tmp_path, description) -> None:
    assert [*faults(tmp_path, FILES[description])] == []
