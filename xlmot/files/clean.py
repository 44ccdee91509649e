"""Clean one workbook file: plan, edit part by part, prove, write, note in a journal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xlmot.books.file import FileBook
from xlmot.books.journal import put_in_order
from xlmot.books.saving.refusals import telling
from xlmot.books.time_limit import within
from xlmot.checking.results import Cleaned, Refusal
from xlmot.files.reading import Asked, read
from xlmot.files.write import Change, Destination, write
from xlmot.findings.edits import apply_edits
from xlmot.messages.errors import XlmotError
from xlmot.sheets.earlier.decisions import to_decide_again

if TYPE_CHECKING:
    from xlmot.checking.plan import Plan


def clean_file(
    source: tuple[Path, Path], asked: Asked, place: Destination, *, unsafe: bool
) -> Cleaned:
    """Clean one file; a file that cannot be read or written is a result too.

    `source` is the file, and where it stands in the folder that was named.
    """
    path, inner = source
    try:
        with telling(path):
            recovered = put_in_order(path)
            cleaned = _clean(path, place.path(path, inner), asked, place, unsafe=unsafe)
    except XlmotError as error:
        return Cleaned(str(path), error=error)
    return cleaned._replace(recovered=(*recovered, *cleaned.recovered))


def _plan(path: Path, asked: Asked, *, unsafe: bool) -> tuple[FileBook, Plan, list[Refusal]]:
    book = FileBook(path)
    return book, *read(book, asked).plan(unsafe=unsafe)


def _clean(path: Path, to: Path, asked: Asked, place: Destination, *, unsafe: bool) -> Cleaned:
    book, plan, refused = within(asked.limit, lambda: _plan(path, asked, unsafe=unsafe))
    left = tuple(finding for finding in plan.left if not finding.ignored)
    cleaned = Cleaned(str(path), "", plan.edits, tuple(refused), plan.fixed, left)
    if plan.outdated:
        cleaned = cleaned._replace(warnings=(to_decide_again(plan.outdated),))
    if not plan.edits and place.file is None:
        return cleaned
    applied = book.apply(plan.edits)
    warnings = (*cleaned.warnings, *book.warnings(plan.edits))
    cleaned = cleaned._replace(receipt=applied.receipt, warnings=warnings)
    if place.dry:
        return cleaned
    expected = apply_edits(book.all_grids(), plan.edits)
    saved = write(book, applied.data, expected, to, place, Change(plan.edits))
    return cleaned._replace(
        target=str(to),
        backup=saved.shown_backup,
        durable=saved.durable,
        recovered=saved.recovered,
    )
