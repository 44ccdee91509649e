"""Each command that the guide shows does what a reader types it for."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programme_2024 import ROOT, rows
from tests.programmes.variants import two_years, write
from xlmot.cli.arguments import full_parser
from xlmot.cli.main import main

GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
# What comes after a command on its line is said of it.
REMARK = re.compile(r" {2,}.*")
# These need Excel, or change the machine.
NOT_HERE = {"live", "addin", "doctor"}


def commands() -> Iterator[str]:
    """Yield each line of `xlmot` in the guide once, those of a block and those of a sentence."""
    parts = GUIDE.split("```")
    blocks = [line for block in parts[1::2] for line in block.splitlines()]
    spans = [" ".join(span.split()) for span in re.findall("`([^`]+)`", "".join(parts[::2]))]
    found = (REMARK.sub("", text) for text in (*blocks, *spans) if text.startswith("xlmot "))
    yield from dict.fromkeys(found)


COMMANDS = [*commands()]


def is_tried(command: str) -> bool:
    """Return whether a command is a whole line that needs no Excel and changes no machine."""
    words = shlex.split(command)
    return len(words) > 2 and words[1] not in NOT_HERE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with all the files that the guide speaks of."""
    (tmp_path / "dossier").mkdir()
    for name in ("programme.xlsx", "programme-2024.xlsx", "dossier/programme.xlsx"):
        shutil.copy(ROOT / "workbooks" / "programme-2024.xlsx", tmp_path / name)
    shutil.copy(ROOT / "workbooks" / "programme-2024.tsv", tmp_path / "programme.tsv")
    for year, cost in (("2024", 100), ("2025", 200)):
        lines = [[*row, "Budget", "Pilote"] if n == 2 else [*row] for n, row in enumerate(rows())]
        lines[6] += [cost, "Anne"]
        named = [[str(cell).replace("2024", year) for cell in row[:2]] + row[2:] for row in lines]
        write(tmp_path / f"{year}.xlsx", {"Programme": named})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def prepare(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Do what has to be done before a command, and return its words."""
    words = shlex.split(command)[1:]
    if words[0] == "undo":
        assert main(["clean", "programme.xlsx", "--in-place"]) == 0
        capsys.readouterr()
        assert main(["undo", "--list", "programme.xlsx"]) == 0
        name = capsys.readouterr().out.split()[0]
        return [name if word == "NOM" else word for word in words]
    if words[0] == "import" or "plan.xlsx" in words:
        (folder / "programme.xlsx").rename(folder / "plan.xlsx")
    if words[:3] == ["compare", "programme.xlsx", "programme.xlsx"]:
        write(folder / "programme.xlsx", two_years())
    return words


@pytest.mark.parametrize("command", [*filter(is_tried, COMMANDS)])
def test_a_command_of_the_guide_is_done(command, folder, capsys) -> None:
    words = prepare(command, folder, capsys)
    code = main(words)
    said = capsys.readouterr()
    assert code in ((0, 1) if words[0] == "check" else (0,)), said.err
    assert said.out or said.err


def test_the_other_commands_of_the_guide_are_there() -> None:
    parser = full_parser()
    for command in COMMANDS:
        words = [word for word in shlex.split(command)[1:] if not word.startswith("-")]
        if not is_tried(command) and len(words) > 1:
            parser.parse_args(words)
    named = {shlex.split(command)[1] for command in COMMANDS}
    assert named >= {"check", "clean", "summarize", "compare", "undo", "import", "live", "tidy"}


def test_what_the_guide_shows_is_tried() -> None:
    tried = [command for command in COMMANDS if is_tried(command)]
    for text in ("--batch", "compare 2024.xlsx", "import ", "tidy dossier --delete", "init "):
        assert any(text in command for command in tried), text
