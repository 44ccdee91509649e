"""Follow codes down a table whose layout tells the levels: those of a level may count on their own.

Such are `Action 1` to `Action 47` in the last of several columns, and `M01` to `M52` beside groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.code import LOOK_ALIKE, completed, follows, successors
from xlmot.programme.grammar import Path
from xlmot.programme.grid import is_blank
from xlmot.programme.inside import find_code, whole_code
from xlmot.programme.table import Table

# So many rows have a code, and so many codes follow on the one before, where they are counted:
# two of eight that changed places leave four steps of seven.
CODED, STEPS, FEWEST = 0.8, 0.55, 5
MISTYPED = lazy(r"\b[lI|Oo]*\d[\dlI|Oo]*\b")
LAST_NUMBER = lazy(r"\d+(?=\D*$)")


class Run(NamedTuple):
    """Rows of a table in order, and the numbers of their codes, None for a row without one.

    `own` tells that the codes count through, whatever title their rows stand below.
    """

    rows: list[int]
    numbers: list[Path | None]
    own: bool

    def around(self, place: int) -> tuple[Path, Path]:
        """Return the nearest numbers before and after a place, () for none."""
        before = next((path for path in self.numbers[:place][::-1] if path), ())
        after = next((path for path in self.numbers[place + 1 :] if path), ())
        return before, after

    def wanted(self, place: int, depth: int) -> Path:
        """Return the one number that the neighbours leave room for and no row has, else ()."""
        fitting = [path for path in successors(*self.around(place)) if len(path) == depth]
        return fitting[0] if len(fitting) == 1 and fitting[0] not in self.numbers else ()


def find_runs_of_codes(table: Table) -> list[Run]:
    """Return the runs of codes of a table whose layout tells the levels; none of any other."""
    sheets: dict[int, list[int]] = {}
    for index in table.data() if table.placed else ():
        sheets.setdefault(table.section(index).start, []).append(index)
    runs = (run for indexes in sheets.values() for run in _runs(table, indexes))
    parts = (part for run in runs for part in _parts(table, run))
    return [run for run in parts if _is_counted(run)]


def _runs(table: Table, indexes: list[int]) -> list[Run]:
    levels: dict[int, list[int]] = {}
    for index in indexes:
        path = table.paths[index]
        if path:
            levels.setdefault(0 if index in table.actions else len(path), []).append(index)
    hung: set[int] = set()
    runs: list[Run] = []
    for rows in levels.values():
        coded = [index for index in rows if not is_blank(table.code_value(index))]
        if len(rows) < FEWEST or len(coded) < CODED * len(rows):
            hung.update(index for index in rows if _path(table, index))
        elif any(_path(table, index) for index in rows):
            hung.update(rows)
        else:
            runs.append(Run(rows, _own_numbers(table, rows), own=True))
    together = sorted(hung)
    paths = [*completed(_path(table, index) for index in together)]
    # `M01`, `M02` beside groups without codes.
    flat = all(len(path) == 1 for path in paths if path) and hung <= table.actions
    runs.append(Run(together, paths, own=flat))
    return runs


def _parts(table: Table, run: Run) -> list[Run]:
    """Return a run in parts, by title, where what stands below most titles begins with one code.

    Letters below numbers do, and actions that count from 1 below each group.
    """
    numbered = [*zip(run.rows, run.numbers, strict=True)]
    deepest = max((len(table.paths[index] or ()) for index in run.rows), default=1)
    for depth in range(deepest - 1, 0, -1):
        below: dict[Path, list[tuple[int, Path | None]]] = {}
        for index, number in numbered:
            below.setdefault((table.paths[index] or ())[:depth], []).append((index, number))
        firsts = Counter(next(filter(None, (n for _, n in part)), None) for part in below.values())
        again = max(firsts.values())
        if again > 1 and 2 * again > firsts.total():
            parts = below.values()
            return [Run([i for i, _ in part], [n for _, n in part], run.own) for part in parts]
    return [run]


def _path(table: Table, index: int) -> Path | None:
    reading = table.readings[index]
    return reading.path if reading else None


def _own_numbers(table: Table, rows: list[int]) -> list[Path | None]:
    paths = [whole_code(table.code_value(index)) for index in rows]
    alike = len({path[:-1] for path in paths if path}) == 1
    return [path[-1:] if path and alike else None for path in paths]


def _is_counted(run: Run) -> bool:
    known = [path for path in run.numbers if path]
    steps = sum(
        follows(after, before) or _begins_below_the_next(after, before)
        for before, after in pairwise(known)
    )
    return len(known) >= FEWEST and steps >= STEPS * (len(known) - 1)


def _begins_below_the_next(after: Path, before: Path) -> bool:
    """Return whether a code is the first below the title after that of another: 2.1 after 1.4."""
    *above, number = before[:-1] or (0,)
    return len(after) == len(before) > 1 and after == (*above, number + 1, 1)


def renumbered(known: list[Path], silent: Collection[int] = ()) -> Iterator[tuple[int, Path]]:
    """Yield the places of codes that their neighbours contradict, and the one they leave room for.

    No other row has that code: neither two rows that changed places, nor one whose code is missing
    elsewhere. Nothing is said of the places in `silent`.

    >>> list(renumbered([(1,), (2,), (8,), (4,)]))
    [(2, (3,))]
    """
    known = list(known)
    used = set(known)
    gaps = [pair for pair in pairwise(known) if not follows(pair[1], pair[0])]
    for place in range(1, len(known) - 1):
        before, own, after = known[place - 1 : place + 2]
        if before <= own <= after or place in silent:
            continue
        if any(own not in gap and follows(own, gap[0]) and follows(gap[1], own) for gap in gaps):
            continue
        fitting = [path for path in successors(before, after) if len(path) == len(own)]
        if len(fitting) == 1 and fitting[0] not in used:
            known[place] = fitting[0]
            used.add(fitting[0])
            yield place, fitting[0]


def with_digits(label: str) -> str:
    """Return a label whose code has a letter in place of a digit with the digit; "" of any other.

    >>> with_digits("Action 2O - Plant trees"), with_digits("Plant trees")
    ('Action 20 - Plant trees', '')
    """
    text = MISTYPED.sub(lambda found: found[0].translate(LOOK_ALIKE), label)
    span = find_code(text)
    if span is None or find_code(label) or text[: span.end] == label[: span.end]:
        return ""
    return text[: span.end] + label[span.end :]


def write_number(table: Table, run: Run, path: Path) -> str:
    """Return a code of a run as its others are written."""
    if not run.own:
        return table.grammar.text(path)
    like = next(i for i, number in zip(run.rows, run.numbers, strict=True) if number)
    text = str(table.code_value(like)).strip()
    return LAST_NUMBER.sub(lambda found: f"{path[-1]:0{len(found[0])}}", text)
