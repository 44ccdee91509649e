"""Find the times of a column that are written in another way than all others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from datetime import date

from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.programme.columns import StaffColumn
from xlmot.programme.vocabulary import fold
from xlmot.rules.staff_columns import held_text

# One or two texts are odd among so many dates.
FEWEST_DATES, MOST_TEXTS = 12, 2
DASHES = " -–—/.?"
# So many texts of one form, and one of another, show what the way is.
FEWEST = 12
# A sentence is no time.
LONGEST = 14
# So much of a column of times names one in figures.
FIGURE, FIGURED_SHARE = lazy(r"\d"), 0.75
DAY = "day"


def remarks_on(column: StaffColumn, dates: int, words: Collection[str]) -> dict[int, Message]:
    """Return what is to be said of odd times, by row; of `words`, each tells a time.

    `dates` is how many cells hold dates.
    """
    found = {
        index: say(
            "“{value}” is a text; {count} other cells are dates.",
            value=held_text(column, index),
            count=dates,
        )
        for index in _texts_among_dates(column, dates, words)
    }
    for index, usual in written_otherwise(column).items():
        found[index] = say(
            "“{value}” is written otherwise than the other times, such as “{usual}”.",
            value=held_text(column, index),
            usual=usual,
        )
    return found


def _texts_among_dates(column: StaffColumn, dates: int, words: Collection[str]) -> set[int]:
    """Return the rows of the one or two texts of a column whose other cells are dates."""
    rows = {index for index, value in column.typed() if isinstance(value, str)}
    few = dates >= FEWEST_DATES and len(rows) <= MOST_TEXTS
    bare = {i: str(column.value(i)).strip(DASHES) for i in rows} if few else {}
    return {index for index, text in bare.items() if text and fold(text) not in words}


def written_otherwise(column: StaffColumn) -> dict[int, str]:
    """Return the row of the one time in another form, with one of the others: `Q1 2026`, `2026 Q1`.

    A day among texts is one; words without a figure, “all the time”, are not, unless they are many.
    """
    texts = {index: value for index, value in column.typed() if value.__class__ is str}
    held = {index: value for index, value in texts.items() if FIGURE.search(value)}
    few = len(held) <= max(FEWEST, FIGURED_SHARE * len(texts))
    if few or max(map(len, held.values())) > LONGEST:
        return {}
    known = {value: form_of(value) for value in {*held.values()}}
    forms = {index: known[value] for index, value in held.items()}
    forms |= {index: DAY for index, value in column.typed() if isinstance(value, date)}
    (usual, count), *others = Counter(forms.values()).most_common()
    if len(others) != 1 or others[0][1] != 1 or count < FEWEST:
        return {}
    index = next(index for index, form in forms.items() if form == others[0][0])
    shown = next(held[i].strip() for i, form in forms.items() if form == usual)
    return {index: shown} if any(map(str.isdigit, forms[index])) or forms[index] == DAY else {}


def form_of(text: str) -> str:
    """Return how a time is written, whatever its numbers and words: years apart from others.

    >>> form_of("S31"), form_of("sem. 31"), form_of("2026 Q1"), form_of("jan 2026")
    ('a0', 'a. 0', '2000 a0', 'a 2000')
    """
    bare = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", "\0", text.strip())
    bare = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", bare))
    return bare.replace("\0", "2000")
