"""Prefix spacing.

A known prefix has no space before or after its slash, or spaces around its hyphens.

Why
    A prefix is told by ` / ` between plain spaces: written otherwise, its row is missing from the
    summary by prefix, and a filter on it.

Example
    | Code | Title                     |                |
    |------|---------------------------|----------------|
    | 1    | ROADS                     |                |
    | 1    | FR – DE/ Paint the bridge | prefix spacing |
    | 1    | FR-DE / Mend the bridge   |                |

Fix
    Safe: `FR-DE / Paint the bridge`. A single word needs a space beside its slash and a sentence
    after it, so that `EP/EC meetings` stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found, safe, set_cell
from xlmot.messages import say
from xlmot.programme.outline import Programme
from xlmot.rules.prefixes import has_prefixes, is_well_spaced, read_prefix

SEVERITY = Severity.WARNING
FIX = "safe"
NEEDS = ("prefixes",)


def check(programme: Programme) -> Iterator[Finding]:
    prefixes = programme.vocabulary.prefixes
    if not has_prefixes(prefixes):
        return
    for text, rows in programme.rows_of.items():
        prefix = None if is_well_spaced(text, prefixes) else read_prefix(text, prefixes)
        if prefix is None or prefix.well_spaced:
            continue
        right = f"{prefix.prefix} / "
        message = say(
            "Spaces of the prefix: “{shown}” → “{prefix}”.",
            shown=prefix.shown.strip(),
            prefix=right.strip(),
        )
        for index in rows:
            fix = safe(set_cell(programme.table, index, "label", right + prefix.rest))
            yield found(programme, index, message, fix=fix)
