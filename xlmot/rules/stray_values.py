"""Find the cells of a column that hold what belongs elsewhere, or stands for another cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind
from xlmot.programme.vocabulary import fold

# Columns of these hold no texts that come back.
IDLE = ("amount", "number", "percent")
# A value is one of a column where so many of its cells hold it.
OFTEN = 3
# Shorter texts say “yes” or “x” in many columns.
SHORTEST = 4
# So many words are no value of a list; so many cells of one hold a text that comes back.
FEWEST_WORDS, LISTED = 2, 0.8
# Marks for the cell above are the way of a house where so many cells hold one.
MOST_DITTO, DITTO_SHARE = 3, 0.1
DITTO = frozenset(
    ('"', "''", "”", "“", "″", "〃", '-"-', "-”-", "- “ -", "//", "idem", "id.", "id", "ditto")
) | {"do.", "dto.", "dito", "ebd.", "ibid.", "ibidem", "s.o.", "siehe oben", "voir ci-dessus"}
# All other cells, so many, hold a cross.
FEWEST_MARKS = 10
# What the fill handle counts on: a text and a number, on so many rows in a row.
COUNTED = lazy(r"(.*[^\W\d_].*?)\s?(\d{1,3})")
FEWEST_COUNTED = 2


class Stray(NamedTuple):
    """A cell that holds what belongs elsewhere, why, and whether that is sure."""

    column: StaffColumn
    rows: Sequence[int]
    message: Message
    sure: bool


class Held(NamedTuple):
    """The texts of a column by row, how often each stands there, and those that often do."""

    column: StaffColumn
    own: Mapping[int, str]
    counts: Counter[str]
    often: frozenset[str]


def strays(programme: Programme) -> Iterator[Stray]:
    """Yield such cells, column by column."""
    held = [_held(column) for column in programme.columns if column.kind not in IDLE]
    held = [one for one in held if one.own]
    for one in held:
        yield from _labels(programme, one)
        if one.often:
            yield from _dittos(one)
            yield from _marks(one)
            yield from _series(one)
    for one in held:
        for other in held:
            if other.often and other is not one and other.column.section is one.column.section:
                yield from _of_other(one, other)


def _held(column: StaffColumn) -> Held:
    """Return the texts of the actions and titles of a column that no formula made."""
    kinds, numbers, formulas = (
        column.table.kinds,
        column.table.numbers,
        column.section.grid.formulas,
    )
    own = {
        index: value
        for index, value in zip(column.rows, column.held, strict=True)
        if value.__class__ is str
        and kinds[index] is RowKind.DATA
        and (numbers[index], column.number) not in formulas
    }
    counts = Counter(own.values())
    return Held(column, own, counts, frozenset(t for t, n in counts.items() if n >= OFTEN))


def _labels(programme: Programme, held: Held) -> Iterator[Stray]:
    """Yield the one cell of a column whose texts come back into which its label was pasted."""
    labels, (column, own, counts, often) = programme.table.labels, held
    listed = sum(counts[text] for text in often) >= LISTED * len(own)
    found = [
        index
        for index, text in (own.items() if listed else ())
        if counts[text] == 1
        and len(text.split()) >= FEWEST_WORDS
        and text == " ".join(labels[index].split())
    ]
    if len(found) == 1:
        message = say(
            "“{text}” in “{column}” is the label of the row: was it pasted there?",
            text=own[found[0]],
            column=column.name,
        )
        yield Stray(column, found, message, sure=True)


def _dittos(held: Held) -> Iterator[Stray]:
    """Yield the marks that stand for the cell above, but where that is the way of the house."""
    column, own, counts, _ = held
    marks = {text for text in counts if text.strip().casefold() in DITTO}
    if not marks:
        return
    found = [index for index, text in own.items() if text in marks]
    repeated = sum(count for count in counts.values() if count > 1)
    few = len(found) <= max(MOST_DITTO, DITTO_SHARE * len(own))
    if few and 2 * repeated > len(own):
        message = say(
            "“{text}” in “{column}” stands for the cell above: a sort parts them.",
            text=own[found[0]].strip(),
            column=column.name,
        )
        yield Stray(column, found, message, sure=False)


def _marks(held: Held) -> Iterator[Stray]:
    """Yield the one letter in a column of crosses that is none."""
    column, own, counts, _ = held
    usual, most = counts.most_common(1)[0]
    alike = most >= FEWEST_MARKS and usual.casefold() == "x"
    odd = [index for index, text in own.items() if text != usual] if alike else []
    if len(odd) == 1 and len(text := own[odd[0]].strip()) == 1 and text.isalpha():
        if fold(text) == fold(usual):
            return
        message = say(
            "“{value}” in “{column}”; the {n} other cells hold “{usual}”.",
            value=text,
            column=column.name,
            n=most,
            usual=usual,
        )
        yield Stray(column, odd, message, sure=False)


def _series(held: Held) -> Iterator[Stray]:
    """Yield the cells in which the fill handle counted on from a text that others hold as it is."""
    column, own, counts, _ = held
    if not any(text[-1:].isdigit() and counts[text] == 1 for text in counts):
        return
    run: list[int] = []
    told = ""
    for index in (*own, -1):
        found = COUNTED.fullmatch(own[index].strip()) if index >= 0 else None
        goes_on = (
            found is not None
            and run
            and index == run[-1] + 1
            and found[1].strip() == told
            and int(found[2]) == _number(own[run[-1]]) + 1
        )
        if not goes_on:
            if len(run) >= FEWEST_COUNTED and counts[told]:
                yield Stray(column, run, _counted(column, own, run, told), sure=False)
            run, told = [], ""
        if found is not None and counts[found[0]] == 1:
            run.append(index)
            told = found[1].strip()


def _number(text: str) -> int:
    found = COUNTED.fullmatch(text.strip())
    return int(found[2]) if found else -1


def _counted(column: StaffColumn, own: Mapping[int, str], run: list[int], told: str) -> Message:
    return say(
        "“{first}” to “{last}” in “{column}”: was “{usual}” drawn down?",
        first=own[run[0]].strip(),
        last=own[run[-1]].strip(),
        column=column.name,
        usual=told,
    )


def _of_other(here: Held, there: Held) -> Iterator[Stray]:
    """Yield the cells whose text stands once in their column, and often in another one.

    There the cell of the row is blank, holds the same, or what belongs here; no other value is one
    of both columns.
    """
    column, own, counts, _ = here
    other, others, times, often = there
    odd = [text for text in often if counts[text] == 1]
    if len(odd) != 1 or len(odd[0]) < SHORTEST or not odd[0][:1].isalpha():
        return
    shared = counts.keys() & times.keys()
    index = next(index for index, text in own.items() if text == odd[0])
    beside = others.get(index, "")
    exchanged = counts[beside] >= OFTEN and times[beside] == 1
    known = shared - {odd[0], beside}
    if known or not (exchanged or beside in ("", odd[0])) or len(own) <= OFTEN:
        return
    message = say(
        "“{text}” in “{column}” stands {count} times in “{other}”: is it in the wrong column?",
        text=odd[0],
        column=column.name,
        count=times[odd[0]],
        other=other.name,
    )
    yield Stray(column, (index,), message, sure=exchanged)
