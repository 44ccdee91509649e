"""Show what a cleaning did as JSON, for a script: the edits made, those left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict

from xlmot.checking.results import Cleaned
from xlmot.findings import Severity
from xlmot.messages import Translate, render
from xlmot.reports.contract import AnyEdit
from xlmot.reports.json import Json, edit_json
from xlmot.reports.json_text import as_json


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RefusedEditModel(_Model):
    """An edit that was not made, and the sentence that says why."""

    edit: AnyEdit
    reason: str


class CleanedFile(_Model):
    """One file: where it was written (null if it was not), and what is left to correct in it."""

    path: str
    target: str | None
    backup: str | None
    error: str | None
    edits: list[AnyEdit]
    refused: list[RefusedEditModel]
    warnings: list[str]
    left: dict[str, int]


class CleaningReport(_Model):
    """A run of `xlmot clean`."""

    files: list[CleanedFile]


def render_cleaning_json(cleanings: Iterable[Cleaned], translate: Translate) -> str:
    """Return the run as JSON, edits with their sheet, sentences in the language of `translate`."""
    files = [_file(cleaned, translate) for cleaned in cleanings]
    report = CleaningReport.model_validate({"files": files})
    return as_json(report.model_dump(mode="json", exclude_unset=True))


def clean_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `render_cleaning_json` returns."""
    schema = CleaningReport.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _file(cleaned: Cleaned, translate: Translate) -> Json:
    severities = [finding.severity for finding in cleaned.left]
    return {
        "path": cleaned.path,
        "target": cleaned.target or None,
        "backup": cleaned.backup or None,
        "error": render(cleaned.error.message, translate) if cleaned.error else None,
        "edits": [edit_json(edit, "") for edit in cleaned.edits],
        "refused": [
            {"edit": edit_json(edit, ""), "reason": render(error.message, translate)}
            for edit, error in cleaned.refused
        ],
        "warnings": [render(warning, translate) for warning in cleaned.warnings],
        "left": {str(severity): severities.count(severity) for severity in Severity},
    }
