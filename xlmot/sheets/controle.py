"""Make the sheet of findings: a verdict, then a row for each, with what staff decide about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlmot.books.mark import KEY_HEADER, Mark
from xlmot.checking.results import FileReport
from xlmot.findings import Finding, Severity
from xlmot.messages import Message, say, say_many
from xlmot.programme.grid import Value
from xlmot.programme.identity import Identity
from xlmot.reports.words import SEVERITY_WORDS, counted, origin
from xlmot.rules import all_rules
from xlmot.sheets.actions import KEY, note_cell, write_homeless
from xlmot.sheets.changes import before_and_after, proposal, shorten
from xlmot.sheets.earlier.decisions import (
    DECISION_WORDS,
    Decision,
    finding_identities,
    finding_key,
    place_decisions,
    read_decision,
)
from xlmot.sheets.earlier.notes import Note, Placed
from xlmot.sheets.layout import Edition, SheetDraft, back_to
from xlmot.sheets.model import Cell, ColumnWidth, DropDown, Sheet, Target
from xlmot.sheets.source import is_unchanged
from xlmot.sheets.words import CODE, COMMENT, FIX_WORDS, day_text, row_text, source_name

KIND = "controle"
# The decision and the comment are the user's.
NOTES = 2
DECISION_COLUMN = 12
# The cell that says what was read, and what is settled since the sheet before.
FACTS = (5, 1)
LONGEST_LABEL = 80
WIDTHS = (6, 13, 22, 10, 10, 30, 36, 20, 24, 24, 14, 13, 26)
SEVERITIES = tuple(Severity)


def controle_sheet(
    report: FileReport,
    edition: Edition,
    notes: Sequence[Note] = (),
    *,
    earlier: Mark | None = None,
) -> Sheet:
    """Return the sheet of the findings of one file, the gravest first, then by row.

    `notes` and the mark `earlier` are those of the sheet as it is.
    """
    findings = _sorted(report.findings)
    placed = place_decisions(report.programmes, findings, notes)
    page = SheetDraft([*map(ColumnWidth, WIDTHS), KEY])
    _write_head(page, report, edition)
    page.add([Cell(_verdict(report), "verdict", span=page.printed)])
    facts = _facts(report, placed, earlier)
    page.add([Cell(facts, "subtitle", span=page.printed)], height=18)
    settings = origin(report.sources)
    if settings is None:
        page.skip()
    else:
        page.add([Cell(settings, "subtitle", span=page.printed)], height=18)
    page.begin_table(_heads())
    identities = finding_identities(report.programmes, findings)
    for place, finding in enumerate(findings):
        note = placed.at.get(place, (None, None))
        page.add(_row(place + 1, finding, note, identities[place]))
    page.end_table(len(page.columns))
    if findings:
        choices = tuple(DECISION_WORDS.values())
        first = page.row - len(findings) + 1
        page.drop_downs.append(DropDown(DECISION_COLUMN, first, page.row, choices))
    write_homeless(page, placed.homeless, len(page.columns))
    source = source_name(report.programmes[0]) if report.programmes else ""
    mark = Mark(KIND, edition.profile, source, edition.day.isoformat(), "", NOTES)
    frozen = page.table[0] if page.table else 1
    return page.sheet(edition.names.controle, mark, edition, report.path, frozen)


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    order = [severity.value for severity in SEVERITIES]
    return sorted(
        findings, key=lambda f: (order.index(f.severity or Severity.NOTE), f.sheet, min(f.rows))
    )


def _write_head(page: SheetDraft, report: FileReport, edition: Edition) -> None:
    checks = [is_unchanged(programme) for programme in report.programmes]
    names = tuple(source_name(programme) for programme in report.programmes)
    page.head(
        say("Check — {file}", file=report.path),
        say(
            "{sheets} · made on {day} · profile {profile}",
            sheets=names,
            day=day_text(edition.day),
            profile=edition.profile,
        ),
        back_to(edition.names.sommaire),
        f"AND({','.join(checks)})" if checks else "",
    )


def _verdict(report: FileReport) -> Message:
    if not report.findings:
        return say("Nothing was found: the programme is in order.")
    ignored = len(report.findings) - len(report.open_findings)
    if not ignored:
        return counted(report.findings)
    return say(
        "{counts}; {ignored}",
        counts=counted(report.open_findings),
        ignored=say_many(ignored, "{count} ignored", "{count} ignored"),
    )


def _facts(report: FileReport, placed: Placed, earlier: Mark | None) -> Message:
    """Return one sentence on what was read, and on what is gone since the earlier sheet."""
    tables = [programme.table for programme in report.programmes]
    rows = sum(1 for table in tables for _ in table.data())
    hidden = sum(
        number in section.grid.hidden_rows
        for table in tables
        for section in table.sections
        for number in range(section.layout.first_row, len(section.grid.rows) + 1)
    )
    read = say_many(rows, "{count} row read", "{count} rows read")
    unseen = say_many(hidden, "{count} hidden row", "{count} hidden rows")
    if earlier is None or not placed.gone:
        return say("{read}, {hidden}.", read=read, hidden=unseen)
    settled = say_many(
        placed.gone,
        "{count} finding settled since {day}",
        "{count} findings settled since {day}",
        day=day_text(earlier.generated),
    )
    return say("{read}, {hidden}; {settled}.", read=read, hidden=unseen, settled=settled)


def _heads() -> list[Message | str]:
    return [
        say("No."),
        say("Severity"),
        say("Rule"),
        say("Row"),
        CODE,
        say("Label"),
        say("What was found"),
        say("Proposal"),
        say("Before"),
        say("After"),
        say("Correction"),
        say("Decision"),
        COMMENT,
        KEY_HEADER,
    ]


def _row(
    number: int, finding: Finding, note: tuple[Value, ...], identity: Identity
) -> Iterator[Cell]:
    severity = finding.severity or Severity.NOTE
    yield Cell(number, "line count")
    yield Cell(SEVERITY_WORDS[severity], f"line {severity}")
    yield Cell(rule_title(finding.rule), "line wrap", bare=True)
    yield _place(finding)
    yield Cell(finding.code, "line code")
    yield Cell(shorten(finding.label or "", LONGEST_LABEL) or None, "line wrap")
    yield Cell(finding.message, "line wrap")
    yield Cell(proposal(finding.fix), "line wrap")
    yield from _before_and_after(finding)
    yield Cell(FIX_WORDS[finding.fix.safety if finding.fix else None], "line wrap")
    yield note_cell(_decision(finding, note[0]))
    yield note_cell(note[1])
    yield Cell(finding_key(finding, identity), "key")


def rule_title(rule: str) -> Message | str:
    """Return the title of a rule's help page, a sentence; the name of one that has no page."""
    rules = all_rules()
    return Message(rules[rule].page.partition("\n")[0], {}) if rule in rules else rule


def _place(finding: Finding) -> Cell:
    first = min(finding.places, key=lambda place: place.row)
    target = Target(first.sheet, first.row, first.column, follows=True)
    return Cell(row_text(first.row), "line link", link=target)


def _before_and_after(finding: Finding) -> Iterator[Cell]:
    edits = finding.fix.edits if finding.fix else ()
    for side in range(2):
        text = before_and_after(edits[0])[side] if edits else None
        if text is not None and len(edits) > 1:
            more = len(edits) - 1
            text = say_many(
                more, "{text} (and {count} more)", "{text} (and {count} more)", text=text
            )
        yield Cell(text, "line wrap")


def _decision(finding: Finding, written: Value) -> Message | Value:
    """Return the decision in the language of the sheet; what is none is kept as it was written."""
    decision = read_decision(written)
    if decision is None and written is None:
        decision = Decision.IGNORE if finding.ignored else Decision.TREAT
    return DECISION_WORDS[decision] if decision else written
