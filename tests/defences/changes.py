"""Read the changes that take a line of defence away, each with the test that must notice it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Change(NamedTuple):
    """One change of one file: `old` stands in it once, and `new` takes its place."""

    what: str
    file: str
    old: str
    new: str
    test: str

    def made_in(self, text: str) -> str:
        """Return the text of the file once it is changed."""
        if text.count(self.old) != 1:
            raise AssertionError(f"{self.file} does not have once:\n{self.old}")
        return text.replace(self.old, self.new)


def changes() -> list[Change]:
    """Return all the changes."""
    data = tomllib.loads(Path(__file__).with_name("changes.toml").read_text(encoding="utf-8"))
    return [Change(**one) for one in data["change"]]
