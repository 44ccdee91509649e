"""Give cells new texts in the table of shared strings, and leave no text behind that nobody uses.

The table is ECMA-376 part 1, 18.4: a cell of type `s` holds the number of its string, from 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property

from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.lazy import lazy
from xlmot.ooxml.cells.strings import has_phonetics, plain_string, rewritten, string_text
from xlmot.ooxml.parts.markup import Element, Markup, Splice, splice
from xlmot.ooxml.parts.package import Package

_TYPE = lazy(rb"""\st\s*=\s*["']s["']""")
_UNUSUAL = lazy(rb't="s"><v>(?!(?:0|[1-9]\d*)</v>)')
_USE = lazy(rb"""\st\s*=\s*["']s["'][^<>]*>\s*<(?:[\w.-]+:)?v(?:\s[^<>]*)?>\s*(\d+)\s*<""")


class SharedStrings:
    """The shared strings of a workbook, and the changes asked of them until `put`."""

    def __init__(self, package: Package) -> None:
        found = package.related(package.workbook, "sharedStrings")
        self._package = package
        self.part = found[0] if found else None
        self._xml = Markup(package.part(self.part) if self.part else b"<sst/>")
        self._edits: list[Splice] = []
        self._added: dict[bytes, int] = {}
        self._more_uses = 0

    @cached_property
    def _starts(self) -> list[int]:
        return self._xml.starts("si")

    def text(self, index: int) -> str:
        """Return a string's text; raises UnreadableFile where the table has no such number."""
        return string_text(self._xml, self._element(index))

    def has_phonetics(self, index: int) -> bool:
        """Return whether a string carries a phonetic guide."""
        return has_phonetics(self._xml, self._element(index))

    def runs(self, index: int) -> bytes | None:
        """Return the XML of a string in several fonts; None of a plain one, or with a prefix."""
        element = self._element(index)
        inner = self._xml.data[element.head : element.tail]
        return inner if b"<r>" in inner and not element.prefix else None

    def change(self, asked: Iterable[tuple[int, str | None]]) -> dict[tuple[int, str | None], int]:
        """Return, for each (number, new text) of some cells, the number these cells get.

        `asked` names each cell once; None is a cell that shows no string any more. A string that
        none but these cells use is rewritten where it stands, and a text that some other cell
        shows is kept for it.
        """
        counts = Counter(asked)
        self._more_uses -= sum(count for (_, text), count in counts.items() if text is None)
        totals: Counter[int] = Counter()
        for (index, _), count in counts.items():
            totals[index] += count
        uses = self._uses(totals) if totals else totals
        numbers: dict[tuple[int, str | None], int] = {}
        for index, text in sorted(counts, key=lambda pair: pair[1] is None):
            if uses[index] == totals[index]:
                self._edits += rewritten(self._xml, self._element(index), text or "")
                numbers[index, text] = index
                uses[index] = -1
            elif text is not None:
                numbers[index, text] = self._add(self._copy(index, text))
        return numbers

    def add(self, text: str) -> int:
        """Return the number of a new string for a cell that showed none before."""
        self._more_uses += 1
        return self._add(plain_string(text, "si", self._xml.root.prefix))

    def put(self) -> None:
        """Write the changes to the package."""
        if self.part is None or not (self._edits or self._added or self._more_uses):
            return
        edits = [*self._edits, *self._ending(), *self._counted()]
        self._package.put(self.part, splice(self._xml.data, edits))

    def _element(self, index: int) -> Element:
        if not 0 <= index < len(self._starts):
            raise _no_string(index)
        element = self._xml.first("si", start=self._starts[index])
        if element is None:
            raise _no_string(index)
        return element

    def _copy(self, index: int, text: str) -> bytes:
        element = self._element(index)
        copy = self._xml.data[element.start : element.end]
        edits = rewritten(self._xml, element, text)
        return splice(copy, [(s - element.start, e - element.start, new) for s, e, new in edits])

    def _add(self, string: bytes) -> int:
        return self._added.setdefault(string, len(self._starts) + len(self._added))

    def _uses(self, indexes: Collection[int]) -> Counter[int]:
        """Return how many cells use each string; nothing where that is not sure."""
        uses: Counter[int] = Counter()
        for sheet in self._package.sheets:
            if not sheet.part:
                continue
            data = self._package.part(sheet.part)
            if _is_usual(data) and len(indexes) < 9:
                uses.update({i: data.count(b't="s"><v>%d</v>' % i) for i in indexes})
                continue
            found = _USE.findall(data)
            if len(found) != len(_TYPE.findall(data)):
                return Counter()
            uses.update(map(int, found))
        return uses

    def _ending(self) -> list[Splice]:
        xml = self._xml
        new = b"".join(self._added)
        whole = xml.whole()
        if not whole.empty:
            return [(whole.tail, whole.tail, new)]
        head = xml.data[whole.start : whole.end].rstrip(b">").rstrip(b"/").rstrip()
        closing = b"</" + head[1:].split()[0] + b">"
        return [(whole.start + len(head), whole.end, b">" + new + closing)]

    def _counted(self) -> list[Splice]:
        """Return the splices that keep `count` and `uniqueCount`, where written, in step."""
        grown = {"count": self._more_uses, "uniqueCount": len(self._added)}
        there = self._xml.attributes(self._xml.root)
        return [
            edit
            for name, more in grown.items()
            if more and name in there and there[name].value.isdecimal()
            for edit in self._xml.set_attribute(
                self._xml.root, name, str(int(there[name].value) + more)
            )
        ]


def _is_usual(data: bytes) -> bool:
    """Return whether every cell of a shared string reads `t="s"><v>7</v>`, as Excel writes it.

    Quoted s that stands anywhere else, in a text even, makes it unusual.
    """
    quoted = data.count(b'"s"') + (data.count(b"'s'") if b"'" in data else 0)
    return quoted == data.count(b't="s"><v>') and not _UNUSUAL.search(data)


def _no_string(index: int) -> UnreadableFile:
    return UnreadableFile(
        say("The workbook is damaged: it has no text number {number}.", number=index),
        say("Open it in Excel, let it repair the file, save it and try again."),
    )
