"""Find what was left in a cell until somebody fills it: `XXX`, `???`, `to be confirmed`."""

from __future__ import annotations

import re
from collections.abc import Collection
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
BRACKETED = lazy(r"[(\[{<]\s*([^()\[\]{}<>]{1,40}?)\s*[)\]}>]")
# Where none of these stands, there is none of them.
MARKS: tuple[str, ...] = ("XXX", "??", "(?)", "( ?", "___")
MARKS += ("20X", "201X", "202X", "203X", "XX/", "JJ/", "DD/", "MM/D", "TT.", "20__")
MARKS += ("GG/", *(f"X{space}{unit}" for space in ("", " ", "\u00a0") for unit in "kM€£$%"))
MARKS += tuple(f"{unit}{space}X" for space in ("", " ", "\u00a0") for unit in "€£$")
BRACKETS, DUMMY = "([{<", "orem"
# In words that a text has after its last mark: “Fair, date to be confirmed”.
LAST = lazy(r"(?:\s[-–—/]\s|[,:;]\s)(?=[^-–—/,:;]{2,40}$)")
ORDERED = r"(?:insert|enter|fill in|inserer|saisir|completer)\s.*"
# No longer text is one that a few words say is left open.
LONGEST = 60


class Placeholders(NamedTuple):
    """What a house writes for what is still to be filled in, folded.

    `words` say it alone, `statuses` are those that may be the status of an action; `order` matches
    a verb after what asks for it, with the words `before` and `after`; `nouns` are what it may be
    said of in place of a label: “title to be agreed”.
    """

    words: frozenset[str]
    statuses: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    order: re.Pattern[str] | None = None

    def is_whole(self, text: str, *, listed: bool = False) -> bool:
        """Return whether a text says nothing but that it is to be filled in.

        In a column that is `listed`, whose values come back, a status is none.

        >>> known = read_placeholders(["n.n."], ["to be"], ["confirmed"], ["title"])
        >>> texts = ("XXX", "¿?", "Title to be confirmed.", "N.N.", "Mr X", "<name>", "Axxxel")
        >>> [known.is_whole(text) for text in texts]
        [True, True, True, True, True, True, False]
        """
        stripped = text.strip()
        bare = stripped.strip("()[]{}<>").strip()
        signs = (SIGN.fullmatch(bare), NOBODY.fullmatch(bare), SLOT.fullmatch(stripped))
        if bare and (any(signs) or WHOLE_SLOT.fullmatch(stripped)):
            return True
        if len(stripped) > LONGEST:
            return False
        plain = _plain(stripped)
        if listed:
            return plain in self.words and plain not in self.statuses
        return plain in self.words or self._is_order(plain, named=True)

    def is_said_of(self, text: str) -> bool:
        """Return whether a cell says who or what is still missing, in a few words.

        >>> known = read_placeholders([], ["to be"], ["recruited"])
        >>> [known.is_said_of(text) for text in ("Assistant to be recruited", "Recruited")]
        [True, False]
        """
        return len(text) <= LONGEST and self._is_order(_plain(text), after=4)

    def part(self, text: str, *, marked: bool = True) -> str:
        """Return the part of a label that is to be filled in, "" if there is none.

        Brackets and signs are looked for where it may be `marked` so.

        >>> known = read_placeholders(["tbc"], ["to be"], ["agreed"])
        >>> known.part("Give each student (TBC)"), known.part("Mend XXX"), known.part("Roads")
        ('(TBC)', 'XXX', '')
        >>> known.part("Mend the [wording to be agreed]"), known.part("Fair, date to be agreed")
        ('[wording to be agreed]', 'date to be agreed')
        """
        for found in BRACKETED.finditer(text) if marked else ():
            inner = _plain(found[1])
            apart = text[: found.start()].endswith(("", " ", "\n")[bool(found.start()) :])
            slot = apart and SLOT.fullmatch(found[0]) is not None
            if (
                slot
                or inner in self.words
                or self._is_order(inner)
                or re.fullmatch(ORDERED, inner)
                or INSIDE.fullmatch(found[1])
            ):
                return found[0]
        if marked and (inside := INSIDE.search(text)):
            return inside[0]
        last = LAST.search(text)
        behind = text[last.end() :] if last else ""
        plain = _plain(behind)
        own = plain in self.words and plain not in self.statuses
        return behind.strip() if plain and (own or self._is_order(plain)) else ""

    def is_status(self, text: str) -> bool:
        """Return whether a text may be the status of an action."""
        return _plain(text) in self.statuses

    def _is_order(self, plain: str, *, named: bool = False, after: int = 0) -> bool:
        found = self.order.fullmatch(plain) if self.order else None
        if not found:
            return False
        before, behind = (found["before"] or "").split(), (found["after"] or "").split()
        known = set(before) <= self.nouns if named else len(before) <= (4 if after else 2)
        return known and len(behind) <= after


@lru_cache(maxsize=16)
def _order(leads: tuple[str, ...], verbs: tuple[str, ...]) -> re.Pattern[str] | None:
    if not leads or not verbs:
        return None
    ways, what = (
        "|".join(re.escape(_plain(word)) for word in sorted(words, key=len, reverse=True))
        for words in (leads, verbs)
    )
    return re.compile(rf"(?:(?P<before>.*?)\s)?(?:{ways})\s(?:{what})(?:\s(?P<after>.*))?")


def read_placeholders(
    words: Collection[str],
    leads: Collection[str] = (),
    verbs: Collection[str] = (),
    nouns: Collection[str] = (),
    statuses: Collection[str] = (),
) -> Placeholders:
    """Return what a house writes for what is still to be filled in, as texts are compared with."""
    return Placeholders(
        frozenset(map(_plain, words)),
        frozenset(map(_plain, statuses)),
        frozenset(map(_plain, nouns)),
        _order(tuple(leads), tuple(verbs)),
    )


def may_hold_placeholder(text: str) -> bool:
    """Return whether a part of a text may be to be filled in: told fast of many texts, joined.

    >>> may_hold_placeholder("Mend XXX"), may_hold_placeholder("Mend the road")
    (True, False)
    """
    return any(map(text.__contains__, (*MARKS, *BRACKETS))) or DUMMY in text.lower()


def _plain(text: str) -> str:
    """Return a text folded, without dots and brackets."""
    return fold(text.strip(" ()[]{}<>…").replace(".", ""))
