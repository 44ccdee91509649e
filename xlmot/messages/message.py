"""Say a sentence to the user as data: a text, its fields, and no language yet.

The core never speaks a language. It says `say("Blank row {row}.", row=3)`; whoever shows the
sentence renders it with a translation of the text. The English text is the key of the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xlmot.messages.hints import TypeAlias
from xlmot.messages.named import NamedTuple

Field: TypeAlias = "str | int | float | Message | tuple[Field, ...]"
Translate: TypeAlias = Callable[["Message"], str]


class Message(NamedTuple):
    """A sentence with `{named}` fields; `many` is its form for a `number` other than 1."""

    text: str
    fields: Mapping[str, Field]
    many: str | None = None
    number: int = 1

    def __str__(self) -> str:
        return render(self)


def say(text: str, /, **fields: Field) -> Message:
    """Return the sentence `text`, to be filled with `fields` when it is shown.

    >>> str(say("Code “{code}” is repeated on rows {rows}.", code="1.2", rows=(4, 9)))
    'Code “1.2” is repeated on rows 4, 9.'
    """
    return Message(text, fields)


def say_many(count: int, one: str, many: str, /, **fields: Field) -> Message:
    """Return the sentence `one` or `many` as `count` asks; `{count}` is a field of both.

    >>> str(say_many(2, "{count} blank row.", "{count} blank rows."))
    '2 blank rows.'
    """
    return Message(one, {"count": count, **fields}, many, count)


AND = say("{left} and {right}")


def english(message: Message) -> str:
    """Return the text of a message before its fields are filled, in English."""
    return message.text if message.many is None or message.number == 1 else message.many


def render(message: Message, translate: Translate = english) -> str:
    """Return the sentence in the language of `translate`, its fields filled.

    A tuple of values is shown with commas; a tuple of sentences ends in “and”.

    >>> render(say("Texts differ: {texts}.", texts=(say("a"), say("b"), say("c"))))
    'Texts differ: a, b and c.'
    """
    filled = {name: _show(value, translate) for name, value in message.fields.items()}
    return translate(message).format_map(filled)


def _show(value: Field, translate: Translate) -> str:
    if isinstance(value, Message):
        return render(value, translate)
    if not isinstance(value, tuple):
        return str(value)
    shown = [_show(item, translate) for item in value]
    if len(shown) > 1 and isinstance(value[-1], Message):
        return translate(AND).format(left=", ".join(shown[:-1]), right=shown[-1])
    return ", ".join(shown)
