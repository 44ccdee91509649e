import re
from datetime import datetime
from html.parser import HTMLParser
from itertools import pairwise

from tests.programme_2024 import book
from tests.reports.samples import (
    CLEAN,
    HOSTILE,
    MANY,
    TWO_SHEETS,
    UNREADABLE,
    checked_rows,
    ignoring,
    real,
)
from tests.reports.whole import whole
from xlmot.checking.results import Checked
from xlmot.messages import english
from xlmot.messages.translation import translation
from xlmot.reports.html import html_pieces

# Elements of HTML without an end tag that a report may hold.
VOID = {"meta", "br", "input"}


class Parsed(HTMLParser):
    """The elements of a page, each with what its attributes are, and the text of each row."""

    def __init__(self, *files, language="en") -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        translate = english if language == "en" else translation(language)
        self.feed(whole(html_pieces, Checked(files), translate, language))
        assert self.open == []

    def handle_starttag(self, tag, attrs) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        if "style" in self.open:
            return
        self.text += data
        if self.open[-1:] and {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data

    def named(self, tag):
        return [attributes for own, attributes in self.elements if own == tag]


def test_every_open_finding_is_said_and_linked_to_its_rows_and_back() -> None:
    report = real()
    page = Parsed(*report.files)
    found = [own for own in page.named("div") if own.get("class") == "finding"]
    assert len(found) == len(report.files[0].findings) == 27
    flat = " ".join(page.text.split())
    assert all(" ".join(str(f.message).split()) in flat for f in report.files[0].findings)
    ids = [own["id"] for _, own in page.elements if "id" in own]
    assert len(ids) == len(set(ids))
    links = [str(link["href"]).removeprefix("#") for link in page.named("a")]
    assert set(links) <= set(ids)
    rows = sum(len(finding.rows) for finding in report.files[0].findings)
    assert sum(link.startswith("f1-s1-r") for link in links) == rows
    assert sum(link.startswith("f1-n") for link in links) == rows


def test_the_programme_stands_beside_the_findings_with_all_its_rows() -> None:
    page = Parsed(*real().files)
    grid = book().grids()[0]
    rows = [own for own in page.named("tr") if str(own.get("id", "")).startswith("f1-s1-r")]
    assert len(rows) == len(grid.rows)
    marked = {own["id"] for own in rows if "marked" in str(own.get("class", ""))}
    expected = {row for finding in real().files[0].findings for row in finding.rows}
    assert marked == {f"f1-s1-r{row}" for row in expected}
    shown = {row[0]: row[1:3] for row in page.rows}
    assert shown["120"] == [str(value) for value in grid.rows[119][:2]]


def test_a_long_sheet_shows_what_was_found_with_the_rows_around() -> None:
    lines = [["Code", "Title"], ["1", "ROADS"], *(["1", f"Pave {n}"] for n in range(3000))]
    lines[1500][1] = "Pave , mark"
    page = Parsed(checked_rows("long.xlsx", {"Plan": lines}, "space-before-punctuation"))
    rows = [own["id"] for own in page.named("tr") if "id" in own]
    assert rows == [f"f1-s1-r{row}" for row in range(1499, 1504)]
    assert "1498 rows left out" in page.text


def test_days_and_numbers_of_the_sheet_are_written_as_the_findings_write_them() -> None:
    lines = [["Code", "Title", "Due", "Cost"], ["1", "ROADS", None, None]]
    lines += [["1", f"Pave , {n}", datetime(2026, 11, 30, 14 * n), 12.5] for n in range(2)]  # noqa: DTZ001  a cell has no zone
    file = checked_rows("plan.xlsx", {"Plan": lines}, "space-before-punctuation")
    page = Parsed(file, language="fr")
    assert [row[3:5] for row in page.rows[-2:]] == [
        ["30/11/2026", "12,5"],
        ["30/11/2026 à 14 h 00", "12,5"],
    ]


def test_no_link_leads_to_a_row_that_is_left_out() -> None:
    lines = [["Code", "Title"], ["1", "ROADS"], *(["1", f"Pave {n}"] for n in range(3000))]
    lines[1500][1] = "Pave , mark"
    page = Parsed(ignoring(checked_rows("long.xlsx", {"Plan": lines}, "space-before-punctuation")))
    ids = {own["id"] for _, own in page.elements if "id" in own}
    assert "r. 1501" in page.text
    assert {str(link["href"]).removeprefix("#") for link in page.named("a")} <= ids


def test_ignored_findings_are_told() -> None:
    page = Parsed(ignoring(TWO_SHEETS))
    assert "1 ignored" in page.text
    assert len([own for own in page.named("div") if own.get("class") == "finding"]) == (
        len(TWO_SHEETS.findings) - 1
    )
    assert all(str(f.message) in page.text for f in TWO_SHEETS.findings)


def test_words_exchanged_are_marked_and_rules_have_their_titles() -> None:
    page = whole(html_pieces, real(), english, "en")
    assert "Soutien à la mise en réseau / en <del>oeuvre</del> <ins>œuvre</ins> des SCT" in page
    assert "<del>“Axe”</del> → <ins>“1.3.2”</ins>" in page
    assert "blank-row, repeated-header" not in page
    assert "<summary>Why</summary>" in page


def test_it_loads_and_runs_nothing() -> None:
    page = Parsed(*MANY.files)
    names = {name for _, attributes in page.elements for name in attributes}
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object"}
    assert not {name for name in names if name.startswith("on") or name == "src"}
    links = [link["href"] or "" for link in page.named("a")]
    assert links
    assert all(link.startswith("#") for link in links)
    (policy,) = (m for m in page.named("meta") if m.get("http-equiv"))
    assert (policy["content"] or "").startswith("default-src 'none'")


def test_text_of_cells_stays_text() -> None:
    page = Parsed(HOSTILE)
    assert "b" not in {tag for tag, _ in page.elements}
    assert r"X\x1b[2J\x00\u202eY , <b>&amp;" in page.text
    text = whole(html_pieces, Checked((HOSTILE,)), english, "en")
    assert not re.search("[\x00-\x08\x1b\u202e]", text)


def test_a_batch_lists_its_files_and_links_to_each() -> None:
    page = Parsed(*MANY.files)
    targets = {"#" + (section["id"] or "") for section in page.named("section")}
    assert targets <= {link["href"] for link in page.named("a")}
    assert len(targets) == len(MANY.files)
    assert "“broken.xlsx” is damaged. Repair it." in page.text
    assert "Part 1, r. 4" in page.text
    assert not Parsed(CLEAN).named("nav")


def test_a_reader_of_screens_is_told_the_language_the_headings_and_the_columns() -> None:
    page = Parsed(UNREADABLE, TWO_SHEETS, language="fr")
    assert page.named("html") == [{"lang": "fr"}]
    assert {head["scope"] for head in page.named("th")} == {"col", "row"}
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "Contrôle de 2 classeurs" in page.text


def test_a_french_page_breaks_no_line_before_its_tall_marks() -> None:
    page = Parsed(*real().files, language="fr")
    assert "27 anomalies\u00a0: 1 à corriger" in page.text
    assert "l.\xa038 porte «\u00a0Axe\u00a0» à la place" in page.text
