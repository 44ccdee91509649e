"""Validate settings that a user wrote, in a file or a sheet: every key known, every value sound.

An unknown key is an error that names the nearest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from xlmot.messages import Message, say
from xlmot.messages.errors import BadSetting
from xlmot.messages.named import NamedTuple
from xlmot.rules import rules_by_any_name
from xlmot.settings.schema.rule import rule_table
from xlmot.settings.schema.settings_file import SettingsFile

WANTED = {
    "string_type": say("It must be a text, in quotes."),
    "bool_type": say("It must be true or false."),
    "int_type": say("It must be a whole number."),
    "list_type": say('It must be a list, such as ["one", "two"].'),
    "dict_type": say("It must be a table of settings."),
    "model_type": say("It must be a table of settings."),
    "string_pattern_mismatch": say(
        "It must be number, letter, small, roman, or digits:2 for numbers of two digits."
    ),
}
# So many keys can be read in a sentence.
FEW = 20
NO_PLACES: Mapping[str, str] = {}


class Source(NamedTuple):
    """Where settings were written: a file or a sheet, and the cell of each key where that is known.

    >>> sheet = Source("Settings", {"levels.0.one": "Settings!B12"})
    >>> sheet.of("levels.0.one"), sheet.of("levels"), sheet.of("layout")
    ('Settings!B12', 'Settings!B12', 'Settings')
    """

    name: str
    places: Mapping[str, str] = NO_PLACES

    def of(self, key: str) -> str:
        """Return the cell of a key, of one below or above it, else the name of the whole."""
        below = (place for own, place in self.places.items() if own.startswith(f"{key}."))
        above = (place for own, place in self.places.items() if key.startswith(f"{own}."))
        return self.places.get(key) or next(below, None) or next(above, self.name)


def validate(data: Mapping[str, Any], source: Source) -> Mapping[str, Any]:
    """Return the settings as they are if they are sound; `source` is named in the message.

    Raises:
        BadSetting: an unknown key, a value of another type, an unknown rule or option.
    """
    _hold(SettingsFile, data, source)
    rules = rules_by_any_name()
    for name, table in data.get("rules", {}).items():
        if name not in rules:
            raise unknown(name, f"rules.{name}", source.of(f"rules.{name}"), rules)
        _hold(rule_table(rules[name]), table, source, ("rules", name))
    return data


def _hold(
    model: type[BaseModel], table: Mapping[str, Any], source: Source, above: Sequence[str] = ()
) -> None:
    """Hold a table to a model; `above` are the tables that it stands in."""
    try:
        model.model_validate(dict(table))
    except ValidationError as error:
        raise _explain(error.errors()[0], model, source, above) from error


def refusal(key: str, place: str, remedy: Message) -> BadSetting:
    """Return the error that a value cannot be used, and what it may be."""
    return BadSetting(
        say("In {file}, the value of “{key}” cannot be used.", file=place, key=key), remedy
    )


def unknown(word: str, key: str, place: str, known: Iterable[str]) -> BadSetting:
    """Return the error that a key is unknown, with the one of `known` that `word` is nearest to."""
    names = sorted(known)
    near = get_close_matches(word, names, 1)
    if near:
        remedy = say("The nearest is “{near}”.", near=near[0])
    elif len(names) <= FEW:
        remedy = say("The keys known there are: {names}.", names=tuple(names))
    else:
        remedy = say("“xlmot init” shows them all.")
    return BadSetting(say("In {file}, the key “{key}” is unknown.", file=place, key=key), remedy)


def _explain(
    error: ErrorDetails, model: type[BaseModel], source: Source, above: Sequence[str]
) -> BadSetting:
    steps = [*above, *error["loc"]]
    place = source.of(".".join(map(str, steps)))
    # The first of several tables is number 1 for whoever counts them in the file.
    key = ".".join(str(step + 1 if isinstance(step, int) else step) for step in steps)
    if error["type"] == "extra_forbidden":
        *inside, word = map(str, error["loc"])
        return unknown(word, key, place, _known_keys(model, inside))
    if error["type"] == "missing":
        return BadSetting(
            say("In {file}, “{key}” is missing.", file=place, key=key),
            say("Add it, or take away the table that it belongs to."),
        )
    if above:
        return refusal(key, place, _wanted(error, say("See “xlmot rule {rule}”.", rule=above[-1])))
    return refusal(key, place, _wanted(error, say("See the user guide for what it may be.")))


def _wanted(error: ErrorDetails, otherwise: Message) -> Message:
    """Return what a value must be; pydantic says it in English only."""
    if error["type"] == "literal_error":
        found = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        values = tuple(filter(None, found))
        return say("It must be one of {values}.", values=values)
    if error["type"] in ("greater_than_equal", "less_than_equal", "too_short", "too_long"):
        return say("It is too small or too large.")
    return WANTED.get(error["type"], otherwise)


def _known_keys(model: type[BaseModel], where: Iterable[str]) -> Iterable[str]:
    for step in where:
        if step.isdigit():
            continue
        annotation = model.model_fields[step].annotation
        inner = getattr(annotation, "__args__", (annotation,))[-1]
        model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else model
    return model.model_fields
