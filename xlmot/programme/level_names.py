"""Name the levels of titles: as the house calls them, else as the headers of their columns do."""

from __future__ import annotations

import re

from xlmot.programme.headings import header_of
from xlmot.programme.layout import TIERS
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import Level


def level_of(programme: Programme, depth: int) -> Level | None:
    """Return what titles of a depth from 1 are called; None if nothing tells.

    A header tells it in one form, for one title and for several.
    """
    section = programme.table.sections[0]
    layout = section.layout
    own = programme.vocabulary.level(depth)
    if own or layout.scheme != TIERS or depth >= len(layout.tiers):
        return own
    header = header_of(section.grid, layout.header_rows)
    name = re.sub(r"\s*\([^)]*\)", "", header.name(layout.tiers[depth - 1].label)).strip()
    return Level(name, name) if name else None
