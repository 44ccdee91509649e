"""The real programme of 2024, and the exact verdict expected on it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlmot.books.memory import MemoryBook
from xlmot.programme.outline import Programme

ROOT = Path(__file__).parent.parent
SHEET = "Programme 2024"
TRUTH = json.loads((ROOT / "tests/programmes/programme-2024.json").read_text(encoding="utf-8"))


def rows() -> list[list[Any]]:
    text = (ROOT / "workbooks/programme-2024.tsv").read_text(encoding="utf-8")
    return [line.split("\t") if line else [] for line in text.split("\n")]


def book() -> MemoryBook:
    return MemoryBook("programme-2024.xlsx", {SHEET: rows()})


def expected_tree(nodes: list[dict[str, Any]] = TRUTH["tree"]) -> Iterator[tuple[Any, ...]]:
    """Yield code, title, title line, action lines and the number of actions of each title."""
    for node in nodes:
        yield (
            node["code"],
            node["title"],
            node["title_line"],
            node["action_lines"],
            node["n_actions_total"],
        )
        yield from expected_tree(node["children"])


def tree(programme: Programme) -> Iterator[tuple[Any, ...]]:
    table = programme.table
    for node in programme.walk():
        title = node.title
        yield (
            programme.text(node.path),
            None if title is None else table.labels[title],
            None if title is None else table.numbers[title],
            [table.numbers[index] for index in node.actions],
            node.total,
        )
