"""Find what was left in a cell until somebody fills it: `XXX`, `???`, `to be confirmed`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.programme.vocabulary import fold

# In any language: crosses, question marks, dots, the printers' dummy text, keys struck in a row.
SIGN = lazy(
    r"(?i)x{2,}|[¿¡!\s-]*\?[¿?¡!\s-]*|…+|\.{3,}|_{2,}|#{2,}|lorem ipsum\b.*"
    r"|asdf\w*|azert\w*|qwert\w*"
)
# Somebody without a name: “M. X”, “Herr N. N.”, “Mme ?”.
NOBODY = lazy(
    r"(?i)(?:mm?|mme|mlle|mrs?|ms|dr|prof|herr|frau|sra?|sig|dhr|mw|mevr)\.?\s?"
    r"(?:x{1,3}|\?+|…|\.{3}|_{2,}|n\.?\s?n)\.?"
)
# What a form asks for between two marks: “<name>”, “{{title}}”. Of square ones only where nothing
# else stands in the cell.
SLOT = lazy(r"<\s?[^\W\d_][^<>]{0,38}[^\W_]\s?>|\{+\s?[^\W\d_][^{}]{0,38}[^\W_]\s?\}+")
WHOLE_SLOT = lazy(r"\[\s?[^\W\d_][^\[\]]{0,38}[^\W_]\s?\]")
# The same among other words of a label; a year, a day or a sum that is left open. “XXX Feria” is
# the thirtieth.
INSIDE = lazy(
    r"\bX{3,}\b(?!\s(?:[A-ZÀ-Ý][a-zà-ÿ]|ani|[eé]di))|\?{2,}|(?<!\w)_{3,}|\(\s?\?\s?\)"
    r"|(?i:lorem ipsum)"
    r"|(?<!\w)(?:20(?:XX|\?\?|__)|20\dX|XX/(?:XX|\d\d)(?:/\w{2,4})?"
    r"|JJ/MM(?:/AA(?:AA)?)?|DD/MM(?:/YY(?:YY)?)?|MM/DD/YY(?:YY)?|TT\.MM\.(?:JJJJ)?|GG/MM/AAAA)(?!\w)"
    r"|\bX{1,3}\s?(?:[kM]?[€£$]|%)|[€£$]\s?X{1,3}\b"
)
# An address that leads nowhere: no domain, or a site without one.
ADDRESS = lazy(r"[\w.+-]+@[^\W_]+|(?i:https?)://[^.\s]*/?")
WORD = lazy(r"[^\W_]+")
BRACKETED = lazy(r"[(\[{<]\s*([^()\[\]{}<>]{1,40}?)\s*[)\]}>]")
# Where none of these stands, there is no sign among other words; each has one of FEW.
SIGNS: tuple[str, ...] = ("XXX", "?", "___", "XX/", "/MM", "MM/D", ".MM.", "20__", "orem", "OREM")
SIGNS += ("20X", *(f"20{digit}X" for digit in range(10)))
SPACES = ("", " ", "\u00a0", "\u202f")
SIGNS += tuple(f"X{space}{unit}" for space in SPACES for unit in "kM€£$%")
SIGNS += tuple(f"{unit}{space}X" for space in SPACES for unit in "€£$")
FEW, BRACKETS = ("X", "?", "___", "MM", "orem", "OREM"), "([{<"
# What a text says after the last of these may be that something is open: “Fair, date to be
# confirmed”. Space stands behind it, and before a dash or a slash too.
PAUSES, BREAKS = ",:;", "-–—/"
ORDERS = ("insert ", "enter ", "fill in ", "inserer ", "saisir ", "completer ")
# No longer text is one that a few words say is left open; and so much of it, behind the last mark.
LONGEST, LONGEST_END = 60, 40
# Longer signs begin with one of these, or with no letter.
LONGEST_NAME = 20
BEGINNINGS = ("xx", "lorem", "asdf", "azert", "qwert")
# What stands for the name of somebody ends in one of these.
ENDINGS = "xX?…._nN"


class Placeholders(NamedTuple):
    """What a house writes for what is still to be filled in, folded.

    `words` say it alone, `statuses` are those that may be the status of an action; so do `verbs`
    after what asks for them, `leads`; `nouns` are what it may be said of in place of a label:
    “title to be agreed”. `forms` are what a form asks to do in a cell. `begins` are the first words
    of the verbs, `ends` the last ones of all.
    """

    words: frozenset[str]
    statuses: frozenset[str]
    nouns: frozenset[str]
    leads: frozenset[str]
    verbs: frozenset[str]
    forms: frozenset[str]
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
        if _is_sign(stripped):
            return True
        if len(stripped) > LONGEST:
            return False
        plain = _plain(stripped)
        if listed:
            return plain in self.words and plain not in self.statuses
        return plain in self.words or self._is_order(plain, named=True)

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
        if ADDRESS.fullmatch(text.strip()):
            site = re.sub(r"^\w+://|[-_/]", " ", text.strip())
            return "@" in text or self.is_whole(site)
        words = WORD.findall(_plain(text))
        if not words or not all(w in self.forms or w in self.nouns or w in asked for w in words):
            return False
        count = sum(word in self.forms for word in words)
        first = words[0] in self.forms and words[0] not in self.nouns
        if count > 1 or (first and (len(words) > 1 or text.rstrip().endswith(("…", "...")))):
            return True
        return not count and len(words) > 2 and words[0] in self.nouns and words[-1] in asked

    def may_be_forms(self, texts: Iterable[str], asked: Collection[str]) -> bool:
        """Return whether one of many texts may be what a form asks for, told fast."""
        told = "\n".join(texts)
        words = set(WORD.findall(fold(told)))
        named = not words.isdisjoint(asked) and not self.nouns.isdisjoint(words)
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
        signed = _may_hold_sign(text)
        for found in BRACKETED.finditer(text) if any(map(text.__contains__, BRACKETS)) else ():
            inner = _plain(found[1])
            apart = text[: found.start()].endswith(("", " ", "\n")[bool(found.start()) :])
            slot = apart and found[0][0] in "<{" and SLOT.fullmatch(found[0]) is not None
            known = inner in self.words or self._is_order(inner) or inner.startswith(ORDERS)
            if slot or known or (signed and INSIDE.fullmatch(found[1])):
                return found[0]
        if signed and (inside := INSIDE.search(text)):
            return inside[0]
        behind = _end(text)
        plain = _plain(behind) if behind else ""
        own = plain in self.words and plain not in self.statuses
        return behind.strip() if plain and (own or self._is_order(plain)) else ""

    def suspects(self, texts: Collection[str], asked: Collection[str] = ()) -> list[str]:
        """Return the texts that have to be looked at: many are told fast to be none.

        `asked` are the words of the headers, that what a form asks for ends in.

        >>> known = read_placeholders(["tbc"], ["to be"], ["agreed"])
        >>> known.suspects(["Pave the square by the hall", "Pave it, date to be agreed", "X"])
        ['Pave it, date to be agreed', 'X']
        """
        told = "\n".join(texts)
        marks = [mark for mark in (*FEW, *BRACKETS) if mark in told]
        last = {text: text.split()[-1] if text.strip() else "" for text in texts}
        plain = {word: _plain(word) for word in {*last.values()}}
        ends = {word for word, own in plain.items() if own in self.ends or own in asked or not own}
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
        known = self.nouns.issuperset(before) if named else len(before) <= (4 if after else 2)
        return known and len(behind) <= after

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


def _is_sign(text: str) -> bool:
    """Return whether a text is nothing but a sign of what is missing."""
    bare = text.strip("()[]{}<>").strip()
    if not bare:
        return False
    begins = not bare[0].isalpha() or bare[:5].lower().startswith(BEGINNINGS)
    if begins and SIGN.fullmatch(bare):
        return True
    if len(bare) <= LONGEST_NAME and bare[-1] in ENDINGS and NOBODY.fullmatch(bare):
        return True
    slot = {"<>": SLOT, "{}": SLOT, "[]": WHOLE_SLOT}.get(text[0] + text[-1])
    return slot is not None and slot.fullmatch(text) is not None


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
) -> Placeholders:
    """Return what a house writes for what is still to be filled in, as texts are compared with."""
    return _read(*map(tuple, (words, statuses, nouns, leads, verbs, forms)))


@lru_cache(maxsize=16)
def _read(*lists: tuple[str, ...]) -> Placeholders:
    words, statuses, nouns, leads, verbs, forms = (frozenset(map(_plain, own)) for own in lists)
    begins = frozenset(verb.partition(" ")[0] for verb in verbs) if leads else frozenset()
    ends = frozenset(text.rpartition(" ")[2] for text in (*words, *verbs))
    return Placeholders(words, statuses, nouns, leads, verbs, forms, begins, ends)


def _may_hold_sign(text: str) -> bool:
    """Return whether a sign may stand among the words of a text.

    >>> _may_hold_sign("Mend XXX"), _may_hold_sign("AXES"), _may_hold_sign("Mend the road")
    (True, False, False)
    """
    return any(map(text.__contains__, FEW)) and any(map(text.__contains__, SIGNS))


def _plain(text: str) -> str:
    """Return a text folded, without dots and brackets."""
    return fold(text.strip(" ()[]{}<>…").replace(".", ""))
