"""Write how a house writes its codes as formulas of Excel, which knows no regular expressions.

A code is taken apart level by level: the part before the next joint, and the rest after it. It is
valid if each part is of its kind and the last part ends it.
"""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

from xlmot.books.guards.formulas import array, quoted
from xlmot.programme.grammar import ROMAN, Grammar, padding

ALPHABETS = {"letter": ascii_uppercase, "small": ascii_lowercase}
# The longest of the numerals has five letters; a sixth sees its end.
ROMAN_PLACES = tuple(range(1, 7))


def can_guard(grammar: Grammar) -> bool:
    """Return whether formulas of Excel can say how a house writes its codes.

    >>> can_guard(Grammar()), can_guard(Grammar(starts=(1, 2, 2))), can_guard(Grammar(ends=(".",)))
    (True, False, False)
    """
    plain = Grammar(grammar.parts, grammar.joints, grammar.heads, unsure=grammar.unsure)
    kinds = {"number", "roman", *ALPHABETS}
    return grammar == plain and all(kind in kinds or padding(kind) for kind in grammar.parts)


def code_formulas(grammar: Grammar) -> dict[str, str]:
    """Return the formulas that read the code of a row; others use four of them.

    `text` is the code as text, `valid` whether it follows the grammar, `level` its depth from 1,
    `parent` the text of the code above it. A whole number is a code too, since Excel makes one of
    a code of a single level that is typed; any other number has lost its zeros or was a date.
    """
    levels = range(1, grammar.depth + 1)
    formulas = {
        "text": 'IF(ISNUMBER([code]),IF([code]=INT([code]),TEXT([code],"0"),"?"),[code]&"")',
        "bare": _behind_heads(grammar),
    }
    for level in levels:
        rest = "<bare>" if level == 1 else f"<rest{level}>"
        last = level == grammar.depth
        joint = "" if last else grammar.joint(level)
        formulas[f"part{level}"] = rest if last else _part(rest, grammar.kind(level - 1), joint)
        if not last:
            formulas[f"rest{level + 1}"] = f"MID({rest},LEN(<part{level}>)+{1 + len(joint)},99)"
        formulas[f"ends{level}"] = f"LEN(<part{level}>)=LEN({rest})"
    for level in reversed(levels):
        kind = _is_of_kind(f"<part{level}>", grammar.kind(level - 1))
        more = "" if level == grammar.depth else f",<valid{level + 1}>"
        formulas[f"valid{level}"] = f"AND({kind},OR(<ends{level}>{more}))"
    return {
        **formulas,
        "valid": "<valid1>",
        "level": _level(grammar.depth),
        "parent": f"CHOOSE(<level>,{','.join(_text_before(grammar, level) for level in levels)})",
    }


def _behind_heads(grammar: Grammar) -> str:
    """Return the formula of what follows the words that the house puts before its codes."""
    formula = "<text>"
    for head in sorted(filter(None, set(grammar.heads)), key=len):
        found = f"EXACT(LEFT(<text>,{len(head)}),{quoted(head)})"
        formula = f"IF({found},MID(<text>,{len(head) + 1},99),{formula})"
    return formula


def _part(rest: str, kind: str, joint: str) -> str:
    """Return the part that a rest begins with: up to the joint, or as much as its kind takes."""
    if joint:
        return f"LEFT({rest},FIND({quoted(joint)},{rest}&{quoted(joint)})-1)"
    if kind == "number":
        second = f'ISNUMBER(FIND(MID({rest},2,1),"0123456789"))'
        return f"LEFT({rest},1+{second}*(LEN({rest})>1))"
    if kind == "roman":
        other = f'ISERROR(FIND(MID({rest}&"0",{array(ROMAN_PLACES)},1),"IVX"))'
        return f"LEFT({rest},MATCH(TRUE,{other},0)-1)"
    return f"LEFT({rest},{padding(kind) or 1})"


def _is_of_kind(part: str, kind: str) -> str:
    if kind in ALPHABETS:
        return f"AND(LEN({part})=1,ISNUMBER(FIND({part},{quoted(ALPHABETS[kind])})))"
    if kind == "roman":
        return f"SUMPRODUCT(--EXACT({part},{array(ROMAN)}))=1"
    # Written back by Excel, 07, 7.0, 7E0 or a date is not what was typed.
    width = padding(kind)
    shown = f'EXACT({part},TEXT({part}+0,"{"0" * (width or 1)}"))'
    return f"IFERROR(AND({shown},LEN({part})<={width or 2},{part}+0>0),FALSE)"


def _level(depth: int) -> str:
    formula = str(depth)
    for level in range(depth - 1, 0, -1):
        formula = f"IF(<ends{level}>,{level},{formula})"
    return formula


def _text_before(grammar: Grammar, level: int) -> str:
    """Return the formula of the text of a code's parent."""
    joints = [f"&{quoted(grammar.joint(above))}&" for above in range(1, level - 1)]
    parts = [f"<part{above}>" for above in range(1, level)]
    pairs = zip(parts, [*joints, ""], strict=True) if parts else []
    head = f"{quoted(grammar.head(level - 2))}&" if level > 1 and grammar.head(level - 2) else ""
    return head + "".join(part + joint for part, joint in pairs) or '""'
