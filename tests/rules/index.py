"""Write the index of the rules, of their modules: `make catalogue` does."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from xlmot.rules import GROUPS, all_rules, index, registry

MODULE = Path(index.__file__)
HEAD = '''"""What is asked of each rule of each run; `make catalogue` writes it of the modules.

Severity, fix, enabled, what it reads, languages, former names, options, needs.
"""

from xlmot.messages.hints import Any

INDEX: dict[str, tuple[Any, ...]] = {'''


def entries() -> dict[str, tuple[object, ...]]:
    """Return what the index is to say of each rule that ships with xlmot, by its module."""
    homes = [rule.home for rule in all_rules().values() if rule.group in GROUPS]
    return {home: registry.entry(import_module(home)) for home in homes}


def update() -> None:
    lines = [f"    {home!r}: {entry!r}," for home, entry in entries().items()]
    MODULE.write_text("\n".join([HEAD, *lines, "}", ""]), encoding="utf-8")
