"""Show a report as JSON: the contract that scripts and the ribbon rely on.

The models below are the contract; `docs/check.schema.json` is their JSON Schema.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from xlmot.checking.results import Checked, FileReport
from xlmot.findings import DeleteRow, Edit, Finding, Fix, Place, Severity, Unmerge
from xlmot.messages import Translate, render
from xlmot.programme.address import column_letters, sheet_prefix
from xlmot.programme.outline import Programme, Title
from xlmot.reports.visible import plain_json
from xlmot.reports.words import explained

CellValue: TypeAlias = str | bool | int | float | datetime | date | time | timedelta | None


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CheckAction(_Model):
    """An action: its row, its code if it has one, its label; `sheet` as in a title."""

    row: int
    code: str | None
    label: str
    sheet: str | None = None


class CheckNode(_Model):
    """A title with its actions; `title` and `row` are null for a parent without a row.

    `sheet` is there only where the table spans several sheets.
    """

    code: str
    title: str | None
    row: int | None
    sheet: str | None = None
    actions: list[CheckAction]
    children: list[CheckNode]


class CheckCounts(_Model):
    """The number of titles of each level, of actions, and of rows that carry a label."""

    levels: list[int]
    actions: int
    rows: int


class CheckReading(_Model):
    """How a table was read, and how surely: columns are named by their letters.

    `columns` are those of codes and labels, or of the levels, from left to right. `runner_up` is
    the scheme that fits next, `margin` how far it stays behind, from 0 to 1; `placeless` rows have
    a code that cannot be read, and no place in the tree.
    """

    scheme: Literal["column", "inside", "tiers", "stairs", "depth", "order"]
    columns: list[str]
    code: str | None
    label: str
    header_rows: list[int]
    sure: bool
    score: float
    margin: float
    runner_up: str | None
    placeless: int


class CheckTable(_Model):
    """A programme, on the sheet where it begins; `tree` is there only where it was asked for."""

    sheet: str
    header_row: int | None
    reading: CheckReading
    profile: str
    counts: CheckCounts
    tree: list[CheckNode] = Field(default_factory=list)


class SetEdit(_Model):
    """Put `new` in a cell that holds `old`; dates are ISO 8601.

    `sheet` is there only where it is not the sheet of the finding.
    """

    kind: Literal["set"]
    sheet: str = ""
    cell: str
    old: CellValue
    new: CellValue


class DeleteRowEdit(_Model):
    """Delete a row that holds `old`; `sheet` as in a set."""

    kind: Literal["delete_row"]
    sheet: str = ""
    row: int
    old: list[CellValue]


class UnmergeEdit(_Model):
    """Unmerge the cells of `area`, as `A2:A4`; `sheet` as in a set."""

    kind: Literal["unmerge"]
    sheet: str = ""
    area: str


AnyEdit: TypeAlias = SetEdit | DeleteRowEdit | UnmergeEdit


class CheckFix(_Model):
    """Edits that belong together: all of them are made, or none."""

    safety: Literal["safe", "unsafe"]
    edits: list[AnyEdit]


class CheckFinding(_Model):
    """One fault: `sheet`, `code` and `label` are those of its first cell.

    A cell on another sheet is named with it, as in `'2025'!A3`.
    """

    rule: str
    group: str
    severity: Literal["error", "warning", "note"]
    sheet: str
    rows: list[int]
    cells: list[str]
    code: str | None
    label: str | None
    message: str
    ignored: bool
    fix: CheckFix | None


class CheckSettings(_Model):
    """The settings file and the sheet of settings that say more than the profile, "" if none."""

    file: str
    sheet: str


class CheckFile(_Model):
    """A workbook; where it could not be read, `error` says why, and the lists are empty.

    `settings` is there only where a settings file or a sheet of settings was read.
    """

    path: str
    error: str | None
    settings: CheckSettings | None = None
    tables: list[CheckTable]
    findings: list[CheckFinding]


class CheckSummary(_Model):
    """The number of files, of those that could not be read, and of findings not ignored."""

    files: int
    unreadable: int
    error: int
    warning: int
    note: int


class CheckReport(_Model):
    """What `xlmot check --format json` writes; `xlmot` is the version that wrote it."""

    xlmot: str
    files: list[CheckFile]
    summary: CheckSummary


def render_json(report: Checked, translate: Translate, *, tree: bool = False) -> str:
    """Return the report as JSON text, indented, its sentences in the language of `translate`."""
    return as_json(check_report(report, translate, tree=tree))


def as_json(model: BaseModel) -> str:
    """Return a report as JSON text, without what was not set."""
    import json

    content = model.model_dump(mode="json", exclude_unset=True)
    return plain_json(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def check_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `render_json` returns."""
    schema = CheckReport.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def check_report(report: Checked, translate: Translate, *, tree: bool = False) -> CheckReport:
    """Return the report as the models of the contract."""
    from importlib.metadata import version

    return CheckReport(
        xlmot=version("xlmot"),
        files=[_file(file, translate, tree=tree) for file in report.files],
        summary=CheckSummary(
            files=len(report.files),
            unreadable=report.unreadable,
            error=report.count(Severity.ERROR),
            warning=report.count(Severity.WARNING),
            note=report.count(Severity.NOTE),
        ),
    )


def _file(file: FileReport, translate: Translate, *, tree: bool) -> CheckFile:
    sources = CheckSettings(file=file.sources.file, sheet=file.sources.sheet)
    optional = {"settings": sources} if any(file.sources) else {}
    return CheckFile(
        path=file.path,
        error=explained(file.error, translate) if file.error else None,
        tables=[_table(programme, file.profile, tree=tree) for programme in file.programmes],
        findings=[_finding(finding, translate) for finding in file.findings],
        **optional,
    )


def _table(programme: Programme, profile: str, *, tree: bool) -> CheckTable:
    table = programme.table
    section = table.sections[0]
    header = section.layout.header_rows
    optional = {"tree": [_node(root, programme) for root in programme.roots]} if tree else {}
    return CheckTable(
        sheet=section.grid.sheet,
        header_row=header[0] if header else None,
        reading=_reading(programme),
        profile=profile,
        counts=CheckCounts(
            levels=programme.level_counts(),
            actions=sum(root.total for root in programme.roots),
            rows=sum(1 for _ in table.data()),
        ),
        **optional,
    )


def _reading(programme: Programme) -> CheckReading:
    table = programme.table
    layout = table.sections[0].layout
    reading = layout.reading
    return CheckReading(
        scheme=layout.scheme,  # type: ignore[arg-type]  # one of the schemes of the layout
        columns=[column_letters(column) for column in layout.columns()],
        code=column_letters(layout.code) or None,
        label=column_letters(layout.label),
        header_rows=list(layout.header_rows),
        sure=not reading.unsure,
        score=round(reading.score, 2),
        margin=round(reading.margin, 2),
        runner_up=reading.runner_up or None,
        placeless=sum(table.paths[index] is None for index in table.data()),
    )


def _action(index: int, programme: Programme) -> CheckAction:
    table = programme.table
    several = len(table.sections) > 1
    return CheckAction(
        row=table.numbers[index],
        code=programme.code(index),
        label=table.labels[index],
        **({"sheet": table.sheet(index)} if several else {}),
    )


def _node(node: Title, programme: Programme) -> CheckNode:
    table, title = programme.table, node.title
    optional: dict[str, Any] = {}
    if len(table.sections) > 1:
        optional = {"sheet": None if title is None else table.sheet(title)}
    return CheckNode(
        code=programme.text(node.path),
        title=None if title is None else table.labels[title],
        row=None if title is None else table.numbers[title],
        actions=[_action(index, programme) for index in node.actions],
        children=[_node(child, programme) for child in node.children],
        **optional,
    )


def _finding(finding: Finding, translate: Translate) -> CheckFinding:
    return CheckFinding(
        rule=finding.rule,
        group=finding.group,
        severity=(finding.severity or Severity.NOTE).value,
        sheet=finding.sheet,
        rows=list(finding.rows),
        cells=[_cell(place, finding.sheet) for place in finding.places],
        code=finding.code,
        label=finding.label,
        message=render(finding.message, translate),
        ignored=finding.ignored,
        fix=_fix(finding.fix, finding.sheet) if finding.fix else None,
    )


def _cell(place: Place, sheet: str) -> str:
    return place.cell if place.sheet == sheet else sheet_prefix(place.sheet) + place.cell


def _fix(fix: Fix, sheet: str) -> CheckFix:
    return CheckFix(safety=fix.safety.value, edits=[edit_model(edit, sheet) for edit in fix.edits])


def edit_model(edit: Edit, sheet: str) -> AnyEdit:
    """Return an edit as the contract says it; its sheet only where it is not `sheet`."""
    elsewhere: dict[str, Any] = {} if edit.sheet == sheet else {"sheet": edit.sheet}
    if isinstance(edit, DeleteRow):
        return DeleteRowEdit(kind="delete_row", row=edit.row, old=list(edit.old), **elsewhere)
    if isinstance(edit, Unmerge):
        return UnmergeEdit(kind="unmerge", area=edit.cell, **elsewhere)
    return SetEdit(kind="set", cell=edit.cell, old=edit.old, new=edit.new, **elsewhere)
