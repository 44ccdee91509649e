"""Names and texts that are no plain text pass through every format and every command."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.programme_2024 import ROOT
from tests.programmes import variants
from xlmot.cli.main import main

NAMES = [b"caf\xe9.xlsx", "a\u202eb\x85\x1b[2J.xlsx".encode(), b"\xff\xfe.xlsx"]
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes such names")


@pytest.fixture(params=NAMES, ids=ascii)
def book(request, tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("XLMOT_LANG", "en")
    path = tmp_path / os.fsdecode(request.param)
    return Path(shutil.copy(ROOT / "workbooks" / "crte.xlsx", path))


@pytest.mark.parametrize("form", ["text", "json", "html", "sarif", "junit", "csv", "github"])
def test_a_check_of_any_name_in_any_form(form: str, book: Path, capsys) -> None:
    assert main(["check", str(book), "--exit-zero", "--format", form]) == 0
    shown = capsys.readouterr().out
    assert not UNSEEN.search(shown)
    if form == "json":
        assert json.loads(shown)["files"][0]["path"] == str(book)
    target = book.with_name("report")
    words = ["check", str(book), "--exit-zero", "--format", form, "--output", str(target)]
    assert main(words) == main(words) == 0
    assert target.read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ["clean", "--in-place"],
        ["clean", "--format", "json"],
        ["clean", "--diff"],
        ["summarize"],
        ["summarize", "--in-place"],
        ["init"],
        ["init", "--sheet"],
    ],
    ids=" ".join,
)
def test_a_command_on_any_name(words: list[str], book: Path, capsys) -> None:
    code = main([*words, str(book)])
    shown = "".join(capsys.readouterr())
    assert code in (0, 1)
    assert "did not expect" not in shown
    assert not UNSEEN.search(shown)


def test_a_comparison_and_an_undo_of_any_name(book: Path, capsys) -> None:
    assert main(["compare", str(book), str(book.parent / "new.xlsx")]) == 2
    shutil.copy(book, book.parent / "new.xlsx")
    for form in ("text", "json", "html"):
        assert main(["compare", str(book), str(book.parent / "new.xlsx"), "--format", form]) == 0
    target = book.parent / "changes.xlsx"
    assert main(["compare", str(book), str(book.parent / "new.xlsx"), "--output", str(target)]) == 0
    main(["clean", "--in-place", str(book)])
    assert main(["undo", str(book)]) == 0
    assert "did not expect" not in "".join(capsys.readouterr())


def test_a_label_cannot_act_on_a_terminal(tmp_path: Path, capsys) -> None:
    label = "Pave\x9b2J the \u202esquare \u2066x\x85"
    rows = [["Code", "Title"], ["1", "ROADS"], ["1.1", f"{label} ,now"], ["1.1", label]]
    path = variants.write(tmp_path / "plan.xlsx", {"Plan": rows})
    for form in ("text", "json", "html", "sarif", "junit", "csv", "github"):
        main(["check", str(path), "--format", form])
        shown = capsys.readouterr().out
        assert not UNSEEN.search(shown), form
