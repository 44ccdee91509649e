"""Show a report as JSON: the contract that scripts and the ribbon rely on.

Its shape, and the order of its names, is that of the models of `xlmot.reports.contract`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from xlmot.checking.results import Checked, FileReport, Passing
from xlmot.findings import DeleteRow, Edit, Finding, Fix, Place, Severity, Unmerge
from xlmot.messages import Translate, render
from xlmot.messages.hints import Any, TypeAlias
from xlmot.programme.address import column_letters, sheet_prefix
from xlmot.programme.outline import Programme, Title
from xlmot.reports.json_text import as_json, nested
from xlmot.reports.version import version
from xlmot.reports.words import explained

Json: TypeAlias = dict[str, Any]


def render_json(report: Checked, translate: Translate, *, tree: bool = False) -> str:
    """Return the report as JSON text, indented, its sentences in the language of `translate`."""
    return as_json(check_report(report, translate, tree=tree))


def json_pieces(files: Passing, translate: Translate, *, tree: bool = False) -> Iterator[str]:
    """Yield the same text file by file, and its summary."""
    yield f'{{\n  "xlmot": "{version()}",\n  "files": ['
    before, after = "", "]"
    for file in files:
        yield f"{before}\n    {nested(_file(file, translate, tree=tree), 2)}"
        before, after = ",", "\n  ]"
    yield f'{after},\n  "summary": {nested(_summary(files.passed), 1)}\n}}\n'


def check_report(report: Checked, translate: Translate, *, tree: bool = False) -> Json:
    """Return the report as the contract says it."""
    return {
        "xlmot": version(),
        "files": [_file(file, translate, tree=tree) for file in report.files],
        "summary": _summary(report),
    }


def _summary(report: Checked) -> Json:
    return {
        "files": len(report.files),
        "unreadable": report.unreadable,
        "error": report.count(Severity.ERROR),
        "warning": report.count(Severity.WARNING),
        "note": report.count(Severity.NOTE),
    }


def _file(file: FileReport, translate: Translate, *, tree: bool) -> Json:
    sources = file.sources
    optional = {"settings": {"file": sources.file, "sheet": sources.sheet}} if any(sources) else {}
    return {
        "path": file.path,
        "error": explained(file.error, translate) if file.error else None,
        **optional,
        "tables": [_table(programme, file.profile, tree=tree) for programme in file.programmes],
        "findings": [_finding(finding, translate) for finding in file.findings],
    }


def _table(programme: Programme, profile: str, *, tree: bool) -> Json:
    table = programme.table
    section = table.sections[0]
    header = section.layout.header_rows
    optional = {"tree": [_node(root, programme) for root in programme.roots]} if tree else {}
    return {
        "sheet": section.grid.sheet,
        "header_row": header[0] if header else None,
        "reading": _reading(programme),
        "profile": profile,
        "counts": {
            "levels": programme.level_counts(),
            "actions": sum(root.total for root in programme.roots),
            "rows": sum(1 for _ in table.data()),
        },
        **optional,
    }


def _reading(programme: Programme) -> Json:
    table = programme.table
    layout = table.sections[0].layout
    reading = layout.reading
    return {
        "scheme": layout.scheme,
        "columns": [column_letters(column) for column in layout.columns()],
        "code": column_letters(layout.code) or None,
        "label": column_letters(layout.label),
        "header_rows": list(layout.header_rows),
        "sure": not reading.unsure,
        "stated": reading.stated,
        "score": float(round(reading.score, 2)),
        "margin": float(round(reading.margin, 2)),
        "runner_up": reading.runner_up or None,
        "doubts": [doubt.value for doubt in reading.doubts],
        "placeless": sum(table.paths[index] is None for index in table.data()),
    }


def _action(index: int, programme: Programme) -> Json:
    table = programme.table
    several = len(table.sections) > 1
    return {
        "row": table.numbers[index],
        "code": programme.code(index),
        "label": table.labels[index],
        **({"sheet": table.sheet(index)} if several else {}),
    }


def _node(node: Title, programme: Programme) -> Json:
    table, title = programme.table, node.title
    optional: Json = {}
    if len(table.sections) > 1:
        optional = {"sheet": None if title is None else table.sheet(title)}
    return {
        "code": programme.text(node.path),
        "title": None if title is None else table.labels[title],
        "row": None if title is None else table.numbers[title],
        **optional,
        "actions": [_action(index, programme) for index in node.actions],
        "children": [_node(child, programme) for child in node.children],
    }


def _finding(finding: Finding, translate: Translate) -> Json:
    return {
        "rule": finding.rule,
        "group": finding.group,
        "severity": (finding.severity or Severity.NOTE).value,
        "sheet": finding.sheet,
        "rows": list(finding.rows),
        "cells": [_cell(place, finding.sheet) for place in finding.places],
        "code": finding.code,
        "label": finding.label,
        "message": render(finding.message, translate),
        "ignored": finding.ignored,
        "fix": _fix(finding.fix, finding.sheet) if finding.fix else None,
    }


def _cell(place: Place, sheet: str) -> str:
    return place.cell if place.sheet == sheet else sheet_prefix(place.sheet) + place.cell


def _fix(fix: Fix, sheet: str) -> Json:
    return {
        "safety": fix.safety.value,
        "edits": [edit_json(edit, sheet) for edit in fix.edits],
    }


def edit_json(edit: Edit, sheet: str) -> Json:
    """Return an edit as the contract says it; its sheet only where it is not `sheet`."""
    elsewhere = {} if edit.sheet == sheet else {"sheet": edit.sheet}
    if isinstance(edit, DeleteRow):
        gone = [_value(value) for value in edit.old]
        return {"kind": "delete_row", **elsewhere, "row": edit.row, "old": gone}
    if isinstance(edit, Unmerge):
        return {"kind": "unmerge", **elsewhere, "area": edit.cell}
    old, new = _value(edit.old), _value(edit.new)
    return {"kind": "set", **elsewhere, "cell": edit.cell, "old": old, "new": new}


def _value(value: Any) -> object:  # noqa: ANN401  whatever was put in a cell
    """Return the value of a cell as JSON can say it, a date as ISO 8601."""
    if value is None or type(value) in (str, bool, int, float):
        return value
    if type(value) is date or (type(value) in (datetime, time) and value.tzinfo is None):
        return value.isoformat()
    from xlmot.reports.contract import cell_json

    return cell_json(value)
