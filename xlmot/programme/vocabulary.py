"""The words of a house: what its headers, levels, tags, prefixes and codes look like."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import chain, filterfalse

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.grammar import Grammar

YEAR = lazy(r"\b(?:19|20)\d\d\b")
TITLE_POLICIES = ("auto", "first_row", "uppercase", "style", "column", "own_code")
LAYOUTS = ("auto", "single", "per_page", "per_axe", "per_year")
COLUMN_KINDS = (
    *("amount", "number", "percent", "person"),
    *("due_date", "status", "list", "text"),
)
# What stands at the edges of a text and says nothing.
EDGES = " :;.*-"


class Level(NamedTuple):
    """What a house calls the titles of one depth, one of them and several."""

    one: str
    many: str


class Prefixes(NamedTuple):
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


class ColumnWords(NamedTuple):
    """What a house says of a column that staff add: how its header may read, what it holds.

    `kind` is one of `COLUMN_KINDS`, "" where the cells show it. `required`: each action has to fill
    it. `sum` says whether its numbers may be added up, None where the kind says it. `values` are
    the statuses it may hold, any if none is given.
    """

    names: tuple[str, ...]
    kind: str = ""
    required: bool = False
    sum: bool | None = None
    values: tuple[str, ...] = ()


class Vocabulary(NamedTuple):
    """Every word by which xlmot understands a table; a profile fills it, code never does.

    Headers may hold `{year}`; a draft marker after a dash is always allowed at their end. The
    columns are tried in turn. `units` are the ways of writing a unit, by the one it is shown in;
    fillers are words that change nothing beside the name of a column or after a total word.
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
    level_headers: tuple[str, ...] = ()
    depth_headers: tuple[str, ...] = ()
    required_columns: tuple[str, ...] = ()
    draft_markers: tuple[str, ...] = ()
    code_words: tuple[str, ...] = ()
    total_words: tuple[str, ...] = ()
    footnote_words: tuple[str, ...] = ()
    page_words: tuple[str, ...] = ()
    column_fillers: tuple[str, ...] = ()
    total_fillers: tuple[str, ...] = ()
    columns: tuple[ColumnWords, ...] = ()
    units: Mapping[str, tuple[str, ...]] = {}
    tags: tuple[str, ...] = ()
    tag_level: int = 0
    prefixes: Prefixes = Prefixes()
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

    >>> fold("  Intitulé : "), fold("N°"), fold("№")
    ('intitule', 'n°', 'no')
    """
    return _trimmed(_plain(text))


def fold_all(texts: Iterable[str]) -> frozenset[str]:
    """Return many texts folded, in a third of the time that each by itself would take.

    >>> sorted(fold_all(["  Intitulé : ", "N°", "N °"]))
    ['intitule', 'n °', 'n°']
    """
    lines = [text.replace("\n", " ") for text in texts]
    # What is ASCII is told fast, unless other letters stand in the same text.
    kinds = list(filter(str.isascii, lines)), list(filterfalse(str.isascii, lines))
    return frozenset(chain.from_iterable(map(_fold_lines, filter(None, kinds))))


def _fold_lines(lines: list[str]) -> list[str]:
    plain = _plain("\n".join(lines))
    if "  " in plain or not plain.replace("\n", "").isprintable():
        return list(map(_trimmed, plain.split("\n")))
    return [line.strip(EDGES) for line in plain.split("\n")]


def _plain(text: str) -> str:
    """Return a text without case and accents, and the sign of a degree as a zero byte."""
    plain = text.replace("°", "\0").casefold()
    if not plain.isascii():
        # The sign № comes apart into a capital and a small letter.
        plain = unicodedata.normalize("NFKD", plain).casefold()
        for mark in filter(unicodedata.combining, set(plain)):
            plain = plain.replace(mark, "")
    return plain


def _trimmed(plain: str) -> str:
    # Of all spaces one is printable.
    if "  " in plain or not plain.isprintable():
        plain = " ".join(plain.split()).replace("\0", "°")
    return plain.strip(EDGES)


@lru_cache(maxsize=64)
def header_texts(headers: tuple[str, ...]) -> frozenset[str]:
    """Return header texts folded, any year in them as `{year}`."""
    return frozenset(
        YEAR.sub("{year}", "\n".join(fold_all(headers))).split("\n") if headers else ()
    )


def is_header(text: str, headers: tuple[str, ...], markers: tuple[str, ...] = ()) -> bool:
    """Return whether a folded text is one of the headers, maybe with a draft marker behind.

    >>> is_header(fold("Plan 2025 - draft"), ("PLAN {year}",), ("draft",))
    True
    >>> is_header(fold("Plan 2025 of the workshops"), ("PLAN {year}",))
    False
    """
    return is_among(text, header_texts(headers), folded(markers))


def is_among(text: str, known: Collection[str], marks: tuple[str, ...] = ()) -> bool:
    """Return whether a folded text is one of known `header_texts`, maybe with a mark behind."""
    if "20" in text or "19" in text:
        text = YEAR.sub("{year}", text)
    if text in known:
        return True
    bare = text.rstrip(")")
    heads = (bare.removesuffix(mark) for mark in marks if bare.endswith(mark))
    return bare.endswith(marks) and any(head.rstrip(" -–—(") in known for head in heads)


@lru_cache(maxsize=64)
def folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, words))


def begins_with(text: str, words: tuple[str, ...]) -> bool:
    """Return whether a folded text begins with one of some words, as totals and notes do."""
    # One question for most texts, which begin with none of them.
    return text.startswith(words) and any(
        text == word or text.startswith((word + " ", word + ":")) for word in words
    )
