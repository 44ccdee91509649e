"""Codes and labels that move right with each level, each on rows of their own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from xlmot.messages.hints import TypeAlias
from xlmot.programme.grammar import Path
from xlmot.programme.grid import is_blank
from xlmot.programme.headings import HeadWords
from xlmot.programme.inside import held
from xlmot.programme.layout import Tier
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.hung import hang_below
from xlmot.programme.schemes.label_stairs import of_labels
from xlmot.programme.schemes.stair_headings import FEWEST
from xlmot.programme.schemes.steps import STEADY, stairs_of, stepped_rows
from xlmot.programme.survey import Survey
from xlmot.programme.zeros import bare

Ends: TypeAlias = "Mapping[tuple[int, int], int]"
# So many titles have their first action on their own row.
FEWEST_DOUBLE = 2
# So many columns with anything in them are looked at for the first one of a staircase.
MOST_STARTS = 8
# So many numbers of a column follow on the one before; so many codes have a parent or a brother.
COUNTED, HANGING = 0.8, 0.6
# So many columns are those of two levels, and one of a list below them.
FEWEST_COLUMNS = 3


def stairs(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layouts whose levels begin further to the right, each on rows of its own."""
    for find in (_of_pairs, _of_codes, _beside_codes, of_labels):
        candidate = find(survey, words)
        if candidate is not None:
            yield candidate


def _of_pairs(survey: Survey, words: HeadWords) -> Candidate | None:
    """Return the staircase of codes that have their labels beside them, or some after them.

    Other columns may stand left of it: it begins where most rows are on it.
    """
    ends = {(a.top, a.left): a.right for a in survey.grid.merges if a.top == a.bottom}
    starts = survey.used()[:MOST_STARTS]
    found = [one for start in starts if (one := _pairs_from(survey, start, ends))]
    if not found:
        return None
    steps = max(found, key=lambda one: sum(map(len, one.values())))
    first = min(row for own in steps.values() for row in own)
    paths = [path for own in steps.values() for path in own.values()]
    tiers = tuple(Tier(_label_beside(ends, c, steps[c]), c) for c in sorted(steps))
    return stairs_of(survey, words, tiers, first, 0.3 * held(paths) + 0.65)


def _label_beside(ends: Ends, code: int, rows: Iterable[int]) -> int:
    """Return the column right of most of some codes, which may be merged over several columns."""
    return Counter(ends.get((row, code), code) + 1 for row in rows).most_common(1)[0][0]


def _pairs_from(survey: Survey, start: int, ends: Ends) -> dict[int, dict[int, Path]] | None:
    """Return the codes by column and row of such a staircase that begins at a column.

    `ends` are the last columns of cells that are merged over several, by row and first column.
    """
    beside: dict[int, dict[int, Path]] = {}
    after: dict[int, dict[int, Path]] = {}
    double = 0
    for row in survey.rows:
        number, *others = [n for n in survey.filled_cells(row) if n >= start] or [0]
        if not number:
            continue
        column = survey.column(number)
        place = ends.get((row, number), number) + 1
        right = survey.column(place) if place <= survey.width else None
        if row in column.codes and right is not None and row in right.wordy:
            beside.setdefault(number, {})[row] = column.codes[row]
            double += _begins_again(survey, row, column.codes[row], others)
        elif row in column.inside and right is not None and row not in right.texts:
            after.setdefault(number, {})[row] = column.inside[row].path
    beside = {number: _without_header(survey, number, own) for number, own in beside.items()}
    both = hang_below({n: {**beside.get(n, {}), **after.get(n, {})} for n in {*beside, *after}})
    mixed = after and beside and len(both) > 1 and _is_staircase(both) and _in_order(both)
    steps = both if mixed else hang_below(_without_list_below(beside))
    cells = [(row, ends.get((row, n), n) + 1) for n, own in beside.items() for row in own]
    labels = [survey.grid.value(*cell) for cell in cells]
    if 2 * len(set(labels)) <= len(labels):
        return None
    # Where the first action stands on the row of its title, columns of levels hold them.
    if len(steps) < 2 or not _is_staircase(steps) or double >= FEWEST_DOUBLE:
        return None
    return steps


def _without_list_below(codes: dict[int, dict[int, Path]]) -> dict[int, dict[int, Path]]:
    """Return the codes by column and row without those that begin below all others, on one level.

    >>> _without_list_below({1: {2: (1,), 4: (2,)}, 2: {3: (1, 1), 5: (2, 1)}, 3: {9: (1,)}}).keys()
    dict_keys([1, 2])
    """
    if len(codes) < FEWEST_COLUMNS:
        return codes
    ends = {number: max(own) for number, own in codes.items()}
    return {
        number: own
        for number, own in codes.items()
        if any(len(path) > 1 for path in own.values())
        or any(number != other and min(own) < end for other, end in ends.items())
    }


def _without_header(survey: Survey, number: int, codes: dict[int, Path]) -> dict[int, Path]:
    """Return the codes of a column without a first one that is but a letter above numbers: `N.`."""
    rows = sorted(codes)
    texts = [str(survey.grid.value(row, number)) for row in rows]
    lone = not any(map(str.isdigit, texts[0]))
    if len(rows) > 2 and lone and all(any(map(str.isdigit, text)) for text in texts[1:]):
        return {row: codes[row] for row in rows[1:]}
    return codes


def _begins_again(survey: Survey, row: int, path: Path, columns: list[int]) -> bool:
    """Return whether another code stands on a row, right below the one that begins it."""
    return any(survey.column(c).codes.get(row, ())[:-1] == path for c in columns)


def _is_staircase(steps: dict[int, dict[int, Path]]) -> bool:
    """Return whether the codes of each column, by row, are deeper than those to their left."""
    seen = [Counter(map(len, steps[column].values())) for column in sorted(steps)]
    usual = [depths.most_common(1)[0] for depths in seen]
    count = sum(depths.total() for depths in seen)
    rising = all(left < right for (left, _), (right, _) in pairwise(usual))
    return rising and count >= FEWEST and sum(n for _, n in usual) >= STEADY * count


def _in_order(steps: dict[int, dict[int, Path]]) -> bool:
    paths = [
        path for _, path in sorted((row, p) for own in steps.values() for row, p in own.items())
    ]
    return all(before < after for before, after in pairwise(paths))


def _of_codes(survey: Survey, words: HeadWords) -> Candidate | None:
    """Return the staircase of codes whose labels stand in one column to the right of them all.

    The one that has the most rows is the whole of it.
    """
    used = survey.used()
    best: tuple[int, tuple[Tier, ...], int] = 0, (), 0
    for start in range(min(len(used), MOST_STARTS)):
        for end in range(start + 2, min(start + 6, len(used))):
            columns = used[start:end]
            rows = stepped_rows(survey, columns, codes=True)
            if len(rows) < FEWEST or not _count(survey, columns, rows):
                break
            label = next((n for n in used[end:] if _labels_all(survey, n, rows)), 0)
            if label and len(rows) > best[0]:
                own = [*columns[:-1], _whole_codes(survey, columns[-1], label, rows)]
                best = len(rows), tuple(Tier(label, column) for column in own), rows[0]
    _, tiers, first = best
    return stairs_of(survey, words, tiers, first, 0.85) if tiers else None


def _whole_codes(survey: Survey, last: int, label: int, rows: list[int]) -> int:
    """Return the column that has the whole codes where the last one has but what ends them."""
    own = [row for row in rows if row in survey.column(last).codes]
    for number in range(last + 1, label):
        paths = [survey.column(number).codes.get(row, ()) for row in own]
        if sum(len(path) > 1 for path in paths) >= STEADY * len(own):
            return number
    return last


def _labels_all(survey: Survey, number: int, rows: list[int]) -> bool:
    """Return whether a column has words beside nearly all codes, most of them others."""
    column = survey.column(number)
    texts = [column.texts[row] for row in rows if row in column.labelled]
    return len(texts) >= STEADY * len(rows) and 2 * len(set(texts)) > len(texts)


def _count(survey: Survey, columns: list[int], rows: list[int]) -> bool:
    """Return whether the codes of each column go on, from those of the title they stand below.

    They count on by one, or begin with the code of the title: 70, 708, 7080.
    """
    last: dict[int, int] = {}
    steps: list[bool] = []
    for row in rows:
        column = next(c for c in columns if not is_blank(survey.grid.value(row, c)))
        number = _last_number(survey, row, column)
        above = last.get(max((c for c in last if c < column), default=0), 0)
        before = last.get(column, 0)
        begins = str(number).startswith(str(above)) if above else number > before
        # 1.1 goes on from 1; the same letter again does not.
        deeper = number == before and len(survey.column(column).codes.get(row, ())) > 1
        steps.append(number - before == 1 or deeper or (begins and number > before))
        last = {c: last[c] for c in last if c < column} | {column: number}
    return sum(steps) >= COUNTED * len(steps)


def _last_number(survey: Survey, row: int, column: int) -> int:
    path = survey.column(column).codes.get(row)
    value = survey.grid.value(row, column)
    return path[-1] if path else int(value) if isinstance(value, int | float) else 0


def _beside_codes(survey: Survey, words: HeadWords) -> Candidate | None:
    """Return the staircase of labels whose codes all stand in one column to their left.

    A row has one label, and deeper codes have theirs further to the right.
    """
    used = survey.used()
    for place, number in enumerate(used[:-2]):
        codes = survey.column(number).codes
        paths = {row: bare(path) for row, path in codes.items()}
        if len(codes) < FEWEST or held(list(paths.values())) < HANGING:
            continue
        for end in range(min(place + 6, len(used)), place + 2, -1):
            columns = used[place + 1 : end]
            rows = [row for row in stepped_rows(survey, columns, codes=False) if row in codes]
            depths = _usual_depths(survey, columns, {row: paths[row] for row in rows})
            if len(rows) < max(FEWEST, STEADY * len(codes)) or not depths:
                continue
            own = tuple(Tier(column, number) for column in columns)
            score = 0.35 * held(list(paths.values())) + 0.65
            return stairs_of(survey, words, own, rows[0], score)
    return None


def _usual_depths(survey: Survey, columns: list[int], paths: dict[int, Path]) -> list[int]:
    """Return the depth of the codes beside each column; none if they do not rise with it.

    A depth that several codes have stands in a column of its own.
    """
    seen: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for row, path in paths.items():
        seen[next(c for c in columns if row in survey.column(c).texts)][len(path)] += 1
    usual = [seen[column].most_common(1)[0] for column in columns if seen[column]]
    depths = [depth for depth, _ in usual]
    steady = sum(count for _, count in usual) >= STEADY * len(paths)
    rising = all(left < right for left, right in pairwise(depths))
    every = Counter(len(path) for path in paths.values())
    several = {depth for depth, count in every.items() if count >= FEWEST}
    own = len(depths) == len(columns) and several <= set(depths)
    return depths if steady and rising and own else []
