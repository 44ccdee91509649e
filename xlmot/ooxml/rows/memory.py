"""Remember what references were before rows were deleted, so that they can be that again.

A reference does not say what a deletion took from it: `B4:B19` may have been `B4:B20`, and `#REF!`
anything. So the deletion is made once more in the workbook as it was, and what comes of each
reference is noted; where the same is found in the workbook of today, it becomes what it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from xlmot.messages.named import NamedTuple
from xlmot.ooxml.cells.formulas import spelt
from xlmot.ooxml.cells.references import GONE


class ReferencePlace(NamedTuple):
    """Where references stand: kind of part, the sheet it belongs to, element, attribute, name."""

    kind: str
    home: str | None
    element: str
    at: str
    name: str = ""


class Memory:
    """What came of the references of a workbook.

    A reference that went with its row is `gone`; one that became `#REF!` stood at a place `broken`.
    """

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ReferencePlace], list[tuple[str, str]]] = defaultdict(list)
        self._origins: dict[ReferencePlace, dict[str, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self.gone: list[tuple[ReferencePlace, str]] = []
        self.broken: set[ReferencePlace] = set()

    def note(self, part: str, place: ReferencePlace, before: str, after: str | None) -> None:
        """Note that `before` became `after`, or went."""
        if after is None:
            self.gone.append((place, before))
            return
        if spelt(after).count(GONE) > before.count(GONE):
            self.broken.add(place)
        self._lists[part, place].append((spelt(after), before))
        self._origins[place][spelt(after)].add(before)

    def whole(self, part: str, place: ReferencePlace, now: list[str]) -> list[str] | None:
        """Return what all references at a place of a part were, None where they are not the same.

        Where the part holds the same references in the same order, that is sure of each.
        """
        listed = self._lists.get((part, place), [])
        return [old for _, old in listed] if [new for new, _ in listed] == now else None

    def origin(self, place: ReferencePlace, now: str) -> str | None:
        """Return what a reference was, None unless there is only one that can have become it."""
        origins = self._origins.get(place, {}).get(spelt(now), set())
        return next(iter(origins)) if len(origins) == 1 else None


class Noting:
    """Notes in a memory what a deletion makes of the references of a part."""

    def __init__(self, memory: Memory, part: str) -> None:
        self._memory, self._part = memory, part

    def becomes(self, place: ReferencePlace, old: str, new: str | None) -> str | None:
        """Note it, and return `new`."""
        self._memory.note(self._part, place, old, new)
        return new


class Counting:
    """Counts the references of a part before they are asked about."""

    def __init__(self) -> None:
        self.found: dict[ReferencePlace, list[str]] = defaultdict(list)

    def becomes(self, place: ReferencePlace, old: str, new: str | None) -> str | None:
        """Count it, and return `new`."""
        self.found[place].append(spelt(old))
        return new


class Recalling:
    """Says what the references of a part were, if the memory knows, and else what Excel does.

    `unknown` are the names, or the sheets, where a `#REF!` may be the deletion's and stays.
    """

    def __init__(self, memory: Memory, part: str, counted: Counting) -> None:
        self._memory = memory
        self._whole = {
            place: memory.whole(part, place, now) for place, now in counted.found.items()
        }
        self._next: Counter[ReferencePlace] = Counter()
        self.unknown: list[str] = []

    def becomes(self, place: ReferencePlace, old: str, new: str | None) -> str | None:
        """Return what a reference was, else `new`."""
        whole = self._whole.get(place)
        number = self._next[place]
        self._next[place] += 1
        origin = whole[number] if whole else self._memory.origin(place, old)
        # What Excel makes of it anyway keeps the spelling it has now.
        if origin is None and place in self._memory.broken and GONE in spelt(old):
            self.unknown.append(place.name.partition("!")[2] or place.home or "")
        known = origin is not None and (new is None or spelt(origin) != spelt(new))
        return origin if known else new
