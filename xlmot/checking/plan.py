"""Plan the cleaning of a workbook: fixes in a fixed order, repeated until nothing safe is left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TypeAlias

from xlmot.checking.check import check_workbook
from xlmot.checking.readers import AtFirst, Readers
from xlmot.checking.standing import is_read_worse
from xlmot.findings import DeleteRow, Edit, Finding, Safety, SetCell, Unmerge
from xlmot.findings.edits import Ledger, apply_edits
from xlmot.findings.invariants import verify_invariants
from xlmot.findings.together import apart, together
from xlmot.messages import say
from xlmot.messages.errors import RefusedEdit, XlmotError
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import NOTHING_STATED, Stated, Traits, Workbook, read_workbook
from xlmot.rules import OWN, all_rules
from xlmot.settings.load import Settings

# The swapped header comes before the deletions, or its row would be deleted as a header; blank rows
# after merged codes were filled, since those look blank; codes before the labels and duplicates
# that are judged by them.
FIRST = (
    ("merged-cells",),
    ("invisible-in-code", "invisible-character", "decomposed-accents", "mojibake"),
    ("swapped-header",),
    ("repeated-header", "blank-row"),
)
GROUPS = (
    *("header", "code", "typography", "label", "column", "workbook", "duplicate", "hierarchy"),
    OWN,
)
MOST_ROUNDS = 50

# Marks the findings of programmes that staff chose to ignore, or whose fix they confirmed.
ApplyDecisions: TypeAlias = Callable[[Sequence[Programme], Sequence[Finding]], list[Finding]]


class Target(NamedTuple):
    """What an edit changes: a cell, or where the column is 0, a row.

    `value` is False where merged cells are unmerged: the value of the first may change besides.
    """

    sheet: str
    row: int
    column: int
    value: bool = True


def as_found(_: Sequence[Programme], findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings as they are: nobody decided anything."""
    return list(findings)


@dataclass(frozen=True, slots=True)
class Plan:
    """The edits of a cleaning, as of the workbook that was read, and the findings they answer.

    `left` are the findings that remain after it, `grids` the sheets as they then are. `outdated`
    are those found at first of which staff confirmed another fix: they are not made.
    """

    edits: tuple[Edit, ...]
    fixed: tuple[Finding, ...]
    left: tuple[Finding, ...]
    grids: tuple[Grid, ...]
    outdated: tuple[Finding, ...] = ()


def plan_cleaning(
    name: str,
    grids: Iterable[Grid],
    settings: Settings,
    *,
    unsafe: bool = False,
    locked: Collection[Target] = (),
    traits: Traits | None = None,
    stated: Stated = NOTHING_STATED,
    readers: Callable[[], Readers] | None = None,
    apply_decisions: ApplyDecisions = as_found,
) -> Plan:
    """Return what cleaning a workbook would do; with `unsafe`, the fixes to be confirmed too.

    Each round makes the fixes of the earliest step that has any, then everything is checked again,
    so that no fix is made on a cell that another one has changed. What staff chose to ignore
    is left; a fix to be confirmed is made where, in the first round, they have confirmed it.
    `readers` are those of the whole workbook, where it has more than these sheets.
    A fix that needs a `locked` cell or row is not made; of rows to delete, those that are not
    locked go. A round after which the table would be read worse is not made either.

    Raises:
        RefusedEdit: the fixes do not settle, or would lose something; nothing is to be written.
    """
    first = tuple(grids)
    now, ledger, fixed = first, Ledger(first), list[Finding]()
    confirmed: _Confirmed | None = None
    barred: set[str] = set()
    workbook = read_workbook(name, now, settings.vocabulary, traits, stated)
    readers = readers or cache(lambda: Readers(first))

    def tried(grids: tuple[Grid, ...], own: Iterable[Finding]) -> tuple[tuple[Grid, ...], Workbook]:
        after = apply_edits(grids, _edits(own))
        return after, read_workbook(name, after, settings.vocabulary, traits, stated)

    def worsens(before: Workbook, grids: tuple[Grid, ...], own: Iterable[Finding]) -> bool:
        kept = list(own)
        return is_read_worse(before.programmes, tried(grids, kept)[1].programmes, _edits(kept))

    for _ in range(MOST_ROUNDS):
        checked = check_workbook(workbook, settings, AtFirst(readers, ledger.origin, ledger.gone))
        left = apart(apply_decisions(workbook.programmes, checked))
        confirmed = confirmed or _Confirmed(left, ledger)
        left = confirmed.among(left, ledger)
        allowed = (finding for finding in left if finding.rule not in barred)
        findings = _next(_unlocked(allowed, ledger, locked), unsafe=unsafe)
        if not findings:
            edits = tuple(ledger.edits())
            verify_invariants(first, now, edits)
            outdated = () if unsafe else confirmed.outdated
            return Plan(edits, tuple(fixed), tuple(together(left)), now, outdated)
        after, cleaned = tried(now, findings)
        if is_read_worse(workbook.programmes, cleaned.programmes, _edits(findings)):
            barred |= _culprits(findings, partial(worsens, workbook, now))
            continue
        confirmed.settle(findings, ledger)
        workbook, now = cleaned, after
        ledger.add(_edits(findings))
        fixed += findings
    raise RefusedEdit(
        say(
            "The corrections of {rules} undo one another; nothing is written.",
            rules=tuple({f.rule for f in findings}),
        ),
        say(
            "Leave those rules out with “--ignore”, and show this workbook to whoever "
            "installed xlmot for you."
        ),
    )


def _culprits(
    findings: Collection[Finding], is_worse: Callable[[Iterable[Finding]], bool]
) -> set[str]:
    """Return the rules whose fixes make the table worse to read; all of them if none does alone."""
    rules = {finding.rule for finding in findings}
    alone = {rule for rule in rules if is_worse(f for f in findings if f.rule == rule)}
    return alone or rules


class _Confirmed:
    """The fixes that staff confirmed and that are still to be made, by rule and first cell.

    Cells are as they were when the workbook was read. Of several fixes of a rule that begin in
    one cell, all were confirmed or none is: after the first there is no telling them apart.
    """

    def __init__(self, findings: Sequence[Finding], ledger: Ledger) -> None:
        self.outdated = tuple(f for f in findings if f.outdated and _asks(f))
        decided = any(finding.confirmed for finding in findings)
        fixes = [(_begins(f, ledger), f) for f in findings if f.fix and decided]
        all_fixes = Counter(key for key, _ in fixes)
        asked = Counter(key for key, finding in fixes if finding.confirmed)
        self.left = Counter({key: count for key, count in asked.items() if count == all_fixes[key]})

    def among(self, findings: Iterable[Finding], ledger: Ledger) -> list[Finding]:
        """Return the findings, those marked whose fix is confirmed; new ones are not."""
        plain = [f._replace(confirmed=False) if f.confirmed else f for f in findings]
        if not self.left:
            return plain
        places: defaultdict[tuple[str, Target], list[int]] = defaultdict(list)
        for place, finding in enumerate(plain):
            if finding.fix:
                places[_begins(finding, ledger)].append(place)
        for key, count in self.left.items():
            if len(places[key]) <= count:
                for place in places[key]:
                    plain[place] = plain[place]._replace(confirmed=True)
        return plain

    def settle(self, fixed: Iterable[Finding], ledger: Ledger) -> None:
        """Note which fixes are now made; rows are named as they are before that."""
        self.left -= Counter(_begins(finding, ledger) for finding in fixed if finding.confirmed)


def _begins(finding: Finding, ledger: Ledger) -> tuple[str, Target]:
    if finding.fix is None:
        raise AssertionError(finding)
    return finding.rule, _target(finding.fix.edits[0], ledger)


def _unlocked(
    findings: Iterable[Finding], ledger: Ledger, locked: Collection[Target]
) -> Iterator[Finding]:
    """Yield the findings whose fix can be made, without the deletions of locked rows."""
    for finding in findings:
        if finding.fix is None:
            continue
        free = tuple(edit for edit in finding.fix.edits if _target(edit, ledger) not in locked)
        split = len(free) < len(finding.fix.edits)
        if split and not (free and all(isinstance(e, DeleteRow) for e in finding.fix.edits)):
            continue
        yield finding._replace(fix=finding.fix._replace(edits=free))


def target(edit: Edit, row: int | None = None) -> Target:
    """Return what an edit changes; of merged cells the first."""
    if isinstance(edit, Unmerge):
        return Target(edit.sheet, row or edit.row, edit.area.left, value=False)
    return Target(edit.sheet, row or edit.row, edit.column if isinstance(edit, SetCell) else 0)


def _asks(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.safety is Safety.UNSAFE


def _target(edit: Edit, ledger: Ledger) -> Target:
    return target(edit, ledger.origin(edit.sheet, edit.row))


def _next(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """Return the findings to fix now: of the earliest step, no two wanting a cell differently."""
    allowed = {Safety.SAFE, Safety.UNSAFE} if unsafe else {Safety.SAFE}
    fixable = [
        f for f in findings if f.fix and (f.fix.safety in allowed or f.confirmed) and not f.ignored
    ]
    step = min((_step(finding.rule) for finding in fixable), default=0)
    kept: list[Finding] = []
    taken: dict[Target, object] = {}
    for finding in fixable:
        if finding.fix is None or _step(finding.rule) != step:
            continue
        claims = {target(edit): _wish(edit) for edit in finding.fix.edits}
        if all(taken.get(cell, new) == new for cell, new in claims.items()):
            taken.update(claims)
            kept.append(finding)
    return kept


def _wish(edit: Edit) -> object:
    return edit.new if isinstance(edit, SetCell) else type(edit)


def _step(name: str) -> int:
    """Return the place of a rule's fixes in the order of cleaning."""
    for place, names in enumerate(FIRST):
        if name in names:
            return place
    return len(FIRST) + GROUPS.index(all_rules()[name].group)


def _edits(findings: Iterable[Finding]) -> list[Edit]:
    edits = (edit for finding in findings if finding.fix for edit in finding.fix.edits)
    return list(dict.fromkeys(edits))


def feasible_plan(
    workbook: Workbook,
    settings: Settings,
    refusals: Callable[[Sequence[Edit]], Sequence[tuple[Edit, XlmotError]]],
    apply_decisions: ApplyDecisions,
    *,
    readers: Callable[[], Readers],
    unsafe: bool,
    locked: Collection[Target] = (),
) -> tuple[Plan, list[tuple[Edit, XlmotError]]]:
    """Return a plan all of whose edits the book allows, and the edits of which it `refusals` says.

    A fix that needs a cell or a row that cannot be changed is left out whole, and the rest is
    planned again without it. The `locked` cells and rows are left as they are.
    """
    refused: dict[Target, tuple[Edit, XlmotError]] = {}
    plan_all = partial(
        plan_cleaning,
        workbook.name,
        workbook.grids,
        settings,
        unsafe=unsafe,
        traits=workbook.traits,
        stated=workbook.stated,
        readers=readers,
        apply_decisions=apply_decisions,
    )
    while True:
        plan = plan_all(locked={*locked, *refused})
        found = {target(edit): (edit, reason) for edit, reason in refusals(plan.edits)}
        if not found.keys() - refused.keys():
            return plan, list(refused.values())
        refused |= found
