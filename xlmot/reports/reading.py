"""Say how a table was read: where its codes and labels stand, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.checking.results import FileReport
from xlmot.messages import Message, say, say_many
from xlmot.programme.address import column_letters
from xlmot.programme.layout import COLUMN, DEPTH, INSIDE, ORDER, STAIRS, TIERS, Doubt, Layout
from xlmot.programme.outline import Programme
from xlmot.reports.words import described, misfit, origin

SCHEME_WORDS = {
    COLUMN: say("a column of codes and one of labels"),
    INSIDE: say("codes inside the labels"),
    TIERS: say("a column per level"),
    STAIRS: say("levels that move right"),
    DEPTH: say("a column that tells the level"),
    ORDER: say("levels by the look of the rows"),
}
DOUBT_WORDS = {
    Doubt.PLACELESS: say("the codes of some rows cannot be read"),
    Doubt.SECOND_TABLE: say("another table seems to stand below"),
    Doubt.ROWS_LEFT_OUT: say("rows with text stand between those that are read"),
    Doubt.BEGINS_AGAIN: say("its codes begin again further down"),
    Doubt.LABELS: say("many labels are missing, alike or without a word"),
    Doubt.ORDER: say("its codes go up and down, or lack their titles"),
    Doubt.MIXED_DEPTHS: say("codes of several depths stand on one level"),
    Doubt.HIDDEN_CODES: say("some labels begin with a code"),
    Doubt.REPEATED_ACTIONS: say("most actions are called as the one before"),
    Doubt.LONE_TITLES: say("each title has a single title below it"),
    Doubt.TITLES_LEFT_OUT: say("what may be its titles is not read"),
    Doubt.OTHER_NUMBERS: say("rows without a place have numbers of their own"),
}
MARK_WORDS = {
    "indent": say("by their indents"),
    "outline": say("by Excel's groups"),
    "colour": say("by the colours of the cells"),
    "fill": say("by filled cells and bold type"),
    "bold": say("by bold labels"),
    "capitals": say("by capitals"),
    "bare": say("by rows that stand alone"),
}


def _is_plain(programme: Programme) -> bool:
    """Return whether a table is read as most are, and surely: there is nothing to say of it."""
    layout = programme.table.sections[0].layout
    return layout.scheme == COLUMN and not layout.second and not layout.reading.unsure


def how_read(file: FileReport, *, fully: bool = False) -> Iterator[Message]:
    """Yield how a file was read, and by which settings; a plain reading is explained if `fully`."""
    for programme in file.programmes:
        yield described(programme, file.profile)
        if fully or not _is_plain(programme):
            yield from _explained(programme, fully=fully)
    yield from filter(None, (origin(file.sources), misfit(file)))


def _explained(programme: Programme, *, fully: bool = False) -> Iterator[Message]:
    """Yield how a table was read; `fully`, also how well that fits, and what fits next."""
    layout = programme.table.sections[0].layout
    reading, sizes = layout.reading, _sizes(programme)
    yield say("Read so: {where}, {sizes}.", where=_where(layout), sizes=sizes)
    if reading.unsure:
        yield _unsure(layout)
    if fully:
        score, margin = round(100 * reading.score), round(100 * reading.margin)
        yield say("Fit {score}%, ahead of the next by {margin}%.", score=score, margin=margin)
        yield _rows(programme)


def _unsure(layout: Layout) -> Message:
    """Return that a reading is unsure, what speaks against it, and what else the sheet may have."""
    reading = layout.reading
    why = tuple(DOUBT_WORDS[doubt] for doubt in reading.doubts)
    if layout.scheme == ORDER:
        why = (say("nothing but the look of its rows tells the levels"), *why)
    other = SCHEME_WORDS.get(reading.runner_up)
    if reading.runner_up == layout.scheme:
        other = say("{scheme}, elsewhere", scheme=SCHEME_WORDS[layout.scheme])
    if why and other:
        return say(
            "This reading is unsure: {why}; the sheet may also have {other}. "
            "Look at it before you correct anything.",
            why=why,
            other=other,
        )
    if why:
        return say(
            "This reading is unsure: {why}. Look at it before you correct anything.", why=why
        )
    if other:
        return say(
            "This reading is unsure; the sheet may also have {other}. "
            "Look at it before you correct anything.",
            other=other,
        )
    return say("This reading is unsure: look at it before you correct anything.")


def _sizes(programme: Programme) -> Message:
    depth = max((len(node.path) for node in programme.walk()), default=0)
    actions = any(node.actions for node in programme.walk())
    levels = say_many(depth + actions, "{count} level", "{count} levels")
    header = programme.table.sections[0].layout.header_rows
    if not header:
        return say("{levels}, no header", levels=levels)
    rows = (header[0],) if len(header) == 1 else (f"{header[0]}-{header[-1]}",)
    return say(
        "{levels}, {header}",
        levels=levels,
        header=say_many(len(header), "header row {rows}", "header rows {rows}", rows=rows),
    )


def _where(layout: Layout) -> Message:
    code, label = column_letters(layout.code), column_letters(layout.label)
    if layout.scheme in (TIERS, STAIRS):
        columns = tuple(column_letters(column) for column in layout.columns())
        return say("{scheme}, {columns}", scheme=SCHEME_WORDS[layout.scheme], columns=columns)
    if layout.scheme == INSIDE:
        return say("codes and labels in column {label}", label=label)
    if layout.scheme == ORDER:
        how = MARK_WORDS[layout.mark]
        return say("labels in column {label}, levels {how}", label=label, how=how)
    if layout.second:
        label = f"{label}, {column_letters(layout.second)}"
    where = say("codes in column {code}, labels in {label}", code=code, label=label)
    if layout.scheme == DEPTH:
        level = column_letters(layout.depth)
        if not layout.code:
            return say("labels in column {label}, levels in {level}", label=label, level=level)
        return say("{where}, levels in {level}", where=where, level=level)
    return where


def _rows(programme: Programme) -> Message:
    """Return how many rows of each kind were read: they add up to those of the table."""
    table = programme.table
    counts = {kind.name: sum(own is kind for own in table.kinds) for kind in {*table.kinds}}
    lost = sum(table.paths[index] is None for index in table.data())
    data, header, aside, blank = (
        counts.get(name, 0) for name in ("DATA", "HEADER", "ASIDE", "BLANK")
    )
    parts = (
        say_many(data, "{count} of the programme", "{count} of the programme"),
        say_many(header, "{count} of a header", "{count} of headers"),
        say_many(aside, "{count} beside the programme", "{count} beside the programme"),
        say_many(blank, "{count} blank", "{count} blank"),
    )
    said = tuple(part for part in parts if part.number)
    if not lost:
        return say("Rows: {parts}.", parts=said)
    return say("Rows: {parts}; without a place: {lost}.", parts=said, lost=lost)
