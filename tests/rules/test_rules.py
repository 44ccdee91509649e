"""Every rule: its cases fire and stay silent as written, its page teaches, its fix settles."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

import pytest

import xlmot.rules.header
from tests.checked import checked
from tests.rules import index
from tests.rules.cases import NAME, Case, read_cases, read_table, to_grid
from xlmot.checking.needs import needs_of_programme, needs_of_workbook
from xlmot.checking.plan import plan_cleaning
from xlmot.findings import Safety
from xlmot.messages.errors import BrokenInstallation
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import read_workbook
from xlmot.rules import Rule, all_rules, registry
from xlmot.rules.index import INDEX
from xlmot.rules.page import page, read_page
from xlmot.settings.load import Settings

FOLDER = Path(__file__).parent
CASES = [case for path in sorted(FOLDER.glob("*/*.md")) for case in read_cases(path)]
RULES = list(all_rules().values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_option_says_what_it_means(rule: Rule) -> None:
    assert rule.meanings.keys() == rule.options.keys()


def test_the_rules_are_those_of_the_catalogue() -> None:
    _, *catalogue = read_table((FOLDER / "catalogue.md").read_text(encoding="utf-8"))
    found = [
        [rule.name, rule.group, rule.severity.value, rule.fix, "on" if rule.enabled else "off"]
        for rule in RULES
    ]
    assert sorted(found) == sorted(catalogue)


def ids(case: Case) -> str:
    return f"{case.rule}: {case.title}"


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_the_rule_finds_what_the_case_says_and_nothing_else(case: Case) -> None:
    report = checked(case.book(), case.read_settings())
    said = {(p.sheet, p.row): str(f.message) for f in report.findings for p in f.places}
    assert sorted(said) == sorted(case.expected)
    for place, text in case.expected.items():
        name, _, message = text.partition(":")
        assert name.replace(" ", "-") == case.rule
        assert not message or said[place] == message.strip()


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_cleaning_gives_the_table_that_the_case_says(case: Case) -> None:
    for unsafe in (False, True):
        plan = plan_cleaning(NAME, case.book().grids(), case.read_settings(), unsafe=unsafe)
        expected = case.gives.get(unsafe) or case.gives.get(False) or case.rows
        assert values(plan.grids[0].rows) == values(to_grid(expected).rows)
        again = plan_cleaning(NAME, plan.grids, case.read_settings(), unsafe=unsafe)
        assert not again.edits


def values(rows):
    width = max(map(len, rows))
    return [[value or None for value in row] + [None] * (width - len(row)) for row in rows]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_of_a_rule_has_its_sections(rule) -> None:
    assert re.fullmatch(
        r"[A-Z].+\.\n\n\S[\s\S]+\n\nWhy\n    [\s\S]+\n\nExample\n    [\s\S]+\n\nFix\n    [\s\S]+\n",
        rule.page,
    )
    assert rule.fix in ("none", "safe", "unsafe", "safe or unsafe")
    fix = rule.page.partition("\nFix\n")[2].strip()
    assert fix.startswith(rule.fix.split()[0].capitalize() + ":")
    assert ("Unsafe" in fix) == ("unsafe" in rule.fix)


# What the table of a page cannot show: the state of a workbook, several sheets, twenty rows.
BEYOND_A_TABLE = {
    *("active-filter", "edited-generated-sheet", "external-links", "hidden-rows"),
    *("manual-calculation", "protected-sheet", "read-only-workbook", "very-hidden-sheet"),
    *("code-in-two-sheets", "gap-in-full-column", "missing-column", "whitespace-cell"),
    "year-mismatch",
}
# Their settings give the words of the English page.
OF_WORDS = {"malformed-tag", "status-suffix", "unknown-tag", "empty-required-cell"}
COUNTRIES = {"labels": {"prefixes": {"countries": ["FR", "DE", "BE"]}}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_of_a_page_fires_where_it_says_and_nowhere_else(
    rule: Rule, language: str
) -> None:
    example = read_table(read_page(rule, translation(language)).example)
    marked = {number for number, row in enumerate(example, 1) if row[-1]}
    assert marked
    if rule.name in BEYOND_A_TABLE or (language == "fr" and rule.name in OF_WORDS):
        return
    rows = [row[:-1] for row in example]
    settings = [case.settings for case in CASES if case.rule == rule.name]
    said = [
        {place.row for finding in report.findings for place in finding.places}
        for own in ({}, COUNTRIES, *settings)
        for case in [Case("", rule.name, own, rows)]
        for report in [checked(case.book(), case.read_settings())]
    ]
    # What is wrong with a header is marked on the row below it, or on that of a repeated one.
    assert marked in said or {1} in said or {1, *marked} in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_columns_of_an_example_stand_below_each_other(rule: Rule, language: str) -> None:
    lines = re.findall(r"(?m)^    (\|.+)$", page(rule, translation(language)))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert all(line.endswith((" |", "-|")) for line in lines)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_cases_where_it_fires_and_where_it_stays_silent(rule) -> None:
    cases = [case for case in CASES if case.rule == rule.name]
    assert any(case.expected for case in cases)
    assert any(not case.expected for case in cases)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_proposes_the_fixes_that_its_page_announces(rule) -> None:
    proposed = {
        finding.fix.safety
        for case in CASES
        if case.rule == rule.name
        for finding in checked(case.book(), case.read_settings()).findings
        if finding.fix
    }
    announced = {Safety(word) for word in rule.fix.split(" or ") if word != "none"}
    assert proposed == announced


def test_a_group_without_rules_is_an_error_and_no_clean_bill(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(xlmot.rules.header, "__path__", [str(tmp_path)])
    registry._standing.cache_clear()
    with pytest.raises(BrokenInstallation, match="missing"):
        all_rules()
    monkeypatch.undo()
    registry._standing.cache_clear()


def test_rules_in_an_archive_are_found(tmp_path, monkeypatch) -> None:
    """A zip has no folder that could be listed; a frozen program is found in the same way."""
    archive = tmp_path / "rules.zip"
    with ZipFile(archive, "w") as packed:
        packed.writestr("group/a_rule.py", "")
        packed.writestr("group/__init__.py", "")
    monkeypatch.syspath_prepend(archive)
    assert registry._module_names(import_module("group")) == ["a_rule"]


def test_the_index_says_what_the_modules_define() -> None:
    """Else: `make catalogue`."""
    assert index.entries() == INDEX


def _says_anything(rule: Rule, what: object, settings: Settings) -> bool:
    options = settings.options(rule)
    if rule.reads == "text":
        assert isinstance(what, Programme)
        return any(map(rule.pattern(options).search, what.rows_of))
    return bool(list(rule.check(what, **options)))


def test_no_rule_says_anything_where_it_needs_nothing_that_is_there() -> None:
    asked = 0
    for case in CASES:
        settings = case.read_settings()
        book = case.book()
        workbook = read_workbook(book.name, book.grids(), settings.vocabulary, book.traits())
        gates: list[tuple[object, Callable[[Rule], bool], str]]
        gates = [(workbook, needs_of_workbook(workbook), "workbook")]
        gates += [(one, needs_of_programme(one), "programme") for one in workbook.programmes]
        gates += [(one, needs_of_programme(one), "text") for one in workbook.programmes]
        for what, has, reads in gates:
            for rule in RULES:
                if rule.reads == reads and not has(rule):
                    assert not _says_anything(rule, what, settings), (case, rule.name)
                    asked += 1
    assert asked > len(CASES)
