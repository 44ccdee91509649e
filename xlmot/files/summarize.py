"""Make the sheets that sum up a programme, or make them again, inside the user's workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from xlmot.books.file import Applied, FileBook
from xlmot.books.journal import put_in_order
from xlmot.books.mark import FINDINGS
from xlmot.books.saving.refusals import telling
from xlmot.books.time_limit import within
from xlmot.checking.results import Summarized
from xlmot.files.earlier import generated_sheets
from xlmot.files.reading import Asked, read
from xlmot.files.write import Change, Destination, write
from xlmot.messages import say
from xlmot.messages.errors import NoProgramme, XlmotError
from xlmot.messages.named import NamedTuple
from xlmot.messages.translation import translation
from xlmot.programme.doubt import is_unsure
from xlmot.programme.grid import Grid
from xlmot.sheets.axe import KIND as AXE
from xlmot.sheets.earlier.replacing import Generated, Replacement, replacement
from xlmot.sheets.make import Making
from xlmot.sheets.sommaire import KIND as SOMMAIRE
from xlmot.sheets.words import UNSURE
from xlmot.sheets.write import write_sheets

# What the command line calls the kinds of sheets.
KINDS = {"axes": AXE, "sommaire": SOMMAIRE, "controle": FINDINGS}


class Wish(NamedTuple):
    """The kinds of sheets to make, the language they are in, and the day they are dated.

    Where no language is wanted it is that of the programme; `user` is the one of who asks, for a
    programme that does not show its own.
    """

    kinds: frozenset[str] = frozenset(KINDS.values())
    language: str = ""
    day: date | None = None
    user: str = "en"


def summarize_file(
    source: tuple[Path, Path], asked: Asked, place: Destination, wish: Wish
) -> Summarized:
    """Make the sheets of one file; a file that cannot be read or written is a result too.

    `source` is the file, and where it stands in the folder that was named. What staff wrote in
    earlier sheets stays with the rows it is about; a sheet that says the same is not written.
    """
    path, inner = source
    try:
        with telling(path):
            recovered = put_in_order(path)
            done = _summarize(path, place.path(path, inner), asked, place, wish)
    except XlmotError as error:
        return Summarized(str(path), error=error)
    return done._replace(recovered=(*recovered, *done.recovered))


def _summarize(path: Path, to: Path, asked: Asked, place: Destination, wish: Wish) -> Summarized:
    copies = not place.in_place and to.exists()

    def read_all() -> tuple[FileBook, Making]:
        book = FileBook(path)
        copy = generated_sheets(FileBook(to)) if copies else []
        return book, _making(book, asked, wish, copy)

    book, making = within(asked.limit, read_all)
    made = replacement([*making.sheets()], making.earlier, wish.kinds, making.translate)
    done = put(book, made, to, place, making.language)
    doubts = [UNSURE] if any(map(is_unsure, making.report.programmes)) else []
    return done._replace(messages=(*done.messages, *doubts))


def put(
    book: FileBook, made: Replacement, to: Path, place: Destination, language: str
) -> Summarized:
    """Put sheets into a book and write it; nothing is written where nothing changes.

    Raises:
        XlmotError: the sheets cannot be put in, or the file not be written; it is as it was.
    """
    done = Summarized(str(book.path), sheets=made.names, messages=made.messages)
    if not made.is_change and place.file is not None and not place.dry:
        saved = write(book, book.data, book.all_grids(), to, place)
        return done._replace(target=str(to), durable=saved.durable, recovered=saved.recovered)
    if not made.is_change:
        return done
    small = write_sheets(made.write, translation(language)) if made.write else b""
    applied = book.put(small, made.changes)
    if place.dry:
        return done
    expected = _expected(book, small, applied, made)
    saved = write(book, applied.data, expected, to, place, Change(sheets=made.names))
    return done._replace(
        target=str(to),
        written=tuple(sheet.name for sheet in made.write),
        backup=saved.shown_backup,
        durable=saved.durable,
        recovered=saved.recovered,
        receipt=applied.receipt,
    )


def _expected(book: FileBook, small: bytes, applied: Applied, made: Replacement) -> list[Grid]:
    """Return the sheets that the written file has to show: the user's, and those of `small`."""
    kept = made.changes.kept
    shown = {
        kept[grid.sheet].name if grid.sheet in kept else grid.sheet: grid
        for grid in book.all_grids()
    }
    if small:
        shown |= {grid.sheet: grid for grid in FileBook(book.path, small).all_grids()}
    now = FileBook(book.path, applied.data).all_grids()
    return [shown[grid.sheet]._replace(sheet=grid.sheet) for grid in now]


def _making(book: FileBook, asked: Asked, wish: Wish, copy: Sequence[Generated]) -> Making:
    reading = read(book, asked)
    if not reading.programmes and wish.kinds != {FINDINGS}:
        raise NoProgramme(
            say("There is no programme in {file} that could be summed up.", file=book.name),
            say("See what “xlmot check” says of it."),
        )
    # A sheet that was edited by hand is put in order by this very run.
    report, edition = reading.report(remade=wish.kinds), reading.edition(wish.day)
    language = wish.language or reading.language or wish.user
    return Making(report, reading.earlier, wish.kinds, edition, language, copy)
