"""The objects of Excel's COM interface, as far as xlwings and xlmot touch them, over `sheets`.

Names and arguments are those of the Excel object model (Microsoft Learn, Excel VBA reference). What
is not here raises the error that COM raises for an unknown member, so that whoever uses it learns
it in a test.
"""

# ruff: noqa: N802, N803, ARG002  the names and the arguments are those of COM

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.excel.coercions import (
    DATE_FORMAT,
    ENGLISH,
    ERRORS,
    FRENCH,
    GENERAL,
    Error,
    Habits,
    Refused,
)
from tests.excel.sheets import (
    Cell,
    Filter,
    Rule,
    Sheet,
    Table,
    address,
    copy_rows,
    delete_rows,
    insert_rows,
)
from xlmot.ooxml.cells.references import areas as read_areas
from xlmot.programme.address import LAST_COLUMN, LAST_ROW, Area, column_number, sheet_prefix

CALL_REJECTED = -2147418111
UNKNOWN_NAME = -2147352570
EXCEPTION = -2147352567
# CVErr: error n is the integer 0x800A0000 + n.
ERROR_BASE = -2146828288
SAFE_TYPES = (int, float, bool, str, type(None), datetime, Decimal)


class com_error(Exception):  # noqa: N801  the name of pywin32
    """What pywin32 raises: `args` are the result, its text, what Excel says, and the argument."""

    def __init__(self, hresult: int, text: str = "", told: str = "") -> None:
        info = (0, "Microsoft Excel", told, None, 0, hresult) if told else None
        super().__init__(hresult, text, info, None)
        self.hresult = hresult
        self.excepinfo = info


class Dispatch:
    """The class that xlwings takes for a COM object."""


class Counter:
    """Count what crosses the border of the process: gets, sets and calls of COM members.

    `fault` may raise what Excel answers to an access instead, by its number and its name.
    """

    def __init__(self) -> None:
        self.fault: Callable[[int, str], None] | None = None
        # Members that this Excel is too old for, such as "SheetObject.CommentsThreaded".
        self.lacking: frozenset[str] = frozenset()
        self.restart()

    def restart(self) -> None:
        self.count = 0
        self.log: list[str] = []

    def tick(self, what: str) -> None:
        if self.fault is not None:
            self.fault(self.count, what)
        self.count += 1
        self.log.append(what)


COUNTER = Counter()


class _Names:
    def GetIDsOfNames(self, *_: object) -> int:
        raise com_error(UNKNOWN_NAME, "Unknown name.")


class Com(Dispatch):
    """A COM object: members in capitals are Excel's and are counted, the others are ours."""

    _oleobj_ = _Names()

    def __getattribute__(self, name: str) -> Any:
        if name[:1].isupper():
            what = f"{type(self).__name__}.{name}"
            COUNTER.tick(what)
            if what in COUNTER.lacking:
                raise AttributeError(what)
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name[:1].isupper():
            COUNTER.tick(f"{type(self).__name__}.{name}=")
            if not isinstance(getattr(type(self), name, None), property):
                raise com_error(UNKNOWN_NAME, "Unknown name.", name)
        object.__setattr__(self, name, value)


def bare(value: Any) -> Any:
    """Return the COM object inside what xlwings wraps it with."""
    return vars(value).get("_inner", value) if hasattr(value, "__dict__") else value


def wrong(told: str) -> com_error:
    return com_error(EXCEPTION, "Exception occurred.", told)


def _always(value: object) -> property:
    return property(lambda _: value)


def _object(name: str) -> property:
    """Return a member that is an object of another class of this module, made for its owner."""
    return property(lambda owner: globals()[name](owner))  # noqa: PLW0108  found when it is asked


class ExcelApp(Com):
    """A running Excel, and the language of its user.

    In it Excel reads the formulas of validations and conditional formats. What a program writes
    into cells it reads in American English; since Excel was seen to do otherwise (xlwings #1925),
    it is read in the user's language here.
    """

    Ready = _always(True)
    Version = _always("16.0")
    Path = _always(r"C:\Program Files\Microsoft Office\root\Office16")
    OperatingSystem = _always("Windows (64-bit) NT 10.00")

    def __init__(self, hwnd: int = 4242, habits: Habits = ENGLISH) -> None:
        self.hwnd = hwnd
        self.habits = habits
        self.books: list[Workbook] = []
        self.active: Workbook | None = None
        self.state: dict[str, Any] = {
            "ScreenUpdating": True,
            "DisplayAlerts": True,
            "EnableEvents": True,
            "Interactive": True,
            "Calculation": -4105,
            "StatusBar": False,
            "CutCopyMode": False,
            "AutomationSecurity": 1,
            "Visible": True,
        }
        self.status: list[Any] = []
        self.alerts: list[tuple[str, str]] = []
        self.chosen: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.copied: RangeObject | None = None
        self.keeps_clipboard = False
        self.open_file: Callable[[Path, ExcelApp], Workbook] | None = None

    Hwnd = property(lambda self: self.hwnd)
    Application = property(lambda self: self)
    Workbooks = _object("Workbooks")
    ActiveWorkbook = property(lambda self: self.active)
    ActiveSheet = property(lambda self: self.active.ActiveSheet)
    Selection = property(lambda self: self.active.selection)

    def Calculate(self) -> None:
        pass

    def GetOpenFilename(self, FileFilter: str = "", FilterIndex: int = 1, Title: str = "") -> Any:
        """Return the next of `chosen`, or False as if the dialogue were cancelled."""
        self.asked.append((FileFilter, Title))
        return self.chosen.pop(0) if self.chosen else False

    def Union(self, one: Any, other: Any) -> RangeObject:
        first, second = bare(one), bare(other)
        return RangeObject(first.sheet, [*first.areas, *second.areas])

    def Intersect(self, one: Any, other: Any) -> RangeObject | None:
        first, second = bare(one), bare(other)
        found = [
            Area(max(a.top, b.top), max(a.left, b.left), min(a.bottom, b.bottom), min(a[3], b[3]))
            for a in first.areas
            for b in second.areas
        ]
        kept = [area for area in found if area.top <= area.bottom and area.left <= area.right]
        return RangeObject(first.sheet, kept) if kept else None


def _state(name: str) -> property:
    def read(self: ExcelApp) -> Any:
        return self.state[name]

    def write(self: ExcelApp, value: Any) -> None:
        self.state[name] = value
        if name == "StatusBar":
            self.status.append(value)

    return property(read, write)


for _name in (
    *("ScreenUpdating", "DisplayAlerts", "EnableEvents", "Interactive", "Calculation"),
    *("StatusBar", "CutCopyMode", "AutomationSecurity", "Visible"),
):
    setattr(ExcelApp, _name, _state(_name))


class Workbooks(Com):
    Application = property(lambda self: self.app)
    Count = property(lambda self: len(self.app.books))

    def __init__(self, app: ExcelApp) -> None:
        self.app = app

    def __call__(self, which: int | str) -> Workbook:
        COUNTER.tick("Workbooks()")
        for number, book in enumerate(self.app.books, 1):
            if which == number or str(which).lower() == book.name.lower():
                return book
        raise wrong("Subscript out of range")

    def __iter__(self) -> Iterator[Workbook]:
        return iter(self.app.books)

    def Open(self, path: str, *_: Any) -> Workbook:
        if self.app.open_file is None:
            raise wrong("cannot open")
        if any(book.name.lower() == Path(path).name.lower() for book in self.app.books):
            raise wrong("Excel can't open two workbooks with the same name at the same time.")
        return self.app.open_file(Path(path), self.app)


class Workbook(Com):
    """A workbook; `folder` is "" for one never saved, an address for one kept online."""

    Name = property(lambda self: self.name)
    Path = property(lambda self: self.folder)
    FullName = property(lambda self: f"{self.folder}/{self.name}" if self.folder else self.name)
    Application = property(lambda self: self.app)
    Worksheets = _object("Worksheets")
    Names = property(lambda self: Names(self.names))
    ActiveSheet = property(lambda self: SheetObject(self, self.active))
    ReadOnly = property(lambda self: self.read_only)
    ReadOnlyRecommended = _always(False)
    MultiUserEditing = property(lambda self: self.shared)
    ProtectStructure = property(lambda self: self.locked)

    def __init__(self, app: ExcelApp, name: str, sheets: list[Sheet], folder: str = "") -> None:
        self.app = app
        self.name = name
        self.folder = folder
        self.sheets = sheets
        self.names: dict[str, str] = {}
        self.active = next(sheet for sheet in sheets if sheet.state == -1)
        self.selection = RangeObject(SheetObject(self, self.active), [Area(1, 1, 1, 1)])
        self.read_only = self.shared = self.auto_save = self.locked = False
        self.keeps_saving = False
        self.links: tuple[str, ...] | None = None
        app.books.append(self)
        app.active = self

    @property
    def AutoSaveOn(self) -> bool:
        return self.auto_save

    @AutoSaveOn.setter
    def AutoSaveOn(self, on: bool) -> None:
        if self.keeps_saving and not on:
            raise wrong("Method 'AutoSaveOn' of object '_Workbook' failed")
        self.auto_save = on

    def LinkSources(self, kind: int = 1) -> tuple[str, ...] | None:
        return self.links if kind == 1 else None

    def Activate(self) -> None:
        self.app.active = self

    def Close(self, SaveChanges: bool = False) -> None:
        if SaveChanges:
            raise wrong("nothing here is saved")
        self.app.books.remove(self)
        self.app.active = self.app.books[-1] if self.app.books else None


class Worksheets(Com):
    Parent = property(lambda self: self.book)
    Count = property(lambda self: len(self.book.sheets))

    def __init__(self, book: Workbook) -> None:
        self.book = book

    def __call__(self, which: int | str) -> SheetObject:
        COUNTER.tick("Worksheets()")
        for number, sheet in enumerate(self.book.sheets, 1):
            if which == number or str(which).lower() == sheet.name.lower():
                return SheetObject(self.book, sheet)
        raise wrong("Subscript out of range")

    def __iter__(self) -> Iterator[SheetObject]:
        return iter([SheetObject(self.book, sheet) for sheet in self.book.sheets])

    def Add(self, Before: Any = None, After: Any = None) -> SheetObject:
        _refuse_locked(self.book)
        names = {sheet.name for sheet in self.book.sheets}
        free = next(name for n in range(1, 999) if (name := f"Feuil{n}") not in names)
        return _place(self.book, Sheet(free), bare(Before), bare(After))


def _place(book: Workbook, sheet: Sheet, before: Any, after: Any) -> SheetObject:
    beside = before or after
    at = book.sheets.index(beside.sheet if beside else book.active) + (after is not None)
    book.sheets.insert(at, sheet)
    book.active = sheet
    return SheetObject(book, sheet)


def _refuse_locked(book: Workbook) -> None:
    if book.locked:
        raise wrong("Workbook is protected and cannot be changed.")


class SheetObject(Com):
    Parent = property(lambda self: self.book)
    Application = property(lambda self: self.book.app)
    Index = property(lambda self: self.book.sheets.index(self.sheet) + 1)
    UsedRange = property(lambda self: RangeObject(self, [self.sheet.used()]))
    Cells = property(lambda self: RangeObject(self, [Area(1, 1, LAST_ROW, LAST_COLUMN)]))
    Rows = property(lambda self: RangeObject(self, [Area(1, 1, LAST_ROW, LAST_COLUMN)]))
    ProtectContents = property(lambda self: self.sheet.protected)
    Names = property(lambda self: Names(self.sheet.names, _prefix(self.sheet.name)))
    Comments = property(lambda self: Comments(self, self.sheet.notes))
    CommentsThreaded = property(lambda self: Comments(self, {}))
    Shapes = _object("Shapes")
    ListObjects = _object("ListObjects")
    AutoFilterMode = property(lambda self: self.sheet.filter is not None)
    FilterMode = property(
        lambda self: (
            self.sheet.advanced_filter or bool(self.sheet.filter and self.sheet.filter.criteria)
        )
    )

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet

    @property
    def Name(self) -> str:
        return self.sheet.name

    @Name.setter
    def Name(self, name: str) -> None:
        _refuse_locked(self.book)
        taken = {s.name.lower() for s in self.book.sheets if s is not self.sheet}
        if len(name) > 31 or re.search(r"[:\\/?*\[\]]", name) or name.lower() in taken:
            raise wrong("That name is already taken. Try a different one.")
        self.sheet.name = name

    @property
    def Visible(self) -> int:
        return self.sheet.state

    @Visible.setter
    def Visible(self, state: int) -> None:
        _refuse_locked(self.book)
        others = (s for s in self.book.sheets if s is not self.sheet and s.state == -1)
        if state != -1 and not any(others):
            raise wrong("A workbook must contain at least one visible worksheet.")
        self.sheet.state = int(state)

    @property
    def AutoFilter(self) -> FilterObject | None:
        return FilterObject(self, self.sheet.filter) if self.sheet.filter else None

    def Range(self, one: Any, other: Any = None) -> RangeObject:
        if other is None:
            return RangeObject(self, _areas(one))
        first, last = bare(one).areas[0], bare(other).areas[0]
        return RangeObject(self, [Area(first.top, first.left, last.bottom, last.right)])

    def ChartObjects(self) -> Counted:
        return Counted(self.sheet.charts)

    def Activate(self) -> None:
        if self.sheet.state != -1 or not any(self.sheet is one for one in self.book.sheets):
            raise wrong("Activate method of SheetObject class failed")
        self.book.active = self.sheet

    Select = Activate

    def Delete(self) -> None:
        _refuse_locked(self.book)
        shown = [sheet for sheet in self.book.sheets if sheet.state == -1]
        if shown == [self.sheet]:
            raise wrong("A workbook must contain at least one visible worksheet.")
        self.book.sheets.remove(self.sheet)
        if self.book.active is self.sheet:
            self.book.active = next(s for s in self.book.sheets if s.state == -1)

    def Copy(self, Before: Any = None, After: Any = None) -> None:
        beside = bare(Before) or bare(After)
        _refuse_locked(beside.book)
        names = {sheet.name.lower() for sheet in beside.book.sheets}
        name, number = self.sheet.name, 2
        while name.lower() in names:
            name = f"{self.sheet.name} ({number})"
            number += 1
        _place(beside.book, self.sheet.copy(name), bare(Before), bare(After))

    def Move(self, Before: Any = None, After: Any = None) -> None:
        beside = bare(Before) or bare(After)
        self.book.sheets.remove(self.sheet)
        _place(self.book, self.sheet, bare(Before), beside if Before is None else None)


def _areas(text: str) -> list[Area]:
    text = text.replace("$", "")
    if re.fullmatch(r"\d+:\d+", text):
        top, bottom = map(int, text.split(":"))
        return [Area(top, 1, bottom, LAST_COLUMN)]
    if re.fullmatch(r"[A-Z]+:[A-Z]+", text):
        left, right = map(column_number, text.split(":"))
        return [Area(1, left, LAST_ROW, right)]
    found = [area for part in text.split(",") for area in read_areas(part) or ()]
    if not found or len(text) > 255:
        raise wrong("Method 'Range' of object '_Worksheet' failed")
    return found


class RangeObject(Com):
    Worksheet = property(lambda self: self.sheet)
    Parent = property(lambda self: self.sheet)
    Application = property(lambda self: self.sheet.book.app)
    Row = property(lambda self: self.areas[0].top)
    Column = property(lambda self: self.areas[0].left)
    Rows = property(lambda self: Lines(self, "row"))
    Columns = property(lambda self: Lines(self, "column"))
    Count = property(lambda self: sum(map(_size, self.areas)))
    Areas = property(lambda self: [RangeObject(self.sheet, [area]) for area in self.areas])
    Address = property(lambda self: address(self.areas))
    Cells = property(lambda self: self)
    Font = _object("Font")
    Validation = _object("Validation")
    FormatConditions = _object("FormatConditions")
    EntireRow = property(
        lambda self: RangeObject(
            self.sheet, [a._replace(left=1, right=LAST_COLUMN) for a in self.areas]
        )
    )
    EntireColumn = property(
        lambda self: RangeObject(
            self.sheet, [a._replace(top=1, bottom=LAST_ROW) for a in self.areas]
        )
    )

    def __init__(self, sheet: SheetObject, areas: list[Area]) -> None:
        self.sheet = sheet
        self.areas = areas

    def stretched(self, to: dict[str, int]) -> RangeObject:
        return RangeObject(self.sheet, [area._replace(**to) for area in self.areas])

    @property
    def model(self) -> Sheet:
        return self.sheet.sheet

    def __call__(self, row: int, column: int) -> RangeObject:
        COUNTER.tick("Range()")
        top, left = self.areas[0][:2]
        cell = top + row - 1, left + column - 1
        return RangeObject(self.sheet, [Area(*cell, *cell)])

    def GetAddress(self, rows: bool, columns: bool, *_: Any) -> str:
        return address(self.areas, rows=rows, columns=columns)

    @property
    def Value(self) -> Any:
        return self.block(_given)

    @Value.setter
    def Value(self, written: Any) -> None:
        self.refuse_protected()
        area = self.areas[0]
        rows = _as_rows(written, area)
        places = [
            (r, c) for r in range(area.top, area.bottom + 1) for c in range(area[1], area[3] + 1)
        ]
        filtered = self.model.filtered_rows()
        if len(places) > 1:
            # Excel fills the rows that a filter shows, one after the other (assumed).
            places = [place for place in places if place[0] not in filtered]
        values = [value for row in rows for value in row]
        for (row, column), value in zip(places, values, strict=False):
            self.write(row, column, value)

    def write(self, row: int, column: int, value: Any) -> None:
        covered = self.model.covered(row, column)
        if covered and covered[:2] != (row, column):
            return
        try:
            self.model.put(row, column, value, self.sheet.book.app.habits)
        except Refused as error:
            raise wrong("Application-defined or object-defined error") from error
        cell = self.model.cell(row, column)
        if isinstance(value, datetime) and cell.number_format == GENERAL:
            cell.number_format = DATE_FORMAT

    @property
    def Formula(self) -> Any:
        return self.block(lambda cell: cell.formula or _constant(cell.value))

    @Formula.setter
    def Formula(self, written: Any) -> None:
        for row in _as_rows(written, self.areas[0]):
            for text in row:
                _refuse_formula(text, ENGLISH)
        self.Value = written

    def block(self, read: Callable[[Cell], Any]) -> Any:
        area = self.areas[0]
        blank = read(Cell())
        width = area.right - area.left + 1
        rows = [[blank] * width for _ in range(area.top, area.bottom + 1)]
        for (row, column), cell in self.model.inside(area):
            rows[row - area.top][column - area.left] = read(cell)
        if _size(area) == 1:
            return rows[0][0]
        return tuple(map(tuple, rows))

    @property
    def NumberFormat(self) -> str | None:
        found: str | None = self.common(lambda cell: cell.number_format)
        return found

    @NumberFormat.setter
    def NumberFormat(self, text: str) -> None:
        self.refuse_protected()
        for area in self.areas:
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    self.model.cell(row, column).number_format = text

    def common(self, read: Callable[[Cell], Any]) -> Any:
        """Return what all cells share; None where they differ, as COM says Null."""
        values, count = set(), 0
        for area in self.areas:
            for _, cell in self.model.inside(area):
                values.add(read(cell))
                count += 1
        if count < sum(map(_size, self.areas)):
            values.add(read(Cell()))
        return values.pop() if len(values) == 1 else None

    @property
    def MergeCells(self) -> bool | None:
        area = self.areas[0]
        touched = [m for m in self.model.merges if _common(m, area)]
        if not touched:
            return False
        return (
            True if sum(_size(_common(m, area) or area) for m in touched) == _size(area) else None
        )

    @property
    def MergeArea(self) -> RangeObject:
        area = self.areas[0]
        return RangeObject(self.sheet, [self.model.covered(area.top, area.left) or area])

    def UnMerge(self) -> None:
        """Part every merged area that the range touches; formats stay, values in the first."""
        self.refuse_protected()
        for area in self.areas:
            self.model.merges = [m for m in self.model.merges if not _common(m, area)]

    def Merge(self, Across: bool = False) -> None:
        """Merge the cells; Excel keeps the value of the first and, unasked, drops the others."""
        self.refuse_protected()
        if Across:
            raise NotImplementedError("only whole areas are merged here")
        for area in self.areas:
            self.model.merges = [m for m in self.model.merges if not _common(m, area)]
            self.model.merges.append(area)
            for place, cell in self.model.inside(area):
                if place != area[:2]:
                    cell.value, cell.formula = None, ""

    @property
    def Hidden(self) -> bool | None:
        area, model = self.areas[0], self.model
        if area.left == 1 and area.right == LAST_COLUMN:
            filtered = model.filtered_rows() | model.hidden_rows
            found = {row in filtered for row in range(area.top, area.bottom + 1)}
        else:
            found = {column in model.hidden_columns for column in range(area.left, area.right + 1)}
        return found.pop() if len(found) == 1 else None

    @Hidden.setter
    def Hidden(self, hidden: bool) -> None:
        self.refuse_protected()
        rows = set(range(self.areas[0].top, self.areas[0].bottom + 1))
        model = self.model
        model.hidden_rows = model.hidden_rows | rows if hidden else model.hidden_rows - rows

    def SpecialCells(self, Type: int, Value: int | None = None) -> RangeObject:
        self.refuse_protected()
        if Type == -4174:
            used = self.model.used().bottom
            rules = (rule.area for rule in self.model.validations)
            found = _joined(area._replace(bottom=min(area.bottom, used)) for area in rules)
            if not found:
                raise wrong("No cells were found.")
            return RangeObject(self.sheet, found)
        if Type != 12:
            raise NotImplementedError(Type)
        area = self.areas[0]
        filtered = self.model.filtered_rows() | self.model.hidden_rows
        rows = [row for row in range(area.top, area.bottom + 1) if row not in filtered]
        columns = set(range(area.left, area.right + 1)) - self.model.hidden_columns
        found = [
            Area(top, left, bottom, right)
            for top, bottom in _runs(rows)
            for left, right in _runs(sorted(columns))
        ]
        if not found:
            raise wrong("No cells were found.")
        return RangeObject(self.sheet, found)

    def Delete(self, Shift: int | None = None) -> None:
        self.refuse_protected()
        area = self.areas[0]
        self.need_rows(area)
        filtered = self.model.filtered_rows()
        rows = [row for row in range(area.top, area.bottom + 1) if row not in filtered]
        self.refuse_split(rows)
        for top, bottom in reversed(_runs(rows)):
            delete_rows(self.sheet.book.sheets, self.model, top, bottom)

    def Insert(self, Shift: int | None = None, CopyOrigin: int | None = None) -> None:
        self.refuse_protected()
        area = self.areas[0]
        self.need_rows(area)
        count = area.bottom - area.top + 1
        if any(array.top < area.top <= array.bottom for array in self.model.arrays):
            raise wrong("You can't change part of an array.")
        beside = (t.filter.area for t in self.model.tables)
        if sum(one.top < area.top <= one.bottom for one in beside) > 1:
            raise wrong("This operation is not allowed.")
        insert_rows(self.sheet.book.sheets, self.model, area.top, count)
        if self.sheet.book.app.state["CutCopyMode"]:
            # What waits to be pasted is inserted in place of blank rows.
            self.model.put(area.top, 1, "copied")

    def refuse_split(self, rows: list[int]) -> None:
        """Refuse rows that go through tables side by side, or through part of an array."""
        across = [
            t
            for t in self.model.tables
            if any(t.filter.area.holds(r, t.filter.area[1]) for r in rows)
        ]
        if len(across) > 1:
            raise wrong(
                "This operation is not allowed. The operation is attempting to shift cells in a "
                "table on your worksheet."
            )
        for array in self.model.arrays:
            inside = [row for row in rows if array.top <= row <= array.bottom]
            if inside and len(inside) <= array.bottom - array.top:
                raise wrong("You can't change part of an array.")

    def PasteSpecial(self, Paste: int, Operation: int, SkipBlanks: bool, Transpose: bool) -> None:
        """Paste the values of what was copied; cells of text stay text, formats as they are."""
        app, area = self.sheet.book.app, self.areas[0]
        if app.state["CutCopyMode"] != 1 or app.copied is None or app.keeps_clipboard:
            raise wrong("PasteSpecial method of Range class failed")
        self.refuse_protected()
        if (Paste, Transpose, SkipBlanks) != (-4163, False, True):
            raise NotImplementedError(Paste)
        if any(_common(merged, area) for merged in self.model.merges):
            raise wrong("To do this, all the merged cells need to be the same size.")
        source = app.copied.areas[0]
        for (row, column), cell in list(app.copied.model.inside(source)):
            if cell.value is not None:
                place = area.top + row - source.top, area.left + column - source.left
                target = self.model.cell(*place)
                target.value, target.formula = cell.value, ""

    def Copy(self, Destination: Any = None) -> None:
        if Destination is None:
            self.sheet.book.app.copied = self
            self.sheet.book.app.state["CutCopyMode"] = 1
            return
        area, target = self.areas[0], bare(Destination)
        self.need_rows(area)
        target.refuse_protected()
        copy_rows(self.model, area.top, area.bottom, target.model, target.areas[0].top)

    def need_rows(self, area: Area) -> None:
        if (area.left, area.right) != (1, LAST_COLUMN):
            raise NotImplementedError("only whole rows are moved here")

    def ClearContents(self) -> None:
        self.refuse_protected()
        for _, cell in self.model.inside(self.areas[0]):
            cell.value, cell.formula = None, ""

    def Clear(self) -> None:
        self.refuse_protected()
        for place, _ in list(self.model.inside(self.areas[0])):
            del self.model.cells[place]

    def Select(self) -> None:
        if self.sheet.book.active is not self.model:
            raise wrong("Select method of RangeObject class failed")
        self.sheet.book.selection = self

    def AutoFilter(
        self,
        Field: int,
        Criteria1: Any = None,
        Operator: Any = None,
        Criteria2: Any = None,
    ) -> None:
        self.refuse_protected()
        model, area = self.model, self.areas[0]
        found = next((t.filter for t in model.tables if t.filter.area == area), None)
        if found is None:
            found = model.filter = model.filter or Filter(area)
        found.stored = None
        if Criteria1 is None:
            found.criteria.pop(Field, None)
        else:
            found.criteria[Field] = (Criteria1, Operator, Criteria2)

    def refuse_protected(self) -> None:
        if self.model.protected:
            raise wrong("The cell or chart you're trying to change is on a protected sheet.")


def _refuse_formula(text: Any, habits: Habits) -> None:
    """Refuse a formula in another language than the one that Excel reads there."""
    if not isinstance(text, str) or not text.startswith("="):
        return
    plain = re.sub(r'"[^"]*"|\'[^\']*\'|\{[^}]*\}', "", text)
    other = FRENCH if habits is ENGLISH else ENGLISH
    if other.separator in plain or set(other.functions.split()) & set(re.findall(r"[A-Z]+", plain)):
        raise wrong("Application-defined or object-defined error")


def _refuse_name(text: str) -> None:
    _refuse_formula(text, ENGLISH)
    if len(text) > 255:
        raise wrong("There's a problem with this formula.")


def _size(area: Area) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)


def _common(one: Area, other: Area) -> Area | None:
    top, left = max(one.top, other.top), max(one.left, other.left)
    bottom, right = min(one.bottom, other.bottom), min(one.right, other.right)
    return Area(top, left, bottom, right) if top <= bottom and left <= right else None


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


def _joined(areas: Iterable[Area]) -> list[Area]:
    """Return areas of the same columns that follow each other as one, as Excel gives them."""
    joined: list[Area] = []
    for area in sorted(areas, key=lambda area: (area.left, area.right, area.top)):
        if area.bottom < area.top:
            continue
        last = joined[-1] if joined else None
        if last and last[1::2] == area[1::2] and last.bottom >= area.top - 1:
            joined[-1] = last._replace(bottom=max(last.bottom, area.bottom))
        else:
            joined.append(area)
    return joined


def _as_rows(written: Any, area: Area) -> list[list[Any]]:
    height, width = area.bottom - area.top + 1, area.right - area.left + 1
    if not isinstance(written, list | tuple):
        _refuse_foreign(written)
        return [[written] * width for _ in range(height)]
    rows = [list(row) for row in written]
    if len(rows) != height or any(len(row) != width for row in rows):
        # Excel would repeat it, cut it, or fill with #N/A: nobody means that.
        raise wrong("the block written has not the shape of its range")
    for row in rows:
        for value in row:
            _refuse_foreign(value)
    return rows


def _refuse_foreign(value: Any) -> None:
    if not isinstance(value, SAFE_TYPES):
        raise TypeError(f"Objects of type '{type(value)}' can not be converted to a COM VARIANT")


def _given(cell: Cell) -> Any:
    """Return a value as COM gives it: errors as integers, dates with a zone, money as Decimal."""
    value = cell.value
    if isinstance(value, Error):
        return ERROR_BASE + ERRORS[value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    if isinstance(value, float) and ("$" in cell.number_format or "€" in cell.number_format):
        return Decimal(f"{value:.4f}")
    return value


def _constant(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return str((value.date() - date(1899, 12, 30)).days)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


class Lines(Com):
    """The rows or the columns of a range."""

    def __init__(self, range_: RangeObject, axis: str) -> None:
        self.range = range_
        self.axis = axis

    @property
    def Count(self) -> int:
        area = self.range.areas[0]
        return area.bottom - area.top + 1 if self.axis == "row" else area.right - area.left + 1


class Font(Com):
    def __init__(self, range_: RangeObject) -> None:
        self.range = range_

    @property
    def Bold(self) -> bool | None:
        return self.range.common(lambda cell: cell.bold)  # type: ignore[no-any-return]


class Names(Com):
    """The names of a workbook, or of a sheet, which Excel gives with the sheet in front."""

    Count = property(lambda self: len(self.names))

    def __init__(self, names: dict[str, str], prefix: str = "") -> None:
        self.names = names
        self.prefix = prefix

    def __call__(self, which: int | str) -> NameObject:
        COUNTER.tick("Names()")
        if isinstance(which, int):
            return self.named(list(self.names)[which - 1])
        if which not in self.names:
            raise wrong("Subscript out of range")
        return self.named(which)

    def named(self, name: str) -> NameObject:
        return NameObject(self.names, name, self.prefix)

    def __iter__(self) -> Iterator[NameObject]:
        return iter([self.named(name) for name in self.names])

    def Add(
        self,
        Name: str,
        RefersTo: str = "",
        Visible: bool = True,
        RefersToR1C1: str = "",
    ) -> NameObject:
        text = RefersTo or RefersToR1C1
        _refuse_name(text)
        self.names[Name] = text
        return self.named(Name)


def _prefix(sheet: str) -> str:
    """Return a sheet's name as Excel puts it before a name of the sheet, quoted if it must be."""
    return f"{sheet}!" if re.fullmatch(r"[^\W\d]\w*", sheet) else sheet_prefix(sheet)


class NameObject(Com):
    Name = property(lambda self: self.prefix + self.name)

    def __init__(self, names: dict[str, str], name: str, prefix: str) -> None:
        self.names = names
        self.name = name
        self.prefix = prefix

    @property
    def RefersTo(self) -> str:
        return self.names[self.name]

    @RefersTo.setter
    def RefersTo(self, text: str) -> None:
        _refuse_name(text)
        self.names[self.name] = text

    def Delete(self) -> None:
        del self.names[self.name]


class Counted(Com):
    """A collection of which nothing but its size is asked."""

    Count = property(lambda self: self.count)

    def __init__(self, count: int) -> None:
        self.count = count


class Shapes(Com):
    """What floats on a sheet: charts, notes, and what was drawn or put there."""

    Count = property(lambda self: len(self.kinds))

    def __init__(self, sheet: SheetObject) -> None:
        notes, charts = [(4, 0)] * len(sheet.sheet.notes), [(3, 0)] * sheet.sheet.charts
        self.kinds = [*charts, *notes, *sheet.sheet.drawn]

    def __iter__(self) -> Iterator[ShapeObject]:
        return iter([ShapeObject(*kind) for kind in self.kinds])


class ShapeObject(Com):
    Type = property(lambda self: self.kind)

    def __init__(self, kind: int, control: int) -> None:
        self.kind = kind
        self.control = control

    @property
    def FormControlType(self) -> int:
        if self.kind != 8:
            raise wrong("The specified value is out of range.")
        return self.control


class Comments(Com):
    Count = property(lambda self: len(self.notes))

    def __init__(self, sheet: SheetObject, notes: dict[tuple[int, int], str]) -> None:
        self.sheet = sheet
        self.notes = notes

    def __iter__(self) -> Iterator[Comment]:
        return iter([Comment(self.sheet, place) for place in self.notes])


class Comment(Com):
    def __init__(self, sheet: SheetObject, place: tuple[int, int]) -> None:
        self.sheet = sheet
        self.place = place

    @property
    def Parent(self) -> RangeObject:
        return RangeObject(self.sheet, [Area(*self.place, *self.place)])


class FilterObject(Com):
    Range = property(lambda self: RangeObject(self.sheet, [self.filter.area]))
    FilterMode = property(lambda self: bool(self.filter.criteria))

    def __init__(self, sheet: SheetObject, filter_: Filter) -> None:
        self.sheet = sheet
        self.filter = filter_

    def Filters(self, number: int) -> Criterion:
        return Criterion(self.filter.criteria.get(number))


class Criterion(Com):
    """One field of a filter; asked for a criterion it has not, Excel says error 1004."""

    def __init__(self, criterion: tuple[Any, Any, Any] | None) -> None:
        self.criterion = criterion

    On = property(lambda self: self.criterion is not None)
    Criteria1 = property(lambda self: self.part(0))
    Operator = property(lambda self: self.part(1) or 0)
    Criteria2 = property(lambda self: self.part(2, required=True))

    def part(self, place: int, *, required: bool = False) -> Any:
        found = self.criterion[place] if self.criterion else None
        if found is None and required:
            raise wrong("Application-defined or object-defined error")
        return tuple(found) if isinstance(found, list) else found


class ListObjects(Com):
    Count = property(lambda self: len(self.sheet.sheet.tables))

    def __init__(self, sheet: SheetObject) -> None:
        self.sheet = sheet

    def __call__(self, number: int) -> ListObject:
        COUNTER.tick("ListObjects()")
        return ListObject(self.sheet, self.sheet.sheet.tables[number - 1])

    def __iter__(self) -> Iterator[ListObject]:
        return iter([ListObject(self.sheet, table) for table in self.sheet.sheet.tables])


class ListObject(Com):
    Name = property(lambda self: self.table.name)
    Parent = property(lambda self: self.sheet)
    Range = property(lambda self: RangeObject(self.sheet, [self.table.filter.area]))
    AutoFilter = property(lambda self: FilterObject(self.sheet, self.table.filter))
    ShowAutoFilter = _always(True)

    def __init__(self, sheet: SheetObject, table: Table) -> None:
        self.sheet = sheet
        self.table = table


class Validation(Com):
    """The validation of a range; asked of cells that differ or have none, Excel says error 1004."""

    def __init__(self, range_: RangeObject) -> None:
        self.range = range_

    @property
    def rule(self) -> Rule:
        area = self.range.areas[0]
        for rule in self.range.model.validations:
            if _common(rule.area, area) == area:
                return rule
        raise wrong("Application-defined or object-defined error")

    Type = property(lambda self: self.rule.arguments["Type"])
    Formula1 = property(lambda self: self.rule.arguments["Formula1"])

    def Add(self, **arguments: Any) -> None:
        self.range.refuse_protected()
        _refuse_formula(arguments["Formula1"], self.range.sheet.book.app.habits)
        area = self.range.areas[0]
        if any(_common(rule.area, area) for rule in self.range.model.validations):
            raise wrong("Application-defined or object-defined error")
        self.range.model.validations.append(Rule(area, arguments))

    def Delete(self) -> None:
        """Delete what validates the cells, whatever it is; other cells keep theirs."""
        self.range.refuse_protected()
        area, kept = self.range.areas[0], []
        for rule in self.range.model.validations:
            common = _common(rule.area, area)
            if common is None:
                kept.append(rule)
                continue
            above = rule.area._replace(bottom=common.top - 1)
            below = rule.area._replace(top=common.bottom + 1)
            left = (part for part in (above, below) if part.top <= part.bottom)
            kept.extend(Rule(part, rule.arguments) for part in left)
        self.range.model.validations = kept


class FormatConditions(Com):
    Count = property(lambda self: len(self.range.model.formats))

    def __init__(self, range_: RangeObject) -> None:
        self.range = range_

    def __call__(self, number: int) -> FormatCondition:
        COUNTER.tick("FormatConditions()")
        return FormatCondition(self.range.sheet, self.range.model.formats[number - 1])

    def Add(self, Type: int, **arguments: Any) -> FormatCondition:
        self.range.refuse_protected()
        _refuse_formula(arguments["Formula1"], self.range.sheet.book.app.habits)
        first, *others = self.range.areas
        rule = Rule(first, {"Type": Type, **arguments}, tuple(others))
        self.range.model.formats.append(rule)
        return FormatCondition(self.range.sheet, rule)


class FormatCondition(Com):
    Type = property(lambda self: self.rule.arguments["Type"])
    Formula1 = property(lambda self: self.rule.arguments["Formula1"])
    AppliesTo = property(lambda self: RangeObject(self.sheet, [self.rule.area, *self.rule.others]))
    Interior = _object("Interior")

    def __init__(self, sheet: SheetObject, rule: Rule) -> None:
        self.sheet = sheet
        self.rule = rule

    def Delete(self) -> None:
        self.sheet.sheet.formats.remove(self.rule)


class Interior(Com):
    def __init__(self, owner: FormatCondition) -> None:
        self.owner = owner


def _argument(name: str) -> property:
    """Return a member that is kept with the arguments of a rule."""

    def rule(owner: Any) -> Rule:
        found: Rule = owner.owner.rule if isinstance(owner, Interior) else owner.rule
        return found

    def write(owner: Any, value: Any) -> None:
        rule(owner).arguments[name] = value

    return property(lambda owner: rule(owner).arguments.get(name), write)


for _name in ("IgnoreBlank", "ErrorTitle", "ErrorMessage"):
    setattr(Validation, _name, _argument(_name))
FormatCondition.StopIfTrue = _argument("StopIfTrue")  # type: ignore[attr-defined]
Interior.Color = _argument("Color")  # type: ignore[attr-defined]


__all__ = ["COUNTER", "Com", "Dispatch", "ExcelApp", "Workbook", "com_error"]
