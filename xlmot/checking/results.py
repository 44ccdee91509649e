"""What became of a run: checked, cleaned, summarised and undone files, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from xlmot.findings import Edit, Finding, Fix, Safety, Severity
from xlmot.messages import Message
from xlmot.messages.errors import XlmotError
from xlmot.messages.hints import TYPE_CHECKING
from xlmot.messages.named import NamedTuple
from xlmot.programme.outline import Programme
from xlmot.settings.load import Sources

if TYPE_CHECKING:
    from xlmot.findings.receipt import Receipt

NOTHING = Message("", {})
# The path of what another program pipes into this one.
PIPE = "-"


class Cleaned(NamedTuple):
    """What became of one file: the edits that were made, and where they were written if at all.

    `warnings` say what names rows by text, and does not follow those that were deleted; and what
    was decided of another correction than the one that is proposed now.
    """

    path: str
    target: str = ""
    edits: tuple[Edit, ...] = ()
    refused: tuple[tuple[Edit, XlmotError], ...] = ()
    fixed: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    backup: str = ""
    durable: bool = True
    recovered: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()
    receipt: Receipt | None = None
    error: XlmotError | None = None

    def __repr__(self) -> str:
        done = f"{len(self.edits)} edits, {len(self.left)} findings left"
        return f"<Cleaned: {done}, {self.target or 'nothing'} written>"


Refusal = tuple[Edit, XlmotError]


class Undone(NamedTuple):
    """What an undo did: the edits and sheets taken back, those that could not be, the backup.

    `notes` say what of the rows that were put back did not come with them. `settled` says that
    the workbook was already as it had been, and that nothing was written.
    """

    path: str
    moment: str
    edits: tuple[Edit, ...]
    refused: tuple[Refusal, ...] = ()
    backup: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    settled: bool = False


class Summarized(NamedTuple):
    """What became of one file: the sheets asked for by name, those that were written, and where.

    `messages` say what the user has to know of them: a name that was taken, an edit by hand.
    """

    path: str
    target: str = ""
    sheets: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    backup: str = ""
    durable: bool = True
    recovered: tuple[Message, ...] = ()
    receipt: Receipt | None = None
    error: XlmotError | None = None

    def __repr__(self) -> str:
        return f"<Summarized: {len(self.written)} sheets, {self.target or 'nothing'} written>"


class FileReport(NamedTuple):
    """What was found in one workbook, or why it could not be read.

    `bare` is a workbook of a folder that holds no programme: it is counted, and no more is said.
    `opened` says who has it open: what they have not saved yet was not checked.
    """

    path: str
    profile: str = ""
    programmes: tuple[Programme, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: XlmotError | None = None
    sources: Sources = Sources()
    bare: bool = False
    opened: Message | None = None

    @property
    def open_findings(self) -> list[Finding]:
        """Return the findings that nobody chose to ignore."""
        return [finding for finding in self.findings if not finding.ignored]


class Checked:
    """What was found in a run over one or several workbooks."""

    __slots__ = ("files",)

    def __init__(self, files: tuple[FileReport, ...] = ()) -> None:
        self.files = files

    @property
    def findings(self) -> list[Finding]:
        """Return the findings of all files."""
        return [finding for file in self.files for finding in file.findings]

    def count(self, severity: Severity) -> int:
        return sum(f.severity is severity for file in self.files for f in file.open_findings)

    @property
    def unreadable(self) -> int:
        return sum(file.error is not None for file in self.files)

    @property
    def ok(self) -> bool:
        """Return whether every file was read and nothing at warning or above was found."""
        wrong = self.count(Severity.ERROR) + self.count(Severity.WARNING)
        return not wrong and not self.unreadable


class Passing:
    """The files of a run that pass one by one; of each only what is counted at the end is kept."""

    def __init__(self, files: Iterable[FileReport]) -> None:
        self._files = files
        self._kept: list[FileReport] = []

    def __iter__(self) -> Iterator[FileReport]:
        for file in self._files:
            yield file
            kept = tuple(
                _counted(f.rule, f.severity, f.fix and f.fix.safety, ignored=f.ignored)
                for f in file.findings
            )
            self._kept.append(file._replace(programmes=(), findings=kept))

    @property
    def passed(self) -> Checked:
        """Return the files that passed: what was found in each, but not where."""
        return Checked(tuple(self._kept))


@cache
def _counted(
    rule: str, severity: Severity | None, safety: Safety | None, *, ignored: bool
) -> Finding:
    """Return what is counted of a finding: one object for all that are alike."""
    fix = Fix(safety, ()) if safety else None
    return Finding((), NOTHING, fix, severity=severity, rule=rule, ignored=ignored)
