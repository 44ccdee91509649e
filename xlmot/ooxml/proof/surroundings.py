"""Prove that the sheets around a graft, and all that is not the graft's, are what they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.characters import escape
from xlmot.ooxml.proof.node import ProofNode, actual, bare, differences
from xlmot.ooxml.proof.parts import changed
from xlmot.ooxml.proof.reading import RawParts
from xlmot.ooxml.proof.xml_tree import Element, children, local
from xlmot.programme.address import sheet_prefix

# The lists of a styles part that may grow at their end.
_GROWING = frozenset({"numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"})
# What the properties of a document say of its sheets (ECMA-376 part 1, 22.2).
_TITLES = frozenset({"HeadingPairs", "TitlesOfParts"})


class Declared(NamedTuple):
    """The sheets that a graft says it writes, replaces, keeps under a new name, and takes out.

    `written` are the names of its sheets, `replaced` says whose place some of them take, `kept`
    the new names of earlier sheets; `replaced` and `kept` are by the old name.
    """

    written: frozenset[str]
    replaced: Mapping[str, str]
    kept: Mapping[str, str]
    dropped: frozenset[str]

    def now(self, sheet: str) -> str | None:
        """Return what an old sheet is called now, None of one that is gone."""
        if sheet in self.dropped:
            return None
        return self.replaced.get(sheet, self.kept.get(sheet, sheet))


def tab_faults(old: RawParts, new: RawParts, declared: Declared) -> Iterator[Message]:
    """Yield what is not as declared in the list of sheets: names, order, numbers, parts."""
    there = {sheet.name: sheet for sheet in new.sheets}
    wanted = [(sheet, declared.now(sheet.name)) for sheet in old.sheets]
    stayed = [name for _, name in wanted if name is not None]
    for sheet, name in wanted:
        found = there.get(name) if name is not None else None
        if name is not None and (found is None or found[1:] != sheet[1:]):
            yield say("The sheet “{sheet}” is not where it was.", sheet=sheet.name)
    if [name for name in there if name in stayed] != stayed:
        yield say("The sheets are not in the order in which they were.")
    for name in there.keys() ^ (set(stayed) | declared.written):
        yield say("The sheet “{sheet}” was not asked for, or is missing.", sheet=name)


def book_faults(old: RawParts, new: RawParts, declared: Declared) -> Iterator[Message]:
    """Yield what changed in the workbook part beside the sheets of the graft."""
    part = old.workbook
    before, after = old.tree(part), new.tree(part)
    if before is None or after is None:
        yield changed(part)
        return
    places = {sheet.name: place for place, sheet in enumerate(new.sheets)}
    moved = [places.get(declared.now(sheet.name) or "") for sheet in old.sheets]
    ours = [places[name] for name in declared.written if name in places]
    ours += [places[name] for name in declared.kept.values() if name in places]
    wanted = _plain(before, moved, ours)
    if wanted != _plain(after, list(range(len(new.sheets))), ours):
        yield changed(part)


def _plain(root: Element, moved: Sequence[int | None], ours: Sequence[int]) -> ProofNode:
    """Return a workbook part without its list of sheets, the places of tabs as they are now.

    Names that belong to our sheets are left out, as are those of sheets that are gone.
    """
    found = actual(root)
    content = [_of_tabs(one, moved, ours) for one in found.children if bare(one.name) != "sheets"]
    kept = [one for one in content if bare(one.name) != "definedNames" or one.children]
    return found._replace(children=kept)


def _of_tabs(node: ProofNode, moved: Sequence[int | None], ours: Sequence[int]) -> ProofNode:
    if bare(node.name) == "bookViews":
        return node._replace(
            attributes={}, children=[_placed(view, moved) for view in node.children]
        )
    if bare(node.name) != "definedNames":
        return node
    names = []
    for one in node.children:
        local_id = one.attributes.get("localSheetId")
        place = moved[int(local_id)] if local_id else None
        if local_id is None:
            names.append(one)
        elif place is not None and place not in ours:
            names.append(one._replace(attributes={**one.attributes, "localSheetId": str(place)}))
    return node._replace(attributes={}, children=names)


def _placed(view: ProofNode, moved: Sequence[int | None]) -> ProofNode:
    """Return a view of the workbook with its tabs where they are now, the first for one gone."""
    tabs = {}
    for name in ("activeTab", "firstSheet"):
        old = view.attributes.get(name, "0")
        place = moved[int(old)] if old.isdecimal() and int(old) < len(moved) else 0
        tabs[name] = str(place or 0)
    return view._replace(attributes={**view.attributes, **tabs})


def format_faults(old: RawParts, new: RawParts, part: str) -> Iterator[Message]:
    """Yield what changed in the styles, but for formats that were added at the end of lists."""
    before, after = old.tree(part), new.tree(part)
    if before is None or after is None:
        yield changed(part)
        return
    sizes = {local(child): sum(1 for _ in child) for child in before}
    left = _without_new(actual(before), sizes)
    if any(differences(left, _without_new(actual(after), sizes))):
        yield changed(part)


def _without_new(node: ProofNode, sizes: Mapping[str, int]) -> ProofNode:
    kept = []
    for child in node.children:
        name = bare(child.name)
        if name in _GROWING and not sizes.get(name):
            continue
        cut = child.children[: sizes[name]] if name in _GROWING else child.children
        kept.append(child._replace(children=cut))
    return node._replace(children=kept)


def title_faults(old: RawParts, new: RawParts, part: str) -> Iterator[Message]:
    """Yield what changed in the properties of the document beside the titles of sheets."""
    before, after = old.tree(part), new.tree(part)
    if before is None or after is None:
        yield changed(part)
        return
    sides = ([actual(one) for one in root if local(one) not in _TITLES] for root in (before, after))
    if next(sides) != next(sides):
        yield changed(part)
    for name in _TITLES:
        if len(list(children(before, name))) != len(list(children(after, name))):
            yield changed(part)


def is_renamed(old: bytes, new: bytes, names: Mapping[str, str]) -> bool:
    """Return whether a part of a sheet that has a new name differs by that name alone."""
    for before, after in names.items():
        for written in (sheet_prefix(after), sheet_prefix(before), f"{before}!"):
            old, new = (data.replace(escape(written), b"") for data in (old, new))
    return old == new
