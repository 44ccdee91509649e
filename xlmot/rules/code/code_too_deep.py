"""Code too deep.

A code has more levels than the house uses.

Why
    No title is expected there: summaries stop at the levels of the house and leave the row out.

Example
    | Code      | Title           |               |
    |-----------|-----------------|---------------|
    | 1         | ROADS           |               |
    | 1.1.1.1.1 | Pave the square | code too deep |
    | 1.1.1     | Light the lane  |               |

Fix
    None: the row belongs to another code, or the house has one more level. Where more than a few
    codes are as deep, it has, unless its settings say how its codes are made.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.codes import depth_of, faulty

SEVERITY = Severity.ERROR
NEEDS = ("code-too-deep",)
# So few codes, of so few rows, are deeper than the house goes.
FEW, FEW_SHARE = 2, 0.05


def check(programme: Programme) -> Iterator[Finding]:
    deep = list(faulty(programme, "code-too-deep"))
    stated = len(programme.vocabulary.grammars) == 1
    if not stated and len(deep) > max(FEW, FEW_SHARE * len(programme.table.paths)):
        # The house has more levels than others, unless its settings say how many.
        return
    for index, text in deep:
        message = say(
            "Code “{value}” has {levels} levels (at most {most}).",
            value=text,
            levels=depth_of(programme, index),
            most=programme.table.grammar.depth,
        )
        yield found(programme, index, message, column="code")
