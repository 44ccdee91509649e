"""Text around the code.

The code cell says more than the code: a word before it, a bracket, a colon or a dash after it; or
it lacks the word that stands before the other codes of its level.

Why
    `Goal 1` and `1` are two codes for whoever sorts, filters or counts.

Example
    | Code   | Title           |                      |
    |--------|-----------------|----------------------|
    | Goal 1 | ROADS           | text around the code |
    | 1      | Pave the square |                      |
    | 1      | Light the lane  |                      |

Fix
    Safe: the code alone is written. Unsafe where the code itself is a guess (`Goal 1-3`). A word or
    letter that stands before nearly all codes of a level, such as `OS1`, `OS2`, is the house's own
    way, and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import PEERS, canonical, faulty, peers

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
NEEDS = ("decorated-code",)


def check(programme: Programme) -> Iterator[Finding]:
    odd = list(faulty(programme, "decorated-code"))
    levels = Counter((_depth(programme, index), text.split()[0]) for index, text in odd if text)
    for index, text in odd:
        alike = levels[_depth(programme, index), text.split()[0]]
        if alike > 1 and not peers(programme, index, "decorated-code") and text[0].isalpha():
            continue
        fix = canonical(programme, index)
        yield found(programme, index, _message(programme, index, text), column="code", fix=fix)


def _depth(programme: Programme, index: int) -> int:
    return len(programme.table.paths[index] or ())


def _message(programme: Programme, index: int, text: str) -> Message:
    code, head = programme.code(index) or "", _head(programme, index)
    count = peers(programme, index, "decorated-code")
    if not head or count < PEERS:
        return say("Text around the code: “{value}” → {code}.", value=text, code=code)
    return say(
        "“{value}” → {code}: the {count} other codes of this level begin with “{head}”.",
        value=text,
        code=code,
        count=count,
        head=head,
    )


def _head(programme: Programme, index: int) -> str:
    """Return the word that the house puts before the codes of the level of a row."""
    return programme.table.grammar.head(len(programme.table.paths[index] or ()) - 1).strip()
