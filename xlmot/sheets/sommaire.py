"""Make the sheet that sums up a programme: a row per title of the first level, and the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xlmot.books.mark import Mark
from xlmot.findings import Finding, Severity
from xlmot.messages import say, say_many
from xlmot.programme.address import Area, cell_name
from xlmot.programme.outline import Programme, Title
from xlmot.sheets.figures import (
    actions,
    findings_by_root,
    has_prefixes,
    prefix_counts,
    suffix_counts,
    suffixes,
    tag_of,
    tags,
    titles_at,
    without_action,
)
from xlmot.sheets.layout import Edition, SheetDraft, caption, figure, on_to
from xlmot.sheets.measures import measures
from xlmot.sheets.model import Cell, Chart, ColumnWidth, Series, Sheet, Target
from xlmot.sheets.source import calls, count_whole, is_unchanged
from xlmot.sheets.words import (
    CODE,
    SEVERITY_HEADS,
    TITLE,
    capitalised,
    day_text,
    kind_text,
    level,
    level_caption,
    level_head,
    programme_name,
    row_text,
    section_name,
    source_name,
    title_text,
)

KIND = "sommaire"
CODE_WIDTH, MOST_CODE_WIDTH, TITLE_WIDTH, FIGURE_WIDTH = 13, 30, 54, 14
LEAST_COLUMNS, CHART_COLUMN = 8, 3
SEVERITIES = tuple(Severity)
UNNAMED = say("Titles without action")


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
        self.measures = measures(programme)
        self.depths = range(2, len(programme.level_counts()) + 1)
        heads = list(self._heads())
        widths: list[float] = [self._code_width(heads), TITLE_WIDTH]
        others = max(len(heads), LEAST_COLUMNS, len(programme.roots) + 3) - len(widths)
        widths += [FIGURE_WIDTH] * others
        first = len(widths) - others + bool(self.tags) + len(self.depths)
        for place, measure in enumerate(self.measures, first):
            widths[place] = max(widths[place], measure.width(programme))
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
            say(
                "made on {day} · profile {profile}",
                day=day_text(edition.day),
                profile=edition.profile,
            ),
            on_to(edition.names.controle),
            is_unchanged(programme),
        )
        page.skip()
        difference = self._write_band()
        page.skip()
        self._write_difference(difference, self._write_table())
        page.skip()
        if has_prefixes(programme):
            self._write_matrix()
            page.skip()
        self._write_without_action()
        mark = Mark(KIND, edition.profile, source_name(programme), edition.day.isoformat())
        return page.sheet(edition.names.sommaire, mark, edition, name)

    def _write_band(self) -> int:
        """Write the key figures beside a chart; return the row kept for the control."""
        page = self.page
        top = page.heading(say("Key figures"), span=2)
        for cells in self._key_figures():
            page.add(cells, height=20)
        control = page.add([Cell(), caption(say("difference from the programme"))], height=20)
        page.fill(top, 11)
        self._add_chart(Area(top, CHART_COLUMN, page.row, page.printed))
        return control

    def _key_figures(self) -> Iterator[tuple[Cell, Cell]]:
        programme = self.programme
        for depth, count in enumerate(programme.level_counts(), 1):
            yield figure(count), caption(level_caption(programme.vocabulary, depth, count))
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
                    figure(measure.of(list(programme.owners)), "amount"),
                    caption(measure.head),
                )

    def _add_chart(self, area: Area) -> None:
        """Draw a bar per tag, or one for the whole, made of the actions of each title."""
        programme, page = self.programme, self.page
        whole = {place: root.total for place, root in enumerate(programme.roots)}
        stacks = self.tags or {programme_name(programme): whole}
        sections = [section_name(programme, root) for root in programme.roots]
        page.put(area.top, self.helper + 1, map(Cell, sections))
        for row, (tag, by_root) in enumerate(stacks.items(), area.top + 1):
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
        vocabulary = self.programme.vocabulary
        yield Cell(level_head(vocabulary, 1, many=False), "header")
        yield Cell(TITLE, "header")
        if self.tags:
            yield Cell(say("Tag"), "header centre")
        for depth in self.depths:
            yield Cell(level_head(vocabulary, depth), "header centre")
        yield from (measure.header() for measure in self.measures)
        if self.findings is not None:
            yield from (Cell(SEVERITY_HEADS[severity], "header centre") for severity in SEVERITIES)

    def _write_table(self) -> int:
        """Write a row per title of the first level and their total; return the row of the total."""
        page, programme = self.page, self.programme
        own = level(programme.vocabulary, 1)
        heads = list(self._heads())
        text = say("By {level}", level=own.one) if own else say("By title")
        page.heading(text, span=len(heads))
        page.add(heads)
        rows = [page.add(self._row(place, root)) for place, root in enumerate(programme.roots)]
        if self.findings is not None and any(self.findings[-1].values()):
            rows.append(page.add(self._elsewhere(self.findings[-1])))
        return page.add(self._total(rows))

    def _row(self, place: int, root: Title) -> Iterator[Cell]:
        programme, names = self.programme, self.edition.names
        sheet = names.axes.get(root.path)
        look, link = ("line link", Target(sheet)) if sheet else ("line bold", None)
        yield Cell(section_name(programme, root), look, link=link)
        yield Cell(title_text(programme, root), "line wrap")
        if self.tags:
            yield Cell(tag_of(programme, root) or None, "line centre")
        for depth in self.depths:
            yield Cell(titles_at([root], depth), "line count")
        yield from (measure.cell(actions(root)) for measure in self.measures)
        if self.findings is not None:
            yield from (Cell(self.findings[place][s], "line sparse") for s in SEVERITIES)

    def _elsewhere(self, counts: Counter[Severity]) -> Iterator[Cell]:
        """Yield the row of the findings that are about no title: headers, sheets."""
        blank = bool(self.tags) + len(self.depths) + len(self.measures)
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
            yield measure.total(list(programme.owners), column, rows)
            column += 1
        for severity in SEVERITIES if self.findings is not None else ():
            count = sum(counts[severity] for counts in self.findings or ())
            yield _sum(count, column, rows, "total sparse")
            column += 1

    def _write_matrix(self) -> None:
        """Write the number of actions of each prefix under each title of the first level."""
        page, programme = self.page, self.programme
        split = self.edition.output.each_country
        sections = [section_name(programme, root) for root in programme.roots]
        page.heading(say("By border and institution"), span=len(sections) + 3)
        heads = [Cell(say("Prefix"), "header"), Cell(say("Kind"), "header")]
        total = say("Total")
        page.add([*heads, *(Cell(text, "header centre") for text in (*sections, total))])
        counts = [prefix_counts(programme, actions(r), each_country=split) for r in programme.roots]
        whole = prefix_counts(programme, programme.owners, each_country=split)
        for prefix in whole:
            name = prefix or say("without prefix")
            cells = [Cell(name, "line"), Cell(kind_text(programme.vocabulary, prefix), "line")]
            cells += [Cell(count[prefix], "line sparse") for count in counts]
            row = page.row + 1
            names = f"{cell_name(row, 3)}:{cell_name(row, 2 + len(counts))}"
            page.add([*cells, Cell(whole[prefix], "line bold count", f"SUM({names})")])

    def _write_without_action(self) -> None:
        page, programme = self.page, self.programme
        nodes = without_action(programme)
        if not nodes:
            return
        own = level(programme.vocabulary, len(nodes[0].path))
        text = say("{name} without action", name=capitalised(own.many)) if own else UNNAMED
        page.heading(text, span=3)
        page.add(
            [Cell(CODE, "header"), Cell(TITLE, "header"), Cell(say("Source"), "header centre")]
        )
        for node in nodes:
            cells = [Cell(programme.text(node.path), "line code")]
            cells.append(Cell(title_text(programme, node), "line wrap"))
            page.add([*cells, _source(programme, node)])

    def _write_difference(self, row: int, total: int) -> None:
        """Write among the key figures what the titles add up to less what the table holds."""
        column = 3 + bool(self.tags) + len(self.depths)
        whole = count_whole(self.programme)
        formula = f"{cell_name(total, column)}-({whole.text})"
        self.page.put(row, 1, [Cell(0, "tally figure", formula)])


def _sum(value: float, column: int, rows: Sequence[int], look: str) -> Cell:
    names = [cell_name(row, column) for row in rows]
    return Cell(value, look, "+".join(calls("SUM", names)))


def _source(programme: Programme, node: Title) -> Cell:
    if node.title is None:
        return Cell(None, "line")
    table = programme.table
    section, row = table.section(node.title), table.numbers[node.title]
    target = Target(section.grid.sheet, row, section.layout.label, follows=True)
    return Cell(row_text(row), "line link centre", link=target)
