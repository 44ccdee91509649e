"""Make the sheet that shows what cleaning would change, one line per change, to tick or untick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xlmot.books.mark import KEY_HEADER, Mark, find_key
from xlmot.checking.plan import Plan, Target, target
from xlmot.findings import DeleteRow, Edit, Finding, Safety, SetCell, Unmerge
from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.reports.cleaning import planned
from xlmot.reports.values import day_text
from xlmot.sheets.actions import KEY
from xlmot.sheets.changes import before_and_after
from xlmot.sheets.finding_rows import rule_title
from xlmot.sheets.layout import Edition, SheetDraft, back_to
from xlmot.sheets.model import Cell, ColumnWidth, DropDown, LinkTarget, Sheet
from xlmot.sheets.words import FIX_WORDS

KIND = "apercu"
# The tick is the user's.
NOTES = 1
WIDTHS = (6, 22, 11, 30, 44, 44, 14, 11)
TICKED, UNTICKED = "☑", "☐"
# The key of a line: row, column, sheet; a dash before the column says that cells are unmerged.
PLACE = re.compile(r"(\d+)\|(-?)(\d+)\|(.*)", re.DOTALL)


class Reason(NamedTuple):
    """Why a cell or a row is changed: the rules, and whether one of them wants a person's word."""

    rules: tuple[str, ...]
    safety: Safety


def apercu_sheet(
    plan: Plan, file: str, edition: Edition, name: str, unticked: Iterable[Target] = ()
) -> Sheet:
    """Return the preview of a cleaning of a file; `unticked` are the changes not wanted."""
    refused = set(unticked)
    page = SheetDraft([*map(ColumnWidth, WIDTHS), KEY])
    page.head(
        say("Preview of the cleaning — {file}", file=file),
        say("made on {day}", day=day_text(edition.day)),
        back_to(edition.names.controle),
    )
    page.add([Cell(_verdict(plan), "verdict", span=page.printed)])
    page.skip()
    page.begin_table(_heads())
    reasons = _Reasons(plan.fixed)
    edits = sorted(plan.edits, key=target)
    for number, edit in enumerate(edits, 1):
        page.add(_row(number, edit, reasons.of(edit), wanted=target(edit) not in refused))
    page.end_table(len(page.columns))
    if edits:
        first = page.row - len(edits) + 1
        page.drop_downs.append(DropDown(len(WIDTHS), first, page.row, (TICKED, UNTICKED)))
    source = edits[0].sheet if edits else ""
    mark = Mark(KIND, edition.profile, source, edition.day.isoformat(), "", NOTES)
    frozen = (page.table[0] if page.table else 1, 0)
    return page.sheet(name, mark, edition, file, frozen)


def read_ticks(grid: Grid) -> dict[Target, bool]:
    """Return the changes that a preview lists, and whether each is ticked.

    >>> rows = [["Before", "Apply", "_xlmot"], ["3.3.", "☐", "119|1|Plan"], ["", "☑", "21|0|Plan"]]
    >>> [(place[:3], ticked) for place, ticked in read_ticks(Grid("Preview", rows)).items()]
    [(('Plan', 119, 1), False), (('Plan', 21, 0), True)]
    """
    found = find_key(grid)
    if found is None:
        return {}
    header, key = found
    rows = range(header + 1, len(grid.rows) + 1)
    keys = ((grid.value(row, key), grid.value(row, key - 1)) for row in rows)
    return {place: tick == TICKED for text, tick in keys if (place := _parse(text)) is not None}


def _parse(text: Value) -> Target | None:
    found = PLACE.fullmatch(str(text or ""))
    return found and Target(found[4], int(found[1]), int(found[3]), value=not found[2])


def _verdict(plan: Plan) -> Message:
    if not plan.edits:
        return say("Nothing would be changed.")
    return say("{parts}; nothing has been written yet.", parts=planned(plan.edits))


def _heads() -> list[Message | str]:
    return [
        say("No."),
        say("Sheet"),
        say("Cell"),
        say("Rule"),
        say("Before"),
        say("After"),
        say("Correction"),
        say("Apply"),
        KEY_HEADER,
    ]


def _row(number: int, edit: Edit, reason: Reason, *, wanted: bool) -> Iterator[Cell]:
    sheet, row, column, value = target(edit)
    text = say("row {row}", row=row) if isinstance(edit, DeleteRow) else edit.cell
    before, after = before_and_after(edit)
    yield Cell(number, "line count")
    yield Cell(sheet, "line wrap")
    yield Cell(text, "line link", link=LinkTarget(sheet, row, column or 1))
    yield Cell(_titles(reason.rules), "line wrap", bare=True)
    yield Cell(before, "line wrap")
    yield Cell(after, "line wrap")
    yield Cell(FIX_WORDS[reason.safety], "line wrap")
    yield Cell(TICKED if wanted else UNTICKED, "line comment centre")
    yield Cell(f"{row}|{'' if value else '-'}{column}|{sheet}", "key")


def _titles(rules: tuple[str, ...]) -> Message | str:
    titles = [rule_title(rule) for rule in rules]
    if len(titles) < 2:
        return titles[0] if titles else ""
    return say("{first} {others}", first=titles[0], others=tuple(titles[1:]))


class _Reasons:
    """Say why each edit of a plan is made, from the findings of its rounds.

    A later round names rows as they were after earlier deletions, so that an edit is followed by
    what the cell held: from its old value through those of each round to the new one.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.cells: dict[tuple[str, int, Value], list[tuple[SetCell, Finding]]] = {}
        self.rows: dict[tuple[str, tuple[Value, ...]], Finding] = {}
        self.merges: list[tuple[Unmerge, Finding]] = []
        for finding in findings:
            for edit in finding.fix.edits if finding.fix else ():
                if isinstance(edit, DeleteRow):
                    self.rows.setdefault((edit.sheet, edit.old), finding)
                elif isinstance(edit, Unmerge):
                    self.merges.append((edit, finding))
                else:
                    key = edit.sheet, edit.column, edit.old
                    self.cells.setdefault(key, []).append((edit, finding))

    def of(self, edit: Edit) -> Reason:
        if isinstance(edit, DeleteRow):
            return _reason(self._deletion(edit))
        if isinstance(edit, Unmerge):
            return _reason(self._parting(edit))
        return _reason(self._chain(edit))

    def _parting(self, edit: Unmerge) -> list[Finding]:
        """Return why cells are unmerged; rows may have gone before that: the nearest is taken."""
        near = [
            (abs(one.row - edit.row), finding)
            for one, finding in self.merges
            if (one.sheet, one.area.left) == (edit.sheet, edit.area.left)
        ]
        return [min(near, key=lambda pair: pair[0])[1]] if near else []

    def _deletion(self, edit: DeleteRow) -> list[Finding]:
        """Return why a row goes; it may have been changed before that: the most alike is taken.

        What changed it is then a reason too: without that, the row would stay.
        """
        exact = self.rows.get((edit.sheet, edit.old))
        if exact is not None:
            return [exact]
        held = {value for value in edit.old if not is_blank(value)}
        shared = [
            (len(held.intersection(old)), finding)
            for (sheet, old), finding in self.rows.items()
            if sheet == edit.sheet
        ]
        most, finding = max(shared, key=lambda pair: pair[0], default=(0, None))
        return [*self._changes(edit), finding] if finding and most else []

    def _changes(self, edit: DeleteRow) -> list[Finding]:
        """Return why the cells of a row are changed before it goes."""
        found = []
        for column, value in enumerate(edit.old, 1):
            steps = self.cells.get((edit.sheet, column, value), [])
            found += [finding for step, finding in steps if step.row == edit.row]
        return found

    def _chain(self, edit: SetCell) -> list[Finding]:
        chain: list[Finding] = []
        seen: set[Value] = set()
        held = edit.old
        while held != edit.new and held not in seen:
            seen.add(held)
            steps = self.cells.get((edit.sheet, edit.column, held), [])
            if not steps:
                break
            step, finding = min(steps, key=lambda pair: abs(pair[0].row - edit.row))
            chain.append(finding)
            held = step.new
        return chain


def _reason(findings: list[Finding]) -> Reason:
    fixes = [finding.fix for finding in findings if finding.fix]
    unsafe = any(fix.safety is Safety.UNSAFE for fix in fixes)
    rules = tuple(dict.fromkeys(finding.rule for finding in findings))
    return Reason(rules, Safety.UNSAFE if unsafe else Safety.SAFE)
