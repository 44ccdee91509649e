"""The settings of one rule: whether it runs, how grave it is, and its own options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, create_model

from xlmot.rules import Rule

# Beyond it, no count, length or tolerance means anything.
LARGEST = 1_000_000
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class RuleTable(BaseModel, extra="forbid", strict=True):
    enabled: bool = True
    severity: Literal["error", "warning", "note"] = "note"


def rule_table(rule: Rule) -> type[RuleTable]:
    """Return the model of the settings of a rule; an option is of the type of its default.

    >>> from xlmot.rules import all_rules
    >>> list(rule_table(all_rules()["long-label"]).model_fields)
    ['enabled', 'severity', 'limit']
    """
    options: dict[str, Any] = {
        name: (_type(default), default) for name, default in rule.options.items()
    }
    return create_model("RuleTable", __base__=RuleTable, **options)


def _type(default: object) -> Any:  # noqa: ANN401  a type that pydantic reads
    match default:
        case ():
            return list[_Text]
        case tuple():
            # Two quotes by default are two quotes in every house.
            size = len(default)
            return Annotated[list[_Text], Field(min_length=size, max_length=size)]
        case Mapping():
            return dict[_Text, _Text]
        case bool() | str():
            return type(default)
        case int() | float():
            return Annotated[type(default), Field(ge=0, le=LARGEST)]
    return Any
