"""Show the comparison of two programmes as one HTML page, to read, to print or to send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlmot.checking.compare import ActionChange, Comparison
from xlmot.checking.compare_cells import CellChange
from xlmot.messages import Message, Translate, say
from xlmot.programme.outline import Programme
from xlmot.programme.placeless import shown_code
from xlmot.reports.comparison import (
    CHANGE_WORDS,
    WENT_ON,
    cell_text,
    columns_text,
    counts_text,
    inside_quotes,
    title_text,
    total_text,
)
from xlmot.reports.html_page import page, shown, words_exchanged
from xlmot.rules.page import unbroken


def render_comparison_html(comparison: Comparison, translate: Translate, language: str) -> str:
    """Return the comparison as an HTML page that needs no other file and runs nothing."""
    return _Page(comparison, unbroken(translate)).text(language)


class _Page:
    def __init__(self, comparison: Comparison, translate: Translate) -> None:
        self.comparison = comparison
        self.translate = translate

    def text(self, language: str) -> str:
        old, new = self.comparison.old, self.comparison.new
        title = self._say(say("From {old} to {new}", old=old.source, new=new.source))
        body = (f"<header><h1>{title}</h1></header><main>", *self._body(), "</main>")
        return "\n".join(page(title, language, body)) + "\n"

    def _body(self) -> Iterator[str]:
        comparison = self.comparison
        counts = say("{counts}.", counts=counts_text(comparison))
        yield f'<p class="verdict">{self._say(counts)}</p>'
        titles = (title_text(comparison, one) for one in comparison.title_changes)
        yield from self._list(say("Titles"), titles)
        closing = (self._label(comparison.new, one.new) for one in comparison.still_closing)
        yield from self._list(say("Due to end, still in the programme"), closing)
        changed = [one for one in comparison.actions if one.change not in WENT_ON]
        yield from self._actions(say("Actions"), changed)
        yield from self._columns()
        for change in WENT_ON:
            same = [one for one in comparison.actions if one.change is change]
            if same:
                summary = self._say(CHANGE_WORDS[change])
                yield f"<details><summary>{summary} ({len(same)})</summary>"
                yield from self._table(same)
                yield "</details>"

    def _say(self, content: Message | str) -> str:
        return shown(content, self.translate)

    def _list(self, heading: Message, items: Iterable[Message]) -> Iterator[str]:
        lines = [f"<li>{self._say(item)}</li>" for item in items]
        if lines:
            yield from (f"<h2>{self._say(heading)}</h2>", "<ul>", *lines, "</ul>")

    def _label(self, programme: Programme, index: int | None) -> Message:
        row = index or 0
        label = inside_quotes(programme.table.labels[row])
        return say("{code} “{label}”", code=programme.code(row) or "", label=label)

    def _actions(self, heading: Message, actions: list[ActionChange]) -> Iterator[str]:
        if actions:
            yield f"<h2>{self._say(heading)}</h2>"
            yield from self._table(actions)

    def _table(self, actions: Iterable[ActionChange]) -> Iterator[str]:
        heads = say("Change"), say("Old code"), say("New code"), say("Label")
        yield self._head(heads)
        yield from map(self._row, actions)
        yield "</table>"

    def _head(self, heads: Iterable[Message]) -> str:
        cells = "".join(f'<th scope="col">{self._say(head)}</th>' for head in heads)
        return f'<table class="changes">\n<thead><tr>{cells}</tr></thead>'

    def _row(self, one: ActionChange) -> str:
        sides = (self.comparison.old, one.old), (self.comparison.new, one.new)
        codes = (
            self._say("" if index is None else shown_code(programme, index))
            for programme, index in sides
        )
        texts = ["" if i is None else programme.table.labels[i] for programme, i in sides]
        label = words_exchanged(*texts)
        cells = "".join(f'<td class="code">{code}</td>' for code in codes)
        word = self._say(CHANGE_WORDS[one.change])
        return f'<tr><td class="change">{word}</td>{cells}<td>{label}</td></tr>'

    def _columns(self) -> Iterator[str]:
        cells = self.comparison.cells
        if cells is None:
            return
        said = (*columns_text(cells), *map(total_text, cells.totals))
        yield from self._list(say("Columns"), said)
        if cells.changes:
            heads = (say("Column"), say("Code"), say("Label"), say("Before"), say("After"))
            rows = "\n".join(map(self._cell, cells.changes))
            yield f"{self._head(heads)}\n{rows}\n</table>"

    def _cell(self, one: CellChange) -> str:
        new = self.comparison.new
        where = (one.column, new.code(one.new) or "", new.table.labels[one.new])
        texts = (*where, cell_text(one.before), cell_text(one.after))
        return "<tr>" + "".join(f"<td>{self._say(text)}</td>" for text in texts) + "</tr>"
