"""What a folder of workbooks costs in memory: the peak of a check of few beside one of many."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

PROGRAMME = Path(__file__).parent.parent / "workbooks" / "programme-2024.xlsx"
FEW, MANY = 100, 1000


def main() -> None:
    for form in ("text", "json"):
        few, many = (_peak(count, form) for count in (FEW, MANY))
        kept = (many - few) / (MANY - FEW) / 1024
        print(f"{form}: {few} KiB for {FEW}, {many} KiB for {MANY}: {kept:.4f} MiB for each more")


def _peak(count: int, form: str) -> int:
    """Return the most memory that the check of so many copies took, in KiB (Linux, getrusage)."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            shutil.copy(PROGRAMME, Path(folder) / f"{number}.xlsx")
        command = [sys.executable, "-m", "xlmot", "check", folder, "--format", form]
        quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        child = os.posix_spawn(sys.executable, command, os.environ, file_actions=quiet)
        return os.wait4(child, 0)[2].ru_maxrss


if __name__ == "__main__":
    main()
