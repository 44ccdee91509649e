"""What is interrupted at any call leaves the old or the new, a true sentence and an undo."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.trust.interrupted import COMMANDS, faults, kills, lies


@pytest.fixture
def tmp_path(tmp_path):
    """Return a folder in memory where there is one: hundreds of saves wait for a disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder)


# Every call in turn takes minutes; some, each run others than the neighbours, seconds.
STEPS = [23, pytest.param(1, marks=pytest.mark.slow)]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("step", STEPS)
def test_killed(tmp_path, command, step):
    assert [*kills(tmp_path, command, step)] == []


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("step", STEPS)
def test_each_call_fails(tmp_path, command, step):
    assert [*faults(tmp_path, command, step)] == []


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_the_disk_lies(tmp_path, command):
    assert [*lies(tmp_path, command)] == []
