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
    Safe: the code alone is written. Unsafe where the code itself is a guess (`Goal 1-3`); none for
    a word before the code of a cell that holds the label too: it may be part of that. A word or
    letter that stands before nearly all codes of a level, such as `OS1`, `OS2`, is the house's own
    way, and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.programme.grammar import USUAL
from xlmot.programme.outline import Programme
from xlmot.rules.codes import PEERS, canonical, depth_of, faulty, peers

SEVERITY = Severity.WARNING
FIX = "safe or unsafe"
NEEDS = ("decorated-code",)
WORD = lazy(r"[^\W\d_]{3,}")


def check(programme: Programme) -> Iterator[Finding]:
    odd = list(faulty(programme, "decorated-code"))
    levels = Counter((depth_of(programme, index), text.split()[0]) for index, text in odd if text)
    others = peers(programme, "decorated-code")
    for index, text in odd:
        depth = depth_of(programme, index)
        same = levels[depth, text.split()[0]] if text[:1].isalpha() else 0
        if same and _is_usual(same + programme.table.placed, others[depth]):
            continue
        message = _message(programme, index, text, others[depth])
        fix = None if _loses_a_word(programme, index, text) else canonical(programme, index)
        yield found(programme, index, message, column="code", fix=fix)


def _loses_a_word(programme: Programme, index: int, text: str) -> bool:
    """Return whether a word before the code of a cell with a label would go, and no other come."""
    spot = programme.table.code_spot(index)
    shared = spot is not None and spot.end is not None
    return shared and not _head(programme, index) and WORD.search(text) is not None


def _is_usual(count: int, others: int) -> bool:
    """Return whether so many codes of a level that begin with a word have it by the house's way."""
    return count > 1 if not others else count >= max(PEERS, USUAL * (count + others))


def _message(programme: Programme, index: int, text: str, count: int) -> Message:
    code, head = programme.code(index) or "", _head(programme, index)
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
    return programme.table.grammar.head(depth_of(programme, index) - 1).strip()
