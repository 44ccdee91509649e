"""Letter in place of a digit.

A letter such as `l`, `I` or `O` stands in a code where a digit was meant.

Why
    The eye reads `l.1` as 1.1; Excel does not, and the row is missing from its group.

Example
    | Code | Title           |                            |
    |------|-----------------|----------------------------|
    | 1    | ROADS           |                            |
    | 1.1  | Squares         |                            |
    | l.1  | Pave the square | letter in place of a digit |

Fix
    Unsafe: the digit that looks like the letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, set_cell, unsafe
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.programme.running import with_digits
from xlmot.rules.codes import canonical, faulty, runs_of_codes

SEVERITY = Severity.ERROR
FIX = "unsafe"
NEEDS = ("look-alike-letter", "placed")


def check(programme: Programme) -> Iterator[Finding]:
    lettered = list(faulty(programme, "look-alike-letter"))
    rows = programme.table.data() if lettered else ()
    texts = {programme.table.code_text(index) for index in rows}
    for index, text in lettered:
        if _is_lettered(text, texts):
            continue
        message = say("Letter in place of a digit: “{value}”.", value=text)
        fix = canonical(programme, index)
        yield found(programme, index, message, column="code", fix=fix)
    table = programme.table
    for run in runs_of_codes(programme):
        for index, path in zip(run.rows, run.numbers, strict=True):
            label = table.labels[index]
            mended = with_digits(label) if path is None else ""
            if mended:
                message = say("Letter in place of a digit: “{value}”.", value=label)
                fix = unsafe(set_cell(table, index, "label", mended))
                yield found(programme, index, message, fix=fix)


def _is_lettered(text: str, texts: set[str]) -> bool:
    """Return whether another code has another letter in the same place: `2.k`, `2.l`, `2.m`."""
    places = [place for place, sign in enumerate(text) if sign.isalpha()]
    return any(
        f"{text[:place]}{letter}{text[place + 1 :]}" in texts
        for place in places
        for letter in "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
        if letter != text[place]
    )
