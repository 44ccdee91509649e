"""Write the tables `[[sheets]]` of a settings file: how sheets are laid out, to be corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlmot.messages import Message, say
from xlmot.settings.layout_words import where
from xlmot.settings.proposals import Proposal
from xlmot.settings.stated import StatedSheet

EXAMPLE = StatedSheet("Plan", ("C",), codes=("A",), header_rows=(1,))
# What tells one layout from another on the same sheet.
SHAPE = ("scheme", "header_rows", "first_row", "codes", "labels", "depth", "repeated", "mark")


def explained(proposals: Sequence[Proposal]) -> Iterator[Message]:
    """Yield what the tables are for, and how to correct them."""
    yield say(
        "How a sheet is laid out, if xlmot reads it wrong, unsurely or not at all: name its "
        "columns by their letters or their headers, one per level where each has its own."
    )
    yield say(
        "scheme: column (codes beside labels), inside (codes in labels), tiers (a column per "
        "level), stairs (levels move right), depth (a column tells the level), order (the look of "
        "the rows, by a mark: indent, outline, blocks, colour, fill, bold, capitals, signs, bare, "
        "numbers)."
    )
    if not proposals:
        yield say("An example:")


def hesitation(proposal: Proposal) -> Message:
    """Return how surely a sheet is read, and what it may be instead."""
    sheet, here = proposal.said.name, where(proposal.layout)
    if proposal.sure:
        return say(
            "“{sheet}” is read so, surely: {where}. If that is wrong, take the # away and "
            "correct it.",
            sheet=sheet,
            where=here,
        )
    if not proposal.read:
        return say(
            "“{sheet}” is not read; what fits it best is: {where}. If that is right, or nearly, "
            "take the # away and correct it.",
            sheet=sheet,
            where=here,
        )
    if proposal.other is None:
        return say("“{sheet}” is read so, but unsurely: {where}.", sheet=sheet, where=here)
    return say(
        "“{sheet}”: xlmot hesitates between {where} and, in the lines after that, {other}.",
        sheet=sheet,
        where=here,
        other=where(proposal.other),
    )


def entries(said: StatedSheet, *, shape: bool = False) -> Iterator[tuple[str, object]]:
    """Yield the keys and values of a table, those of its `shape` alone if asked for."""
    if not shape:
        yield from (("workbook", said.workbook), ("name", said.name))
    for key in SHAPE:
        value = getattr(said, key)
        if value:
            yield key, value
