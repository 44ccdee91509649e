"""Make the sheet of a title of the first level: its figures in a sentence, its actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlmot.books.mark import Mark
from xlmot.messages import Message, say, say_many
from xlmot.programme.doubt import is_unsure
from xlmot.programme.identity import Identity, row_identities
from xlmot.programme.outline import Programme, Title
from xlmot.reports.values import day_text
from xlmot.sheets.actions import ActionsTable, table_rows
from xlmot.sheets.earlier.notes import Note, Placed, place_notes
from xlmot.sheets.figures import (
    actions,
    has_prefixes,
    prefix_counts,
    suffix_counts,
    suffixes,
    tag_of,
    titles_at,
)
from xlmot.sheets.layout import Edition, SheetDraft, back_to
from xlmot.sheets.model import Cell, Sheet
from xlmot.sheets.source import count_rows, count_whole
from xlmot.sheets.unchanged import is_unchanged
from xlmot.sheets.words import (
    UNSURE,
    level_caption,
    programme_name,
    section_name,
    source_name,
    title_text,
)

KIND = "axe"
# The comment is the only column of the user's.
NOTES = 1


def axe_sheets(programme: Programme, edition: Edition, notes: Sequence[Note] = ()) -> list[Sheet]:
    """Return a sheet per title of the first level, in the order of the source.

    `notes` are those of all the earlier sheets of this kind: a row may have changed sheets. Those
    whose row is gone stay on their sheet; if that is gone too, they go to the first.
    """
    identities = row_identities(programme)
    shown = list(table_rows(programme))
    placed = place_notes(notes, [identities[index] for index in shown])
    at = {shown[place]: values for place, values in placed.at.items()}
    names = [edition.names.axes[root.path] for root in programme.roots]
    return [
        _sheet(programme, root, edition, identities, Placed(at, homeless))
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
    programme: Programme,
    root: Title,
    edition: Edition,
    identities: Sequence[Identity],
    notes: Placed,
) -> Sheet:
    table = ActionsTable(programme, root, identities, edition.forms)
    page = SheetDraft(table.columns())
    section, title = section_name(programme, root), title_text(programme, root)
    page.head(
        say("{section} — {title}", section=section, title=title),
        _subtitle(programme, root, edition),
        back_to(edition.names.sommaire),
        is_unchanged([programme], table.staff),
    )
    page.add([_sizes(programme, root, page.printed)])
    for sentence in _facts(programme, root, edition):
        page.add([Cell(sentence, "wrap", span=page.printed)])
    page.skip()
    header = table.write(page, notes)
    code, day = programme.text(root.path), edition.day.isoformat()
    mark = Mark(KIND, edition.profile, source_name(programme), day, code, NOTES)
    name = edition.names.axes[root.path]
    return page.sheet(name, mark, edition, programme_name(programme), (header, 0))


def _subtitle(programme: Programme, root: Title, edition: Edition) -> Message:
    name, day, tag = programme_name(programme), day_text(edition.day), tag_of(programme, root)
    if not tag:
        return say("{programme} · made on {day}", programme=name, day=day)
    return say("{programme} · {tag} · made on {day}", programme=name, tag=tag, day=day)


def _sizes(programme: Programme, root: Title, span: int) -> Cell:
    """Return how many titles and actions there are, and what share of the programme that is."""
    depths = [len(node.path) for node in root.walk() if node.title is not None]
    said = []
    for depth in range(2, max(depths, default=1) + 1):
        count = titles_at([root], depth)
        name = level_caption(programme, depth, count)
        said.append(say("{count} {name}", count=count, name=name))
    rows = actions(root)
    part, whole = count_rows(programme, rows), count_whole(programme)
    count = len(rows)
    said.append(say("{count} {name}", count=count, name=say_many(count, "action", "actions")))
    live = {"part": f"({part.text})", "whole": f"({whole.text})"}
    live = live if part.text and whole.text else {}
    if live:
        live["share"] = "ROUND(IFERROR(100*{part}/{whole},0),0)".format(**live)
    share = int(100 * part.value / whole.value + 0.5) if whole.value else 0
    sentence = say(
        "{sizes}: {share} % of the programme ({part}/{whole}).",
        sizes=tuple(said),
        share=share,
        part=int(part.value),
        whole=int(whole.value),
    )
    return Cell(sentence, "verdict", live=live, span=span)


def _facts(programme: Programme, root: Title, edition: Edition) -> Iterator[Message]:
    """Yield what is said of the reading, of the suffixes and of the borders of the actions."""
    if is_unsure(programme):
        yield UNSURE
    rows = actions(root)
    counts = suffix_counts(programme, rows)
    for suffix in suffixes(programme):
        if counts[suffix]:
            yield say_many(
                counts[suffix],
                "{count} action with “{suffix}”.",
                "{count} actions with “{suffix}”.",
                suffix=suffix,
            )
    if has_prefixes(programme):
        found = prefix_counts(programme, rows, each_country=edition.output.each_country)
        shown = tuple(
            f"{prefix} {count}" if prefix else say("without prefix {count}", count=count)
            for prefix, count in found.items()
        )
        if len(found) > 1 or "" not in found:
            yield say("By border and institution: {counts}.", counts=shown)
