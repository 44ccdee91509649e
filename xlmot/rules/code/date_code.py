"""Code turned into a date.

Excel made a date of a code such as `1.2.3` or `1-2`.

Why
    The code is gone: the cell holds the number of a day, and shows it as each computer likes.

Example
    | Code         | Title           |                         |
    |--------------|-----------------|-------------------------|
    | 1            | ROADS           |                         |
    | 1.1          | SQUARES         |                         |
    | {2001-01-01} | Markets         | code turned into a date |
    | {2001-01-01} | Pave the market | code turned into a date |

Fix
    Unsafe: the one code that fits between its neighbours, if only one does. Give the column the
    format Text before you type it again.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import canonical, code_meant

SEVERITY = Severity.ERROR
FIX = "unsafe"
NEEDS = ("date-code",)


def check(programme: Programme) -> Iterator[Finding]:
    for index in programme.faults.get("date-code", ()):
        message = _message(programme, index)
        fix = canonical(programme, index, sure=False)
        yield found(programme, index, message, column="code", fix=fix)


def _message(programme: Programme, index: int) -> Message:
    reading, day = programme.table.readings[index], _day(programme.table.code_value(index))
    code = code_meant(programme, index)
    if code is not None:
        return say("Code turned into a date: {day} → {code}?", day=day, code=code)
    grammar = programme.table.grammar
    codes = tuple(map(grammar.text, reading.candidates if reading else ()))
    if codes:
        return say(
            "Code turned into a date: {day}, which may have been {codes}.", day=day, codes=codes
        )
    return say("Code turned into a date: {day}.", day=day)


def _day(value: object) -> Message:
    """Return a date as each language writes it."""
    day, month, year = (str(getattr(value, part, "")) for part in ("day", "month", "year"))
    return say("{year}-{month}-{day}", year=year, month=month.zfill(2), day=day.zfill(2))
