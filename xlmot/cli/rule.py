"""`xlmot rule`: list the rules, or explain one."""

from __future__ import annotations

import argparse

from xlmot.cli.output import Output
from xlmot.files.names import no_rule
from xlmot.messages import Translate, render, say
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.programme.vocabulary import fold
from xlmot.reports.words import SEVERITY_WORDS
from xlmot.rules import GROUPS, OWN, Rule, all_rules, rules_by_any_name
from xlmot.rules.page import PAGE_WIDTH, lines, page, read_title


def run(asked: argparse.Namespace, output: Output) -> int:
    if asked.name:
        rule = find_rule(asked.name)
        output.put(f"{page(rule, output.translate)}\n{_switch(rule, output.translate)}")
    else:
        output.put(_listing(output))
    return 0


def _switch(rule: Rule, translate: Translate) -> str:
    """Return how to switch a rule off, or on, for a house and for one run."""
    text = (
        say(
            "Switch off: `enabled = false` under `[rules.{rule}]` in xlmot.toml; for one run "
            "`--ignore {rule}`.",
            rule=rule.name,
        )
        if rule.enabled
        else say(
            "Switch on: `enabled = true` under `[rules.{rule}]` in xlmot.toml; for one run "
            "`--select {rule}`.",
            rule=rule.name,
        )
    )
    return "\n".join(lines(render(text, translate), PAGE_WIDTH)) + "\n"


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
    from xlmot.sheets.settings.keys import GROUP_NAMES

    shown = []
    width = max(map(len, all_rules()))
    for group in (*GROUPS, OWN):
        if not any(rule.group == group for rule in all_rules().values()):
            continue
        name = GROUP_NAMES.get(group)
        named = f"{group:{width}}    {render(name, output.translate)}" if name else group
        shown += ["", named]
        for rule in all_rules().values():
            if rule.group == group:
                severity = render(SEVERITY_WORDS[rule.severity], output.translate)
                title = page(rule, output.translate).partition("\n")[0].rstrip(".")
                off = "" if rule.enabled else " " + render(say("(off)"), output.translate)
                shown.append(f"  {rule.name:{width}}  {severity:10}  {title}{off}")
    return "\n".join(shown[1:]) + "\n"
