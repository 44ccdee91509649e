"""Repair a table virtually, so that one fault is not reported as ten.

A header and a row that exchanged cells, a code that Excel made a date, a lost zero, a code left
out: each is read as what it must have been, and remembered, so that its rule can say so.
"""

from __future__ import annotations

from functools import cached_property

from xlmot.programme.code import CodeReading, completed, follows
from xlmot.programme.grammar import Path
from xlmot.programme.grid import is_blank
from xlmot.programme.open_codes import fill_open_codes
from xlmot.programme.running import Run, find_runs_of_codes, renumbered
from xlmot.programme.swaps import Swap, find_swaps
from xlmot.programme.table import RowKind, Table
from xlmot.programme.zeros import lost_zeros

# Excel gives a date typed without a year the year of the day it is typed.
NEAR_YEARS = 2
# A label is taken for the rest of the one above only if that one is long enough to have wrapped.
WRAPPED_LENGTH = 40
# Rows have codes of their own if there are so many distinct ones for each row.
OWN_CODES = 0.8


class Repairs:
    """What was repaired virtually in a table, by row index.

    `guessed` are dates read as codes, `zeros` codes whose zero was lost, `missing` rows that took
    the code above, `wrapped` rows that continue the label above, `unpaired` halves of a header
    that no other half explains, `misnumbered` rows whose neighbours ask for another code.
    """

    __slots__ = ("guessed", "misnumbered", "missing", "swaps", "unpaired", "wrapped", "zeros")

    def __init__(self) -> None:
        self.swaps: list[Swap] = []
        self.unpaired: list[int] = []
        self.guessed: dict[int, Path] = {}
        self.zeros: dict[int, Path] = {}
        self.missing: list[int] = []
        self.wrapped: list[int] = []
        self.misnumbered: dict[int, Path] = {}


def repair(table: Table, year: int | None = None) -> Repairs:
    """Change the kinds and paths of a table to what they must have been; say what was changed.

    `year` is that of the programme, if its header says it.
    """
    repairs = Repairs()
    if table.placed:
        for run in find_runs_of_codes(table):
            _renumber_run(table, run, repairs)
        return repairs
    _complete(table)
    _swap_headers(table, repairs)
    _Resolver(table, repairs, year).resolve_all()
    fill_open_codes(table)
    _renumber(table, repairs)
    return repairs


def _renumber(table: Table, repairs: Repairs) -> None:
    """Read a code that its neighbours contradict as the one code that they leave room for.

    So it is only where rows have codes of their own, and no other row has that code: neither two
    rows that changed places, nor one whose code is missing elsewhere.
    """
    rows = [index for index in table.data() if table.paths[index]]
    known = [table.paths[index] or () for index in rows]
    used = set(known)
    if len(used) < OWN_CODES * len(known):
        return
    silent = {*repairs.missing, *repairs.guessed, *repairs.zeros}
    unsure = {place for place, index in enumerate(rows) if index in silent}
    for place, path in renumbered(known, unsure):
        table.paths[rows[place]] = repairs.misnumbered[rows[place]] = path


def _renumber_run(table: Table, run: Run, repairs: Repairs) -> None:
    """Do the same in a table whose layout tells the levels, where the place is free."""
    coded = [(i, path) for i, path in zip(run.rows, run.numbers, strict=True) if path]
    taken = set(table.paths)
    for place, path in renumbered([path for _, path in coded]):
        index, written = coded[place]
        lost = not run.own and path in lost_zeros(written)
        (repairs.zeros if lost else repairs.misnumbered)[index] = path
        own, reading = table.paths[index], table.readings[index]
        if run.own or not own or not reading:
            continue
        table.readings[index] = reading._replace(path=path)
        if (*own[:-1], path[-1]) not in taken:
            table.paths[index] = (*own[:-1], path[-1])


def _complete(table: Table) -> None:
    """Give the codes that leave out their parents those of the rows above."""
    if not table.grammar.starts:
        return
    for index, path in enumerate(completed(table.paths)):
        reading = table.readings[index]
        if path is not None and reading is not None:
            table.paths[index], table.readings[index] = path, reading._replace(path=path)


def _swap_headers(table: Table, repairs: Repairs) -> None:
    codes = table.of_kind(RowKind.HALF_CODE)
    labels = table.of_kind(RowKind.HALF_LABEL)
    if codes and labels:
        repairs.swaps += find_swaps(table, codes, labels)
    for data, header in repairs.swaps:
        table.kinds[data], table.kinds[header] = RowKind.DATA, RowKind.HEADER
        table.readings[data], table.paths[data] = table.readings[header], table.paths[header]
        table.readings[header], table.paths[header] = None, None
    for index in (*codes, *labels):
        if table.kinds[index] in (RowKind.HALF_CODE, RowKind.HALF_LABEL):
            _leave_unpaired(table, repairs, index)


def _leave_unpaired(table: Table, repairs: Repairs, index: int) -> None:
    if table.kinds[index] is RowKind.HALF_CODE:
        table.readings[index] = CodeReading(None, ("malformed-code",))
        repairs.unpaired.append(index)
    table.kinds[index] = RowKind.DATA


class _Resolver:
    """Choose, row by row, the path that fits between its neighbours."""

    def __init__(self, table: Table, repairs: Repairs, year: int | None) -> None:
        self.table = table
        self.repairs = repairs
        self.year = year
        self.previous: Path | None = None
        self.seen: set[Path] = set()
        grammar = table.grammar
        self.loses_zeros = grammar.kind(1) == "number" and grammar.joint(1) == "."

    def resolve_all(self) -> None:
        for index in list(self.table.data()):
            path = self.table.paths[index] = self._resolve(index)
            if path is not None:
                self.previous = path
                self.seen.add(path)

    def _resolve(self, index: int) -> Path | None:
        reading = self.table.readings[index]
        merged = reading is not None and reading.path == self.previous
        if reading is None:
            return self._take_code_above(index)
        if merged and self._wraps(index) and is_blank(self.table.code_value(index)):
            self.repairs.wrapped.append(index)
        if "date-code" in reading.faults:
            chosen = self._choose_date(index, reading)
            if chosen:
                self.repairs.guessed[index] = chosen
            return chosen
        if reading.path and self.loses_zeros:
            for whole in lost_zeros(reading.path):
                if self._lost_its_zero(index, reading, whole):
                    self.repairs.zeros[index] = whole
                    return whole
        return reading.path

    def _take_code_above(self, index: int) -> Path | None:
        wraps = self._wraps(index)
        if wraps:
            self.repairs.wrapped.append(index)
        self.repairs.missing.append(index)
        return self.previous if wraps else self._next_code(index) or self.previous

    def _wraps(self, index: int) -> bool:
        """Return whether a label goes on with the one above: that is long and has no end."""
        labels, above = self.table.labels, index - 1
        return (
            index > 0
            and self.table.kinds[above] is RowKind.DATA
            and (len(labels[above]) >= WRAPPED_LENGTH or self.repairs.wrapped[-1:] == [above])
            and labels[index].lstrip()[:1].islower()
            and labels[above].rstrip()[-1:] not in ".!?…"
        )

    def _next_code(self, index: int) -> Path | None:
        """Return the code left out where each row has its own: the one that fits, used nowhere."""
        previous, after = self.previous, self._paths_after[index]
        if index in self._titles_left_out:
            return self._titles_left_out[index]
        if previous is None or not self._has_own_codes:
            return None
        for path in ((*previous[:-1], previous[-1] + 1), (*previous, 1)):
            if path not in self._last_rows and (after is None or follows(after, path)):
                return path
        return None

    @cached_property
    def _titles_left_out(self) -> dict[int, Path]:
        from xlmot.programme.left_out import titles_left_out

        return titles_left_out(self.table)

    @cached_property
    def _has_own_codes(self) -> bool:
        """Return whether nearly all rows have a code that no other row has."""
        table = self.table
        paths = [table.paths[index] for index in table.data()]
        return len({*paths} - {None}) >= OWN_CODES * len(paths)

    def _choose_date(self, index: int, reading: CodeReading) -> Path | None:
        """Return the one candidate of a date that fits; None where none or several do."""
        previous, after = self.previous, self._paths_after[index]
        typed = getattr(self.table.code_value(index), "year", 0)
        near = self.year is None or abs(typed - self.year) <= NEAR_YEARS
        candidates = [path for path in reading.candidates if len(path) == 3 or near]
        fitting = [path for path in candidates if previous is None or follows(path, previous)]
        if len(fitting) == 1:
            return fitting[0]
        between = [
            path
            for path in fitting or reading.candidates
            if (previous is None or path >= previous) and (after is None or path <= after)
        ]
        known = [path for path in between if path[:-1] in self.seen] or [
            path
            for path in candidates
            if previous and path[:-1] == previous[:-1] and path not in self.seen
        ]
        return known[0] if len(known) == 1 else between[0] if len(between) == 1 else None

    @cached_property
    def _paths_after(self) -> list[Path | None]:
        """Return, for each row, the nearest path below it that needs no guess."""
        found: list[Path | None] = []
        after: Path | None = None
        for kind, path in zip(reversed(self.table.kinds), reversed(self.table.paths), strict=True):
            found.append(after)
            after = path if kind is RowKind.DATA and path is not None else after
        return found[::-1]

    def _lost_its_zero(self, index: int, reading: CodeReading, whole: Path) -> bool:
        """Return whether 2.1 stands where only 2.10 can: after 2.9, with 2.1 already used.

        A text may also be a 2.1 in the wrong place, if there is a 2.10 below.
        """
        path, previous = reading.path, self.previous
        if path is None or previous is None or follows(path, previous) or path not in self.seen:
            return False
        number = whole in reading.candidates
        alone = whole == previous or number or self._last_rows.get(whole, -1) < index
        return alone and follows(whole, previous)

    @cached_property
    def _last_rows(self) -> dict[Path | None, int]:
        return {path: index for index, path in enumerate(self.table.paths)}
