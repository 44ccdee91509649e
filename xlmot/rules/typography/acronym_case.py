"""Acronym in two cases.

An acronym is written in capitals on some rows and otherwise on others.

Why
    The reader takes `OECD` and `Oecd` for two bodies, and whoever looks for one in a summary does
    not count the other.

Example
    | Code | Title                           |              |
    |------|---------------------------------|--------------|
    | 1    | ROADS                           |              |
    | 1    | Meetings of the town (OECD)     | acronym case |
    | 1    | Data of the towns (UNHCR, Oecd) | acronym case |
    | 1    | Survey of the towns (OECD)      | acronym case |
    | 1    | Letters of the UNHCR            |              |

Fix
    Unsafe: the form that most rows have, on a tie the one with more capitals. `Oecd` is taken for
    an acronym beside another acronym, or if the settings know it (`acronyms`): so that the title
    `RESEAU` and the word `Réseau`, or `LILLE` and `Lille`, are not. So is `Who` for `WHO`, of four
    letters at most, inside a label, and `hvac`, which nobody can say, for `HVAC`; and a word with a
    capital that a column beside the labels repeats in capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from xlmot.findings import Finding, Severity, found, unsafe
from xlmot.messages import say
from xlmot.messages.lazy import lazy
from xlmot.programme.outline import Programme
from xlmot.rules import substitute
from xlmot.rules.addresses import outside_addresses
from xlmot.rules.forms import located, relabel

SEVERITY = Severity.NOTE
FIX = "unsafe"
OPTIONS = {
    "acronyms": say("Acronyms as they are to be written."),
}
# The capital comes first in the pattern, so that `re` looks at nothing else.
WORD = lazy(r"[A-ZÀ-Ý](?<![\w-].)[^\W\d_]{2,9}(?![\w-])")
CAPITALS_BEFORE = lazy(r"[A-Z]{2,}\s?[,/]\s?\Z")
CAPITALS_AFTER = lazy(r"\s?[,/]\s?[A-Z]{2,}\b")
NEAR = 16
# A short word with a capital inside a label is an acronym where it is one elsewhere.
SHORT = 4
INSIDE = r"(?<=\w )"
VOWELS = frozenset("aeiouyàâäéèêëîïôöùûü")
# A small word, and the one behind it.
PAIR = lazy(r"(?<![\w'])(?<!’)([^\W\d_A-ZÀ-Ý]+)\s(?=([^\W\d_]+)(?![\w'-])(?!’))")
# Articles that stand before the same nouns, alone or with a preposition.
ARTICLES = (
    *(
        "le du au un ce notre",
        "la une cette notre",
        "les des aux ces nos",
        "il del al dal nel sul un",
    ),
    *(
        "el del al un este",
        "der dem den des vom zum im beim am",
        "die zur der",
        "das dem des zum im",
    ),
    *("the a our each", "de het een", "o do ao no um pelo", "a da na uma pela"),
)
# An acronym stands in so many cells of a column; so few labels have another form of it.
ACRONYM, OFTEN, FEW = lazy(r"[A-ZÀ-Ý]{2,6}"), 3, 2
# Fewer words are looked for one by one before any label is read.
MANY = 100
SMALL = lazy(r"(?<![\w'.-])(?<!’)[^\W\d_A-ZÀ-Ý]{3,6}(?![\w'.-])(?!’)")


def check(programme: Programme, *, acronyms: Sequence[str] = ()) -> Iterator[Finding]:
    known = set(map(str.casefold, acronyms))
    for key, texts in _forms(programme).items():
        kept = {word: _meant(word, own, sure=key in known) for word, own in texts.items()}
        rows = {word: _rows(programme, own) for word, own in kept.items() if own}
        if len(rows) > 1:
            yield _finding(programme, rows, kept)
    yield from _of_columns(programme)


def _of_columns(programme: Programme) -> Iterator[Finding]:
    """Yield the words with a capital inside labels that a column of staff holds as acronyms."""
    acronyms = {
        text: column.name
        for column in programme.columns
        if column.kind == "text"
        for text, count in Counter([v for v in column.held if v.__class__ is str]).items()
        if count >= OFTEN and ACRONYM.fullmatch(text)
    }
    for acronym, name in acronyms.items():
        word = acronym.title()
        told = [text for text in programme.rows_of if word in text and _is_inside(text, word)]
        for text in told if len(told) <= FEW else ():
            message = say(
                "“{word}” is “{acronym}” in “{column}”.", word=word, acronym=acronym, column=name
            )
            edit = relabel(programme, {text: re.sub(rf"\b{word}\b", acronym, text)})
            yield found(programme, programme.rows_of[text], message, fix=unsafe(*edit))


def _meant(word: str, texts: list[str], *, sure: bool) -> list[str]:
    """Return the labels in which a word is an acronym, whatever its case."""
    if sure or not word.istitle() or any(_is_listed(text, word) for text in texts):
        return texts
    return [text for text in texts if len(word) <= SHORT and _is_inside(text, word)]


def _forms(programme: Programme) -> dict[str, dict[str, list[str]]]:
    """Return the labels by the forms of the words that have several, one with two capitals."""
    words = {text: WORD.findall(text) for text in programme.rows_of if not text.isupper()}
    distinct = set(chain.from_iterable(words.values()))
    small = _unsaid_in_small(programme, set(map(str.casefold, distinct)))
    for text, own in _alike_in_small(programme, distinct).items():
        small[text] = list(dict.fromkeys((*small.get(text, ()), *own)))
    several = _with_several_forms({*distinct, *chain.from_iterable(small.values())})
    forms: dict[str, dict[str, list[str]]] = {}
    for text, own in words.items():
        if not several.isdisjoint(map(str.casefold, own)):
            for word in dict.fromkeys(match[0] for match in outside_addresses(text, WORD)):
                forms.setdefault(word.casefold(), {}).setdefault(word, []).append(text)
    for text, own in small.items():
        for word in own:
            if word in forms:
                forms[word].setdefault(word, []).append(text)
    wanted = _with_several_forms(chain.from_iterable(forms.values()))
    return {key: texts for key, texts in forms.items() if key in wanted}


def _unsaid_in_small(programme: Programme, words: Collection[str]) -> dict[str, list[str]]:
    """Return those of the words that nobody can say, by the labels that hold them as they are."""
    unsaid = set(filter(_cannot_be_said, words))
    if len(unsaid) < MANY:
        told = "\n".join(programme.rows_of)
        unsaid = {word for word in unsaid if word in told}
    found = ((text, SMALL.findall(text)) for text in programme.rows_of) if unsaid else ()
    own = ((text, [word for word in dict.fromkeys(all_) if word in unsaid]) for text, all_ in found)
    return {text: small for text, small in own if small}


def _alike_in_small(programme: Programme, words: Iterable[str]) -> dict[str, list[str]]:
    """Return the words in small letters that stand where an acronym of theirs stands elsewhere.

    “de la pac” beside “de la PAC”, “du cta” beside “le CTA”: the word before is the same, or does
    the same.
    """
    told = "\n".join(programme.rows_of)
    acronyms = {word.casefold(): word for word in words if word.isupper()}
    acronyms = {
        key: word
        for key, word in acronyms.items()
        if key in told and _follows(key, told) and _follows(word, told)
    }
    both = (*acronyms, *acronyms.values())
    texts = (text for text in programme.rows_of if any(map(text.__contains__, both)))
    pairs = {text: PAIR.findall(text) for text in texts}
    known = {(alike, key) for own in pairs.values() for word, key in own for alike in _alike(word)}
    found: dict[str, list[str]] = {}
    for text, own in pairs.items():
        for before, key in dict.fromkeys(own):
            if any((alike, acronyms.get(key)) in known for alike in _alike(before)):
                found.setdefault(text, []).append(key)
    return found


def _follows(word: str, told: str) -> bool:
    """Return whether a word stands behind a space somewhere in a text."""
    start = told.find(word)
    while start >= 0:
        end = start + len(word)
        if told[start - 1 : start].isspace() and not told[end : end + 1].isalnum():
            return True
        start = told.find(word, start + 1)
    return False


def _alike(word: str) -> Iterator[str]:
    """Yield a word, and the articles that stand before the same nouns as one does.

    >>> set(_alike("du")) & set(_alike("le")) > set(), list(_alike("pour"))
    (True, ['pour'])
    """
    yield word
    yield from (articles for articles in ARTICLES if word in articles.split())


def _with_several_forms(words: Iterable[str]) -> set[str]:
    """Return the words, without case, that come in several forms, one of them with two capitals."""
    forms: dict[str, list[str]] = {}
    for word in words:
        forms.setdefault(word.casefold(), []).append(word)
    several = ((key, own) for key, own in forms.items() if len(own) > 1)
    return {key for key, own in several if any(_capitals(word) > 1 for word in own)}


def _cannot_be_said(word: str) -> bool:
    """Return whether a word has no vowel, but for the first letter of one of four and more.

    >>> [_cannot_be_said(word) for word in ("ght", "öpnv", "art", "lane")]
    [True, True, False, False]
    """
    rest = word[1:] if len(word) > SHORT - 1 else word
    return VOWELS.isdisjoint(rest)


def _is_inside(text: str, word: str) -> bool:
    """Return whether a word with a capital stands after another word of a label."""
    return re.search(rf"{INSIDE}{re.escape(word)}(?![\w'-])(?!’)", text) is not None


def _capitals(word: str) -> int:
    return sum(map(str.isupper, word))


def _rows(programme: Programme, texts: Sequence[str]) -> list[int]:
    return [index for text in texts for index in programme.rows_of[text]]


def _is_listed(text: str, word: str) -> bool:
    """Return whether a word stands in a list beside one that is all capitals."""
    for match in re.finditer(rf"\b{word}\b", text):
        before = text[max(0, match.start() - NEAR) : match.start()]
        if CAPITALS_BEFORE.search(before) or CAPITALS_AFTER.match(text, match.end()):
            return True
    return False


def _finding(
    programme: Programme, rows: Mapping[str, list[int]], texts: Mapping[str, list[str]]
) -> Finding:
    usual = max(rows, key=lambda word: (len(rows[word]), _capitals(word)))
    forms = {word: own for word, own in rows.items() if word != usual} | {usual: rows[usual]}
    wrong = lazy(rf"(?<![\w-])(?:{'|'.join(word for word in forms if word != usual)})(?![\w-])")
    new = {
        text: substitute(text, outside_addresses(text, wrong), usual)
        for word in forms
        for text in texts[word]
    }
    places = list(dict.fromkeys(index for own in forms.values() for index in own))
    message = say("Acronym written {forms}.", forms=located(programme, forms))
    return found(programme, places, message, fix=unsafe(*relabel(programme, new)))
