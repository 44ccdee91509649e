"""Say what is damaged in a workbook: where it is, what is wrong there, and what to do about it."""

from __future__ import annotations

from xlmot.messages import Message, say
from xlmot.messages.errors import UnreadableFile

REPAIR = say("Open it in Excel, let it repair the file, save it and try again.")
LONGEST_SHOWN = 30


def damaged_cell(sheet: str, cell: str, fault: Message) -> UnreadableFile:
    """Return the error for one cell; `fault` goes on after a colon, without a full stop."""
    return UnreadableFile(
        say(
            "The sheet “{sheet}” is damaged in cell {cell}: {fault}.",
            sheet=sheet,
            cell=cell,
            fault=fault,
        ),
        REPAIR,
    )


def damaged_sheet(sheet: str, fault: Message) -> UnreadableFile:
    """Return the error for a sheet; `fault` goes on after a colon, without a full stop."""
    return UnreadableFile(
        say("The sheet “{sheet}” is damaged: {fault}.", sheet=sheet, fault=fault), REPAIR
    )


def damaged_part(part: str) -> UnreadableFile:
    """Return the error for a part that is no XML that a program could have meant."""
    return UnreadableFile(
        say("The workbook is damaged: its part “{part}” is no complete XML.", part=part), REPAIR
    )


def shown(text: str) -> str:
    r"""Return a text from a damaged place as a sentence can quote it: short, on one line.

    >>> shown("1,5"), shown("12\n" * 40)
    ('1,5', '12·12·12·12·12·12·12·12·12·12·…')
    """
    kept = "".join(c if c.isprintable() else "·" for c in text[: LONGEST_SHOWN + 1])
    return kept if len(kept) <= LONGEST_SHOWN else kept[:LONGEST_SHOWN] + "…"
