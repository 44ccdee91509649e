"""Make each change of `changes.toml` in a copy of the code; its test must then fail.

A test that passes whether or not the code does its work holds nothing: `make mutants` shows that
none of those that guard the workbook is of that kind.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.defences.changes import ROOT, Change, changes

COPIED = ("xlmot", "tests", "docs", "macros", "workbooks", "pyproject.toml")
TESTED, FAILED = 0, 1  # exit codes of pytest; others say that no test was run


def main() -> int:
    """Run all changes; return 0 if each was noticed."""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy(copy)
        found = changes()
        if _run(copy, *dict.fromkeys(change.test for change in found)) != TESTED:
            sys.stdout.write("The tests fail without any change.\n")
            return 2
        noticed = [_is_noticed(copy, change) for change in found]
    sys.stdout.write(f"{sum(noticed)} of {len(found)} changes were noticed\n")
    return 0 if all(noticed) else 1


def _copy(folder: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder)


def _is_noticed(copy: Path, change: Change) -> bool:
    path = copy / change.file
    text = path.read_text(encoding="utf-8")
    path.write_text(change.made_in(text), encoding="utf-8")
    try:
        code = _run(copy, change.test)
    finally:
        path.write_text(text, encoding="utf-8")
    verdict = {TESTED: "NOT NOTICED", FAILED: "noticed"}.get(code, f"NOT RUN ({code})")
    sys.stdout.write(f"{verdict}: {change.what}\n")
    sys.stdout.flush()
    return code == FAILED


def _run(copy: Path, *tests: str) -> int:
    """Return the exit code of pytest; no compiled code is kept, which might be that of a change."""
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
