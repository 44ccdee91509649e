"""Pack the program and the add-in for who downloads them: `pack.py FOLDER_OF_PROGRAM TO`."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

SYSTEMS = {"win32": "windows", "darwin": "macos", "linux": "linux"}


def name_of(version: str) -> str:
    """Return what the packed program is called, such as `xlmot-1.0.0-linux-x86_64`."""
    return f"xlmot-{version}-{SYSTEMS[sys.platform]}-{platform.machine().lower()}"


def pack(built: Path, to: Path) -> list[Path]:
    """Pack the program, a zip on Windows and a tar.gz elsewhere, and write its add-in beside it."""
    program = built / "xlmot" / ("xlmot.exe" if sys.platform == "win32" else "xlmot")
    version = subprocess.check_output([program, "--version"], text=True).split()[-1]
    addin = to / "xlmot.xlam"
    subprocess.run([program, "addin", "build", "--output", addin], check=True)
    packed = to / name_of(version)
    if sys.platform == "win32":
        return [Path(shutil.make_archive(str(packed), "zip", built, "xlmot")), addin]
    # The bit that makes a file a program is lost in a zip.
    archive = packed.with_name(f"{packed.name}.tar.gz")
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(built / "xlmot", "xlmot")
    return [archive, addin]


if __name__ == "__main__":
    for path in pack(*map(Path, sys.argv[1:3])):
        print(path)
