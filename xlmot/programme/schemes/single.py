"""One column of codes and one of labels, or the codes at the start of the labels."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from xlmot.programme.among_codes import titles_among_codes
from xlmot.programme.grammar import Path
from xlmot.programme.grid import Grid
from xlmot.programme.headings import Header, HeadWords, header_above
from xlmot.programme.inside import held
from xlmot.programme.instructions import says_how_to_fill
from xlmot.programme.layout import COLUMN, INSIDE, Layout, Tier
from xlmot.programme.schemes.candidate import Candidate
from xlmot.programme.schemes.families import with_families, with_lone_titles
from xlmot.programme.schemes.grouped import is_merged
from xlmot.programme.schemes.label_columns import find_action_labels, find_label, find_second
from xlmot.programme.schemes.references import refer_elsewhere
from xlmot.programme.schemes.titles import FEWEST_TITLES, coded_titles
from xlmot.programme.survey import ColumnSurvey, Survey

# A label stands beside so many of the codes; so many of the codes have a parent or a brother.
LABELLED, HANGING = 0.6, 0.6
FEWEST = 3
FEWEST_BROTHERS = 6
# Codes whose header does not name them stand in order, save so few.
ORDERED = 0.8
# What speaks for a column whose header says nothing, at most; so many codes are no chance.
UNNAMED, MANY = 0.75, 8
# Where all codes are of one level, they are those of titles if other rows stand between them.
CODED_TITLES = 0.6


def columns(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layouts with one column of codes and, beside it, one of labels."""
    for code in survey.columns():
        candidate = _beside(survey, words, code)
        if candidate is not None:
            above = with_families(survey, words, candidate)
            above = above or with_lone_titles(survey, words, candidate)
            yield from filter(None, (above, candidate))
        elif several := _beside(survey, words, code, families=True):
            # Codes of several families without a title anywhere, unless a column has theirs.
            grouped = with_families(survey, words, several)
            if grouped is not None and not grouped.doubtful:
                yield grouped


def _beside(
    survey: Survey, words: HeadWords, code: ColumnSurvey, *, families: bool = False
) -> Candidate | None:
    code = _below_header(survey, words, code)
    found = _codes(code)
    if found is None:
        return None
    first, paths = found
    if _are_amounts(code):
        return None
    label = find_label(survey, words, code.number, first)
    if label is None or refer_elsewhere(survey, code, label):
        return None
    header = header_above(survey, first, words, (code.number, label))
    deep = sum(len(path) > 1 for path in paths) / len(paths)
    named = words.names_code(header.name(code.number))
    texts = survey.column(label, first).wordy
    coded = sum(row in code.codes for row in texts) / max(len(texts), 1)
    if not deep:
        ahead = coded_titles(survey.grid, code.codes, texts)
        # What is merged over the rows of its actions is a level of its own, not a code.
        if not ahead or is_merged(survey, Tier(code.number), first):
            return None
        score = 0.35 * held(paths) + ahead + 0.1 * named
        score += 0.1 * (words.rank(header.name(label)) > 0)
        if actions := find_action_labels(survey, code, label, first):
            # What stands below titles may be the name of each action, and that its description.
            titled = _candidate(header, first, code.number, actions, score, label)
            return titled._replace(doubtful=True)
        return _candidate(header, first, code.number, label, score)
    titles = _titles_in_codes(survey, header, code, label)
    known = {*paths, *(code.inside[row].path for row in titles if row in code.inside)}
    born = any(len(path) > 1 and path[:-1] in known for path in known)
    family = not born and _is_family(paths, code, families=families)
    left = any(len(survey.column(n, first).codes) >= len(paths) for n in range(1, code.number))
    if not (born or family or (named and not left)):
        return None
    if not named and (_share_rising(paths) < ORDERED or _are_shares(survey, code)):
        return None
    hung = held([*known])
    score = 0.35 * hung + 0.25 * min(1.0, 2 * deep) + 0.15 * coded + 0.1 * named
    score += 0.1 * (words.rank(header.name(label)) > 0)
    # Many codes in order speak for themselves where no header does, whatever one of them is.
    if score <= UNNAMED and len(paths) >= MANY and _share_rising(paths) >= ORDERED:
        score += 0.05
    second = find_second(survey, code, label, first)
    first = _first_title(survey.grid, survey.column(label), header, first, code.codes)
    first = min([first, *titles, *_heads_above(code, header, first)])
    own = _candidate(header, first, code.number, label, score, second, inside=bool(titles))
    # Where labels stand in a column by their depth, one without a code has none that is known.
    inner = range(first, max(code.codes))
    return own._replace(doubtful=second == label + 1 and not _are_coded(texts, code.codes, inner))


def _are_coded(texts: Collection[int], codes: Collection[int], rows: range) -> bool:
    """Return whether all labels on some rows have a code."""
    return all(row in codes for row in texts if row in rows)


def _below_header(survey: Survey, words: HeadWords, code: ColumnSurvey) -> ColumnSurvey:
    """Return a column from below the header that names its codes, if nearly none stand above it.

    So the head of a project, with its dates and shares, is no part of its plan.
    """
    rows = [row for row in code.wordy if words.names_code(code.wordy[row])]
    above = sum(row < rows[0] for row in code.codes) if rows else 0
    if 0 < above < FEWEST and 2 * above < len(code.codes):
        return survey.column(code.number, rows[0] + 1)
    return code


def _heads_above(code: ColumnSurvey, header: Header, first: int) -> list[int]:
    """Return the rows with what the first code below them begins with: `VOL` above `VOL-1`."""
    text, top = str(code.texts.get(first, "")), max(header.rows, default=first)
    rows = [row for row in code.texts if top < row < first]
    heads = [head for row in rows if (head := code.texts[row].strip())]
    fits = all(text.startswith(head) and not text[len(head) :][:1].isalnum() for head in heads)
    return rows if fits else []


def _titles_in_codes(survey: Survey, header: Header, code: ColumnSurvey, label: int) -> list[int]:
    """Return the rows whose title stands after its code, or instead of it, with nothing beside."""
    known = {path[:-1] for path in code.codes.values()}
    labels, top = survey.column(label), max(header.rows, default=0)
    rows = [
        row
        for row, span in code.inside.items()
        if row > top and row not in labels.texts and span.path in known
    ]
    bare = titles_among_codes(survey.grid, code.number, label, top + 1)
    return sorted({*(rows if len(rows) > 1 else []), *bare})


def _candidate(
    header: Header,
    first: int,
    code: int,
    label: int,
    score: float,
    second: int = 0,
    *,
    inside: bool = False,
) -> Candidate:
    own = tuple(sorted({code, label, second} - {0}))
    names = header.name(code), header.name(label)
    others = header.others(own)
    layout = Layout(
        header.rows,
        first,
        code,
        label,
        others,
        names,
        scheme=COLUMN,
        second=second,
        inside=inside,
    )
    return Candidate(layout, score)


def _first_title(
    grid: Grid, labels: ColumnSurvey, header: Header, first: int, codes: Mapping[int, Path]
) -> int:
    """Return the first row of a table: that of titles without code which the first code lacks."""
    known, path = set(codes.values()), codes[first]
    lacking = sum(path[:depth] not in known for depth in range(1, len(path)))
    rows = [row for row in labels.wordy if header.rows and header.rows[-1] < row < first]
    rows = [row for row in rows if not says_how_to_fill(grid, row)]
    return rows[0] if 0 < lacking == len(rows) else first


def _codes(code: ColumnSurvey) -> tuple[int, list[Path]] | None:
    """Return the first row and the paths of a column that holds codes which hang together."""
    if len(code.codes) < FEWEST:
        return None
    first = min(code.codes)
    below = [row for row in code.texts if row >= first]
    paths = list(code.codes.values())
    parents = {path[:-1] for path in paths}
    titles = [code.inside[row].path for row in below if row in code.inside]
    titles = [path for path in titles if path in parents]
    filled = len(below) - len(titles) + sum(row not in code.texts for row in code.codes)
    if len(paths) < LABELLED * max(filled, 1) or held([*paths, *titles]) < HANGING:
        return None
    return first, paths


def _are_amounts(code: ColumnSurvey) -> bool:
    """Return whether a column holds numbers that are measured, not counted: none of them texts."""
    texts = sum(row in code.texts for row in code.codes)
    deep = sum(len(path) > 1 for path in code.codes.values())
    if texts or not deep:
        return code.numbers > 3 * len(code.codes)
    rising = _share_rising(list(code.codes.values()))
    return rising < ORDERED or code.numbers > 1.2 * len(code.codes)


def _are_shares(survey: Survey, code: ColumnSurvey) -> bool:
    """Return whether a column holds numbers that come again and again, or none above 1.

    Such are the hours that were done, and the parts of a whole.
    """
    if not code.codes.keys().isdisjoint(code.texts):
        return False
    values = [survey.grid.value(row, code.number) for row in code.codes]
    parts = all(isinstance(value, int | float) and value <= 1 for value in values)
    return parts or 2 * len(set(code.codes.values())) < len(code.codes)


def _is_family(paths: list[Path], code: ColumnSurvey, *, families: bool) -> bool:
    """Return whether codes are brothers below one title that has no row: V5.1, V5.2, V5.3.

    With `families`, they may be those of several.
    """
    brothers = {path[:-1] for path in paths}
    own = len(set(paths)) == len(paths) >= FEWEST_BROTHERS
    texts = all(row in code.texts for row in code.codes)
    return own and texts and (families or len(brothers) == 1) and _share_rising(paths) == 1


def _share_rising(paths: list[Path]) -> float:
    steps = [before <= after for before, after in pairwise(paths)]
    return sum(steps) / max(len(steps), 1)


def labels(survey: Survey, words: HeadWords) -> Iterator[Candidate]:
    """Yield the layouts whose codes stand at the start of the labels, in one column."""
    for column in survey.columns():
        candidate = _inside(survey, words, column)
        if candidate is not None:
            yield candidate


def _inside(survey: Survey, words: HeadWords, column: ColumnSurvey) -> Candidate | None:
    found = {row: span.path for row, span in column.inside.items()}
    if not found:
        found = column.counted
    if len(found) < FEWEST or min(found) > 40:
        return None
    first = min(found)
    below = [row for row in (*column.wordy, *column.codes) if row >= first]
    share, paths = len(found) / max(len(below), 1), list(found.values())
    deep = sum(len(path) > 1 for path in paths) / len(paths)
    rests = [column.texts[row][span.label :] for row, span in column.inside.items()]
    wordy = sum(any(map(str.isalpha, rest)) for rest in rests)
    if 2 * len(set(paths)) < len(paths) or wordy < 0.8 * len(rests):
        return None
    hung = held(paths)
    if hung < HANGING or share < 0.15 or not (deep or share < CODED_TITLES):
        return None
    if not deep and len(found) < FEWEST_TITLES:
        return None
    header = header_above(survey, first, words, (column.number,))
    first = _first_title(survey.grid, column, header, first, found)
    named = words.rank(header.name(column.number)) > 0
    score = 0.35 * hung + 0.3 * min(1.0, 2 * deep) + 0.2 * share + 0.1 * named
    if not deep:
        score += coded_titles(survey.grid, found, [row for row in column.wordy if row >= first])
    layout = Layout(
        header.rows,
        first,
        column.number,
        column.number,
        header.others((column.number,)),
        ("", header.name(column.number)),
        scheme=INSIDE,
    )
    # `Phase 1`, `Phase 2` count as long as none of them is called otherwise.
    return Candidate(layout, score, doubtful=not column.inside)
