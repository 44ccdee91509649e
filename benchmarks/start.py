"""How long `xlmot check` takes on the programme of 2024, beside the start of pydantic alone."""

from __future__ import annotations

import sys
from pathlib import Path

from compare import compare

PROGRAMME = str(Path(__file__).parent.parent / "workbooks" / "programme-2024.xlsx")
CHECK = [sys.executable, "-m", "xlmot", "check", PROGRAMME]
PEERS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import pydantic'": [sys.executable, "-c", "import pydantic"],
    "python -c 'import openpyxl'": [sys.executable, "-c", "import openpyxl"],
}


def main() -> None:
    print("xlmot check programme-2024.xlsx, whole process, beside:")
    for name, command in PEERS.items():
        ours, theirs, ratio = compare(CHECK, command)
        print(f"  {name:30} {ours * 1000:6.0f} ms / {theirs * 1000:4.0f} ms = {ratio:.2f} x")


if __name__ == "__main__":
    main()
