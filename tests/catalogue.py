"""Update what is made of other files: `python -m tests.catalogue`.

These are the French catalogue, the index of the rules, and the profiles as Python.

The catalogue holds every sentence of the program, and no other: those of `say(…)` and
`say_many(…)`, the paragraphs of the rules' help pages, and what argparse says to who mistypes a
command. Translations are kept as long as their English stays the same.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.rules import index
from tests.settings import tables
from xlmot.messages.translation import CATALOGUES, DOMAIN
from xlmot.rules import all_rules
from xlmot.rules.page import paragraphs

PACKAGE = CATALOGUES.parents[1]
FRENCH = CATALOGUES / "fr" / "LC_MESSAGES" / f"{DOMAIN}.po"

# The sentences of argparse (Python 3.11 to 3.14) that this command line can come to say.
ARGPARSE = (
    "usage: ",
    "positional arguments",
    "options",
    "%(heading)s:",
    "show this help message and exit",
    "argument %(argument_name)s: %(message)s",
    "ambiguous option: %(option)s could match %(matches)s",
    "expected one argument",
    "ignored explicit argument %r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "not allowed with argument %s",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
)


class Sentence(NamedTuple):
    """An English sentence of the program, its plural if it has one, and the module it is in."""

    one: str
    many: str | None
    module: str


def sentences() -> Iterator[Sentence]:
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE.parent).as_posix()
        yield from sentences_of(path.read_text(encoding="utf-8"), module)
    for rule in all_rules().values():
        module = rule.module.__name__.replace(".", "/") + ".py"
        for paragraph in paragraphs(rule):
            yield Sentence(paragraph, None, module)
    for text in ARGPARSE:
        yield Sentence(text, None, "xlmot/cli/arguments.py")


def sentences_of(code: str, module: str) -> Iterator[Sentence]:
    """Yield the sentences of a module; those of a table of sentences are all said.

    >>> list(sentences_of('say("a" "b"); say_many(n, "one", "many", n=2)', "m.py"))
    [Sentence(one='ab', many=None, module='m.py'), Sentence(one='one', many='many', module='m.py')]
    >>> [s.one for s in sentences_of('TEXTS = {1: "a", 2: "b"}; say(TEXTS[n])', "m.py")]
    ['a', 'b']
    """
    tree = ast.parse(code)
    tables = dict(_tables(tree))
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
            continue
        if call.func.id == "say":
            for text in _texts(call.args[0], tables, module):
                yield Sentence(text, None, module)
        elif call.func.id == "say_many":
            (one,), (many,) = (_texts(node, {}, module) for node in call.args[1:3])
            yield Sentence(one, many, module)


def _tables(tree: ast.Module) -> Iterator[tuple[str, list[ast.expr]]]:
    """Yield the name and the values of each dictionary of the module."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield ast.unparse(target), node.value.values


def _texts(node: ast.expr, tables: dict[str, list[ast.expr]], module: str) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) in tables:
        values = tables[ast.unparse(node.value)]
        return [text for value in values for text in _texts(value, {}, module)]
    place = f"{module}:{node.lineno}"
    raise ValueError(f"{place}: a sentence is written as a literal, or no catalogue can have it")


def read_catalogue() -> Catalog:
    if not FRENCH.exists():
        return Catalog(locale="fr", domain=DOMAIN)
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr", domain=DOMAIN)


def updated(old: Catalog) -> Catalog:
    """Return the catalogue of today's sentences, translated as far as the old one goes."""
    new = Catalog(
        locale="fr",
        domain=DOMAIN,
        project=DOMAIN,
        version="1",
        last_translator="xlmot",
        language_team="French",
        msgid_bugs_address="xlmot",
        header_comment="# The sentences of xlmot in French.",
        creation_date=old.creation_date,
        revision_date=old.creation_date,
        fuzzy=False,
    )
    # One and many, whatever the release of Babel has of French: CLDR's third form is for millions.
    new.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n > 1);")]
    known = {message.id: message.string for message in old if message.id}
    for sentence in sentences():
        key = sentence.one if sentence.many is None else (sentence.one, sentence.many)
        new.add(key, known.get(key, ""), locations=[(sentence.module, 0)])
    return new


def as_po(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def missing(catalogue: Catalog) -> list[str]:
    """Return the sentences without French, whole or in part."""
    return [str(message.id) for message in catalogue if message.id and not all(forms(message))]


def forms(message: Message) -> list[str]:
    """Return the French of a message: one text, or one for each plural form."""
    if message.pluralizable:
        return list(message.string or ("", ""))
    return [str(message.string or "")]


def main() -> None:
    catalogue = updated(read_catalogue())
    FRENCH.parent.mkdir(parents=True, exist_ok=True)
    FRENCH.write_bytes(as_po(catalogue))
    FRENCH.with_suffix(".mo").write_bytes(as_mo(catalogue))
    tables.update()
    index.update()
    left = missing(catalogue)
    sys.stdout.write("".join(f"{text}\n" for text in left))
    sys.stdout.write(f"{len(catalogue)} sentences, {len(left)} without French.\n")


if __name__ == "__main__":
    main()
