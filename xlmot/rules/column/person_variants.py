"""Name of a person written in several ways.

A person is named in two ways in a column of persons: with a title or without, in capitals or not,
or with a slip of the fingers.

Why
    A filter on one name leaves out the rows of the other, and the work of a person is undercounted.

Example
    | Code | Title           | Owner     |                                          |
    |------|-----------------|-----------|------------------------------------------|
    | 1    | ROADS           |           |                                          |
    | 1    | Pave the square | Jones     |                                          |
    | 1    | Light the lane  | Jones     |                                          |
    | 1    | Mark the kerbs  | Mr Jones  | name of a person written in several ways |

Fix
    Unsafe: the way that most rows have. A first name and a surname in the other order, an initial
    for a first name, a short form of it, and a surname or a first name alone among full names,
    count as the same name if no other person of the column could be meant; so does a name one
    letter away from one that has three times as many rows. A column whose header says nothing is
    one of persons where its cells look like names that come back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from xlmot.findings import Finding, Severity, unsafe
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.columns import StaffColumn
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.lists import one_letter_apart, texts
from xlmot.rules.staff_columns import noticed, put

SEVERITY = Severity.WARNING
FIX = "unsafe"
NEEDS = ("columns",)
OPTIONS = {
    "civilities": say("Each form of address, and a mark that those of one meaning share."),
    "between": say("Words between two names."),
}
WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
# Two or three words with a capital, as in “M. Jones” and “Anna de Vries”.
NAME = lazy(r"(?:[^\W\d_a-zà-ÿ][\w'’.-]*\s+){1,2}(?:[a-z]{1,3}\s+){0,2}[^\W\d_a-zà-ÿ][\w'’-]+")
FEWEST_NAMES, NAMES_SHARE = 8, 0.8
# A surname alone is a slip where it is so many times rarer than the full name, or the other way.
RARER = 3
# A word that begins so many names is no first name: the services Roads and Water.
MOST_NAMESAKES = 3
# A name is a frequent one in so many cells, and compared from so many letters and spaces on.
OFTEN, SHORTEST = 3, 5
# An initial without its point.
BARE = lazy(r"[A-ZÀ-Þ]\s\S{2,}")
# A first name alone stands on so few rows.
MOST_FIRST = 2
# The longest word of a name without a capital: “de”, “van”.
SMALL = 3


class PersonName(NamedTuple):
    """One person in a cell: the text, where it stands, what its words say."""

    column: StaffColumn
    row: int
    start: int
    text: str


def check(
    programme: Programme,
    *,
    civilities: Mapping[str, str] = {},
    between: tuple[str, ...] = (),
) -> Iterator[Finding]:
    """Yield the rarer ways of writing a name.

    `civilities` are words before a name, each with a mark of whom it is said: two names with
    other marks are two persons. `between` are the words that part persons, beside signs.
    """
    parting = "|".join([r"[/,;&+\n]", *(rf"\b{re.escape(w)}\b" for w in between)])
    names = list(_names(programme, parting))
    usual = _usual(Counter(name.text for name in names), civilities)
    for name in names:
        new = usual[name.text]
        if new != name.text:
            message = say("Name written “{text}” and “{usual}”.", text=name.text, usual=new)
            cell = str(name.column.value(name.row))
            whole = cell[: name.start] + new + cell[name.start + len(name.text) :]
            fix = unsafe(put(name.column, name.row, whole))
            yield noticed(programme, name.column, name.row, message, fix)


def _names(programme: Programme, parting: str) -> Iterator[PersonName]:
    for column in programme.columns:
        if column.kind == "person" or _holds_names(column):
            for index, text in texts(column):
                yield from _split(column, index, text, parting)


def _holds_names(column: StaffColumn) -> bool:
    """Return whether the cells of a column that its header does not explain are names, repeated."""
    if column.told or column.kind != "text":
        return False
    cells = [" ".join(text.split()) for _, text in texts(column)]
    like = sum(NAME.fullmatch(cell) is not None for cell in cells)
    return len(cells) >= max(FEWEST_NAMES, 2 * len({*cells})) and like >= NAMES_SHARE * len(cells)


def _split(column: StaffColumn, index: int, value: str, parting: str) -> Iterator[PersonName]:
    start = 0
    for end, after in [*(m.span() for m in re.finditer(parting, value)), (len(value), 0)]:
        piece = value[start:end]
        text = piece.strip()
        if text:
            yield PersonName(column, index, start + piece.index(text), text)
        start = after


def _usual(counts: Mapping[str, int], civilities: Mapping[str, str]) -> Mapping[str, str]:
    """Return, for each text, the way in which its person is written most: of two, the first."""
    marks = {fold(word): mark for word, mark in civilities.items()}
    groups: dict[str, list[str]] = {}
    for text in sorted(counts, key=lambda text: -counts[text]):
        groups.setdefault(_key(text, marks)[0], []).append(text)
    _join_initials(groups, marks)
    _join_surnames(groups, counts, marks)
    _join_shortened(groups, counts, marks)
    _join_closed(groups)
    _join_misspelt(groups, counts, marks)
    usual: dict[str, str] = {}
    for key, group in groups.items():
        persons = {mark for text in group if (mark := _key(text, marks)[1])}
        if persons and any(key in other.split() for other in groups if other != key):
            # “Dr Jones” may be another one of the column.
            persons.add("")
        first = max(group, key=lambda text: counts[text])
        for text in group:
            usual[text] = first if len(persons) < 2 else text
    return usual


def _key(text: str, marks: Mapping[str, str]) -> tuple[str, str]:
    """Return the words of a name in one order, without case, accents and civility; its mark."""
    words = [fold(word).replace("'", "") for word in re.findall(WORD, text)]
    mark = marks.get(words[0], "") if len(words) > 1 else ""
    rest = words[1:] if mark else words
    digits = re.findall(r"\d+", text)
    return " ".join([*sorted(rest), *digits]) or text, mark


def _join_initials(groups: dict[str, list[str]], marks: Mapping[str, str]) -> None:
    """Join “J. Jones” to the one person whose name is Jones and begins with J."""
    keys = [key.split() for key in groups]
    for key in [key for key in groups if len(key.split()) == 2]:
        initial, surname = sorted(key.split(), key=len)
        dotted = all(re.search(r"\b\w\.", text) for text in groups[key])
        if len(initial) != 1 or not (dotted or all(BARE.match(text) for text in groups[key])):
            continue
        whole = [
            words
            for words in keys
            if len(words) == 2
            and surname in words
            and any(len(word) > 1 and word[0] == initial for word in words if word != surname)
        ]
        if len(whole) == 1 and not any(_key(text, marks)[1] for text in groups[key]):
            groups[" ".join(whole[0])].extend(groups.pop(key))


def _join_surnames(
    groups: dict[str, list[str]], counts: Mapping[str, int], marks: Mapping[str, str]
) -> None:
    """Join “Jones” to the one full name that ends with it, where one of both is rare."""
    whole = {key: words for key, own in groups.items() if len(words := _words(own[0], marks)) > 1}
    begun = Counter(words[0] for words in whole.values())
    for surname in [key for key in groups if len(key.split()) == 1 and key.isalpha()]:
        near = [key for key, words in whole.items() if surname in words]
        own = {mark for text in groups[surname] if (mark := _key(text, marks)[1])}
        if len(near) != 1 or not own <= {_key(text, marks)[1] for text in groups[near[0]]}:
            continue
        words = whole[near[0]]
        times = sorted(sum(counts[text] for text in groups[key]) for key in (surname, near[0]))
        own_times = sum(counts[text] for text in groups[surname])
        first = words[0] == surname and own_times == times[0] <= MOST_FIRST
        if (
            (words[-1] == surname or (first and begun[surname] == 1))
            and begun[words[0]] < MOST_NAMESAKES
            and times[1] >= RARER * times[0]
        ):
            groups[near[0]].extend(groups.pop(surname))


def _join_shortened(
    groups: dict[str, list[str]], counts: Mapping[str, int], marks: Mapping[str, str]
) -> None:
    """Join “Des Clarke”, which stands once, to the one frequent “Desmond Clarke”."""
    words = {key: _words(own[0], marks) for key, own in groups.items()}
    times = {key: sum(counts[text] for text in own) for key, own in groups.items()}
    for key in [key for key, own in words.items() if len(own) == 2 and times[key] == 1]:
        first, surname = words[key]
        near = [
            other
            for other, own in words.items()
            if other != key and len(own) == 2 and own[1] == surname and other in groups
        ]
        if (
            len(near) == 1
            and times[near[0]] >= OFTEN
            and len(first) > SMALL - 1
            and words[near[0]][0].startswith(first)
        ):
            groups[near[0]].extend(groups.pop(key))


def _join_closed(groups: dict[str, list[str]]) -> None:
    """Join names that differ in the spaces within them: “Le Bihan” and “Lebihan”."""
    first: dict[str, str] = {}
    for key in list(groups):
        bare = "".join(letter for letter in fold(groups[key][0]) if letter.isalnum())
        if bare.isalpha() and first.setdefault(bare, key) != key:
            groups[first[bare]].extend(groups.pop(key))


def _join_misspelt(
    groups: dict[str, list[str]], counts: Mapping[str, int], marks: Mapping[str, str]
) -> None:
    """Join a rare name to the one frequent name that is one letter away from it."""
    times = {key: sum(counts[text] for text in own) for key, own in groups.items()}
    often = [key for key, count in times.items() if count >= OFTEN and len(key) >= SHORTEST]
    for key in [key for key, count in times.items() if RARER * count <= max(times.values())]:
        near = [
            other
            for other in often
            if times[other] >= RARER * times[key]
            and _is_misspelt(groups[key], groups[other], marks)
        ]
        if len(near) == 1:
            groups[near[0]].extend(groups.pop(key))


def _is_misspelt(own: list[str], others: list[str], marks: Mapping[str, str]) -> bool:
    """Return whether two names are one letter apart, and are not said of two persons."""
    civil = {mark for text in (*own, *others) if (mark := _key(text, marks)[1])}
    return len(civil) < 2 and one_letter_apart(fold(own[0]), fold(others[0]))


def _words(text: str, marks: Mapping[str, str]) -> list[str]:
    """Return the words of a name in their order, folded, if all but small ones have a capital."""
    words = re.findall(WORD, text)
    if any(word[0].islower() and len(word) > SMALL for word in words):
        return []
    civil = len(words) > 1 and fold(words[0]) in marks
    return [fold(word) for word in words[civil:]]
