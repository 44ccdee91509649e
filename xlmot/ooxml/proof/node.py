"""Reduce an XML part to the tree of what counts in it, and compare two such trees."""

from __future__ import annotations

from collections.abc import Iterator

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.references import areas
from xlmot.ooxml.proof.reckoning import plain
from xlmot.ooxml.proof.xml_tree import Element, local

# What a wanted tree says where anything, or any numbers with commas between, will do.
ANY = "\0any"
# What a tree says for a count that is right; one that was wrong may be put right.
RIGHT = "\0right"
NUMBERS = "\0numbers"  # with commas between, as the eight of a shape's anchor

# Attributes and elements whose text is a formula, an area of the part's sheet, or neither counts.
FORMULA_ATTRIBUTES = frozenset(
    {"textlink", "fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup", "linkedCell", "listFillRange"}
)
FORMULAS = frozenset(
    {"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula",
     "totalsRowFormula", "FmlaLink", "FmlaRange", "FmlaTxbx", "FmlaGroup"}
)  # fmt: skip
_COUNTS = frozenset({"count", "manualBreakCount"})
_TRUTHS = frozenset({"0", "1", "false", "true"})
_RECALCULATION = frozenset({"fullCalcOnLoad", "refreshOnLoad"})
_SIGHT = frozenset({"sheetView", "customSheetView", "pane", "selection"})
_SIGHT_ATTRIBUTES = frozenset({"topLeftCell", "activeCell", "sqref", "ySplit", "activeCellId"})


class ProofNode(NamedTuple):
    """An element with what counts of it: a tree that can be compared."""

    name: str
    attributes: dict[str, str]
    text: str
    children: list[ProofNode]


def actual(element: Element, *, edited: bool = False) -> ProofNode:
    """Return what an element is."""
    return ProofNode(
        element.tag,
        dict(actual_attributes(element)),
        plain_text(element),
        [
            actual(child, edited=edited)
            for child in element
            if not is_left_out(child, edited=edited)
        ],
    )


def is_left_out(element: Element, *, edited: bool) -> bool:
    """Return whether an element says nothing that is the user's.

    The order to recalculate; where cells are edited, their extent and the marks that spare a text
    that looks like a number its green triangle.
    """
    name = local(element)
    if name == "calcPr":
        return not dict(actual_attributes(element))
    if name == "ignoredErrors":
        return edited and all(map(_is_spared, element))
    if name == "ignoredError":
        return edited and _is_spared(element)
    return edited and name == "dimension"


def _is_spared(element: Element) -> bool:
    return (
        set(element.attrib) == {"sqref", "numberStoredAsText"}
        and element.get("numberStoredAsText") in _TRUTHS
    )


def actual_attributes(element: Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        bare = key.rpartition("}")[2]
        if _is_for_screen(element, bare, value) or (bare in _RECALCULATION and value in _TRUTHS):
            continue
        if bare in _COUNTS and value == _count(element, bare):
            yield key, RIGHT
        else:
            yield key, plain(value) if bare in FORMULA_ATTRIBUTES or "!" in value else value


def _is_for_screen(element: Element, key: str, value: str) -> bool:
    """Return whether an attribute says what is in sight and selected; it has to be sound."""
    if local(element) not in _SIGHT or key not in _SIGHT_ATTRIBUTES:
        return False
    return value.isdecimal() or areas(value) is not None


def _count(element: Element, key: str) -> str:
    counted = (child for child in element if key == "count" or child.get("man") in ("1", "true"))
    return str(sum(1 for _ in counted))


def plain_text(element: Element) -> str:
    text = own_text(element)
    return plain(text) if local(element) in FORMULAS or "!" in text else text


def own_text(element: Element) -> str:
    """Return the text of an element that is not its children's, nor white space alone."""
    texts = (element.text, *(child.tail for child in element))
    return "".join(text for text in texts if text and text.strip())


def differences(wanted: ProofNode | None, found: ProofNode | None, path: str = "") -> Iterator[str]:
    """Yield the paths where a tree is not what it must be."""
    if wanted is None or found is None:
        if wanted is not found:
            yield f"{path}/{bare((wanted or found or _NOTHING).name)}"
        return
    path = f"{path}/{bare(wanted.name)}"
    if wanted.name != found.name or not _is(wanted.text, found.text):
        yield path
    elif not _are(wanted.attributes, found.attributes):
        yield f"{path}/@"
    elif len(wanted.children) != len(found.children):
        yield f"{path}/*"
    else:
        for one, other in zip(wanted.children, found.children, strict=True):
            yield from differences(one, other, path)


def _are(wanted: dict[str, str], found: dict[str, str]) -> bool:
    return wanted.keys() == found.keys() and all(
        _is(wanted[key], found[key]) or (key in _COUNTS and found[key] == RIGHT) for key in wanted
    )


def _is(wanted: str, found: str) -> bool:
    if wanted == NUMBERS:
        return _NUMBERS.fullmatch(found) is not None
    return wanted in (found, ANY)


def bare(name: str) -> str:
    return name.rpartition("}")[2]


_NOTHING = ProofNode("", {}, "", [])
_NUMBERS = lazy(r"[\d\s,-]+")
