import re
from html.parser import HTMLParser
from itertools import pairwise

from tests.reports.samples import CLEAN, HOSTILE, MANY, TWO_SHEETS, UNREADABLE, ignoring, real
from xlmot.checking.results import Checked
from xlmot.messages import english
from xlmot.messages.translation import translation
from xlmot.reports.html import render_html

# Elements of HTML without an end tag that a report may hold.
VOID = {"meta", "br"}


class Parsed(HTMLParser):
    """The elements of a page, each with what its attributes are, and the text of each row."""

    def __init__(self, *files, language="en") -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        translate = english if language == "en" else translation(language)
        self.feed(render_html(Checked(files), translate, language))
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


def test_every_open_finding_has_a_row_that_says_what_the_text_says() -> None:
    report = real()
    page = Parsed(*report.files)
    said = [row[3] for row in page.rows if row[3] != "What was found"]
    assert sorted(said) == sorted(str(f.message) for f in report.files[0].findings)
    (swap,) = (row for row in page.rows if row[0] == "38, 42")
    assert swap[1] == "1.3.2"
    assert "A38: “Axe” → “1.3.2”" in swap[4]
    assert len(Parsed(ignoring(TWO_SHEETS)).rows) < len(Parsed(TWO_SHEETS).rows)


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
    assert not re.search("[\x00-\x08\x1b\u202e]", render_html(Checked((HOSTILE,)), english, "en"))


def test_a_batch_lists_its_files_and_links_to_each() -> None:
    page = Parsed(*MANY.files)
    targets = {"#" + (section["id"] or "") for section in page.named("section")}
    assert {link["href"] for link in page.named("a")} == targets
    assert len(targets) == len(MANY.files)
    assert "“broken.xlsx” is damaged. Repair it." in page.text
    assert "Part 1: 4" in page.text
    assert not Parsed(CLEAN).named("nav")


def test_a_reader_of_screens_is_told_the_language_the_headings_and_the_columns() -> None:
    page = Parsed(UNREADABLE, TWO_SHEETS, language="fr")
    assert page.named("html") == [{"lang": "fr"}]
    assert all(head["scope"] == "col" for head in page.named("th"))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "Contrôle de 2 classeurs" in page.text


def test_a_french_page_breaks_no_line_before_its_tall_marks() -> None:
    page = Parsed(*real().files, language="fr")
    assert "27 anomalies\u00a0: 1 à corriger" in page.text
    assert "l.\xa038 porte «\u00a0Axe\u00a0» à la place" in page.text
