"""Read the corpus: programmes of many houses, each with its expected verdict beside its rows.

A file is one workbook: a `# heading` that says whose programme it is, a ```toml block with the
numbers of titles by level and of actions (and the profile, if not `generic`), and one Markdown
table per sheet, under `## name of the sheet` where there are several. Cells are written as in the
cases of the rules (`tests/rules/cases.py`). A last cell `← rule, rule` names every rule that must
find its row at `warning` or above; what no row names, no rule may say.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.rules.cases import read_table, to_grid
from xlmot.programme.grid import Grid

CORPUS = Path(__file__).parent / "corpus"
MARK = "←"


@dataclass
class Written:
    """A programme of the corpus: its sheets, and what must be found on which rows of them.

    `expected` counts (rule, sheet, row); one finding on several rows counts on each of them.
    """

    name: str
    profile: str = "generic"
    levels: list[int] = field(default_factory=list)
    actions: int = 0
    grids: list[Grid] = field(default_factory=list)
    expected: Counter[tuple[str, str, int]] = field(default_factory=Counter)


def read_corpus() -> list[Written]:
    return [read_written(path) for path in sorted(CORPUS.glob("*.md"))]


def read_written(path: Path) -> Written:
    text = path.read_text(encoding="utf-8")
    block = re.search(r"(?s)```toml\n(.*?)```", text)
    assert block, f"{path.name} has no verdict"
    programme = Written(path.stem, **tomllib.loads(block[1]))
    head, *sheets = re.split(r"(?m)^## (.+)$", text[block.end() :])
    named = zip(sheets[::2], sheets[1::2], strict=True) if sheets else [("Plan", head)]
    for name, body in named:
        rows = read_table(body)
        for number, row in enumerate(rows, 1):
            if row[-1].startswith(MARK):
                rules = row.pop().removeprefix(MARK).split(",")
                programme.expected.update((rule.strip(), name, number) for rule in rules)
        programme.grids.append(to_grid(rows, name))
    return programme
