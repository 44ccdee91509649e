"""No rule is forgotten: those that are named are those of the folders, and each group has some."""

from tests.catalogue import INDEX, index_text
from xlmot.rules import all_rules, index


def test_the_named_rules_are_those_of_the_folders() -> None:
    assert INDEX.read_text(encoding="utf-8") == index_text(), "run “python -m tests.catalogue”"
    assert all(index.RULES.values())
    assert len(all_rules()) == sum(map(len, index.RULES.values()))
