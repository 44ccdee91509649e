"""A programme in order as a draft: lines that can be changed and moved, and know their groups."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.programmes.generated import Plan, make_rows
from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid, Value


@dataclass(eq=False)
class Line:
    """A row of the draft; `path` is what its code means, None for a header or a blank row."""

    cells: list[Value]
    path: Path | None = None
    error: str = ""


@dataclass
class Group:
    """A title of the deepest level, and the actions below it."""

    title: Line
    actions: list[Line]


@dataclass
class Draft:
    """A programme that is being spoiled; `taken` are the top titles added at its end."""

    plan: Plan
    lines: list[Line]
    groups: list[Group]
    sheet: str = "Plan"
    roots: int = 0
    chance: random.Random = field(default_factory=random.Random)

    def after(self, line: Line, *new: Line) -> None:
        place = self.lines.index(line) + 1
        self.lines[place:place] = new

    def new_root(self) -> Path:
        self.roots += 1
        return (self.roots,)

    def line(self, path: Path, label: str) -> Line:
        blank = [None] * (len(self.lines[0].cells) - 2)
        return Line([self.plan.grammar.text(path), label, *blank], path)


Planted = list[Line]
Fault = Callable[[Draft, Group], Planted | None]


def draft(plan: Plan, label_header: str = "") -> Draft:
    """Return a programme in order as lines, with its groups."""
    rows = make_rows(plan)
    paths = [None, *_paths_of(plan)]
    lines = [Line(list(row), path) for row, path in zip(rows, paths, strict=True)]
    if label_header:
        lines[0].cells[1] = label_header
    depth, groups = len(plan.shape), []
    for index, line in enumerate(lines):
        if line.path and len(line.path) == depth and lines[index - 1].path != line.path:
            groups.append(Group(line, lines[index + 1 : index + 1 + plan.actions]))
    return Draft(plan, lines, groups, roots=plan.shape[0], chance=random.Random(plan.seed))  # noqa: S311


def _paths_of(plan: Plan, above: Path = ()) -> Iterator[Path]:
    for number in range(1, plan.shape[len(above)] + 1):
        path = (*above, number)
        yield path
        if len(path) < len(plan.shape):
            yield from _paths_of(plan, path)
        else:
            actions = range(1, plan.actions + 1)
            yield from ((*path, n) if plan.own_codes else path for n in actions)


def to_grid(spoiled: Draft) -> Grid:
    errors = {(row, 1): line.error for row, line in enumerate(spoiled.lines, 1) if line.error}
    return Grid(spoiled.sheet, [line.cells for line in spoiled.lines], errors=errors)
