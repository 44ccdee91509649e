"""Make the sheet that compares two programmes: counts by title, then a row per action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from xlmot.books.mark import Mark
from xlmot.checking.compare import ActionChange, Comparison, Fate
from xlmot.checking.compare_cells import CellComparison
from xlmot.messages import Message, say, say_many
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import cell_name
from xlmot.programme.columns import is_number
from xlmot.programme.grid import Value
from xlmot.programme.level_names import level_of
from xlmot.programme.outline import Programme, Title
from xlmot.programme.placeless import shown_code
from xlmot.programme.staff import staff_columns
from xlmot.reports.comparison import (
    CHANGE_WORDS,
    WENT_ON,
    cell_text,
    columns_text,
    counts_text,
    title_text,
)
from xlmot.reports.values import day_text
from xlmot.reports.word_difference import word_difference
from xlmot.sheets.forms import Forms, safe_form
from xlmot.sheets.layout import Edition, SheetDraft, header
from xlmot.sheets.model import Cell, ColumnWidth, LinkTarget, Sheet
from xlmot.sheets.source import calls
from xlmot.sheets.words import programme_name, row_text, section_name, source_name

KIND = "evolution"
WIDTHS = (23, 10, 9, 10, 9, 40, 40, 41)
HEADS = (
    say("Change"),
    say("Old code"),
    say("Old row"),
    say("New code"),
    say("New row"),
    say("Old label"),
    say("New label"),
    say("Wording changes"),
)
CELL_HEADS = (say("Column"), *HEADS[1:5], say("Label"), say("Before"), say("After"))
# The actions of one programme that the other does not count.
GONE, CAME = (Fate.LOST_PLACE, Fate.REMOVED), (Fate.FOUND_PLACE, Fate.ADDED)
STAYED = tuple(change for change in Fate if change not in (*GONE, *CAME))


class Linked(NamedTuple):
    """Which of the programmes compared stand in the workbook that the sheet is for."""

    old: bool = False
    new: bool = False


NOWHERE = Linked()


def evolution_name(comparison: Comparison) -> Message:
    """Return what the sheet is called: with both years, if the programmes tell them."""
    before, after = comparison.old.year, comparison.new.year
    if before and after and before != after:
        return say("Changes {before}-{after}", before=str(before), after=str(after))
    return say("Changes")


def evolution_sheet(
    comparison: Comparison, edition: Edition, name: str, linked: Linked = NOWHERE
) -> Sheet:
    """Return the sheet; it links to the rows of the programmes that are in its own workbook."""
    old, new = comparison.old, comparison.new
    page = SheetDraft([*map(ColumnWidth, WIDTHS)])
    names = programme_name(old), programme_name(new)
    # Two versions of one document are told apart by their files.
    names = names if names[0] != names[1] else (old.source, new.source)
    page.head(
        say("From {old} to {new}", old=names[0], new=names[1]),
        say("made on {day}", day=day_text(edition.day)),
    )
    page.add([Cell(say("{counts}.", counts=counts_text(comparison)), "verdict", span=page.printed)])
    page.skip()
    _write_counts(page, comparison)
    page.skip()
    _write_titles(page, comparison)
    _write_closing(page, comparison)
    if comparison.cells is not None:
        _write_cells(page, comparison, comparison.cells, linked, edition.forms)
    page.heading(say("Actions"))
    _write_actions(page, comparison, linked)
    mark = Mark(KIND, edition.profile, source_name(new), edition.day.isoformat(), source_name(old))
    return page.sheet(name, mark, edition, programme_name(new))


def _write_actions(page: SheetDraft, comparison: Comparison, linked: Linked) -> None:
    """Write what changed; below, folded into one line, what only went on from year to year."""
    page.begin_table(HEADS)
    changed = [one for one in comparison.actions if one.change not in WENT_ON]
    same = [one for one in comparison.actions if one.change in WENT_ON]
    for one in changed:
        page.add(_row(comparison, one, linked))
    if not changed:
        page.add([Cell(say("No other action changed."), "line", span=len(WIDTHS))])
    if same:
        text = say_many(
            len(same),
            "{count} action went on as it was: unfold this line to see it.",
            "{count} actions went on as they were: unfold this line to see them.",
        )
        page.add([Cell(text, "line second", span=len(WIDTHS))])
        for one in same:
            page.folded.add(page.add(_row(comparison, one, linked), level=1))
    page.end_table(len(WIDTHS))


def _write_counts(page: SheetDraft, comparison: Comparison) -> None:
    """Write how many actions there are of each change, by title of the first level.

    What stayed or came counts where it is now, what went where it was.
    """
    by_root = list(_by_root(comparison))
    width = len(by_root) + 2
    own = level_of(comparison.new, 1)
    page.heading(say("By {level}", level=own.one) if own else say("By title"), span=width)
    names = (Cell(name, "header centre") for name, _ in by_root)
    page.add([Cell(say("Change"), "header"), *names, Cell(say("Total"), "header centre")])
    rows: dict[Fate, int] = {}
    for change in Fate:
        if not comparison.counts[change]:
            continue
        row = page.row + 1
        counts = (Cell(found[change], "line sparse") for _, found in by_root)
        summed = f"SUM({cell_name(row, 2)}:{cell_name(row, width - 1)})"
        total = Cell(comparison.counts[change], "line bold count", summed)
        rows[change] = page.add([Cell(CHANGE_WORDS[change], "line"), *counts, total])
    for words, alone, programme in (
        (say("actions before"), GONE, comparison.old),
        (say("actions after"), CAME, comparison.new),
    ):
        cells = [cell_name(rows[one], width) for one in (*STAYED, *alone) if one in rows]
        whole = Cell(len(programme.owners), "total count", "+".join(calls("SUM", cells)) or "0")
        page.add([Cell(words, "total"), *[Cell(None, "total")] * len(by_root), whole])


def _by_root(comparison: Comparison) -> Iterator[tuple[Message, Counter[Fate]]]:
    new, old = comparison.new, comparison.old
    after = {index: root for root in new.roots for index in _below(root)}
    before = {index: root for root in old.roots for index in _below(root)}
    counts: dict[tuple[bool, object], Counter[Fate]] = {
        (True, root.path): Counter() for root in new.roots
    }
    heirs = {one.old.path: one.new.path for one in comparison.titles if one.old and one.new}
    for one in comparison.actions:
        key: tuple[bool, object]
        if one.new in after:
            key = True, after[one.new].path
        else:
            path = before[one.old or 0].path
            key = (True, heirs[path]) if path in heirs else (False, path)
        counts.setdefault(key, Counter())[one.change] += 1
    roots = {(True, r.path): (new, r) for r in new.roots} | {
        (False, r.path): (old, r) for r in old.roots
    }
    for place, found in counts.items():
        programme, root = roots[place]  # type: ignore[index]  # the keys are those of roots
        yield section_name(programme, root), found


def _below(root: Title) -> Iterator[int]:
    return (index for node in root.walk() for index in node.actions)


def _write_titles(page: SheetDraft, comparison: Comparison) -> None:
    if not comparison.title_changes:
        return
    page.heading(say("Titles"))
    for one in comparison.title_changes:
        page.add([Cell(title_text(comparison, one), "line wrap", span=page.printed)])
    page.skip()


def _write_closing(page: SheetDraft, comparison: Comparison) -> None:
    """List the actions that were to be closed and are still there."""
    if not comparison.still_closing:
        return
    page.heading(say("Due to end, still in the programme"))
    for one in comparison.still_closing:
        label = comparison.new.table.labels[one.new or 0]
        code = Cell(comparison.new.code(one.new or 0), "line code")
        page.add([code, Cell(label, "line wrap", span=page.printed - 1)])
    page.skip()


def _write_cells(
    page: SheetDraft,
    comparison: Comparison,
    cells: CellComparison,
    linked: Linked,
    forms: Forms,
) -> None:
    """List what differs in the columns of staff, after what these add up to."""
    new = comparison.new
    known = {column.name: forms.of(new, column) for column in staff_columns(new)}
    page.heading(say("Columns"))
    for text in columns_text(cells):
        page.add([Cell(text, "line wrap", span=page.printed)])
    if cells.changes or cells.totals:
        page.add(header(CELL_HEADS))
    for total in cells.totals:
        blank = [Cell(None, "line")] * (len(CELL_HEADS) - 4)
        form = known.get(total.column, "")
        sums = (_value(value, form, "line bold") for value in (total.before, total.after))
        page.add([Cell(total.column, "line bold"), *blank, Cell(say("Total"), "line bold"), *sums])
    for one in cells.changes:
        label = comparison.new.table.labels[one.new]
        page.add(
            [
                Cell(one.column, "line wrap"),
                *_place(comparison.old, one.old, linked=linked.old),
                *_place(comparison.new, one.new, linked=linked.new),
                Cell(label, "line wrap"),
                *(_value(value, known.get(one.column, "")) for value in (one.before, one.after)),
            ]
        )
    page.skip()


def _value(value: Value, form: str, look: str = "line") -> Cell:
    form = safe_form(form, value)
    if isinstance(value, date):
        return Cell(value, f"{look} date", form=form)
    if isinstance(value, int | float) and is_number(value):
        return Cell(value, f"{look} {'amount' if value == int(value) else 'cents'} left", form=form)
    return Cell(cell_text(value), f"{look} wrap")


def _row(comparison: Comparison, one: ActionChange, linked: Linked) -> Iterator[Cell]:
    same = one.change is Fate.UNCHANGED
    yield Cell(CHANGE_WORDS[one.change], "line small" if same else "line bold")
    sides = ((comparison.old, one.old, linked.old), (comparison.new, one.new, linked.new))
    for programme, index, is_linked in sides:
        yield from _place(programme, index, linked=is_linked)
    labels = [None if i is None else p.table.labels[i] for p, i, _ in sides]
    yield from (Cell(label, "line small" if same else "line wrap") for label in labels)
    old, new = labels
    differs = old is not None and new is not None and old != new
    yield Cell(word_difference(old or "", new or "") if differs else None, "line wrap")


def _place(programme: Programme, index: int | None, *, linked: bool) -> Iterator[Cell]:
    if index is None:
        yield from [Cell(None, "line")] * 2
        return
    table = programme.table
    section, row = table.section(index), table.numbers[index]
    target = LinkTarget(section.grid.sheet, row, table.label_spot(index).column, follows=True)
    yield Cell(shown_code(programme, index) or None, "line code")
    yield Cell(row_text(row), "line link" if linked else "line", link=target if linked else None)
