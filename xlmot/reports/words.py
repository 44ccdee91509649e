"""Say what several reports say: severities, counts, what was read, what can be done."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlmot.checking.check import fixes
from xlmot.checking.results import PIPE, Checked, FileReport
from xlmot.findings import Finding, Safety, Severity
from xlmot.messages import Message, Translate, render, say, say_many
from xlmot.messages.errors import XlmotError
from xlmot.messages.hints import Protocol
from xlmot.messages.lazy import lazy
from xlmot.programme.level_names import level_of
from xlmot.programme.outline import Programme
from xlmot.programme.table import RowKind
from xlmot.rules import all_rules
from xlmot.rules.page import read_title
from xlmot.settings.load import Sources

SEVERITY_WORDS: Mapping[Severity, Message] = {
    Severity.ERROR: say("to correct"),
    Severity.WARNING: say("to check"),
    Severity.NOTE: say("remark"),
}
FIX_WORDS: Mapping[Safety, Message] = {
    Safety.SAFE: say("safe fix"),
    Safety.UNSAFE: say("fix to confirm"),
}
# What needs no quotes in any shell, and what means something to one of Unix within them.
PLAIN = lazy(r"[\w./\\:~+,@%=…-]+")
SHELL = frozenset('"$`\\!')


def counted(findings: Iterable[Finding]) -> Message:
    """Return how many findings there are, in all and of each severity."""
    severities = [finding.severity for finding in findings]
    if not severities:
        return say("nothing to correct")
    errors = severities.count(Severity.ERROR)
    warnings = severities.count(Severity.WARNING)
    notes = severities.count(Severity.NOTE)
    parts = (
        say_many(errors, "{count} to correct", "{count} to correct"),
        say_many(warnings, "{count} to check", "{count} to check"),
        say_many(notes, "{count} remark", "{count} remarks"),
    )
    return say_many(
        len(severities),
        "{count} finding: {parts}",
        "{count} findings: {parts}",
        parts=tuple(part for part in parts if part.number),
    )


def total(report: Checked) -> Iterator[Message]:
    """Yield the parts of a last sentence: how many files, what was found in all of them."""
    ignored = sum(finding.ignored for finding in report.findings)
    yield say_many(len(report.files), "{count} file", "{count} files")
    if report.unreadable:
        yield say_many(report.unreadable, "{count} not checked", "{count} not checked")
    bare = sum(file.bare for file in report.files)
    if bare:
        yield without_programme(bare)
    if report.unreadable + bare < len(report.files):
        yield counted(finding for finding in report.findings if not finding.ignored)
    if ignored:
        yield say_many(ignored, "{count} ignored", "{count} ignored")


def without_programme(count: int) -> Message:
    """Return how many workbooks of a folder hold no programme."""
    return say_many(
        count, "{count} workbook without a programme", "{count} workbooks without a programme"
    )


def and_more(count: int) -> Message:
    """Return that so many are left out of a list."""
    return say_many(count, "and {count} more", "and {count} more")


def explained(error: XlmotError, translate: Translate) -> str:
    """Return why a file could not be read and what to do about it, in one line."""
    said = (error.message, error.remedy)
    return " ".join(render(message, translate) for message in said if message is not None)


def header_rows(programme: Programme) -> tuple[int, ...]:
    """Return the rows of the header, or the first of those that each part has; none without one."""
    table = programme.table
    of_parts = table.of_kind(RowKind.HEADER)[:1]
    first = table.sections[0].layout.header_rows
    return first or tuple(table.numbers[index] for index in of_parts)


def described(programme: Programme, profile: str) -> Message:
    """Return what was read: the profile, the sheets, the header, how many titles and actions."""
    sections = programme.table.sections
    names = tuple(say("“{sheet}”", sheet=section.grid.sheet) for section in sections)
    header = header_rows(programme)
    return say(
        "Profile {profile}, {sheets}, {header}: {sizes}.",
        profile=profile,
        sheets=say_many(len(names), "sheet {names}", "sheets {names}", names=names),
        header=say("header row {row}", row=header[0]) if header else say("no header"),
        sizes=_sizes(programme),
    )


def origin(sources: Sources) -> Message | None:
    """Return where more was set than the profile does, None if nowhere."""
    named = []
    if sources.file:
        named.append(say("file {file}", file=sources.file))
    if sources.sheet:
        named.append(say("sheet “{sheet}”", sheet=sources.sheet))
    return say("Settings: {sources}.", sources=tuple(named)) if named else None


def misfit(file: FileReport) -> Message | None:
    """Return that another profile fits a workbook better than the settings file beside it."""
    if not file.sources.fitting:
        return None
    return say(
        "The profile “{fitting}” seems to fit this workbook better than “{profile}”, "
        "which {file} extends.",
        fitting=file.sources.fitting,
        profile=file.profile,
        file=file.sources.file,
    )


def _sizes(programme: Programme) -> tuple[Message, ...]:
    titles = (_titles(programme, *pair) for pair in enumerate(programme.level_counts()))
    actions = sum(root.total for root in programme.roots)
    return (*titles, say_many(actions, "{count} action", "{count} actions"))


def _titles(programme: Programme, depth: int, count: int) -> Message:
    """Return the number of titles of a depth, by the house's name of them if it has one."""
    own = level_of(programme, depth + 1)
    if own is None:
        return say_many(
            count,
            "{count} title of level {level}",
            "{count} titles of level {level}",
            level=depth + 1,
        )
    if own.one == own.many:
        return say("{count} under “{header}”", count=count, header=own.one)
    return say("{count} {name}", count=count, name=own.one if count == 1 else own.many)


def correctable(file: FileReport, translate: Translate) -> list[Message]:
    """Return the sentences on what can be corrected: safely, and once a person confirms it.

    They name the rules by their titles in the language of `translate`.
    """
    by_safety = fixes(file.open_findings)
    safe, unsafe = by_safety[Safety.SAFE], by_safety[Safety.UNSAFE]
    sentences = [
        say_many(
            len(safe),
            "Safe correction: {rules}.",
            "Safe corrections ({count}): {rules}.",
            rules=_titles_of(safe, translate),
        ),
        say_many(
            len(unsafe),
            "Correction to confirm: {rules}.",
            "Corrections to confirm ({count}): {rules}.",
            rules=_titles_of(unsafe, translate),
        ),
    ]
    return [sentence for sentence in sentences if sentence.number]


def _titles_of(findings: Sequence[Finding], translate: Translate) -> tuple[str, ...]:
    """Return the titles of the rules that found something, as they stand inside a sentence."""
    rules = all_rules()
    titles = (
        read_title(rules[name], translate) for name in dict.fromkeys(f.rule for f in findings)
    )
    return tuple(title[:1].lower() + title[1:].rstrip(".") for title in titles)


def as_typed(path: str) -> str:
    """Return a path as it is typed in a command.

    >>> print(as_typed("plan.xlsx"), as_typed("plan 2026.xlsx"), as_typed("l'eau.xlsx"))
    plan.xlsx "plan 2026.xlsx" "l'eau.xlsx"
    >>> print(as_typed("-plan.xlsx"))  # no option
    ./-plan.xlsx
    """
    path = f"./{path}" if path.startswith("-") else path
    if PLAIN.fullmatch(path):
        return path
    if os.name != "nt" and set(path) & SHELL:
        return "'" + path.replace("'", r"'\''") + "'"
    return f'"{path}"'


def next_step(report: Checked) -> Message | None:
    """Return what to do next, if xlmot can correct something in a file."""
    if any(file.path == PIPE for file in report.files):
        return None
    by_safety = fixes(finding for file in report.files for finding in file.open_findings)
    if by_safety[Safety.SAFE]:
        return say("Make the safe corrections: {command}", command=f"xlmot clean {_path(report)}")
    if by_safety[Safety.UNSAFE]:
        command = f"xlmot clean --unsafe --diff {_path(report)}"
        return say("See the corrections to confirm: {command}", command=command)
    return None


def _path(report: Checked) -> str:
    """Return the path of the only file, as it is typed; an ellipsis for several."""
    if len(report.files) != 1:
        return "…"
    return as_typed(report.files[0].path)


class Put(Protocol):
    """What became of a file that may have been written: where, and how it can be taken back."""

    @property
    def path(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def backup(self) -> str: ...
    @property
    def durable(self) -> bool: ...
    @property
    def recovered(self) -> tuple[Message, ...]: ...


def afterwards(done: Put) -> Iterator[Message]:
    """Yield what has to be known of a file that was written: the way back, what is not sure."""
    if done.backup:
        yield say("Backup: {backup}", backup=done.backup)
        if done.target == done.path:
            yield say("To undo: {command}", command=f"xlmot undo {as_typed(done.target)}")
    if done.target and not done.durable:
        yield say(
            "Written. If the power fails now, check the workbook: this drive may lose what was "
            "written."
        )
    yield from done.recovered


def tally(targets: Sequence[str], errors: Sequence[object]) -> Message:
    """Return how many files there were, how many were written, how many an error left."""
    written = sum(map(bool, targets))
    failed = sum(error is not None for error in errors)
    same = len(targets) - written - failed
    parts = (
        say_many(written, "{count} written", "{count} written"),
        say_many(same, "{count} left as it was", "{count} left as they were"),
        say_many(
            failed,
            "{count} not written because of an error",
            "{count} not written because of errors",
        ),
    )
    return say(
        "{files}: {parts}.",
        files=say_many(len(targets), "{count} file", "{count} files"),
        parts=tuple(part for part in parts if part.number),
    )
