"""Find the column of the labels of some codes, and a second one that complements it."""

from __future__ import annotations

from xlmot.programme.headings import HeadWords, describes, header_above
from xlmot.programme.survey import ColumnSurvey, Survey

# So many words say of what kind actions are, so few of them differ; nearly all actions do, and
# nearly no title has anything where they stand.
FEWEST_KINDS, KINDS, DISTINCT, BESIDE = 4, 0.5, 0.8, 0.1
# So many of the deepest codes have their labels a column further right.
FEWEST_DEEPER = 3


def find_label(survey: Survey, words: HeadWords, code: int, first: int) -> int | None:
    """Return the column of the labels: the text column next to the codes, right first.

    A header that names labels speaks for a column a little further on; width decides nothing.
    """
    rows = set(survey.column(code, first).codes)
    best: tuple[float, int] | None = None
    for column in survey.columns(first):
        if column.number == code or not column.wordy:
            continue
        beside = sum(row in column.wordy for row in rows) / len(rows)
        if beside < 0.3 or column.numbers > len(column.wordy):
            continue
        distance = column.number - code
        away = distance - 1 if distance > 0 else 1.5 - distance
        header = header_above(survey, first, words, (code, column.number)).name(column.number)
        rank = 0 if describes(header) and away > 0 else words.rank(header)
        named = 0.5 * rank - (1.5 if words.names_staff(header) else 0)
        spaced = sum(" " in text.strip() for text in column.wordy.values())
        ids = 2 * spaced < len(column.wordy)
        repeats = column.distinct() < 0.5 * len(column.texts)
        worth = 2 * beside - 0.35 * away + named - 1.6 * repeats - 0.6 * ids
        if best is None or worth > best[0]:
            best = worth, column.number
    return best[1] if best else None


def find_second(survey: Survey, code: ColumnSurvey, label: int, first: int) -> int:
    """Return the column whose text stands where the label is blank; 0 if the label is enough.

    Two such columns complement each other: names of titles, descriptions of leaves.
    """
    own = survey.column(label, first)
    blank = [row for row in code.codes if row not in own.wordy]
    if len(blank) < 0.2 * len(code.codes):
        deeper = _labels_of_deeper(survey, code, own)
        return deeper or _actions_beside(survey, code, label, first)
    # One cell that was emptied among them tells nothing.
    for number in (label + 1, label + 2, label - 1):
        if number == code.number or not 1 <= number <= survey.width:
            continue
        other = survey.column(number, first)
        filled = sum(row in other.wordy for row in blank)
        if filled and filled >= min(0.9 * len(blank), len(blank) - 1):
            return number
    return 0


def _labels_of_deeper(survey: Survey, code: ColumnSurvey, own: ColumnSurvey) -> int:
    """Return the column right of the labels that has those of some deeper codes, and no others."""
    blank = [row for row in code.codes if row not in own.texts]
    if len(blank) < FEWEST_DEEPER or own.number >= survey.width:
        return 0
    other = survey.column(own.number + 1)
    deepest = max(map(len, code.codes.values()))
    deep = all(row in other.texts and len(code.codes[row]) == deepest for row in blank)
    alone = all(row in blank for row in other.texts if row in code.codes)
    return other.number if deep and alone and other.number != code.number else 0


def find_action_labels(survey: Survey, code: ColumnSurvey, label: int, first: int) -> int:
    """Return the column of the labels of actions, where that of titles groups them; 0 without one.

    Titles alone have codes, and nothing further right; below them stands a word for the kind of
    each action, again and again, and right of it what it is.
    """
    own = survey.column(label, first)
    kinds = [own.wordy[row] for row in own.wordy if row not in code.codes]
    if len(kinds) < FEWEST_KINDS or len(set(kinds)) > KINDS * len(kinds):
        return 0
    for number in range(label + 1, min(label + 3, survey.width) + 1):
        texts = {r: t for r, t in survey.column(number, first).wordy.items() if r > first}
        actions = [text for row, text in texts.items() if row not in code.codes]
        beside = len(texts) - len(actions)
        several = len(set(actions)) >= DISTINCT * len(actions)
        if len(actions) >= len(kinds) and several and beside <= BESIDE * len(code.codes):
            return number
    return 0


def _actions_beside(survey: Survey, code: ColumnSurvey, label: int, first: int) -> int:
    """Return the column of actions that stand below and right of coded titles; 0 without one.

    Where a title stands, it is blank; elsewhere the columns of codes and labels are.
    """
    own = survey.column(label, first)
    for number in (label + 1, label + 2):
        other = survey.column(number, first)
        below = [row for row in other.wordy if row not in own.texts and row not in code.codes]
        beside = len(other.wordy) - len(below)
        if len(below) >= len(code.codes) and beside < 0.1 * len(code.codes):
            return number
    return 0
