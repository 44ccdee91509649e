"""Say once what was found in many cells, and take it apart again to correct each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from xlmot.findings.finding import Finding, Fix
from xlmot.messages import say

# So many findings of a rule that say the same on a sheet have one cause.
MANY = 10


def together(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, each ten or more that say the same on a sheet as one, in its place.

    >>> from xlmot.findings.finding import Place
    >>> twins = [Finding((Place("Plan", row, 2),), say("Extra spaces.")) for row in range(3, 13)]
    >>> [(len(one.parts), str(one.message)) for one in together(twins)]
    [(10, 'Extra spaces. In 10 cells.')]
    """
    often = {rule for rule, count in Counter(f.rule for f in findings).items() if count >= MANY}
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        key = _key(finding) if finding.rule in often and len(finding.places) == 1 else number
        groups.setdefault(key, []).append(finding)
    return [
        one
        for group in groups.values()
        for one in ([_joined(group)] if len(group) >= MANY else group)
    ]


def apart(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, each that was put together as those it was made of.

    What staff decided on the one holds for all of them.
    """
    return [one for finding in findings for one in _parts(finding)]


def _key(finding: Finding) -> object:
    safety = finding.fix and finding.fix.safety
    decided = (finding.ignored, finding.confirmed, finding.outdated)
    return finding.rule, finding.sheet, finding.severity, safety, decided, str(finding.message)


def _joined(group: Sequence[Finding]) -> Finding:
    first = group[0]
    edits = [edit for one in group if one.fix for edit in one.fix.edits]
    message = say("{message} In {count} cells.", message=first.message, count=len(group))
    return first._replace(
        places=tuple(place for one in group for place in one.places),
        message=message,
        fix=Fix(first.fix.safety, tuple(edits)) if first.fix else None,
        parts=tuple(group),
    )


def _parts(finding: Finding) -> Sequence[Finding]:
    decided = (finding.ignored, finding.confirmed, finding.outdated)
    return [
        one._replace(ignored=decided[0], confirmed=decided[1], outdated=decided[2])
        for one in finding.parts
    ] or [finding]
