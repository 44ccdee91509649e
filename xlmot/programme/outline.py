"""Turn a table into a programme: a tree of titles, each with its actions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from xlmot.programme.building import build_table
from xlmot.programme.columns import StaffColumn, read_columns
from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid, is_blank
from xlmot.programme.label import Label, LabelRows, Labels
from xlmot.programme.layout import Layout
from xlmot.programme.own_codes import action_depth, find_leads, has_own_codes, has_parts
from xlmot.programme.repair import Repairs, repair
from xlmot.programme.similarity import normalise
from xlmot.programme.table import Table
from xlmot.programme.vocabulary import Vocabulary, fold

# So much of a label stands for a title without a code.
SHORT_LABEL = 40


class Title:
    """A title of the programme; rows are indexes of the table.

    `title` is None for a parent that has no row of its own. `pieces` are the runs of rows that
    carry the code: more than one where the group is split.
    """

    __slots__ = ("actions", "children", "path", "pieces", "title")

    def __init__(self, path: Path, title: int | None) -> None:
        self.path = path
        self.title = title
        self.actions: list[int] = []
        self.children: list[Title] = []
        self.pieces: list[list[int]] = []

    def walk(self) -> Iterator[Title]:
        """Yield the node and all below it, in the order of the source."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def total(self) -> int:
        """Return the number of actions of the node and of all below it."""
        return sum(len(node.actions) for node in self.walk())


class Programme:
    """A table understood in the words of a house.

    `action_depth` is the depth of the codes that are actions, where each row has its own code;
    0 where an action repeats the code of its title.
    """

    def __init__(self, source: str, table: Table, vocabulary: Vocabulary, repairs: Repairs) -> None:
        self.source = source
        self.table = table
        self.vocabulary = vocabulary
        self.repairs = repairs
        self.roots: list[Title] = []
        self.nodes: dict[Path, Title] = {}
        self.action_depth = 0

    def walk(self) -> Iterator[Title]:
        for root in self.roots:
            yield from root.walk()

    def code(self, index: int) -> str | None:
        """Return the canonical text of a row's code, after virtual repair."""
        path = self.table.paths[index]
        if self.table.placed:
            reading = self.table.readings[index]
            path = reading.path if reading else None
            if path is None and reading is not None:
                return self.table.code_text(index).strip()
        return None if path is None else self.table.grammar.text(path)

    def text(self, path: Path) -> str:
        """Return the code of a title; where it has none, its label, cut short."""
        if not self.table.placed:
            return self.table.grammar.text(path)
        node = self.nodes.get(path)
        index = node.title if node else None
        if index is None:
            return self.table.grammar.text(path)
        return self.name(index)

    def name(self, index: int) -> str:
        """Return the code of a row; where it has none, its label, cut short."""
        label = " ".join(self.table.labels[index].split())
        short = label if len(label) <= SHORT_LABEL else f"{label[: SHORT_LABEL - 1]}…"
        return self.code(index) or short

    @cached_property
    def titles(self) -> dict[int, Title]:
        """Return the nodes by the row of their title."""
        return {node.title: node for node in self.walk() if node.title is not None}

    @cached_property
    def owners(self) -> dict[int, Title]:
        """Return, for each action row, the node it belongs to."""
        return {index: node for node in self.walk() for index in node.actions}

    @cached_property
    def rows_of(self) -> LabelRows:
        """Return the rows of the programme by the text of their label, in order."""
        rows, labels = LabelRows(), self.table.labels
        for index in self.table.data():
            if labels[index]:
                rows.setdefault(labels[index], []).append(index)
        return rows

    @cached_property
    def normalised(self) -> dict[str, str]:
        """Return each distinct label without case, accents, punctuation and spare spaces."""
        plain = normalise(self.rows_of, self.rows_of.characters)
        return dict(zip(self.rows_of, plain, strict=True))

    @cached_property
    def parts(self) -> Mapping[str, Label]:
        """Return the parts of each distinct label."""
        return Labels(self.rows_of, self.vocabulary)

    @cached_property
    def columns(self) -> tuple[StaffColumn, ...]:
        """Return the columns that staff added, sheet by sheet, from left to right."""
        return read_columns(self.table, self.vocabulary)

    @cached_property
    def faults(self) -> dict[str, list[int]]:
        """Return the rows by the name of each fault of the code in their own cell, in order.

        A row merged with the one above has no cell of its own; what is wrong with the codes of a
        header and a row that exchanged theirs shows once they are put back.
        """
        repairs = self.repairs
        silent = {index for swap in repairs.swaps for index in swap} | set(repairs.unpaired)
        rows: dict[str, list[int]] = {}
        for index, reading in enumerate(self.table.readings):
            if reading is None or not reading.faults or index in silent:
                continue
            if reading.faults == ("code-formula",) or not is_blank(self.table.code_value(index)):
                for fault in reading.faults:
                    rows.setdefault(fault, []).append(index)
        return rows

    @cached_property
    def year(self) -> int | None:
        """Return the year that the first header names."""
        return self.table.header_year()

    @cached_property
    def usual_depth(self) -> int:
        """Return the depth of the titles that most actions stand under; without any, the deepest.

        Titles of that depth may be called objectives: no other title is expected below them.
        """
        actions: dict[int, int] = {}
        for node in self.walk():
            actions[len(node.path)] = actions.get(len(node.path), 0) + len(node.actions)
        return max(actions, key=lambda depth: (actions[depth], depth), default=0)

    def level_counts(self) -> list[int]:
        """Return the number of titles of each depth that the programme uses."""
        depths = [len(node.path) for node in self.walk() if node.title is not None]
        return [depths.count(depth) for depth in range(1, max(depths, default=0) + 1)]


def read_programme(
    source: str, sheets: list[tuple[Grid, Layout]], vocabulary: Vocabulary
) -> Programme:
    """Return the programme that stands on one or several sheets of the workbook `source`.

    >>> from xlmot.programme.header import find_layout
    >>> house = Vocabulary(code_headers=("Code",), label_headers=("Title",), titles="first_row")
    >>> rows = [["Code", "Title"], ["1", "ROADS"], ["1.1", "Squares"], ["1.1", "Pave the market"]]
    >>> grid = Grid("A", rows)
    >>> programme = read_programme("a.xlsx", [(grid, find_layout(grid, house))], house)
    >>> [(programme.text(node.path), node.total) for node in programme.walk()]
    [('1', 1), ('1.1', 1)]
    """
    table = build_table(sheets, vocabulary)
    repairs = repair(table, table.header_year())
    programme = Programme(source, table, vocabulary, repairs)
    _grow(programme)
    return programme


def _grow(programme: Programme) -> None:
    if programme.table.placed:
        _grow_placed(programme)
        return
    runs = find_runs(programme)
    known = {programme.table.paths[run[0]] or () for run in runs}
    above = {path[:depth] for path in known for depth in range(1, len(path))} & known
    if has_own_codes(programme.table, programme.vocabulary.titles, runs, above):
        programme.action_depth = action_depth(known)
    leads = find_leads(programme.table, runs) if programme.action_depth else {}
    for run in runs:
        _add_run(programme, run, above, leads)
    if programme.vocabulary.single_row == "title_and_action":
        for node in programme.walk():
            if node.title is not None and not node.actions and not node.children:
                node.actions.append(node.title)


def _grow_placed(programme: Programme) -> None:
    """Grow the tree of a table whose layout gives the levels."""
    table = programme.table
    for index in table.data():
        path = table.paths[index]
        if path is None:
            continue
        if index in table.actions:
            _node(programme, path[:-1]).actions.append(index)
            continue
        node = _node(programme, path)
        node.pieces.append([index])
        node.title = index if node.title is None else node.title
    depths = [len(table.paths[index] or ()) for index in table.actions]
    programme.action_depth = max(depths, default=0)


def find_runs(programme: Programme) -> list[list[int]]:
    """Return the runs of rows of one code; blank rows, headers and sheets do not end a run."""
    runs: list[list[int]] = []
    wrapped = set(programme.repairs.wrapped)
    for index in programme.table.data():
        path = programme.table.paths[index]
        if path is None or index in wrapped:
            continue
        if runs and programme.table.paths[runs[-1][0]] == path:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _add_run(
    programme: Programme,
    run: list[int],
    above: Collection[Path],
    leads: Mapping[Path, list[int]],
) -> None:
    path = programme.table.paths[run[0]]
    if path is None:
        return
    depth = programme.action_depth
    deep = depth and len(path) >= depth and path not in above
    if deep and not has_parts(programme.table, run):
        # One that is deeper than the others is a part of its action; without it, an action.
        parent = path[:-1] if path[:-1] in above else path[: depth - 1]
        _node(programme, parent).actions.extend(run)
        return
    node = _node(programme, path)
    node.pieces.append(run)
    if node.title is None and leads.get(path, run) is run:
        node.title = _choose_title(programme, run)
    # Where each row has a code of its own, one that comes again is a brother, not a part of itself.
    own = programme.action_depth and len(path) > 1
    owner = _node(programme, path[:-1]) if own else node
    uncoded = set(programme.repairs.missing) if own else ()
    for index in run:
        if index != node.title:
            (node if index in uncoded else owner).actions.append(index)


def _node(programme: Programme, path: Path) -> Title:
    """Return the node of a path, made with the parents it needs if it is new."""
    if path not in programme.nodes:
        node = programme.nodes[path] = Title(path, None)
        siblings = _node(programme, path[:-1]).children if len(path) > 1 else programme.roots
        siblings.append(node)
    return programme.nodes[path]


def _choose_title(programme: Programme, run: list[int]) -> int:
    chosen = [index for index in run if _is_marked_title(programme, index)]
    return chosen[0] if chosen else run[0]


def _is_marked_title(programme: Programme, index: int) -> bool:
    """Return whether the policy of the house marks a row as the title of its run."""
    table, vocabulary = programme.table, programme.vocabulary
    if vocabulary.titles == "uppercase":
        return table.labels[index].isupper()
    if vocabulary.titles == "style":
        return table.numbers[index] in table.section(index).grid.bold
    if vocabulary.titles == "column":
        section = table.section(index)
        for column in section.layout.others:
            if fold(column.name) == fold(vocabulary.title_column):
                value = section.grid.value(table.numbers[index], column.number)
                return fold(str(value)) in map(fold, vocabulary.title_values)
    return False
