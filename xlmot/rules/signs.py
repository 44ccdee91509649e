"""Find the signs of what is missing: `XXX`, `???`, “Mr X”, a slot between two marks."""

from __future__ import annotations

from xlmot.messages.lazy import lazy

# In any language: crosses, question marks, dots, the printers' dummy text, keys struck in a row.
SIGN = lazy(
    r"(?i)x{2,}(?:[\s./-]x{2,})*|[¿¡!\s-]*\?[¿?¡!\s-]*|…+|\.{3,}|_{2,}|#{2,}|lorem ipsum\b.*"
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
# An order of somebody to himself before a note: “TODO: read again”, “XXX see with Anna”.
SHOUTED = lazy(
    r"(?:X{3,}|TODO|TO DO|FIXME|TBC|TBD)(?:\s?[:!…]+|\s[-–—]|\s(?!ani|[eé]di)(?=[a-zà-ÿ]))\s?\S"
    r"|(?:TODO|FIXME)\s*\Z|xxx\s(?=[a-zà-ÿ]{3})"
)
# An address that leads nowhere: no domain, or a site without one.
ADDRESS = lazy(r"[\w.+-]+@(?:[^\W_]+)?|(?i:https?)://[^.\s]*/?")
# What is counted, with a sign for its number: “Action n° X”.
UNNUMBERED = lazy(
    r"(?i)(\w+)\s(?:(?:n[°ºo]s?\.?|nr\.?|no\.|num\.?|#)\s?(?:x{1,3}|\?+|…|_+)|x{2,3}|\?+)"
)
# It ends in one of these.
UNKNOWNS = ("x", "X", "?", "…", "_")
# Where none of these stands, there is no sign among other words; each has one of FEW.
SIGNS: tuple[str, ...] = ("XXX", "?", "___", "XX/", "/MM", "MM/D", ".MM.", "20__", "orem", "OREM")
SIGNS += ("20X", *(f"20{digit}X" for digit in range(10)))
SPACES = ("", " ", "\u00a0", "\u202f")
SIGNS += tuple(f"X{space}{unit}" for space in SPACES for unit in "kM€£$%")
SIGNS += tuple(f"{unit}{space}X" for space in SPACES for unit in "€£$")
FEW, BRACKETS = ("X", "?", "___", "MM", "orem", "OREM"), "([{<"
# Longer signs begin with one of these, or with no letter.
LONGEST_NAME = 20
BEGINNINGS = ("xx", "lorem", "asdf", "azert", "qwert")
# What stands for the name of somebody ends in one of these.
ENDINGS = "xX?…._nN"


def is_shouted(text: str) -> bool:
    """Return whether a note begins with an order of somebody to himself.

    >>> is_shouted("TODO : relire"), is_shouted("XXX ask Anna"), is_shouted("Todo el año")
    (True, True, False)
    """
    return text[:3].isupper() and SHOUTED.match(text) is not None


def is_sign(text: str) -> bool:
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


def may_hold_sign(text: str) -> bool:
    """Return whether a sign may stand among the words of a text.

    >>> may_hold_sign("Mend XXX"), may_hold_sign("AXES"), may_hold_sign("Mend the road")
    (True, False, False)
    """
    return any(map(text.__contains__, FEW)) and any(map(text.__contains__, SIGNS))
