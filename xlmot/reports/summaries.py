"""Show what became of a workbook into which sheets were put, one paragraph per file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from xlmot.checking.results import Summarized
from xlmot.messages import Message, Translate, render, say, say_many
from xlmot.reports.visible import visible
from xlmot.reports.words import afterwards, tally

if TYPE_CHECKING:
    pass


def render_summaries(files: Iterable[Summarized], translate: Translate) -> str:
    """Return one paragraph per file, and a last line that counts them."""
    done = list(files)
    blocks = (*map(_sentences, done), [_close(done)])
    shown = ("\n".join(visible(render(one, translate)) for one in block) for block in blocks)
    return "\n\n".join(shown) + "\n"


def _sentences(done: Summarized) -> Iterator[Message]:
    if done.error is not None:
        yield say("{path} — left as it is", path=done.path)
        yield from filter(None, (done.error.message, done.error.remedy))
        return
    yield say("{path} — {done}", path=done.path, done=_headline(done))
    yield from done.messages
    yield from afterwards(done)


def _headline(done: Summarized) -> Message:
    if not done.target:
        return say("its sheets are up to date, nothing written")
    if not done.written:
        return say("written to {target}", target=done.target)
    return say_many(
        len(done.written),
        "sheet {sheets} written to {target}",
        "sheets {sheets} written to {target}",
        sheets=done.written,
        target=done.target,
    )


def _close(done: list[Summarized]) -> Message:
    return tally([one.target for one in done], [one.error for one in done])
