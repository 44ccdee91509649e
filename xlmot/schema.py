"""Validate settings that a user wrote: every key known, every value of its type.

An unknown key is an error that names the nearest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from xlmot.errors import BadSetting
from xlmot.findings import Severity
from xlmot.messages import Message, say
from xlmot.programme.vocabulary import COLUMN_KINDS, LAYOUTS, TITLE_POLICIES
from xlmot.rules import Rule, all_rules

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
RULE_KEYS = ("enabled", "severity")
SEVERITIES = tuple(severity.value for severity in Severity)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class HeaderTable(_Table):
    code: list[str] = []
    label: list[str] = []
    drafts: list[str] = []
    required: list[str] = []


class DetectTable(_Table):
    signs: list[str] = []


class LevelTable(_Table):
    one: str
    many: str


Part = Annotated[str, Field(pattern=r"^(number|letter|small|roman|digits:[1-9])$")]


class CodesTable(_Table):
    parts: list[Part] = Field(min_length=1)
    joints: list[str] = []
    heads: list[str] = []


class TitlesTable(_Table):
    policy: Literal[TITLE_POLICIES] = "auto"  # type: ignore[valid-type]  # the core's own list
    single_row: Literal["title", "title_and_action"] = "title"
    column: str = ""
    values: list[str] = []


class WordsTable(_Table):
    code: list[str] = []
    total: list[str] = []
    footnote: list[str] = []
    beside_column: list[str] = []
    after_total: list[str] = []


class ColumnTable(_Table):
    names: list[str] = Field(min_length=1)
    kind: Literal[("", *COLUMN_KINDS)] = ""  # type: ignore[valid-type]  # the core's own list
    required: bool = False
    sum: bool | None = None
    values: list[str] = []


class PrefixesTable(_Table):
    countries: list[str] = []
    institutions: list[str] = []
    territories: list[str] = []
    first: str = ""


class LabelsTable(_Table):
    tags: list[str] = []
    tag_level: int = Field(default=0, ge=0)
    suffixes: list[str] = []
    recurrent: list[str] = []
    prefixes: PrefixesTable = PrefixesTable()


class SettingsFile(_Table):
    extends: str = ""
    title: str = ""
    language: Literal["", "fr", "en"] = ""
    layout: Literal[LAYOUTS] = "auto"  # type: ignore[valid-type]  # the core's own list
    detect: DetectTable = DetectTable()
    header: HeaderTable = HeaderTable()
    levels: list[LevelTable] = Field(default=[], min_length=1)
    codes: list[CodesTable] = Field(default=[], min_length=1)
    titles: TitlesTable = TitlesTable()
    words: WordsTable = WordsTable()
    columns: list[ColumnTable] = []
    units: dict[str, list[str]] = {}
    labels: LabelsTable = LabelsTable()
    rules: dict[str, dict[str, Any]] = {}


def validate(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the settings as they are if they are sound; `name` is the file's, for the message.

    Raises:
        BadSetting: an unknown key, a value of another type, an unknown rule or option.
    """
    try:
        SettingsFile.model_validate(dict(data))
    except ValidationError as error:
        raise BadSetting(*_explain(error.errors()[0], name)) from error
    for rule, table in data.get("rules", {}).items():
        _validate_rule(rule, table, name)
    return data


def _explain(error: ErrorDetails, name: str) -> tuple[Message, Message]:
    where = [str(step) for step in error["loc"]]
    # The first of several tables is number 1 for whoever counts them in the file.
    key = ".".join(str(step + 1 if isinstance(step, int) else step) for step in error["loc"])
    if error["type"] == "extra_forbidden":
        return _unknown(where[-1], key, name, _known_keys(where[:-1]))
    if error["type"] == "missing":
        return (
            say("In {file}, “{key}” is missing.", file=name, key=key),
            say("Add it, or take away the table that it belongs to."),
        )
    return (
        say("In {file}, the value of “{key}” cannot be used.", file=name, key=key),
        _wanted(error),
    )


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


def _unknown(word: str, key: str, name: str, known: Iterable[str]) -> tuple[Message, Message]:
    near = get_close_matches(word, list(known), 1, cutoff=0.0)
    return (
        say("In {file}, the key “{key}” is unknown.", file=name, key=key),
        say("The nearest is “{near}”.", near=near[0] if near else ""),
    )


def _validate_rule(name: str, table: Mapping[str, Any], file: str) -> None:
    rules = {old: rule for rule in all_rules().values() for old in (rule.name, *rule.formerly)}
    if name not in rules:
        raise BadSetting(*_unknown(name, f"rules.{name}", file, rules))
    for key, value in table.items():
        if key not in (*RULE_KEYS, *rules[name].options):
            known = (*RULE_KEYS, *rules[name].options)
            raise BadSetting(*_unknown(key, f"rules.{name}.{key}", file, known))
        if not _fits(rules[name], key, value):
            raise BadSetting(
                say(
                    "In {file}, the value of “{key}” cannot be used.",
                    file=file,
                    key=f"rules.{name}.{key}",
                ),
                _rule_wants(rules[name], key),
            )


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
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if isinstance(default, Mapping):
        return isinstance(value, Mapping) and all(isinstance(v, str) for v in value.values())
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)
