"""Make the sheets that sum up a programme, or make them again, inside the user's workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from xlmot.books.file import Applied, FileBook
from xlmot.books.generated_sheets import Generated, generated_sheets, honoured
from xlmot.checking import FileReport, check_workbook
from xlmot.errors import UnreadableFile, XlmotError
from xlmot.files import Asked
from xlmot.findings import Finding
from xlmot.generated.mark import FINDINGS
from xlmot.generated.notes import Note
from xlmot.language import translation
from xlmot.messages import Translate, render, say
from xlmot.ooxml.save import recover
from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import read_workbook
from xlmot.replacing import Earlier, Replacement, replacement
from xlmot.reports.summaries import Summarized
from xlmot.sheets.axe import KIND as AXE
from xlmot.sheets.axe import axe_sheets
from xlmot.sheets.controle import FACTS, controle_sheet
from xlmot.sheets.layout import Edition, Names
from xlmot.sheets.model import Sheet
from xlmot.sheets.names import CONTROLE, sheet_names
from xlmot.sheets.sommaire import KIND as SOMMAIRE
from xlmot.sheets.sommaire import sommaire_sheet
from xlmot.sheets.words import source_name
from xlmot.sheets.write import write_sheets
from xlmot.sheets.written import stamped
from xlmot.writing import Place, note, write

# What the command line calls the kinds of sheets.
KINDS = {"axes": AXE, "sommaire": SOMMAIRE, "controle": FINDINGS}


class Wish(NamedTuple):
    """The kinds of sheets to make, the language they are in, and the day they are dated."""

    kinds: frozenset[str] = frozenset(KINDS.values())
    language: str = "en"
    day: date | None = None


def summarize_file(source: tuple[Path, Path], asked: Asked, place: Place, wish: Wish) -> Summarized:
    """Make the sheets of one file; a file that cannot be read or written is a result too.

    `source` is the file, and where it stands in the folder that was named. What staff wrote in
    earlier sheets stays with the rows it is about; a sheet that says the same is not written.
    """
    path, inner = source
    try:
        recovered = recover(path)
        done = _summarize(path, place.path(path, inner), asked, place, wish)
    except XlmotError as error:
        return Summarized(str(path), error=error)
    return done._replace(recovered=(*recovered, *done.recovered))


def _summarize(path: Path, to: Path, asked: Asked, place: Place, wish: Wish) -> Summarized:
    book = FileBook(path)
    copy = [] if place.in_place or not to.exists() else generated_sheets(FileBook(to))
    made = _Making(book, asked, wish, copy).made()
    return put(book, made, to, place, wish.language)


def put(book: FileBook, made: Replacement, to: Path, place: Place, language: str) -> Summarized:
    """Put sheets into a book and write it; nothing is written where nothing changes.

    Raises:
        XlmotError: the sheets cannot be put in, or the file not be written; it is as it was.
    """
    done = Summarized(str(book.path), sheets=made.names, messages=made.messages)
    if not made.is_change:
        return done
    small = write_sheets(made.write, translation(language)) if made.write else b""
    applied = book.put(small, made.changes)
    if place.dry:
        return done
    saved = write(book, applied.data, _expected(book, small, applied, made), to, place)
    if place.in_place and saved.backup:
        note(saved, book.data, applied.data, (), made.names)
    return done._replace(
        target=str(to),
        written=tuple(sheet.name for sheet in made.write),
        backup=saved.backup.name if saved.backup else "",
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


class _Making:
    """The making of the sheets of one book; `copy` are those of an earlier copy of it."""

    def __init__(
        self, book: FileBook, asked: Asked, wish: Wish, copy: Sequence[Generated] = ()
    ) -> None:
        grids = book.grids(asked.sheet)
        settings = asked.settings(book.path.parent, grids)
        # A sheet that was edited by hand is put in order by this very run.
        traits = {name: own for name, own in book.traits().items() if name != "edited-sheets"}
        workbook = read_workbook(book.name, grids, settings.vocabulary, traits)
        if not workbook.programmes and wish.kinds != {FINDINGS}:
            raise UnreadableFile(
                say("There is no programme in {file} that could be summed up.", file=book.name),
                say("See what “xlmot check” says of it."),
            )
        findings = honoured(book, workbook.programmes, check_workbook(workbook, settings))
        self.report = FileReport(book.name, settings.profile, workbook.programmes, tuple(findings))
        self.wish = wish
        self.translate = translation(wish.language)
        self.earlier = Earlier(book)
        self.copy = copy
        self.day = wish.day or date.today()  # noqa: DTZ011  the day where the user is

    def made(self) -> Replacement:
        """Return the sheets to write, and what becomes of the earlier ones."""
        sheets = list(self._sheets())
        return replacement(sheets, self.earlier, self.wish.kinds, self.translate)

    def _sheets(self) -> Iterator[Sheet]:
        programmes = self.report.programmes
        first = source_name(programmes[0]) if programmes else ""
        controle = self._name(render(CONTROLE, self.translate), FINDINGS, first)
        editions = [self._edition(programme, controle) for programme in programmes]
        for number, (programme, edition) in enumerate(zip(programmes, editions, strict=True)):
            if SOMMAIRE in self.wish.kinds:
                yield sommaire_sheet(programme, edition, self._findings(programme))
            if number == 0 and FINDINGS in self.wish.kinds:
                yield self._controle(edition, first)
            if AXE in self.wish.kinds:
                yield from axe_sheets(programme, edition, self._notes(AXE, source_name(programme)))
        if not programmes:
            yield self._controle(
                Edition(self.report.profile, self.day, names=Names(controle=controle)), first
            )

    def _edition(self, programme: Programme, controle: str) -> Edition:
        source, wanted = source_name(programme), sheet_names(programme, self.translate)
        names = Names(
            self._name(wanted.sommaire, SOMMAIRE, source),
            controle,
            {
                path: self._name(name, AXE, source, programme.text(path))
                for path, name in wanted.axes.items()
            },
        )
        return Edition(self.report.profile, self.day, names=names)

    def _name(self, wanted: str, kind: str, source: str, code: str = "") -> str:
        """Return what a sheet is called, "" of one that is neither there nor to be made."""
        if kind not in self.wish.kinds:
            known = self.earlier.find(kind, source, code)
            return known.grid.sheet if known else ""
        return self.earlier.name(wanted, kind, source, code)

    def _findings(self, programme: Programme) -> list[Finding]:
        """Return the findings on the sheets of a programme."""
        sheets = {section.grid.sheet for section in programme.table.sections}
        return [finding for finding in self.report.findings if finding.sheet in sheets]

    def _notes(self, kind: str, source: str) -> list[Note]:
        """Return what staff wrote in the earlier sheets of a kind, else in those of the copy."""
        found = self.earlier.of(kind, source)
        found = found or [one for one in self.copy if one.mark.kind == kind]
        return [note for one in found for note in one.notes]

    def _controle(self, edition: Edition, source: str) -> Sheet:
        known = self.earlier.find(FINDINGS, source)
        notes = self._notes(FINDINGS, source)
        sheet = controle_sheet(self.report, edition, notes, earlier=known.mark if known else None)
        return _with_facts_of(sheet, known, self.translate) if known else sheet


def _with_facts_of(sheet: Sheet, earlier: Generated, translate: Translate) -> Sheet:
    """Return a sheet as its earlier one, if it differs only by what that said was settled."""
    fact = replace(sheet.cells[FACTS], content=earlier.grid.value(*FACTS))
    same = replace(sheet, cells={**sheet.cells, FACTS: fact})
    return same if stamped(same, translate).hash == earlier.mark.hash else sheet
