"""Mixed quotes.

Two kinds of quotes stand side by side in one label.

Why
    The reader looks for a difference between the two that is not there: most often one of the
    passages was pasted from another document.

Example
    | Code | Title                                  |              |
    |------|----------------------------------------|--------------|
    | 1    | Voirie                                 |              |
    | 1    | Groupes « places » et "rues du centre" | mixed quotes |
    | 1    | Groupe « ponts »                       |              |

Fix
    Unsafe: all take the quotes of print that the label already has. Quotes within quotes are
    right as they are.
"""

from __future__ import annotations

import re

from xlmot.findings import Safety, Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark
from xlmot.rules.quotes import MARKS, Quoted, inner, quoted_passages

SEVERITY = Severity.WARNING
FIX = "unsafe"
# Where quotes are of two kinds, one of these stands.
PATTERN = lazy('["«]')
NEEDS = ('"', "«", "“")
SPACED = lazy(r"«(\s*)")


def check(text: str, matches: list[re.Match[str]]) -> Remark | None:
    del matches
    if sum(map(text.__contains__, NEEDS)) < 2:
        return None
    passages = quoted_passages(text)
    kinds = list(dict.fromkeys(passage.kind for passage in passages))
    if len(kinds) < 2:
        return None
    message = say(
        "Quotes {first} and {second} mixed in one label.",
        first=MARKS[kinds[0]],
        second=MARKS[kinds[1]],
    )
    return Remark(message, _alike(text, passages), Safety.UNSAFE)


def _alike(text: str, passages: list[Quoted]) -> str | None:
    """Return the label with one kind of quotes; None where quotes within quotes would meet."""
    opening, closing = _target(text, passages)
    new = text
    for passage in reversed(passages):
        if text[passage.start] == opening[0]:
            continue
        words = inner(text, passage)
        if any(map(words.__contains__, '"«»“”')):
            return None
        new = new[: passage.start] + opening + words + closing + new[passage.end :]
    return new


def _target(text: str, passages: list[Quoted]) -> tuple[str, str]:
    """Return the marks of print that the label has, guillemets with the space it gives them."""
    first = next((p for p in passages if p.kind == "guillemets"), None)
    if first is None:
        return "“", "”"
    space = SPACED.match(text, first.start)
    gap = space[1] if space else ""
    return f"«{gap}", f"{gap}»"
