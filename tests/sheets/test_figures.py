"""The figures of the generated sheets: those of the truth, as whoever opens the file sees them."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.programme_2024 import TRUTH
from tests.sheets.samples import (
    WORKSHOPS,
    edition,
    programme_2024,
    read,
    rows_after,
    sheets_2024,
    sheets_of,
    written_values,
)
from xlmot.settings.load import build
from xlmot.settings.schema.output import SheetOptions
from xlmot.settings.shipped import shipped
from xlmot.settings.toml_file import merge
from xlmot.sheets.looks import column_width
from xlmot.sheets.sommaire import sommaire_sheet

SHEETS = written_values(sheets_2024())
SUMMARY = SHEETS["Summary"]


def walk(node):
    yield node
    for child in node["children"]:
        yield from walk(child)


def captions(rows):
    return {row[1]: row[0] for row in rows_after(rows, "Key figures")}


def table(rows):
    """Return the rows of the table of actions by the heads of its columns, down to the total."""
    start = next(n for n, row in enumerate(rows) if row[:3] == ["Code", "Action", "Actions"])
    found = [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]
    end = next(n for n, row in enumerate(found) if row["Code"] == "Total")
    return found[: end + 1]


@pytest.mark.parametrize("axe", TRUTH["per_axe"], ids=lambda axe: axe["code"])
def test_the_key_figures_of_an_axe(axe) -> None:
    said = SHEETS[f"Axe {axe['code']}"][3][0]
    whole = TRUTH["totals"]["actions"]
    share = int(100 * axe["actions"] / whole + 0.5)
    counts = f"{axe['sub_axes']} sous-axes, {axe['objectives']} objectifs"
    part = f"{axe['actions']}/{whole}"
    assert said == f"{counts} and {axe['actions']} actions: {share} % of the programme ({part})."


@pytest.mark.parametrize("root", TRUTH["tree"], ids=lambda root: root["code"])
def test_each_title_counts_its_actions(root) -> None:
    *rows, total = table(SHEETS[f"Axe {root['code']}"])
    shown = {row["Code"]: row["Actions"] for row in rows if row["Actions"] != ""}
    assert shown == {
        node["code"]: node["n_actions_total"] for node in walk(root) if node is not root
    }
    assert total["Actions"] == root["n_actions_total"]


def test_actions_without_objective_are_counted_by_their_sous_axe() -> None:
    rows = [row for row in table(SHEETS["Axe 1"]) if row["Code"] == "1.4"]
    assert [(row["Action"][:9], row["Actions"]) for row in rows[:1]] == [("POURSUIVR", 3)]
    assert len(rows) == 1 + 3


@pytest.mark.parametrize("root", TRUTH["tree"], ids=lambda root: root["code"])
def test_the_prefixes_of_an_axe(root) -> None:
    lines = {line for node in walk(root) for line in node["action_lines"]}
    expected = {
        prefix: count
        for prefix, found in TRUTH["per_prefix_lines"].items()
        if (count := len(lines.intersection(found)))
    }
    expected["without prefix"] = len(lines) - sum(expected.values())
    said = [
        row[0].partition(": ")[2].rstrip(".").replace(" and ", ", ").split(", ")
        for row in SHEETS[f"Axe {root['code']}"]
        if str(row[0]).startswith("By border and institution")
    ]
    shown = {text.rpartition(" ")[0]: int(text.rpartition(" ")[2]) for one in said for text in one}
    assert shown == (expected if len(expected) > 1 else {})


def test_the_actions_of_an_axe_stand_under_their_titles() -> None:
    for root in TRUTH["tree"]:
        *rows, _ = table(SHEETS[f"Axe {root['code']}"])
        lines = [int(row["Source"].removeprefix("r. ")) for row in rows]
        expected = []
        for node in walk(root):
            expected += [] if node is root else [node["title_line"]]
            expected += node["action_lines"]
        assert lines == expected


def test_columns_without_a_value_in_an_axe_are_left_out() -> None:
    heads = {name: set(table(SHEETS[name])[0]) for name in ("Axe 1", "Axe 2", "Axe 3")}
    assert "Prefix" in heads["Axe 1"]
    assert not {"Prefix", "Suffix"} & heads["Axe 2"]
    assert "Suffix" in heads["Axe 3"]


def test_the_summary_adds_up_the_axes() -> None:
    totals, figures = TRUTH["totals"], captions(SUMMARY)
    assert figures["axes"] == totals["axes"]
    assert figures["sous-axes"] == totals["sub_axes"]
    assert figures["objectifs"] == totals["objectives"]
    assert figures["actions"] == totals["actions"]
    assert figures["difference from the programme"] == 0
    assert {tag: figures[f"actions {tag}"] for tag in TRUTH["per_tag"]} == TRUTH["per_tag"]
    head, *rows, total = rows_after(SUMMARY, "By axe")
    shown = [dict(zip(head, row, strict=True)) for row in rows[:3]]
    assert [(r["Axe"], r["Tag"], r["Actions"], r["Objectifs"]) for r in shown] == [
        (f"Axe {axe['code']}", axe["tag"], axe["actions"], axe["objectives"])
        for axe in TRUTH["per_axe"]
    ]
    assert dict(zip(head, total, strict=True))["Actions"] == totals["actions"]


def test_the_summary_counts_the_findings_of_the_truth() -> None:
    head, *_, total = rows_after(SUMMARY, "By axe")
    counts = Counter(finding["severity"] for finding in TRUTH["expected_findings"])
    shown = dict(zip(head, total, strict=True))
    assert (shown["To correct"], shown["To check"], shown["Remarks"]) == (
        counts["error"],
        counts["warning"],
        counts["note"],
    )


def test_the_summary_crosses_borders_and_axes() -> None:
    _, *rows = rows_after(SUMMARY, "By border and institution")
    shown = {row[0]: row[5] for row in rows}
    assert shown == {**TRUTH["per_prefix"], "without prefix": TRUTH["actions_without_prefix"]}
    assert all(sum(row[2:5]) == row[5] for row in rows)


def test_the_summary_lists_the_objectives_without_action() -> None:
    _, *rows = rows_after(SUMMARY, "Objectifs without action")
    assert [(row[0], row[2]) for row in rows] == [("3.2.1", "r. 107"), ("3.3.1", "r. 120")]


def test_amounts_are_added_up_and_shares_and_days_are_not() -> None:
    shown = written_values(sheets_of(read(WORKSHOPS)))
    *rows, total = table(shown["Section A"])
    sums = {
        row["Code"]: [row["Actions"], row["Budget"], row["Hours"]]
        for row in rows
        if row["Actions"] != ""
    }
    assert sums == {"A1": [3, 1600, 24], "A2": [1, 1000, 40]}
    assert [value for value in total.values() if value != ""] == ["Total", 4, 2600, 64]
    assert captions(shown["Summary"])["Budget"] == 3600


def test_a_border_can_be_credited_to_each_of_its_countries() -> None:
    programme = programme_2024()
    made = replace(edition(programme), output=SheetOptions(each_country=True))
    shown = written_values([sommaire_sheet(programme, made)])["Summary"]
    counts = {row[0]: row[5] for row in rows_after(shown, "By border and institution")}
    assert {name: counts[name] for name in ("FR", "IT", "MC", "BE", "PE")} == {
        "FR": 9,
        "IT": 4,
        "MC": 3,
        "BE": 2,
        "PE": 2,
    }


def test_the_word_of_a_header_does_not_break() -> None:
    programme = read([["Code", "Title", "Cofinancements (€)"], ["1", "Roads"], ["1.1", "Dig", 5.0]])
    sheet = sommaire_sheet(programme, edition(programme))
    assert max(column.width for column in sheet.columns[2:8]) >= column_width("Cofinancements")


@pytest.mark.parametrize(
    ("header", "cells", "column", "is_summed"),
    [
        ("Places", (3, 4), {}, True),
        ("Places", (3, "soon"), {}, False),
        ("Places", (3, "soon"), {"sum": True}, True),
        ("Places", (3, 4), {"sum": False}, False),
        ("Places", (3, 4), {"kind": "text"}, False),
        ("Budget", (3, 4), {}, True),
        ("Budget", (3, 4), {"sum": False}, False),
        ("Progress", (3, 4), {}, False),
        ("Year", (2024, 2025), {}, False),
        ("Opening", (2024, 2025), {}, False),
        ("Share %", (3, 4), {}, False),
    ],
)
def test_the_columns_that_the_house_marks_are_added_up_and_those_of_numbers(
    header, cells, column, is_summed
) -> None:
    own = {"columns": [{"names": [header], **column}] if column else []}
    house = build("own", merge(shipped("generic"), own))
    lines = [["Code", "Title", header], ["1", "Roads"]]
    programme = read([*lines, *(["1", f"Pave {cell}", cell] for cell in cells)], house)
    shown = written_values(sheets_of(programme))["Summary"]
    assert (header in next(rows_after(shown, "By section"))) == is_summed
