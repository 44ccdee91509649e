"""Keep a journal of the edits made in a workbook, in a file beside it, so that they can be undone.

The journal of `plan.xlsx` is `plan.xlmot-journal.json`: one batch per run, the last one last.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.programme.address import Area
from xlmot.programme.grid import Value

VERSION = 1
Plain: TypeAlias = str | int | float | bool | dict[str, str] | None


class Batch(NamedTuple):
    """What one run did to a workbook.

    `before` and `after` are the SHA-256 of the file, `backup` the name of the backup of the
    former, "" if none was kept; `moment` is local time, ISO 8601. `sheets` are those made.
    """

    moment: str
    before: str
    after: str
    backup: str
    edits: tuple[Edit, ...]
    sheets: tuple[str, ...] = ()


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
        return decode(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            say("The journal {path} cannot be read.", path=path.name),
            say("Take back a backup instead: they stand beside the workbook."),
        ) from error


def write_journal(workbook: Path, batches: Sequence[Batch]) -> None:
    """Write the journal of a workbook anew, whole or not at all; no batch, no file."""
    from xlmot.books.saving.save import create, save

    path = journal_path(workbook)
    data = encode(workbook.name, batches)
    if not batches:
        path.unlink(missing_ok=True)
    elif path.exists():
        save(path, path.read_bytes(), data, decode, backup=False)
    else:
        create(path, data, decode, like=workbook)


def encode(name: str, batches: Sequence[Batch]) -> bytes:
    """Return batches as JSON; every value keeps its type."""
    content = {"xlmot": VERSION, "file": name, "batches": [*map(_plain_batch, batches)]}
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def decode(data: bytes) -> list[Batch]:
    """Return the batches of a journal; ValueError, KeyError or TypeError if it is none."""
    content = json.loads(data.decode("utf-8", "surrogatepass"))
    return [_batch(item) for item in content["batches"]]


def _batch(item: dict[str, Any]) -> Batch:
    edits = tuple(read_edit(edit) for edit in item["edits"])
    sheets = tuple(item.get("sheets", ()))
    return Batch(item["moment"], item["before"], item["after"], item["backup"], edits, sheets)


def _plain_batch(batch: Batch) -> dict[str, Any]:
    return {**batch._asdict(), "edits": [plain_edit(edit) for edit in batch.edits]}


def plain_edit(edit: Edit) -> dict[str, Any]:
    """Return an edit as JSON can hold it; every value keeps its type."""
    if isinstance(edit, SetCell):
        return {**edit._asdict(), "old": _plain(edit.old), "new": _plain(edit.new)}
    if isinstance(edit, Unmerge):
        return {"sheet": edit.sheet, "unmerged": [*edit.area], "held": _plain(edit.old)}
    return {"sheet": edit.sheet, "row": edit.row, "values": [*map(_plain, edit.old)]}


def read_edit(item: dict[str, Any]) -> Edit:
    """Return the edit that `plain_edit` wrote; KeyError, TypeError or ValueError if it is none."""
    if "unmerged" in item:
        return Unmerge(item["sheet"], Area(*item["unmerged"]), _value(item["held"]))
    if "values" in item:
        return DeleteRow(item["sheet"], item["row"], tuple(map(_value, item["values"])))
    old, new = _value(item["old"]), _value(item["new"])
    return SetCell(item["sheet"], item["row"], item["column"], old, new)


def _plain(value: Value) -> Plain:
    """Return a value as JSON can hold it: a date or time as `{its type: its ISO text}`."""
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, timedelta):
        return {"timedelta": str(value.total_seconds())}
    return value


def _value(plain: Plain) -> Value:
    match plain:
        case {"datetime": text}:
            return datetime.fromisoformat(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case {"time": text}:
            return time.fromisoformat(text)
        case {"timedelta": text}:
            return timedelta(seconds=float(text))
        case str() | int() | float() | None:
            return plain
    raise ValueError(plain)
