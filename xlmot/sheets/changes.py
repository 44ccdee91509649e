"""Show what an edit changes: where, what is there now, and what will be there."""

from __future__ import annotations

from xlmot.findings import DeleteRow, Edit, Unmerge
from xlmot.messages import Message, say
from xlmot.programme.grid import Value, is_blank
from xlmot.reports.values import plain_value

# How much of a text is shown on each side of what changes in it, in characters.
CONTEXT = 24
LONGEST = 120


def before_and_after(edit: Edit) -> tuple[Message | str, Message | str]:
    """Return what a cell or row holds before and after an edit, cut around what changes."""
    if isinstance(edit, DeleteRow):
        return row_text_of(edit), say("(row deleted)")
    if isinstance(edit, Unmerge):
        return say("(merged cells)"), say("(unmerged)")
    old, new = shown_value(edit.old), shown_value(edit.new)
    if not isinstance(old, str) or not isinstance(new, str):
        return old, new
    return cut_around(old, new)


def row_text_of(edit: DeleteRow) -> Message | str:
    """Return the values of a row that is deleted, in one line."""
    said: Message | str = ""
    length = 0
    for value in edit.old:
        if is_blank(value):
            continue
        text = shown_value(value)
        if isinstance(text, str):
            text = shorten(text, max(LONGEST - length, 1))
        length += len(str(text))
        said = say("{left} | {right}", left=said, right=text) if said else text
        if length >= LONGEST:
            break
    return said or say("(blank row)")


def shown_value(value: Value) -> Message | str:
    if is_blank(value):
        return say("(blank)")
    return value if isinstance(value, str) else plain_value(value)


def cut_around(old: str, new: str) -> tuple[str, str]:
    """Return two texts cut to what differs, with a few words around.

    >>> old = "Participation in the observation groups , and the link with the law of 2021"
    >>> cut_around(old, old.replace(" ,", ","))[1]
    '…the observation groups, and the link with the…'
    """
    if max(len(old), len(new)) <= 2 * CONTEXT:
        return old, new
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - start) if old[-1 - n] != new[-1 - n]), shorter - start)
    return _cut(old, start, len(old) - tail), _cut(new, start, len(new) - tail)


def _cut(text: str, start: int, end: int) -> str:
    """Return what stands between two places with some context, cut at spaces."""
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    if first:
        first = text.find(" ", first, start) + 1 or first
    if last < len(text):
        space = text.rfind(" ", end, last)
        last = space if space > 0 else last
    return "…" * (first > 0) + text[first:last] + "…" * (last < len(text))


def shorten(text: str, length: int) -> str:
    """Return a text of at most so many characters, an ellipsis for what is missing.

    >>> shorten("Pave the market square", 10)
    'Pave the…'
    """
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def cut_at_word(text: str, length: int) -> str:
    """Return a text of at most so many characters, cut between words unless one is very long.

    >>> cut_at_word("Pave the market square", 14), cut_at_word("Transfrontier", 8)
    ('Pave the…', 'Transfr…')
    """
    if len(text) <= length:
        return text
    start = text[:length].rpartition(" ")[0].rstrip(" ,;:-")
    return f"{start}…" if len(start) > length / 2 else shorten(text, length)
