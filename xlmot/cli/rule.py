"""`xlmot rule`: list the rules, or explain one."""

from __future__ import annotations

import argparse

from xlmot.cli.output import Output
from xlmot.files.names import no_rule
from xlmot.messages import render, say
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.programme.vocabulary import fold
from xlmot.reports.words import SEVERITY_WORDS
from xlmot.rules import GROUPS, OWN, Rule, all_rules, rules_by_any_name
from xlmot.rules.page import page, read_title


def run(asked: argparse.Namespace, output: Output) -> int:
    if asked.name:
        output.put(page(find_rule(asked.name), output.translate))
    else:
        output.put(_listing(output))
    return 0


def find_rule(name: str) -> Rule:
    """Return the rule that bears a name or once bore it, or has that title in any language.

    >>> find_rule("lignes vides").name, find_rule("Blank rows").name
    ('blank-row', 'blank-row')

    Raises:
        BadSetting: there is no such rule; the nearest name or title is given.
    """
    rules = {**_rules_by_title(), **rules_by_any_name()}
    known = {_folded(key): rule for key, rule in rules.items()}
    if _folded(name) not in known:
        raise no_rule(name, rules)
    return known[_folded(name)]


def _rules_by_title() -> dict[str, Rule]:
    return {
        read_title(rule, translation(language)).rstrip("."): rule
        for language in LANGUAGES
        for rule in all_rules().values()
    }


def _folded(name: str) -> str:
    """Return a name as it is compared: hyphens, case and accents do not matter."""
    return fold(name.replace("-", " ").rstrip("."))


def _listing(output: Output) -> str:
    lines = []
    width = max(map(len, all_rules()))
    for group in (*GROUPS, OWN):
        lines += ["", group]
        for rule in all_rules().values():
            if rule.group == group:
                severity = render(SEVERITY_WORDS[rule.severity], output.translate)
                title = page(rule, output.translate).partition("\n")[0].rstrip(".")
                off = "" if rule.enabled else " " + render(say("(off)"), output.translate)
                lines.append(f"  {rule.name:{width}}  {severity:10}  {title}{off}")
    return "\n".join(lines[1:]) + "\n"
