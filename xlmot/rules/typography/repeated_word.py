"""Repeated word.

A word stands twice in a row, at most with a small word such as “of” between.

Why
    Most often a word was typed twice, or one word was put in the place of another.

Example
    | Code | Title                       |               |
    |------|-----------------------------|---------------|
    | 1    | ROADS                       |               |
    | 1    | Pave the the square         | repeated word |
    | 1    | Support to groups of groups | repeated word |
    | 1    | Door to door survey         |               |

Fix
    None: only a person knows which word was meant. Names such as “Walla Walla” and the words that
    a language doubles (`allowed`), as in “au jour le jour”, are left alone, and so is “le chef
    d'équipe des équipes”.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from operator import and_, eq

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.programme.similarity import normalise
from xlmot.rules import Remark
from xlmot.rules.addresses import ADDRESS

SEVERITY = Severity.WARNING
OPTIONS = {
    "after_comma": say("Words that may stand twice after a comma."),
    "between": say("Articles that may stand before a name that begins alike."),
    "allowed": say("Words that may stand twice, or with the small word that stands between."),
}
SILENT = ADDRESS
# Words of one letter in the languages that houses write.
ONE_LETTER = "aàyeiouwz"


def pattern(
    *, between: Sequence[str], allowed: Sequence[str], after_comma: Sequence[str]
) -> re.Pattern[str]:
    del allowed, after_comma
    between = list(filter(None, between))
    elided = [re.escape(word[:-1]) + r"['’]\s?" for word in between if word.endswith("'")]
    whole = [re.escape(word) + r"\s+" for word in between if not word.endswith("'")]
    # Few words begin as an article does: `re` tries no article at the others.
    begins = "".join(re.escape(word[0]) for word in between)
    small = f"(?:(?=[{begins}])(?:{'|'.join([*whole, *elided])}))?" if between else ""
    whole_word = rf"[^\W\d_]{{2,}}+|(?-i:[{ONE_LETTER}])"
    one = rf"({whole_word})\s+({small})(\1)"
    first = rf"(?:[^\W\d_]{{2,}}+\s+[^\W\d_]{{2,}}+|(?-i:[{ONE_LETTER}])\s+[^\W\d_]{{3,}}+)"
    two = rf"(?P<pair>{first})\s+(?P=pair)"
    return lazy(rf"(?<![\w-])(?:{one}|{two})(?![\w'-])(?!’)", re.IGNORECASE)


def suspects(
    programme: Programme,
    *,
    between: Sequence[str],
    allowed: Sequence[str],
    after_comma: Sequence[str],
) -> list[str]:
    """Return the labels in which a word stands again behind itself, or behind one of `between`."""
    del allowed, after_comma
    small = {tuple(article.split()) for article in normalise(filter(None, between))}
    words = {text: plain.split() for text, plain in programme.normalised.items()}
    several = {text: own for text, own in words.items() if len(own) > len(set(own))}
    gaps = {2, *(len(article) + 1 for article in small)}
    return [text for text, own in several.items() if _stands_again(own, gaps, small)]


def _stands_again(words: list[str], gaps: set[int], small: Collection[tuple[str, ...]]) -> bool:
    """Return whether a word stands again at once, or so far behind a small one; or two words do."""
    if any(map(eq, words, words[1:])):
        return True
    for gap in gaps:
        alike = list(map(eq, words, words[gap:]))
        if True in alike:
            places = [place for place, is_alike in enumerate(alike) if is_alike]
            pair = gap == 2 and any(map(and_, alike, alike[1:]))
            if pair or any(tuple(words[place + 1 : place + gap]) in small for place in places):
                return True
    return False


# No name that stands twice is so long.
NOUN = 8


def check(
    text: str,
    matches: list[re.Match[str]],
    *,
    between: Sequence[str] = (),
    allowed: Sequence[str] = (),
    after_comma: Sequence[str] = (),
) -> Remark | None:
    wrong = [
        match
        for match in matches
        if match["pair"] or _is_wrong(text, match, between, (allowed, after_comma))
    ]
    return Remark(say("Repeated word: “{words}”.", words=wrong[0][0])) if wrong else None


def _is_wrong(
    text: str,
    match: re.Match[str],
    between: Sequence[str],
    meant: tuple[Sequence[str], Sequence[str]],
) -> bool:
    """Return whether a word that stands twice is a slip, by those that are `meant` so."""
    (allowed, after_comma), word = meant, match[1].casefold()
    clause = word in after_comma and "," in text[: match.start()]
    return (
        word not in allowed
        and not (match[2] and " ".join(match[0].casefold().split()) in allowed)
        and not clause
        and not _is_name(match, between)
        and not _is_elided(text, match)
    )


def _is_elided(text: str, match: re.Match[str]) -> bool:
    """Return whether the first word is of another: “le chef d'équipe des équipes”."""
    article = match[2].strip()
    return bool(article) and article[-1].isalpha() and text[: match.start()].endswith(("'", "’"))


def _is_name(match: re.Match[str], between: Sequence[str]) -> bool:
    """Return whether the second word begins a name: “Walla Walla”, “de De Gaulle”.

    A longer one is a German noun.
    """
    article = match[1] in between
    name = not match[2] and match[3].istitle() and (article or match[1].istitle())
    return name and not (match[1] == match[3] and len(match[1]) >= NOUN)
