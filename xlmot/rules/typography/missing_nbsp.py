"""Missing non-breaking spaces.

A plain space stands where French wants one at which the line is never broken.

Why
    In a narrow column Excel breaks a label at any plain space: a line may then begin with `:` or
    `»`, or a number be cut from its unit.

Example
    | Code | Title                         |              |
    |------|-------------------------------|--------------|
    | 1    | Voirie                        |              |
    | 1    | Étude de voirie : deux places | missing nbsp |
    | 1    | Trois places                  |              |

Fix
    Safe: the space before `:`, `;`, `!`, `?`, `»` or a unit and after `«` becomes non-breaking. A
    house may ask for the contrary (`policy = "plain"`), or for nothing (`policy = "keep"`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.rules import Remark, substitute
from xlmot.rules.addresses import ADDRESS

SEVERITY = Severity.NOTE
FIX = "safe"
ENABLED = False
LANGUAGES = ("fr",)
OPTIONS = {
    "policy": say("nbsp: such spaces are asked for; plain: they are taken out."),
    "units": say("Units that stay on the line of their number."),
}
SILENT = ADDRESS
NO_MATCH = "(?!)"


def pattern(*, policy: str, units: Sequence[str]) -> re.Pattern[str]:
    if policy != "nbsp":
        return lazy("[\u00a0\u202f]" if policy == "plain" else NO_MATCH)
    unit = "|".join(map(re.escape, units)) or NO_MATCH
    return lazy(rf"(?<=«) (?=\S)|(?<=[^ ]) (?=[»;!?]|:(?!\S))|(?<=\d) (?=(?:{unit})(?!\w))")


def check(
    text: str, matches: list[re.Match[str]], *, policy: str = "nbsp", units: Sequence[str] = ()
) -> Remark:
    del units
    if policy == "plain":
        return Remark(say("Non-breaking space in the label."), substitute(text, matches, " "))
    marks = tuple(dict.fromkeys(map(_mark, matches)))
    return Remark(
        say("Non-breaking space expected ({marks}).", marks=marks),
        substitute(text, matches, "\u00a0"),
    )


def _mark(match: re.Match[str]) -> str:
    """Return the mark or unit that the space must not be separated from."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if before.endswith("«") or after[0] == "»":
        return "« »"
    return after[0] if after[0] in ":;!?" else after.split()[0].rstrip(".,;)")
