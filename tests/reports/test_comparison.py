"""The comparison of two programmes as text, JSON and HTML: all say the same, and nothing runs."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.programme_2024 import rows
from tests.sheets.samples import MOT, read
from xlmot.checking.compare import Comparison, Fate, compare
from xlmot.checking.compare_cells import EVERY
from xlmot.messages import english
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.reports.comparison import render_comparison
from xlmot.reports.comparison_html import render_comparison_html
from xlmot.reports.comparison_json import compare_schema, render_comparison_json

HOSTILE: list[list[Any]] = [
    ["Code", "Title", "Lead <b>"],
    ["1", "Roads"],
    ["1", "<script>alert(1)</script> & co", "<i>"],
    ["1", "Mend the \x1b[2J fountain\u202e", 3],
]


def pair(before: list[list[Any]], after: list[list[Any]], settings: Any = MOT) -> Comparison:
    return compare(read(before, settings), read(after, settings), [EVERY])


def later() -> list[list[Any]]:
    lines = [[cell.replace("2024", "2025") for cell in line] for line in rows()]
    lines[9][1] = "Veille juridique et révision du code Schengen"
    lines[59] = ["2.1.3", "Ouvrir une antenne à Hendaye"]
    return lines


REAL = pair(rows(), later())
TWIN = pair(HOSTILE, [*HOSTILE[:2], ["1", "<script>alert(2)</script> & co", "</td>"]])
CASES = {"real": REAL, "hostile": TWIN, "same": pair(rows(), rows())}


class Page(HTMLParser):
    """What a browser would see of a page: its tags, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("name", CASES)
def test_the_json_follows_its_schema(name) -> None:
    Draft202012Validator.check_schema(compare_schema())
    plain = json.loads(render_comparison_json(CASES[name]))
    Draft202012Validator(compare_schema()).validate(plain)
    assert plain["counts"] == {str(change): CASES[name].counts[change] for change in Fate}
    assert len(plain["actions"]) == len(CASES[name].actions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_the_page_is_whole_and_runs_nothing(name, language) -> None:
    page = Page(render_comparison_html(CASES[name], translation(language), language))
    assert page.open == []
    assert set(page.tags).isdisjoint({"script", "b", "i", "iframe", "img", "link"})
    labels = [CASES[name].new.table.labels[one.new or 0] for one in CASES[name].actions if one.new]
    shown = " ".join(" ".join(page.texts).split())
    assert all(label.split()[0] in shown for label in labels)


def test_the_page_marks_the_words_that_went_and_came() -> None:
    page = render_comparison_html(REAL, english, "en")
    assert "Veille juridique et révision <ins>du code</ins> Schengen" in page
    assert "Congrès des Maires <del>2024</del> <ins>2025</ins>" in page


def test_what_acts_on_a_terminal_is_spelled_out() -> None:
    assert "\x1b" not in render_comparison(TWIN, english)
    assert "\u202e" not in render_comparison_html(TWIN, english, "en")


def test_the_words_of_a_count_agree_with_it() -> None:
    shown = render_comparison(REAL, translation("fr"))
    assert "inchangées" in shown.splitlines()[0]
    assert "1 renommée" in shown.splitlines()[0]


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "ajoutée : 1 « Salon “Routes”, fin » (ligne 4)"), ("en", "1 “Fair ‘Roads’” (row 4)")],
)
def test_quotes_of_a_label_are_those_that_stand_inside_others(language, said) -> None:
    label = "Salon « Routes », fin" if language == "fr" else "Fair “Roads”"
    before = [HOSTILE[0], ["1", "Roads"], ["1", "Pave the square"]]
    text = render_comparison(pair(before, [*before, ["1", label]]), translation(language))
    assert said in text.replace("\u00a0", " ")


def test_columns_that_are_the_same_are_not_counted() -> None:
    lines = [["Code", "Title", "Lead"], ["1", "Roads"], ["1", "Pave the square", "Ann"]]
    assert "Lead: no cell differs." in render_comparison(pair(lines, lines), english)
