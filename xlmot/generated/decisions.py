"""Read what staff decided about findings: what they ignore, which fixes they confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from xlmot.findings import Finding
from xlmot.generated.notes import Note, Placed, place_notes
from xlmot.language import LANGUAGES, translation
from xlmot.messages import Message, render, say
from xlmot.programme.grid import Value
from xlmot.programme.identity import Identity, fingerprint, row_identities
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold


class Decision(StrEnum):
    """What is to become of a finding; nothing is decided yet under `TREAT`."""

    TREAT = "treat"
    APPLY = "apply"
    IGNORE = "ignore"


DECISION_WORDS: Mapping[Decision, Message] = {
    Decision.TREAT: say("To treat"),
    Decision.APPLY: say("Apply"),
    Decision.IGNORE: say("Ignore"),
}


def read_decision(value: Value) -> Decision | None:
    """Return the decision that a cell says, in any language that xlmot speaks.

    >>> read_decision("Ignore"), read_decision("ask Ann")
    (<Decision.IGNORE: 'ignore'>, None)
    """
    for language in LANGUAGES:
        for decision, word in DECISION_WORDS.items():
            if isinstance(value, str) and fold(value) == fold(render(word, translation(language))):
                return decision
    return None


def finding_identities(
    programmes: Sequence[Programme], findings: Sequence[Finding]
) -> list[Identity]:
    """Return who each finding is: its rule, and the row it is about or else its sentence.

    Several findings of one rule on one row are told apart by their order.
    """
    rows: dict[tuple[str, int], Identity] = {}
    for programme in programmes:
        table = programme.table
        for index, identity in enumerate(row_identities(programme)):
            rows[table.sheet(index), table.numbers[index]] = identity
    seen: Counter[Identity] = Counter()
    found: list[Identity] = []
    for finding in findings:
        identity = _identity(finding, rows)._replace(group=finding.rule)
        seen[identity] += 1
        again = seen[identity]
        group = finding.rule if again == 1 else f"{finding.rule} {again}"
        found.append(identity._replace(group=group))
    return found


def _identity(finding: Finding, rows: Mapping[tuple[str, int], Identity]) -> Identity:
    first = min(finding.places, key=lambda place: (place.sheet, place.row))
    known = rows.get((first.sheet, first.row))
    return known or Identity((), fingerprint(f"{first.sheet} {finding.message.text}"))


def place_decisions(
    programmes: Sequence[Programme], findings: Sequence[Finding], notes: Sequence[Note]
) -> Placed:
    """Return the notes by the place of the finding they belong to.

    A note is a decision and a comment. Of findings that are gone, only those that somebody
    commented or chose to ignore are kept.
    """
    kept = [note._replace(values=_settled(note.values)) for note in notes]
    placed = place_notes(kept, finding_identities(programmes, findings))
    return placed._replace(homeless=[note for note in placed.homeless if _lasts(note)])


def _lasts(note: Note) -> bool:
    decision, *comments = note.values
    return any(comments) or read_decision(decision) is not Decision.APPLY


def _settled(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return a note without the decision that every finding begins with."""
    decision = read_decision(values[0])
    return (None if decision is Decision.TREAT else values[0], *values[1:])


def with_decisions(
    programmes: Sequence[Programme], findings: Sequence[Finding], notes: Sequence[Note]
) -> list[Finding]:
    """Return the findings, those marked that staff chose to ignore or whose fix they confirmed.

    To ignore a finding harms nothing, so that it is known again when its row was reworded. A fix is
    confirmed only of the very finding that staff saw: same rule, titles, label and rank.
    """
    placed = place_decisions(programmes, findings, notes)
    seen = {note.identity: note.values for note in notes if not note.listed}
    identities = finding_identities(programmes, findings)
    return [
        finding._replace(
            ignored=finding.ignored or _says(placed.at.get(place), Decision.IGNORE),
            confirmed=finding.fix is not None and _says(seen.get(identity), Decision.APPLY),
        )
        for place, (finding, identity) in enumerate(zip(findings, identities, strict=True))
    ]


def _says(values: tuple[Value, ...] | None, decision: Decision) -> bool:
    return values is not None and read_decision(values[0]) is decision
