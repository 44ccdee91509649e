"""Work on a workbook that somebody has open: read it, and put sheets into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from xlmot.books import NewSheet, OpenBook
from xlmot.checking import FileReport, check_workbook, reported
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
from xlmot.settings_sheet import typed_in
from xlmot.sheets.axe import KIND as AXE_KIND
from xlmot.sheets.layout import Edition, Names
from xlmot.sheets.model import Sheet
from xlmot.sheets.names import CONTROLE, free_name, sheet_names, signs
from xlmot.sheets.sommaire import KIND as SOMMAIRE_KIND
from xlmot.sheets.words import source_name

if TYPE_CHECKING:
    from xlmot.settings_sheet.reading import Typed


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
    def typed(self) -> Typed | None:
        """Return what was typed in the sheet of settings, None if there is none."""
        return typed_in(self.book)

    @cached_property
    def settings(self) -> Settings:
        return load_settings(self.profile, self.book.folder, self.grids, self.typed)

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
        return reported(self.book.name, workbook, findings, self.settings)

    def honoured(
        self, programmes: Sequence[Programme], findings: Sequence[Finding]
    ) -> list[Finding]:
        """Return the findings, with what staff decided in the sheet of findings."""
        notes = self.notes(FINDINGS)
        return with_decisions(programmes, findings, notes) if notes else list(findings)

    def named(self, kind: str) -> str | None:
        """Return the name of the generated sheet of a kind."""
        return next((name for name, mark in self.marks.items() if mark.kind == kind), None)

    def notes(self, kind: str, source: str | None = None) -> list[Note]:
        """Return what staff wrote in the generated sheets of a kind, or of one programme.

        What they wrote about a programme whose sheet has another name now is among it.
        """
        return [
            note
            for name, mark in self.marks.items()
            if mark.kind == kind and (source in (None, mark.source) or self._is_orphan(mark))
            for note in self._notes_on(name, mark)
        ]

    def _notes_on(self, name: str, mark: Mark) -> list[Note]:
        if name not in self._notes:
            self._notes[name] = read_notes(self.book.generated(name), mark.notes)
        return self._notes[name]

    @cached_property
    def _notes(self) -> dict[str, list[Note]]:
        return {}

    def edition(
        self, programme: Programme | None, taken: Sequence[str] = (), *, making: str = ""
    ) -> Edition:
        """Return what all sheets made now share; `taken` are names that others of them have.

        They link to no sheet that is not there: `making` is FINDINGS where its sheet is made now.
        """
        names = self.names(programme, taken)
        if making != FINDINGS:
            names = names._replace(controle=self.named(FINDINGS) or "")
        elif not self.named(SOMMAIRE_KIND):
            names = names._replace(sommaire="")
        return Edition(self.settings.profile, self.day, names, self.settings.output)

    def names(self, programme: Programme | None, taken: Sequence[str] = ()) -> Names:
        """Return the names of the generated sheets; one that is there keeps its name."""
        source = source_name(programme) if programme else ""
        own = [*taken, *(name for name in self.book.sheet_names() if self._is_taken(name, source))]
        if programme is None:
            found = self.named(FINDINGS) or free_name(render(CONTROLE, self.translate), own)
            return Names(controle=found)
        # The programme of another workbook, compared with this one's, needs no sign.
        sign_of = dict(zip(self.programmes, signs(self.programmes), strict=True))
        wanted = sheet_names(programme, self.translate, own, sign_of.get(programme, ""))
        return Names(
            self._known(SOMMAIRE_KIND, source) or wanted.sommaire,
            self.named(FINDINGS) or wanted.controle,
            {
                path: self._known(AXE_KIND, source, programme.text(path)) or name
                for path, name in wanted.axes.items()
            },
        )

    def _is_taken(self, name: str, source: str) -> bool:
        """Tell whether a sheet is the user's, or about another programme that is still there."""
        mark = self.marks.get(name)
        return mark is None or (mark.source != source and not self._is_orphan(mark))

    def _is_orphan(self, mark: Mark) -> bool:
        """Tell whether the programme that a sheet is about is gone, or has another name now."""
        return mark.source not in self._there

    @cached_property
    def _there(self) -> frozenset[str]:
        return frozenset(self.book.sheet_names())

    def _known(self, kind: str, source: str, code: str = "") -> str | None:
        """Return what the sheet of a kind about a programme, or a title of it, is called now."""
        key = (kind, source, code)
        marks = self.marks.items()
        return next((n for n, mark in marks if (mark.kind, mark.source, mark.code) == key), None)

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
