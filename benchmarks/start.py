"""What `xlmot check` costs on the programme of 2024, beside the start of Python and of peers."""

from __future__ import annotations

import sys
from pathlib import Path

from compare import compare

PROGRAMME = str(Path(__file__).parent.parent / "workbooks" / "programme-2024.xlsx")
CHECK = [sys.executable, "-m", "xlmot", "check", PROGRAMME, "--format"]
PEERS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import pydantic'": [sys.executable, "-c", "import pydantic"],
    "python -c 'import openpyxl'": [sys.executable, "-c", "import openpyxl"],
}


def main() -> None:
    for form in ("text", "json"):
        print(f"xlmot check programme-2024.xlsx --format {form}, whole process, beside:")
        for name, command in PEERS.items():
            ours, theirs, ratio = compare([*CHECK, form], command)
            print(f"  {name:30} {ours * 1000:6.0f} ms / {theirs * 1000:4.0f} ms = {ratio:.2f} x")


if __name__ == "__main__":
    main()
