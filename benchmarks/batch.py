"""What a folder of workbooks costs in memory: the peak of a check of few beside one of many.

python benchmarks/batch.py [MANY]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from side_by_side import PROGRAMME, python, spent

FEW, MANY = 50, 250


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    for form in ("text", "json"):
        few, many = (_peak(count, form) for count in (FEW, most))
        kept = (many - few) / (most - FEW)
        print(f"{form}: {few:.1f} MiB for {FEW}, {many:.1f} for {most}: {kept:.4f} for each more")


def _peak(count: int, form: str) -> float:
    """Return the most memory that the check of so many copies took, in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            shutil.copy(PROGRAMME, Path(folder) / f"{number}.xlsx")
        return spent(python("-m", "xlmot", "check", folder, "--format", form)).memory


if __name__ == "__main__":
    main()
