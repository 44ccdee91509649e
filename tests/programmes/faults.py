"""Faults that can be planted: functions that spoil a draft and return the lines they spoiled.

Each takes a group of its own (a title of the deepest level and its actions), so that no fault hides
another. What cannot be planted in a programme returns None, and has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.programmes.drafts import Draft, Fault, Group, Line, Planted
from tests.programmes.generated import LETTERED, PLAIN
from tests.programmes.page_faults import (
    blank_row,
    draft_marker,
    other_header,
    repeated_header,
    second_table,
    swapped_header,
    year_mismatch,
)
from xlmot.programme.grammar import Grammar
from xlmot.programme.grid import Value

ROMAN = Grammar(("roman", "number", "number"), (".", "."))


def _middle(group: Group) -> Line:
    return group.actions[len(group.actions) // 2]


def _recode(change: Callable[[str, Line], Value], grammars: tuple[Grammar, ...] = ()) -> Fault:
    """Return the fault that writes the code of an action otherwise; None where it cannot be."""

    def fault(spoiled: Draft, group: Group) -> Planted | None:
        line = _middle(group)
        if grammars and spoiled.plan.grammar not in grammars:
            return None
        new = change(str(line.cells[0]), line)
        if new == line.cells[0]:
            return None
        line.cells[0] = new
        return [line]

    return fault


def _numeric(text: str, line: Line) -> Value:
    return float(text) if line.path and len(line.path) == 2 and line.path[1] % 10 else text


def _dated(text: str, line: Line) -> Value:
    if line.path is None or len(line.path) != 3 or line.path[0] > 28 or line.path[1] > 12:
        return text
    return date(2000 + line.path[2], line.path[1], line.path[0])


def _look_alike(text: str, _: Line) -> Value:
    return text.replace("1", "l", 1) if "." in text else text


def malformed(_: Draft, group: Group) -> Planted:
    _middle(group).cells[0] = "?"
    return [_middle(group)]


def code_formula(_: Draft, group: Group) -> Planted:
    line = _middle(group)
    line.cells[0], line.error = None, "#REF!"
    return [line]


def lost_zero(spoiled: Draft, group: Group) -> Planted | None:
    plan = spoiled.plan
    if plan.grammar is not PLAIN or not plan.own_codes or len(plan.shape) > 1 or plan.actions < 10:
        return None
    line = group.actions[9]
    line.cells[0] = float(f"{group.title.cells[0]}.1")
    return [line]


def too_deep(spoiled: Draft, group: Group) -> Planted | None:
    depth = spoiled.plan.grammar.depth
    above = group.actions[-1]
    if above.path is None or len(above.path) != depth:
        return None
    line = spoiled.line((*above.path, 1), "Suivi de chantier")
    spoiled.after(above, line)
    return [line]


def missing_code(_: Draft, group: Group) -> Planted:
    _middle(group).cells[0] = None
    return [_middle(group)]


def missing_label(_: Draft, group: Group) -> Planted:
    _middle(group).cells[1] = None
    return [_middle(group)]


def duplicate_row(spoiled: Draft, group: Group) -> Planted:
    line = _middle(group)
    twin = Line(list(line.cells), line.path)
    spoiled.after(line, twin)
    return [line, twin]


def orphan(spoiled: Draft, _: Group) -> Planted | None:
    root = spoiled.new_root()
    if len(spoiled.plan.shape) == 1 and not spoiled.plan.own_codes:
        return None
    path = (*root, 1)
    line = spoiled.line(path, f"Sans parent {root[0]}")
    if not spoiled.plan.own_codes:
        spoiled.lines += [line, *(spoiled.line(path, f"Tâche {root[0]}{n}") for n in "abcd")]
    else:
        deeper = [(*path, n) for n in range(1, 4)] if len(spoiled.plan.shape) > 1 else []
        spoiled.lines += [line, *(spoiled.line(p, f"Tâche {root[0]}{p[-1]}") for p in deeper)]
    return [line]


def gap(spoiled: Draft, group: Group) -> Planted | None:
    if not spoiled.plan.own_codes:
        return None
    spoiled.lines.remove(group.actions[1])
    return [group.actions[2]]


def out_of_order(spoiled: Draft, group: Group) -> Planted | None:
    if not spoiled.plan.own_codes:
        return None
    line = group.actions[0]
    spoiled.lines.remove(line)
    spoiled.after(group.actions[-1], line)
    return [line]


def split_group(spoiled: Draft, group: Group) -> Planted | None:
    later = [g for g in spoiled.groups if g.title.path and g.title.path > (group.title.path or ())]
    if spoiled.plan.own_codes or not later:
        return None
    line = group.actions[-1]
    spoiled.lines.remove(line)
    spoiled.after(later[0].actions[-1], line)
    return [line]


def number_in_title(_: Draft, group: Group) -> Planted:
    group.title.cells[1] = f"Objectif 9.9 : {group.title.cells[1]}"
    return [group.title]


def empty_branch(spoiled: Draft, _: Group) -> Planted | None:
    if len(spoiled.plan.shape) == 1 and not spoiled.plan.own_codes:
        return None
    root = spoiled.new_root()
    line = spoiled.line(root, f"Branche vide {root[0]}")
    spoiled.lines.append(line)
    return [line]


def two_titles(spoiled: Draft, group: Group) -> Planted | None:
    if spoiled.plan.own_codes or len(spoiled.plan.shape) > 2:
        return None
    group.title.cells[1] = str(group.title.cells[1]).upper()
    _middle(group).cells[1] = "COOPÉRATION ET ÉCHANGES AVEC LES VOISINS"
    return [_middle(group)]


def same_title(spoiled: Draft, group: Group) -> Planted | None:
    others = [g for g in spoiled.groups if g is not group]
    other = spoiled.chance.choice(others)
    if str(other.title.cells[1]).startswith("Objectif") or str(other.title.cells[1]).isupper():
        return None
    group.title.cells[1] = other.title.cells[1]
    return [group.title, other.title]


def action_without_objective(spoiled: Draft, group: Group) -> Planted | None:
    if spoiled.plan.own_codes or len(spoiled.plan.shape) < 2 or group.title.path is None:
        return None
    above = next(line for line in spoiled.lines if line.path == group.title.path[:-1])
    line = spoiled.line(group.title.path[:-1], "Rencontrer les habitants chaque trimestre")
    spoiled.after(above, line)
    return [line]


def single_row(spoiled: Draft, group: Group) -> Planted | None:
    if spoiled.plan.own_codes:
        return None
    for line in group.actions:
        spoiled.lines.remove(line)
    return [group.title]


def duplicate_column(spoiled: Draft, _: Group) -> Planted | None:
    header = spoiled.lines[0]
    if len(header.cells) < 4:
        return None
    header.cells[3] = header.cells[2]
    return [header]


def stray_cell(_: Draft, group: Group) -> Planted:
    line = _middle(group)
    line.cells += [None] * (7 - len(line.cells)) + ["à revoir avec le maire"]
    return [line]


DOTTED = (PLAIN, ROMAN)
FAULTS: dict[str, Fault] = {
    "repeated-header": repeated_header,
    "header-text-differs": other_header,
    "swapped-header": swapped_header,
    "blank-row": blank_row,
    "missing-label": missing_label,
    "missing-code": missing_code,
    "draft-marker": draft_marker,
    "year-mismatch": year_mismatch,
    "duplicate-column": duplicate_column,
    "second-table": second_table,
    "stray-cell": stray_cell,
    "malformed-code": malformed,
    "extra-separator": _recode(lambda text, _: text + "."),
    "unusual-separator": _recode(lambda text, _: text.replace(".", ","), DOTTED),
    "numeric-code": _recode(_numeric, (PLAIN,)),
    "date-code": _recode(_dated, (PLAIN,)),
    "invisible-in-code": _recode(lambda text, _: text + "\u200b"),
    "leading-zero": _recode(
        lambda text, line: f"{text[:-1]}0{text[-1]}" if (line.path or (10,))[-1] < 10 else text,
        (PLAIN, ROMAN, LETTERED),
    ),
    "look-alike-letter": _recode(_look_alike, (PLAIN,)),
    "code-too-deep": too_deep,
    "decorated-code": _recode(lambda text, _: f"Action {text}"),
    "code-formula": code_formula,
    "lost-zero": lost_zero,
    "orphan-code": orphan,
    "numbering-gap": gap,
    "out-of-order": out_of_order,
    "split-group": split_group,
    "axe-number-mismatch": number_in_title,
    "empty-branch": empty_branch,
    "two-titles": two_titles,
    "same-title": same_title,
    "action-without-objective": action_without_objective,
    "objective-without-action": single_row,
    "duplicate-row": duplicate_row,
}
