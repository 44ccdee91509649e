"""One module is one rule: `xlmot/rules/<group>/<name>.py`, found by scanning."""

from xlmot.rules.registry import (
    GROUPS,
    OWN,
    Remark,
    Rule,
    all_rules,
    pass_rules,
    rules_by_any_name,
    substitute,
)

__all__ = [
    "GROUPS",
    "OWN",
    "Remark",
    "Rule",
    "all_rules",
    "pass_rules",
    "rules_by_any_name",
    "substitute",
]
