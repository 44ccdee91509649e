"""Show a report as one HTML page that needs nothing else: to read, to print, to send on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from itertools import chain, count, islice

from xlmot.checking.results import Checked, FileReport, Passing
from xlmot.findings import DeleteRow, Edit, Finding, Safety, SetCell, Severity, Unmerge
from xlmot.messages import Message, Translate, say, say_many
from xlmot.reports.cleaning import show_value
from xlmot.reports.html_page import page, shown, words_exchanged
from xlmot.reports.html_sheet import FindingMark, HtmlTable
from xlmot.reports.reading import how_read
from xlmot.reports.spool import spool
from xlmot.reports.text import by_rule
from xlmot.reports.values import day_text
from xlmot.reports.version import version
from xlmot.reports.words import (
    FIX_WORDS,
    SEVERITY_WORDS,
    and_more,
    correctable,
    counted,
    explained,
    next_step,
    total,
)
from xlmot.rules import all_rules
from xlmot.rules.page import read_page, unbroken

MOST_EDITS, MOST_LINKS = 6, 60
FIX_MEANINGS: Mapping[Safety, Message] = {
    Safety.SAFE: say(
        "A safe fix changes what only one spelling can mean; “xlmot clean” makes it unasked."
    ),
    Safety.UNSAFE: say("A fix to confirm is made only once a person has chosen it."),
}


def html_pieces(
    files: Passing, translate: Translate, language: str, day: date | None = None
) -> Iterator[str]:
    """Yield the report as an HTML document in a language, `fr` or `en`, dated today or `day`.

    It has no script and loads nothing; text of cells is escaped, and characters that do not show
    are spelled out. Findings that somebody chose to ignore stand in a list of their own.
    """
    lines = _Page(unbroken(translate)).lines(files, language, day or date.today())  # noqa: DTZ011
    return (f"{line}\n" for line in lines)


class _Page:
    """The page in the making, in one language."""

    def __init__(self, translate: Translate) -> None:
        self.translate = translate

    def say(self, content: Message | str) -> str:
        return shown(content, self.translate)

    def lines(self, passing: Passing, language: str, day: date) -> Iterator[str]:
        sections = spool(self.sections(passing))
        report = passing.passed
        files = report.files
        title = say_many(len(files), "Check of {count} workbook", "Check of {count} workbooks")
        name = say("Check — {file}", file=files[0].path) if len(files) == 1 else title
        yield from page(self.say(name), language, self.body(report, sections, name, day))

    def body(
        self, report: Checked, sections: Iterator[str], title: Message, day: date
    ) -> Iterator[str]:
        files = report.files
        yield f"<header><h1>{self.say(title)}</h1>"
        made = say("made on {day} by xlmot {version}", day=day_text(day), version=version())
        yield f'<p class="soft">{self.say(made)}</p>'
        if len(files) > 1:
            yield f"<p>{', '.join(map(self.say, total(report)))}.</p>"
            yield from self.contents(files)
        yield from self.legend()
        yield "</header>"
        yield from self.filters(report)
        yield "<main>"
        yield from (line.removesuffix("\n") for line in sections)
        step = next_step(report)
        yield f"</main><footer><p>{self.say(step)}</p></footer>" if step else "</main>"

    def sections(self, passing: Passing) -> Iterator[str]:
        files = iter(passing)
        first = list(islice(files, 2))
        alone = len(first) == 1
        # Its own iterator lets go of a list that it is through with.
        files = chain(iter(first), files)
        del first
        for number, file in enumerate(files, 1):
            yield from (f"{line}\n" for line in self.file(file, number, alone=alone))

    def legend(self) -> Iterator[str]:
        """Yield what the words of the page mean."""
        yield f"<details><summary>{self.say(say('What the words mean'))}</summary><ul>"
        for safety, meaning in FIX_MEANINGS.items():
            word = self.say(FIX_WORDS[safety])
            yield f"<li><strong>{word}</strong> — {self.say(meaning)}</li>"
        yield "</ul></details>"

    def filters(self, report: Checked) -> Iterator[str]:
        """Yield the boxes that show and hide the findings of a severity, without a script."""
        if not any(file.open_findings for file in report.files):
            return
        yield f"<fieldset><legend>{self.say(say('Show'))}</legend>"
        for severity in Severity:
            text = f"{self.say(SEVERITY_WORDS[severity])} ({report.count(severity)})"
            name = f"show-{severity}"
            yield f'<label for="{name}"><input type="checkbox" id="{name}" checked> {text}</label>'
        yield "</fieldset>"

    def contents(self, files: Iterable[FileReport]) -> Iterator[str]:
        """Yield a list of the files, with what was found in each."""
        yield f'<nav aria-label="{self.say(say("Files"))}"><ul>'
        for number, file in enumerate(files, 1):
            link = f'<a href="#file-{number}">{self.say(file.path)}</a>'
            yield f"<li>{link} — {self.say(_outcome(file))}</li>"
        yield "</ul></nav>"

    def file(self, file: FileReport, number: int, *, alone: bool) -> Iterator[str]:
        name = f"file-{number}"
        head = say("What was found") if alone else file.path
        yield f'<section id="{name}" aria-labelledby="{name}-name">'
        yield f'<h2 id="{name}-name">{self.say(head)}</h2>'
        yield f'<p class="verdict">{self.say(_outcome(file))}</p>'
        if file.error is not None:
            yield f"<p>{self.say(explained(file.error, self.translate))}</p>"
        for sentence in how_read(file):
            yield f'<p class="soft">{self.say(sentence)}</p>'
        places = count(1)
        groups = [
            [
                FindingMark(n, f"f{number}-n{n}", finding)
                for finding, n in zip(own, places, strict=False)
            ]
            for own in by_rule(file.open_findings)
        ]
        tables = self.tables(file, number, [mark for group in groups for mark in group])
        yield '<div class="sides">'
        yield from self.found(file, groups, tables)
        if tables:
            yield '<div class="programme">'
            yield from chain.from_iterable(table.lines() for table in tables)
            yield "</div>"
        yield "</div></section>"

    def tables(
        self, file: FileReport, number: int, marks: Sequence[FindingMark]
    ) -> list[HtmlTable]:
        """Return the sheets of the programmes, with a mark on each row that a finding is about."""
        sections = (section for own in file.programmes for section in own.table.sections)
        return [
            HtmlTable(section, f"f{number}-s{place}", marks, self.translate)
            for place, section in enumerate(sections, 1)
        ]

    def found(
        self, file: FileReport, groups: Sequence[list[FindingMark]], tables: Sequence[HtmlTable]
    ) -> Iterator[str]:
        """Yield the findings by rule, then those that somebody chose to ignore."""
        yield '<div class="found">'
        for group in groups:
            yield from self.rule(group, tables)
        ignored = [finding for finding in file.findings if finding.ignored]
        if ignored:
            text = say_many(len(ignored), "{count} ignored", "{count} ignored")
            yield f'<details class="rule"><summary>{self.say(text)}</summary><ul>'
            for finding in ignored:
                yield f"<li>{self.links(finding, tables)} {self.say(finding.message)}</li>"
            yield "</ul></details>"
        for sentence in correctable(file, self.translate):
            yield f"<p>{self.say(sentence)}</p>"
        yield "</div>"

    def rule(self, marks: list[FindingMark], tables: Sequence[HtmlTable]) -> Iterator[str]:
        """Yield what a rule found: its title, its reason one click away, and each finding."""
        rule = all_rules()[marks[0].finding.rule]
        severity = marks[0].severity
        help_page = read_page(rule, self.translate)
        word = f'<span class="severity">{self.say(SEVERITY_WORDS[severity])}</span>'
        title = escape(help_page.title.rstrip("."))
        yield f'<details class="rule {severity}" open><summary>{word} <h3>{title}</h3>'
        yield f" ({len(marks)})</summary>"
        yield f'<details class="why"><summary>{self.say(say("Why"))}</summary>'
        for part in (help_page.sentence, help_page.why, help_page.fix):
            yield from (f"<p>{escape(text)}</p>" for text in part.split("\n\n") if text.strip())
        yield f'<p class="soft">{rule.name}</p></details>'
        for mark in marks:
            yield from self.finding(mark, tables)
        yield "</details>"

    def finding(self, mark: FindingMark, tables: Sequence[HtmlTable]) -> Iterator[str]:
        finding = mark.finding
        yield f'<div class="finding" id="{mark.anchor}">'
        where = self.links(finding, tables)
        yield f'<p>n° {mark.number} <span class="places">{where}</span></p>'
        yield f"<p>{self.say(finding.message)}</p>"
        if finding.fix is not None:
            edits = finding.fix.edits
            yield f'<p class="soft">{self.say(FIX_WORDS[finding.fix.safety])}</p><ul>'
            yield from (f"<li>{self.edit(edit)}</li>" for edit in edits[:MOST_EDITS])
            more = len(edits) - MOST_EDITS
            if more > 0:
                yield f"<li>{self.say(and_more(more))}</li>"
            yield "</ul>"
        yield "</div>"

    def links(self, finding: Finding, tables: Sequence[HtmlTable]) -> str:
        """Return the rows of a finding, each a link to its row in the table beside, if it is there.

        Of two tables on a sheet the later one is meant.
        """
        of_sheet = {table.grid.sheet: table for table in tables}
        several = len(of_sheet) > 1
        texts = []
        places = dict.fromkeys((place.sheet, place.row) for place in finding.places)
        for sheet, row in [*places][:MOST_LINKS]:
            name = say("{sheet}, r. {row}", sheet=sheet, row=row)
            text = self.say(name if several else say("r. {row}", row=row))
            table = of_sheet.get(sheet)
            if table is not None and row in table.shown:
                text = f'<a href="#{table.anchor(row)}">{text}</a>'
            texts.append(text)
        more = len(places) - MOST_LINKS
        return " ".join(texts) + (f" {self.say(and_more(more))}" if more > 0 else "")

    def edit(self, edit: Edit) -> str:
        if isinstance(edit, DeleteRow):
            return self.say(say("row {row} deleted", row=edit.row))
        if isinstance(edit, Unmerge):
            return self.say(say("cells {area} unmerged", area=edit.cell))
        return f"{edit.cell} : {self._exchange(edit)}"

    def _exchange(self, edit: SetCell) -> str:
        if isinstance(edit.old, str) and isinstance(edit.new, str) and " " in edit.old.strip():
            return words_exchanged(edit.old, edit.new)
        old, new = (escape(show_value(value, self.translate)) for value in (edit.old, edit.new))
        return f"<del>{old}</del> → <ins>{new}</ins>"


def _outcome(file: FileReport) -> Message:
    return say("not checked") if file.error else counted(file.open_findings)
