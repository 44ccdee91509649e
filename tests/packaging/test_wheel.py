"""The wheel, in a bare environment of each Python at hand, does what the README shows."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.programme_2024 import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAMME = ROOT / "workbooks" / "programme-2024.xlsx"
SCRIPTS, SUFFIX = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
# What the README's list names; commands that reach out to Excel end in a sentence here.
FILES = ("programme.xlsx", "folder/programme.xlsx", "2024.xlsx", "2025.xlsx")
OF_EXCEL = {"install", "live"}

pytestmark = pytest.mark.slow


def version(python: str) -> str:
    """Return a Python's version, such as « 3.11 »; nothing of one that does not start."""
    asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def pythons() -> list[str]:
    """Return a Python of each version that xlmot promises: on the path, or beside ours."""
    promised = re.findall(r"Python :: (3\.\d+)\b", (ROOT / "pyproject.toml").read_text("utf-8"))
    beside = [str(path) for path in Path(sys.base_prefix).parent.glob("*/bin/python3")]
    on_path = [found for name in promised if (found := shutil.which(f"python{name}"))]
    of_version = {version(python): python for python in (*beside, *on_path, sys.executable)}
    return [of_version[name] for name in promised if name in of_version]


def commands() -> list[list[str]]:
    """Return the commands of the README's list, word by word."""
    block = README.partition("On workbooks of your own")[2].split("```")[1]
    return [re.split(r" {3,}", line)[0].split() for line in block.strip().splitlines()]


def python_of_the_readme() -> str:
    """Return the README's first example of Python."""
    return README.partition("```python\n")[2].partition("```")[0]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--wheel-dir", folder, ROOT], check=True)
    return next(folder.glob("*.whl"))


def bare(python: str, wheel: Path, folder: Path) -> Path:
    """Return the programs of an environment that holds the wheel and what it asks for."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    pip = [str(folder / SCRIPTS / "python"), "-m", "pip", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--quiet", wheel], check=True)
    return folder / SCRIPTS


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the workbooks that the README names, and nothing of the project."""
    (tmp_path / "folder").mkdir()
    for name in FILES:
        shutil.copy(PROGRAMME, tmp_path / name)
    shutil.copy(PROGRAMME.with_suffix(".tsv"), tmp_path / "copied.tsv")
    return tmp_path


def run(words: list[object], folder: Path) -> tuple[int, str]:
    """Return how a command ended and what it said; it finds no other Python and no setting."""
    alone = {"LANG": "C.UTF-8", "HOME": str(folder), "PATH": ""}
    if "SYSTEMROOT" in os.environ:
        alone["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    done = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env=alone,
        timeout=120,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.returncode, done.stdout.decode()


def test_it_is_complete(wheel: Path) -> None:
    problems = runpy.run_path(str(ROOT / "packaging" / "wheel.py"))["problems"]
    assert problems(ZipFile(wheel).namelist()) == []


@pytest.mark.parametrize("python", pythons(), ids=version)
def test_it_does_what_the_readme_shows(
    python: str, wheel: Path, desk: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    programs = bare(python, wheel, tmp_path_factory.mktemp("bare"))
    assert len(commands()) > 12
    for _, *words in (*commands(), ["xlmot", "addin", "build", "--output", "x.xlam"]):
        ended, said = run([programs / f"xlmot{SUFFIX}", *words], desk)
        assert "Traceback" not in said, words
        assert ended in ({2} if set(words) & OF_EXCEL else {0, 1}), f"{words}: {said}"
    assert (desk / "x.xlam").stat().st_size > 10_000
    ended, said = run([programs / "python", "-c", python_of_the_readme()], desk)
    assert ended == 0, said
    assert "swapped-header (38, 42)" in said
    assert (desk / "propre.xlsx").exists()
