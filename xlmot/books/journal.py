"""Keep a journal of the edits made in a workbook, in a file beside it, so that they can be undone.

The journal of `plan.xlsx` is `plan.xlmot-journal.json`: one batch per run, the last one last.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from xlmot.errors import UnreadableFile
from xlmot.findings import DeleteRow, Edit, SetCell
from xlmot.messages import say
from xlmot.programme.grid import Value

VERSION = 1
KINDS = {"datetime": datetime, "date": date, "time": time}


class Batch(NamedTuple):
    """What one run did to a workbook.

    `before` and `after` are the SHA-256 of the file, `backup` the name of the backup of the
    former, "" if none was kept; `moment` is local time, ISO 8601.
    """

    moment: str
    before: str
    after: str
    backup: str
    edits: tuple[Edit, ...]


def journal_path(workbook: Path) -> Path:
    """Return the name of a workbook's journal.

    >>> journal_path(Path("plan.xlsx")).name
    'plan.xlmot-journal.json'
    """
    return workbook.with_name(f"{workbook.stem}.xlmot-journal.json")


def read_journal(workbook: Path) -> list[Batch]:
    """Return the batches of a workbook's journal, the oldest first; none if it has no journal.

    Raises:
        UnreadableFile: the journal is not one that xlmot wrote.
    """
    path = journal_path(workbook)
    if not path.exists():
        return []
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [_batch(item) for item in data["batches"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            say("The journal {path} cannot be read.", path=path.name),
            say("Take back a backup instead: they stand beside the workbook."),
        ) from error


def write_journal(workbook: Path, batches: Sequence[Batch]) -> None:
    """Write the journal of a workbook anew, whole or not at all; no batch, no file."""
    from xlmot.ooxml.save import create, save

    path = journal_path(workbook)
    content = {"xlmot": VERSION, "file": workbook.name, "batches": [*map(_plain_batch, batches)]}
    data = json.dumps(content, ensure_ascii=False, indent=1).encode()
    if not batches:
        path.unlink(missing_ok=True)
    elif path.exists():
        save(path, path.read_bytes(), data, json.loads, backup=False)
    else:
        create(path, data, json.loads, like=workbook)


def _batch(item: dict[str, Any]) -> Batch:
    edits = tuple(_edit(edit) for edit in item["edits"])
    return Batch(item["moment"], item["before"], item["after"], item["backup"], edits)


def _plain_batch(batch: Batch) -> dict[str, Any]:
    return {**batch._asdict(), "edits": [_plain_edit(edit) for edit in batch.edits]}


def _plain_edit(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, SetCell):
        return {**edit._asdict(), "old": _plain(edit.old), "new": _plain(edit.new)}
    return {"sheet": edit.sheet, "row": edit.row, "values": [*map(_plain, edit.old)]}


def _edit(item: dict[str, Any]) -> Edit:
    if "values" in item:
        return DeleteRow(item["sheet"], item["row"], tuple(map(_value, item["values"])))
    old, new = _value(item["old"]), _value(item["new"])
    return SetCell(item["sheet"], item["row"], item["column"], old, new)


def _plain(value: Value) -> Any:  # noqa: ANN401  what JSON can hold
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    return value


def _value(plain: Any) -> Value:  # noqa: ANN401  what JSON can hold
    if not isinstance(plain, dict):
        return plain  # type: ignore[no-any-return]  JSON's own text, number, boolean or null
    ((kind, text),) = plain.items()
    if kind == "seconds":
        return timedelta(seconds=text)
    return KINDS[kind].fromisoformat(text)  # type: ignore[attr-defined]  all three have it
