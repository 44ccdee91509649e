"""Work on a workbook that somebody has open: read it once, and put sheets into it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from xlmot.books.open_book import NewSheet, OpenBook
from xlmot.files.reading import NOTHING_ASKED, Asked, Reading, read, say_nothing
from xlmot.findings import Finding
from xlmot.findings.receipt import KeptSheet
from xlmot.findings.together import apart, together
from xlmot.messages import Message, Translate, say, say_many
from xlmot.messages.errors import NoProgramme, UnreadableFile
from xlmot.messages.translation import translation
from xlmot.programme.outline import Programme
from xlmot.sheets.earlier.replacing import replacement
from xlmot.sheets.make import Making
from xlmot.sheets.model import Sheet


def have_none(title: Message) -> Path | None:
    """Choose no workbook, where nobody can be asked."""
    del title
    raise UnreadableFile(
        say("There is no other programme to compare with."),
        say("Open the workbook that holds it in Excel too, or name its file."),
    )


def agree(question: Message) -> bool:
    """Say yes, where nobody can be asked."""
    del question
    return True


@dataclass
class Desk:
    """An open workbook, the language of its user, where progress is told, who chooses and agrees.

    The workbook is read once: a desk is for one piece of work. Its sheets are in the language that
    is `wanted`, else in that of the programme.
    """

    book: OpenBook
    language: str = "en"
    tell: Callable[[Message], None] = say_nothing
    day: date = field(default_factory=date.today)
    asked: Asked = NOTHING_ASKED
    choose: Callable[[Message], Path | None] = have_none
    ask: Callable[[Message], bool] = agree
    wanted: str = ""

    @property
    def translate(self) -> Translate:
        return translation(self.language)

    @cached_property
    def reading(self) -> Reading:
        return read(self.book, self.asked, tell=self.tell)

    @cached_property
    def written(self) -> str:
        """Return the language of the sheets that are made."""
        return self.wanted or self.reading.language or self.language

    @property
    def writes(self) -> Translate:
        """Return the translation of what is written into the workbook."""
        return translation(self.written)

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Return the programmes of the workbook.

        Raises:
            NoProgramme: there is none.
        """
        if not self.reading.programmes:
            raise NoProgramme(
                say("No sheet of {file} holds a programme.", file=self.book.name),
                say("Put a code and a label in each row, below a header that names both."),
            )
        return self.reading.programmes

    def make(
        self, kinds: Collection[str], *, again: bool = False, ignoring: Collection[Finding] = ()
    ) -> Sequence[Message]:
        """Make all sheets of some kinds, show the first; return what became of earlier ones.

        Made `again` after something else, none is shown. The findings to be ignored are told as
        such.
        """
        reading = self.reading
        report, edition = reading.report(remade=kinds), reading.edition(self.day)
        each = (f._replace(ignored=f.ignored or f in ignoring) for f in apart(report.findings))
        report = report._replace(findings=tuple(together(list(each))))
        made = list(Making(report, reading.earlier, kinds, edition, self.written).sheets())
        return self.put(made, show="" if again else made[0].name, kinds=kinds, again=again)

    def put(
        self,
        sheets: Sequence[Sheet],
        *,
        show: str = "",
        kinds: Collection[str] = (),
        again: bool = False,
    ) -> Sequence[Message]:
        """Put generated sheets into the workbook, each in the place of the one of its name.

        Those of `kinds` that are about nothing any more go. A sheet that somebody edited by hand is
        kept under another name. What became of earlier sheets is returned.
        """
        from xlmot.sheets.write import write_sheets
        from xlmot.sheets.written import as_grid, stamped

        count = len(sheets)
        self.tell(say_many(count, "Writing {count} sheet…", "Writing {count} sheets…"))
        done = replacement(sheets, self.reading.earlier, kinds, self.writes, anew=True)
        changes = done.changes
        made = [
            NewSheet(
                sheet.name,
                as_grid(sheet, self.writes).formulas,
                stamped(sheet, self.writes).text(),
                changes.kept[sheet.name].name if sheet.name in changes.kept else "",
            )
            for sheet in done.write
        ]
        small = write_sheets(done.write, self.writes, formulas=False)
        with self._keeping(changes.kept):
            self.book.put(small, made, show=show, again=again)
        for name in sorted(changes.dropped):
            self.book.remove(name)
        return done.messages

    @contextmanager
    def _keeping(self, kept: Mapping[str, KeptSheet]) -> Iterator[None]:
        """Keep sheets under other names; they have theirs again if nothing takes their place."""
        marks = self.book.marks
        done: list[tuple[str, str]] = []
        try:
            for name, one in kept.items():
                done.append((name, one.name))
                self.book.keep(name, one.name, one.mark)
            yield
        except BaseException:
            for name, now in reversed(done):
                with suppress(Exception):
                    self.book.keep(now, name, marks[name])
            raise
