"""Find what stands in a cell until somebody fills it: `XXX`, `name of lead`, `to be agreed`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.vocabulary import fold, fold_all
from xlmot.rules.signs import (
    ADDRESS,
    BEGINNINGS,
    BRACKETS,
    FEW,
    INSIDE,
    LONGEST_NAME,
    SLOT,
    UNKNOWNS,
    UNNUMBERED,
    is_sign,
    may_hold_sign,
)

WORD = lazy(r"[^\W_]+")
# What stands around the words.
EDGES = " ()[]{}<>…"
BRACKETED = lazy(r"[(\[{<]\s*([^()\[\]{}<>]{1,40}?)\s*[)\]}>]")
# What a text says after the last of these may be that something is open: “Fair, date to be
# confirmed”. Space stands behind it, and before a dash or a slash too.
PAUSES, BREAKS = ",:;", "-–—/"
ORDERS = ("insert ", "enter ", "fill in ", "inserer ", "saisir ", "completer ")
# No longer text is one that a few words say is left open; and so much of it, behind the last mark.
LONGEST, LONGEST_END = 60, 40
# A name that a form asks for has no more words, and so many may follow an order in brackets.
MOST_WORDS, MOST_BEHIND = 6, 3


class Placeholders(NamedTuple):
    """What a house writes for what is still to be filled in, folded.

    `words` say it alone, `statuses` are those that may be the status of an action; so do `verbs`
    after what asks for them, `leads`; `nouns` are what it may be said of in place of a label:
    “title to be agreed”. `forms` are what a form asks to do in a cell, `names` what it asks for,
    of `things`: “name of the action”. `begins` are the first words of the verbs, `ends` the last
    ones of all.
    """

    words: frozenset[str]
    statuses: frozenset[str]
    nouns: frozenset[str]
    leads: frozenset[str]
    verbs: frozenset[str]
    forms: frozenset[str]
    names: frozenset[str]
    things: frozenset[str]
    begins: frozenset[str]
    ends: frozenset[str]

    def is_whole(self, text: str, *, listed: bool = False) -> bool:
        """Return whether a text says nothing but that it is to be filled in.

        In a column that is `listed`, whose values come back, a status is none.

        >>> known = read_placeholders(["n.n."], ["to be"], ["confirmed"], ["title"])
        >>> texts = ("XXX", "¿?", "Title to be confirmed.", "N.N.", "Mr X", "<name>", "Axxxel")
        >>> [known.is_whole(text) for text in texts]
        [True, True, True, True, True, True, False]
        """
        stripped = text.strip()
        if is_sign(stripped):
            return True
        if len(stripped) > LONGEST:
            return False
        plain = _plain(stripped)
        if listed:
            return plain in self.words and plain not in self.statuses
        return plain in self.words or self._is_named(plain) or self._is_order(plain, named=True)

    def is_asked(self, text: str, asked: Collection[str], *, noted: bool = False) -> bool:
        """Return whether a text says that what its column asks for is still to be filled in.

        In a column of notes, which is `noted`, only what is still to be typed is told.

        >>> words = (["to be"], ["defined", "typed"], ["text"], [], ["typed"], ["text"])
        >>> known = read_placeholders([], *words)
        >>> known.is_asked("Target to be defined", ["target"]), known.is_asked("To be defined", [])
        (True, False)
        >>> texts = ("Text to be defined", "Text to be typed")
        >>> [known.is_asked(text, ["note"], noted=True) for text in texts]
        [False, True]
        """
        if len(text) > LONGEST:
            return False
        words = _plain(text).split()
        found = None if self.begins.isdisjoint(words) else self._order(words)
        if found is None or not found[0] or found[1]:
            return False
        told = any(word in asked or word in self.names for word in found[0])
        known = all(word in asked or word in self.nouns for word in found[0])
        return told and known and (not noted or words[-1] in self.forms)

    def is_form(self, text: str, asked: Collection[str]) -> bool:
        """Return whether a text is what a form asks for in a cell below a header of some words.

        >>> known = read_placeholders([], nouns=["name", "of"], forms=["type", "here", "your"])
        >>> known.is_form("Type your note here", ["note"]), known.is_form("name of lead", ["lead"])
        (True, True)
        >>> known.is_form("Note of the board", ["note"]), known.is_form("name@domain", [])
        (False, True)
        """
        if len(text) > LONGEST:
            return False
        bare = text.strip()
        if ("@" in bare or "://" in bare) and ADDRESS.fullmatch(bare):
            return "@" in bare or self.is_whole(re.sub(r"^\w+://|[-_/]", " ", bare))
        if bare.endswith(UNKNOWNS) and (counted := UNNUMBERED.fullmatch(bare)) is not None:
            return fold(counted[1]) in asked or fold(counted[1]) in self.things
        words = WORD.findall(_plain(text))
        if self._is_name(words, asked):
            return True
        if not words or not {*words} <= {*self.forms, *self.nouns, *self.things, *asked}:
            return False
        count = sum(word in self.forms for word in words)
        first = words[0] in self.forms and words[0] not in self.nouns
        opened = first and (len(words) > 1 or text.rstrip().endswith(("…", "...")))
        named = len(words) > 2 and words[-1] in self.forms and not self.names.isdisjoint(words)
        if count > 1 or opened or (count and named):
            return True
        return not count and len(words) > 2 and words[0] in self.nouns and words[-1] in asked

    def _is_name(self, words: Sequence[str], asked: Collection[str]) -> bool:
        """Return whether words are what a form asks for: the name of what stands on a row."""
        if not 1 < len(words) <= MOST_WORDS or self.names.isdisjoint(words):
            return False
        others = [word for word in words if word not in self.names and word not in self.nouns]
        return bool(others) and all(word in self.things or word in asked for word in others)

    def _is_named(self, plain: str) -> bool:
        """Return whether a text is what is missing, and that it is: “title to follow”."""
        first, _, rest = plain.partition(" ")
        return first in self.names and rest in self.words

    def is_order(self, text: str) -> bool:
        """Return whether a text is what a list asks to do, in one word: “choose”."""
        plain = _plain(text)
        return plain in self.forms and plain in self.verbs

    def may_be_forms(self, texts: Iterable[str], asked: Collection[str]) -> bool:
        """Return whether one of many texts may be what a form asks for, told fast."""
        told = "\n".join(texts)
        words = set(WORD.findall(fold(told)))
        named = not words.isdisjoint(asked) and not self.nouns.isdisjoint(words)
        named |= not (self.names.isdisjoint(words) or self.things.isdisjoint(words))
        named |= not (self.ends.isdisjoint(words) or self.begins.isdisjoint(words))
        return "@" in told or "://" in told or named or not self.forms.isdisjoint(words)

    def is_said_of(self, text: str) -> bool:
        """Return whether a cell says who or what is still missing, in a few words.

        >>> known = read_placeholders([], ["to be"], ["recruited"])
        >>> [known.is_said_of(text) for text in ("Assistant to be recruited", "Recruited")]
        [True, False]
        """
        return len(text) <= LONGEST and self._is_order(_plain(text), after=4)

    def part(self, text: str) -> str:
        """Return the part of a label that is to be filled in, "" if there is none.

        >>> known = read_placeholders(["tbc"], ["to be"], ["agreed"])
        >>> known.part("Give each student (TBC)"), known.part("Mend XXX"), known.part("Roads")
        ('(TBC)', 'XXX', '')
        >>> known.part("Mend the [wording to be agreed]"), known.part("Fair, date to be agreed")
        ('[wording to be agreed]', 'date to be agreed')
        """
        signed = may_hold_sign(text)
        for found in BRACKETED.finditer(text) if any(map(text.__contains__, BRACKETS)) else ():
            inner = _plain(found[1])
            apart = text[: found.start()].endswith(("", " ", "\n")[bool(found.start()) :])
            slot = apart and found[0][0] in "<{" and SLOT.fullmatch(found[0]) is not None
            known = inner in self.words or self._is_order(inner) or inner.startswith(ORDERS)
            known |= self._is_named(inner) or self._is_led(inner)
            if slot or known or (signed and INSIDE.fullmatch(found[1])):
                return found[0]
        if signed and (inside := INSIDE.search(text)):
            return inside[0]
        behind = _end(text)
        plain = _plain(behind) if behind else ""
        own = plain in self.words and plain not in self.statuses
        return behind.strip() if plain and (own or self._is_order(plain)) else ""

    def _is_led(self, plain: str) -> bool:
        """Return whether words in brackets begin with an order: “to be agreed by the board”."""
        words = plain.split()
        found = None if self.begins.isdisjoint(words) else self._order(words)
        return found is not None and not found[0] and len(found[1]) <= MOST_BEHIND

    def is_sure(self, part: str) -> bool:
        """Return whether a part says that something is missing, and not by whom it will be told."""
        found = self._order(_plain(part).split())
        return not self.is_status(part) and (found is None or not found[1])

    def suspects(self, texts: Collection[str], asked: Collection[str] = ()) -> list[str]:
        """Return the texts that have to be looked at: many are told fast to be none.

        `asked` are the words of the headers, that what a form asks for ends in.

        >>> known = read_placeholders(["tbc"], ["to be"], ["agreed"])
        >>> known.suspects(["Pave the square by the hall", "Pave it, date to be agreed", "X"])
        ['Pave it, date to be agreed', 'X']
        """
        whole = "\n".join(texts)
        marks = [mark for mark in (*FEW, *BRACKETS) if mark in whole]
        last = {text: "".join(text.rsplit(None, 1)[-1:]) for text in texts}
        plain = {word: _plain(word) for word in {*last.values()}}
        told = self.ends | self.names | self.things
        ends = {word for word, own in plain.items() if own in told or own in asked or not own}
        return [
            text
            for text, word in last.items()
            if word in ends
            or len(text) <= LONGEST_NAME
            or not text[0].isalnum()
            or text[:5].lower().startswith(BEGINNINGS)
            or any(map(text.__contains__, marks))
        ]

    def is_status(self, text: str) -> bool:
        """Return whether a text may be the status of an action."""
        return _plain(text) in self.statuses

    def _is_order(self, plain: str, *, named: bool = False, after: int = 0) -> bool:
        words = plain.split()
        if self.begins.isdisjoint(words):
            return False
        found = self._order(words)
        if found is None:
            return False
        before, behind = found
        if not named:
            return len(before) <= (4 if after else 2) and len(behind) <= after
        return len(behind) <= after and all(w in self.nouns or w in self.things for w in before)

    def _order(self, words: list[str]) -> tuple[list[str], list[str]] | None:
        """Return the words before and after the first verb that is asked for; None without one."""
        for start in range(len(words)):
            for middle in _ends(words, start, self.leads):
                for end in _ends(words, middle, self.verbs):
                    return words[:start], words[end:]
        return None


def _ends(words: list[str], start: int, phrases: frozenset[str]) -> Iterator[int]:
    """Yield where phrases end that begin at a word, the longest one first."""
    ends = range(len(words), start, -1)
    return (end for end in ends if " ".join(words[start:end]) in phrases)


def _end(text: str) -> str:
    """Return what stands behind the last mark of a text, "" if that is long, or part of a word.

    >>> _end("Fair, date to be confirmed"), _end("Fair - to do"), _end("A half-day")
    ('date to be confirmed', 'to do', '')
    """
    place = max(map(text.rfind, PAUSES + BREAKS))
    behind = text[place + 1 :]
    if place < 0 or not 2 < len(behind) <= LONGEST_END + 1 or not behind[0].isspace():
        return ""
    apart = text[place] in PAUSES or text[:place][-1:].isspace()
    return behind[1:] if apart else ""


def read_placeholders(
    words: Iterable[str],
    leads: Iterable[str] = (),
    verbs: Iterable[str] = (),
    nouns: Iterable[str] = (),
    statuses: Iterable[str] = (),
    forms: Iterable[str] = (),
    names: Iterable[str] = (),
    things: Iterable[str] = (),
) -> Placeholders:
    """Return what a house writes for what is still to be filled in, as texts are compared with."""
    return _read(*map(tuple, (words, statuses, nouns, leads, verbs, forms, names, things)))


@lru_cache(maxsize=16)
def _read(*lists: tuple[str, ...]) -> Placeholders:
    words, statuses, nouns, leads, verbs, forms, names, things = (
        fold_all(text.strip(EDGES).replace(".", "") for text in own) for own in lists
    )
    begins = frozenset(verb.partition(" ")[0] for verb in verbs) if leads else frozenset()
    ends = frozenset(text.rpartition(" ")[2] for text in (*words, *verbs))
    return Placeholders(words, statuses, nouns, leads, verbs, forms, names, things, begins, ends)


def _plain(text: str) -> str:
    """Return a text folded, without dots and brackets."""
    return fold(text.strip(EDGES).replace(".", ""))
