"""Recognise the language of labels by their small words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import filterfalse, islice

from xlmot.messages.lazy import lazy

FRENCH = str.split("au aux avec dans de des du en et la le les par pour sur un une")
ENGLISH = str.split("an and at by for from in into of on or the to with")
SAMPLE = 2000
WORD = lazy(r"\w+")


def language_of(labels: Iterable[str]) -> str:
    """Return `fr` or `en`, whichever has more of its small words in the labels; "" on a tie.

    >>> language_of(["Appui à la programmation", "Suivi des travaux"])
    'fr'
    >>> language_of(["Support to the programme of works"])
    'en'
    """
    words = Counter("\n".join(islice(labels, SAMPLE)).casefold().split())
    for token in list(filterfalse(str.isalnum, words)):
        for word in WORD.findall(token):
            words[word] += words[token]
    french, english = (sum(map(words.__getitem__, small)) for small in (FRENCH, ENGLISH))
    if french == english:
        return ""
    return "fr" if french > english else "en"
