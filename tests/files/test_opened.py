"""A workbook that somebody has open is checked as it stands on the disk, and that is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.programme_2024 import ROOT
from xlmot.books.saving.opened import find_opened
from xlmot.files.check import check_file
from xlmot.files.reading import Asked
from xlmot.messages import render
from xlmot.reports.reading import how_read

EXCEL = b"\x05Marie".ljust(55) + b"\x05\0" + "Marie".encode("utf-16-le").ljust(108)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "workbooks/programme-2024.xlsx", tmp_path / "plan.xlsx"))


def said(path: Path) -> str:
    return " ".join(map(render, how_read(check_file(path, Asked()))))


@pytest.mark.parametrize(
    ("sign", "content", "who"),
    [
        ("~$plan.xlsx", EXCEL, "Marie has “plan.xlsx” open in Excel."),
        ("~$plan.xlsx", b"", "“plan.xlsx” is open in Excel."),
        (".~lock.plan.xlsx#", b",anne,PC-1,now,;", "anne (PC-1) has “plan.xlsx” open in"),
    ],
)
def test_who_has_it_open_is_said_with_what_was_not_checked(
    sign: str, content: bytes, who: str, plan: Path
) -> None:
    plan.with_name(sign).write_bytes(content)
    assert who in said(plan)
    assert "What is not saved there was not checked." in said(plan)


def test_nothing_is_said_of_a_closed_one(plan: Path) -> None:
    assert "not saved" not in said(plan)
    assert find_opened(plan) is None


def test_a_sign_that_cannot_be_read_is_a_sign(plan: Path) -> None:
    plan.with_name("~$plan.xlsx").mkdir()
    assert "“plan.xlsx” is open in Excel. What is not saved" in said(plan)
