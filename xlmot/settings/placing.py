"""Find on a sheet the columns that settings name, or say which of them are not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from xlmot.messages import Message, say
from xlmot.messages.hints import TYPE_CHECKING
from xlmot.messages.lazy import lazy
from xlmot.programme.address import column_letters, column_number
from xlmot.programme.grid import Grid
from xlmot.programme.headings import header_of
from xlmot.programme.layout import (
    COLUMN,
    DEPTH,
    INSIDE,
    ORDER,
    STAIRS,
    TIERS,
    Certainty,
    Layout,
    Tier,
)
from xlmot.programme.vocabulary import YEAR, Vocabulary, fold
from xlmot.programme.workbook import Traits, Workbook, read_workbook
from xlmot.settings.stated import StatedSheet, is_like

if TYPE_CHECKING:
    from xlmot.messages.errors import BadSetting
    from xlmot.settings.load import Settings

LETTERS = lazy("[A-Z]{1,3}")
# The header is looked for on so many rows, where settings do not say which they are.
SEARCHED_ROWS = 60
STATED = Certainty(stated=True)
UNCHECKED = Certainty(0.5, 0.5, unsure=True, weighed=True, stated=True)
# So many names can be read in a sentence.
FEW = 20


def read_by(
    settings: Settings,
    workbook: str,
    grids: Sequence[Grid],
    traits: Traits | None = None,
    *,
    partly: bool = False,
) -> Workbook:
    """Return the programmes of a workbook, its sheets laid out as settings say where they do.

    `partly` says that not all of its sheets are there, so that none is missed.

    Raises:
        BadSetting: there is no such sheet, or it is not as they say.
    """
    vocabulary = settings.vocabulary
    stated = stated_layouts(settings.stated, workbook, grids, vocabulary, partly=partly)
    return read_workbook(workbook, grids, vocabulary, traits, stated)


def stated_layouts(
    stated: Sequence[StatedSheet],
    workbook: str,
    grids: Sequence[Grid],
    vocabulary: Vocabulary,
    *,
    partly: bool = False,
) -> dict[str, Layout]:
    """Return the layouts that settings say of the sheets of a workbook; the first one counts.

    `partly` says that not all of its sheets are there, so that none is missed.

    Raises:
        BadSetting: no such sheet, or one that is not as the settings say.

    >>> rows = [["N", "Plan"], ["1", "Roads"], ["1.1", "Pave"]]
    >>> said = StatedSheet("Plan *", labels=("Plan",), codes=("A",))
    >>> found = stated_layouts([said], "a.xlsx", [Grid("Plan 2026", rows)], Vocabulary())
    >>> layout = found["Plan 2026"]
    >>> layout.header_rows, layout.first_row, layout.code, layout.label
    ((1,), 2, 1, 2)
    """
    found: dict[str, Layout] = {}
    for number, one in enumerate(stated, 1):
        if one.workbook and not is_like(workbook, one.workbook):
            continue
        refused = partial(_refusal, one.place, f"sheets.{number}")
        own = [grid for grid in grids if is_like(grid.sheet, one.name)]
        if not own and not partly:
            raise refused("name", _no_sheet(one, workbook, grids))
        for grid in own:
            found.setdefault(grid.sheet, _Sheet(grid, one, refused).layout(vocabulary))
    return found


def _refusal(place: str, table: str, key: str, remedy: Message) -> BadSetting:
    from xlmot.settings.validation import refusal

    return refusal(f"{table}.{key}", place, remedy)


def _no_sheet(said: StatedSheet, workbook: str, grids: Sequence[Grid]) -> Message:
    names = tuple(grid.sheet for grid in grids[:FEW])
    if not said.place.endswith(".toml"):
        return say("There is no sheet “{name}”, but {names}.", name=said.name, names=names)
    return say(
        "{workbook} has no sheet “{name}”, but {names}. If this is meant for other workbooks, "
        "say which: workbook = “plan*.xlsx”.",
        workbook=workbook,
        name=said.name,
        names=names,
    )


def header_key(text: object) -> str:
    """Return what tells the text of a header from others: any year is alike.

    >>> header_key("PROGRAMME  2026 ") == header_key("Programme 2027")
    True
    """
    return YEAR.sub("{year}", fold(str(text)))


class _Sheet:
    """A sheet, what settings say of it, and the error that one of their keys cannot be used."""

    def __init__(
        self, grid: Grid, said: StatedSheet, refused: Callable[[str, Message], BadSetting]
    ) -> None:
        self.grid = grid
        self.said = said
        self.refused = refused
        self.width = max(map(len, grid.rows), default=0)
        self.rows = self._header_rows()

    def layout(self, vocabulary: Vocabulary) -> Layout:
        from xlmot.settings.misfits import cell_faults, shape_faults

        said = self.said
        labels = [self._column("labels", text) for text in said.labels]
        codes = [self._column("codes", text) if text else 0 for text in said.codes]
        depth = self._column("depth", said.depth) if said.depth else 0
        self._verify(shape_faults(said, labels, codes))
        first = self._first_row()
        several = said.scheme in (TIERS, STAIRS)
        tiers = tuple(map(Tier, labels, codes or [0] * len(labels))) if several else ()
        if said.scheme == INSIDE:
            tiers = tuple(Tier(column, column) for column in labels[1:])
        lone = [column for column in codes if column not in labels]
        code = labels[0] if said.scheme == INSIDE else next(iter(lone), 0)
        label = labels[-1] if said.scheme == TIERS else labels[0]
        named = codes[-1 if said.scheme == TIERS else 0] if several and codes else code
        header = header_of(self.grid, self.rows)
        layout = Layout(
            self.rows,
            first,
            0 if several else code,
            label,
            own_words=(header.name(named), header.name(label)),
            scheme=said.scheme,
            tiers=tiers,
            repeated=said.repeated,
            depth=depth,
            second=labels[1] if len(labels) > 1 and said.scheme in (COLUMN, DEPTH) else 0,
            inside=said.scheme in (COLUMN, DEPTH, ORDER) and not {*codes}.isdisjoint(labels),
            mark=said.mark,
            reading=STATED if said.checked else UNCHECKED,
        )
        layout = layout._replace(others=header.others(layout.columns()))
        self._verify(cell_faults(self.grid, layout, vocabulary))
        return layout

    def _header_rows(self) -> tuple[int, ...]:
        """Return the rows of the header: those that are said, else the one with the texts said."""
        rows = tuple(sorted(self.said.header_rows))
        for row in rows:
            if row > len(self.grid.rows):
                raise self.refused("header_rows", self._too_short())
            if not self.grid.filled(row):
                raise self.refused(
                    "header_rows",
                    say(
                        "Row {row} of the sheet “{sheet}” is blank.", row=row, sheet=self.grid.sheet
                    ),
                )
        if rows:
            return rows
        said = (*self.said.labels, *self.said.codes, self.said.depth)
        texts = {header_key(text) for text in said if text and not self._is_letter(text)}
        for row in range(1, min(SEARCHED_ROWS, len(self.grid.rows)) + 1) if texts else ():
            if texts <= {header_key(value) for _, value in self.grid.filled(row)}:
                return (row,)
        return ()

    def _too_short(self) -> Message:
        return say(
            "The sheet “{sheet}” ends at row {row}.",
            sheet=self.grid.sheet,
            row=len(self.grid.rows),
        )

    def _is_letter(self, text: str) -> bool:
        return bool(LETTERS.fullmatch(text)) and column_number(text) <= self.width

    def _column(self, key: str, text: str) -> int:
        """Return the column of some letters, or of a header."""
        text = text.strip()
        if self._is_letter(text):
            return column_number(text)
        cells = [cell for row in self.rows for cell in self.grid.filled(row)]
        found = {column for column, value in cells if header_key(value) == header_key(text)}
        if len(found) == 1:
            return found.pop()
        raise self.refused(key, self._no_column(text, sorted(found)))

    def _no_column(self, text: str, found: list[int]) -> Message:
        sheet = self.grid.sheet
        if found:
            return say(
                "The header “{text}” stands above several columns of the sheet “{sheet}”, "
                "{columns}: name it by its letter.",
                text=text,
                sheet=sheet,
                columns=tuple(map(column_letters, found)),
            )
        if LETTERS.fullmatch(text):
            last = column_letters(self.width)
            return say(
                "The sheet “{sheet}” has no column {text}: its last one is {last}.",
                sheet=sheet,
                text=text,
                last=last,
            )
        if not self.rows:
            return say(
                "No row of the sheet “{sheet}” has the headers that are named: say which rows "
                "are its header, or name its columns by their letters.",
                sheet=sheet,
            )
        cells = [" ".join(str(v).split()) for row in self.rows for _, v in self.grid.filled(row)]
        return say(
            "The header of the sheet “{sheet}”, in row {rows}, has no “{text}”; it has {names}. "
            "If rows or columns were added, correct them.",
            sheet=sheet,
            rows="-".join(map(str, dict.fromkeys((self.rows[0], self.rows[-1])))),
            text=text,
            names=tuple(cells[:FEW]),
        )

    def _first_row(self) -> int:
        """Return the first row: the one that is said, else the one after the header."""
        if not (self.said.first_row or self.rows):
            raise self.refused(
                "header_rows",
                say(
                    "Say which rows of the sheet “{sheet}” are its header, or which row is the "
                    "first one below: first_row.",
                    sheet=self.grid.sheet,
                ),
            )
        first = self.said.first_row or self.rows[-1] + 1
        if first > len(self.grid.rows):
            raise self.refused("first_row", self._too_short())
        if self.rows and first <= self.rows[-1]:
            raise self.refused(
                "first_row", say("It stands below the header, row {row}.", row=self.rows[-1])
            )
        return first

    def _verify(self, faults: Iterable[tuple[str, Message]]) -> None:
        for key, message in faults:
            raise self.refused(key, message)
