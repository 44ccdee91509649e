"""Find the prefix at the start of a label, however its hyphens and its slash are spaced."""

from __future__ import annotations

import re
from functools import lru_cache

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.vocabulary import Prefixes

DASHES = r"\-‐-—"
# A sentence follows a prefix; another acronym or a small word follows in a list of names.
SENTENCE = lazy(r"\W{0,2}[A-ZÀ-ÖØ-ÞŒ](?:[a-zß-öø-ÿœ]|['’])")


class Prefix(NamedTuple):
    """A known prefix as the house writes it, the text of the cell up to the rest, the rest."""

    prefix: str
    shown: str
    rest: str

    @property
    def well_spaced(self) -> bool:
        """Return whether plain spaces alone stand around the slash; their number is no matter."""
        own = self.shown.lstrip()
        before, slash, after = own.removeprefix(self.prefix).partition("/")
        return own.startswith(self.prefix) and slash == "/" and {*before} == {*after} == {" "}


def read_prefix(text: str, prefixes: Prefixes) -> Prefix | None:
    """Return the known prefix that a label begins with.

    Two countries make a prefix whatever the spaces. A single word needs a space beside its slash
    and a sentence after it: `EP/EC meetings` names two institutions.

    >>> house = Prefixes(countries=("FR", "DE"), institutions=("EP",))
    >>> read_prefix("FR – DE/ bridges", house)
    Prefix(prefix='FR-DE', shown='FR – DE/ ', rest='bridges')
    >>> read_prefix("EP /Hearings", house).prefix, read_prefix("EP/EC meetings", house)
    ('EP', None)
    """
    begun = text.lstrip().startswith(_beginnings(prefixes))
    found = _pattern(prefixes).match(text) if begun else None
    if found is None:
        return None
    rest = text[found.end() :]
    if found["word"]:
        return Prefix(found["word"], found[0], rest) if SENTENCE.match(rest) else None
    if re.match(rf"{_any_of(prefixes.countries)}\b", rest):
        return None
    return Prefix("-".join(re.split(rf"\s*[{DASHES}]\s*", found["pair"])), found[0], rest)


def is_well_spaced(text: str, prefixes: Prefixes) -> bool:
    """Return whether a label begins with a known prefix as the house writes it, or has no slash.

    >>> house = Prefixes(countries=("FR", "DE"), institutions=("EP",))
    >>> [is_well_spaced(text, house) for text in ("FR-DE / bridges", "EP/ Hearings", "Bridges")]
    [True, False, True]
    """
    head, slash, rest = text.partition(" / ")
    known = slash and not rest[:1].isspace() and prefixes.kind(head) is not None
    return bool(known) or "/" not in text


@lru_cache(maxsize=16)
def _beginnings(prefixes: Prefixes) -> tuple[str, ...]:
    return (*prefixes.countries, *prefixes.institutions, *prefixes.territories)


@lru_cache(maxsize=16)
def _pattern(prefixes: Prefixes) -> re.Pattern[str]:
    countries = _any_of(prefixes.countries)
    words = _any_of((*prefixes.institutions, *prefixes.territories))
    return lazy(
        rf"\s*(?:(?P<pair>{countries}(?:\s*[{DASHES}]\s*{countries})+)\s*/\s*"
        rf"|(?P<word>{words})(?:\s+/\s*|/\s+))(?=\S)"
    )


def _any_of(words: tuple[str, ...]) -> str:
    return rf"(?:{'|'.join(map(re.escape, words))})" if words else "(?!)"


def has_prefixes(prefixes: Prefixes) -> bool:
    return bool(prefixes.countries or prefixes.institutions or prefixes.territories)
