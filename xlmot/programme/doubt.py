"""Doubt a reading for what the rows say against it: those without a place, labels that are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from xlmot.programme.beside import (
    has_table_beside,
    leaves_all_titles_out,
    leaves_codes_out,
    leaves_parents_out,
)
from xlmot.programme.grammar import Path
from xlmot.programme.inside import find_code, whole_code
from xlmot.programme.layout import Doubt
from xlmot.programme.other_lists import is_contents
from xlmot.programme.outline import Programme
from xlmot.programme.own_codes import grow_by_digits, has_parts
from xlmot.programme.second_tables import find_second_table
from xlmot.programme.table import RowKind, Section, Table
from xlmot.programme.unread_titles import FEWEST, has_unnamed_texts, ignores_titles
from xlmot.programme.vocabulary import fold

# A reading that gives no place to more than this part of its rows may be another's.
PLACELESS, FEWEST_PLACELESS = 0.05, 3
# Labels are texts, on all rows but a few, and most of them differ.
UNLABELLED, WORDLESS, DISTINCT = 0.1, 0.15, 0.2
# Codes stand in order, and have their title on the sheet, all of them, or none where they leave
# out whole families.
ORDERED, ORPHANS, FAMILIES = 0.85, 0.25, 0.95
# So many codes that come again further down, one after the other, are those of a second table.
AGAIN = 3
# Among so many codes of a level, one of another depth is a slip.
MANY_CODES = 8


def doubt(programme: Programme, sheets: Collection[str] = ()) -> None:
    """Make a reading unsure for what the rows say against it; `sheets` are those of the workbook.

    One that a header in words of the house speaks for is left alone: below it, what cannot be read
    is a fault of the sheet, unless it is another numbering, another table, or titles left out. What
    the settings say is left alone too, unless there is another table or most rows have no place.
    """
    table = programme.table
    weighed = any(section.layout.reading.weighed for section in table.sections)
    against = tuple(_doubts(programme)) if weighed else ()
    again = find_second_table(table)
    second = (Doubt.SECOND_TABLE,) if again is not None else ()
    if again is not None:
        number = table.sections.index(table.section(again))
        table.sections[number] = table.sections[number]._replace(again=table.numbers[again])
    numbers = (Doubt.OTHER_NUMBERS,) if _has_other_numbers(programme) else ()
    for number, rows in enumerate(table.spans()):
        section = table.sections[number]
        reading = section.layout.reading
        if reading.stated:
            lost = (Doubt.PLACELESS,) if _loses_most(table, rows) else ()
            _add(table, number, (*second, *lost), alone=True)
            continue
        ignored = second or _beside(table, section, rows)
        if is_contents(table, section, rows, sheets):
            ignored = (*ignored, Doubt.CONTENTS)
        if not table.placed and grow_by_digits(filter(None, (table.paths[i] for i in rows))):
            ignored = (*ignored, Doubt.DIGITS)
        if not reading.unsure and not ignored and ignores_titles(table, section, rows):
            ignored = (Doubt.TITLES_LEFT_OUT,)
        alone = reading.weighed or bool(ignored and not reading.unsure)
        _add(
            table, number, (*ignored, *numbers, *(against if reading.weighed else ())), alone=alone
        )


def _add(table: Table, number: int, doubts: Iterable[Doubt], *, alone: bool) -> None:
    """Make the reading of a section unsure for some doubts, if there are any."""
    section = table.sections[number]
    own = tuple(dict.fromkeys(doubts))
    if own:
        doubted = section.layout.reading._replace(unsure=True, weighed=alone, doubts=own)
        table.sections[number] = section._replace(layout=section.layout._replace(reading=doubted))


def _beside(table: Table, section: Section, rows: range) -> tuple[Doubt, ...]:
    own = [table.numbers[index] for index in rows if table.kinds[index] is RowKind.DATA]
    if not table.placed and leaves_codes_out(table, section, rows):
        return (Doubt.ROWS_LEFT_OUT,)
    if not table.placed and (
        leaves_parents_out(table, section, rows) or leaves_all_titles_out(table, section, rows)
    ):
        return (Doubt.TITLES_LEFT_OUT,)
    if has_unnamed_texts(section, own):
        return (Doubt.UNNAMED_COLUMN,)
    return (Doubt.TABLE_BESIDE,) if has_table_beside(section, own) else ()


def _loses_most(table: Table, rows: range) -> bool:
    """Return whether most rows of a sheet have no place."""
    own = [index for index in rows if table.kinds[index] is RowKind.DATA]
    return 2 * sum(table.paths[index] is None for index in own) > len(own)


def is_unsure(programme: Programme) -> bool:
    """Return whether a part of a programme is read unsurely."""
    return any(section.layout.reading.unsure for section in programme.table.sections)


def is_doubted(programme: Programme) -> bool:
    """Return whether a programme is read unsurely, and no header in words of the house helps.

    None does where another table, or what may be titles, is left out.
    """
    readings = [section.layout.reading for section in programme.table.sections]
    return any(reading.unsure and reading.weighed for reading in readings)


def _doubts(programme: Programme) -> Iterator[Doubt]:
    """Yield what speaks against a reading."""
    from xlmot.programme.missed_levels import (
        has_codes_in_labels,
        has_empty_titles,
        has_names_among_steps,
        indents_actions,
        is_flat,
        lacks_many_codes,
    )
    from xlmot.programme.rows_aside import leaves_rows_out, leaves_texts

    table = programme.table
    rows = list(table.data())
    lost = sum(table.paths[index] is None for index in rows)
    many = len(rows) >= FEWEST
    found = {
        Doubt.PLACELESS: lost >= FEWEST_PLACELESS and lost > PLACELESS * len(rows),
        Doubt.SECOND_TABLE: any(section.second_table for section in table.sections),
        Doubt.ROWS_LEFT_OUT: leaves_rows_out(table, rows)
        or has_names_among_steps(table, rows)
        or (many and leaves_texts(table, rows)),
        Doubt.BEGINS_AGAIN: _begins_again(programme),
        Doubt.LABELS: many and _lacks_labels(programme, rows),
        Doubt.ORDER: many and not table.placed and _lacks_order(programme, rows),
        Doubt.MIXED_DEPTHS: table.placed and _mixes_depths(programme),
        Doubt.HIDDEN_CODES: table.placed
        and (_hides_codes(programme) or has_codes_in_labels(table, rows)),
        Doubt.REPEATED_ACTIONS: table.placed and _repeats_actions(programme),
        Doubt.UNCODED_PARTS: lacks_many_codes(table, rows)
        or (not table.placed and _has_uncoded_parts(programme)),
        Doubt.LONE_TITLES: table.placed and _has_lone_titles(programme),
        Doubt.FLAT: is_flat(programme),
        Doubt.EMPTY_TITLES: table.placed and has_empty_titles(programme),
        Doubt.INDENTED: table.placed and indents_actions(table, rows),
    }
    yield from (doubt for doubt, is_so in found.items() if is_so)


def _lacks_labels(programme: Programme, rows: list[int]) -> bool:
    """Return whether labels are missing, without any letter, or the same on nearly all rows."""
    labels = [fold(programme.table.labels[index]) for index in rows]
    missing = sum(not label for label in labels)
    wordless = sum(not any(map(str.isalpha, label)) for label in labels)
    return (
        missing > UNLABELLED * len(rows)
        or wordless > WORDLESS * len(rows)
        or len(set(labels)) < DISTINCT * len(rows)
    )


def _lacks_order(programme: Programme, rows: list[int]) -> bool:
    """Return whether codes go up and down, or some have their title on the sheet and others not."""
    paths = [path for index in rows if (path := programme.table.paths[index])]
    known = set(paths)
    rising = sum(before <= after for before, after in pairwise(paths))
    deep = [path for path in known if len(path) > 1]
    # Whole families may lack their title, and what stands below their members has its own.
    depths = {len(path) for path in deep}
    levels = [deep, *([path for path in deep if len(path) == depth] for depth in depths)]
    mixed = [_lacks_some(own, known) for own in levels]
    return rising < ORDERED * (len(paths) - 1) or (mixed[0] and any(mixed[1:]))


def _lacks_some(paths: list[Path], known: set[Path]) -> bool:
    """Return whether some codes have their title on the sheet, and many have not."""
    orphans = sum(path[:-1] not in known for path in paths)
    return ORPHANS * len(paths) < orphans < FAMILIES * len(paths)


def _has_other_numbers(programme: Programme) -> bool:
    """Return whether rows without a place have codes of their own that count: Phase 1, Phase 2."""
    table = programme.table
    lost = [index for index in table.data() if table.paths[index] is None]
    codes = [whole_code(table.code_value(index)) for index in lost]
    read = [path for path in codes if path]
    steps = sum(after == (*before[:-1], before[-1] + 1) for before, after in pairwise(read))
    return len(read) > 1 and 2 * steps >= len(read)


def _begins_again(programme: Programme) -> bool:
    """Return whether codes that were used come again, one after the other, in their first order."""
    table = programme.table
    first: dict[Path, int] = {}
    again: list[int] = []
    runs: list[Path] = []
    for index in table.data():
        reading = table.readings[index]
        path = reading.path if reading and index not in table.copies else None
        if path is not None and path not in runs[-1:]:
            runs.append(path)
    for place, path in enumerate(runs):
        if path in first:
            again.append(first[path])
        else:
            first[path] = place
            again.append(-1)
    steps = [0 <= before < after for before, after in pairwise(again)]
    return sum(steps) >= AGAIN - 1


def _mixes_depths(programme: Programme) -> bool:
    """Return whether codes of several depths stand on one level of the layout.

    One among many that share their cells with their labels is a slip, that a rule tells.
    """
    table = programme.table
    depths: dict[int, Counter[int]] = {}
    for index in table.data():
        reading, path = table.readings[index], table.paths[index]
        if reading is not None and reading.path is not None and path is not None:
            depths.setdefault(len(path), Counter())[len(reading.path)] += 1
    shared = any(t.code == t.label for s in table.sections for t in s.layout.tiers)
    return any(
        own.total() - max(own.values()) > (1 if shared and own.total() >= MANY_CODES else 0)
        for own in depths.values()
    )


def _hides_codes(programme: Programme) -> bool:
    """Return whether rows without a code have one at the start of their label, of two levels."""
    table = programme.table
    bare = (table.labels[i] for i in table.data() if table.readings[i] is None)
    spans = (find_code(label) for label in bare)
    return sum(span is not None and len(span.path) > 1 for span in spans) >= AGAIN


def _repeats_actions(programme: Programme) -> bool:
    """Return whether most actions are called as the one before them: they are titles of others."""
    table = programme.table
    labels = [table.labels[index] for node in programme.walk() for index in node.actions]
    same = sum(before == after for before, after in pairwise(labels))
    return same >= AGAIN and 2 * same > len(labels)


def _has_uncoded_parts(programme: Programme) -> bool:
    """Return whether rows without a code stand below one that is as deep as actions are."""
    depth = programme.action_depth
    deep = (node for node in programme.walk() if depth and len(node.path) >= depth)
    return any(has_parts(programme.table, run) for node in deep for run in node.pieces)


def _has_lone_titles(programme: Programme) -> bool:
    """Return whether each title of a level has one title below it: its description, it may be.

    One that has a code of its own is none.
    """
    readings = programme.table.readings
    levels: dict[int, list[int]] = {}
    for node in programme.walk():
        below = [one for one in node.children if one.title is None or readings[one.title] is None]
        if node.children:
            count = len(node.children) if below else 0
            levels.setdefault(len(node.path), []).append(count)
    return any(len(counts) >= AGAIN and set(counts) == {1} for counts in levels.values())
