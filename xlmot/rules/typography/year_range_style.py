"""Short year range.

A period is written `21-27` where other rows write `2021-2027`, or where it is plainly a period.

Why
    `21-27` may also be two days, articles or pages, and a search for 2027 does not find it.

Example
    | Code | Title                         |                  |
    |------|-------------------------------|------------------|
    | 1    | ROADS                         |                  |
    | 1    | Support to the projects 21-27 | year range style |
    | 1    | Funds of the 2021-2027 period | year range style |
    | 1    | Fair of 27-28 June            |                  |

Fix
    Unsafe: the years are written in full. `27-28 juin`, `articles 21-27` and `12-15 ans` are
    no periods.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from xlmot.findings import Finding, Severity, found, unsafe
from xlmot.messages import say
from xlmot.messages.hints import TypeAlias
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.outline import Programme
from xlmot.rules import substitute
from xlmot.rules.addresses import outside_addresses
from xlmot.rules.forms import located, relabel

SEVERITY = Severity.NOTE
FIX = "unsafe"
NEEDS = ("digit",)
OPTIONS = {
    "periods": say("Words before a period of years."),
    "not_after": say("Words after which it is no period."),
    "not_before": say("Words before which it is no period."),
}
LONG = lazy(r"(?<![\w/.-])((?:19|20)\d\d)(?:\s?[-/]\s?|\s?–\s?)((?:19|20)\d\d)(?![\w/]|[.-]\d)")
SHORT = lazy(r"(?<![\w/.-])(?<!–)((?:19|20)?\d\d)([-–])(\d\d)(?![\w/]|\s?[%°]|\s?€|[.,–-]\d)")
# In both.
ANY = lazy(r"\d(?:\s?[-/]\s?\d|\s?–\s?\d)")
WORD = lazy(r"[^\W\d_]+°?")
CENTURIES = ("20", "19")
NEAR = 40

Period: TypeAlias = tuple[str, str]


class Words(NamedTuple):
    """The words that tell a short period: before it, never before it, never after it."""

    periods: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]


def check(
    programme: Programme,
    *,
    periods: Sequence[str] = (),
    not_after: Sequence[str] = (),
    not_before: Sequence[str] = (),
) -> Iterator[Finding]:
    words = Words(frozenset(periods), frozenset(not_after), frozenset(not_before))
    joined = (t for t in programme.rows_of.with_digits if "-" in t or "/" in t or "–" in t)
    texts = list(filter(ANY.search, joined))
    long = _long(programme, texts)
    short: dict[str, dict[re.Match[str], Period]] = {}
    for text in texts:
        for match in outside_addresses(text, SHORT):
            period = _period(match, long, words)
            if period:
                short.setdefault(text, {})[match] = period
    if short:
        yield _finding(programme, short, long)


def _long(programme: Programme, texts: Iterable[str]) -> dict[Period, dict[str, list[int]]]:
    """Return the rows of the periods whose years are written in full, by the form of each."""
    long: dict[Period, dict[str, list[int]]] = {}
    for text in texts:
        for match in outside_addresses(text, LONG):
            forms = long.setdefault((match[1], match[2]), {})
            forms.setdefault(match[0], []).extend(programme.rows_of[text])
    return long


def _period(match: re.Match[str], long: Collection[Period], words: Words) -> Period | None:
    """Return the years that a short range means, where another row or a word proves it."""
    first, last = match[1], match[3]
    before = WORD.findall(match.string[max(0, match.start() - NEAR) : match.start()].casefold())
    after = WORD.match(match.string[match.end() : match.end() + NEAR].casefold().lstrip())
    counted = before[-1:] and before[-1] in words.not_after
    if int(last) <= int(first[-2:]) or counted or (after and after[0] in words.not_before):
        return None
    centuries = (first[:2],) if len(first) > 2 else CENTURIES
    meant = [(century + first[-2:], century + last) for century in centuries]
    named = len(first) == 2 and not words.periods.isdisjoint(before[-2:])
    return next((period for period in meant if period in long), meant[0] if named else None)


def _finding(
    programme: Programme,
    short: Mapping[str, Mapping[re.Match[str], Period]],
    long: Mapping[Period, Mapping[str, list[int]]],
) -> Finding:
    forms: dict[str, list[int]] = {}
    for text, matches in short.items():
        for match in matches:
            forms.setdefault(match[0], []).extend(programme.rows_of[text])
    in_full = {
        form: rows
        for period in dict.fromkeys(p for matches in short.values() for p in matches.values())
        for form, rows in long.get(period, {}).items()
    }
    new = {text: _in_full(text, matches) for text, matches in short.items()}
    places = dict.fromkeys(index for own in (*forms.values(), *in_full.values()) for index in own)
    message = (
        say("Period written {forms}.", forms=located(programme, forms | in_full))
        if in_full
        else say("Short year range: {forms}.", forms=located(programme, forms))
    )
    return found(programme, list(places), message, fix=unsafe(*relabel(programme, new)))


def _in_full(text: str, matches: Mapping[re.Match[str], Period]) -> str:
    return substitute(text, matches, lambda match: match[2].join(matches[match]))
