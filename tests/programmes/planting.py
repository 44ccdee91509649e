"""Plant faults in random programmes, and score a check by the truth about them."""

from __future__ import annotations

import random
from typing import NamedTuple

from tests.checked import checked
from tests.programmes.drafts import draft, to_grid
from tests.programmes.faults import FAULTS, ROMAN
from tests.programmes.generated import LETTERED, PLAIN, Plan
from tests.programmes.page_faults import PAGES, YEAR
from xlmot.books.memory import MemoryBook
from xlmot.findings import Finding, Severity
from xlmot.programme.grammar import Grammar
from xlmot.programme.grid import Grid
from xlmot.settings.load import load_settings

DASHED = Grammar(("digits:3", "digits:2", "digits:2", "digits:2"), ("-", "-", "-"))
GRAMMARS = (PLAIN, PLAIN, PLAIN, LETTERED, DASHED, ROMAN)


class Truth(NamedTuple):
    """A planted fault: the rule that must find it, on at least these rows of the sheet."""

    rule: str
    rows: frozenset[int]


class Score(NamedTuple):
    """How a check does on one programme: the planted faults, those missed, and what is invented."""

    planted: list[Truth]
    missed: list[Truth]
    false_errors: list[Finding]
    false_warnings: list[Finding]


def make_planted(seed: int) -> tuple[Grid, list[Truth]]:
    """Return a programme with up to eight faults of different kinds, and the truth about them."""
    chance = random.Random(seed)  # noqa: S311  the same programme for the same seed
    spoiled = draft(_any_plan(seed, chance), chance.choice(("", f"Plan d'actions {YEAR}")))
    wanted = chance.sample(list(FAULTS), min(8, len(spoiled.groups), chance.randint(1, 8)))
    wanted = [rule for rule in wanted if rule not in PAGES] + [r for r in wanted if r in PAGES][:1]
    groups = chance.sample(spoiled.groups, len(wanted))
    planted = [
        (rule, lines)
        for rule, group in zip(wanted, groups, strict=True)
        if (lines := FAULTS[rule](spoiled, group)) is not None
    ]
    rows = {id(line): row for row, line in enumerate(spoiled.lines, 1)}
    truth = [Truth(rule, frozenset(rows[id(line)] for line in lines)) for rule, lines in planted]
    return to_grid(spoiled), truth


def score(grid: Grid, truth: list[Truth]) -> Score:
    """Check a programme, and compare what is found with what was planted."""
    done = checked(MemoryBook("plan.xlsx", [grid]), load_settings(grids=[grid]))
    unknown = [finding for finding in done.findings if not _is_planted(finding, truth)]
    return Score(
        truth,
        [own for own in truth if not any(_is_planted(f, [own]) for f in done.findings)],
        [finding for finding in unknown if finding.severity is Severity.ERROR],
        [finding for finding in unknown if finding.severity is Severity.WARNING],
    )


def _is_planted(finding: Finding, truth: list[Truth]) -> bool:
    return any(finding.rule == own.rule and own.rows.intersection(finding.rows) for own in truth)


def _any_plan(seed: int, chance: random.Random) -> Plan:
    grammar = chance.choice(GRAMMARS)
    own = chance.random() < 0.5
    depth = chance.randint(1 if own else 2, len(grammar.parts) - own)
    shape = tuple(chance.randint(2, 5) for _ in range(min(depth, 3)))
    shape = (chance.randint(8, 12),) if len(shape) == 1 else shape
    return Plan(
        shape=shape,
        actions=chance.randint(4, 14),
        own_codes=own,
        language=chance.choice(("fr", "en")),
        grammar=grammar,
        staff=chance.random() < 0.7,
        seed=seed,
    )
