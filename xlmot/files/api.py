"""The public functions: check, clean and sum up workbooks, paths or books in, reports out."""

from __future__ import annotations

from collections.abc import Collection
from os import PathLike, fspath
from pathlib import Path

from xlmot.books.book import Book
from xlmot.checking.results import Cleaned, Report, Summarized, Undone
from xlmot.files.check import check_file
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked, read
from xlmot.files.undo import undo_file
from xlmot.files.write import SUMMARIZED, Destination

Source = str | PathLike[str] | Book


def check(
    source: Source,
    *,
    profile: str | None = None,
    sheet: str | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Report:
    """Return what is wrong in a workbook: the path of one, or a book that is open.

    `select` and `ignore` are names of rules or groups. A file that cannot be read is told in the
    report (`report.files[0].error`), as in a batch.

    >>> from xlmot.books.memory import MemoryBook
    >>> rows = [["Code", "Title"], ["1", "Roads"], ["1", "Pave , now"]]
    >>> book = MemoryBook("plan.xlsx", {"Plan": rows})
    >>> [(f.rule, f.rows) for f in check(book).findings]
    [('space-before-punctuation', (3,))]
    """
    asked = Asked(profile, sheet, frozenset(select), frozenset(ignore))
    if isinstance(source, str | PathLike):
        return Report((check_file(Path(fspath(source)), asked),))
    return Report((read(source, asked).report(),))


def clean(
    path: str | PathLike[str],
    *,
    output: str | PathLike[str] | None = None,
    in_place: bool = False,
    unsafe: bool = False,
    backup: bool = True,
    profile: str | None = None,
    sheet: str | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Cleaned:
    """Correct a workbook and return what was done; the file is proved before it is written.

    It is written to the file `output`, in place with a backup, or beside as `NAME.propre.xlsx`.

    Raises:
        XlmotError: the workbook could not be read or written; it is as it was.
    """
    source = Path(fspath(path))
    target = Path(fspath(output)) if output is not None else None
    place = Destination(in_place, backup=backup, file=target)
    asked = Asked(profile, sheet, frozenset(select), frozenset(ignore))
    cleaned = clean_file((source, Path(source.name)), asked, place, unsafe=unsafe)
    if cleaned.error is not None:
        raise cleaned.error
    return cleaned


def summarize(
    path: str | PathLike[str],
    *,
    output: str | PathLike[str] | None = None,
    in_place: bool = False,
    kinds: Collection[str] = ("axes", "sommaire", "controle"),
    language: str = "en",
    backup: bool = True,
    profile: str | None = None,
    sheet: str | None = None,
) -> Summarized:
    """Put the sheets that sum up a programme into its workbook, and return what was done.

    It is written to the file `output`, in place with a backup, or beside as `NAME.synthese.xlsx`.

    Raises:
        KeyError: there is no such kind of sheet.
        XlmotError: the workbook could not be read or written; it is as it was.
    """
    from xlmot.files.summarize import KINDS, Wish, summarize_file

    source = Path(fspath(path))
    target = Path(fspath(output)) if output is not None else None
    place = Destination(in_place, backup=backup, suffix=SUMMARIZED, file=target)
    wish = Wish(frozenset(KINDS[kind] for kind in kinds), language)
    done = summarize_file((source, Path(source.name)), Asked(profile, sheet), place, wish)
    if done.error is not None:
        raise done.error
    return done


def undo(path: str | PathLike[str]) -> Undone:
    """Take back the last cleaning in place of a workbook.

    Raises:
        XlmotError: nothing was noted, or the workbook cannot be written; it is as it was.
    """
    return undo_file(Path(fspath(path)))
