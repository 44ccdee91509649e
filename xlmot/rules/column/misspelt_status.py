"""Misspelt status.

A status that hardly ever stands in the column is one letter away from one that often does.

Why
    A filter on “Ongoing” leaves the row out, and a count by status has a line too many.

Example
    | Code | Title           | Status  |                 |
    |------|-----------------|---------|-----------------|
    | 1    | ROADS           |         |                 |
    | 1    | Pave the square | Ongoing |                 |
    | 1    | Light the lane  | Ongoing |                 |
    | 1    | Mark the kerbs  | Ongong  | misspelt status |
    | 1    | Mend the bridge | Ongoing |                 |

Fix
    Unsafe: the frequent status is put, for one without its article or with a word cut by a point
    too. No list is needed: a status is compared with the others of
    its column, and any column that repeats a few texts is read so; names of those in charge are
    the business of “person-variants”. Two statuses that are both frequent are never reported, nor
    are those that differ by a digit. Where the settings give a list, “unknown-status” speaks
    instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlmot.findings import Finding, Severity, unsafe
from xlmot.messages import say, say_many
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.rules.lists import key, one_letter_apart, repeated, texts
from xlmot.rules.staff_columns import continued, noticed, put

SEVERITY = Severity.WARNING
FIX = "unsafe"
NEEDS = ("columns",)
OPTIONS = {
    "often": say("How many cells make a status a frequent one."),
    "rarer": say("How many times rarer than the frequent one a misspelt status is at least."),
    "shortest": say("The fewest letters and spaces of a status that is compared."),
}

OFTEN, RARER, SHORTEST = 3, 3, 5
# Where two letters are exchanged in one cell, a shorter status that so many others hold is meant.
TURNED, MANY = 3, 5
# A long status that stands twice is told from one that stands once.
LONG = 7
FRENCH, GERMAN, ITALIAN = ("le", "la", "les"), ("der", "die", "das"), ("il", "lo", "gli")
ARTICLES = frozenset((*FRENCH, *GERMAN, *ITALIAN, "the", "el", "los", "las", "de", "het"))


def check(
    programme: Programme, *, often: int = OFTEN, rarer: int = RARER, shortest: int = SHORTEST
) -> Iterator[Finding]:
    """Yield the statuses one letter away from a frequent one, `rarer` times as rare at least."""
    for columns in continued(programme):
        counts = {} if columns[0].values else repeated(columns, often)
        meant = meant_statuses(counts, often, rarer, shortest)
        for column in columns if meant else ():
            for index, text in texts(column):
                usual = meant.get(" ".join(text.split()))
                if usual:
                    message = say_many(
                        counts[" ".join(text.split())],
                        "“{value}” appears {count} time in “{column}”, “{usual}” {times} times.",
                        "“{value}” appears {count} times in “{column}”, “{usual}” {times} times.",
                        value=text.strip(),
                        column=column.name,
                        usual=usual,
                        times=counts[usual],
                    )
                    yield noticed(
                        programme, column, index, message, unsafe(put(column, index, usual))
                    )


def meant_statuses(
    counts: Mapping[str, int], often: int = OFTEN, rarer: int = RARER, shortest: int = SHORTEST
) -> dict[str, str]:
    """Return, for each misspelt status, the one frequent status that is meant."""
    found = {}
    for text, count in counts.items():
        near = [
            other
            for other, times in counts.items()
            if (
                times >= max(often, rarer * count)
                or _is_turned(text, other, count, times)
                or (count == 1 < times and _lacks_a_letter(text, other))
            )
            and key(other) != key(text)
            and one_letter_apart(fold(text), fold(other))
        ]
        near = near or [
            other
            for other, times in counts.items()
            if count == 1 and times >= often and _is_short_form(text, other)
        ]
        turned = bool(near) and sorted(fold(text)) == sorted(fold(near[0]))
        short = TURNED if turned and count == 1 and counts[near[0]] >= MANY else shortest - turned
        if len(near) == 1 and (len(fold(near[0])) >= short or _is_short_form(text, near[0])):
            found[text] = near[0]
    return found


def _is_short_form(text: str, other: str) -> bool:
    """Return whether a status is another one without its article, or with a word cut by a point.

    >>> _is_short_form("S. Donà", "San Donà"), _is_short_form("Mill", "The Mill")
    (True, True)
    >>> _is_short_form("N. Hall", "South Hall"), _is_short_form("Hall", "Old Hall")
    (False, False)
    """
    own, others = text.split(), other.split()
    if len(others) == len(own) + 1 and fold(others[0]) in ARTICLES:
        return [fold(word) for word in own] == [fold(word) for word in others[1:]]
    if len(own) != len(others) or len(own) < 2:
        return False
    pairs = [(a, b) for a, b in zip(own, others, strict=True) if fold(a) != fold(b)]
    return len(pairs) == 1 and all(
        a.endswith(".") and len(a) < len(b) and fold(b).startswith(fold(a[:-1])) for a, b in pairs
    )


def _lacks_a_letter(text: str, other: str) -> bool:
    """Return whether a long status has a letter more or less inside than another."""
    return len(text) != len(other) and len(text) >= LONG and text[-1] == other[-1]


def _is_turned(text: str, other: str, count: int, times: int) -> bool:
    """Return whether two letters are exchanged, in the rarer of two: no other status has both."""
    return times > count and sorted(fold(text)) == sorted(fold(other))
