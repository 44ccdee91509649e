"""Clean a workbook file, and undo it: plan, edit part by part, prove, write, note in a journal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from xlmot.books.file import FileBook, read_bytes
from xlmot.books.generated_sheets import honoured
from xlmot.books.journal import Batch, read_journal, write_journal
from xlmot.cleaning import Judge, Plan, Target, plan_cleaning, target
from xlmot.edits import apply_edits
from xlmot.errors import CannotWrite, RefusedEdit, UnreadableFile, XlmotError
from xlmot.files import Asked
from xlmot.findings import DeleteRow, Edit, Finding, SetCell
from xlmot.messages import Message, say
from xlmot.ooxml.save import Saved, recover, save
from xlmot.programme.grid import Grid
from xlmot.settings import Settings
from xlmot.writing import Place, note, write

if TYPE_CHECKING:
    from xlmot.ooxml.verify import Receipt


class Cleaned(NamedTuple):
    """What became of one file: the edits that were made, and where they were written if at all."""

    path: str
    target: str = ""
    edits: tuple[Edit, ...] = ()
    refused: tuple[tuple[Edit, XlmotError], ...] = ()
    fixed: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    backup: str = ""
    durable: bool = True
    recovered: tuple[Message, ...] = ()
    receipt: Receipt | None = None
    error: XlmotError | None = None


def clean_file(source: tuple[Path, Path], asked: Asked, place: Place, *, unsafe: bool) -> Cleaned:
    """Clean one file; a file that cannot be read or written is a result too.

    `source` is the file, and where it stands in the folder that was named.
    """
    path, inner = source
    try:
        recovered = recover(path)
        cleaned = _clean(path, place.path(path, inner), asked, place, unsafe=unsafe)
    except XlmotError as error:
        return Cleaned(str(path), error=error)
    return cleaned._replace(recovered=(*recovered, *cleaned.recovered))


def _clean(path: Path, to: Path, asked: Asked, place: Place, *, unsafe: bool) -> Cleaned:
    book = FileBook(path)
    grids = book.grids(asked.sheet)
    settings = asked.settings(book, path.parent, grids)
    judge = partial(honoured, book)
    plan, refused = feasible_plan(book, grids, settings, judge, unsafe=unsafe)
    left = tuple(finding for finding in plan.left if not finding.ignored)
    cleaned = Cleaned(str(path), "", plan.edits, tuple(refused), plan.fixed, left)
    if not plan.edits:
        return cleaned
    applied = book.apply(plan.edits)
    cleaned = cleaned._replace(receipt=applied.receipt)
    if place.dry:
        return cleaned
    saved = write(book, applied.data, apply_edits(book.all_grids(), plan.edits), to, place)
    if place.in_place and saved.backup:
        note(saved, book.data, applied.data, plan.edits)
    return cleaned._replace(
        target=str(to),
        backup=saved.backup.name if saved.backup else "",
        durable=saved.durable,
        recovered=saved.recovered,
    )


class Cleanable(Protocol):
    """A book, as far as a plan of its cleaning needs it."""

    @property
    def name(self) -> str: ...

    def traits(self) -> Mapping[str, tuple[str, ...]]: ...

    def refusals(self, edits: Sequence[Edit]) -> Sequence[tuple[Edit, XlmotError]]: ...


def feasible_plan(
    book: Cleanable,
    grids: Sequence[Grid],
    settings: Settings,
    judge: Judge,
    *,
    unsafe: bool,
    locked: Collection[Target] = (),
) -> tuple[Plan, list[tuple[Edit, XlmotError]]]:
    """Return a plan all of whose edits the book allows, and the edits that it does not.

    A fix that needs a cell or a row that cannot be changed is left out whole, and the rest is
    planned again without it. The `locked` cells and rows are left as they are.
    """
    refused: dict[Target, tuple[Edit, XlmotError]] = {}
    plan_all = partial(
        plan_cleaning,
        *(book.name, grids, settings),
        unsafe=unsafe,
        traits=book.traits(),
        judge=judge,
    )
    while True:
        plan = plan_all(locked={*locked, *refused})
        found = {target(edit): (edit, reason) for edit, reason in book.refusals(plan.edits)}
        if not found.keys() - refused.keys():
            return plan, list(refused.values())
        refused |= found


class Undone(NamedTuple):
    """What an undo did: the edits and sheets taken back, those that could not be, the backup."""

    path: str
    moment: str
    edits: tuple[Edit, ...]
    refused: tuple[tuple[Edit, XlmotError], ...] = ()
    backup: str = ""
    sheets: tuple[str, ...] = ()


def undo_file(path: Path) -> Undone:
    """Take back the last cleaning of a workbook.

    If the file is as the cleaning left it, it becomes byte for byte what it was before. If another
    program has saved it since, each edit whose cell still holds what the cleaning wrote is taken
    back; the others are left, and named.

    Raises:
        UnreadableFile: nothing was noted that could be undone.
        CannotWrite: the file cannot be written; it is as it was.
    """
    recover(path)
    now = read_bytes(path)
    batches = read_journal(path)
    if not batches:
        raise UnreadableFile(
            say("Nothing is noted of {path} that could be undone.", path=path.name),
            say("Only what “xlmot clean --in-place” did can be undone."),
        )
    batch = batches[-1]
    before = path.with_name(batch.backup) if batch.backup else None
    if sha256(now).hexdigest() == batch.after and before is not None and before.exists():
        old = read_bytes(before)
        if sha256(old).hexdigest() == batch.before:
            saved = save(path, now, old, _is(old))
            write_journal(path, batches[:-1])
            return Undone(str(path), batch.moment, batch.edits, (), _name(saved), batch.sheets)
    return _take_back(path, batches)


def _take_back(path: Path, batches: Sequence[Batch]) -> Undone:
    """Undo the last batch edit by edit, in a file that is no longer as the batch left it."""
    batch = batches[-1]
    if batch.sheets:
        raise UnreadableFile(
            say(
                "The sheets were made at {moment}, and the workbook was saved since.",
                moment=batch.moment,
            ),
            say("Delete them in Excel, or take the backup “{backup}”.", backup=batch.backup),
        )
    book = FileBook(path)
    inverse, refused = _inverse(book.all_grids(), batch.edits)
    if not inverse:
        return Undone(str(path), batch.moment, (), tuple(refused))
    reasons = dict(book.refusals([edit for _, edit in inverse]))
    refused += [(first, reasons[edit]) for first, edit in inverse if edit in reasons]
    taken = [(first, edit) for first, edit in inverse if edit not in reasons]
    edits = [edit for _, edit in taken]
    applied = book.apply(edits)
    expected = apply_edits(book.all_grids(), edits)
    saved = write(book, applied.data, expected, path, Place(in_place=True))
    write_journal(path, batches[:-1])
    done = tuple(first for first, _ in taken)
    return Undone(str(path), batch.moment, done, tuple(refused), _name(saved))


def _inverse(
    grids: Sequence[Grid], edits: Sequence[Edit]
) -> tuple[list[tuple[Edit, SetCell]], list[tuple[Edit, XlmotError]]]:
    """Return each edit with the one that takes it back, and those whose cell has changed."""
    sheets = {grid.sheet: grid for grid in grids}
    gone = [(edit.sheet, edit.row) for edit in edits if isinstance(edit, DeleteRow)]
    inverse: list[tuple[Edit, SetCell]] = []
    refused: list[tuple[Edit, XlmotError]] = []
    for edit in edits:
        if isinstance(edit, DeleteRow):
            refused.append((edit, _gone(edit)))
            continue
        row = edit.row - sum(sheet == edit.sheet and above < edit.row for sheet, above in gone)
        grid = sheets.get(edit.sheet)
        if grid is None or grid.value(row, edit.column) != edit.new:
            refused.append((edit, _changed(edit)))
        else:
            inverse.append((edit, SetCell(edit.sheet, row, edit.column, edit.new, edit.old)))
    return inverse, refused


def _gone(edit: DeleteRow) -> RefusedEdit:
    return RefusedEdit(
        say("Row {row} was deleted, and the workbook was saved since.", row=edit.row),
        say("Take the row from the backup."),
    )


def _changed(edit: SetCell) -> RefusedEdit:
    return RefusedEdit(
        say("Cell {cell} has changed since.", cell=edit.cell), say("Correct it by hand.")
    )


def _is(expected: bytes) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        if data != expected:
            raise CannotWrite(
                say("What was written to the disk does not read as what was to be written."),
                say("The workbook is as it was. Check the disk, and try again."),
            )

    return check


def _name(saved: Saved) -> str:
    return saved.backup.name if saved.backup else ""
