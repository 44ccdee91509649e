"""Plan the cleaning of a workbook: fixes in a fixed order, repeated until nothing safe is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xlmot.check import check_workbook
from xlmot.edits import Ledger, apply_edits
from xlmot.errors import RefusedEdit
from xlmot.findings import DeleteRow, Edit, Finding, Fix, Safety
from xlmot.messages import say
from xlmot.programme.grid import Grid
from xlmot.programme.workbook import read_workbook
from xlmot.rules import all_rules
from xlmot.settings import Settings

# The swapped header before the deletions, or its row would be deleted as a header; blank rows
# after merged codes were filled, since those look blank; codes before the labels and duplicates
# that are judged by them.
FIRST = (
    ("merged-cells",),
    ("invisible-in-code", "invisible-character", "decomposed-accents", "mojibake"),
    ("swapped-header",),
    ("repeated-header", "blank-row"),
)
GROUPS = (
    ("header",),
    ("code",),
    ("typography", "label"),
    ("column", "workbook"),
    ("duplicate",),
    ("hierarchy",),
)
MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """The edits of a cleaning, as of the workbook that was read, and the findings they answer."""

    edits: tuple[Edit, ...]
    fixed: tuple[Finding, ...]
    left: tuple[Finding, ...]
    grids: tuple[Grid, ...]


def plan_cleaning(
    name: str, grids: Iterable[Grid], settings: Settings, *, unsafe: bool = False
) -> Plan:
    """Return what cleaning a workbook would do; with `unsafe`, the fixes to be confirmed too.

    Raises:
        RefusedEdit: the fixes do not settle, which is a fault of a rule; nothing is to be written.
    """
    now = tuple(grids)
    ledger = Ledger(now)
    fixed: list[Finding] = []
    for step in _steps():
        own = _only(settings, step)
        for _ in range(MOST_ROUNDS):
            findings = _fixable(_check(name, now, own), unsafe=unsafe)
            if not findings:
                break
            edits = _edits(findings)
            now = apply_edits(now, edits)
            ledger.add(edits)
            fixed += findings
        else:
            raise RefusedEdit(
                say("The corrections of {rules} do not settle.", rules=tuple(sorted(step))),
                say("Leave those rules out with “--ignore”, and report this workbook."),
            )
    return Plan(tuple(ledger.edits()), tuple(fixed), tuple(_check(name, now, settings)), now)


def _steps() -> list[frozenset[str]]:
    """Return the names of the rules that can fix something, in the order of cleaning."""
    placed = {name for step in FIRST for name in step}
    rules = [rule for rule in all_rules().values() if rule.fix != "none"]
    later = (
        frozenset(rule.name for rule in rules if rule.group in groups and rule.name not in placed)
        for groups in GROUPS
    )
    known = {rule.name for rule in rules}
    first = (frozenset(known.intersection(names)) for names in FIRST)
    return [step for step in (*first, *later) if step]


def _only(settings: Settings, names: frozenset[str]) -> Settings:
    """Return the settings with no other rule than these enabled."""
    enabled = (all_rules()[name] for name in names if settings.enabled(all_rules()[name]))
    return replace(settings, selected=frozenset(rule.name for rule in enabled) or frozenset({""}))


def _check(name: str, grids: Sequence[Grid], settings: Settings) -> list[Finding]:
    return check_workbook(read_workbook(name, grids, settings.vocabulary), settings)


def _fixable(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """Return the findings to fix now: no two touch the same cell or row in different ways."""
    allowed = {Safety.SAFE, Safety.UNSAFE} if unsafe else {Safety.SAFE}
    kept: list[Finding] = []
    taken: dict[tuple[str, int, int], object] = {}
    for finding in findings:
        if finding.fix is None or finding.fix.safety not in allowed or finding.ignored:
            continue
        claims = _claims(finding.fix)
        if all(taken.get(cell, new) == new for cell, new in claims.items()):
            taken.update(claims)
            kept.append(finding)
    return kept


def _claims(fix: Fix) -> dict[tuple[str, int, int], object]:
    """Return what a fix wants of each cell; column 0 stands for a whole row."""
    claims: dict[tuple[str, int, int], object] = {}
    for edit in fix.edits:
        if isinstance(edit, DeleteRow):
            claims[edit.sheet, edit.row, 0] = "delete"
        else:
            claims[edit.sheet, edit.row, edit.column] = edit.new
    return claims


def _edits(findings: Iterable[Finding]) -> list[Edit]:
    edits = (edit for finding in findings if finding.fix for edit in finding.fix.edits)
    return list(dict.fromkeys(edits))
