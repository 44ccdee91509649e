"""What a folder of workbooks costs in memory: the peak of a check of few beside one of many."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from side_by_side import PROGRAMME, python, spent

FEW, MANY = 100, 1000


def main() -> None:
    for form in ("text", "json"):
        few, many = (_peak(count, form) for count in (FEW, MANY))
        kept = (many - few) / (MANY - FEW)
        print(f"{form}: {few:.1f} MiB for {FEW}, {many:.1f} for {MANY}: {kept:.4f} for each more")


def _peak(count: int, form: str) -> float:
    """Return the most memory that the check of so many copies took, in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            shutil.copy(PROGRAMME, Path(folder) / f"{number}.xlsx")
        return spent(python("-m", "xlmot", "check", folder, "--format", form)).memory


if __name__ == "__main__":
    main()
