"""The help page of a rule: its docstring, read into parts, translated, shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from xlmot.messages import Message, Translate, say
from xlmot.messages.hints import Protocol
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple

SECTIONS = (say("Why"), say("Example"), say("Fix"))


PAGE_WIDTH = 88


class HasPage(Protocol):
    """A rule, as far as its help page goes: a docstring in the shape that the tests hold."""

    @property
    def page(self) -> str: ...


class HelpPage(NamedTuple):
    """A help page in one language; a section is paragraphs with a blank line between them."""

    title: str
    sentence: str
    why: str
    example: str
    fix: str


def read_title(rule: HasPage, translate: Translate) -> str:
    """Return the title of a rule's help page, which ends in a full stop."""
    title = " ".join(rule.page.partition("\n")[0].split())
    return translate(Message(title, {})) if title else ""


def read_page(rule: HasPage, translate: Translate) -> HelpPage:
    """Return the help page of a rule in the language of `translate`, its prose unwrapped."""
    return HelpPage(*(_in_language(part, translate) for part in _parts(rule)))


def paragraphs(rule: HasPage) -> list[str]:
    """Return the paragraphs of a help page, each of which the catalogue translates."""
    return [text for part in _parts(rule) for text in _paragraphs(part)]


def _parts(rule: HasPage) -> list[str]:
    """Return the title, the sentence and the three sections of a page as they are written."""
    head, *sections = re.split(r"(?m)^(?:Why|Example|Fix)\n", rule.page)
    title, _, sentence = head.partition("\n")
    # A rule that does not ship with xlmot may have less to say.
    return [title, sentence, *sections, "", "", ""][:5]


@lru_cache(maxsize=1024)
def _in_language(part: str, translate: Translate) -> str:
    return "\n\n".join(translate(Message(text, {})) for text in _paragraphs(part))


def _paragraphs(part: str) -> Iterator[str]:
    """Yield the paragraphs of a section: prose as one line, a table or a list line by line."""
    from textwrap import dedent

    for paragraph in re.split(r"\n\s*\n", dedent(part).strip("\n")):
        if paragraph.strip():
            yield paragraph if _has_lines(paragraph) else _unwrapped(paragraph)


def _unwrapped(paragraph: str) -> str:
    """Return a paragraph as one line; a word cut at its hyphen is joined again."""
    return " ".join(re.sub(r"(?<=\w-)\n\s*(?=\w)", "", paragraph).split())


def _has_lines(paragraph: str) -> bool:
    return re.search(r"(?m)^(?:\||[-*] | )", paragraph) is not None


def page(rule: HasPage, translate: Translate, width: int = PAGE_WIDTH) -> str:
    """Return the help page of a rule as text for a terminal, its title on the first line."""
    shown = read_page(rule, translate)
    bodies = zip(SECTIONS, (shown.why, shown.example, shown.fix), strict=True)
    sections = [f"{translate(name)}\n{_wrapped(body, width, '    ')}" for name, body in bodies]
    return "\n\n".join([shown.title, _wrapped(shown.sentence, width), *sections]) + "\n"


def _wrapped(text: str, width: int, indent: str = "") -> str:
    from textwrap import indent as indented

    return "\n\n".join(
        indented(
            paragraph
            if _has_lines(paragraph)
            else "\n".join(lines(paragraph, width - len(indent))),
            indent,
        )
        for paragraph in text.split("\n\n")
    )


# Spaces at which French never breaks a line: inside its quotes, before its tall marks, in “l. 12”.
AS_SPACES = str.maketrans("\t\n\v\f\r", " " * 5)
UNBREAKABLE = lazy(r"(?<=«) | (?=[»:;!?])|(?<=\bl\.) (?=[\d{])")
TYPED_APOSTROPHE = lazy(r"(?<=[^\W\d_])'(?=[^\W\d_]|[{«“])")


def lines(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` characters, broken where French may be.

    >>> lines("Sigle écrit « Unef » l. 68 : à revoir", 16)
    ['Sigle écrit', '« Unef » l. 68 :', 'à revoir']
    """
    held = UNBREAKABLE.sub("\0", text) if len(text) > width else text
    return [line.replace("\0", " ") for line in filled(held, width)]


def filled(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` characters, broken at spaces, or in a long word.

    Spaces inside a line stay as they are; those at its ends go, but for the first.

    >>> filled("Mend the  road, and half-days", 10), filled("Niederschlagswasser", 10)
    (['Mend the', 'road, and', 'half-days'], ['Niederschl', 'agswasser'])
    """
    lines = []
    rest = text.expandtabs().translate(AS_SPACES)
    while rest.strip(" "):
        line, rest = rest[:width], rest[width:]
        start = line.rfind(" ") + 1
        word = line[start:] + rest.partition(" ")[0]
        # A word that goes on after the line begins the next one, unless it fills more than that.
        if line[start:] != word and len(word) <= width and line[:start].strip(" "):
            line, rest = line[:start], line[start:] + rest
        lines.append(line.rstrip(" "))
        rest = rest.lstrip(" ")
    return lines


def unbroken(translate: Translate) -> Translate:
    r"""Return a translation whose sentences break no line where French may not.

    Only what xlmot says is touched: a field holds a text of the user's.

    >>> from xlmot.messages import render, say
    >>> done = say("“{text}”: done", text="a : b")
    >>> render(done, unbroken(lambda _: "« {text} » : fini"))
    '«\xa0a : b\xa0»\xa0: fini'
    """
    return lambda message: printed(translate(message))


def printed(text: str) -> str:
    r"""Return a sentence as it is printed: no break where French has none, curly apostrophes.

    A text that shows the curly one is about the two, and keeps both.

    >>> printed("l'axe d'{code} : l. {row}"), printed("l'eau et l’eau")
    ('l’axe d’{code}\xa0: l.\xa0{row}', "l'eau et l’eau")
    """
    if "’" not in text:
        text = TYPED_APOSTROPHE.sub("’", text)
    return UNBREAKABLE.sub("\u00a0", text)
