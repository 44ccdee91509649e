"""Prove that the parts around the rows are the old ones but for what the edits must change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlmot.findings.receipt import Moved
from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.ooxml.proof.expectation import Surroundings, expected, moved_references
from xlmot.ooxml.proof.node import ProofNode, actual, differences
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.string_table import other_strings
from xlmot.ooxml.proof.xml_tree import Element, children, local

# The parts that hold references, by the name of their root.
_FOLLOWING = frozenset(
    {"worksheet", "workbook", "table", "comments", "ThreadedComments", "wsDr", "chartSpace",
     "formControlPr", "pivotCacheDefinition", "pivotTableDefinition", "singleXmlCells",
     "chartsheet", "dialogsheet", "userShapes", "xml", "ocx"}
)  # fmt: skip
# Where every writer notes things that are not the user's: the view, the order to recalculate.
_NOTED = frozenset({"worksheet", "workbook", "pivotCacheDefinition"})
_ROOT = lazy(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_NAMESPACE = lazy(rb"""\sxmlns[^=\s>]*\s*=\s*(?:"[^"]*"|'[^']*')""")
_NOTES = lazy(
    rb"<(?:\w+:)?(?:dimension|calcPr)\b[^>]*?/>|\srefreshOnLoad=\"[^\"]*\""
    rb"|<((?:\w+:)?)ignoredErrors\b.*?</\1ignoredErrors>",
    re.DOTALL,
)
_MERGES = lazy(rb"<((?:\w+:)?)mergeCells\b.*?</\1mergeCells\s*>", re.DOTALL)
_NUMBERS = lazy(rb"[0-9]+")
_TOTALS = lazy(rb'\s(?:count|uniqueCount)\s*=\s*["\'][0-9]*["\']')


def root_name(data: bytes) -> str:
    """Return the local name of a part's root, without parsing the part.

    >>> root_name(b"<?xml version='1.0'?><!-- x --><c:chartSpace xmlns:c='...'>")
    'chartSpace'
    """
    match = _ROOT.search(data)
    return match[1].decode("utf-8", "replace") if match else ""


def may_follow(reading: RawParts, part: str) -> bool:
    """Return whether a part is of a kind that holds references."""
    return root_name(reading.text(part)[:4096]) in _FOLLOWING


def part_faults(
    old: RawParts, new: RawParts, part: str, setting: Surroundings, moved: list[Moved]
) -> Iterator[Message]:
    """Yield what a part with references is not as it must be; add what follows to `moved`."""
    before, after = old.outline(part), new.outline(part)
    if before is None or after is None:
        same = _NUMBERS.sub(b"", old.text(part)) == _NUMBERS.sub(b"", new.text(part))
        if old.parts[part] != new.parts[part] and not (same and setting.deletions):
            yield changed(part)
        return
    if not _same_names(old.text(part), new.text(part)):
        yield changed(part)
    if setting.merges.any and root_name(new.text(part)[:4096]) == "worksheet":
        yield from setting.merges.faults(old, new, part)
    wanted = expected(before, setting)
    moved += [Moved(part, *one) for one in moved_references(before, setting)]
    found = setting.merges.without_merged(actual(after, edited=setting.edited))
    for path in differences(wanted, found):
        yield say("{part}: {place} is not what the edits make of it.", part=part, place=path)
    explained = _may_differ(before, wanted)
    if explained and not (setting.deletions or setting.renamed):
        left, right = (_around(one, part, merges=not setting.merges.any) for one in (old, new))
        explained = left == right
    if old.parts[part] != new.parts[part] and not explained:
        yield changed(part)


def _around(reading: RawParts, part: str, *, merges: bool = True) -> bytes:
    """Return a part's bytes without rows and without what an edited cell may change.

    Without `merges` also without the list of merged cells.
    """
    data = reading.text(part)
    if root_name(data[:4096]) == "worksheet":
        data = reading.apart(part).frame
    return _NOTES.sub(b"", data if merges else _MERGES.sub(b"", data))


def _prolog(data: bytes) -> bytes:
    """Return what stands before the root: the declaration, comments."""
    match = _ROOT.search(data)
    return data[: match.start()] if match else data


def _same_names(old: bytes, new: bytes) -> bool:
    """Return whether prefixes mean what they meant; those of what goes may go."""
    before, after = (set(_NAMESPACE.findall(data)) for data in (old, new))
    return after <= before and _prolog(old) == _prolog(new)


def _may_differ(before: Element, wanted: ProofNode | None) -> bool:
    return local(before) in _NOTED or wanted != actual(before)


def changed(part: str) -> Message:
    """Return the sentence for a part that is not as it was."""
    return say("{part} changed, which no edit explains.", part=part)


def string_faults(old: RawParts, new: RawParts, part: str) -> Iterator[Message]:
    """Yield what changed in the shared strings besides strings: which may, the cells show."""
    before, after = old.strings.around, new.strings.around
    if _TOTALS.sub(b"", before) != _TOTALS.sub(b"", after):
        yield changed(part)


def changed_strings(old: RawParts, new: RawParts) -> frozenset[bytes]:
    """Return the indexes of shared strings that are not what they were, as a cell writes them."""
    return frozenset(b"%d" % index for index in other_strings(old.strings, new.strings))


def style_faults(old: RawParts, new: RawParts, part: str) -> Iterator[Message]:
    """Yield what changed in the styles, but for cell formats that were added at the end."""
    before, after = old.tree(part), new.tree(part)
    if before is None or after is None:
        yield changed(part)
        return
    if not _same_names(old.text(part), new.text(part)):
        yield changed(part)
    left, right = actual(before), actual(after)
    size = sum(1 for _ in children(before, "cellXfs", "xf"))
    right = right._replace(children=[_cut(one, size) for one in right.children])
    if any(differences(left, right)):
        yield changed(part)


def _cut(node: ProofNode, size: int) -> ProofNode:
    return node._replace(children=node.children[:size]) if node.name.endswith("}cellXfs") else node


def listing_faults(
    old: RawParts, new: RawParts, part: str, gone: Sequence[str], come: Sequence[str]
) -> Iterator[Message]:
    """Yield what changed in content types or relationships, but for parts that went or came."""
    before, after = old.tree(part), new.tree(part)
    if before is None or after is None:
        yield changed(part)
        return
    left, right = ({_entry(one) for one in root} for root in (before, after))
    if (
        left == right
        or before.tag != after.tag
        or _prolog(old.text(part)) != _prolog(new.text(part))
    ):
        yield changed(part)
    used = _used(new, part)
    lost = [one for one in left - right if not _is_idle_link(one, used)]
    if any(not _names(one, gone) for one in lost) or any(
        not _names(one, come) for one in right - left
    ):
        yield changed(part)


def _entry(element: Element) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(element.attrib.items()))


def _used(reading: RawParts, rels: str) -> frozenset[str]:
    """Return the values of attributes of the part that relationships are for."""
    part = reading.find(rels.replace("\\", "/").replace("_rels/", "").removesuffix(".rels"))
    root = reading.outline(part) if part else None
    values = (element.attrib.values() for element in ([] if root is None else root.iter()))
    return frozenset(value for found in values for value in found)


def _is_idle_link(entry: tuple[tuple[str, str], ...], used: frozenset[str]) -> bool:
    """Return whether a relationship is an address that no hyperlink uses: its row is gone."""
    values = dict(entry)
    return values.get("Type", "").endswith("/hyperlink") and values.get("Id") not in used


def _names(entry: tuple[tuple[str, str], ...], parts: Sequence[str]) -> bool:
    values = dict(entry)
    target = values.get("PartName", values.get("Target", "")).lstrip("/")
    return any(part == target or part.endswith(f"/{target}") for part in parts)
