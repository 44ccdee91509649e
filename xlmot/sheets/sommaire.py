"""Make the sheet that sums up a programme: a row per title of the first level, and the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xlmot.books.mark import Mark
from xlmot.findings import Finding, Severity
from xlmot.messages import Message, say, say_many
from xlmot.programme.address import Area, cell_name
from xlmot.programme.outline import Programme, Title
from xlmot.programme.placeless import placeless
from xlmot.reports.values import day_text
from xlmot.sheets.blocks import Blocks, crossed_measure, watched
from xlmot.sheets.figures import (
    actions,
    findings_by_root,
    has_prefixes,
    suffix_counts,
    suffixes,
    tag_of,
    tags,
    titles_at,
)
from xlmot.sheets.groups import sentences
from xlmot.sheets.layout import Edition, SheetDraft, caption, figure, on_to
from xlmot.sheets.measures import Measure, measures
from xlmot.sheets.model import Cell, Chart, ColumnWidth, LinkTarget, Series, Sheet
from xlmot.sheets.source import calls, count_whole
from xlmot.sheets.unchanged import is_unchanged
from xlmot.sheets.words import (
    ACTIONS,
    SEVERITY_HEADS,
    TITLE,
    level_caption,
    level_head,
    programme_name,
    section_name,
    source_name,
    title_text,
)

KIND = "sommaire"
CODE_WIDTH, MOST_CODE_WIDTH, TITLE_WIDTH, FIGURE_WIDTH = 13, 30, 54, 14
LEAST_COLUMNS, CHART_COLUMN = 8, 3
SEVERITIES = tuple(Severity)


def sommaire_sheet(
    programme: Programme, edition: Edition, findings: Sequence[Finding] | None = None
) -> Sheet:
    """Return the summary of a programme; the findings are counted if they are given."""
    return _Sommaire(programme, edition, findings).sheet()


class _Sommaire:
    def __init__(
        self, programme: Programme, edition: Edition, findings: Sequence[Finding] | None
    ) -> None:
        self.programme = programme
        self.edition = edition
        self.findings = None if findings is None else findings_by_root(programme, findings)
        self.tags = tags(programme)
        self.measures = measures(programme, edition.forms)
        self.depths = range(2, len(programme.level_counts()) + 1)
        heads = list(self._heads())
        widths: list[float] = [self._code_width(heads), TITLE_WIDTH]
        others = max(len(heads), LEAST_COLUMNS, len(programme.roots) + 3) - len(widths)
        widths += [FIGURE_WIDTH] * others
        self.first_figure = 3 + bool(self.tags) + len(self.depths)
        self.placeless = placeless(programme)
        for place, measure in enumerate(self.measures, self.first_figure - 1):
            widths[place] = max(widths[place], measure.width(programme))
        crossed = crossed_measure(programme, self.measures)
        if crossed:
            least = crossed.width(programme)
            for place in range(2, len(programme.roots) + 3):
                widths[place] = max(widths[place], least)
        columns = [*map(ColumnWidth, widths)]
        hidden = [ColumnWidth(20, hidden=True)] * (len(programme.roots) + 1)
        self.helper = len(columns) + 1
        self.page = SheetDraft([*columns, *hidden])

    def _code_width(self, heads: Sequence[Cell]) -> float:
        """Return the width of the first column: that of the names of titles of the first level."""
        names = (section_name(self.programme, root) for root in self.programme.roots)
        longest = max(map(len, map(str, (heads[0].content, *names))))
        return min(max(CODE_WIDTH, longest + 3), MOST_CODE_WIDTH)

    def sheet(self) -> Sheet:
        programme, edition, page = self.programme, self.edition, self.page
        name = programme_name(programme)
        page.head(
            say("Summary — {programme}", programme=name),
            say("made on {day}", day=day_text(edition.day)),
            on_to(edition.names.controle),
            is_unchanged([programme], watched(programme)),
        )
        for sentence in sentences(programme, edition.day):
            page.add([Cell(sentence, "verdict", span=page.printed)])
        page.skip()
        controls = self._write_band()
        page.skip()
        self._write_differences(controls, self._write_table())
        blocks = Blocks(page, programme, self.measures, self.first_figure)
        blocks.write(edition.day)
        if has_prefixes(programme):
            blocks.matrix(each_country=edition.output.each_country)
        blocks.without_action()
        mark = Mark(KIND, edition.profile, source_name(programme), edition.day.isoformat())
        return page.sheet(edition.names.sommaire, mark, edition, name)

    def _write_band(self) -> dict[int, Measure | None]:
        """Write the key figures beside a chart; return the rows kept for the controls.

        Each is that of a measure that adds up a column, or of the number of actions.
        """
        page = self.page
        top = page.heading(say("Key figures"), span=2)
        for cells in self._key_figures():
            page.add(cells, height=20)
        text = caption(say("difference from the programme"))
        controls: dict[int, Measure | None] = {page.add([Cell(), text], height=20): None}
        for measure in self.measures:
            if measure.is_sum:
                text = caption(say("difference from the column “{column}”", column=measure.head))
                controls[page.add([Cell(), text], height=20)] = measure
        page.fill(top, 11)
        self._add_chart(Area(top, CHART_COLUMN, page.row, page.printed))
        return controls

    def _key_figures(self) -> Iterator[tuple[Cell, Cell]]:
        programme = self.programme
        for depth, count in enumerate(programme.level_counts(), 1):
            yield figure(count), caption(level_caption(programme, depth, count))
        whole = count_whole(programme)
        yield figure(whole), caption(say_many(int(whole.value), "action", "actions"))
        for tag, by_root in self.tags.items():
            count = sum(by_root.values())
            yield (
                figure(count),
                caption(say("actions {tag}", tag=tag) if tag else say("other actions")),
            )
        for suffix in suffixes(programme):
            count = suffix_counts(programme, programme.owners)[suffix]
            yield figure(count), caption(say("actions “{suffix}”", suffix=suffix))
        for measure in self.measures:
            if measure.is_sum:
                yield (
                    figure(
                        measure.of([*programme.owners, *self.placeless]), measure.look, measure.form
                    ),
                    caption(measure.head),
                )

    def _add_chart(self, area: Area) -> None:
        """Draw a bar per tag, or one for the whole, made of the actions of each title."""
        programme, page = self.programme, self.page
        whole = {place: root.total for place, root in enumerate(programme.roots)}
        # The name of the only bar is that of the chart.
        tags: list[tuple[str | Message, dict[int, int]]] = [*self.tags.items()]
        stacks = tags or [(ACTIONS, whole)]
        sections = [section_name(programme, root) for root in programme.roots]
        page.put(area.top, self.helper + 1, map(Cell, sections))
        for row, (tag, by_root) in enumerate(stacks, area.top + 1):
            counts = (Cell(by_root.get(place, 0)) for place in whole)
            page.put(row, self.helper, [Cell(tag or say("others")), *counts])
        first, last = area.top + 1, area.top + len(stacks)
        series = tuple(
            Series(
                ((first, self.helper), (last, self.helper)),
                ((first, column), (last, column)),
                (area.top, column),
            )
            for column in range(self.helper + 1, self.helper + 1 + len(sections))
        )
        title = say("Actions by tag") if self.tags else say("Actions of the programme")
        if series:
            page.charts.append(Chart(title, series, area, stacked=True))

    def _heads(self) -> Iterator[Cell]:
        yield Cell(level_head(self.programme, 1, many=False), "header")
        yield Cell(TITLE, "header")
        if self.tags:
            yield Cell(say("Tag"), "header centre")
        for depth in self.depths:
            yield Cell(level_head(self.programme, depth), "header centre")
        yield from (measure.header() for measure in self.measures)
        if self.findings is not None:
            yield from (Cell(SEVERITY_HEADS[severity], "header centre") for severity in SEVERITIES)

    def _write_table(self) -> int:
        """Write a row per title of the first level and their total; return the row of the total."""
        page, programme = self.page, self.programme
        heads = list(self._heads())
        own = level_caption(programme, 1, 1)
        page.heading(say("By {level}", level=own), span=len(heads))
        page.add(heads)
        rows = [page.add(self._row(place, root)) for place, root in enumerate(programme.roots)]
        if rows:
            column = self.first_figure
            page.bars += [
                Area(rows[0], place, rows[-1], place)
                for place in (
                    column,
                    *(column + n for n, m in enumerate(self.measures) if m.is_sum),
                )
            ]
        if self.placeless:
            rows.append(page.add(self._without_place()))
        if self.findings is not None and any(self.findings[-1].values()):
            rows.append(page.add(self._elsewhere(self.findings[-1])))
        return page.add(self._total(rows))

    def _row(self, place: int, root: Title) -> Iterator[Cell]:
        programme, names = self.programme, self.edition.names
        sheet = names.axes.get(root.path)
        look, link = ("line link", LinkTarget(sheet)) if sheet else ("line bold", None)
        yield Cell(section_name(programme, root), look, link=link)
        yield Cell(title_text(programme, root), "line wrap")
        if self.tags:
            yield Cell(tag_of(programme, root) or None, "line centre")
        for depth in self.depths:
            yield Cell(titles_at([root], depth), "line count")
        yield from (measure.cell(actions(root)) for measure in self.measures)
        if self.findings is not None:
            yield from (Cell(self.findings[place][s], "line sparse") for s in SEVERITIES)

    def _without_place(self) -> Iterator[Cell]:
        """Yield the row of what stands under no title."""
        count = len(self.placeless)
        text = say_many(count, "{count} row without a place", "{count} rows without a place")
        yield from (Cell(None, "line"), Cell(text, "line"))
        yield from [Cell(None, "line")] * (self.first_figure - 3)
        yield from (measure.cell(self.placeless) for measure in self.measures)
        yield from [Cell(None, "line")] * (len(SEVERITIES) if self.findings is not None else 0)

    def _elsewhere(self, counts: Counter[Severity]) -> Iterator[Cell]:
        """Yield the row of the findings that are about no title: headers, sheets."""
        blank = self.first_figure - 3 + len(self.measures)
        yield from (Cell(None, "line"), Cell(say("(headers and sheets)"), "line"))
        yield from [Cell(None, "line")] * blank
        yield from (Cell(counts[severity], "line sparse") for severity in SEVERITIES)

    def _total(self, rows: Sequence[int]) -> Iterator[Cell]:
        programme = self.programme
        yield from (Cell(say("Total"), "total"), Cell(None, "total"))
        column = 3 + bool(self.tags)
        yield from [Cell(None, "total")] * bool(self.tags)
        for depth in self.depths:
            yield _sum(titles_at(programme.roots, depth), column, rows, "total count")
            column += 1
        for measure in self.measures:
            yield measure.total([*programme.owners, *self.placeless], column, rows)
            column += 1
        for severity in SEVERITIES if self.findings is not None else ():
            count = sum(counts[severity] for counts in self.findings or ())
            yield _sum(count, column, rows, "total sparse")
            column += 1

    def _write_differences(self, controls: Mapping[int, Measure | None], total: int) -> None:
        """Write among the key figures what the titles add up to less what the sheet itself says."""
        for row, measure in controls.items():
            column = self.first_figure + (0 if measure is None else self.measures.index(measure))
            whole = count_whole(self.programme) if measure is None else measure.whole
            text = whole.text if whole else ""
            formula = f"ROUND({cell_name(total, column)}-({text}),6)" if text else ""
            self.page.put(row, 1, [Cell(0, "tally figure", formula)])


def _sum(value: float, column: int, rows: Sequence[int], look: str) -> Cell:
    names = [cell_name(row, column) for row in rows]
    return Cell(value, look, "+".join(calls("SUM", names)))
