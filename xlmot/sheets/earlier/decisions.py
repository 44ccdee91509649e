"""Read what staff decided about findings: what they ignore, which fixes they confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from xlmot.books.mark import digest, plain
from xlmot.findings import Edit, Finding, Fix, SetCell, Unmerge
from xlmot.findings.together import apart, together
from xlmot.messages import Message, render, say, say_many
from xlmot.messages.translation import LANGUAGES, translation
from xlmot.programme.grid import Value, is_blank
from xlmot.programme.identity import Identity, fingerprint, row_identities
from xlmot.programme.outline import Programme
from xlmot.programme.vocabulary import fold
from xlmot.sheets.earlier.notes import PROPOSAL, Note, Placed, place_notes

# Beside the name of a rule, in who a finding is that was put together.
TOGETHER = "together"


class Decision(StrEnum):
    """What is to become of a finding; nothing is decided yet under `TREAT`."""

    TREAT = "treat"
    APPLY = "apply"
    IGNORE = "ignore"


DECISION_WORDS: Mapping[Decision, Message] = {
    Decision.TREAT: say("Undecided"),
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


def is_untouched(note: Note) -> bool:
    """Return whether staff wrote nothing in a row: no comment, and no decision but the first."""
    return all(is_blank(value) or read_decision(value) is Decision.TREAT for value in note.values)


def finding_identities(
    programmes: Sequence[Programme], findings: Sequence[Finding]
) -> list[Identity]:
    """Return who each finding is: its rule, and the row it is about or else its sentence.

    Several findings of one rule on one row are told apart by their order, those that others were
    put together of among them. What was put together is none of these, however many they are.
    """
    rows: dict[tuple[str, int], Identity] = {}
    for programme in programmes:
        table = programme.table
        for index, identity in enumerate(row_identities(programme)):
            rows[table.sheet(index), table.numbers[index]] = identity
    seen: Counter[Identity] = Counter()
    found: list[Identity] = []
    for finding in findings:
        for one in finding.parts or (finding,):
            identity = _identity(one, rows)._replace(group=finding.rule)
            seen[identity] += 1
            again = seen[identity]
            group = finding.rule if again == 1 else f"{finding.rule} {again}"
        if finding.parts:
            found.append(_of_all(finding))
        else:
            found.append(identity._replace(group=group))
    return found


def _of_all(finding: Finding) -> Identity:
    """Return who a finding is that was, or may be, put together: what is said of a sheet."""
    said = (finding.parts or (finding,))[0].message.text
    return Identity((), fingerprint(f"{finding.sheet} {said}"), group=f"{finding.rule} {TOGETHER}")


def _identity(finding: Finding, rows: Mapping[tuple[str, int], Identity]) -> Identity:
    first = min(finding.places, key=lambda place: (place.sheet, place.row))
    known = rows.get((first.sheet, first.row))
    return known or Identity((), fingerprint(f"{first.sheet} {finding.message.text}"))


def finding_key(finding: Finding, identity: Identity) -> str:
    """Return what the sheet of findings knows a finding by: who it is, and what is proposed."""
    return identity.key() + (PROPOSAL + _proposal(finding.fix) if finding.fix else "")


def _proposal(fix: Fix) -> str:
    """Return what tells the edits of a fix, wherever the rows stand meanwhile."""
    return digest(map(_told, fix.edits))


def _told(edit: Edit) -> str:
    if isinstance(edit, SetCell):
        return f"{edit.column} {plain(edit.old)} {plain(edit.new)}"
    if isinstance(edit, Unmerge):
        rows, columns = edit.area.bottom - edit.area.top, edit.area.right - edit.area.left
        return f"{edit.area.left} {rows} {columns} {plain(edit.old)}"
    return " ".join(map(plain, edit.old))


def place_decisions(
    programmes: Sequence[Programme], findings: Sequence[Finding], notes: Sequence[Note]
) -> Placed:
    """Return the notes by the place of the finding they belong to.

    A note is a decision and a comment. To apply a fix is a decision about the very finding that
    staff saw, of the same rule, titles, label and rank, and about the same proposal: of another
    one, nothing is decided. Of findings that are gone, only those that somebody commented or chose
    to ignore are kept.
    """
    kept = [note._replace(values=_settled(note.values)) for note in notes]
    identities = finding_identities(programmes, findings)
    placed = place_notes(kept, identities)
    outdated = frozenset(_outdated(placed, findings, identities, notes))
    at = {
        place: (None, *values[1:]) if place in outdated else values
        for place, values in placed.at.items()
    }
    homeless = [note for note in placed.homeless if _lasts(note)]
    return placed._replace(at=at, homeless=homeless, outdated=outdated)


def _outdated(
    placed: Placed,
    findings: Sequence[Finding],
    identities: Sequence[Identity],
    notes: Sequence[Note],
) -> Iterator[int]:
    """Yield the places of the findings of which another proposal was confirmed."""
    confirmed = {
        (note.identity, note.proposal)
        for note in notes
        if not note.listed and _says(note.values, Decision.APPLY)
    }
    for place, values in placed.at.items():
        fix = findings[place].fix if _says(values, Decision.APPLY) else None
        if fix and (identities[place], _proposal(fix)) not in confirmed:
            yield place


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

    To ignore a finding harms nothing, so that it is known again when its row was reworded. What was
    decided about a cell holds for this cell alone, also where ten others have come to say the same;
    to ignore what is said of many together holds for all that says it, be they fewer now.
    """
    ignored = {note.identity for note in notes if _says(note.values, Decision.IGNORE)}
    each = (f._replace(ignored=f.ignored or _of_all(f) in ignored) for f in apart(findings))
    said = together(_decided(programmes, list(each), notes))
    joined = iter(_decided(programmes, [one for one in said if one.parts], notes))
    return [next(joined) if one.parts else one for one in said]


def _decided(
    programmes: Sequence[Programme], findings: Sequence[Finding], notes: Sequence[Note]
) -> list[Finding]:
    placed = place_decisions(programmes, findings, notes)
    return [
        finding._replace(
            ignored=finding.ignored or _says(placed.at.get(place), Decision.IGNORE),
            confirmed=finding.confirmed
            or (finding.fix is not None and _says(placed.at.get(place), Decision.APPLY)),
            outdated=finding.outdated or place in placed.outdated,
        )
        for place, finding in enumerate(findings)
    ]


def _says(values: tuple[Value, ...] | None, decision: Decision) -> bool:
    return values is not None and read_decision(values[0]) is decision


def to_decide_again(findings: Sequence[Finding]) -> Message:
    """Say that fixes were confirmed which are not the ones of these findings any more."""
    return say_many(
        len(findings),
        "{count} correction to apply is not made: what is proposed there has changed. "
        "Check again, and decide anew.",
        "{count} corrections to apply are not made: what is proposed there has changed. "
        "Check again, and decide anew.",
    )
