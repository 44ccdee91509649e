"""Keep a journal of the edits made in a workbook, in a file beside it, so that they can be undone.

The journal of `plan.xlsx` is `plan.xlmot-journal.json`: one batch per run, the last one last. A
batch is noted before the workbook is written, so that no edit is ever in the workbook only; whether
it came to be is known by the hash of the workbook, whenever somebody asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from errno import ENAMETOOLONG
from pathlib import Path
from typing import Any, TypeAlias

from xlmot.books.saving.disk import is_there, read_whole, remove
from xlmot.books.saving.recovery import digest
from xlmot.books.saving.refusals import followed, telling
from xlmot.books.saving.save import create, recover, save
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.messages import Message, say
from xlmot.messages.errors import CannotWrite, UnreadableFile, XlmotError
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import Area
from xlmot.programme.grid import Value

VERSION = 1
Plain: TypeAlias = str | int | float | bool | dict[str, str] | None


class Batch(NamedTuple):
    """What one run did to a workbook.

    `before` and `after` are the SHA-256 of the file, `backup` the name of the backup of the
    former, "" if none was kept; `moment` is local time, ISO 8601. `sheets` are those made, `file`
    is the workbook: `plan.xlsx` and `plan.xlsm` share a journal.
    """

    moment: str
    before: str
    after: str
    backup: str
    edits: tuple[Edit, ...]
    sheets: tuple[str, ...] = ()
    file: str = ""

    @property
    def name(self) -> str:
        """Return what a user names the batch by: the letters that its backup has in its name."""
        return self.before[:8]


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
    return [batch for batch in _read(workbook) if _is_of(batch, workbook)]


def _read(workbook: Path) -> list[Batch]:
    path = journal_path(workbook)
    try:
        return decode(read_whole(path)) if is_there(path) else []
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        if getattr(error, "errno", None) == ENAMETOOLONG:
            raise UnreadableFile(
                say("The name of the journal “{path}” is too long.", path=path.name),
                say("Give the workbook a shorter name."),
            ) from error
        raise UnreadableFile(
            say("The journal “{path}” cannot be read.", path=path.name),
            say("Move it away; the backups beside the workbook hold what it was before."),
        ) from error


def _is_of(batch: Batch, workbook: Path) -> bool:
    return Path(batch.file).suffix.lower() in ("", workbook.suffix.lower())


def write_journal(workbook: Path, batches: Sequence[Batch]) -> None:
    """Write the batches of a workbook anew, whole or not at all; no batch, no file.

    Raises:
        UnreadableFile: the journal that is there is not one that xlmot wrote.
        CannotWrite: it is as it was.
    """
    path = journal_path(workbook)
    others = [batch for batch in _read(workbook) if not _is_of(batch, workbook)]
    data = encode(workbook.name, [*others, *batches])
    with telling(path):
        if not others and not batches:
            remove(path)
        elif is_there(path):
            save(path, read_whole(path), data, decode, backup=False)
        else:
            create(path, data, decode, like=workbook)


@contextmanager
def announced(workbook: Path, batch: Batch) -> Iterator[None]:
    """Note a batch before the workbook is written inside; what fails is noted no more.

    Raises:
        CannotWrite: it cannot be noted, and nothing is to be written.
    """
    try:
        noted = read_journal(workbook)
        write_journal(workbook, [*settled(noted, batch.before), batch])
    except XlmotError as error:
        raise _not_noted(workbook, error) from error
    try:
        yield
    except BaseException:
        with suppress(OSError, XlmotError):
            if digest(workbook) != batch.after:
                write_journal(workbook, noted)
        raise


def _not_noted(workbook: Path, error: XlmotError) -> CannotWrite:
    message = say(
        "“{name}” is left as it is: nothing could be noted that makes an undo possible. {why}",
        name=workbook.name,
        why=error.message,
    )
    return CannotWrite(message, error.remedy)


def settled(batches: Sequence[Batch], now: str) -> list[Batch]:
    """Return the batches that are in effect in a workbook whose SHA-256 is `now`.

    A workbook that is what it was before a batch, or after an older one, is so because the batch
    never came to be or was taken back by hand. One that another program has saved says nothing.

    >>> first, second = (Batch("", old, new, "", ()) for old, new in ("ab", "bc"))
    >>> [len(settled([first, second], now)) for now in "cbax"]
    [2, 1, 0, 2]
    """
    for count in range(len(batches), 0, -1):
        if batches[count - 1].after == now:
            return [*batches[:count]]
        if batches[count - 1].before == now:
            return [*batches[: count - 1]]
    return [*batches]


def put_in_order(workbook: Path) -> list[Message]:
    """Put in order what an interrupted run left beside a workbook; say what was kept."""
    with telling(workbook):
        target = followed(workbook)
    return [*recover(target), *recover(journal_path(target))]


def encode(name: str, batches: Sequence[Batch]) -> bytes:
    """Return batches as JSON; every value keeps its type."""
    content = {"xlmot": VERSION, "file": name, "batches": [*map(_plain_batch, batches)]}
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def decode(data: bytes) -> list[Batch]:
    """Return the batches of a journal; ValueError, KeyError or TypeError if it is none.

    What a later version wrote may mean more than this one would write back.
    """
    content = json.loads(data.decode("utf-8", "surrogatepass"))
    if content["xlmot"] > VERSION:
        raise ValueError(content["xlmot"])
    return [_batch(item) for item in content["batches"]]


def _batch(item: dict[str, Any]) -> Batch:
    edits = tuple(read_edit(edit) for edit in item["edits"])
    sheets = tuple(map(_text, item.get("sheets", ())))
    file = _text(item.get("file", ""))
    moment, before, after = (_text(item[key]) for key in ("moment", "before", "after"))
    return Batch(moment, before, after, _file_name(item["backup"]), edits, sheets, file)


def _file_name(value: object) -> str:
    name = _text(value)
    if name and Path(name).name != name:
        raise ValueError(name)
    return name


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise TypeError(value)
    return value


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
    sheet = _text(item["sheet"])
    if "unmerged" in item:
        return Unmerge(sheet, Area(*map(_number, item["unmerged"])), _value(item["held"]))
    row = _number(item["row"])
    if "values" in item:
        return DeleteRow(sheet, row, tuple(map(_value, item["values"])))
    old, new = _value(item["old"]), _value(item["new"])
    return SetCell(sheet, row, _number(item["column"]), old, new)


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
