"""Read the relationships of a part: what it points at, of what kind, by which id.

ECMA-376 part 2, 6.5; the parts are named without a leading slash, as in the container.
"""

from __future__ import annotations

from functools import lru_cache

from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.ooxml.parts.characters import escape_attribute
from xlmot.ooxml.parts.markup import Element, Markup

NO_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b"</Relationships>"
)
_PERCENT = lazy(r"(?:%[0-9A-Fa-f]{2})+")


class Relation(NamedTuple):
    """One relationship of a part.

    `kind` is the last step of its type, the same in the transitional and the strict namespaces:
    `worksheet`, `sharedStrings`, `table`. `target` is the part's name, or as written if `external`.
    """

    id: str
    kind: str
    target: str
    external: bool


def rels_name(part: str) -> str:
    """Return the name of the part that holds a part's relationships; "" is the package.

    >>> rels_name("xl/workbook.xml"), rels_name("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, slash, name = part.replace("\\", "/").rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def source_of(rels: str) -> str:
    """Return the part whose relationships `rels` holds.

    >>> source_of("xl/_rels/workbook.xml.rels")
    'xl/workbook.xml'
    """
    folder, _, name = rels.replace("\\", "/").rpartition("_rels/")
    return folder + name.removesuffix(".rels")


def read_relations(xml: Markup, part: str) -> list[tuple[Element, Relation]]:
    """Return the relationships of a part, with where each stands in its relationships part."""
    return [(element, _read(xml, element, part)) for element in xml.elements("Relationship")]


@lru_cache(maxsize=16)
def relations_in(data: bytes, part: str) -> tuple[Relation, ...]:
    """Return the relationships that the bytes of a relationships part give a part."""
    return tuple(relation for _, relation in read_relations(Markup(data), part))


def resolve(target: str, part: str) -> str:
    """Return the name of the part that `target` means in a relationship of `part`.

    Steps that would lead above the package lead to its top, as RFC 3986, 5.2.4, has it: LibreOffice
    writes such ones, and Excel opens them.

    >>> resolve("../drawings/drawing1.xml", "xl/worksheets/sheet1.xml")
    'xl/drawings/drawing1.xml'
    >>> resolve("/xl/styles.xml", "xl/workbook.xml")
    'xl/styles.xml'
    >>> resolve("../customXml/item1.xml", "")
    'customXml/item1.xml'
    """
    target = target.replace("\\", "/").partition("#")[0]
    folder = "" if target.startswith("/") else part.replace("\\", "/").rpartition("/")[0]
    steps: list[str] = []
    for step in f"{folder}/{target}".split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def unquote(name: str) -> str:
    """Return a part's name with its percent-encoded bytes as characters.

    >>> unquote("xl/worksheets/feuille%20%C3%A9.xml")
    'xl/worksheets/feuille é.xml'
    """
    return _PERCENT.sub(
        lambda m: bytes.fromhex(m[0].replace("%", "")).decode("utf-8", "replace"), name
    )


def tag(name: str, **attributes: str) -> bytes:
    """Return an empty element.

    >>> tag("Override", PartName="/xl/a.xml")
    b'<Override PartName="/xl/a.xml"/>'
    """
    pairs = b"".join(b' %b="%b"' % (k.encode(), escape_attribute(v)) for k, v in attributes.items())
    return b"<" + name.encode() + pairs + b"/>"


def _read(xml: Markup, element: Element, part: str) -> Relation:
    values = {name: attribute.value for name, attribute in xml.attributes(element).items()}
    target = values.get("Target", "")
    external = values.get("TargetMode") == "External"
    return Relation(
        values.get("Id", ""),
        values.get("Type", "").rstrip("/").rpartition("/")[2],
        target if external else resolve(target, part),
        external,
    )
