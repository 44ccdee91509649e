"""Clean a workbook file, and undo it: plan, edit part by part, prove, write, note in a journal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from xlmot.books.file import FileBook
from xlmot.books.generated_sheets import honoured
from xlmot.cleaning import Judge, Plan, Target, plan_cleaning, target
from xlmot.edits import apply_edits
from xlmot.errors import XlmotError
from xlmot.files import Asked
from xlmot.findings import Edit, Finding
from xlmot.generated.decisions import to_decide_again
from xlmot.messages import Message
from xlmot.ooxml.save import recover
from xlmot.programme.grid import Grid
from xlmot.settings import Settings
from xlmot.writing import Place, note, write

if TYPE_CHECKING:
    from xlmot.ooxml.verify import Receipt


class Cleaned(NamedTuple):
    """What became of one file: the edits that were made, and where they were written if at all.

    `warnings` say what names rows by text, and does not follow those that were deleted; and what
    was decided of another correction than the one that is proposed now.
    """

    path: str
    target: str = ""
    edits: tuple[Edit, ...] = ()
    refused: tuple[tuple[Edit, XlmotError], ...] = ()
    fixed: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    backup: str = ""
    durable: bool = True
    recovered: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()
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
    if plan.outdated:
        cleaned = cleaned._replace(warnings=(to_decide_again(plan.outdated),))
    if not plan.edits:
        return cleaned
    applied = book.apply(plan.edits)
    warnings = (*cleaned.warnings, *book.warnings(plan.edits))
    cleaned = cleaned._replace(receipt=applied.receipt, warnings=warnings)
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
