"""Show the sheets of a programme as HTML tables, each row with links to what was found on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from html import escape

from xlmot.findings import Finding, Severity
from xlmot.messages import Translate, render, say
from xlmot.messages.named import NamedTuple
from xlmot.programme.address import column_letters
from xlmot.programme.grid import Grid, Value, is_blank
from xlmot.programme.table import Section
from xlmot.reports.values import plain_value
from xlmot.reports.visible import visible

# Of a longer sheet only what was found is shown, with the rows around.
MOST_ROWS, AROUND = 2000, 2
# Columns beside the code and the label.
MOST_COLUMNS = 12


class FindingMark(NamedTuple):
    """A finding as the rows of a sheet show it: its number and anchor."""

    number: int
    anchor: str
    finding: Finding

    @property
    def severity(self) -> Severity:
        return self.finding.severity or Severity.NOTE


class HtmlTable:
    """The table of one sheet of a programme; its `name` tells it from the others of the page.

    `shown` are its rows; of a long sheet those around what was found.
    """

    def __init__(
        self, section: Section, name: str, marks: Sequence[FindingMark], translate: Translate
    ) -> None:
        self.grid: Grid = section.grid
        self.name = name
        self.translate = translate
        self.code, self.label = section.layout.code, section.layout.label
        heads = {column.number: column.name for column in section.layout.others}
        self.others = [number for number in heads if number not in (self.code, self.label)]
        self.others = self.others[:MOST_COLUMNS]
        self.heads = heads
        self.marks: dict[int, list[FindingMark]] = {}
        for mark in marks:
            for row in dict.fromkeys(
                place.row for place in mark.finding.places if place.sheet == self.grid.sheet
            ):
                self.marks.setdefault(row, []).append(mark)
        self.shown = self._shown()

    def anchor(self, row: int) -> str:
        """Return the name of a row in the page, such as `f1-s2-r38`."""
        return f"{self.name}-r{row}"

    def lines(self) -> Iterator[str]:
        """Yield the table as HTML."""
        yield f'<table class="sheet"><caption>{escape(visible(self.grid.sheet))}</caption>'
        heads = [say("Row"), say("Code"), say("Label")]
        texts = [render(head, self.translate) for head in heads]
        texts += [self.heads[number] or column_letters(number) for number in self.others]
        texts.append(render(say("What was found"), self.translate))
        cells = "".join(f'<th scope="col">{escape(visible(text))}</th>' for text in texts)
        yield f"<thead><tr>{cells}</tr></thead><tbody>"
        last = 0
        for row in self.shown:
            if row > last + 1:
                text = render(say("{count} rows left out", count=row - last - 1), self.translate)
                yield f'<tr><td colspan="{len(texts)}" class="soft">{escape(text)}</td></tr>'
            yield self._row(row)
            last = row
        yield "</tbody></table>"

    def _shown(self) -> Collection[int]:
        rows = range(1, len(self.grid.rows) + 1)
        if len(rows) <= MOST_ROWS:
            return rows
        near = {row + by for row in self.marks for by in range(-AROUND, AROUND + 1)}
        return dict.fromkeys(sorted(near.intersection(rows))).keys()

    def _row(self, row: int) -> str:
        marks = self.marks.get(row, [])
        worst = min((mark.severity for mark in marks), key=list(Severity).index, default=None)
        look = f' class="marked {worst}"' if worst else ""
        here = {p.column for m in marks for p in m.finding.places if p.row == row}
        columns = (self.code, self.label, *self.others)
        cells = [f'<th scope="row">{row}</th>']
        cells += [self._cell(row, column, here=column in here) for column in columns]
        links = " ".join(
            f'<a class="{mark.severity}" href="#{mark.anchor}">{escape(_number(mark))}</a>'
            for mark in marks
        )
        cells.append(f'<td class="marks">{links}</td>')
        return f'<tr id="{self.anchor(row)}"{look}>{"".join(cells)}</tr>'

    def _cell(self, row: int, column: int, *, here: bool) -> str:
        text = escape(visible(self._text(self.grid.value(row, column) if column else None)))
        looks = ["code"] if column == self.code else []
        looks += ["more"] if column in self.others else []
        looks += ["here"] if here else []
        look = f' class="{" ".join(looks)}"' if looks else ""
        head = (
            f' data-head="{escape(visible(self.heads[column]))}"' if column in self.others else ""
        )
        return f"<td{look}{head}>{text}</td>"

    def _text(self, value: Value) -> str:
        if is_blank(value):
            return ""
        return value if isinstance(value, str) else render(plain_value(value), self.translate)


def _number(mark: FindingMark) -> str:
    return f"n° {mark.number}"
