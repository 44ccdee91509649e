"""Functions for cells, in Excel for Windows: what a code is, as xlmot reads it.

xlwings shows them to Excel: name `xlmot.functions` under “UDF Modules” in its own add-in, then
“Import Functions”. Each takes a cell or a range and gives as many values, empty where a cell holds
no code. Without Excel the module can be imported and its functions called.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, TypeAlias, TypeVar

from xlmot.books.excel.library import load
from xlmot.books.memory import MemoryBook
from xlmot.files.reading import Reading, read
from xlmot.messages import render
from xlmot.messages.translation import LANGUAGES, chosen_language, translation
from xlmot.programme.code import CodeReading, read_code
from xlmot.programme.code_cells import sheet_grammar
from xlmot.programme.grammar import Grammar, Path, sort_key
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.language import language_of
from xlmot.programme.layout import Layout
from xlmot.programme.vocabulary import Vocabulary
from xlmot.settings.load import load_settings
from xlmot.settings.shipped import GENERIC

xlwings = load()
Shown = TypeVar("Shown")
Table: TypeAlias = tuple[tuple[Value, ...], ...]
Function = TypeVar("Function", bound=Callable[..., Any])


def _of_cells(function: Function) -> Function:
    """Show a function of rows of cells to Excel.

    xlwings takes its name, its help and, from the annotations, what it takes and gives.
    """
    shown: Function = xlwings.func(xlwings.arg("codes", ndim=2)(function))
    return shown


@_of_cells
def XLMOT_CODE(codes: list[list[Value]]) -> list[list[str]]:  # noqa: N802  as Excel's own
    """The code as the programme writes it: “1.2” for “ 1,2.” or the number 1.2.

    >>> XLMOT_CODE([["1,2."], [3.0], ["Total"]])
    [['1.2'], ['3'], ['']]
    """
    return _each(codes, lambda grammar, path: grammar.text(path), "")


@_of_cells
def XLMOT_NIVEAU(codes: list[list[Value]]) -> list[list[int | str]]:  # noqa: N802
    """The level of the code: 1 for “3”, 2 for “3.1”.

    >>> XLMOT_NIVEAU([["3", "3.1", None]])
    [[1, 2, '']]
    """
    return _each(codes, lambda _, path: len(path), "")


@_of_cells
def XLMOT_PARENT(codes: list[list[Value]]) -> list[list[str]]:  # noqa: N802
    """The code above the code: “3.1” for “3.1.2”, nothing for “3”.

    >>> XLMOT_PARENT([["3.1.2"], ["3"]])
    [['3.1'], ['']]
    """
    return _each(codes, lambda grammar, path: grammar.text(path[:-1]), "")


@_of_cells
def XLMOT_CLE_TRI(codes: list[list[Value]]) -> list[list[str]]:  # noqa: N802
    """A text by which Excel sorts codes in their order: “1.10” after “1.9”.

    >>> XLMOT_CLE_TRI([["1.9"], ["1.10"]])
    [['N01.09'], ['N01.10']]
    """
    return _each(codes, lambda _, path: sort_key(path), "")


@_of_cells
def XLMOT_VALIDE(codes: list[list[Value]]) -> list[list[bool]]:  # noqa: N802
    """Whether the code is written as it should be; an empty cell is no code.

    >>> XLMOT_VALIDE([["1.2"], ["1.2."], [1.0], [1.1]])
    [[True], [False], [True], [False]]
    """
    vocabulary, grammar = _house(), _grammar(codes)
    return [[_is_valid(_read(value, grammar, vocabulary)) for value in row] for row in codes]


def _of_table(function: Function) -> Function:
    """Show a function of a table, its header included, to Excel."""
    shown: Function = xlwings.func(xlwings.arg("table", ndim=2)(function))
    return shown


@_of_table
def XLMOT_CONTROLE(table: list[list[Value]]) -> list[list[str]]:  # noqa: N802
    """What is wrong with each row of the table, its header included; nothing where nothing is.

    >>> XLMOT_CONTROLE([["Code", "Title"], ["1", "ROADS"], ["1", "Pave the old road , now"]])[1:]
    [[''], ['Space before a comma: “road , now”.']]
    """
    told: list[list[str]] = [[""] for _ in table]
    held = _frozen(table)
    translate = translation(_language(held))
    for finding in _reading(held).findings:
        for row in finding.rows if not finding.ignored else ():
            if row <= len(told):
                said = render(finding.message, translate)
                told[row - 1][0] = f"{told[row - 1][0]} {said}".strip()
    return told


@_of_table
def XLMOT_AXE(code: Value, table: list[list[Value]]) -> str:  # noqa: N802
    """The title of the first level that a code of the table stands under.

    >>> XLMOT_AXE("1", [["Code", "Title"], ["1", "ROADS"], ["1", "Pave it"], ["2", "TREES"]])
    'ROADS'
    """
    for programme in _reading(_frozen(table)).programmes:
        reading = _read(code, programme.table.grammar, _house())
        first = reading.path[:1] if reading and reading.path else None
        for root in programme.roots:
            if root.path == first and root.title is not None:
                return programme.table.labels[root.title]
    return ""


@_of_table
def XLMOT_DOUBLONS(table: list[list[Value]]) -> list[list[str]]:  # noqa: N802
    """The rows, counted from the top of the table, that say the same as each row.

    >>> texts = ("ROADS", "Pave it", "Mend it", "Pave it")
    >>> XLMOT_DOUBLONS([["Code", "Title"], *(["1", text] for text in texts)])
    [[''], [''], ['5'], [''], ['3']]
    """
    told: list[list[str]] = [[""] for _ in table]
    for finding in _reading(_frozen(table)).findings:
        if finding.group == "duplicate":
            for row in finding.rows:
                others = (str(other) for other in finding.rows if other != row)
                told[row - 1][0] = ", ".join(filter(None, [told[row - 1][0], *others]))
    return told


@_of_table
def XLMOT_ENTETES(table: list[list[Value]]) -> list[list[bool]]:  # noqa: N802
    """Whether each row of the table is a header, that of the table or one repeated in it.

    >>> XLMOT_ENTETES([["Code", "Title"], ["1", "ROADS"], ["Code", "Title"], ["2", "TREES"]])
    [[True], [False], [True], [False]]
    """
    reading = _reading(_frozen(table))
    headers = {
        row
        for finding in reading.findings
        if finding.rule == "repeated-header"
        for row in finding.rows
    }
    sections = (one for programme in reading.programmes for one in programme.table.sections)
    headers |= {row for section in sections for row in section.layout.header_rows}
    return [[row in headers] for row in range(1, len(table) + 1)]


def _frozen(table: list[list[Value]]) -> Table:
    return tuple(map(tuple, table))


@lru_cache(maxsize=4)
def _reading(table: Table) -> Reading:
    """Read a table as a check reads it; functions that ask of the same one read it once."""
    return read(MemoryBook("", {"": [list(row) for row in table]}))


def _language(table: Table) -> str:
    """Return the language of a table, where xlmot speaks it."""
    found = language_of(value for row in table for value in row if isinstance(value, str))
    return found if found in LANGUAGES else chosen_language(None)


def _is_valid(reading: CodeReading | None) -> bool:
    return reading is not None and reading.path is not None and not reading.faults


def _each(
    codes: list[list[Value]], show: Callable[[Grammar, Path], Shown], blank: Shown
) -> list[list[Shown]]:
    vocabulary, grammar = _house(), _grammar(codes)
    readings = ([_read(value, grammar, vocabulary) for value in row] for row in codes)
    return [
        [show(grammar, read.path) if read and read.path else blank for read in row]
        for row in readings
    ]


def _read(value: Value, grammar: Grammar, vocabulary: Vocabulary) -> CodeReading | None:
    return None if is_blank(value) else read_code(value, grammar, vocabulary.code_words)


def _grammar(codes: list[list[Value]]) -> Grammar:
    """Return the grammar that the codes of a range are written in."""
    column = [[value] for row in codes for value in row]
    return sheet_grammar([(Grid("", column), Layout((), 1, 1, 2))], _house())


@cache
def _house() -> Vocabulary:
    return load_settings(GENERIC).vocabulary
