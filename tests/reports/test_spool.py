"""A temporary folder that is full or closed is told in a sentence, never as a traceback."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.programme_2024 import ROOT
from xlmot.cli.main import main
from xlmot.messages.errors import CannotWrite
from xlmot.messages.log import what_to_send, write_log
from xlmot.reports import spool

PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let every new file of the temporary folder fail."""
    closed = tmp_path / "temporary"
    closed.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(closed))
    real = os.open

    def refused(path, *given, **named):
        if str(path).startswith(str(closed)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, *given, **named)

    monkeypatch.setattr(os, "open", refused)
    return tmp_path


@pytest.mark.parametrize("ending", ["html", "sarif", "xml"])
def test_a_small_report_needs_no_temporary_folder(ending: str, full: Path) -> None:
    words = ["check", str(PROGRAMME), "--exit-zero", "--output", str(full / f"r.{ending}")]
    assert main(words) == 0
    assert (full / f"r.{ending}").stat().st_size > 1000


@pytest.mark.usefixtures("full")
def test_a_long_report_says_that_it_cannot_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 10)
    with pytest.raises(CannotWrite, match="temporary folder: No space left"):
        list(spool.spool(["a" * 8, "b" * 8, "c"]))


@pytest.mark.usefixtures("full")
def test_where_no_log_can_be_kept_it_is_said() -> None:
    assert write_log(ValueError()) is None
    assert "No log could be kept" in str(what_to_send(ValueError()))
