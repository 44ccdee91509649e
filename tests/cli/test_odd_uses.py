"""Odd uses of the command line: no traceback, no block, and nothing changed but what was said.

Each command runs in a folder of its own; the content of all its files before and after is compared
with what stands on the two outputs.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programme_2024 import ROOT
from xlmot.cli.main import main

PROGRAMME = ROOT / "workbooks" / "crte.xlsx"
ODD = {
    "empty.xlsx": b"",
    "text.xlsx": b"code;label\n1;Roads\n",
    "old.xls": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
    "sheet.ods": b"PK\x05\x06" + bytes(18),
    "note.txt": b"A note.\n",
    "own.json": b'{"xlmot": 1, "file": "p.xlsx"}',
    "text.tsv": b"Code\tLabel\n1\tROADS\n1.1\tPave\n",
}
SOURCES = ("p.xlsx", "absent.xlsx", ".", "empty", *ODD, "link.xlsx", "pipe.xlsx", os.devnull, "")
TARGETS = (
    "p.xlsx", "q.xlsx", "hard.xlsx", "link.xlsx", "r.xlsx", "r.xls", "r.json", "r.html", "r",
    "empty", "note.txt", "own.json", "pipe.xlsx", "no/such/r.txt", "note.txt/r.txt", os.devnull,
    "", "x" * 300,
)  # fmt: skip
VERBS = (
    "check", "clean", "summarize", "undo", "init", "rule", "import", "compare", "live", "addin",
    "doctor", "tidy", "completion",
)  # fmt: skip
COMMANDS = [
    *([verb] for verb in VERBS),
    *([verb, "--nonsense"] for verb in VERBS),
    *([verb, path] for verb in VERBS if verb not in ("live", "addin") for path in SOURCES),
    *(["compare", *pair] for pair in itertools.product(("p.xlsx", "absent.xlsx", "."), repeat=2)),
    *(["check", "p.xlsx", "--output", to] for to in TARGETS),
    *(["check", "p.xlsx", "--format", "sarif", "--output", to] for to in TARGETS),
    *(["check", "p.xlsx", "--sheet-report", "--output", to] for to in TARGETS),
    *(["check", "p.xlsx", "q.xlsx", "--output", to] for to in ("r.xlsx", "r.json", "q.xlsx")),
    *([verb, "p.xlsx", "--output", to] for verb in ("clean", "summarize") for to in TARGETS),
    *(["clean", "p.xlsx", "q.xlsx", "--output", to] for to in ("out", "r.xlsx", ".", "empty")),
    *(
        ["clean", "p.xlsx", *more, "--receipt", to]
        for more in ([], ["--in-place"])
        for to in TARGETS
    ),
    *(["compare", "p.xlsx", "q.xlsx", "--output", to] for to in TARGETS),
    *(["import", "text.tsv", "-o", to] for to in TARGETS),
    *(["addin", "build", "--output", to] for to in (*TARGETS, "a.xlam")),
    *(
        ["check", "p.xlsx", flag, value]
        for flag in ("--profile", "--sheet", "--select", "--lang", "--jobs", "--format")
        for value in ("nonsense", "", "p.xlsx", "-1")
    ),
    *(
        ["compare", "p.xlsx", "q.xlsx", flag, value]
        for flag in ("--timeout", "--columns", "--old-sheet", "--new-sheet", "--format")
        for value in ("nonsense", "", "0", "-1")
    ),
    *(["tidy", "--delete", path] for path in SOURCES),
    *(["clean", "p.xlsx", "q.xlsx", "--output", "out", "--jobs", jobs] for jobs in ("2", "0")),
]
# What is ours to leave beside a workbook, and is told by the name of the workbook.
BESIDE = (".bak.xlsx", ".xlmot-journal.json", ".xlmot-copies")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "here"
    (folder / "empty").mkdir(parents=True)
    for name, content in ODD.items():
        (folder / name).write_bytes(content)
    for name in ("p.xlsx", "q.xlsx"):
        shutil.copy(PROGRAMME, folder / name)
    (folder / "hard.xlsx").hardlink_to(folder / "p.xlsx")
    (folder / "link.xlsx").symlink_to("q.xlsx")
    os.mkfifo(folder / "pipe.xlsx")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XLMOT_LANG", "en")
    signal.alarm(60)  # what waits for a pipe would wait for ever
    yield folder
    signal.alarm(0)


def contents(folder: Path) -> dict[str, bytes | str]:
    """Return what each name in a folder holds; of what is no file, its kind."""
    found: dict[str, bytes | str] = {}
    for path in folder.rglob("*"):
        mode = path.lstat().st_mode
        name = path.relative_to(folder).as_posix()
        found[name] = path.read_bytes() if stat.S_ISREG(mode) else f"{stat.S_IFMT(mode):o}"
    return found


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither such pipes nor links for all")
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(map(repr, words))[:90])
def test_nothing_changes_but_what_is_said(words, here, capsys) -> None:
    before = contents(here)
    try:
        code = main(words)
    except SystemExit as end:
        code = int(end.code or 0)
    captured = capsys.readouterr()
    said = captured.out + captured.err
    assert code in (0, 1, 2)
    assert "did not expect" not in said
    after = contents(here)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    unsaid = {name for name in changed if name not in said and not name.endswith(BESIDE)}
    assert unsaid <= {"out", "r"}
    assert not any(".~xlmot" in name for name in after)
    # What was there is there, but for a workbook that was asked to be written in place.
    lost = {name for name in changed if name in before}
    asked = "--in-place" in words or "--sheet-report" in words or words[0] == "compare"
    assert not lost or (asked and all(name.endswith(".xlsx") for name in lost)), lost
