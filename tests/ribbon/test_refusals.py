"""An Excel that refuses any one access of any button: the table is whole, and Undo knows all."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.programme_2024 import ROOT
from tests.ribbon.refusing import CASES, FAULTS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be forked here")
COUNTS = re.compile(r"(\d+) accesses, (\d+) refusals, (\d+) faults")


def refuse(case: str, step: int) -> None:
    """Refuse accesses that are `step` from each other, in a process where nothing else runs."""
    words = [sys.executable, "-m", "tests.ribbon.refusing", case, str(step)]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    counted = COUNTS.match(ran.stdout)
    assert counted, ran.stderr
    accesses, refusals, faults = map(int, counted.groups())
    assert faults == 0, ran.stdout
    assert refusals == len(range(step // 2, accesses, step)) * len(FAULTS) > 0


@pytest.mark.parametrize("case", CASES)
def test_one_refusal_at_some_accesses(case: str) -> None:
    refuse(case, 61 if case != "help" else 5)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_one_refusal_at_every_access(case: str) -> None:
    refuse(case, 1)
