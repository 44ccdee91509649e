"""Check that a wheel holds what it must and nothing of the tests: `wheel.py FILE.whl`."""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
WANTED = (
    "xlmot/guide.md",
    "xlmot/py.typed",
    *(f"xlmot/schemas/{job}.schema.json" for job in ("check", "clean", "compare")),
    "xlmot/messages/locale/fr/LC_MESSAGES/xlmot.mo",
    "xlmot/ribbon/addin/macros/Xlmot.bas",
    "xlmot/ribbon/addin/macros/State.bas",
    "xlmot/ribbon/addin/macros/ThisWorkbook.bas",
    "xlmot/ribbon/addin/macros/ribbon.xml",
    "xlmot/ribbon/addin/macros/vbaProject.bin",
    "xlmot/ribbon/addin/macros/xlmot.applescript",
)


def problems(names: list[str]) -> list[str]:
    """Return what is missing from the names of a wheel's files, and what is too much."""
    modules = [file.relative_to(ROOT).as_posix() for file in (ROOT / "xlmot").rglob("*.py")]
    profiles = [file.relative_to(ROOT).as_posix() for file in (ROOT / "xlmot").rglob("*.toml")]
    missing = [name for name in (*WANTED, *modules, *profiles) if name not in names]
    odd = [name for name in names if not name.startswith("xlmot")]
    return [f"missing: {name}" for name in missing] + [f"too much: {name}" for name in odd]


def main(wheel: str) -> int:
    """Say what is wrong with a wheel; return 1 where something is."""
    said = problems(ZipFile(wheel).namelist())
    print("\n".join(said) or f"{wheel}: complete")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
