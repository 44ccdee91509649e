"""Show what a cleaning did, or would do, as text; the proofs of it as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlmot.checking.results import Cleaned
from xlmot.findings import DeleteRow, Edit, SetCell, Unmerge
from xlmot.messages import Message, Translate, render, say, say_many
from xlmot.messages.errors import XlmotError
from xlmot.programme.address import cell_name
from xlmot.programme.grid import Value
from xlmot.reports.values import plain_value
from xlmot.reports.version import version
from xlmot.reports.visible import plain_json, visible
from xlmot.reports.words import afterwards, counted, tally


def render_cleaning(
    cleanings: Iterable[Cleaned], translate: Translate, *, diff: bool = False
) -> str:
    """Return one paragraph per file, and a last line that counts them.

    With `diff` every edit is shown: the cell, before → after; a deleted row in full.
    """
    done = list(cleanings)
    blocks = [list(_file(cleaned, translate, diff=diff)) for cleaned in done]
    blocks.append([render(sentence, translate) for sentence in _close(done)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _file(cleaned: Cleaned, translate: Translate, *, diff: bool) -> Iterator[str]:
    def show(message: Message) -> str:
        return visible(render(message, translate))

    if cleaned.error is not None:
        yield show(say("{path} — left as it is", path=cleaned.path))
        yield from map(show, filter(None, (cleaned.error.message, cleaned.error.remedy)))
        return
    yield show(say("{path} — {done}", path=cleaned.path, done=_headline(cleaned)))
    if diff:
        yield from (f"  {line}" for edit in cleaned.edits for line in diff_lines(edit, translate))
    yield from (f"  {show(sentence)}" for sentence in reasons(cleaned.refused))
    yield from (f"  {show(sentence)}" for sentence in cleaned.warnings)
    yield show(_remaining(cleaned))
    yield from map(show, afterwards(cleaned))


def _remaining(cleaned: Cleaned) -> Message:
    if cleaned.edits and not cleaned.target:
        if not cleaned.left:
            return say("Nothing would remain to be corrected.")
        return say("Would remain: {counts}.", counts=counted(cleaned.left))
    if not cleaned.left:
        return say("Nothing remains to be corrected.")
    return say("Remaining: {counts}.", counts=counted(cleaned.left))


def reasons(refused: Iterable[tuple[Edit, XlmotError]]) -> list[Message]:
    """Return why edits were left out: a sentence for those with the same reason, and the remedy."""
    groups: dict[str, list[tuple[Edit, XlmotError]]] = {}
    for edit, error in refused:
        groups.setdefault(error.message.text, []).append((edit, error))
    sentences = []
    for group in groups.values():
        first = group[0][1]
        sentences.append(say("Left as it is: {reason}", reason=first.message))
        others = tuple(_where(edit) for edit, _ in group[1:])
        if others:
            sentences.append(say("For the same reason: {places}.", places=others))
        if first.remedy:
            sentences.append(first.remedy)
    return sentences


def _where(edit: Edit) -> Message:
    if isinstance(edit, SetCell):
        return say("cell {cell}", cell=edit.cell)
    if isinstance(edit, Unmerge):
        return say("cells {area}", area=edit.cell)
    return say("row {row}", row=edit.row)


def _headline(cleaned: Cleaned) -> Message:
    if not cleaned.edits and cleaned.refused:
        return say("nothing could be corrected, nothing written")
    if not cleaned.edits:
        return say("no safe correction to make, nothing written")
    if not cleaned.target:
        return say("{parts}", parts=planned(cleaned.edits))
    parts = tallied(cleaned.edits)
    return say("{parts}; written to {target}", parts=parts, target=cleaned.target)


def planned(edits: Sequence[Edit]) -> tuple[Message, ...]:
    """Return how many areas edits will unmerge, cells correct, rows delete; none of none."""
    areas, cells, rows = _counts(edits)
    parts = (
        say_many(areas, "{count} merged area to unmerge", "{count} merged areas to unmerge"),
        say_many(cells, "{count} cell to correct", "{count} cells to correct"),
        say_many(rows, "{count} row to delete", "{count} rows to delete"),
    )
    return tuple(part for part in parts if part.number)


def tallied(edits: Sequence[Edit]) -> tuple[Message, ...]:
    """Return how many areas edits unmerged, cells corrected, rows deleted; none of none."""
    areas, cells, rows = _counts(edits)
    parts = (
        say_many(areas, "{count} merged area unmerged", "{count} merged areas unmerged"),
        say_many(cells, "{count} cell corrected", "{count} cells corrected"),
        say_many(rows, "{count} row deleted", "{count} rows deleted"),
    )
    return tuple(part for part in parts if part.number)


def _counts(edits: Sequence[Edit]) -> tuple[int, int, int]:
    rows = sum(isinstance(edit, DeleteRow) for edit in edits)
    areas = sum(isinstance(edit, Unmerge) for edit in edits)
    return areas, len(edits) - rows - areas, rows


def diff_lines(edit: Edit, translate: Translate) -> Iterator[str]:
    """Yield the lines that show one edit.

    >>> from xlmot.messages import english
    >>> list(diff_lines(SetCell("Plan", 119, 1, "3.3.", "3.3"), english))
    ['A119  “3.3.” → “3.3”']
    """
    if isinstance(edit, SetCell):
        old, new = show_value(edit.old, translate), show_value(edit.new, translate)
        yield f"{edit.cell}  {old} → {new}"
        return
    if isinstance(edit, Unmerge):
        yield render(say("cells {area} unmerged", area=edit.cell), translate)
        return
    yield render(say("row {row} deleted", row=edit.row), translate)
    for column, value in enumerate(edit.old, 1):
        if value is not None:
            yield f"  {cell_name(edit.row, column)}  {show_value(value, translate)}"


def show_value(value: Value, translate: Translate) -> str:
    """Return a cell's value as a person reads it; text stands in quotes."""
    if value is None:
        return render(say("(blank)"), translate)
    if isinstance(value, str):
        return visible(render(say("“{text}”", text=value), translate))
    return render(plain_value(value), translate)


def _close(cleanings: list[Cleaned]) -> Iterator[Message]:
    yield tally([one.target for one in cleanings], [one.error for one in cleanings])
    if any(cleaned.edits and not cleaned.target for cleaned in cleanings):
        yield say("Nothing was written. Without “--diff”, the corrections are made in a copy.")


def render_receipts(cleanings: Iterable[Cleaned]) -> str:
    """Return the proofs of a run as JSON: per file written, what changed and what did not."""
    import json

    receipts = [
        {"path": cleaned.path, "target": cleaned.target, **cleaned.receipt.as_dict()}
        for cleaned in cleanings
        if cleaned.receipt is not None
    ]
    content = {"xlmot": version(), "files": receipts}
    return plain_json(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"
