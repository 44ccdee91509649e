"""Reports to be shown: of the real programme, of two sheets, of hostile text, of no workbook."""

from datetime import date

from tests.checked import checked
from tests.programme_2024 import book
from xlmot.books.memory import MemoryBook
from xlmot.checking.results import Checked, FileReport
from xlmot.messages import say
from xlmot.messages.errors import UnreadableFile
from xlmot.settings.load import load_settings


def checked_rows(name, sheets, *rules) -> FileReport:
    settings = load_settings("generic")._replace(selected=frozenset(rules))
    return checked(MemoryBook(name, sheets), settings)


def real() -> Checked:
    return Checked((checked(book(), load_settings(grids=book().grids())),))


SECOND = [
    ["Second part"],
    [],
    ["Code", "Title"],
    ["2", "SQUARES"],
    [None, None],
    ["2", "Plant , prune"],
]
TWO_SHEETS = checked_rows(
    "two sheets.xlsx",
    {
        "Part 1": [["Code", "Title"], ["1", "ROADS"], ["1.1", "Lanes"], ["1.1", "Mend , mark"]],
        "Part 2": SECOND,
    },
    "blank-row",
    "space-before-punctuation",
)
DATES = checked_rows(
    "dates.xlsx",
    {
        "Plan": [
            ["Code", "Title", "Due", "Cost"],
            ["1", "ROADS", date(2024, 6, 30), 1200.5],
            ["1", "Mend", None, 3],
            ["Code", "Title", "Due", "Cost"],
            [None, None, None, None],
            ["1", "Mark", True, 3],
        ]
    },
    "blank-row",
)
HOSTILE = checked_rows(
    "a\u202eb.xlsx",
    {"Plan": [["Code", "Title"], ["1", "ROADS"], ["1", "X\x1b[2J\x00\u202eY , <b>&amp;"]]},
    "space-before-punctuation",
)
CLEAN = checked_rows("clean.xlsx", {"Plan": [["Code", "Title"], ["1", "ROADS"]]}, "blank-row")
UNREADABLE = FileReport(
    "broken.xlsx",
    error=UnreadableFile(say("“{file}” is damaged.", file="broken.xlsx"), say("Repair it.")),
)
MANY = Checked((TWO_SHEETS, DATES, HOSTILE, CLEAN, UNREADABLE))


def ignoring(file: FileReport) -> FileReport:
    """Return the report with its first finding ignored."""
    first, *others = file.findings
    return file._replace(findings=(first._replace(ignored=True), *others))
