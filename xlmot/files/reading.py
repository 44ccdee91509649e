"""Read a workbook: its settings, its programmes, and what is wrong in them as staff decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property

from xlmot.checking.check import check_workbook
from xlmot.checking.readers import AtFirst, Readers
from xlmot.checking.results import FileReport
from xlmot.messages import Message, say
from xlmot.messages.hints import TYPE_CHECKING
from xlmot.messages.named import NamedTuple
from xlmot.programme.workbook import Workbook
from xlmot.settings.load import Chosen, Settings, choose, settled
from xlmot.settings.placing import read_by

if TYPE_CHECKING:
    from datetime import date

    from xlmot.books.book import Book
    from xlmot.checking.plan import Plan, Target
    from xlmot.checking.results import Refusal
    from xlmot.findings import Finding
    from xlmot.programme.outline import Programme
    from xlmot.sheets.earlier.replacing import Earlier, Generated
    from xlmot.sheets.forms import Forms
    from xlmot.sheets.layout import Edition
    from xlmot.sheets.settings.reading import TypedValues


class Asked(NamedTuple):
    """What a user asks of every workbook of a run; rules are named by themselves or by group.

    `passed` are the names of the rules that a script passed, `limit` the seconds that reading and
    checking a workbook may take; None is for ever.
    """

    profile: str | None = None
    sheet: str | None = None
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    limit: float | None = None


NOTHING_ASKED = Asked()
# How often it is told how far a check is: each time Excel is asked to show it.
TOLD = 10


def say_nothing(message: Message) -> None:
    """Tell nobody how far the reading is."""
    del message


def read(
    book: Book,
    asked: Asked = NOTHING_ASKED,
    *,
    settings: Settings | None = None,
    tell: Callable[[Message], None] = say_nothing,
) -> Reading:
    """Read a workbook, by its own settings unless others are given.

    Raises:
        UnreadableFile: the workbook cannot be read, or has no sheet of the name asked for.
        BadSetting: the profile, the settings file or the sheet of settings cannot be used.

    >>> from xlmot.books.memory import MemoryBook
    >>> rows = [["Code", "Title"], ["1", "Roads"], ["1", "Pave , now"]]
    >>> reading = read(MemoryBook("plan.xlsx", {"Plan": rows}))
    >>> reading.settings.profile, [(f.rule, f.rows) for f in reading.findings]
    ('generic', [('space-before-punctuation', (3,))])
    """
    tell(say("Reading the workbook…"))
    grids = list(book.grids(asked.sheet))
    typed = _typed_in(book) if book.marks else None
    if settings is None:
        chosen = choose(asked.profile, book.folder, grids, typed)
        settings = settled(chosen, typed)._replace(
            selected=asked.select, ignored=asked.ignore, passed=asked.passed
        )
    else:
        chosen = Chosen(settings.profile, {})
    generated = _generated_in(book) if book.marks else []
    edited = tuple(one.grid.sheet for one in generated if one.edited)
    traits = {**book.traits(), **({"edited-sheets": edited} if edited else {})}
    workbook = read_by(settings, book.name, grids, traits, partly=asked.sheet is not None)
    return Reading(book, (chosen, typed), settings, workbook, generated, tell)


def _typed_in(book: Book) -> TypedValues | None:
    from xlmot.sheets.settings.typed import typed_in

    return typed_in(book)


def _generated_in(book: Book) -> list[Generated]:
    from xlmot.files.earlier import generated_sheets

    return generated_sheets(book)


class Reading:
    """A workbook as it was read; its findings are looked for when they are first asked for.

    `chosen` are the profile and the settings file, `typed` is what stands in the sheet of settings,
    and `settings` what all of them give. `generated` are the sheets that xlmot made.
    """

    def __init__(
        self,
        book: Book,
        sources: tuple[Chosen, TypedValues | None],
        settings: Settings,
        workbook: Workbook,
        generated: Sequence[Generated],
        tell: Callable[[Message], None],
    ) -> None:
        self.book = book
        self.chosen, self.typed = sources
        self.settings = settings
        self.workbook = workbook
        self.generated = generated
        self._tell = tell

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Return the programmes of the workbook, in the order of its sheets."""
        return self.workbook.programmes

    @property
    def language(self) -> str:
        """Return the language of the programmes, by the settings or else by their words; or ""."""
        from xlmot.messages.translation import LANGUAGES
        from xlmot.programme.language import language_of

        labels = (text for programme in self.programmes for text in programme.rows_of)
        language = self.settings.language or language_of(labels)
        return language if language in LANGUAGES else ""

    @cached_property
    def findings(self) -> list[Finding]:
        """Return what is wrong, each finding with what staff decided about it."""
        return self._findings(self.workbook)

    def report(self, path: str = "", *, remade: Collection[str] = ()) -> FileReport:
        """Return what is wrong, as the report of a file.

        That a generated sheet was edited by hand is not said of the kinds that are `remade`.
        """
        kept = self._without(remade)
        findings = self.findings if kept is self.workbook else self._findings(kept)
        settings = self.settings
        return FileReport(
            path or self.book.name,
            settings.profile,
            self.programmes,
            tuple(findings),
            sources=settings.sources,
        )

    def _without(self, remade: Collection[str]) -> Workbook:
        traits = self.workbook.traits
        names = {one.grid.sheet for one in self.generated if one.mark.kind in remade}
        if not names.intersection(traits.get("edited-sheets", ())):
            return self.workbook
        left = tuple(name for name in traits["edited-sheets"] if name not in names)
        others = {name: own for name, own in traits.items() if name != "edited-sheets"}
        return self.workbook._replace(traits={**others, "edited-sheets": left} if left else others)

    def _findings(self, workbook: Workbook) -> list[Finding]:
        first = AtFirst(lambda: self._readers)
        found = check_workbook(workbook, self.settings, first, self._tell_progress)
        return self.apply_decisions(workbook.programmes, found)

    @cached_property
    def _readers(self) -> Readers:
        """Return what reads its cells, on the sheets too that are hidden or not asked for."""
        grids = {grid.sheet: grid for grid in self.workbook.grids}
        others = {grid.sheet: grid for grid in self.book.other_grids(grids)}
        if others:
            every = grids | others
            grids = {name: every[name] for name in self.book.sheet_names() if name in every}
        return Readers(grids.values(), self.book.reads())

    def _tell_progress(self, done: int, count: int) -> None:
        """Tell how many of the rules have run, a few times."""
        if done * TOLD // count != (done - 1) * TOLD // count:
            self._tell(say("Checking: {done} of {count} rules…", done=done, count=count))

    def apply_decisions(
        self, programmes: Sequence[Programme], findings: Sequence[Finding]
    ) -> list[Finding]:
        """Return the findings, with what staff decided in the sheet of findings."""
        if not self.generated:
            return list(findings)
        from xlmot.books.mark import FINDINGS
        from xlmot.sheets.earlier.decisions import with_decisions

        kept = [one for one in self.generated if one.mark.kind == FINDINGS]
        notes = [note for one in kept for note in one.notes]
        return with_decisions(programmes, findings, notes) if notes else list(findings)

    def plan(
        self, *, unsafe: bool = False, locked: Collection[Target] = ()
    ) -> tuple[Plan, list[Refusal]]:
        """Return the plan of a cleaning, and the edits that the book does not allow.

        Raises:
            RefusedEdit: the fixes do not settle, or would lose something.
        """
        from xlmot.checking.plan import feasible_plan

        return feasible_plan(
            self.workbook,
            self.settings,
            self.book.refusals,
            self.apply_decisions,
            readers=lambda: self._readers,
            unsafe=unsafe,
            locked=locked,
        )

    @cached_property
    def earlier(self) -> Earlier:
        """Return the generated sheets, to be made again."""
        from xlmot.files.earlier import earlier_in

        return earlier_in(self.book, self.generated)

    def named(self, kind: str) -> str:
        """Return the name of the generated sheet of a kind, "" if there is none."""
        return next((one.grid.sheet for one in self.generated if one.mark.kind == kind), "")

    @cached_property
    def forms(self) -> Forms:
        """Return the number formats of the columns of staff, read when a sheet shows them."""
        from xlmot.sheets.forms import Forms

        return Forms(self.book.number_format)

    def edition(self, day: date | None = None) -> Edition:
        """Return what all sheets made on a day share; of the others, that of findings is named."""
        from datetime import date

        from xlmot.books.mark import FINDINGS
        from xlmot.sheets.layout import Edition, Names

        day = day or date.today()  # noqa: DTZ011  the day where the user is
        names = Names(controle=self.named(FINDINGS))
        return Edition(self.settings.profile, day, names, self.settings.output, self.forms)
