"""Say how a table was read: where its codes and labels stand, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.checking.results import PIPE, FileReport
from xlmot.messages import Message, say, say_many
from xlmot.programme.layout import COLUMN, ORDER, Doubt, Layout
from xlmot.programme.outline import Programme
from xlmot.reports.words import as_typed, described, header_rows, misfit, origin

DOUBT_WORDS = {
    Doubt.PLACELESS: say("the codes of some rows cannot be read"),
    Doubt.SECOND_TABLE: say("another table seems to stand below"),
    Doubt.TABLE_BESIDE: say("another table seems to stand beside it"),
    Doubt.ROWS_LEFT_OUT: say("rows with text stand between those that are read"),
    Doubt.BEGINS_AGAIN: say("its codes begin again further down"),
    Doubt.LABELS: say("many labels are missing, alike or without a word"),
    Doubt.ORDER: say("its codes go up and down, or lack their titles"),
    Doubt.MIXED_DEPTHS: say("codes of several depths stand on one level"),
    Doubt.HIDDEN_CODES: say("some labels begin with a code"),
    Doubt.REPEATED_ACTIONS: say("most actions are called as the one before"),
    Doubt.LONE_TITLES: say("each title has a single title below it"),
    Doubt.UNCODED_PARTS: say("rows without a code stand below a code as deep as those of actions"),
    Doubt.UNNAMED_COLUMN: say("a column without a header holds texts beside its labels"),
    Doubt.TITLES_LEFT_OUT: say("what may be its titles is not read"),
    Doubt.OTHER_NUMBERS: say("rows without a place have numbers of their own"),
    Doubt.CONTENTS: say("it seems to be a list of contents"),
    Doubt.FLAT: say("no row of it stands below another"),
    Doubt.EMPTY_TITLES: say("titles with nothing below stand before others"),
    Doubt.INDENTED: say("some actions are indented below others"),
    Doubt.DIGITS: say("each digit of its codes may be a level, as in 1.1 and 1.11 below it"),
}


def _is_plain(programme: Programme) -> bool:
    """Return whether a table is read as most are, and surely: there is nothing to say of it."""
    layout = programme.table.sections[0].layout
    reading = layout.reading
    return layout.scheme == COLUMN and not (layout.second or reading.unsure or reading.stated)


def how_read(file: FileReport, *, fully: bool = False) -> Iterator[Message]:
    """Yield how a file was read, and by which settings; a plain reading is explained if `fully`."""
    for programme in file.programmes:
        yield described(programme, file.profile)
        if fully or not _is_plain(programme):
            yield from _explained(programme, file.path, fully=fully)
    yield from filter(None, (origin(file.sources), misfit(file)))
    if file.opened:
        yield say("{opened} What is not saved there was not checked.", opened=file.opened)


def _explained(programme: Programme, path: str, *, fully: bool = False) -> Iterator[Message]:
    """Yield how a table was read; `fully`, also how well that fits, and what fits next."""
    from xlmot.settings.layout_words import where

    layout = programme.table.sections[0].layout
    reading, sizes = layout.reading, _sizes(programme)
    yield say("Read so: {where}, {sizes}.", where=where(layout), sizes=sizes)
    if reading.stated:
        yield say("The settings say so.")
    if reading.unsure:
        yield _unsure(layout)
        if not reading.stated and path != PIPE:
            yield say("“xlmot init {file}” writes it down, to be corrected.", file=as_typed(path))
    if fully and not reading.stated:
        score, margin = round(100 * reading.score), round(100 * reading.margin)
        yield say("Fit {score}%, ahead of the next by {margin}%.", score=score, margin=margin)
    if fully:
        yield _rows(programme)


def _unsure(layout: Layout) -> Message:
    """Return that a reading is unsure, what speaks against it, and what else the sheet may have."""
    reading = layout.reading
    if reading.stated and not reading.doubts:
        return say(
            "This reading is unsure: look at it, and once it is right say so in the settings "
            "(checked)."
        )
    from xlmot.settings.schema.about import SCHEME_CHOICES

    why = tuple(DOUBT_WORDS[doubt] for doubt in reading.doubts)
    if layout.scheme == ORDER and not reading.stated:
        why = (say("nothing but the look of its rows tells the levels"), *why)
    other = SCHEME_CHOICES.get(reading.runner_up)
    if reading.runner_up == layout.scheme:
        other = say("{scheme}, elsewhere", scheme=SCHEME_CHOICES[layout.scheme])
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
    header = header_rows(programme)
    if not header:
        return say("{levels}, no header", levels=levels)
    rows = (header[0],) if len(header) == 1 else (f"{header[0]}-{header[-1]}",)
    return say(
        "{levels}, {header}",
        levels=levels,
        header=say_many(len(header), "header row {rows}", "header rows {rows}", rows=rows),
    )


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
