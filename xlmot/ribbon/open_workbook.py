"""Work on a workbook that somebody has open: read it, and put sheets into it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from xlmot.books.mark import FINDINGS, KEPT, Mark, is_edited, read_mark
from xlmot.books.open_book import NewSheet, OpenBook
from xlmot.checking.check import check_workbook, reported
from xlmot.checking.results import FileReport
from xlmot.findings import Finding
from xlmot.messages import Message, Translate, say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.translation import translation
from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import Workbook, read_workbook
from xlmot.settings.load import Chosen, Settings, choose, settled
from xlmot.sheets.earlier.decisions import with_decisions
from xlmot.sheets.earlier.replacing import Earlier, Generated, replacement
from xlmot.sheets.layout import Edition, Names
from xlmot.sheets.make import Making
from xlmot.sheets.model import Sheet
from xlmot.sheets.settings.typed import typed_in

if TYPE_CHECKING:
    from xlmot.sheets.settings.reading import TypedValues


def say_nothing(message: Message) -> None:
    del message


def have_none(title: Message) -> Path | None:
    """Choose no workbook, where nobody can be asked."""
    del title
    raise UnreadableFile(
        say("There is no other programme to compare with."),
        say("Open the workbook that holds it in Excel too, or name its file."),
    )


@dataclass
class Desk:
    """An open workbook, the language of its user, where progress is told, who chooses a file.

    What is read of the workbook is read once: a desk is for one piece of work. `profile` and
    `sheet` are those asked for, instead of what the workbook shows.
    """

    book: OpenBook
    language: str = "en"
    tell: Callable[[Message], None] = say_nothing
    day: date = field(default_factory=date.today)
    profile: str | None = None
    sheet: str | None = None
    choose: Callable[[Message], Path | None] = have_none

    @property
    def translate(self) -> Translate:
        return translation(self.language)

    @cached_property
    def marks(self) -> dict[str, Mark]:
        """Return the marks of the generated sheets, by the name of the sheet."""
        found = ((name, read_mark(text)) for name, text in self.book.marks.items())
        return {name: mark for name, mark in found if mark is not None and mark.kind != KEPT}

    @cached_property
    def grids(self) -> list[Grid]:
        """Return the visible sheets that are the user's."""
        self.tell(say("Reading the workbook…"))
        return list(self.book.grids(self.sheet))

    @cached_property
    def typed(self) -> TypedValues | None:
        """Return what was typed in the sheet of settings, None if there is none."""
        return typed_in(self.book)

    @cached_property
    def chosen(self) -> Chosen:
        """Return what the workbook is checked by without its sheet of settings."""
        return choose(self.profile, self.book.folder, self.grids, self.typed)

    @cached_property
    def settings(self) -> Settings:
        return settled(self.chosen, self.typed)

    @cached_property
    def workbook(self) -> Workbook:
        vocabulary = self.settings.vocabulary
        return read_workbook(self.book.name, self.grids, vocabulary, self.book.traits())

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Return the programmes of the workbook.

        Raises:
            UnreadableFile: there is none.
        """
        if not self.workbook.programmes:
            raise UnreadableFile(
                say("No sheet of {file} holds a programme.", file=self.book.name),
                say("Put a code and a label in each row, below a header that names both."),
            )
        return self.workbook.programmes

    def report(self, *, remaking: bool = False) -> FileReport:
        """Return what is wrong; findings that staff chose to ignore are marked as such.

        Where the generated sheets are made again, it is not said that one was edited by hand.
        """
        workbook = self.workbook
        if remaking:
            kept = {name: own for name, own in workbook.traits.items() if name != "edited-sheets"}
            workbook = workbook._replace(traits=kept)
        self.tell(say("Checking the programme…"))
        findings = self.honoured(workbook.programmes, check_workbook(workbook, self.settings))
        return reported(self.book.name, workbook, findings, self.settings)

    def honoured(
        self, programmes: Sequence[Programme], findings: Sequence[Finding]
    ) -> list[Finding]:
        """Return the findings, with what staff decided in the sheet of findings."""
        notes = self.earlier.notes(FINDINGS, "")
        return with_decisions(programmes, findings, notes) if notes else list(findings)

    def named(self, kind: str) -> str | None:
        """Return the name of the generated sheet of a kind."""
        return next((name for name, mark in self.marks.items() if mark.kind == kind), None)

    @cached_property
    def earlier(self) -> Earlier:
        """Return the generated sheets as they are now."""
        book = self.book
        grids = ((book.generated(name), mark) for name, mark in self.marks.items())
        sheets = [
            Generated(grid, mark, is_edited(grid, mark) or book.has_additions(grid.sheet))
            for grid, mark in grids
        ]
        return Earlier(sheets, book.sheet_names(), book.names_sheet)

    @property
    def edition(self) -> Edition:
        """Return what all sheets made now share; of the others, the one of findings is named."""
        names = Names(controle=self.named(FINDINGS) or "")
        return Edition(self.settings.profile, self.day, names, self.settings.output)

    def make(self, report: FileReport, kinds: Collection[str]) -> Sequence[Message]:
        """Make all sheets of some kinds, show the first; return what became of earlier ones."""
        making = Making(report, self.earlier, kinds, self.edition, self.translate)
        made = list(making.sheets())
        return self.put(made, show=made[0].name, kinds=kinds)

    def put(
        self, sheets: Sequence[Sheet], *, show: str = "", kinds: Collection[str] = ()
    ) -> Sequence[Message]:
        """Put generated sheets into the workbook, each in the place of the one of its name.

        Those of `kinds` that are about nothing any more go. A sheet that somebody edited by hand is
        kept under another name. What became of earlier sheets is returned.
        """
        from xlmot.sheets.write import write_sheets
        from xlmot.sheets.written import as_grid, stamped

        self.tell(say("Writing the sheets…"))
        done = replacement(sheets, self.earlier, kinds, self.translate, anew=True)
        changes = done.changes
        for name, kept in changes.kept.items():
            self.book.keep(name, kept.name, kept.mark)
        made = [
            NewSheet(
                sheet.name,
                as_grid(sheet, self.translate).formulas,
                stamped(sheet, self.translate).text(),
                changes.kept[sheet.name].name if sheet.name in changes.kept else "",
            )
            for sheet in done.write
        ]
        self.book.put(write_sheets(done.write, self.translate, formulas=False), made, show=show)
        for name in sorted(changes.dropped):
            self.book.remove(name)
        return done.messages
