"""Say what several generated sheets say: the names of levels, of titles, of the programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from xlmot.findings import Safety, Severity
from xlmot.messages import Message, say, say_many
from xlmot.messages.lazy import lazy
from xlmot.programme.grid import is_blank
from xlmot.programme.level_names import level_of
from xlmot.programme.outline import Programme, Title
from xlmot.programme.table import RowKind
from xlmot.programme.vocabulary import Vocabulary
from xlmot.sheets.figures import parts

SEVERITY_HEADS: Mapping[Severity, Message] = {
    Severity.ERROR: say("To correct"),
    Severity.WARNING: say("To check"),
    Severity.NOTE: say("Remarks"),
}
FIX_WORDS: Mapping[Safety | None, Message] = {
    Safety.SAFE: say("safe"),
    Safety.UNSAFE: say("to confirm"),
    None: say("by hand"),
}
KINDS: Mapping[str, Message] = {
    "country": say("border"),
    "institution": say("institution"),
    "territory": say("territory"),
}
CHANGED = say("⚠ The programme has changed since this sheet was made: make it again.")
CODE, COMMENT = say("Code"), say("Comment")
# What titles are called in a house that has no name for them, one of them and several.
UNNAMED_LEVELS = (
    (say("Section"), say("Sections")),
    (say("Subsection"), say("Subsections")),
)
LONGEST_NAME = 80
ACTIONS, TITLE = say("Actions"), say("Title")
# A code that says of what level it is.
WORD_AND_NUMBER = lazy(r"[^\W\d_]{3,}\W+\d+\W?")
# Of figures that stand or fall with a reading that is unsure.
UNSURE = say("It is unsure how this table is to be read: compare these figures with it.")


def level_head(programme: Programme, depth: int, *, many: bool = True) -> str | Message:
    """Return the name of a level as the head of a column: `Goals`, or `Sections`."""
    own = level_of(programme, depth)
    if own is not None:
        return capitalised(own.many if many else own.one)
    if depth > len(UNNAMED_LEVELS):
        return say("Titles of rank {level}", level=depth)
    return UNNAMED_LEVELS[depth - 1][many]


def level_caption(programme: Programme, depth: int, count: int) -> str | Message:
    """Return what follows a number of titles: `goals`, or `subsections`."""
    own = level_of(programme, depth)
    if own is not None:
        return own.one if count < 2 else own.many
    if depth == 1:
        return say_many(count, "section", "sections")
    if depth == len(UNNAMED_LEVELS):
        return say_many(count, "subsection", "subsections")
    return say_many(count, "title of rank {level}", "titles of rank {level}", level=depth)


def kind_text(vocabulary: Vocabulary, prefix: str) -> Message | None:
    """Return what a prefix stands for; a single country is one credited with its borders."""
    kind = vocabulary.prefixes.kind(prefix)
    if kind is None and prefix in vocabulary.prefixes.countries:
        return say("country")
    return KINDS[kind] if kind else None


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def title_text(programme: Programme, node: Title) -> str:
    """Return the title of a node without tag and number; its code if it has no row."""
    if node.title is None:
        return programme.text(node.path)
    return parts(programme, node.title).body or programme.table.labels[node.title]


def section_name(programme: Programme, node: Title) -> Message:
    """Return the name of a title of the first level: `Goal 1`, or `Section 1`.

    A code that begins with a word, such as `Phase 1`, says itself what it is.
    """
    own, code = level_of(programme, len(node.path)), programme.text(node.path)
    if WORD_AND_NUMBER.fullmatch(code):
        return say("{code}", code=code)
    if own is None:
        return say("Section {code}", code=code)
    return say("{level} {code}", level=capitalised(own.one), code=code)


def programme_name(programme: Programme) -> str:
    """Return the text of most headers if it tells the year, else the title above the table.

    Without one it is the name of the sheet.
    """
    table = programme.table
    heads = Counter(
        " ".join(table.labels[index].split()) for index in table.of_kind(RowKind.HEADER)
    )
    year = str(programme.year or "")
    named = [text for text, _ in heads.most_common() if year and year in text]
    return named[0] if named else _title_above(programme) or source_name(programme)


def _title_above(programme: Programme) -> str:
    """Return the first text above the table, if it is alone in its row and not long."""
    section = programme.table.sections[0]
    top = section.layout.header_rows[0] if section.layout.header_rows else section.layout.first_row
    for row in range(1, top):
        texts = [value for value in section.grid.row_values(row) if not is_blank(value)]
        if len(texts) == 1 and isinstance(texts[0], str) and len(texts[0]) <= LONGEST_NAME:
            return " ".join(texts[0].split())
    return ""


def source_name(programme: Programme) -> str:
    """Return the name of the first sheet of a programme."""
    return programme.table.sections[0].grid.sheet


def row_text(row: int) -> Message:
    return say("r. {row}", row=row)
