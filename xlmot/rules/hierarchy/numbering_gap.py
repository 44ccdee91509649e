"""Gap in the numbering.

A number is missing between two codes of the same parent, or before the first.

Why
    Whoever reads 2.1 and then 2.3 looks for 2.2: either a row was lost or a code is wrong.

Example
    | Code | Title   |               |
    |------|---------|---------------|
    | 2    | ROADS   |               |
    | 2.1  | Squares |               |
    | 2.3  | Tracks  | numbering gap |

Fix
    None: other documents may name the codes as they are. A code is compared with those of the same
    parent; where nearly all of a level are counted by fives or tens, or from 0 on, so are the
    others. Codes counted so only here and there, or from 10 or 11 on, codes of three digits and a
    last code 99 are silent; so are codes that are too deep (`code-too-deep`), the first one below a
    parent that is missing (`orphan-code`), and the code that one of two rows with the same asks
    for (`duplicate-code`). Six gaps or more, one for five codes, or one before each of several
    codes, are one remark: the codes were chosen from a longer list; so is a first code beyond 4.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from itertools import pairwise

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.grammar import Path
from xlmot.programme.inside import whole_code
from xlmot.programme.outline import Programme
from xlmot.programme.own_codes import grow_by_digits
from xlmot.programme.running import Run, write_number
from xlmot.programme.table import Table
from xlmot.rules.code.duplicate_code import asked_for
from xlmot.rules.codes import runs_of_codes
from xlmot.rules.counting import CountOfLevel, learn_counting

SEVERITY = Severity.WARNING
# The number that many houses give to “other matters”.
LAST = 99
# Houses that do not begin at 1 begin at one of these: 112-11, 112-12.
FIRST = (10, 11)
# So many numbers show that they are counted by fives; so many gaps, more than numbers that follow
# each other, that those of one title are chosen from a longer list.
FEWEST = 3
# A sheet whose first code is beyond this one holds a part of a longer list.
FAR = 4
# So many gaps, beside so many codes, are those of a choice from a longer list.
MANY, MANY_SHARE = 6, 0.2


def check(programme: Programme) -> Iterator[Finding]:
    if grow_by_digits(filter(None, _as_written(programme.table))):
        return
    groups = list(_between_parents(programme))
    gaps = [gap for own, _ in groups for gap in own]
    coded = {path for index in programme.table.data() if (path := programme.table.paths[index])}
    if _are_many(gaps, len(coded)):
        yield _chosen(gaps)
    else:
        for own, chosen in groups:
            yield from [_chosen(own)] if chosen else own
    for run in runs_of_codes(programme):
        if run.own:
            own = [*_in_run(programme, run)]
            yield from [_chosen(own)] if _are_many(own, len(run.rows)) else own


def _as_written(table: Table) -> Iterator[Path | None]:
    """Yield the code of each row, whatever level the sheet says that it has."""
    for index in table.data():
        yield whole_code(table.code_value(index)) if table.placed else table.paths[index]


def _are_many(gaps: list[Finding], codes: int) -> bool:
    """Return whether so many gaps stand among codes that these were chosen from others."""
    return len(gaps) >= MANY and len(gaps) >= MANY_SHARE * codes


def _chosen(gaps: list[Finding]) -> Finding:
    """Return the one remark on codes that were chosen from a list of others: most have gaps."""
    places = tuple(place for gap in gaps for place in gap.places)
    message = say("Numbering: numbers are missing in {count} places.", count=len(gaps))
    return gaps[0]._replace(places=places, message=message, severity=Severity.NOTE)


def _between_parents(programme: Programme) -> Iterator[tuple[list[Finding], bool]]:
    """Yield the gaps of each title, and whether what stands there was chosen from a longer list."""
    rows = _first_rows(programme)
    unreadable = [i for i in programme.table.data() if programme.table.paths[i] is None]
    children: dict[Path, list[int]] = {}
    for path in sorted(path for path in rows if len(path) <= programme.table.grammar.depth):
        children.setdefault(path[:-1], []).append(path[-1])
    through = _counted_through(programme, children)
    last: dict[int, int] = {}
    asked = asked_for(programme)
    by_fives = _depths_by_fives(children)
    ways = learn_counting(children)
    for parent, own_numbers in children.items():
        way = ways[len(parent)]
        if way.step == 1 and (
            len(parent) in by_fives or not _is_counted(programme, parent, own_numbers)
        ):
            continue
        if len(parent) in through:
            before_all = last.get(len(parent), 0)
            last[len(parent)] = own_numbers[-1]
            numbers = [before_all, *own_numbers]
        else:
            numbers = _from_the_first(rows, parent, way, way.steps(own_numbers))
        own: list[Finding] = []
        for before, after in pairwise(numbers):
            row = rows[(*parent, after)]
            if _is_gap((*parent, before), after, way.step, asked) and row is not None:
                start = rows.get((*parent, before)) or 0
                if bisect(unreadable, row) <= bisect(unreadable, start):
                    goes_on = before > 0 and len(parent) in through
                    known = goes_on or (*parent, before) in rows
                    message = _message(programme, parent, (before, after, way.step), known=known)
                    far = Severity.NOTE if not parent and not known and after > FAR else None
                    own.append(found(programme, row, message, column="code", severity=far))
        yield own, bool(own) and _is_chosen(len(own), numbers)


def _is_chosen(gaps: int, numbers: list[int]) -> bool:
    """Return whether the numbers of a title, after a 0, are those of a part of a longer list."""
    before_each = numbers[0] == 0 and 1 < gaps == len(numbers) - 1
    return before_each or (gaps >= FEWEST and 2 * gaps > len(numbers))


def _from_the_first(
    rows: dict[Path, int | None], parent: Path, way: CountOfLevel, numbers: list[int]
) -> list[int]:
    """Return the numbers of a parent, after the one before the first where this is missing."""
    if not numbers:
        return numbers
    if way.first not in (None, 1) or way.step > 1:
        first = way.step if way.first is None else way.first
        # Without others to compare with, those of a longer list may begin anywhere.
        alone = way.first is None and numbers[0] != 2 * way.step
        missing = numbers[0] > first and not alone and rows.get(parent, not parent) is not None
        return [first - way.step, *numbers] if missing else numbers
    return [0, *numbers] if _starts_late(rows, parent, numbers) else numbers


def _is_gap(before: Path, after: int, step: int, asked: set[Path]) -> bool:
    """Return whether numbers are missing that no row asks for which has the code of another."""
    missing = range(before[-1] + step, after, step)
    return after != LAST and any((*before[:-1], number) not in asked for number in missing)


def _counted_through(programme: Programme, children: dict[Path, list[int]]) -> set[int]:
    """Return the depths of parents below which the numbers go on from one parent to the next."""
    grammar, through = programme.table.grammar, set[int]()
    for depth in {len(parent) for parent in children if grammar.leaves_out(len(parent))}:
        firsts = [numbers[0] for parent, numbers in children.items() if len(parent) == depth]
        if len(firsts) > 1 and sum(first > 1 for first in firsts) >= 0.6 * (len(firsts) - 1):
            through.add(depth)
    return through


def _depths_by_fives(children: dict[Path, list[int]]) -> set[int]:
    """Return the depths of parents below which all numbers are counted by fives: 5, 10, 15."""
    depths: dict[int, list[int]] = {}
    for parent, numbers in children.items():
        depths.setdefault(len(parent), []).extend(numbers)
    fives = {depth: [number % 5 for number in numbers] for depth, numbers in depths.items()}
    return {depth for depth, rests in fives.items() if len(rests) >= FEWEST and not any(rests)}


def _first_rows(programme: Programme) -> dict[Path, int | None]:
    """Return the first row of each code; none for a parent that has no row of its own."""
    rows: dict[Path, int | None] = {node.path: node.title for node in programme.walk()}
    for index in programme.table.data():
        path = programme.table.paths[index]
        if path is not None:
            rows.setdefault(path, index)
    return rows


def _starts_late(rows: dict[Path, int | None], parent: Path, numbers: list[int]) -> bool:
    """Return whether numbers are missing between a parent and the first one below it."""
    alone = len(numbers) == 1
    known = rows.get(parent) is not None if parent else not alone
    return known and numbers[0] > 1 and (alone or numbers[0] not in FIRST)


def _is_counted(programme: Programme, parent: Path, numbers: list[int]) -> bool:
    """Return whether the codes of a parent are counted one by one, not by tens or by name."""
    kind = programme.table.grammar.kind(len(parent))
    named = kind.startswith("digits:") and int(kind.partition(":")[2]) > 2
    return not named and any(number % 10 for number in numbers)


def _message(
    programme: Programme, parent: Path, numbers: tuple[int, int, int], *, known: bool
) -> Message:
    """Return what is said of the number before, the one after it and the step between them."""
    before, after, step = numbers
    first = programme.text((*parent, before + step))
    last = programme.text((*parent, after - step))
    next_code = programme.text((*parent, after))
    several = after - before > 2 * step
    if not known and several:
        return say(
            "Numbering: {first} to {last} are missing before {after}.",
            first=first,
            last=last,
            after=next_code,
        )
    if not known:
        return say("Numbering: {code} is missing before {after}.", code=first, after=next_code)
    previous = programme.text((*parent, before))
    if several:
        return say(
            "Numbering: {first} to {last} are missing between {before} and {after}.",
            first=first,
            last=last,
            before=previous,
            after=next_code,
        )
    return say(
        "Numbering: {code} is missing between {before} and {after}.",
        code=first,
        before=previous,
        after=next_code,
    )


def _in_run(programme: Programme, run: Run) -> Iterator[Finding]:
    """Yield the rows before which numbers are missing, of codes that count through."""
    table, wrong = programme.table, programme.repairs.misnumbered
    for place in range(1, len(run.rows)):
        before, after = run.numbers[place - 1], run.numbers[place]
        here, last = run.rows[place], run.rows[place - 1]
        if before is None or after is None or here in wrong or last in wrong:
            continue
        between = [(number,) for number in range(before[-1] + 1, after[-1])]
        shared = max(map(run.numbers.count, (before, after))) > 1
        if shared or not between or set(between) & set(run.numbers):
            continue
        first, code = (write_number(table, run, one) for one in (between[0], after))
        previous = write_number(table, run, before)
        message = (
            say(
                "Numbering: {first} to {last} are missing between {before} and {after}.",
                first=first,
                last=write_number(table, run, between[-1]),
                before=previous,
                after=code,
            )
            if len(between) > 1
            else say(
                "Numbering: {code} is missing between {before} and {after}.",
                code=first,
                before=previous,
                after=code,
            )
        )
        yield found(programme, here, message, column="code")
