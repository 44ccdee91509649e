"""Write what was made of a workbook file where the user wants it, noted in the journal first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from xlmot.books.file import FileBook, read_bytes
from xlmot.books.journal import Batch, announced
from xlmot.books.saving.copies import is_noted, note_copy
from xlmot.books.saving.save import Announce, Saved, create, save, unannounced
from xlmot.files.targets import Identities, identities, make_folder, refuse_workbook
from xlmot.findings import Edit
from xlmot.messages import say
from xlmot.messages.errors import CannotWrite, XlmotError
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid

CLEANED, SUMMARIZED = ".propre", ".synthese"


class Destination(NamedTuple):
    """Where a workbook goes: `in_place`, to a `file`, into a `folder`, or beside it.

    Beside it, it is `NAME.propre.xlsx`: `suffix` is what its name gets. `dry` writes nothing;
    `backup` keeps what the workbook itself held before; `inputs` are the files of the run.
    """

    in_place: bool = False
    folder: Path | None = None
    backup: bool = True
    dry: bool = False
    suffix: str = CLEANED
    file: Path | None = None
    inputs: Identities = frozenset()

    def path(self, source: Path, inner: Path) -> Path:
        """Return the file to write; `inner` is where the source stands in the folder named."""
        if self.in_place:
            return source
        if self.file is not None:
            return self.file
        if self.folder is not None:
            return self.folder / inner
        return source.with_name(f"{source.stem}{self.suffix}{source.suffix}")


class Change(NamedTuple):
    """What a run does to a workbook, as it is noted for an undo: its edits, the sheets it makes."""

    edits: Sequence[Edit] = ()
    sheets: Sequence[str] = ()


def write(
    book: FileBook,
    data: bytes,
    expected: Sequence[Grid],
    to: Path,
    place: Destination,
    change: Change | None = None,
) -> Saved:
    """Write what was made of a book; read back from the disk, its sheets show `expected`.

    In place, a `change` is noted in the journal before.

    Raises:
        CannotWrite: it cannot be written there; what was there is as it was.
    """
    check = _reads_as(expected, book.name)
    if place.in_place:
        noted = _noting(book.data, data, change) if change and place.backup else unannounced
        return save(book.path, book.data, data, check, backup=place.backup, announce=noted)
    refuse_workbook(
        to,
        place.inputs | identities([book.path]),
        lambda there: there == data or _is_ours(to, there, place, change),
        like=book.path,
    )
    make_folder(to.parent)
    if place.folder is not None:
        note_copy(to.resolve().parent, data)
    if to.exists():
        return save(to, read_bytes(to), data, check)
    return create(to, data, check, like=book.path)


def _is_ours(to: Path, there: bytes, place: Destination, change: Change | None) -> bool:
    """Return whether what a file holds is a copy of xlmot's, which is replaced, with a backup."""
    if place.file is None and place.folder is None:
        return True  # it has the name that xlmot gives to a copy
    if is_noted(to.resolve().parent, there):
        return True
    # A summary goes on with what staff wrote in an earlier one; a cleaning would lose it.
    cleans = place.folder is not None and change is not None and bool(change.edits)
    return not cleans and _has_sheets_of_ours(to, there)


def _has_sheets_of_ours(path: Path, data: bytes) -> bool:
    try:
        return bool(FileBook(path, data).marks)
    except XlmotError:
        return False


def _reads_as(expected: Sequence[Grid], name: str) -> Callable[[bytes], None]:
    """Return a check that bytes read back from the disk show the sheets that are expected."""

    def check(data: bytes) -> None:
        found = FileBook(Path(name), data).all_grids()
        if [*map(_values, found)] != [*map(_values, expected)]:
            raise CannotWrite(
                say("What was written to the disk does not read as what was to be written."),
                say("The workbook is as it was. Check the disk, and try again."),
            )

    return check


def _values(grid: Grid) -> tuple[str, list[tuple[object, ...]]]:
    rows: list[tuple[object, ...]] = [grid.row_values(row) for row in range(1, len(grid.rows) + 1)]
    while rows and not rows[-1]:
        rows.pop()
    return grid.sheet, rows


def _noting(before: bytes, after: bytes, change: Change) -> Announce:
    def announce(target: Path, backup: str) -> AbstractContextManager[None]:
        batch = Batch(
            datetime.now().astimezone().isoformat(timespec="seconds"),
            sha256(before).hexdigest(),
            sha256(after).hexdigest(),
            backup,
            tuple(change.edits),
            tuple(change.sheets),
            target.name,
        )
        return announced(target, batch)

    return announce
