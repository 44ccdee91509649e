"""Show the comparison of two programmes as text: what changed, one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xlmot.checking.compare import ActionChange, Comparison, Fate, TitleChange
from xlmot.checking.compare_cells import CellChange, CellComparison, Total
from xlmot.messages import Message, Translate, render, say, say_many
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.outline import Programme, Title
from xlmot.programme.placeless import shown_code
from xlmot.reports.values import grouped_value
from xlmot.reports.visible import visible

CHANGE_WORDS: Mapping[Fate, Message] = {
    Fate.UNCHANGED: say("unchanged"),
    Fate.RENEWED: say("renewed"),
    Fate.RENAMED: say("renamed"),
    Fate.MOVED: say("moved"),
    Fate.MOVED_AND_RENAMED: say("moved and renamed"),
    Fate.LOST_PLACE: say("without a place now"),
    Fate.FOUND_PLACE: say("in a place again"),
    Fate.ADDED: say("added"),
    Fate.REMOVED: say("removed"),
}


# What only moved on by a year is no change that a reader looks for.
WENT_ON = (Fate.RENEWED, Fate.UNCHANGED)
QUOTED = re.compile("(.*?)(?:«(.*?)»|“(.*?)”)(.*)", re.DOTALL)


def render_comparison(comparison: Comparison, translate: Translate) -> str:
    """Return what changed: the counts, the titles, the actions, and what was to be closed.

    What differs in the columns of staff comes last, if it was asked.
    """
    lines = [visible(render(message, translate)) for message in _sentences(comparison)]
    return "\n".join(lines) + "\n"


def _sentences(comparison: Comparison) -> Iterator[Message]:
    old, new = comparison.old, comparison.new
    yield say(
        "{old} ({before}) → {new} ({after}): {counts}.",
        old=old.source,
        before=say_many(len(old.owners), "{count} action", "{count} actions"),
        new=new.source,
        after=say_many(len(new.owners), "{count} action", "{count} actions"),
        counts=counts_text(comparison),
    )
    yield from (title_text(comparison, one) for one in comparison.title_changes)
    for one in comparison.actions:
        if one.change is not Fate.UNCHANGED:
            yield _action(comparison, one)
    for one in comparison.still_closing:
        yield say("Due to end, still in the programme: {action}", action=_new(comparison, one))
    if comparison.cells is not None:
        yield from columns_text(comparison.cells)
        yield from map(total_text, comparison.cells.totals)
        yield from (_cell(comparison, one) for one in comparison.cells.changes)


def counts_text(comparison: Comparison) -> tuple[Message, ...]:
    """Return how many actions there are of each change, those of none left out."""
    counts = comparison.counts
    return tuple(_counted(change, counts[change]) for change in Fate if counts[change])


def _counted(change: Fate, count: int) -> Message:
    """Return a number of actions with the word for it, which agrees with it in French."""
    return {
        Fate.UNCHANGED: say_many(count, "{count} unchanged", "{count} unchanged"),
        Fate.RENEWED: say_many(count, "{count} renewed", "{count} renewed"),
        Fate.RENAMED: say_many(count, "{count} renamed", "{count} renamed"),
        Fate.MOVED: say_many(count, "{count} moved", "{count} moved"),
        Fate.MOVED_AND_RENAMED: say_many(
            count, "{count} moved and renamed", "{count} moved and renamed"
        ),
        Fate.LOST_PLACE: say_many(
            count, "{count} without a place now", "{count} without a place now"
        ),
        Fate.FOUND_PLACE: say_many(count, "{count} in a place again", "{count} in a place again"),
        Fate.ADDED: say_many(count, "{count} added", "{count} added"),
        Fate.REMOVED: say_many(count, "{count} removed", "{count} removed"),
    }[change]


def columns_text(cells: CellComparison) -> Iterator[Message]:
    """Yield what was compared of the columns of staff, and which of them came and went."""
    if not cells.columns:
        yield say("The two programmes have no column in common beside codes and labels.")
    elif not cells.changes:
        yield say("{columns}: no cell differs.", columns=cells.columns)
    else:
        yield say_many(
            len(cells.changes),
            "{columns}: {count} cell differs.",
            "{columns}: {count} cells differ.",
            columns=cells.columns,
        )
    if cells.only_old:
        yield say("Columns that are gone: {names}", names=cells.only_old)
    if cells.only_new:
        yield say("New columns: {names}", names=cells.only_new)


def total_text(total: Total) -> Message:
    """Return what a column of numbers adds up to before and after."""
    before, after = cell_text(total.before), cell_text(total.after)
    return say(
        "{column}, total: {before} → {after}", column=total.column, before=before, after=after
    )


def cell_text(value: Value) -> Message:
    """Return what a cell of staff shows, as far as that is known without its format."""
    return say("(blank)") if is_blank(value) else grouped_value(value)


def _cell(comparison: Comparison, one: CellChange) -> Message:
    return say(
        "{column}: {before} → {after}, {action}",
        column=one.column,
        before=cell_text(one.before),
        after=cell_text(one.after),
        action=_row(comparison.new, one.new),
    )


def title_text(comparison: Comparison, one: TitleChange) -> Message:
    """Return what became of a title, in one sentence."""
    if one.old is None and one.new is not None:
        return say("Title added: {title}", title=_title(comparison.new, one.new))
    if one.new is None and one.old is not None:
        return say("Title removed: {title}", title=_title(comparison.old, one.old))
    if one.old is None or one.new is None:
        raise ValueError("a title of neither programme")
    before, after = _title(comparison.old, one.old), _title(comparison.new, one.new)
    if one.renamed:
        return say("Title renamed: {before} → {after}", before=before, after=after)
    if not one.new.total:
        number = comparison.new.text(one.new.path)
        return say("Title with another number: {before} → {after}", before=before, after=number)
    return say_many(
        one.new.total,
        "Title with another number: {before} → {after}, with its {count} action",
        "Title with another number: {before} → {after}, with its {count} actions",
        before=before,
        after=comparison.new.text(one.new.path),
    )


def _title(programme: Programme, node: Title) -> Message:
    label = "" if node.title is None else programme.table.labels[node.title]
    return say("{code} “{label}”", code=programme.text(node.path), label=inside_quotes(label))


def _action(comparison: Comparison, one: ActionChange) -> Message:
    word = CHANGE_WORDS[one.change]
    if one.old is None or one.new is None:
        side = _new(comparison, one) if one.old is None else _old(comparison, one)
        return say("{change}: {action}", change=word, action=side)
    if one.change is Fate.MOVED:
        code = comparison.old.code(one.old) or ""
        return say(
            "{change}: {code} → {action}", change=word, code=code, action=_new(comparison, one)
        )
    return say(
        "{change}: {code} → {action}", change=word, code=_old(comparison, one),
        action=_new(comparison, one),
    )  # fmt: skip


def _old(comparison: Comparison, one: ActionChange) -> Message:
    return _row(comparison.old, one.old or 0)


def _new(comparison: Comparison, one: ActionChange) -> Message:
    return _row(comparison.new, one.new or 0)


def _row(programme: Programme, index: int) -> Message:
    return say(
        "{code} “{label}” (row {row})",
        code=shown_code(programme, index),
        label=inside_quotes(programme.table.labels[index]),
        row=programme.table.numbers[index],
    )


def inside_quotes(label: str) -> Message | str:
    """Return a label whose own quotes are those that stand inside others.

    >>> str(inside_quotes("Fair « Roads » and bridges"))
    'Fair ‘Roads’ and bridges'
    """
    found = QUOTED.fullmatch(label)
    if found is None:
        return label
    before, text, after = found[1], (found[2] or found[3]).strip(), inside_quotes(found[4])
    return say("{before}‘{text}’{after}", before=before, text=text, after=after)
