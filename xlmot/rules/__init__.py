"""One module is one rule: `xlmot/rules/<group>/<name>.py`, found by scanning."""

from xlmot.rules.registry import (
    GROUPS,
    Remark,
    Rule,
    all_rules,
    rules_by_any_name,
    substitute,
)

__all__ = [
    "GROUPS",
    "Remark",
    "Rule",
    "all_rules",
    "rules_by_any_name",
    "substitute",
]
