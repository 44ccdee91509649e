"""Decide what becomes of the sheets that xlmot made in a workbook when they are made again.

An earlier sheet is known by its mark, whatever it is called now and wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from xlmot.books.mark import FINDINGS, KEPT, Mark
from xlmot.findings.receipt import Changes, KeptSheet
from xlmot.messages import Message, Translate, render, say
from xlmot.messages.named import NamedTuple
from xlmot.programme.grid import Grid
from xlmot.sheets.earlier.decisions import is_untouched
from xlmot.sheets.earlier.notes import Note, read_notes
from xlmot.sheets.model import Sheet
from xlmot.sheets.names import LONGEST, free_name
from xlmot.sheets.written import keep_day, stamped


class Earlier:
    """The sheets that xlmot made in a workbook, and the names that are taken in it.

    `names` are those of all its sheets; `is_named` says whether others refer to one.
    """

    def __init__(
        self,
        sheets: Sequence[Generated],
        names: Sequence[str],
        is_named: Callable[[str], bool],
    ) -> None:
        self.sheets = sheets
        self.names = names
        self.is_named = is_named
        self.taken = list(names)
        # The earlier sheets that were found for one of today's: two titles may have one code.
        self.found: set[str] = set()
        self.messages: list[Message] = []
        # Which programme goes on with the sheets of one whose sheet is called otherwise now.
        self.heirs: dict[str, str] = {}

    def find_next(
        self, kind: str, source: str, code: str = "", wanted: str = ""
    ) -> Generated | None:
        """Return what `find` does, each sheet once only; one that is named as `wanted` first."""
        left = [one for one in self.sheets if one.grid.sheet not in self.found]
        left.sort(key=lambda one: one.grid.sheet.casefold() != wanted.casefold())
        known = self._find(left, kind, source, code)
        if known is not None:
            self.found.add(known.grid.sheet)
        return known

    def find(self, kind: str, source: str, code: str = "") -> Generated | None:
        """Return the earlier sheet of a kind about a programme, or one of its titles.

        Of a programme whose sheet is called otherwise now, it is one whose source is gone. The
        sheet of findings is about all programmes.
        """
        return self._find(self.sheets, kind, source, code)

    def _find(
        self, sheets: Sequence[Generated], kind: str, source: str, code: str
    ) -> Generated | None:
        alike = [one for one in sheets if (one.mark.kind, one.mark.code) == (kind, code)]
        for one in alike:
            if one.mark.source == source:
                return one
        for one in alike:
            gone = one.mark.source
            if kind == FINDINGS or (self.is_orphan(one) and self._inherits(gone, source)):
                return one
        return None

    def _inherits(self, gone: str, source: str) -> bool:
        """Return whether a programme without sheets goes on with those of one that is gone."""
        owners = {one.mark.source for one in self.sheets if one.mark.kind != FINDINGS}
        if gone not in self.heirs and source not in owners | set(self.heirs.values()):
            self.heirs[gone] = source
        return self.heirs.get(gone) == source

    def of(self, kind: str, source: str) -> list[Generated]:
        """Return all the earlier sheets of a kind about a programme."""
        sources = {source, *(gone for gone, heir in self.heirs.items() if heir == source)}
        alike = (one for one in self.sheets if one.mark.kind == kind)
        return [one for one in alike if kind == FINDINGS or one.mark.source in sources]

    def notes(self, kind: str, source: str) -> list[Note]:
        """Return what staff wrote in the earlier sheets of a kind about a programme."""
        return [note for one in self.of(kind, source) for note in one.notes]

    def is_orphan(self, one: Generated) -> bool:
        """Return whether the sheet of the programme that a sheet is about is gone."""
        return one.mark.source not in self.names

    def name(self, wanted: str, kind: str, source: str, code: str = "") -> str:
        """Return what a sheet is called: as its earlier one, else as wanted, if that is free."""
        known = self.find_next(kind, source, code, wanted)
        if known is not None:
            return known.grid.sheet
        name = free_name(wanted, self.taken)
        if wanted.casefold() in {one.casefold() for one in self.names}:
            self.messages.append(
                say(
                    "The workbook has a sheet “{sheet}” of its own: xlmot's is “{ours}”.",
                    sheet=wanted,
                    ours=name,
                )
            )
        self.taken.append(name)
        return name

    def copy_name(self, sheet: str, translate: Translate) -> str:
        """Return a free name for a sheet that is kept beside the new one."""
        for number in range(1, len(self.taken) + 2):
            ending = say(" (copy)") if number == 1 else say(" (copy {number})", number=number)
            text = render(ending, translate)
            name = sheet[: LONGEST - len(text)].rstrip() + text
            if name.casefold() not in {one.casefold() for one in self.taken}:
                self.taken.append(name)
                return name
        raise AssertionError(sheet)


@dataclass(frozen=True)
class Replacement:
    """The sheets to write, and what becomes of the earlier ones; `names` are all that were made."""

    names: tuple[str, ...]
    write: tuple[Sheet, ...] = ()
    changes: Changes = field(default_factory=Changes)
    messages: tuple[Message, ...] = ()

    @property
    def is_change(self) -> bool:
        return bool(self.write or self.changes.dropped or self.changes.kept)


def replacement(
    made: Sequence[Sheet],
    earlier: Earlier,
    kinds: Collection[str],
    translate: Translate,
    *,
    anew: bool = False,
) -> Replacement:
    """Return what to write so that a workbook has the sheets `made`, and no others of the kinds.

    A sheet that says what its earlier one says is written only `anew`. An earlier one that was
    edited by hand is kept under another name.
    """
    return _Decision(earlier, kinds, translate, anew=anew).on(made)


class _Decision:
    def __init__(
        self, earlier: Earlier, kinds: Collection[str], translate: Translate, *, anew: bool
    ) -> None:
        self.earlier = earlier
        self.kinds = kinds
        self.anew = anew
        self.translate = translate
        self.write: list[Sheet] = []
        self.replaced: dict[str, str] = {}
        self.before: dict[str, str] = {}
        self.kept: dict[str, KeptSheet] = {}
        self.dropped: set[str] = set()
        self.messages: list[Message] = list(earlier.messages)

    def on(self, made: Sequence[Sheet]) -> Replacement:
        heirs = {sheet.name: sheet for sheet in made}
        known = {one.grid.sheet: one for one in self.earlier.sheets}
        for sheet in made:
            self._one(sheet, known.get(sheet.name))
        for one in self._stale(made, heirs):
            self._leave(one)
        changes = Changes(self.replaced, self.before, self.kept, frozenset(self.dropped))
        return Replacement(tuple(heirs), tuple(self.write), changes, tuple(self.messages))

    def _one(self, sheet: Sheet, old: Generated | None) -> None:
        dated = keep_day(sheet, old.mark if old else None, self.translate)
        if old is None:
            self.write.append(dated)
        elif old.edited:
            self.write.append(dated)
            self.before[sheet.name] = old.grid.sheet
            self.messages.append(
                say(
                    "“{sheet}” was edited by hand: it is kept as “{copy}”.",
                    sheet=sheet.name,
                    copy=self._keep(old),
                )
            )
        elif self.anew or stamped(dated, self.translate).hash != old.mark.hash:
            self.write.append(dated)
            self.replaced[sheet.name] = old.grid.sheet

    def _stale(self, made: Sequence[Sheet], heirs: Collection[str]) -> Iterator[Generated]:
        """Yield the earlier sheets whose title is gone from a programme, or programme is gone.

        A sheet that the user doubled in Excel is the user's.
        """
        sources = {sheet.mark.source for sheet in made}
        keys = {_key(sheet.mark) for sheet in made}
        for one in self.earlier.sheets:
            if one.grid.sheet in heirs or one.mark.kind not in self.kinds:
                continue
            orphan = self.earlier.is_orphan(one)
            if orphan or (one.mark.source in sources and _key(one.mark) not in keys):
                yield one

    def _leave(self, one: Generated) -> None:
        """Take out a sheet that is about nothing any more, unless something of staff would go."""
        name = one.grid.sheet
        if one.edited or self._is_alone(one) or self.earlier.is_named(name):
            copy = self._keep(one)
            self.messages.append(
                say(
                    "“{sheet}” has nothing left to describe: it is kept as “{copy}”.",
                    sheet=name,
                    copy=copy,
                )
            )
        else:
            self.dropped.add(name)
            self.messages.append(
                say("“{sheet}” has nothing left to describe: it is removed.", sheet=name)
            )

    def _is_alone(self, one: Generated) -> bool:
        """Return whether staff wrote in a sheet whose programme is gone: no other takes it over."""
        alone = self.earlier.is_orphan(one) and one.mark.source not in self.earlier.heirs
        return alone and not all(map(is_untouched, one.notes))

    def _keep(self, old: Generated) -> str:
        copy = self.earlier.copy_name(old.grid.sheet, self.translate)
        self.kept[old.grid.sheet] = KeptSheet(copy, replace(old.mark, kind=KEPT).text())
        return copy


def _key(mark: Mark) -> tuple[str, str, str]:
    return mark.kind, mark.source, mark.code


class Generated(NamedTuple):
    """A sheet that xlmot made: as it is now, what its mark says, whether it was edited by hand."""

    grid: Grid
    mark: Mark
    edited: bool

    @property
    def notes(self) -> list[Note]:
        """Return what staff wrote in the columns that are theirs."""
        return read_notes(self.grid, self.mark.notes)
