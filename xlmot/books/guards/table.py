"""Say which mistakes in a programme's own table Excel should refuse or colour as they are typed.

The guards are data: names that hold formulas, one validation of the code column, and conditional
formats. Whoever has the workbook open installs them, sheet by sheet: first the names, hidden and of
the sheet alone, with `r1c1` as their text; then the validation, on the cells that have none of the
user's; then the formats, last. What is ours is known by its formula, `=xlmot_…`, and removed in the
opposite order; the names go last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xlmot.books.guards.formulas import (
    LONGEST,
    MARK,
    FormulaName,
    GuardedColumn,
    any_of,
    array,
    either,
    name_formulas,
    name_in,
)
from xlmot.books.guards.grammar import can_guard, code_formulas
from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import LAST_ROW, Area
from xlmot.programme.columns import StaffColumn
from xlmot.programme.grid import is_blank
from xlmot.programme.layout import COLUMN
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind, Section

__all__ = ["MARK", "FormulaName", "Guards", "Highlight", "Validation", "is_ours", "make_guards"]

# Rows below the table where new ones are typed.
SPARE_ROWS = 200
# A code's rows stand together: a duplicate is looked for among so many from the first of them.
WINDOW = 200
# With more texts than that aside, or codes not yet cleaned, the formulas would guess.
MOST_TEXTS = 40
SHOWN_LENGTH = 60

RED, ORANGE, YELLOW, BLUE, VIOLET = "#FFC7CE", "#F8CBAD", "#FFEB9C", "#DDEBF7", "#E4DFEC"


class Validation(NamedTuple):
    """What may be typed into an area: a value for which `formula`, such as `=xlmot_ok`, is true.

    `title` and `message` are what Excel shows as it refuses: 32 and 225 characters at most.
    """

    area: Area
    formula: str
    title: Message
    message: Message


class Highlight(NamedTuple):
    """A fill, such as `#FFC7CE`, of the cells of an area for which a formula is true, and why."""

    area: Area
    formula: str
    fill: str
    meaning: Message


class Guards(NamedTuple):
    """The guards of the table on one sheet."""

    sheet: str
    names: tuple[FormulaName, ...]
    validation: Validation
    highlights: tuple[Highlight, ...]


def is_ours(formula: str) -> bool:
    """Return whether a name is a guard's, or a validation or a format is one, by its formula.

    >>> is_ours("=xlmot_ok"), is_ours("='Plan 2024'!xlmot_ok"), is_ours("=LEN(xlmot_ok)")
    (True, True, False)
    """
    return name_in(formula).startswith(MARK)


def make_guards(programme: Programme) -> tuple[Guards, ...]:
    """Return the guards of a programme, for each sheet that its table stands on.

    There are none where codes and labels do not have one column each, or where no formula can say
    how codes are written.

    >>> from xlmot.programme.grid import Grid
    >>> from xlmot.programme.header import find_layout
    >>> from xlmot.programme.outline import read_programme
    >>> from xlmot.programme.vocabulary import Vocabulary
    >>> house = Vocabulary(code_headers=("Code",), label_headers=("Title",))
    >>> grid = Grid("Plan", [["Code", "Title"], ["1", "Roads"], ["1", "Pave the square"]])
    >>> programme = read_programme("a.xlsx", [(grid, find_layout(grid, house))], house)
    >>> (guards,) = make_guards(programme)
    >>> guards.validation.area, guards.validation.formula
    (Area(top=2, left=1, bottom=203, right=1), '=xlmot_ok')
    >>> [highlight.formula for highlight in guards.highlights]
    ['=xlmot_malformed', '=xlmot_orphan', '=xlmot_duplicate', '=xlmot_nolabel', '=xlmot_nocode']
    """
    sections = programme.table.sections
    if any(section.layout.scheme != COLUMN or section.layout.second for section in sections):
        return ()
    if not can_guard(programme.table.grammar):
        return ()
    return tuple(_Sheet(programme, section).guards() for section in sections)


class _Sheet:
    """The guards of one sheet in the making."""

    def __init__(self, programme: Programme, section: Section) -> None:
        self.programme = programme
        self.section = section
        self.first, self.last = _rows(programme, section)
        self.formulas: dict[str, str] = {}
        self.columns = {"code": self._column(section.layout.code)}
        self.columns["label"] = self._column(section.layout.label)
        self.highlights: list[Highlight] = []

    def _column(self, number: int) -> GuardedColumn:
        return GuardedColumn(self.section.grid.sheet, number, self.first, self.last)

    def guards(self) -> Guards:
        self.formulas.update(code_formulas(self.programme.table.grammar))
        aside = self._add_aside()
        self.formulas["ok"] = 'OR(<text>="",<valid>,<aside>)'
        if aside:
            self._add("malformed", "code", "NOT(<ok>)", RED, say("a code that cannot be read"))
        self._add_orphan()
        self._add_duplicate()
        self._add_tag()
        self._add_required(aside=aside)
        return Guards(
            self.section.grid.sheet,
            name_formulas(self.formulas, self.columns),
            self._validation(),
            tuple(self.highlights),
        )

    def _validation(self) -> Validation:
        grammar = self.programme.table.grammar
        samples = tuple(grammar.text((1,) * depth) for depth in range(1, grammar.depth + 1))
        return Validation(
            self._area("code"),
            f"={MARK}ok",
            say("Code"),
            say(
                "A code of this programme is written like one of these: {samples}. In a cell of "
                "the format General, Excel may have changed what you typed: choose Text.",
                samples=samples,
            ),
        )

    def _area(self, column: str) -> Area:
        number = self.columns[column].number
        return Area(self.first, number, self.last, number)

    def _add(self, name: str, column: str, formula: str, fill: str, meaning: Message) -> None:
        self.formulas[name] = formula
        self.highlights.append(Highlight(self._area(column), f"={MARK}{name}", fill, meaning))

    def _add_aside(self) -> bool:
        """Add the formula of rows that are not the programme's; return whether it knows all."""
        texts = {"code": set[str](), "label": set[str]()}
        for row in _rows_aside(self.programme, self.section):
            code, label = (
                _shown(self.section.grid.value(row, self.columns[column].number))
                for column in ("code", "label")
            )
            texts["code" if code else "label"].add(code or label)
        for column, found in texts.items():
            shown = f"LEFT(TRIM(CLEAN([{column}])),{SHOWN_LENGTH})"
            kept = sorted(found - {""})[:MOST_TEXTS]
            self.formulas.update(any_of(f"<shown{column}>", kept, f"aside{column}"))
            self.formulas[f"shown{column}"] = shown
        self.formulas["aside"] = "OR(<asidecode>,<asidelabel>)"
        return max(map(len, texts.values())) <= MOST_TEXTS

    def _add_orphan(self) -> None:
        """Colour a code whose parent no row has; one that still has to be cleaned is known too."""
        known = _uncleaned(self.programme)
        if self.programme.table.grammar.depth < 2 or len(known) > MOST_TEXTS:
            return
        self.formulas.update(any_of("<parent>", known, "known"))
        places = []
        for number, column in enumerate(_code_columns(self.programme), 1):
            self.columns[f"known{number}"] = column
            at = f"MATCH(<parent>,[known{number}s],0)"
            as_number = f'MATCH(IFERROR(<parent>+0,"?"),[known{number}s],0)'
            self.formulas[f"stands{number}"] = f"OR(ISNUMBER({at}),ISNUMBER({as_number}))"
            places.append(f"stands{number}")
        self.formulas.update(either(places, "stands"))
        formula = "AND(<valid>,<level>>1,NOT(OR(<known>,<stands>)))"
        self._add("orphan", "code", formula, ORANGE, say("a code whose parent is missing"))

    def _add_duplicate(self) -> None:
        self.formulas["first"] = "IFERROR(MATCH([code],[codes],0),1)"
        end = f"MIN(<first>+{WINDOW - 1},ROWS([codes]))"
        self.formulas["samecode"] = f"INDEX([codes],<first>):INDEX([codes],{end})=[code]"
        self.formulas["samelabel"] = f"EXACT(INDEX([labels],<first>):INDEX([labels],{end}),[label])"
        recurrent = sorted(self.programme.vocabulary.recurrent_labels)
        self.formulas.update(any_of("TRIM([label])", recurrent, "recurrent"))
        count = "SUMPRODUCT(IFERROR(<samecode>*<samelabel>,0))"
        formula = f'AND(<valid>,[label]<>"",NOT(<recurrent>),{count}>1)'
        self._add("duplicate", "label", formula, YELLOW, say("a duplicate row"))

    def _add_tag(self) -> None:
        vocabulary = self.programme.vocabulary
        title = self._title()
        if not (vocabulary.tags and vocabulary.tag_level and title):
            return
        tags = [f"[{tag}]" for tag in vocabulary.tags]
        begins = f"LEFT(TRIM([label]),{array(map(len, tags))})={array(tags)}"
        self.formulas["tagged"] = f"SUMPRODUCT(--({begins}))>0"
        level = f"<level>={vocabulary.tag_level}"
        formula = f'AND(<valid>,[label]<>"",{level},{title},NOT(<tagged>))'
        if len(self.formulas["tagged"]) <= LONGEST - 40:
            self._add("untagged", "label", formula, BLUE, say("a title without a known tag"))

    def _title(self) -> str:
        """Return the formula of a row that is a title, empty where formulas cannot tell."""
        if self.programme.action_depth:
            return f"<level><{self.programme.action_depth}"
        if self.programme.vocabulary.titles in ("auto", "first_row"):
            return f"ROW([code])=<first>+{self.first - 1}"
        return ""

    def _add_required(self, *, aside: bool) -> None:
        formula = 'AND(<valid>,<text><>"",TRIM([label])="")'
        self._add("nolabel", "label", formula, VIOLET, say("a code without a label"))
        if aside and not self._has_merges(self.section.layout.code):
            formula = 'AND(<text>="",TRIM([label])<>"",NOT(<aside>))'
            self._add("nocode", "code", formula, VIOLET, say("a label without a code"))
        title = self._title()
        for column in self._required_columns() if title else ():
            name = f"empty{column.number}"
            self.columns[name] = self._column(column.number)
            formula = f'AND(<valid>,[label]<>"",NOT({title}),TRIM([{name}])="")'
            meaning = say("an action without “{column}”", column=column.name)
            self._add(name, name, formula, VIOLET, meaning)

    def _required_columns(self) -> Iterator[StaffColumn]:
        for column in self.programme.columns:
            own = column.section is self.section and column.required
            if own and not self._has_merges(column.number):
                yield column

    def _has_merges(self, column: int) -> bool:
        return any(
            area.left <= column <= area.right and area.bottom >= self.first
            for area in self.section.grid.merges
        )


def _rows(programme: Programme, section: Section) -> tuple[int, int]:
    """Return the first and the last row that are guarded, which no other content stands between."""
    table = programme.table
    own = (table.numbers[index] for index in table.data() if table.section(index) is section)
    last = max(own, default=section.layout.first_row)
    free = range(last + 1, min(last + SPARE_ROWS, LAST_ROW) + 1)
    rows = section.grid.rows
    filled = (row for row in free if row <= len(rows) and not all(map(is_blank, rows[row - 1])))
    return section.layout.first_row, next(filled, free.stop) - 1


def _rows_aside(programme: Programme, section: Section) -> Iterator[int]:
    """Yield the rows of a sheet that are headers, totals or notes."""
    table = programme.table
    for index, kind in enumerate(table.kinds):
        if kind not in (RowKind.DATA, RowKind.BLANK) and table.section(index) is section:
            yield table.numbers[index]


def _shown(value: object) -> str:
    """Return what TRIM, CLEAN and LEFT of Excel make of a cell."""
    printable = "".join(c for c in str("" if value is None else value) if ord(c) >= 32)
    return " ".join(filter(None, printable.split(" ")))[:SHOWN_LENGTH]


def _uncleaned(programme: Programme) -> list[str]:
    """Return the codes that rows mean but do not write well, such as 3.3 for `3.3.`."""
    table = programme.table
    meant = {table.grammar.text(path) for path in table.paths if path is not None}
    return sorted(meant - {str(table.code_value(index)) for index in table.data()})


def _code_columns(programme: Programme) -> Iterable[GuardedColumn]:
    for section in programme.table.sections:
        yield GuardedColumn(section.grid.sheet, section.layout.code, *_rows(programme, section))


def listed(guards: Iterable[Guards]) -> Mapping[str, Message]:
    """Return what each colour means, once."""
    return {h.fill: h.meaning for own in guards for h in own.highlights}
