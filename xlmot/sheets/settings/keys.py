"""List the settings that a sheet may hold, each with its key, its type and its words.

The list is that of the models of settings files and of the options of the rules; nothing that is
no setting of theirs can be set from a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from xlmot.messages import Message, say
from xlmot.messages.lazy import lazy
from xlmot.messages.named import NamedTuple
from xlmot.rules import GROUPS, Rule, all_rules, rules_by_any_name
from xlmot.rules.page import paragraphs
from xlmot.settings.schema.about import FILE_ONLY, PROFILE_ONLY, About
from xlmot.settings.schema.rule import rule_table
from xlmot.settings.schema.settings_file import SettingsFile
from xlmot.settings.shipped import profile_names
from xlmot.settings.toml_file import ADDED

# Stands for the number of a table that may be there several times: levels.#.one.
NUMBER = "#"
PLACE = lazy("[1-9][0-9]?")
# How grave a rule is and whether it runs are one choice.
SEVERITY = "severity"
GENERAL = say("Profile and workbook")
GROUP_NAMES: Mapping[str, Message] = {
    "header": say("Rules on headers and the shape of the table"),
    "code": say("Rules on codes"),
    "hierarchy": say("Rules on titles and their order"),
    "duplicate": say("Rules on duplicates"),
    "typography": say("Rules on typography"),
    "label": say("Rules on labels"),
    "column": say("Rules on the columns that you add"),
    "workbook": say("Rules on the state of the workbook"),
}
SEVERITIES: Mapping[str, Message] = {
    "error": say("to correct (error)"),
    "warning": say("to check (warning)"),
    "note": say("remark (note)"),
    "on": say("on"),
    "off": say("off"),
}
SWITCH: Mapping[str, Message] = {"true": say("yes"), "false": say("no")}


class ValueKind(StrEnum):
    """What a value is.

    `texts` and `wholes` are lists, `pairs` gives each text another, `groups` several.
    """

    TEXT = "text"
    CHOICE = "choice"
    SWITCH = "switch"
    WHOLE = "whole"
    NUMBER = "number"
    TEXTS = "texts"
    WHOLES = "wholes"
    PAIRS = "pairs"
    GROUPS = "groups"


class Setting(NamedTuple):
    """A setting of the sheet; `key` is the one of xlmot.toml, its parts joined by dots.

    `choices` are the words for its values, where these are few. `default` counts where no profile
    says more. `option` tells one that belongs to the rule above it, `required` one without which
    its table is none.
    """

    key: str
    kind: ValueKind
    name: Message | str
    meaning: Message | None = None
    choices: Mapping[str, Message | str] = {}
    default: object = None
    option: bool = False
    required: bool = False

    @property
    def adds(self) -> bool:
        """Return whether what is typed is added to the default, instead of taking its place."""
        return self.kind in (ValueKind.PAIRS, ValueKind.GROUPS) or (
            self.kind is ValueKind.TEXTS and self.key.rpartition(".")[2] in ADDED
        )

    def numbered(self, number: int) -> Setting:
        """Return the setting of one of the tables that may be there several times."""
        name = self.name
        if isinstance(name, Message):
            name = name._replace(fields={**name.fields, "number": number})
        return self._replace(key=self.key.replace(NUMBER, str(number)), name=name)


class SettingGroup(NamedTuple):
    """Settings that belong together; `many` says that their table may be there several times."""

    key: str
    name: Message
    meaning: Message | None
    settings: tuple[Setting, ...]
    many: bool = False


@cache
def sections() -> tuple[SettingGroup, ...]:
    """Return all settings, in the order of the models, the rules last.

    >>> [setting.key for setting in sections()[0].settings]
    ['extends', 'title', 'language', 'layout']
    """
    general: list[Setting] = []
    tables: list[SettingGroup] = []
    for name, field in SettingsFile.model_fields.items():
        if _is_plain(field):
            general.append(_setting(name, field))
        elif name != "rules" and PROFILE_ONLY not in field.metadata:
            tables += _tables(name, field)
    first = SettingGroup("", GENERAL, None, tuple(general))
    return (first, *tables, *map(_rules, GROUPS))


@cache
def settings() -> Mapping[str, Setting]:
    """Return all settings by their key."""
    return {setting.key: setting for section in sections() for setting in section.settings}


def find(key: str) -> Setting | None:
    """Return the setting of a key; a rule may be named as it once was.

    >>> found = find("levels.3.one")
    >>> found.key, str(found.name), find("levels.0.one"), find("tags")
    ('levels.3.one', 'Level 3, one title', None, None)
    """
    table, *steps = today(key).split(".")
    if NUMBER in steps:
        return None
    if not steps or not PLACE.fullmatch(steps[0]):
        return settings().get(today(key))
    known = settings().get(".".join((table, NUMBER, *steps[1:])))
    return known.numbered(int(steps[0])) if known else None


def today(key: str) -> str:
    """Return a key with the name that its rule has today."""
    table, *steps = key.split(".")
    if table != "rules" or len(steps) < 2 or steps[0] not in (rules := rules_by_any_name()):
        return key
    return ".".join((table, rules[steps[0]].name, *steps[1:]))


def _about(key: str, field: FieldInfo) -> About:
    """Return what the models say of a setting; of one they say nothing of, its key alone."""
    said = (one for one in field.metadata if isinstance(one, About))
    return next(said, About(say("{key}", key=key)))


def _is_plain(field: FieldInfo) -> bool:
    return field.annotation in (str, bool, int, float) or get_origin(field.annotation) is Literal


def _tables(key: str, field: FieldInfo) -> Iterator[SettingGroup]:
    """Yield the section of a field that is a table, or several, and those of the tables in it."""
    about = _about(key, field)
    model, many = field.annotation, get_origin(field.annotation) is list
    if many:
        (model,) = get_args(model)
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        yield SettingGroup(key, about.name, None, (_setting(key, field),))
        return
    prefix = f"{key}.{NUMBER}" if many else key
    inner: list[SettingGroup] = []
    own: list[Setting] = []
    for name, one in model.model_fields.items():
        if FILE_ONLY in one.metadata:
            continue
        if isinstance(one.annotation, type) and issubclass(one.annotation, BaseModel):
            inner += _tables(f"{prefix}.{name}", one)
        else:
            own.append(_setting(f"{prefix}.{name}", one))
    yield SettingGroup(key, about.name, about.meaning, tuple(own), many)
    yield from inner


def _setting(key: str, field: FieldInfo) -> Setting:
    about = _about(key, field)
    kind = _kind(field.annotation)
    choices: Mapping[str, Message | str] = about.choices
    if key == "extends":
        # A workbook may name a profile that ships with xlmot, never a file.
        kind, choices = ValueKind.CHOICE, {name: name for name in profile_names()}
    elif kind is ValueKind.CHOICE:
        choices = {word: about.choices.get(word, word) for word in get_args(field.annotation)}
    elif kind is ValueKind.SWITCH:
        choices = SWITCH
    required = field.is_required()
    default = None if required else field.default
    return Setting(key, kind, about.name, about.meaning, choices, default, required=required)


def _kind(annotation: Any) -> ValueKind:  # noqa: ANN401  any type that a model names
    plain = {
        str: ValueKind.TEXT,
        bool: ValueKind.SWITCH,
        int: ValueKind.WHOLE,
        float: ValueKind.NUMBER,
    }
    if annotation in plain:
        return plain[annotation]
    arguments = get_args(annotation)
    if NoneType in arguments:
        return _kind(next(one for one in arguments if one is not NoneType))
    if get_origin(annotation) is Literal:
        return ValueKind.CHOICE
    if get_origin(annotation) is list:
        item = getattr(arguments[0], "__origin__", arguments[0])
        return ValueKind.WHOLES if item is int else ValueKind.TEXTS
    return ValueKind.GROUPS if get_origin(arguments[-1]) is list else ValueKind.PAIRS


def _rules(group: str) -> SettingGroup:
    own = [rule for rule in all_rules().values() if rule.group == group]
    made = (setting for rule in own for setting in _of_rule(rule))
    return SettingGroup(f"rules.{group}", GROUP_NAMES[group], None, tuple(made))


def _of_rule(rule: Rule) -> Iterator[Setting]:
    title, sentence = (Message(text, {}) for text in paragraphs(rule)[:2])
    key = f"rules.{rule.name}"
    yield Setting(f"{key}.{SEVERITY}", ValueKind.CHOICE, title, sentence, SEVERITIES)
    fields = rule_table(rule).model_fields
    for name, default in rule.options.items():
        kind = _kind(fields[name].annotation)
        choices = SWITCH if kind is ValueKind.SWITCH else {}
        meaning = rule.meanings.get(name)
        yield Setting(f"{key}.{name}", kind, name, meaning, choices, default, option=True)
