"""Frequency format.

How often something is done is noted in several ways: `2/year`, `2 / year`, `2 per year`.

Why
    One programme, one hand; and a search for one form misses the others.

Example
    | Code | Title                 |                  |
    |------|-----------------------|------------------|
    | 1    | ROADS                 |                  |
    | 1    | Inspection (2 / year) | frequency format |
    | 1    | Newsletter, 3/year    | frequency format |
    | 1    | Inspection in June    |                  |

Fix
    Unsafe: all take the form that most rows have, the first met on a tie.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from xlmot.findings import Finding, Severity, found, unsafe
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.programme.similarity import normalise
from xlmot.rules import substitute
from xlmot.rules.addresses import outside_addresses
from xlmot.rules.forms import listed, most_used, relabel

SEVERITY = Severity.NOTE
FIX = "unsafe"
NEEDS = ("digit",)
OPTIONS = {
    "units": say("Each unit of time, and the word before it."),
    "times": say("The word before the unit, and the one that counts the times."),
}
NO_WORDS: Mapping[str, str] = {}


def check(
    programme: Programme,
    *,
    units: Mapping[str, str] = NO_WORDS,
    times: Mapping[str, str] = NO_WORDS,
) -> Iterator[Finding]:
    if not units:
        return
    pattern = _pattern(units, times)
    ends = {plain.rpartition(" ")[2] for plain in normalise(units)}
    plain = programme.normalised
    timed = [t for t in programme.rows_of.with_digits if not ends.isdisjoint(plain[t].split())]
    noted = {text: ms for text in timed if (ms := outside_addresses(text, pattern))}
    rows: dict[str, list[int]] = {}
    shown: dict[str, str] = {}
    for text, matches in noted.items():
        for match in matches:
            style = _style(match)
            shown.setdefault(style, match[0])
            rows.setdefault(style, []).extend(programme.rows_of[text])
    if len(rows) < 2:
        return
    style = most_used(rows)
    new = {
        text: substitute(text, matches, lambda match: _rewritten(match, style, units, times))
        for text, matches in noted.items()
    }
    forms = {shown[style]: rows[style] for style in sorted(rows, key=lambda s: min(rows[s]))}
    message = say("Frequency noted {forms}.", forms=listed(programme, forms))
    places = sorted({index for own in rows.values() for index in own})
    yield found(programme, places, message, fix=unsafe(*relabel(programme, new)))


def _pattern(units: Mapping[str, str], times: Mapping[str, str]) -> re.Pattern[str]:
    def either(words: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True))) or "(?!)"

    joint = (
        rf"(?P<before>\s?)(?:(?P<times>{either(times.values())})|(?P<x>x))?"
        rf"(?:(?P<slash>\s?/\s?)|\s(?P<per>{either(units.values())})\s)"
    )
    return lazy(
        rf"(?P<number>\d(?<![\w/.,].)\d{{0,2}}){joint}(?P<unit>{either(units)})(?!\w)",
        re.IGNORECASE,
    )


def _style(match: re.Match[str]) -> str:
    """Return what stands between the number and the unit, words by their part in it.

    `2 / an` gives ` / `, `2 fois par an` and `2 times per year` give ` {times} {per} `.
    """
    before = " " if match["before"] else ""
    times = "{times}" if match["times"] else "x" if match["x"] else ""
    if match["per"]:
        return f"{before}{times} {{per}} "
    return f"{before}{times}" + re.sub(r"\s", " ", match["slash"])


def _rewritten(
    match: re.Match[str], style: str, units: Mapping[str, str], times: Mapping[str, str]
) -> str:
    """Return a frequency in another style, in the language of its unit."""
    if _style(match) == style:
        return match[0]
    per = units[match["unit"].casefold()]
    return match["number"] + style.format(per=per, times=times.get(per, "x")) + match["unit"]
