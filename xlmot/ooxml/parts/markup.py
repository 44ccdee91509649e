"""Find elements and attributes in the bytes of an XML part, so that an edit keeps all others.

Nothing here builds a tree or writes XML back: an element is where it stands, and an edit is a list
of spans with what replaces them, for `splice`.

    >>> from xlmot.ooxml.parts.characters import escape
    >>> xml = Markup(b'<x:sst xmlns:x="urn:a"><x:si><x:t>Goal</x:t></x:si></x:sst>')
    >>> [element] = xml.elements("t")
    >>> xml.text(element)
    'Goal'
    >>> splice(xml.data, [(element.head, element.tail, escape("R&D"))])
    b'<x:sst xmlns:x="urn:a"><x:si><x:t>R&amp;D</x:t></x:si></x:sst>'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from xlmot.messages.hints import TypeAlias
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.characters import damaged, escape_attribute, unescape
from xlmot.ooxml.parts.tag_patterns import ATTRIBUTES, NAME, beginnings, tags_named

Splice: TypeAlias = tuple[int, int, bytes]

_ATTRIBUTE = lazy(rb"""\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_HEAD = lazy(rb"<(?:(" + NAME + rb"):)?(" + NAME + rb")(" + ATTRIBUTES + rb")>")
_LITERAL = lazy(rb"<!--(?:.*?-->|.*)|<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<[^>]*>|([^<]+)", re.DOTALL)
_CLOSING = lazy(rb"</([^\s>]+)\s*>\s*\Z")
_SLASH = ord("/")
_WHITE = lazy("[\t\r\n]")

# Most names stand nowhere in a part: looking for them is cheaper than a pattern of their own.
_NEVER = lazy(rb"(?!)()")


class Tag(NamedTuple):
    """One tag from its `<` at `start` to behind its `>` at `end`.

    `closes` is true of `</c>`, `empty` of `<c/>`. `name` is without `prefix`.
    """

    start: int
    end: int
    name: str
    prefix: str
    closes: bool
    empty: bool


class Element(NamedTuple):
    """One element: `<row>` is `start` to `head`, what it holds `head` to `tail`, `</row>` to `end`.

    Of an empty element `<row/>` head, tail and end are one place.
    """

    start: int
    head: int
    tail: int
    end: int
    name: str
    prefix: str

    @property
    def empty(self) -> bool:
        """Return whether it is written `<row/>`, so that nothing can be put into it yet."""
        return self.head == self.end


class Attribute(NamedTuple):
    """The value of an attribute, unescaped, and where it stands between its quotes.

    `lead` is where the white space before the name begins.
    """

    value: str
    start: int
    end: int
    lead: int


class Markup:
    """The bytes of one XML part in UTF-8 (see `utf8`), ready to be searched.

    A name in a search is local and stands for the root's namespace: `"row"` finds `<row>` or
    `<x:row>`, as the root is written, never `<x14:row>`; `"*:f"` finds `f` under any prefix or
    none. Comments, CDATA and processing instructions are stepped over: a `plain` part has none.

    Raises UnreadableFile where the part is no XML or an element is never closed.
    """

    __slots__ = ("_known", "_prefixes", "data", "plain", "root")

    def __init__(self, data: bytes) -> None:
        self.data = data
        # One byte is found ten times as fast as two.
        self.plain = not (b"!" in data and b"<!" in data) and (
            data.find(b"?", 5) < 0 or data.find(b"<?", 5) < 0
        )
        self._known: dict[str, bool] = {}
        self.root = self._find_root()
        self._prefixes = self._root_prefixes()

    def tags(self, *names: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
        """Yield the opening, empty and closing tags of these names, of all without a name."""
        return self._scan(self._pattern(names, closing=True), start, end)

    def heads(self, *names: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
        """Yield the opening and empty tags of these names: several times faster than `tags`."""
        return self._scan(self._pattern(names, closing=False), start, end)

    def starts(self, *names: str, start: int = 0, end: int | None = None) -> list[int]:
        """Return where `heads` begin: faster again."""
        if not self.plain:
            return [tag.start for tag in self.heads(*names, start=start, end=end)]
        # What begins like a tag is one: a literal “<” stands nowhere else.
        pattern = beginnings(names, self._prefixes)
        found = pattern.finditer(self.data, start, len(self.data) if end is None else end)
        return [match.start() for match in found]

    def elements(self, *names: str, start: int = 0, end: int | None = None) -> Iterator[Element]:
        """Yield the outermost elements of these names in their order.

        >>> xml = Markup(b"<si><r><t>A</t></r><r/></si>")
        >>> [xml.data[e.start:e.end] for e in xml.elements("r")]
        [b'<r><t>A</t></r>', b'<r/>']
        """
        opened: list[Tag] = []
        for tag in self.tags(*names, start=start, end=end):
            if tag.closes and opened:
                first = opened.pop()
                if not opened:
                    yield Element(first.start, first.end, tag.start, tag.end, tag.name, tag.prefix)
            elif tag.closes:
                raise damaged()
            elif not tag.empty:
                opened.append(tag)
            elif not opened:
                yield Element(tag.start, tag.end, tag.end, tag.end, tag.name, tag.prefix)
        if opened:
            raise damaged()

    def first(self, *names: str, start: int = 0, end: int | None = None) -> Element | None:
        """Return the first of `elements`, None where there is none; what follows is not read."""
        return next(self.elements(*names, start=start, end=end), None)

    def children(self, element: Element) -> Iterator[Element]:
        """Yield the elements directly inside `element`, of whatever name and namespace."""
        return self.elements(start=element.head, end=element.tail)

    def named(self, name: str) -> str:
        """Return a name with the prefix of the root, as a new element of its kind is written."""
        return f"{self.root.prefix}:{name}" if self.root.prefix else name

    def whole(self) -> Element:
        """Return the root as an element."""
        root = self.root
        last = _CLOSING.match(self.data, max(0, self.data.rfind(b"</"))) if self.plain else None
        if last is None or root.empty or _split(last[1]) != (root.name, root.prefix):
            return next(self.elements(root.name, start=root.start))
        return Element(root.start, root.end, last.start(), last.end(), root.name, root.prefix)

    def attributes(self, item: Tag | Element) -> dict[str, Attribute]:
        """Return the attributes of an opening tag by their name as written, prefix included.

        >>> xml = Markup(b"<c r='A1' r:id='7'/>")
        >>> xml.attributes(xml.root)["r:id"]
        Attribute(value='7', start=16, end=17, lead=9)
        """
        head = self._head(item)
        found = {}
        for match in _ATTRIBUTE.finditer(self.data, head.end(2), head.end(3)):
            group = 2 if match.start(2) >= 0 else 3
            value = match[group].decode("utf-8", "replace")
            if not value.isprintable():
                value = _WHITE.sub(" ", value)
            found[match[1].decode("utf-8", "replace")] = Attribute(
                unescape(value), match.start(group), match.end(group), match.start()
            )
        return found

    def attribute(self, item: Tag | Element, name: str) -> str | None:
        """Return the value of the attribute written `name`, None where it is not there."""
        found = self.attributes(item).get(name)
        return None if found is None else found.value

    def set_attribute(self, item: Tag | Element, name: str, value: str | None) -> list[Splice]:
        """Return the splices that give an attribute a value; None takes the attribute out.

        >>> xml = Markup(b'<c r="A1" t="s"/>')
        >>> splice(xml.data, xml.set_attribute(xml.root, "t", None))
        b'<c r="A1"/>'
        >>> splice(xml.data, xml.set_attribute(xml.root, "s", "4"))
        b'<c r="A1" t="s" s="4"/>'
        """
        there = self.attributes(item).get(name)
        if there is not None and value is not None:
            return [(there.start, there.end, escape_attribute(value))]
        if there is not None:
            return [(there.lead, there.end + 1, b"")]
        if value is None:
            return []
        head = self._head(item)
        end = head.start(3) + len(head[3].rstrip(b"/").rstrip())
        return [(end, end, b' %b="%b"' % (name.encode(), escape_attribute(value)))]

    def text(self, element: Element) -> str:
        """Return the text an element holds: its own and that of the elements in it.

        >>> xml = Markup(b"<t>R&amp;D <![CDATA[<x>]]><!-- no --></t>")
        >>> xml.text(xml.whole())
        'R&D <x>'
        """
        inner = self.data[element.head : element.tail]
        if b"<" not in inner:
            return unescape(_decoded(inner))
        return "".join(
            unescape(_decoded(match[2])) if match[2] else _decoded(match[1] or b"")
            for match in _LITERAL.finditer(inner)
        )

    def _pattern(self, names: tuple[str, ...], *, closing: bool) -> re.Pattern[bytes]:
        if names and not any(map(self._holds, names)):
            return _NEVER
        return tags_named(names, self._prefixes, plain=self.plain, closing=closing)

    def _holds(self, name: str) -> bool:
        """Return whether a name is written anywhere in the part; it is searched once for each."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = name.removeprefix("*:").encode() in self.data
        return known

    def _scan(self, pattern: re.Pattern[bytes], start: int, end: int | None) -> Iterator[Tag]:
        data = self.data
        for match in pattern.finditer(data, start, len(data) if end is None else end):
            written = match[1]
            if written is not None:
                place, behind = match.span()
                name, prefix = _split(written)
                closes = data[place + 1] == _SLASH
                empty = data[behind - 2] == _SLASH and not closes
                yield Tag(place, behind, name, prefix, closes, empty)

    def _find_root(self) -> Tag:
        tags = self._scan(tags_named((), (b"",), plain=False, closing=False), 0, None)
        root = next(tags, None)
        if root is None:
            raise damaged()
        return root

    def _root_prefixes(self) -> tuple[bytes, ...]:
        attributes = self.attributes(self.root)
        declared = f"xmlns:{self.root.prefix}" if self.root.prefix else "xmlns"
        own = attributes.get(declared)
        same = {
            name.partition(":")[2].encode()
            for name, attribute in attributes.items()
            if name.partition(":")[0] == "xmlns" and own and attribute.value == own.value
        }
        return tuple(sorted(same | {self.root.prefix.encode()}))

    def _head(self, item: Tag | Element) -> re.Match[bytes]:
        head = _HEAD.match(self.data, item.start)
        if head is None:
            raise damaged()
        return head


def splice(data: bytes, edits: Iterable[Splice]) -> bytes:
    """Return `data` with each span (start, end) replaced; insertions at one place keep their order.

    Raises ValueError where two spans overlap.

    >>> splice(b"A1 B2", [(3, 5, b"C3"), (0, 0, b"$")])
    b'$A1 C3'
    """
    pieces, done = list[bytes](), 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        if start < done:
            raise ValueError("spans overlap", start, done)
        pieces += (data[done:start], new)
        done = end
    pieces.append(data[done:])
    return b"".join(pieces)


@lru_cache(maxsize=256)
def _split(written: bytes) -> tuple[str, str]:
    prefix, _, name = written.decode("utf-8", "replace").rpartition(":")
    return name, prefix


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
