"""Work on a workbook that somebody has open: read it, and put sheets into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from xlmot.books import NewSheet, OpenBook
from xlmot.checking import FileReport, check_workbook
from xlmot.errors import UnreadableFile
from xlmot.findings import Finding
from xlmot.generated.decisions import with_decisions
from xlmot.generated.mark import FINDINGS, KEPT, Mark, is_edited, read_mark
from xlmot.generated.notes import Note, read_notes
from xlmot.language import translation
from xlmot.messages import Message, Translate, render, say
from xlmot.programme.grid import Grid
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import Workbook, read_workbook
from xlmot.settings import Settings, load_settings
from xlmot.sheets.layout import Edition, Names
from xlmot.sheets.model import Sheet
from xlmot.sheets.names import CONTROLE, free_name, sheet_names


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
    def settings(self) -> Settings:
        return load_settings(self.profile, self.book.folder, self.grids)

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

    def report(self) -> FileReport:
        """Return what is wrong; findings that staff chose to ignore are marked as such."""
        workbook = self.workbook
        self.tell(say("Checking the programme…"))
        findings = self.honoured(workbook.programmes, check_workbook(workbook, self.settings))
        profile = self.settings.profile
        return FileReport(self.book.name, profile, workbook.programmes, tuple(findings))

    def honoured(
        self, programmes: Sequence[Programme], findings: Sequence[Finding]
    ) -> list[Finding]:
        """Return the findings, with what staff decided in the sheet of findings."""
        notes = self.notes(FINDINGS)
        return with_decisions(programmes, findings, notes) if notes else list(findings)

    def named(self, kind: str) -> str | None:
        """Return the name of the generated sheet of a kind."""
        return next((name for name, mark in self.marks.items() if mark.kind == kind), None)

    def notes(self, kind: str) -> list[Note]:
        """Return what staff wrote in all generated sheets of a kind."""
        if kind not in self._notes:
            self._notes[kind] = [
                note
                for name, mark in self.marks.items()
                if mark.kind == kind
                for note in read_notes(self.book.generated(name), mark.notes)
            ]
        return self._notes[kind]

    @cached_property
    def _notes(self) -> dict[str, list[Note]]:
        return {}

    def edition(self, programme: Programme | None, taken: Sequence[str] = ()) -> Edition:
        """Return what all sheets made now share; `taken` are names that others of them have."""
        return Edition(self.settings.profile, self.day, names=self.names(programme, taken))

    def names(self, programme: Programme | None, taken: Sequence[str] = ()) -> Names:
        """Return the names of the generated sheets; one that is there keeps its name."""
        own = [*taken, *(name for name in self.book.sheet_names() if name not in self.marks)]
        if programme is None:
            return Names(controle=free_name(render(CONTROLE, self.translate), own))
        return sheet_names(programme, self.translate, own)

    def _keep_edited(self, names: Sequence[str]) -> None:
        """Keep a copy of each sheet that is to be replaced, and that somebody edited by hand."""
        for name in names:
            mark = self.marks.get(name)
            if mark is not None and is_edited(self.book.generated(name), mark):
                copy = name + render(say(" (copy)"), self.translate)
                free = free_name(copy, self.book.sheet_names())
                self.book.keep(name, free, replace(mark, kind=KEPT).text())

    def put(self, sheets: Sequence[Sheet], *, show: str = "") -> None:
        """Put generated sheets into the workbook, each in the place of the one of its name."""
        from xlmot.sheets.write import write_sheets
        from xlmot.sheets.written import as_grid, stamped

        self.tell(say("Writing the sheets…"))
        self._keep_edited([sheet.name for sheet in sheets])
        data = write_sheets(sheets, self.translate, formulas=False)
        made = [
            NewSheet(
                sheet.name,
                as_grid(sheet, self.translate).formulas,
                stamped(sheet, self.translate).text(),
            )
            for sheet in sheets
        ]
        self.book.put(data, made, show=show)
