"""The sheet of settings: it says what xlmot.toml would say, and names the cell of each mistake."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from tests.settings.tables import PROFILES
from tests.sheets.settings.samples import NAME, changed, filled, grid, in_memory, own, row_of, typed
from xlmot import check
from xlmot.findings import Severity
from xlmot.messages.errors import BadSetting
from xlmot.programme.grid import Grid
from xlmot.rules import all_rules
from xlmot.settings.load import Settings, build, choose, load_settings
from xlmot.settings.schema.settings_file import SettingsFile
from xlmot.settings.shipped import GENERIC, profile_names, shipped
from xlmot.settings.toml_file import merge
from xlmot.sheets.settings.keys import NUMBER, Setting, ValueKind, sections, settings
from xlmot.sheets.settings.parametres import values_from
from xlmot.sheets.settings.reading import TypedValues

PLAN = [["Code", "Title"], ["1", "ROADS"], ["1.1", "Squares"], [], ["1.1", "Pave the market"]]


def profile_file(name: str) -> dict[str, Any]:
    """Return what a shipped profile says itself, without what tells it from others."""
    data = tomllib.loads((PROFILES / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: value for key, value in data.items() if key not in ("detect", "extends")}


def effective(data: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return all that settings say, down to the options of each rule."""
    made = build("x", data)
    rules = [
        (made.enabled(rule), made.severity(rule), made.options(rule))
        for rule in all_rules().values()
    ]
    return made.title, made.language, made.vocabulary, made.output, made.stated, rules


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", profile_names())
def test_a_profile_typed_in_a_sheet_is_that_profile(name: str, language: str) -> None:
    base = {**shipped(GENERIC)}
    wanted = profile_file(name)
    values = values_from(wanted, base)
    found = typed(values, language=language).over(base)
    assert effective(merge(base, found)) == effective(merge(base, wanted))


@pytest.mark.parametrize("name", profile_names())
def test_an_untouched_sheet_sets_nothing(name: str) -> None:
    assert typed({}, name).over(shipped(name)) == {}
    assert not typed({}, name).values


SAMPLES = {
    ValueKind.TEXT: "Chantier",
    ValueKind.TEXTS: "Chantier; Ouvrage",
    ValueKind.WHOLES: "1; 2",
    ValueKind.WHOLE: "3",
    ValueKind.NUMBER: "0,43",
    ValueKind.PAIRS: "zz = 7",
    ValueKind.GROUPS: "zz = zzz, zzzz",
}
# Tables without which no other key of theirs says anything.
TABLES = {
    "columns": {"columns.1.names": "Chantier"},
    "sheets": {"sheets.1.name": "Plan", "sheets.1.labels": "Chantier; Ouvrage"},
}
BY_KEY = {
    "sheets.1.labels": "A",
    "codes.1.parts": "letter; number",
    "codes.1.joints": ":; :",
    "codes.1.forms": "number; number.digits:2",
    "codes.1.starts": "1; 2",
    "rules.straight-quotes.outer": "<;>",
    "rules.straight-quotes.inner": "<;>",
    "rules.misspelt-status.often": "4",
    "rules.misspelt-status.rarer": "4",
}


def sample(setting: Setting, before: Any) -> str:
    """Return something to type that is not what the setting is already."""
    if setting.choices:
        return next(key for key in setting.choices if key not in ("", before))
    return BY_KEY.get(setting.key.replace(NUMBER, "1"), SAMPLES[setting.kind])


@pytest.mark.parametrize("key", [key.replace(NUMBER, "1") for key in settings()])
def test_each_setting_has_an_effect(key: str) -> None:
    """What is typed in one cell changes what the workbook is checked by."""
    if key == "extends":
        assert load_settings(typed=typed({key: "mot"})).profile == "mot"
        return
    base = choose(GENERIC).data
    setting = settings().get(key) or settings()[key.replace(".1.", f".{NUMBER}.")]
    given = TABLES.get(key.partition(".")[0], {})
    outcomes = set()
    for value in {sample(setting, None), sample(setting, sample(setting, None))}:
        found = filled({**given, key: value}).over(base)
        outcomes.add(repr(effective(merge(base, found))))
    before = {} if key in given else filled(given).over(base)
    outcomes.add(repr(effective(merge(base, before))))
    assert len(outcomes) > 1


def test_a_typed_severity_switches_a_rule_on_and_off() -> None:
    off, grave = (
        build("x", merge(shipped(GENERIC), own({f"rules.{rule}.severity": word})))
        for rule, word in (("blank-row", "désactivée"), ("shared-project", "erreur"))
    )
    rules = all_rules()
    assert not off.enabled(rules["blank-row"])
    assert not load_settings(GENERIC).enabled(rules["shared-project"])
    assert grave.enabled(rules["shared-project"])
    assert grave.severity(rules["shared-project"]) is Severity.ERROR


def levels(values: Mapping[str, Any], profile: str = "mot") -> list[str]:
    return [level["one"] for level in own(values, profile)["levels"]]


def test_one_level_is_named_anew_and_another_taken_out() -> None:
    assert levels({"levels.2.one": "volet"}) == ["axe", "volet", "objectif"]
    assert levels({"levels.3.one": "–"}) == ["axe", "sous-axe"]
    more = {"levels.4.one": "action", "levels.4.many": "actions"}
    assert levels(more) == ["axe", "sous-axe", "objectif", "action"]


def test_the_sheet_goes_over_the_file_and_the_file_over_the_profile(tmp_path) -> None:
    text = 'extends = "mot"\n[rules.long-label]\nlimit = 50\n[rules.blank-row]\nenabled = false\n'
    (tmp_path / "xlmot.toml").write_text(text, encoding="utf-8")
    found = load_settings(folder=tmp_path, typed=typed({"rules.long-label.limit": 70}))
    assert found.profile == "mot"
    assert found.options(all_rules()["long-label"])["limit"] == 70
    assert not found.enabled(all_rules()["blank-row"])
    assert found.sources == ("xlmot.toml", NAME, "")
    named = typed({"extends": "lolf"})
    assert load_settings(folder=tmp_path, typed=named).profile == "lolf"
    assert load_settings("crte", tmp_path, typed=named).profile == "crte"


def findings(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    report = check(in_memory(values, PLAN))
    (file,) = report.files
    return [(found.rule, str(found.severity)) for found in file.findings]


def test_what_is_typed_decides_what_is_found() -> None:
    assert ("blank-row", "note") in findings({})
    assert ("blank-row", "error") in findings({"rules.blank-row.severity": "erreur"})
    assert "blank-row" not in dict(findings({"rules.blank-row.severity": "désactivée"}))
    assert "missing-column" in dict(findings({"header.required": "Budget"}))
    assert "long-label" in dict(findings({"rules.long-label.limit": "10"}))


FAULTS = [
    ("rules.blank-row.severity", "fatale", "“rules.blank-row.severity” cannot be used. It must be"),
    ("labels.tag_level", "haut", "“labels.tag_level” cannot be used. It must be a whole number."),
    ("labels.tag_level", "12", "“labels.tag_level” cannot be used. It is too small or too large."),
    ("codes.1.parts", "number; digit", "“codes.1.parts.2” cannot be used."),
    ("levels.6.one", "tâche", "“levels.5.many” is missing."),
    ("rules.straight-quotes.outer", "«", "“rules.straight-quotes.outer” cannot be used."),
    ("rules.long-label.limit", "-5", "“rules.long-label.limit” cannot be used."),
    ("extends", "motte", "“extends” cannot be used. It must be one of"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "said"), FAULTS)
def test_a_mistake_is_told_with_its_cell(key: str, value: str, said: str) -> None:
    values = {key: value, "columns.2.names": "Budget"}
    found = TypedValues(grid(values))
    place = f"{NAME}!B{row_of(grid(values), key)}"
    with pytest.raises(BadSetting) as caught:
        load_settings(typed=found)
    told = str(caught.value).replace("the value of ", "")
    assert f"In {place}, {said}" in told


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("rules.blank-rows.severity", "rules.blank-row.severity"),
        ("levels.2.once", "levels.2.one"),
        ("label.tags", "labels.tags"),
        ("rules.blank-row.enabled", "rules.blank-row.severity"),
        ("output.path", "output"),
    ],
)
def test_an_unknown_key_is_told_with_its_cell_and_the_nearest(key: str, near: str) -> None:
    plain = grid({})
    row = row_of(plain, "labels.tags")
    with pytest.raises(BadSetting) as caught:
        TypedValues(changed(changed(plain, row, 3, key), row, 2, "x")).over(shipped(GENERIC))
    assert f"In {NAME}!B{row}, the key “{key}” is unknown. The nearest is “" in str(caught.value)
    assert near in str(caught.value) or key == "output.path"


def test_of_an_unknown_key_that_is_like_no_other_none_is_said_to_be_near() -> None:
    plain = grid({})
    row = row_of(plain, "labels.tags")
    with pytest.raises(BadSetting) as caught:
        TypedValues(changed(changed(plain, row, 3, "detect.signs"), row, 2, "x")).over(
            shipped(GENERIC)
        )
    assert str(caught.value).endswith("is unknown. “xlmot init” shows them all.")


def test_a_value_on_the_row_of_no_setting_is_told() -> None:
    plain = grid({})
    with pytest.raises(BadSetting, match=f"{NAME}!B6 is no cell of a setting"):
        TypedValues(changed(plain, 6, 2, "x"))
    row, other = row_of(plain, "title"), row_of(plain, "layout")
    twice = changed(changed(changed(plain, other, 3, "title"), row, 2, "a"), other, 2, "b")
    with pytest.raises(BadSetting, match=f"set twice: {NAME}!B{row} and {NAME}!B{other}"):
        TypedValues(twice)
    with pytest.raises(BadSetting, match="has lost the keys"):
        TypedValues(Grid(NAME, [row[:2] for row in plain.rows]))


def test_rows_may_be_sorted_and_taken_out() -> None:
    found = grid({"title": "Plan", "labels.tags": "CORE"})
    rows = [*found.rows[:5], *reversed(found.rows[5:])]
    kept = [row for row in rows if row[2] != "labels.tags"]
    assert TypedValues(Grid(NAME, kept)).over({}) == {"title": "Plan"}


def test_an_older_name_of_a_rule_is_still_understood(monkeypatch) -> None:
    rules = all_rules()
    renamed = {**rules, "blank-row": rules["blank-row"]._replace(formerly=("empty-row",))}
    monkeypatch.setattr("xlmot.rules.registry.all_rules", lambda: renamed)
    plain = grid({"rules.blank-row.severity": "désactivée"})
    old = changed(plain, row_of(plain, "rules.blank-row.severity"), 3, "rules.empty-row.severity")
    assert TypedValues(old).over({}) == {"rules": {"blank-row": {"enabled": False}}}


def test_settings_name_where_they_come_from() -> None:
    assert load_settings(GENERIC).sources == Settings().sources == ("", "", "")


class Loudness(BaseModel):
    loud: bool = False
    words: list[str] = []


class Louder(SettingsFile):
    voice: Loudness = Loudness()


def test_a_setting_that_the_models_gain_is_on_the_sheet_at_once(monkeypatch) -> None:
    monkeypatch.setattr("xlmot.sheets.settings.keys.SettingsFile", Louder)
    made = {setting.key: setting.kind for one in sections.__wrapped__() for setting in one.settings}
    assert made["voice.loud"] is ValueKind.SWITCH
    assert made["voice.words"] is ValueKind.TEXTS


def test_the_sheet_shows_what_counts_where_nothing_is_typed() -> None:
    plain = grid({}, "mot", "en")
    shown = {row[2]: row[3] for row in plain.rows if len(row) > 3}
    assert shown["extends"] == "mot"
    assert shown["levels.2.many"] == "sous-axes"
    assert shown["labels.tags"] == "SOCLE; SUR-MESURE"
    assert shown["titles.single_row"] == "a title"
    assert shown["rules.blank-row.severity"] == "remark (note)"
    assert shown["rules.shared-project.severity"] == "off"
    assert shown["rules.template-series.share"] == 0.3333
    assert shown["rules.empty-required-cell.titles"] == "no"
    assert str(shown["rules.capital-accent.words"]).endswith("in all)")
    assert shown["columns.1.kind"] is None
