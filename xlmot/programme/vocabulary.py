"""The words of a house: what its headers, levels, tags, prefixes and codes look like."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from xlmot.programme.grammar import Grammar

TITLE_POLICIES = ("auto", "first_row", "uppercase", "style", "column", "own_code")
LAYOUTS = ("auto", "single", "per_page", "per_axe", "per_year")


@dataclass(frozen=True, slots=True)
class Level:
    """What a house calls the titles of one depth, one of them and several."""

    one: str
    many: str


@dataclass(frozen=True, slots=True)
class Prefixes:
    """The words that may stand before ` / ` at the start of a label.

    `countries` are joined by a hyphen, the one named `first` before the others.
    """

    countries: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    first: str = ""

    def kind(self, prefix: str) -> str | None:
        """Return `country`, `institution` or `territory`; None for a word that is none of them."""
        if prefix in self.institutions:
            return "institution"
        if prefix in self.territories:
            return "territory"
        parts = prefix.split("-")
        known = len(parts) > 1 and all(part in self.countries for part in parts)
        return "country" if known else None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word by which xlmot understands a table; a profile fills it, code never does.

    Headers may hold `{year}`; a draft marker after a dash is always allowed at their end.
    """

    levels: tuple[Level, ...] = (Level("level 1", "level 1"),)
    grammars: tuple[Grammar, ...] = (Grammar(),)
    layout: str = "auto"
    titles: str = "auto"
    single_row: str = "title"
    title_column: str = ""
    title_values: tuple[str, ...] = ()
    code_headers: tuple[str, ...] = ()
    label_headers: tuple[str, ...] = ()
    required_columns: tuple[str, ...] = ()
    draft_markers: tuple[str, ...] = ()
    code_words: tuple[str, ...] = ()
    total_words: tuple[str, ...] = ()
    footnote_words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    tag_level: int = 0
    prefixes: Prefixes = field(default_factory=Prefixes)
    suffixes: tuple[str, ...] = ()
    recurrent_labels: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        return len(self.levels)

    def level(self, depth: int) -> Level | None:
        """Return what the house calls the titles of a depth, counted from 1; None if it does not.

        >>> Vocabulary(levels=(Level("axis", "axes"), Level("level 2", "level 2"))).level(1)
        Level(one='axis', many='axes')
        >>> Vocabulary().level(1), Vocabulary().level(7)
        (None, None)
        """
        level = self.levels[depth - 1] if 0 < depth <= self.depth else None
        return None if level is None or level.one == f"level {depth}" else level


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a text without case, accents, spare spaces and edge punctuation, to compare words.

    >>> fold("  Intitulé : "), fold("N°")
    ('intitule', 'n°')
    """
    plain = unicodedata.normalize("NFKD", text.replace("°", "\0").casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.split()).strip(" :;.*-").replace("\0", "°")


@lru_cache(maxsize=64)
def header_pattern(headers: tuple[str, ...], markers: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Return the pattern that a folded header cell matches in full.

    >>> pattern = header_pattern(("PROGRAMME {year}",), ("projet",))
    >>> bool(pattern.fullmatch(fold("Programme 2024 - projet")))
    True
    >>> bool(pattern.fullmatch(fold("Programme 2024 des ateliers")))
    False
    """
    texts = "|".join(
        re.escape(fold(header)).replace(r"\{year\}", r"(?:19|20)\d\d") for header in headers
    )
    marks = "|".join(re.escape(fold(marker)) for marker in markers)
    tail = rf"(?:\s*[-–—(]*\s*(?:{marks})\)?)?" if marks else ""
    return re.compile(rf"(?:{texts or '(?!)'}){tail}")
