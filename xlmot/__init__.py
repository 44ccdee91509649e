"""Check, clean and summarise a programme of work kept in an Excel workbook.

>>> import xlmot
>>> report = xlmot.check("workbooks/programme-2024.xlsx")  # doctest: +SKIP
>>> report.ok  # doctest: +SKIP
False
"""

from __future__ import annotations

from xlmot.messages.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from xlmot.files.api import check, clean, compare, import_text, summarize, undo
    from xlmot.files.report import Report
    from xlmot.findings import Finding, Fix, Safety, Severity
    from xlmot.messages.errors import XlmotError
    from xlmot.ribbon import caller as excel

__all__ = [
    "Finding",
    "Fix",
    "Report",
    "Safety",
    "Severity",
    "XlmotError",
    "check",
    "clean",
    "compare",
    "excel",
    "import_text",
    "summarize",
    "undo",
]

HOMES = {
    "Report": "files.report",
    "XlmotError": "messages.errors",
    "Finding": "findings",
    "Fix": "findings",
    "Safety": "findings",
    "Severity": "findings",
}


def __dir__() -> list[str]:
    """Return the public names, for those who look at what there is."""
    return __all__


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: starting the command line needs few of them."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module 'xlmot' has no attribute {name!r}")
    if name == "excel":
        return import_module("xlmot.ribbon.caller")
    return getattr(import_module(f"xlmot.{HOMES.get(name, 'files.api')}"), name)
