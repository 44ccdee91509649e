"""Show the comparison of two programmes as JSON: a contract for scripts.

The models below are the contract; `docs/compare.schema.json` is their JSON Schema.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from xlmot.checking.compare import ActionChange, Comparison, Fate, TitleChange
from xlmot.checking.compare_cells import CellChange, CellComparison
from xlmot.programme.outline import Programme, Title
from xlmot.reports.contract import CellValue
from xlmot.reports.json_text import as_json
from xlmot.reports.version import version
from xlmot.reports.word_difference import word_difference

ChangeName: TypeAlias = Literal[
    "unchanged",
    "renewed",
    "renamed",
    "moved",
    "moved-and-renamed",
    "lost-place",
    "found-place",
    "added",
    "removed",
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ComparedProgramme(_Model):
    """One of the two programmes: its file, its sheets, and how many actions it has."""

    file: str
    sheets: list[str]
    actions: int


class ComparedRow(_Model):
    """A row of one of the two; `sheet`, `row`, `label` are null for a title without a row."""

    sheet: str | None
    row: int | None
    code: str | None
    label: str | None


class ComparedTitle(_Model):
    """What became of a title; `old` or `new` is null where there is none."""

    old: ComparedRow | None
    new: ComparedRow | None
    renamed: bool
    renumbered: bool
    moved: bool


class ComparedAction(_Model):
    """What became of an action; `words` is the label, the words exchanged in brackets."""

    change: ChangeName
    old: ComparedRow | None
    new: ComparedRow | None
    words: str | None


class ComparedCell(_Model):
    """A cell of an action, in a column of staff, that holds something else; dates are ISO 8601."""

    column: str
    old: ComparedRow
    new: ComparedRow
    before: CellValue
    after: CellValue


class ComparedTotal(_Model):
    """What a column of numbers adds up to in each of the two."""

    column: str
    before: float
    after: float


class ComparedColumns(_Model):
    """The columns of staff that were compared, those that one of the two has alone, and changes."""

    columns: list[str]
    only_old: list[str]
    only_new: list[str]
    totals: list[ComparedTotal]
    changes: list[ComparedCell]


class CompareReport(_Model):
    """What `xlmot compare --format json` writes; `xlmot` is the version that wrote it.

    `titles` are those that changed, `actions` all of them. `still_closing` are the actions that
    were to be closed and are still there. `columns` is null unless `--columns` asks for it.
    """

    xlmot: str
    old: ComparedProgramme
    new: ComparedProgramme
    counts: dict[ChangeName, int]
    titles: list[ComparedTitle]
    actions: list[ComparedAction]
    still_closing: list[ComparedAction]
    columns: ComparedColumns | None


def render_comparison_json(comparison: Comparison) -> str:
    """Return the comparison as JSON text, indented."""
    return as_json(compare_report(comparison).model_dump(mode="json", exclude_unset=True))


def compare_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `render_comparison_json` returns."""
    schema = CompareReport.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def compare_report(comparison: Comparison) -> CompareReport:
    """Return the comparison as the models of the contract."""
    return CompareReport(
        xlmot=version(),
        old=_programme(comparison.old),
        new=_programme(comparison.new),
        counts={change.value: comparison.counts[change] for change in Fate},
        titles=[_title(comparison, one) for one in comparison.title_changes],
        actions=[_action(comparison, one) for one in comparison.actions],
        still_closing=[_action(comparison, one) for one in comparison.still_closing],
        columns=_columns(comparison, comparison.cells) if comparison.cells else None,
    )


def _programme(programme: Programme) -> ComparedProgramme:
    sheets = [section.grid.sheet for section in programme.table.sections]
    return ComparedProgramme(file=programme.source, sheets=sheets, actions=len(programme.owners))


def _title(comparison: Comparison, one: TitleChange) -> ComparedTitle:
    return ComparedTitle(
        old=_node(comparison.old, one.old),
        new=_node(comparison.new, one.new),
        renamed=one.renamed,
        renumbered=one.renumbered,
        moved=one.moved,
    )


def _node(programme: Programme, node: Title | None) -> ComparedRow | None:
    if node is None:
        return None
    if node.title is not None:
        return _row(programme, node.title)
    return ComparedRow(sheet=None, row=None, code=programme.text(node.path), label=None)


def _action(comparison: Comparison, one: ActionChange) -> ComparedAction:
    labels = comparison.old.table.labels, comparison.new.table.labels
    words = None
    if one.old is not None and one.new is not None:
        words = word_difference(labels[0][one.old], labels[1][one.new])
    return ComparedAction(
        change=one.change.value,
        old=None if one.old is None else _row(comparison.old, one.old),
        new=None if one.new is None else _row(comparison.new, one.new),
        words=words,
    )


def _row(programme: Programme, index: int) -> ComparedRow:
    return ComparedRow(
        sheet=programme.table.sheet(index),
        row=programme.table.numbers[index],
        code=programme.code(index),
        label=programme.table.labels[index],
    )


def _columns(comparison: Comparison, cells: CellComparison) -> ComparedColumns:
    return ComparedColumns(
        columns=list(cells.columns),
        only_old=list(cells.only_old),
        only_new=list(cells.only_new),
        totals=[ComparedTotal(**total._asdict()) for total in cells.totals],
        changes=[_cell(comparison, one) for one in cells.changes],
    )


def _cell(comparison: Comparison, one: CellChange) -> ComparedCell:
    return ComparedCell(
        column=one.column,
        old=_row(comparison.old, one.old),
        new=_row(comparison.new, one.new),
        before=one.before,
        after=one.after,
    )
