"""Compile the patterns by which tags are found in the bytes of an XML part."""

from __future__ import annotations

import re
from functools import lru_cache

# A literal “<” cannot stand in an attribute (XML 1.0, 3.1), so no scan runs past the next one.
ATTRIBUTES = rb"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+"""
NAME = rb"[A-Za-z_\x80-\xff][\w.\-\x80-\xff]*"
_BEHIND_NAME = rb"(?=[\s/>])" + ATTRIBUTES + rb">"
# What is left open runs to the end of the part.
_ASIDES = rb"!--(?:.*?-->|.*)|!\[CDATA\[(?:.*?\]\]>|.*)|\?(?:.*?\?>|.*)|![^-\[][^>]*>"


@lru_cache(maxsize=256)
def beginnings(names: tuple[str, ...], prefixes: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """Return a pattern of the beginnings `<row` of tags, for parts that hold nothing but tags."""
    return re.compile(rb"<" + _choice(names, prefixes) + rb"(?=[\s/>])")


@lru_cache(maxsize=256)
def tags_named(
    names: tuple[str, ...], prefixes: tuple[bytes, ...], *, plain: bool, closing: bool
) -> re.Pattern[bytes]:
    """Return a pattern of tags whose group 1 is the name as written, absent in what is no tag.

    A pattern that begins with a literal, such as `<row`, is found at several times the speed.
    """
    tag = (rb"/?" if closing else rb"") + _choice(names, prefixes) + _BEHIND_NAME
    return re.compile(
        rb"<" + (tag if plain else rb"(?:" + _ASIDES + rb"|" + tag + rb")"), re.DOTALL
    )


def _choice(names: tuple[str, ...], prefixes: tuple[bytes, ...]) -> bytes:
    if not names:
        return rb"((?:" + NAME + rb":)?" + NAME + rb")"
    starred = [name.startswith("*:") for name in names]
    if any(starred) and not all(starred):
        raise ValueError("names with and without *: in one search", names)
    local = rb"|".join(re.escape(name.removeprefix("*:").encode()) for name in names)
    if all(starred):
        return rb"((?:" + NAME + rb":)?(?:" + local + rb"))"
    if prefixes == (b"",):
        return rb"(" + (local if len(names) == 1 else rb"(?:" + local + rb")") + rb")"
    some = rb"|".join(re.escape(prefix) + (rb":" if prefix else rb"") for prefix in prefixes)
    return rb"((?:" + some + rb")(?:" + local + rb"))"
