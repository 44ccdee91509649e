"""Unknown prefix.

A label begins with a word in capitals and a slash between spaces, and the word is no known prefix.

Why
    The summaries count by prefix, a country or an institution: what stands under a misspelt one
    is missing from the right line.

Example
    | Code | Title                   |                |
    |------|-------------------------|----------------|
    | 1    | ROADS                   |                |
    | 1    | FR-DE / Paint the bridge |               |
    | 1    | FR-DR / Mend the tunnel | unknown prefix |

Fix
    None: correct the prefix, or add it to the settings. A slash that joins two names, or that
    stands further in the label, is none of a prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlmot.findings import Finding, Severity, found
from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import Prefixes
from xlmot.rules.prefixes import SENTENCE, has_prefixes

SEVERITY = Severity.WARNING
NEEDS = ("prefixes",)
FIRST_WORD = lazy(r"\s*([^\W\d_][\w-]{1,11}) / (?=\S)")
# “TER / Trains” names one thing twice; a prefix has a sentence after it.
FEWEST_WORDS = 3


def check(programme: Programme) -> Iterator[Finding]:
    prefixes = programme.vocabulary.prefixes
    if not has_prefixes(prefixes):
        return
    for text, rows in programme.rows_of.items():
        word = FIRST_WORD.match(text)
        if word and prefixes.kind(word[1]) is None and _is_meant(word, prefixes):
            message = _message(word[1], prefixes)
            for index in rows:
                yield found(programme, index, message)


def _is_meant(word: re.Match[str], prefixes: Prefixes) -> bool:
    """Return whether a word is meant as a prefix: one part is a country, or a sentence follows."""
    parts = word[1].upper().split("-")
    if len(parts) > 1 and any(part in prefixes.countries for part in parts):
        return all(len(part) <= 3 for part in parts)
    rest = word.string[word.end() :]
    sentence = SENTENCE.match(rest) is not None and len(rest.split()) >= FEWEST_WORDS
    return word[1].isupper() and sentence


def _message(word: str, prefixes: Prefixes) -> Message:
    known = {name.casefold(): name for name in (*prefixes.institutions, *prefixes.territories)}
    near = known.get(word.casefold(), word.upper() if prefixes.kind(word.upper()) else "")
    if near:
        return say("Unknown prefix “{prefix}”: is it “{near}”?", prefix=word, near=near)
    return say("Unknown prefix “{prefix}”.", prefix=word)
