"""Build the program that needs no Python: `python packaging/build.py [FOLDER]`.

What it holds is what `pip install .` brings and nothing of the tests, so it is built in an
environment of its own. The same command builds it on Windows, macOS and Linux; each builds its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Pinned: the program is only as well known as what packs it.
PYINSTALLER = "pyinstaller==6.22.3"


def build(folder: Path) -> Path:
    """Build the program into a folder; return its path, such as `FOLDER/xlmot/xlmot`."""
    environment = folder / "environment"
    venv.create(environment, with_pip=True, clear=True)
    windows = os.name == "nt"
    python = environment / ("Scripts/python.exe" if windows else "bin/python")
    pip = (python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(*pip, ROOT, PYINSTALLER)
    run(
        *(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", folder, "--workpath", folder / "work", ROOT / "packaging" / "xlmot.spec"),
    )
    return folder / "xlmot" / ("xlmot.exe" if windows else "xlmot")


def run(*words: object) -> None:
    """Run a command from a folder where no module of the project lies.

    Raises:
        subprocess.CalledProcessError: it failed; what it said stands above.
    """
    subprocess.run([str(word) for word in words], check=True, cwd=ROOT / "packaging")


if __name__ == "__main__":
    print(build(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "program").absolute()))
