"""Show a report as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest

from xlmot.checking.results import Checked, FileReport, Passing
from xlmot.findings import Finding, Severity
from xlmot.messages import Message, Translate, render, say
from xlmot.reports.reading import how_read
from xlmot.reports.visible import visible
from xlmot.reports.words import (
    FIX_WORDS,
    SEVERITY_WORDS,
    and_more,
    correctable,
    counted,
    next_step,
    total,
)
from xlmot.rules import all_rules
from xlmot.rules.page import filled, lines, read_title

WIDTH = 96
# The rows of a finding stand in a column of their own, and wrap in it.
ROWS_WIDTH = range(6, 23)
MOST_PLACES = 40

# ECMA-48 8.3.117, select graphic rendition.
BOLD, DIM = "1", "2"
SEVERITY_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
SEVERITIES = tuple(Severity)


def render_text(
    report: Checked,
    translate: Translate,
    colour: bool,  # noqa: FBT001  every renderer is called by position
    width: int = WIDTH,
    *,
    explain: bool = False,
) -> str:
    """Return what was found file by file and, on the last line, what to do next.

    Lines fit in `width` columns unless a path or a name is longer. Cell text is shown with its
    invisible characters spelled out; `colour` adds ECMA-48 sequences.
    """
    files = Passing(report.files)
    return "".join(text_pieces(files, translate, colour=colour, width=width, explain=explain))


def text_pieces(
    files: Passing,
    translate: Translate,
    *,
    colour: bool = False,
    width: int = WIDTH,
    explain: bool = False,
) -> Iterator[str]:
    """Yield the same text file by file, and its last lines."""
    view = _View(translate, colour=colour, width=width, explain=explain)
    for file in files:
        if not file.bare:
            yield "\n".join(view.file(file)) + "\n\n"
    yield "\n".join(view.close(files.passed)) + "\n"


class _View:
    """The language, the colours and the width in which a report is shown."""

    def __init__(
        self, translate: Translate, *, colour: bool, width: int, explain: bool = False
    ) -> None:
        self.explain = explain
        self.translate = translate
        self.colour = colour
        self.width = width

    def say(self, message: Message) -> str:
        return visible(render(message, self.translate))

    def paint(self, text: str, sequence: str) -> str:
        return f"\x1b[{sequence}m{text}\x1b[0m" if self.colour else text

    def wrap(self, message: Message) -> list[str]:
        return lines(self.say(message), self.width)

    def file(self, file: FileReport) -> Iterator[str]:
        """Yield the lines on one file."""
        if file.error is not None:
            yield self.paint(self.say(say("{path} — not checked", path=file.path)), BOLD)
            for message in filter(None, (file.error.message, file.error.remedy)):
                yield from self.wrap(message)
            return
        headline = say("{path} — {counts}", path=file.path, counts=counted(file.open_findings))
        yield self.paint(self.say(headline), BOLD)
        for sentence in how_read(file, fully=self.explain):
            yield from self.wrap(sentence)
        yield from self._findings(file)
        for sentence in correctable(file, self.translate):
            yield from self.wrap(sentence)

    def _findings(self, file: FileReport) -> Iterator[str]:
        """Yield a paragraph per rule, the gravest first."""
        named = has_several_sheets(file)
        rows = {
            id(f): " ".join(rows_shown(f, self.translate, named=named)) for f in file.open_findings
        }
        widest = max(map(len, rows.values()), default=0)
        column = max(ROWS_WIDTH[0], min(widest, ROWS_WIDTH[-1]))
        for findings in by_rule(file.open_findings):
            yield from ("", *self.heading(findings))
            for finding in findings:
                yield from self.entry(rows[id(finding)], finding.message, column)
        if rows:
            yield ""

    def heading(self, findings: list[Finding]) -> Iterator[str]:
        """Yield what stands above the findings of a rule: its severity, title, fix and name."""
        severity, name = _severity(findings[0]), findings[0].rule
        words = {key: self.say(word) for key, word in SEVERITY_WORDS.items()}
        word = words[severity].ljust(max(map(len, words.values())))
        title = visible(read_title(all_rules()[name], self.translate).rstrip("."))
        fix = dict.fromkeys(finding.fix.safety for finding in findings if finding.fix)
        end = " · ".join([*(self.say(FIX_WORDS[safety]) for safety in fix), name])
        left = f"{self.paint(word, SEVERITY_COLOURS[severity])}  {self.paint(title, BOLD)}"
        room = self.width - len(word) - 2 - len(title)
        if room >= len(end) + 2:
            yield left + " " * (room - len(end)) + self.paint(end, DIM)
        else:
            yield left
            yield " " * max(0, self.width - len(end)) + self.paint(end, DIM)

    def entry(self, rows: str, message: Message, column: int) -> Iterator[str]:
        """Yield the lines of a finding: its rows on the left, its sentence on the right."""
        left = [rows] if 0 < len(rows) <= column else filled(rows, column)
        right = lines(self.say(message), self.width - column - 4)
        for row, text in zip_longest(left, right, fillvalue=""):
            yield f"  {row:{column}}  {text}".rstrip()

    def close(self, report: Checked) -> Iterator[str]:
        """Yield the last lines: how many files, what was found in all, what to do next."""
        step = next_step(report)
        yield self.paint(", ".join(map(self.say, total(report))) + ".", BOLD)
        if step:
            yield self.say(step)


def has_several_sheets(file: FileReport) -> bool:
    """Return whether the findings on a file stand on several sheets, which are named then."""
    return len({place.sheet for finding in file.findings for place in finding.places}) > 1


def rows_shown(finding: Finding, translate: Translate, *, named: bool) -> list[str]:
    """Return the rows of a finding, a text for each sheet, these `named` before their rows."""
    texts = []
    for sheet, group in groupby(finding.places[:MOST_PLACES], key=lambda place: place.sheet):
        rows = row_list(place.row for place in group)
        texts.append(f"{visible(sheet)}: {rows}" if named else rows)
    more = len(finding.places) - MOST_PLACES
    return [*texts, visible(render(and_more(more), translate))] if more > 0 else texts


def by_rule(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return findings by severity and rule, the gravest first, then in the order of the table."""
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((_severity(finding), finding.rule), []).append(finding)
    return [groups[key] for key in sorted(groups, key=lambda key: SEVERITIES.index(key[0]))]


def _severity(finding: Finding) -> Severity:
    return finding.severity or Severity.NOTE


def row_list(rows: Iterable[int]) -> str:
    """Return row numbers with runs of three and more put together.

    >>> row_list([38, 42, 44, 45, 46, 27])
    '38, 42, 44-46, 27'
    """
    runs: list[list[int]] = []
    for row in dict.fromkeys(rows):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    parts = ([f"{run[0]}-{run[-1]}"] if len(run) > 2 else list(map(str, run)) for run in runs)
    return ", ".join(part for group in parts for part in group)
