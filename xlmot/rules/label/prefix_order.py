"""Prefix order.

The countries of a prefix do not stand in the order of the settings.

Why
    `DE-FR` and `FR-DE` are one border: written both ways, it takes two lines in the summary.

Example
    | Code | Title                    |              |
    |------|--------------------------|--------------|
    | 1    | ROADS                    |              |
    | 1    | DE-FR / Paint the bridge | prefix order |
    | 1    | FR-DE / Mend the bridge  |              |

Fix
    Unsafe: the countries are put in the order of the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, set_cell, unsafe
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import Prefixes

SEVERITY = Severity.NOTE
FIX = "unsafe"
NEEDS = ("/",)


def check(programme: Programme) -> Iterator[Finding]:
    prefixes = programme.vocabulary.prefixes
    for text in (text for text in programme.rows_of if " / " in text):
        label = programme.parts[text]
        if prefixes.kind(label.prefix) != "country":
            continue
        ordered = _ordered(label.prefix, prefixes)
        if ordered == label.prefix:
            continue
        message = say(
            "Order of the prefix: “{shown}” → “{prefix}”.", shown=label.prefix, prefix=ordered
        )
        new = text.replace(label.prefix, ordered, 1)
        for index in programme.rows_of[text]:
            fix = unsafe(set_cell(programme.table, index, "label", new))
            yield found(programme, index, message, fix=fix)


def _ordered(prefix: str, prefixes: Prefixes) -> str:
    """Return the prefix with its countries in order.

    >>> _ordered("FR-MC-IT", Prefixes(countries=("IT", "MC", "FR"), first="FR"))
    'FR-IT-MC'
    """
    return "-".join(
        sorted(
            prefix.split("-"),
            key=lambda part: (part != prefixes.first, prefixes.countries.index(part)),
        )
    )
