"""The contract of what `xlmot check --format json` writes: its shape, as pydantic models.

`docs/check.schema.json` is their JSON Schema. Nothing that writes a report imports them: that alone
would cost more than the check of a small file. The tests hold what is written to them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

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

    `columns` are those of codes and labels, or of the levels, from left to right; `stated` tells
    that the settings say them. `runner_up` is the scheme that fits next, `margin` how far it stays
    behind, from 0 to 1, and `doubts` what the rows say against the reading; `placeless` rows have a
    code that cannot be read, and no place in the tree.
    """

    scheme: Literal["column", "inside", "tiers", "stairs", "depth", "order"]
    columns: list[str]
    code: str | None
    label: str
    header_rows: list[int]
    sure: bool
    stated: bool
    score: float
    margin: float
    runner_up: str | None
    doubts: list[str]
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


def check_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `render_json` returns."""
    schema = CheckReport.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def cell_json(value: Any) -> object:  # noqa: ANN401  whatever was put in a cell
    """Return a value of a cell as JSON can say it: a length of time, a moment of a time zone."""
    return TypeAdapter(CellValue).dump_python(value, mode="json")
