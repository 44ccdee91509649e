"""The program without Python gives what the source gives, wherever it lies and whatever is missing.

`make program` builds it; where that was not done these tests are skipped.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.programme_2024 import ROOT
from xlmot.ribbon.addin.build import recorded
from xlmot.ribbon.addin.install import InstalledFiles, install
from xlmot.ribbon.addin.starting import BY_PROGRAM

BUILT = ROOT / "build" / "program" / "xlmot"
NAME = "xlmot.exe" if sys.platform == "win32" else "xlmot"
EXAMPLES = sorted(path for path in (ROOT / "workbooks").glob("*.xlsx"))
# What a plain Debian has besides: the C library, and what loads programs.
SYSTEM = re.compile(r"(linux-vdso|ld-linux|libc|libm|libdl|libpthread|librt|libutil)[-.\d\w]*")

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not (BUILT / NAME).exists(), reason="no program: “make program” builds it"),
]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program alone, in a folder whose path has spaces and accents."""
    folder = tmp_path_factory.mktemp("seul") / "Été à l'œuvre" / "xlmot"
    shutil.copytree(BUILT, folder)
    return folder / NAME


def run(words: list[str], folder: Path) -> tuple[int, str, str]:
    """Return how a command ended and what it said; it finds no Python and no setting."""
    bare = {"LANG": "C.UTF-8", "HOME": str(folder)}
    done = subprocess.run(
        words, cwd=folder, env=bare, capture_output=True, timeout=120, check=False
    )
    return done.returncode, said(done.stdout), said(done.stderr)


def said(output: bytes) -> str:
    """Return an output, the time of the day aside."""
    return re.sub(r"\d\d[:h ]+\d\d\b", "TIME", output.decode())


def parts(path: Path) -> dict[str, bytes]:
    """Return the parts of a workbook, that which holds the moment it was made aside."""
    with ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}


JOBS = [
    "check {} --lang fr",
    "check {} --lang en",
    "check {} --format json --tree",
    "check {} --format html",
    "check {} --format sarif",
    "clean {} --diff",
    "clean {} --in-place --lang fr",
    "undo {} --lang fr",
    "clean {}",
    "summarize {} --lang fr",
    "compare {} {} --lang fr",
    "import {}.tsv -o imported.xlsx",
    "rule swapped-header --lang fr",
    "addin build --output xlmot.xlam",
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_it_gives_what_the_source_gives(example: Path, program: Path, tmp_path: Path) -> None:
    ours, wanted = tmp_path / "program" / "Dossier à moi", tmp_path / "source" / "Dossier à moi"
    for folder in (ours, wanted):
        folder.mkdir(parents=True)
        shutil.copy(example, folder)
        if (text := example.with_suffix(".tsv")).exists():
            shutil.copy(text, folder / f"{example.name}.tsv")
    for job in JOBS:
        words = job.format(example.name, example.name).split()
        source = run([sys.executable, "-m", "xlmot", *words], wanted)
        assert run([str(program), *words], ours) == source, job
    made = sorted(path.relative_to(wanted) for path in wanted.rglob("*.xlam"))
    made += sorted(path.relative_to(wanted) for path in wanted.rglob("*.xlsx"))
    assert [path for path in made if not (ours / path).exists()] == []
    for path in made:
        assert parts(ours / path) == parts(wanted / path), path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ldd is of Linux")
def test_it_needs_no_library_that_a_plain_system_lacks(program: Path) -> None:
    own = {file.name for file in program.parent.rglob("*.so*")}
    for file in (program, *program.parent.rglob("*.so*")):
        listed = subprocess.run(["ldd", file], capture_output=True, text=True, check=False).stdout
        needed = {Path(line.split()[0]).name for line in listed.splitlines() if "(0x" in line}
        assert {name for name in needed - own if not SYSTEM.fullmatch(name)} == set(), file


def test_nothing_of_a_folder_chooses_what_runs(program: Path, tmp_path: Path) -> None:
    """Modules of names that the program imports lie beside the workbook, and in PYTHONPATH."""
    for name in ("colorsys", "json", "xlmot", "sitecustomize", "re"):
        (tmp_path / f"{name}.py").write_text("open('TRACE', 'w')", encoding="utf-8")
    shutil.copy(EXAMPLES[0], tmp_path)
    hostile = {"PYTHONPATH": str(tmp_path), "PYTHONHOME": str(tmp_path), "PYTHONSTARTUP": "re.py"}
    subprocess.run(
        [program, "check", EXAMPLES[0].name, "--format", "json"],
        cwd=tmp_path,
        env=hostile,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert not (tmp_path / "TRACE").exists()


def test_it_starts_the_buttons_of_its_add_in(program: Path, tmp_path: Path) -> None:
    install(InstalledFiles(tmp_path / "xlmot.xlam"), str(program), BY_PROGRAM)
    assert recorded((tmp_path / "xlmot.xlam").read_bytes()) == str(program)
    ended, _, complaint = run([str(program), "ribbon", "nonsense"], tmp_path)
    assert (ended, "nonsense" in complaint) == (2, True)
