"""Turn grids into a table: every row classed as programme, header, aside or blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile

from xlmot.messages.hints import TYPE_CHECKING
from xlmot.programme.code_cells import sheet_grammar
from xlmot.programme.grid import Grid
from xlmot.programme.inside import find_code
from xlmot.programme.layout import ORDER, PLACED, Layout
from xlmot.programme.sheet_rows import SheetReader
from xlmot.programme.table import RowKind, Table
from xlmot.programme.vocabulary import Vocabulary, begins_with, fold

if TYPE_CHECKING:
    from xlmot.programme.tier_table import TierReader

# What comes so often is no action.
FEWEST_REPEATS = 3
# So many rows are patterns to be copied; what may stand right above the first of them.
FEWEST_PATTERNS = 2
APART = (RowKind.BLANK, RowKind.ASIDE, RowKind.HEADER)


def build_table(sheets: list[tuple[Grid, Layout]], vocabulary: Vocabulary) -> Table:
    """Return the table of one programme, which may continue from sheet to sheet.

    >>> from xlmot.programme.header import find_layout
    >>> house = Vocabulary(code_headers=("Code",), label_headers=("Title",))
    >>> grid = Grid("A", [["Code", "Title"], ["1", "Roads"], ["", ""], ["1", "Pave the square"]])
    >>> table = build_table([(grid, find_layout(grid, house))], house)
    >>> table.numbers, [kind.name for kind in table.kinds]
    ([1, 2, 3, 4], ['HEADER', 'DATA', 'BLANK', 'DATA'])
    """
    table = Table(sheet_grammar(sheets, vocabulary))
    for grid, layout in sheets:
        _reader(layout)(table, grid, layout, vocabulary).read()
    _set_aside_legends(table)
    _set_aside_keys(table)
    _set_aside_patterns(table)
    _set_aside_repeats(table)
    _set_aside_footers(table, vocabulary)
    _set_aside_upper_storeys(table)
    _number_pages(table)
    return table


def _reader(layout: Layout) -> type[SheetReader | TierReader]:
    if layout.scheme not in PLACED:
        return SheetReader
    from xlmot.programme.tier_table import TierReader

    return TierReader


def _set_aside_legends(table: Table) -> None:
    """Class as aside the words with a meaning each that stand below the last code of a sheet."""
    for rows in table.spans():
        coded = (
            i for i in reversed(rows) if (own := table.readings[i]) and (own.path or own.candidates)
        )
        legend = False
        for index in range(next(coded, rows.stop) + 1, rows.stop):
            legend = legend or table.kinds[index - 1] in (RowKind.BLANK, RowKind.ASIDE)
            if not legend or table.kinds[index] is not RowKind.DATA:
                continue
            if table.readings[index] is not None and _has_no_digit(table.code_value(index)):
                table.kinds[index] = RowKind.ASIDE


def _set_aside_keys(table: Table) -> None:
    """Class as aside the last row, apart from the others, that says what signs of a table mean.

    So `S1: January to June, S2: July to December` does, where the layout gives the levels.
    """
    for rows in table.spans() if table.placed else ():
        index = max((one for one in rows if table.kinds[one] is RowKind.DATA), default=0)
        apart = index > 0 and table.kinds[index - 1] in APART
        if not apart or index in table.actions or not _stands_alone(table, index):
            continue
        (_, text), *_ = table.section(index).grid.filled(table.numbers[index])
        if isinstance(text, str) and text.count(":") > 1:
            table.kinds[index] = RowKind.ASIDE
            table.readings[index] = table.paths[index] = None


def _set_aside_patterns(table: Table) -> None:
    """Class as aside the rows to be copied that stand apart at the end, each label in brackets."""
    for rows in table.spans():
        data = [index for index in rows if table.kinds[index] is RowKind.DATA]
        bracketed = [*takewhile(lambda index: _is_pattern(table.labels[index]), reversed(data))]
        first = min(bracketed, default=0)
        apart = first > data[0] if data else False
        if len(bracketed) >= FEWEST_PATTERNS and apart and table.kinds[first - 1] in APART:
            for index in bracketed:
                table.kinds[index] = RowKind.ASIDE
                table.readings[index] = table.paths[index] = None


def _is_pattern(label: str) -> bool:
    text = label.strip(" .")
    return text.startswith("[") and text.endswith("]")


def _set_aside_repeats(table: Table) -> None:
    """Class as aside a text without code that stands alone on its row again and again.

    So it is where other rows without code have more than their label: they are the actions.
    """
    if table.placed:
        return
    uncoded = [index for index in table.data() if table.readings[index] is None]
    alone = [index for index in uncoded if _stands_alone(table, index)]
    if len(alone) < FEWEST_REPEATS or 2 * len(alone) > len(uncoded):
        return
    often = Counter(fold(table.labels[index]) for index in uncoded)
    texts = Counter(fold(table.labels[index]) for index in alone)
    for index in uncoded:
        text = fold(table.labels[index])
        if texts[text] >= max(FEWEST_REPEATS, 0.5 * often[text]):
            table.kinds[index] = RowKind.ASIDE


def _stands_alone(table: Table, index: int) -> bool:
    return len(table.section(index).grid.filled(table.numbers[index])) == 1


def _has_no_digit(value: object) -> bool:
    return isinstance(value, str) and not any(map(str.isdigit, value))


def _may_be_code(table: Table, index: int) -> bool:
    """Return whether what stands in place of a code is but none that the house writes so."""
    value = table.code_value(index)
    short = isinstance(value, str) and len(value.split()) < 3 and not _has_no_digit(value)
    return short and table.labels[index] != ""


def _set_aside_footers(table: Table, vocabulary: Vocabulary) -> None:
    """Class as aside the totals and notes that have no code, and drop blank rows at the end.

    Between codes, `Source: roads office` is a note; `Note on noise` is an action without code.
    Where the layout gives the levels, blank rows may stand between titles: what ends the table is
    its last action.
    """
    coded = (
        index
        for index in reversed(range(len(table.readings)))
        if (own := table.readings[index])
        and (own.path or own.candidates or _may_be_code(table, index))
    )
    placed = [index for index in table.actions if table.paths[index]]
    placed += _lone_title(table, max(placed, default=-1))
    last = max([next(coded, -1), *placed, *table.of_kind(RowKind.HALF_CODE)])
    totals = tuple(map(fold, vocabulary.total_words))
    notes = tuple(map(fold, vocabulary.footnote_words))
    sums = _repeated_totals(table, totals)
    closing = tuple(f" {word}" for word in totals)
    # Where such are actions between codes, they are below the last one too.
    counted = cache(lambda: any(map(_counts_on, _uncoded_labels(table, last))))
    footer = False
    for index, kind in enumerate(table.kinds):
        reading = table.readings[index]
        if kind is not RowKind.DATA or (reading and (reading.path or index < last)):
            continue
        after_blank = index > 0 and table.kinds[index - 1] in (RowKind.BLANK, RowKind.ASIDE)
        footer = footer or (index > last and after_blank)
        text = fold(table.labels[index])
        again = table.placed and reading is None and text in sums
        ends = index > last if last >= 0 else after_blank
        note = begins_with(text, notes) and (ends or ":" in table.labels[index])
        below = index > last >= 0 and reading is None and not table.placed
        spare = below and (
            text.endswith(closing) or (_counts_on(table.labels[index]) and not counted())
        )
        if footer or note or again or spare or begins_with(text, totals):
            table.kinds[index] = RowKind.ASIDE
    _drop_trailing_blanks(table)


def _uncoded_labels(table: Table, last: int) -> Iterator[str]:
    """Yield the labels of the rows without a code above the last one with one."""
    rows = (index for index in table.data() if index < last and table.readings[index] is None)
    return map(table.labels.__getitem__, rows)


def _lone_title(table: Table, last: int) -> list[int]:
    """Return the one row below the last action, where it has the look of all titles above."""
    below = [index for index in table.data() if index > last]
    if len(below) != 1 or table.section(below[0]).layout.scheme != ORDER:
        return []
    section = table.section(below[0])
    looks = {
        section.grid.looks.get((table.numbers[index], section.layout.label))
        for index in table.data()
        if len(table.paths[index] or ()) == 1 and index not in table.actions
    }
    return below if len(looks) == 1 and None not in looks else []


def _counts_on(label: str) -> bool:
    """Return whether a label below the last code is but a word that counts: `Activity 24`."""
    span = find_code(label)
    return span is not None and span.words and span.label == len(label) and len(label.split()) < 3


def _repeated_totals(table: Table, totals: tuple[str, ...]) -> set[str]:
    """Return the labels that end with a word for totals and come again and again."""
    texts = Counter(map(fold, table.labels)) if table.placed else Counter()
    ends = tuple(f" {word}" for word in totals)
    often = (text for text, count in texts.items() if count >= FEWEST_REPEATS)
    return {text for text in often if text.endswith(ends)}


def _drop_trailing_blanks(table: Table) -> None:
    """Turn the blank rows between the last row of each sheet's table and its end into asides."""
    for rows in table.spans():
        index = rows.stop - 1
        while index >= 0 and table.kinds[index] in (RowKind.BLANK, RowKind.ASIDE):
            table.kinds[index] = RowKind.ASIDE
            index -= 1


def _set_aside_upper_storeys(table: Table) -> None:
    """Class as aside the rows above a repeated header that stand above the first one too."""
    for index in table.of_kind(RowKind.HEADER):
        section, row = table.section(index), table.numbers[index]
        first = min(section.layout.header_rows, default=0)
        for step in range(1, min(first, index + 1)):
            own = section.grid.filled(row - step) if row > first else []
            above = section.grid.filled(first - step)
            if not own or own != above or table.numbers[index - step] != row - step:
                break
            table.kinds[index - step] = RowKind.ASIDE


def _number_pages(table: Table) -> None:
    """Number the blocks that blank rows, sheets and repeated headers begin, from 1."""
    starts = {section.start for section in table.sections}
    breaks = [
        index in starts
        or (before is RowKind.BLANK and kind is not RowKind.BLANK)
        or (kind is RowKind.HEADER and before not in (RowKind.HEADER, RowKind.BLANK))
        for index, (before, kind) in enumerate(pairwise(table.kinds), 1)
    ]
    page = 1
    table.pages = [page] if table.kinds else []
    for new in breaks:
        page += new
        table.pages.append(page)
