"""Show the comparison of two programmes as text or JSON: what changed, one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xlmot.comparing import ActionChange, Change, Comparison, TitleChange, word_difference
from xlmot.messages import Message, Translate, render, say, say_many
from xlmot.programme.outline import Node, Programme
from xlmot.reports.visible import visible

CHANGE_WORDS: Mapping[Change, Message] = {
    Change.UNCHANGED: say("unchanged"),
    Change.RENEWED: say("renewed"),
    Change.RENAMED: say("renamed"),
    Change.MOVED: say("moved"),
    Change.MOVED_AND_RENAMED: say("moved and renamed"),
    Change.ADDED: say("added"),
    Change.REMOVED: say("removed"),
}


def render_comparison(comparison: Comparison, translate: Translate) -> str:
    """Return what changed: the counts, the titles, the actions, and what was to be closed."""
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
        if one.change is not Change.UNCHANGED:
            yield _action(comparison, one)
    for one in comparison.still_closing:
        yield say("Still there, though it was to be closed: {action}", action=_new(comparison, one))


def counts_text(comparison: Comparison) -> tuple[Message, ...]:
    """Return how many actions there are of each change, those of none left out."""
    return tuple(
        say("{count} {change}", count=comparison.counts[change], change=CHANGE_WORDS[change])
        for change in Change
        if comparison.counts[change]
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
    return say_many(
        one.new.total,
        "Title with another number: {before} → {after}, with its {count} action",
        "Title with another number: {before} → {after}, with its {count} actions",
        before=before,
        after=comparison.new.text(one.new.path),
    )


def _title(programme: Programme, node: Node) -> Message:
    label = "" if node.title is None else programme.table.labels[node.title]
    return say("{code} “{label}”", code=programme.text(node.path), label=label)


def _action(comparison: Comparison, one: ActionChange) -> Message:
    word = CHANGE_WORDS[one.change]
    if one.old is None or one.new is None:
        side = _new(comparison, one) if one.old is None else _old(comparison, one)
        return say("{change}: {action}", change=word, action=side)
    if one.change is Change.MOVED:
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
        code=programme.code(index) or "",
        label=programme.table.labels[index],
        row=programme.table.numbers[index],
    )


def render_comparison_json(comparison: Comparison) -> str:
    """Return the comparison as JSON: counts, titles and actions with rows, codes and labels."""
    import json

    content = {
        "old": _source(comparison.old),
        "new": _source(comparison.new),
        "counts": {str(change): comparison.counts[change] for change in Change},
        "titles": [_plain_title(comparison, one) for one in comparison.title_changes],
        "actions": [_plain_action(comparison, one) for one in comparison.actions],
        "still_closing": [_plain_action(comparison, one) for one in comparison.still_closing],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _source(programme: Programme) -> dict[str, Any]:
    sheets = [section.grid.sheet for section in programme.table.sections]
    return {"file": programme.source, "sheets": sheets, "actions": len(programme.owners)}


def _plain_title(comparison: Comparison, one: TitleChange) -> dict[str, Any]:
    return {
        "old": _plain_node(comparison.old, one.old),
        "new": _plain_node(comparison.new, one.new),
        "renamed": one.renamed,
        "renumbered": one.renumbered,
        "moved": one.moved,
    }


def _plain_node(programme: Programme, node: Node | None) -> dict[str, Any] | None:
    if node is None:
        return None
    row = None if node.title is None else _plain_row(programme, node.title)
    return row or {"row": None, "code": programme.text(node.path), "label": None}


def _plain_action(comparison: Comparison, one: ActionChange) -> dict[str, Any]:
    old = None if one.old is None else _plain_row(comparison.old, one.old)
    new = None if one.new is None else _plain_row(comparison.new, one.new)
    words = word_difference(old["label"], new["label"]) if old and new else None
    return {"change": str(one.change), "old": old, "new": new, "words": words}


def _plain_row(programme: Programme, index: int) -> dict[str, Any]:
    return {
        "sheet": programme.table.sheet(index),
        "row": programme.table.numbers[index],
        "code": programme.code(index),
        "label": programme.table.labels[index],
    }
