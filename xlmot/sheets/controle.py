"""Make the sheet of findings: a verdict, then a row for each, with what staff decide about it."""

from __future__ import annotations

from collections.abc import Sequence

from xlmot.books.mark import KEY_HEADER, Mark
from xlmot.checking.results import FileReport
from xlmot.findings import Finding, Severity
from xlmot.messages import Message, say, say_many
from xlmot.programme.address import Area, cell_name
from xlmot.programme.identity import Identity
from xlmot.reports.values import day_text
from xlmot.reports.words import counted, origin
from xlmot.sheets.actions import KEY, write_homeless
from xlmot.sheets.earlier.decisions import (
    DECISION_WORDS,
    Decision,
    finding_identities,
    place_decisions,
)
from xlmot.sheets.earlier.notes import Note, Placed
from xlmot.sheets.finding_rows import NOTES, FindingRows
from xlmot.sheets.layout import FROZEN, Edition, SheetDraft, back_to
from xlmot.sheets.looks import column_width
from xlmot.sheets.model import Cell, ColumnWidth, DropDown, Sheet, Tint
from xlmot.sheets.source import absolute
from xlmot.sheets.unchanged import is_unchanged
from xlmot.sheets.words import CODE, COMMENT, source_name

KIND = "controle"
DECISION_COLUMN = 9
# The cell that says what was read, and what is settled since the sheet before.
FACTS = (5, 1)
# What is decided on stands on a screen of 1,366 pixels; the key is hidden behind what is the
# user's. The label follows on paper, the rule on wider screens.
WIDTHS = (5, 11, 8, 8, 38, 25, 25, 12, 12, 22)
CODE_COLUMN, MOST_CODE_WIDTH = 4, 16
KEY_COLUMN = 11
FROZEN_COLUMNS = 3
TINTS = {Decision.APPLY: "applied", Decision.IGNORE: "ignored"}
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
    rows = FindingRows(report)
    page = SheetDraft(_columns(rows, findings))
    _write_head(page, report, edition)
    page.add([Cell(_verdict(report), "verdict", span=page.printed)])
    facts = _facts(report, placed, earlier)
    page.add([Cell(facts, "subtitle", span=page.printed)], height=18)
    settings = origin(report.sources)
    if settings is not None:
        page.add([Cell(settings, "subtitle", span=page.printed)], height=18)
    if findings:
        identities = finding_identities(report.programmes, findings)
        _write_table(page, rows, list(zip(findings, identities, strict=True)), placed)
    write_homeless(page, placed.homeless, KEY_COLUMN)
    source = source_name(report.programmes[0]) if report.programmes else ""
    mark = Mark(KIND, edition.profile, source, edition.day.isoformat(), "", NOTES)
    frozen = (page.table[0], FROZEN_COLUMNS) if page.table else (FROZEN, 0)
    return page.sheet(edition.names.controle, mark, edition, report.path, frozen)


def _columns(rows: FindingRows, findings: Sequence[Finding]) -> list[ColumnWidth]:
    """Return the columns, that of codes as wide as the widest of them where that is no text."""
    widths: list[float] = [*WIDTHS]
    longest = max(map(column_width, rows.codes(findings)), default=0)
    widths[CODE_COLUMN - 1] = min(max(WIDTHS[CODE_COLUMN - 1], longest), MOST_CODE_WIDTH)
    return [*map(ColumnWidth, widths), KEY, ColumnWidth(21), ColumnWidth(24, off_paper=True)]


def _write_table(
    page: SheetDraft,
    rows: FindingRows,
    findings: Sequence[tuple[Finding, Identity]],
    placed: Placed,
) -> None:
    page.begin_table(_heads())
    first = page.row + 1
    decided: list[tuple[int, int]] = []
    for place, (finding, identity) in enumerate(findings):
        note = placed.at.get(place, (None, None))
        row = page.add(rows.main(place + 1, finding, note, identity))
        decided.append((row, row))
        others = list(rows.others(place + 1, finding))
        page.kept |= {row} if others else set()
        for cells in others:
            page.add(cells, level=1)
    page.end_table(len(page.columns))
    choices = tuple(DECISION_WORDS.values())
    page.drop_downs.append(DropDown(DECISION_COLUMN, *decided[0], choices, tuple(decided[1:])))
    _tint(page, first)


def _tint(page: SheetDraft, first: int) -> None:
    """Identify the rows of the findings on which something is decided."""
    number = cell_name(first, 1)
    numbers, decisions = (
        f"{absolute(first, column)}:{absolute(page.row, column)}" for column in (1, DECISION_COLUMN)
    )
    for decided, look in TINTS.items():
        # The rows of one finding bear its number, wherever they are sorted.
        formula = f"COUNTIFS({numbers},${number},{decisions},{{word}})>0"
        area = Area(first, 1, page.row, len(page.columns))
        page.tints.append(Tint(area, formula, DECISION_WORDS[decided], look))


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    order = [severity.value for severity in SEVERITIES]
    return sorted(
        findings, key=lambda f: (order.index(f.severity or Severity.NOTE), f.sheet, f.places[0].row)
    )


def _write_head(page: SheetDraft, report: FileReport, edition: Edition) -> None:
    names = tuple(source_name(programme) for programme in report.programmes)
    page.head(
        say("Check — {file}", file=report.path),
        say("{sheets} · made on {day}", sheets=names, day=day_text(edition.day)),
        back_to(edition.names.sommaire),
        is_unchanged(report.programmes),
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
    if hidden:
        unseen = say_many(hidden, "{count} hidden row", "{count} hidden rows")
        read = say("{read}, {hidden}", read=read, hidden=unseen)
    if earlier is None or not placed.gone:
        return say("{read}.", read=read)
    settled = say_many(
        placed.gone,
        "{count} finding settled since {day}",
        "{count} findings settled since {day}",
        day=day_text(earlier.generated),
    )
    return say("{read}; {settled}.", read=read, settled=settled)


def _heads() -> list[Message | str]:
    return [
        say("No."),
        say("Severity"),
        say("Row"),
        CODE,
        say("What was found"),
        say("Before"),
        say("After"),
        say("Correction"),
        say("Decision"),
        COMMENT,
        KEY_HEADER,
        say("Label"),
        say("Rule"),
    ]
