"""Write the SHA-256 of each file of a folder into its `SHA256SUMS`: `checksums.py FOLDER`."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

NAME = "SHA256SUMS"


def write_checksums(folder: Path) -> Path:
    """Write the list as `sha256sum --check` reads it; return its path."""
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.name != NAME)
    lines = (f"{sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    target = folder / NAME
    target.write_text("".join(lines), encoding="ascii")
    return target


if __name__ == "__main__":
    print(write_checksums(Path(sys.argv[1])))
