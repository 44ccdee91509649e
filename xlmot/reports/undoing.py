"""Show what an undo took back, and what is noted of a workbook that can be, as text."""

from __future__ import annotations

from collections.abc import Iterable

from xlmot.checking.results import Undone
from xlmot.findings import Edit
from xlmot.messages import Message, Translate, render, say, say_many
from xlmot.reports.cleaning import reasons, tallied
from xlmot.reports.visible import visible


def render_undone(undone: Undone, translate: Translate) -> str:
    """Return what an undo took back, and what it had to leave, cell by cell."""
    sentences = [_headline(undone), *reasons(undone.refused), *undone.notes]
    if undone.backup:
        sentences.append(say("Backup: {backup}", backup=undone.backup))
    return _lines(sentences, translate)


def _headline(undone: Undone) -> Message:
    moment = shown_moment(undone.moment)
    if undone.settled:
        return say(
            "{path} is already as it was before {moment}; nothing written.",
            path=undone.path,
            moment=moment,
        )
    if undone.sheets:
        return say_many(
            len(undone.sheets),
            "{path}: sheet {sheets}, added on {moment}, removed.",
            "{path}: sheets {sheets}, added on {moment}, removed.",
            path=undone.path,
            sheets=_quoted(undone.sheets),
            moment=moment,
        )
    return say_many(
        len(undone.edits),
        "{path}: {count} edit of {moment} undone.",
        "{path}: {count} edits of {moment} undone.",
        path=undone.path,
        moment=moment,
    )


def shown_moment(moment: str) -> Message:
    """Return a moment, local time in ISO 8601, as a person reads it.

    >>> str(shown_moment("2026-11-30T04:19:07+01:00"))
    '2026-11-30 4:19'
    """
    day, _, time = moment.partition("T")
    year, month, date = (*day.split("-"), "", "")[:3]
    hour, minute = (*time.split(":"), "", "")[:2]
    return say(
        "{year}-{month}-{day} {hour}:{minute}",
        year=year,
        month=month,
        day=date,
        hour=hour.removeprefix("0"),
        minute=minute,
    )


def render_noted(
    path: str,
    noted: Iterable[tuple[str, str, tuple[Edit, ...], tuple[str, ...]]],
    translate: Translate,
) -> str:
    """Return what can be undone in a workbook, the last first: name, moment, edits, sheets."""
    lines = [
        say("{name}  {moment}  {done}", name=name, moment=shown_moment(moment), done=done)
        for name, moment, edits, sheets in noted
        for done in [tallied(edits) if edits else (_sheets(sheets),)]
    ]
    if not lines:
        lines = [say("There is nothing to undo in {path}.", path=path)]
    return _lines(lines, translate)


def _sheets(names: tuple[str, ...]) -> Message:
    return say_many(len(names), "sheet {names}", "sheets {names}", names=_quoted(names))


def _quoted(names: tuple[str, ...]) -> tuple[Message, ...]:
    return tuple(say("“{sheet}”", sheet=name) for name in names)


def _lines(sentences: Iterable[Message], translate: Translate) -> str:
    return "".join(visible(render(sentence, translate)) + "\n" for sentence in sentences)
