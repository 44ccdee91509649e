"""The errors that are the user's to solve: what went wrong, and what to do.

    XlmotError
    ├── UnreadableFile    not a workbook, encrypted, damaged, no such sheet, no permission
    │   └── NoProgramme   a workbook that can be read and holds no programme
    ├── RefusedFile       a workbook that could do harm: a bomb, an entity, an odd path
    ├── BadSetting        a profile, a settings file or an argument that cannot be used
    ├── RefusedEdit       an edit that cannot be made safely
    ├── CannotWrite       open elsewhere, read-only, disk full, changed by somebody else
    ├── Stopped           somebody pressed Esc before anything was changed
    ├── BrokenInstallation  parts of xlmot itself are missing
    └── ExcelUnavailable  no Excel runs, several do, none has a workbook open, or it is busy

A finding is data, never an error. Anything else that is raised is a bug of xlmot's.
"""

from __future__ import annotations

from xlmot.messages import Message, render


class XlmotError(Exception):
    """One sentence for the user and, in `remedy`, what to do about it.

    >>> from xlmot.messages import say
    >>> print(XlmotError(say("{path} is locked.", path="a.xlsx"), say("Close it in Excel.")))
    a.xlsx is locked. Close it in Excel.
    """

    def __init__(self, message: Message, remedy: Message | None = None) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        sentences = [self.message] if self.remedy is None else [self.message, self.remedy]
        return " ".join(map(render, sentences))


class UnreadableFile(XlmotError):
    pass


class NoProgramme(UnreadableFile):
    pass


class RefusedFile(XlmotError):
    pass


class BadSetting(XlmotError):
    pass


class RefusedEdit(XlmotError):
    pass


class CannotWrite(XlmotError):
    pass


class ExcelUnavailable(XlmotError):
    pass


class Stopped(XlmotError):
    pass


class BrokenInstallation(XlmotError):
    pass
