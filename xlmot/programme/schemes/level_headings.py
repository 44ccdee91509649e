"""Find the rows that name a column per level, the levels they name, and the first row below."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import is_blank
from xlmot.programme.headings import LONGEST_HEADING, HeadWords, header_at, words_of
from xlmot.programme.layout import Tier
from xlmot.programme.schemes.runs import runs, runs_of
from xlmot.programme.survey import ColumnSurvey, Survey

# So many of the cells of a column begin with a code, where its level has codes.
CODED = 0.6
# So many columns of something else may stand between two levels.
MOST_BETWEEN = 2
# So many columns side by side that are headed as levels are levels, however few of them are filled.
NAMED = 3
# What is told of a task, a goal: who does it, how, when.
TELLING = frozenset(
    (
        *("description", "detail", "by", "owner", "statu", "status", "duration", "type", "comment"),
        *("descriptif", "detaillee", "par", "duree", "statut", "commentaire", "responsable"),
        *(
            "beschreibung",
            "dauer",
            "descripcion",
            "duracion",
            "estado",
            "descricao",
            "omschrijving",
        ),
    )
)
# How well a text names a level where no word stands beside its own.
EXACT = 2
# So many codes of a column stand below the codes of another.
HUNG = 0.85
# So many numbers of titles have but one title.
APART = 0.75
# So many texts are ids, where a column holds them.
FEWEST_IDS, IDS = 3, 0.9
# So many words are a sentence; so many texts show whether they are such.
SENTENCE, SHOWING = 4, 20


class LevelHeader(NamedTuple):
    """A row that may be the header of a sheet with a column per level.

    `named` tells that it names levels side by side: any of them may then be blank on some rows.
    """

    row: int
    names: dict[int, str]
    own: tuple[Tier, ...]
    named: bool


def heading_at(survey: Survey, row: int, words: HeadWords) -> LevelHeader:
    """Return the columns that a header row may name as levels, from the first on, with codes.

    A column of codes goes with the level whose rows it tells apart, to its right. One that hangs
    below the codes to its left needs no name.
    """
    names = {**_spread(survey, row), **header_at(survey, row).names}
    levels = [n for n in sorted(names) if words.names_level(names[n])]
    levels = [n for n in levels if not tells_of(names[n], {names[o] for o in levels if o < n})]
    run = _side_by_side([n for n in levels if _may_hold_labels(survey.column(n, row + 1))])
    named = len({names[n] for n in run}) >= NAMED
    own: list[Tier] = []
    code, codes = 0, 0
    for column in range(1, survey.width + 1):
        name, below = names.get(column, ""), survey.column(column, row + 1)
        if not below.filled or len(name) > LONGEST_HEADING:
            continue
        counted = not own and 2 * len(below.counted) > len(below.texts)
        group = _groups_its_rows(survey, column, row + 1, first=not own)
        group = group or (not own and words.names_group(name))
        level = (name or counted or group) and (group or not words.names_staff(name))
        level = level and (bool(own) or words.names_level(name) or not _are_sentences(below))
        if level and _holds_labels(below) and not are_ids(below):
            if code and not _tells_apart(survey, words, names, code, column, row + 1):
                code = 0
            pieces = runs_of(survey, column, row + 1)
            goes = code and HUNG * runs_of(survey, code, row + 1) <= pieces
            tells = words.names_level(name) or _groups(survey, column, code, row + 1)
            if code and not goes and not tells:
                continue
            own.append(Tier(column, code if goes else 0))
            code = 0 if goes else code
        elif own and words.names_code(name) and _are_codes_of(survey, own[-1], below, row + 1):
            own[-1] = own[-1]._replace(code=column)
        elif (
            len(below.codes) > len(below.wordy)
            and len({*below.codes.values()}) > 1
            and (
                _are_deep(below)
                or (own and _begin_alike(survey, own[-1], below))
                or _hangs_below(survey, codes, below)
                or (name and (words.names_code(name) or not own))
                or _shares_heading(survey, row, column)
            )
        ):
            code = codes = column
        elif name and _ends(column, name, own, words):
            break
    if named:
        # What groups the first of them has a name of its own, as `Service` above three levels.
        left = run[0] - 1
        kept = {*run, left} if _groups_its_rows(survey, left, row + 1, first=True) else {*run}
        own = [tier for tier in own if tier.label in kept]
    return LevelHeader(row, names, tuple(own), named)


def without_header(survey: Survey) -> LevelHeader:
    """Return the columns of texts side by side, from the first on, as levels without a header."""
    own: list[Tier] = []
    for column in survey.columns():
        if not column.filled and not own:
            continue
        if not _holds_labels(column) or column.numbers or are_ids(column):
            break
        own.append(Tier(column.number))
    return LevelHeader(0, {}, tuple(own), named=False)


def _groups_its_rows(survey: Survey, column: int, row: int, *, first: bool) -> bool:
    """Return whether the texts of a column are titles: merged over rows, or with blanks below them.

    So they are without a header too, and below one that names who has to do with it, or how much it
    matters. The latter goes for the `first` column alone: elsewhere, who does it may be missing.
    """
    below = survey.column(column, row)
    if below.numbers or len(below.wordy) < max(2, len(below.texts)):
        return False
    merges = [
        area
        for area in survey.grid.merges
        if area.bottom > area.top >= row and area.left == area.right == column
    ]
    if not first:
        return 2 * len(merges) >= len(below.texts)
    return (bool(merges) or _is_sparse(survey, below, row)) and below.distinct() == len(below.texts)


def _is_sparse(survey: Survey, column: ColumnSurvey, first: int) -> bool:
    """Return whether the texts of a column leave as many rows blank, and have others beside them.

    A title alone on its row is a step of a staircase.
    """
    rows = sum(row >= first for row in survey.rows)
    if 2 * len(column.texts) > rows:
        return False
    beside = sum(len(survey.filled_cells(row)) > 1 for row in column.texts)
    return 2 * beside >= len(column.texts)


def are_ids(column: ColumnSurvey) -> bool:
    """Return whether texts are names that a machine gives: no spaces, digits, most distinct."""
    texts = [text.strip() for text in column.texts.values()]
    ids = sum(" " not in text and any(map(str.isdigit, text)) for text in texts)
    distinct = len({*texts}) >= IDS * len(texts)
    return len(texts) > FEWEST_IDS and ids >= IDS * len(texts) and distinct


def _are_sentences(column: ColumnSurvey) -> bool:
    """Return whether most texts are sentences with a full stop: how to use the sheet, no titles."""
    texts = [*islice(column.texts.values(), SHOWING)]
    ended = [text for text in texts if text.rstrip().endswith(".")]
    return 2 * sum(len(text.split()) >= SENTENCE for text in ended) > len(texts)


def _tells_apart(
    survey: Survey, words: HeadWords, names: dict[int, str], code: int, column: int, first: int
) -> bool:
    """Return whether numbers whose header names no codes tell the titles beside them apart.

    Those of weeks do not: several titles begin in one.
    """
    if words.names_code(names.get(code, "")) or not survey.column(code, first).numbers:
        return True
    titles: dict[str, set[str]] = {}
    for row in survey.column(column, first).texts:
        cells = (str(survey.grid.value(row, n) or "") for n in (code, column))
        number, title = (" ".join(cell.split()) for cell in cells)
        titles.setdefault(number, set()).add(title)
    lone = [len(own) == 1 for number, own in titles.items() if number]
    return sum(lone) >= APART * len(lone)


def tells_of(name: str, left: Collection[str]) -> bool:
    """Return whether a header tells of the level that another names: `Task`, `Task description`."""
    own = words_of(name)
    told = any(
        own[: len(words)] == words or own[-len(words) :] == words for words in map(words_of, left)
    )
    return told and not TELLING.isdisjoint(own)


def _groups(survey: Survey, column: int, code: int, first: int) -> bool:
    """Return whether each value of a column stands in one place, beside several codes."""
    pieces = runs(survey, column, first)
    several = 1 < len(pieces) <= runs_of(survey, code, first) / 2
    return several and len(set(pieces)) == len(pieces)


def _spread(survey: Survey, row: int) -> dict[int, str]:
    """Return the text of header cells merged over several columns, by each of these."""
    return {
        column: " ".join(str(survey.grid.value(row, area.left)).split())
        for area in survey.grid.merges
        if area.top <= row <= area.bottom and not is_blank(survey.grid.value(row, area.left))
        for column in range(area.left, area.right + 1)
    }


def _ends(column: int, name: str, own: list[Tier], words: HeadWords) -> bool:
    far = bool(own) and column - own[-1].label > MOST_BETWEEN
    return far or (bool(own) and words.names_staff(name))


def _side_by_side(columns: list[int]) -> list[int]:
    """Return the longest run of columns that stand next to each other."""
    best: list[int] = []
    run: list[int] = []
    for column in columns:
        run = [*run, column] if run and column == run[-1] + 1 else [column]
        best = max(best, run, key=len)
    return best


def _may_hold_labels(column: ColumnSurvey) -> bool:
    return not column.filled or _holds_labels(column)


def _holds_labels(column: ColumnSurvey) -> bool:
    """Return whether most cells of a column are texts; `Axis 1` is one, `GOV-01` a code."""
    worded = len(column.worded | column.counted.keys())
    return len(column.wordy) + worded > max(len(column.codes) - worded, column.numbers)


def begins_with_codes(column: ColumnSurvey) -> bool:
    coded = len(column.inside) + len(column.worded | column.counted.keys())
    return coded >= CODED * len(column.texts)


def _are_codes_of(survey: Survey, tier: Tier, column: ColumnSurvey, first: int) -> bool:
    """Return whether codes stand right of the labels that they are those of, one beside each.

    Numbers that are measured may do so too: these have a header that names codes.
    """
    if tier.code or column.number != tier.label + 1 or len(column.codes) <= len(column.wordy):
        return False
    count = runs_of(survey, column.number, first)
    return count > 2 and HUNG * count <= runs_of(survey, tier.label, first) <= count / HUNG


def _are_deep(column: ColumnSurvey) -> bool:
    """Return whether codes of two parts, typed as texts, stand on each row, none twice."""
    paths = list(column.codes.values())
    texts = all(row in column.texts for row in column.codes)
    deep = all(len(path) > 1 for path in paths) and len(set(paths)) == len(paths)
    return texts and deep and len(paths) == len(column.texts)


def _begin_alike(survey: Survey, tier: Tier, column: ColumnSurvey) -> bool:
    """Return whether codes of two parts begin with another number below nearly each title."""
    if all(len(path) < 2 for path in column.codes.values()):
        return False
    begun: dict[str, set[int]] = {}
    title = ""
    for row in survey.rows:
        text = survey.grid.value(row, tier.label)
        title = title if is_blank(text) else str(text)
        path = column.codes.get(row, ())
        if len(path) > 1:
            begun.setdefault(title, set()).add(path[0])
    alone = [number for found in begun.values() if len(found) == 1 for number in found]
    return len(begun) > 1 and len({*alone}) >= HUNG * len(begun)


def _shares_heading(survey: Survey, row: int, column: int) -> bool:
    """Return whether one heading is merged over a column and the one to its right, of texts."""
    shared = any(
        (area.left, area.right) == (column, column + 1) and area.holds(row, column)
        for area in survey.grid.merges
    )
    return shared and column < survey.width and _holds_labels(survey.column(column + 1, row + 1))


def _hangs_below(survey: Survey, left: int, column: ColumnSurvey) -> bool:
    """Return whether the codes of a column are those of titles below the codes of another."""
    if not left:
        return False
    above = set(survey.column(left).codes.values())
    paths = [path for path in column.codes.values() if len(path) > 1]
    hung = sum(path[:-1] in above or (*path[:-1], 0) in above for path in paths)
    return len(paths) > 1 and hung >= HUNG * len(column.codes)
