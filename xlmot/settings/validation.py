"""Validate settings that a user wrote, in a file or a sheet: every key known, every value sound.

An unknown key is an error that names the nearest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from xlmot.findings import Severity
from xlmot.messages import Message, say
from xlmot.messages.errors import BadSetting
from xlmot.rules import Rule, rules_by_any_name
from xlmot.settings.schema.settings_file import RULE_KEYS, SettingsFile

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
SEVERITIES = tuple(severity.value for severity in Severity)
# Beyond it, no count, length or tolerance means anything.
LARGEST = 1_000_000
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
    try:
        SettingsFile.model_validate(dict(data))
    except ValidationError as error:
        raise _explain(error.errors()[0], source) from error
    for rule, table in data.get("rules", {}).items():
        _validate_rule(rule, table, source)
    return data


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


def _explain(error: ErrorDetails, source: Source) -> BadSetting:
    where = [str(step) for step in error["loc"]]
    place = source.of(".".join(where))
    # The first of several tables is number 1 for whoever counts them in the file.
    key = ".".join(str(step + 1 if isinstance(step, int) else step) for step in error["loc"])
    if error["type"] == "extra_forbidden":
        return unknown(where[-1], key, place, _known_keys(where[:-1]))
    if error["type"] == "missing":
        return BadSetting(
            say("In {file}, “{key}” is missing.", file=place, key=key),
            say("Add it, or take away the table that it belongs to."),
        )
    return refusal(key, place, _wanted(error))


def _wanted(error: ErrorDetails) -> Message:
    """Return what a value must be; pydantic says it in English only."""
    if error["type"] == "literal_error":
        values = tuple(re.findall(r"'([^']*)'", error["ctx"]["expected"]))
        return say("It must be one of {values}.", values=values)
    if error["type"] in ("greater_than_equal", "less_than_equal", "too_short", "too_long"):
        return say("It is too small or too large.")
    return WANTED.get(error["type"], say("See the user guide for what it may be."))


def _known_keys(where: list[str]) -> Iterable[str]:
    model: type[BaseModel] = SettingsFile
    for step in where:
        if step.isdigit():
            continue
        annotation = model.model_fields[step].annotation
        inner = getattr(annotation, "__args__", (annotation,))[-1]
        model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else model
    return model.model_fields


def _validate_rule(name: str, table: Mapping[str, Any], source: Source) -> None:
    rules = rules_by_any_name()
    if name not in rules:
        raise unknown(name, f"rules.{name}", source.of(f"rules.{name}"), rules)
    known = (*RULE_KEYS, *rules[name].options)
    for option, value in table.items():
        key = f"rules.{name}.{option}"
        if option not in known:
            raise unknown(option, key, source.of(key), known)
        if not _fits(rules[name], option, value):
            raise refusal(key, source.of(key), _rule_wants(rules[name], option))


def _rule_wants(rule: Rule, key: str) -> Message:
    if key == "enabled":
        return WANTED["bool_type"]
    if key == "severity":
        return say("It must be one of {values}.", values=SEVERITIES)
    return say("See “xlmot rule {rule}”.", rule=rule.name)


def _fits(rule: Rule, key: str, value: object) -> bool:
    if key == "enabled":
        return isinstance(value, bool)
    if key == "severity":
        return value in SEVERITIES
    default = rule.options[key]
    if isinstance(default, tuple):
        # Two quotes by default are two quotes in every house.
        fixed = len(default) or None
        return _are_texts(value) and fixed in (None, len(value))  # type: ignore[arg-type]
    if isinstance(default, Mapping):
        return isinstance(value, Mapping) and _are_texts([*value, *value.values()])
    if isinstance(default, bool | str):
        return type(value) is type(default)
    return _is_number(value, whole=isinstance(default, int))


def _are_texts(value: object) -> bool:
    """Return whether a value is a list of texts, none of them blank."""
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)


def _is_number(value: object, *, whole: bool) -> bool:
    kinds = int if whole else int | float
    return isinstance(value, kinds) and not isinstance(value, bool) and 0 <= value <= LARGEST
