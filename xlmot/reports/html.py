"""Show a report as one HTML page that needs nothing else: to read, to print, to send on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from xlmot.checking.results import Checked, FileReport
from xlmot.findings import DeleteRow, Edit, Finding, Severity, Unmerge
from xlmot.messages import Message, Translate, say, say_many
from xlmot.reports.cleaning import show_value
from xlmot.reports.html_page import page, shown
from xlmot.reports.text import by_rule, has_several_sheets, rows_shown
from xlmot.reports.words import (
    FIX_WORDS,
    SEVERITY_WORDS,
    and_more,
    correctable,
    counted,
    described,
    explained,
    next_step,
    total,
)
from xlmot.rules import all_rules
from xlmot.rules.page import read_page, unbroken

# The words tell the severities; colours only help, and hold 4.5:1 on white (WCAG 2.2, 1.4.3).
STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.45 system-ui, sans-serif; color: #1b1b1b; background: #fff;
       max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
h3 small { color: #595959; font-weight: normal; }
a { color: #0b57a4; }
.severity { border: 1px solid currentColor; border-radius: .25rem; padding: 0 .4rem;
            font-size: .85rem; margin-right: .4rem; }
.error { color: #b3261e; } .warning { color: #8a5300; } .note { color: #0b57a4; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid #c8c8c8; padding: .3rem .5rem; text-align: left; vertical-align: top;
         overflow-wrap: anywhere; }
th { background: #f2f2f2; }
th:nth-child(1) { width: 12%; } th:nth-child(2) { width: 8%; } th:nth-child(3) { width: 25%; }
td p { margin: 0; } del, ins { text-decoration: none; white-space: pre-wrap; }
        del { color: #b3261e; } ins { color: #1a6b2d; }
code { font-family: ui-monospace, monospace; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } a { color: inherit; }
               h2, h3 { break-after: avoid; } tr { break-inside: avoid; }
               thead { display: table-header-group; } }
"""
MOST_EDITS = 3


def render_html(report: Checked, translate: Translate, language: str) -> str:
    """Return the report as an HTML document in a language, `fr` or `en`.

    It has no script and loads nothing; text of cells is escaped, and characters that do not show
    are spelled out. Findings that somebody chose to ignore are left out.
    """
    return "\n".join(_Page(unbroken(translate)).lines(report, language)) + "\n"


class _Page:
    """The page in the making, in one language."""

    def __init__(self, translate: Translate) -> None:
        self.translate = translate

    def say(self, content: Message | str) -> str:
        return shown(content, self.translate)

    def lines(self, report: Checked, language: str) -> Iterator[str]:
        files = report.files
        title = say_many(len(files), "Check of {count} workbook", "Check of {count} workbooks")
        name = say("Check — {file}", file=files[0].path) if len(files) == 1 else title
        yield from page(self.say(name), STYLE, language, self.body(report, title))

    def body(self, report: Checked, title: Message) -> Iterator[str]:
        files = report.files
        yield f"<header><h1>{self.say(title)}</h1>"
        if len(files) > 1:
            yield f"<p>{', '.join(map(self.say, total(report)))}.</p>"
            yield from self.contents([file for file in files if not file.bare])
        yield "</header><main>"
        for number, file in enumerate((file for file in files if not file.bare), 1):
            yield from self.file(file, number)
        step = next_step(report)
        yield f"</main><footer><p>{self.say(step)}</p></footer>" if step else "</main>"

    def contents(self, files: Iterable[FileReport]) -> Iterator[str]:
        """Yield a list of the files, with what was found in each."""
        yield f'<nav aria-label="{self.say(say("Files"))}"><ul>'
        for number, file in enumerate(files, 1):
            link = f'<a href="#file-{number}">{self.say(file.path)}</a>'
            yield f"<li>{link} — {self.say(_outcome(file))}</li>"
        yield "</ul></nav>"

    def file(self, file: FileReport, number: int) -> Iterator[str]:
        name = f"file-{number}"
        yield f'<section id="{name}" aria-labelledby="{name}-name">'
        yield f'<h2 id="{name}-name">{self.say(file.path)}</h2>'
        yield f"<p>{self.say(_outcome(file))}</p>"
        if file.error is not None:
            yield f"<p>{self.say(explained(file.error, self.translate))}</p>"
        for programme in file.programmes:
            yield f"<p>{self.say(described(programme, file.profile))}</p>"
        named = has_several_sheets(file)
        for findings in by_rule(file.open_findings):
            yield from self.rule(findings, named=named)
        for sentence in correctable(file, self.translate):
            yield f"<p>{self.say(sentence)}</p>"
        yield "</section>"

    def rule(self, findings: list[Finding], *, named: bool) -> Iterator[str]:
        """Yield what a rule found: its severity and title, and a table; sheets are `named`."""
        rule = all_rules()[findings[0].rule]
        severity = findings[0].severity or Severity.NOTE
        title = read_page(rule, self.translate).title.rstrip(".")
        word = (
            f'<span class="severity {severity.value}">{self.say(SEVERITY_WORDS[severity])}</span>'
        )
        yield f"<h3>{word}{escape(title)} <small>{rule.name}</small></h3>"
        heads = (say("Row"), say("Code"), say("Label"), say("What was found"), say("Correction"))
        cells = "".join(f'<th scope="col">{self.say(head)}</th>' for head in heads)
        yield f"<table><thead><tr>{cells}</tr></thead><tbody>"
        for finding in findings:
            yield f"<tr>{''.join(self.cells(finding, named=named))}</tr>"
        yield "</tbody></table>"

    def cells(self, finding: Finding, *, named: bool) -> Iterator[str]:
        places = rows_shown(finding, self.translate, named=named)
        yield f"<td>{'<br>'.join(map(escape, places))}</td>"
        yield f"<td>{self.say(finding.code or '')}</td>"
        yield f"<td>{self.say(finding.label or '')}</td>"
        yield f"<td>{self.say(finding.message)}</td>"
        yield f"<td>{''.join(self.fix(finding))}</td>"

    def fix(self, finding: Finding) -> Iterator[str]:
        if finding.fix is None:
            return
        yield f"<p>{self.say(FIX_WORDS[finding.fix.safety])}</p>"
        edits = finding.fix.edits
        yield from map(self.edit, edits[:MOST_EDITS])
        more = len(edits) - MOST_EDITS
        if more > 0:
            yield f"<p>{self.say(and_more(more))}</p>"

    def edit(self, edit: Edit) -> str:
        if isinstance(edit, DeleteRow):
            return f"<p>{self.say(say('row {row} deleted', row=edit.row))}</p>"
        if isinstance(edit, Unmerge):
            return f"<p>{self.say(say('cells {area} unmerged', area=edit.cell))}</p>"
        old, new = (escape(show_value(value, self.translate)) for value in (edit.old, edit.new))
        return f"<p>{edit.cell}: <del>{old}</del> → <ins>{new}</ins></p>"


def _outcome(file: FileReport) -> Message:
    return say("not checked") if file.error else counted(file.open_findings)
