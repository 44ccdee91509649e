"""Find the tag at the start of a label, however it is written: `[CORE] `, `(Core)`, `[CORE `."""

from __future__ import annotations

import re
from functools import lru_cache

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import Vocabulary

BRACKETED = lazy(r"\s*+\[([^\[\]]{1,40})\]")


class KnownTag(NamedTuple):
    """A known tag as it is written: the house's spelling, the text of the cell, what follows."""

    tag: str
    shown: str
    rest: str

    @property
    def right(self) -> str:
        return f"[{self.tag}]"


def read_tag(text: str, vocabulary: Vocabulary) -> KnownTag | None:
    """Return the known tag that a label begins with, in any case and any brackets.

    >>> house = Vocabulary(tags=("CORE", "MADE-UP"))
    >>> read_tag("(made up) Roads", house)
    KnownTag(tag='MADE-UP', shown='(made up)', rest=' Roads')
    >>> read_tag("[CORE Roads", house).shown, read_tag("Core roads", house)
    ('[CORE', None)
    """
    found = _pattern(vocabulary.tags).match(text) if vocabulary.tags else None
    if found is None:
        return None
    opened, closed = found["open"], found["close"] or ""
    rest = text[found.end() :]
    half = (opened, closed) in (("[", ""), ("", "]"))
    if not (opened and closed) and (not half or "]" in rest):
        return None
    spelling = {_key(tag): tag for tag in vocabulary.tags}[_key(found["tag"])]
    return KnownTag(spelling, text[found.start("shown") : found.end()], rest)


@lru_cache(maxsize=16)
def _pattern(tags: tuple[str, ...]) -> re.Pattern[str]:
    spellings = sorted((_loose(tag) for tag in tags), key=len, reverse=True)
    return lazy(
        rf"\s*+(?P<shown>(?P<open>[\[({{]?)\s*+(?P<tag>{'|'.join(spellings)})(?!\w)"
        r"(?:\s*(?P<close>[\])}]))?)",
        re.IGNORECASE,
    )


def _loose(tag: str) -> str:
    return r"[\s\-‐-—]+".join(map(re.escape, re.split(r"[\s-]+", tag)))


def _key(tag: str) -> str:
    return re.sub(r"[\s\-‐-—]+", "-", tag.casefold())


def bears_tag(programme: Programme, index: int) -> bool:
    """Return whether a row is a title of the level that the house tags."""
    node = programme.titles.get(index)
    return node is not None and len(node.path) == programme.vocabulary.tag_level


def is_certain(programme: Programme, index: int, tag: KnownTag) -> bool:
    """Return whether this can only be a tag: square brackets anywhere, others where tags belong."""
    bracketed = tag.shown.startswith("[") and tag.shown.endswith("]")
    return bracketed or programme.vocabulary.tag_level == 0 or bears_tag(programme, index)
