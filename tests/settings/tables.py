"""Write the tables of the shipped profiles as Python, from their TOML: `make catalogue` does.

A check of a small file would spend a tenth of its time on reading TOML that never changes.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from xlmot.settings import profiles

PROFILES = Path(profiles.__file__).parent
MODULE = PROFILES / "tables.py"
# A list of so many texts is written as one text, with this mark between.
LONG, MARK = 4, "|"
HEAD = '''"""The tables of the shipped profiles; `make catalogue` writes them from their TOML."""

from xlmot.messages.hints import Any

TABLES: dict[str, dict[str, Any]] = {'''


def written() -> dict[str, dict[str, Any]]:
    """Return what the TOML of each profile says, by the profile's name."""
    files = sorted(PROFILES.glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


def module() -> str:
    lines = [line for name, table in written().items() for line in _lines(name, table)]
    return "\n".join([HEAD, *lines, "}", ""])


def _lines(name: str, table: dict[str, Any]) -> list[str]:
    entries = [f"        {key!r}: {_written(value)}," for key, value in table.items()]
    return [f"    {name!r}: {{", *entries, "    },"]


def _written(value: Any) -> str:
    """Return a value as Python: a long list of texts as one, which Python loads much faster."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_written(own)}' for key, own in value.items())}}}"
    if isinstance(value, list) and len(value) >= LONG and all(_is_plain(one) for one in value):
        return f"{MARK.join(value)!r}.split({MARK!r})"
    return repr(value)


def _is_plain(value: object) -> bool:
    return isinstance(value, str) and MARK not in value


def update() -> None:
    MODULE.write_text(module(), encoding="utf-8")
