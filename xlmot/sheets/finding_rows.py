"""Write the rows of the sheet of findings: one for each, one for each other row it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlmot.checking.results import FileReport
from xlmot.findings import Edit, Finding, Place, Severity
from xlmot.messages import Message, say, say_many
from xlmot.programme.grid import Value
from xlmot.programme.identity import Identity
from xlmot.reports.text import row_list
from xlmot.reports.words import SEVERITY_WORDS
from xlmot.rules import all_rules
from xlmot.sheets.actions import note_cell
from xlmot.sheets.changes import before_and_after, cut_at_word
from xlmot.sheets.earlier.decisions import DECISION_WORDS, Decision, finding_key, read_decision
from xlmot.sheets.model import Cell, LinkTarget
from xlmot.sheets.words import FIX_WORDS, row_text

# The decision and the comment are the user's.
NOTES = 2
LONGEST_LABEL = 42
# Of a finding on more other rows than this, the rest are named in one line.
MOST_ROWS = 12


class FindingRows:
    """The rows of findings: one each, and one below for each other row that it is about."""

    def __init__(self, report: FileReport) -> None:
        self.named = {
            (programme.table.sheet(index), number): (programme.code(index), text)
            for programme in report.programmes
            for index, (number, text) in enumerate(
                zip(programme.table.numbers, programme.table.labels, strict=True)
            )
        }

    def main(
        self, number: int, finding: Finding, note: tuple[Value, ...], identity: Identity
    ) -> Iterator[Cell]:
        """Yield the cells of the row on which staff decide."""
        severity = finding.severity or Severity.NOTE
        place = finding.places[0]
        code, label = self._named(finding, place)
        yield Cell(number, "line count")
        yield Cell(SEVERITY_WORDS[severity], f"line {severity}")
        yield _link(place)
        yield Cell(code, "line code wrap")
        yield Cell(finding.message, "line wrap")
        yield from _sides(_edits_on(finding, place), "line wrap")
        yield Cell(FIX_WORDS[finding.fix.safety if finding.fix else None], "line wrap")
        yield note_cell(_decision(finding, note[0]))
        yield note_cell(note[1])
        yield Cell(finding_key(finding, identity), "key")
        yield Cell(cut_at_word(label, LONGEST_LABEL) or None, "line wrap")
        yield Cell(rule_title(finding.rule), "line wrap", bare=True)

    def codes(self, findings: Iterable[Finding]) -> Iterator[str]:
        """Yield the codes that the rows of findings show."""
        for finding in findings:
            yield self._named(finding, finding.places[0])[0] or ""
            for place in finding.places[1:]:
                yield self.named.get((place.sheet, place.row), (None, ""))[0] or ""

    def _named(self, finding: Finding, place: Place) -> tuple[str | None, str]:
        code, label = self.named.get((place.sheet, place.row), (None, ""))
        return code or finding.code, label or finding.label or ""

    def others(self, number: int, finding: Finding) -> Iterator[Iterator[Cell]]:
        """Yield the rows of the other places of a finding, then how many more there are."""
        places = _by_row(finding)[1:]
        for place in places[:MOST_ROWS]:
            yield self._other(number, place, _edits_on(finding, place))
        if len(places) > MOST_ROWS:
            rest = row_list(place.row for place in places[MOST_ROWS:])
            yield _remark(number, say("Also on rows {rows}.", rows=rest))

    def _other(self, number: int, place: Place, edits: Sequence[Edit]) -> Iterator[Cell]:
        code, label = self.named.get((place.sheet, place.row), (None, ""))
        yield Cell(number, "line count faint")
        yield Cell(None, "line")
        yield _link(place)
        yield Cell(code, "line code wrap")
        yield Cell(cut_at_word(label, LONGEST_LABEL) or None, "line faint wrap")
        yield from _sides(edits, "line wrap")
        yield from _empty_ends()


def _by_row(finding: Finding) -> list[Place]:
    """Return the first place of each row of a finding, the main one first."""
    return list({(place.sheet, place.row): place for place in reversed(finding.places)}.values())[
        ::-1
    ]


def _edits_on(finding: Finding, place: Place) -> list[Edit]:
    """Return what a fix does on a row; on the main one also what it does where nothing is wrong."""
    edits = finding.fix.edits if finding.fix else ()
    own = [edit for edit in edits if (edit.sheet, edit.row) == (place.sheet, place.row)]
    if place is not finding.places[0]:
        return own
    rows = {(one.sheet, one.row) for one in finding.places}
    return own + [edit for edit in edits if (edit.sheet, edit.row) not in rows]


def _sides(edits: Sequence[Edit], look: str) -> Iterator[Cell]:
    """Yield what stands there before some edits of a row, and after them."""
    for side in range(2):
        text = before_and_after(edits[0])[side] if edits else None
        if text is not None and len(edits) > 1:
            more = len(edits) - 1
            text = say_many(
                more, "{text} (and {count} more)", "{text} (and {count} more)", text=text
            )
        yield Cell(text, look)


def _remark(number: int, text: Message) -> Iterator[Cell]:
    """Yield a row of the table that says one thing."""
    yield Cell(number, "line count faint")
    yield from [Cell(None, "line")] * 3
    yield Cell(text, "line faint wrap")
    yield from [Cell(None, "line")] * 2
    yield from _empty_ends()


def _empty_ends() -> Iterator[Cell]:
    """Yield the cells from the correction on, of a row on which nothing is decided."""
    yield from [Cell(None, "line")] * (1 + NOTES)
    yield Cell(None, "key")
    yield from [Cell(None, "line")] * 2


def rule_title(rule: str) -> Message | str:
    """Return the title of a rule's help page, a sentence; the name of one that has no page."""
    rules = all_rules()
    return Message(rules[rule].page.partition("\n")[0], {}) if rule in rules else rule


def _link(place: Place) -> Cell:
    target = LinkTarget(place.sheet, place.row, place.column, follows=True)
    return Cell(row_text(place.row), "line link", link=target)


def _decision(finding: Finding, written: Value) -> Message | Value:
    """Return the decision in the language of the sheet; what is none is kept as it was written.

    What is ignored now may have been confirmed before.
    """
    decision = read_decision(written)
    if (decision is None and written is None) or (finding.ignored and decision is Decision.APPLY):
        decision = Decision.IGNORE if finding.ignored else Decision.TREAT
    return DECISION_WORDS[decision] if decision else written
