"""Make the sheets of a workbook as data: named as the earlier ones, with what staff wrote there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from xlmot.books.mark import FINDINGS
from xlmot.checking.results import FileReport
from xlmot.findings import Finding
from xlmot.messages import Translate, render, say
from xlmot.messages.translation import translation
from xlmot.programme.outline import Programme
from xlmot.sheets.axe import KIND as AXE
from xlmot.sheets.axe import axe_sheets
from xlmot.sheets.controle import FACTS, controle_sheet
from xlmot.sheets.earlier.notes import Note
from xlmot.sheets.earlier.replacing import Earlier, Generated
from xlmot.sheets.layout import Edition, Names
from xlmot.sheets.model import Sheet
from xlmot.sheets.names import CONTROLE, sheet_names, signs
from xlmot.sheets.sommaire import KIND as SOMMAIRE
from xlmot.sheets.sommaire import sommaire_sheet
from xlmot.sheets.words import source_name
from xlmot.sheets.written import stamped

# Nobody looks through more sheets than these.
MOST_AXES = 40


class Making:
    """The making of the sheets of some kinds of one workbook; their names are found, not given.

    `copy` are the sheets of an earlier copy of it, read where it has none of its own.
    """

    def __init__(
        self,
        report: FileReport,
        earlier: Earlier,
        kinds: Collection[str],
        edition: Edition,
        language: str,
        copy: Sequence[Generated] = (),
    ) -> None:
        self.report = report
        self.earlier = earlier
        self.kinds = kinds
        self.edition = edition
        self.language = language
        self.translate = translation(language)
        self.copy = copy

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets, programme by programme."""
        programmes = self.report.programmes
        first = source_name(programmes[0]) if programmes else ""
        controle = self._name(render(CONTROLE, self.translate), FINDINGS, first)
        editions = [
            self._edition(programme, controle, sign)
            for programme, sign in zip(programmes, signs(programmes), strict=True)
        ]
        for number, (programme, edition) in enumerate(zip(programmes, editions, strict=True)):
            if SOMMAIRE in self.kinds:
                yield sommaire_sheet(programme, edition, self._findings(programme))
            if number == 0 and FINDINGS in self.kinds:
                yield self._controle(edition, first)
            if AXE in self.kinds and edition.names.axes:
                yield from axe_sheets(programme, edition, self._notes(AXE, source_name(programme)))
        if not programmes:
            yield self._controle(replace(self.edition, names=Names(controle=controle)), first)

    def _edition(self, programme: Programme, controle: str, sign: str) -> Edition:
        source = source_name(programme)
        wanted = sheet_names(programme, self.translate, sign=sign)
        axes = wanted.axes.items() if self._has_axes(programme) else ()
        names = Names(
            self._name(wanted.sommaire, SOMMAIRE, source),
            controle,
            {path: self._name(name, AXE, source, programme.text(path)) for path, name in axes},
        )
        return replace(self.edition, names=names)

    def _has_axes(self, programme: Programme) -> bool:
        """Return whether each title of the first level is to have a sheet.

        A list without titles has none. Of more than anybody would look through, none is made
        unless nothing else is asked for, or they are there already.
        """
        count, source = len(programme.roots), source_name(programme)
        if self.earlier.of(AXE, source):
            return True
        if AXE in self.kinds and self.kinds != {AXE} and count > MOST_AXES:
            self.earlier.messages.append(
                say(
                    "“{sheet}” has {count} titles of the first level: too many for a sheet each. "
                    "To have them all the same: “xlmot summarize --kind axes”.",
                    sheet=source,
                    count=count,
                )
            )
            return False
        return any(root.children or root.actions for root in programme.roots)

    def _name(self, wanted: str, kind: str, source: str, code: str = "") -> str:
        """Return what a sheet is called, "" of one that is neither there nor to be made."""
        if kind not in self.kinds:
            known = self.earlier.find_next(kind, source, code, wanted)
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
