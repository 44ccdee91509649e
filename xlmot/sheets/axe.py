"""Make the sheet of a title of the first level: its figures, its titles, its actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlmot.books.mark import Mark
from xlmot.messages import Message, say, say_many
from xlmot.programme.address import Area
from xlmot.programme.identity import row_identities
from xlmot.programme.outline import Programme, Title
from xlmot.sheets.actions import ActionsTable, table_rows
from xlmot.sheets.earlier.notes import Note, Placed, place_notes
from xlmot.sheets.figures import actions, has_prefixes, prefix_counts, tag_of
from xlmot.sheets.layout import Edition, SheetDraft, back_to, caption, figure
from xlmot.sheets.measures import measures
from xlmot.sheets.model import Cell, Sheet
from xlmot.sheets.source import Formula, count_rows, count_whole, is_unchanged
from xlmot.sheets.titles import CHART_COLUMNS, add_chart, chart_rows, write_titles
from xlmot.sheets.words import (
    day_text,
    level_caption,
    programme_name,
    section_name,
    source_name,
    title_text,
)

KIND = "axe"
# The comment is the only column of the user's.
NOTES = 1
CHART_COLUMN = 3


def axe_sheets(programme: Programme, edition: Edition, notes: Sequence[Note] = ()) -> list[Sheet]:
    """Return a sheet per title of the first level, in the order of the source.

    `notes` are those of all the earlier sheets of this kind: a row may have changed sheets. Those
    whose row is gone stay on their sheet; if that is gone too, they go to the first.
    """
    identities = row_identities(programme)
    shown = list(table_rows(programme))
    placed = place_notes(notes, [identities[index] for index in shown])
    at = {shown[place]: values for place, values in placed.at.items()}
    table = ActionsTable(programme, identities)
    names = [edition.names.axes[root.path] for root in programme.roots]
    return [
        _sheet(programme, root, edition, table, Placed(at, homeless))
        for root, homeless in zip(programme.roots, _by_sheet(placed, names), strict=True)
    ]


def _by_sheet(placed: Placed, names: Sequence[str]) -> Iterator[list[Note]]:
    for place, name in enumerate(names):
        yield [
            note
            for note in placed.homeless
            if note.sheet == name or (place == 0 and note.sheet not in names)
        ]


def _sheet(
    programme: Programme, root: Title, edition: Edition, table: ActionsTable, notes: Placed
) -> Sheet:
    measured = measures(programme)
    page = SheetDraft((*table.columns(measured), *CHART_COLUMNS))
    section, title = section_name(programme, root), title_text(programme, root)
    page.head(
        say("{section} — {title}", section=section, title=title),
        _subtitle(programme, root, edition),
        back_to(edition.names.sommaire),
        is_unchanged(programme),
    )
    page.skip()
    room = _write_band(page, programme, root, edition)
    page.skip()
    if root.children:
        rows = write_titles(page, programme, root, measured, table.last_text)
        add_chart(page, programme, root, rows, table.last_text + 1, room)
        page.skip()
    table.write(page, root, notes)
    code, day = programme.text(root.path), edition.day.isoformat()
    mark = Mark(KIND, edition.profile, source_name(programme), day, code, NOTES)
    return page.sheet(edition.names.axes[root.path], mark, edition, programme_name(programme))


def _subtitle(programme: Programme, root: Title, edition: Edition) -> Message:
    name, day, profile = programme_name(programme), day_text(edition.day), edition.profile
    tag = tag_of(programme, root)
    if not tag:
        return say(
            "{programme} · made on {day} · profile {profile}",
            programme=name,
            day=day,
            profile=profile,
        )
    return say(
        "{programme} · {tag} · made on {day} · profile {profile}",
        programme=name,
        tag=tag,
        day=day,
        profile=profile,
    )


def _write_band(page: SheetDraft, programme: Programme, root: Title, edition: Edition) -> Area:
    """Write key figures and prefixes one below the other; return the room for a chart beside."""
    top = page.heading(say("Key figures"), span=2)
    for cells in _key_figures(programme, root):
        page.add(cells, height=20)
    if has_prefixes(programme):
        page.skip()
        page.heading(say("By border and institution"), span=2)
        counts = prefix_counts(programme, actions(root), each_country=edition.output.each_country)
        for prefix, count in counts.items():
            name = prefix or say("without prefix")
            page.add([Cell(count, "line tally"), Cell(name, "line caption")], height=17)
    page.fill(top, chart_rows(programme, root))
    return Area(top, CHART_COLUMN, page.row, page.printed)


def _key_figures(programme: Programme, root: Title) -> Iterator[tuple[Cell, Cell]]:
    """Yield pairs of a figure and what it counts."""
    rows = actions(root)
    depths = [len(node.path) for node in root.walk() if node.title is not None]
    for depth in range(2, max(depths, default=1) + 1):
        count = depths.count(depth)
        yield figure(count), caption(level_caption(programme.vocabulary, depth, count))
    counted = count_rows(programme, rows)
    yield figure(counted), caption(say_many(len(rows), "action", "actions"))
    yield _share(counted, count_whole(programme))
    for measure in measures(programme):
        if measure.is_sum:
            yield figure(measure.of(rows), "amount"), caption(measure.head)


def _share(part: Formula, whole: Formula) -> tuple[Cell, Cell]:
    share = part.value / whole.value if whole.value else 0
    live = {"part": f"({part.text})", "whole": f"({whole.text})"}
    live = live if part.text and whole.text else {}
    text = "IFERROR({part}/{whole},0)".format(**live) if live else ""
    sentence = say("of the programme ({part}/{whole})", part=part.value, whole=whole.value)
    return Cell(share, "share figure", text), Cell(sentence, "caption", live=live)
