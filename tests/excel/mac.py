"""Run xlwings' own engine of macOS over the stand-in for Excel, on any system.

The module `xlwings._xlmac` is loaded a second time with a stand-in for appscript, which takes what
Excel for Mac knows from the dictionary that xlwings ships: a word that is not in it is no member, a
command is no property. What stands behind it is the same stand-in for Excel as for Windows.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cache
from typing import Any
from unittest.mock import patch

from xlwings import mac_dict

from tests.excel.coercions import Error
from tests.excel.com import (
    Com,
    ExcelApp,
    NameObject,
    Names,
    RangeObject,
    SheetObject,
    Workbook,
    Worksheets,
    com_error,
)
from tests.excel.engine import installed, loaded
from tests.excel.files import open_workbook
from xlmot.programme.address import Area

COMMANDS = {name for name, *_ in mac_dict.commands} | {"count", "exists", "make", "move"}
COMMANDS |= {"close", "delete", "open", "quit", "save", "run", "duplicate"}
PROPERTIES = {name for name, _ in mac_dict.properties}
ELEMENTS = {name for name, _ in mac_dict.elements}
ENUMS = {name for name, _ in (*mac_dict.enums, *mac_dict.classes)} | {"missing_value"}
PID = 321


class Keyword:
    """A word of AppleScript, such as `k.sheet_visible`."""

    def __init__(self, name: str) -> None:
        self.AS_name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyword) and other.AS_name == self.AS_name

    def __hash__(self) -> int:
        return hash(self.AS_name)


class Keywords:
    def __getattr__(self, name: str) -> Keyword:
        return Keyword(name)


K = Keywords()


class CommandError(Exception):
    """What appscript raises where Excel cannot do what it is told."""

    def __init__(self, text: str, number: int = -50) -> None:
        super().__init__(text)
        self.errornumber = number


class Reference:
    """A way to a thing of Excel's, which is gone only when it is asked something."""

    def __init__(self, app: ExcelApp, steps: tuple[tuple[str, Any], ...] = ()) -> None:
        self.app = app
        self.steps = steps

    def __getattr__(self, name: str) -> Any:
        if name in COMMANDS:
            return Command(self, name)
        if name in PROPERTIES | ELEMENTS:
            return Reference(self.app, (*self.steps, (name, None)))
        raise AttributeError(f"Unknown property, element or command: {name!r}")

    def __getitem__(self, key: Any) -> Reference:
        *first, (name, _) = self.steps
        return Reference(self.app, (*first, (name, key)))

    @property
    def before(self) -> tuple[str, Reference]:
        return "before", self

    @property
    def after(self) -> tuple[str, Reference]:
        return "after", self

    @property
    def AS_appdata(self) -> Any:  # noqa: N802  the name of appscript
        data = types.SimpleNamespace(data=struct.pack("i", PID))
        described = types.SimpleNamespace(coerce=lambda _: data)
        return types.SimpleNamespace(target=lambda: types.SimpleNamespace(addressdesc=described))

    def thing(self) -> Any:
        found: Any = self.app
        with _told():
            for name, key in self.steps:
                found = _member(found, name, key)
        return found

    def is_there(self) -> bool:
        try:
            self.thing()
        except CommandError:
            return False
        return True

    def get(self) -> Any:
        return _given(self.thing())

    def __call__(self) -> Any:
        return self.get()

    def set(self, value: Any) -> None:
        owner = Reference(self.app, self.steps[:-1]).thing()
        with _told():
            _set(owner, self.steps[-1][0], value)


class Command:
    """A command of Excel's: it can be run, and nothing else."""

    def __init__(self, target: Reference, name: str) -> None:
        self.target = target
        self.name = name

    def __call__(self, *direct: Any, **named: Any) -> Any:
        if self.name == "exists":
            return self.target.is_there()
        done = RUN.get(self.name)
        if done is None:
            raise NotImplementedError(self.name)
        given = {name: value for name, value in named.items() if name != "timeout"}
        thing = self.target.thing()
        with _told():
            return done(thing, *map(_thing, direct), **{n: _thing(v) for n, v in given.items()})


def _thing(value: Any) -> Any:
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], Reference):
        return value[0], value[1].thing()
    return value.thing() if isinstance(value, Reference) else value


@contextmanager
def _told() -> Iterator[None]:
    """Turn what COM says of a refusal into what appscript says."""
    try:
        yield
    except com_error as error:
        raise CommandError(str(error), -1728) from error
    except IndexError as error:
        raise CommandError("Object not found.", -1728) from error


def _pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


# Where the words of AppleScript are not those of COM with small letters.
OTHER = {
    "workbooks": "Workbooks",
    "worksheets": "Worksheets",
    "sheets": "Worksheets",
    "list_objects": "ListObjects",
    "named_items": "Names",
    "shapes": "Shapes",
    "chart_objects": "ChartObjects",
    "first_row_index": "Row",
    "first_column_index": "Column",
    "font_object": "Font",
    "autofilter_object": "AutoFilter",
    "autofilter_mode": "AutoFilterMode",
    "range_object": "Range",
    "auto_filter": "AutoFilter",
    "references": "RefersTo",
    "reference_local": "RefersTo",
    "full_name": "FullName",
}
STATES = {-1: K.sheet_visible, 0: K.sheet_hidden, 2: K.sheet_very_hidden}
MODES = {-4105: K.calculation_automatic, -4135: K.calculation_manual}


# What AppleScript tells in another shape than COM: by the class of the thing and the word.
SHAPES: Mapping[tuple[type, str], Callable[[Any], Any]] = {
    (RangeObject, "string_value"): lambda of: of.block(_shown),
    (RangeObject, "value"): lambda of: of.block(lambda cell: _held(cell.value)),
    (NameObject, "properties"): lambda of: {K.references: of.RefersTo},
    (Workbook, "properties"): lambda of: {K.full_name: of.FullName, K.path: of.Path},
    (SheetObject, "visible"): lambda of: STATES[of.Visible],
    (ExcelApp, "calculation"): lambda of: MODES[of.Calculation],
    (Names, "name"): lambda of: [one.Name for one in of] or K.missing_value,
    (Worksheets, "name"): lambda of: [one.Name for one in of],
}


def _member(owner: Any, name: str, key: Any) -> Any:
    shape = SHAPES.get((type(owner), name))
    if shape is not None:
        return shape(owner)
    if isinstance(owner, SheetObject) and name in ("cells", "rows", "columns", "ranges"):
        return owner.Range(f"{key}:{key}" if isinstance(key, int) else key)
    if isinstance(owner, RangeObject) and name in ("rows", "columns") and isinstance(key, int):
        return owner(*((key, 1) if name == "rows" else (1, key)))
    found = getattr(owner, OTHER.get(name, _pascal(name)))
    if name in ELEMENTS and callable(found) and not isinstance(found, Com):
        found = found()
    if key is None:
        return found
    if isinstance(key, str) or key <= found.Count:
        return found(key)
    raise CommandError("Object not found.", -1728)


def _set(owner: Any, name: str, value: Any) -> None:
    if isinstance(owner, ExcelApp) and name == "calculation":
        value = next(number for number, word in MODES.items() if word == value)
    if isinstance(owner, SheetObject) and name == "visible":
        found = (number for number, word in STATES.items() if word == value)
        value = next(found, -1 if value else 0)
    if isinstance(value, list):
        value = tuple(tuple(row) if isinstance(row, list) else row for row in value)
    if isinstance(owner, ExcelApp) and name == "cut_copy_mode" and not value:
        value = False
    setattr(owner, OTHER.get(name, _pascal(name)), value)


def _held(value: Any) -> Any:
    """Return a value as AppleScript gives it: no error, and no text for nothing."""
    if isinstance(value, Error):
        return K.missing_value
    return "" if value is None else value


def _shown(cell: Any) -> str:
    return str(cell.value) if isinstance(cell.value, Error | str) else ""


def _given(found: Any) -> Any:
    if isinstance(found, tuple):
        return [_given(one) for one in found]
    if found is None:
        return K.missing_value
    if isinstance(found, Names):
        return list(found) or K.missing_value
    if isinstance(found, datetime):
        return found.replace(tzinfo=None)
    return found


def _make(owner: Workbook, new: Keyword, at: tuple[str, SheetObject], **_: Any) -> Reference:
    if new != K.worksheet:
        raise NotImplementedError(new.AS_name)
    where, beside = at
    made = owner.Worksheets.Add(**{where.title(): beside})
    return Reference(owner.app, (("workbooks", owner.name), ("worksheets", made.Name)))


def _count(owner: Any, each: Keyword) -> int:
    if isinstance(owner, RangeObject):
        return int((owner.Rows if each == K.row else owner.Columns).Count)
    plural = {"workbook": "Workbooks", "worksheet": "Worksheets", "list_object": "ListObjects"}
    plural |= {"shape": "Shapes", "chart_object": "ChartObjects"}
    found = getattr(owner, plural[each.AS_name])
    return int((found() if callable(found) and not isinstance(found, Com) else found).Count)


def _special(owner: RangeObject, type: Keyword) -> RangeObject:  # noqa: A002  of AppleScript
    if type != K.cell_type_comments:
        raise NotImplementedError(type.AS_name)
    found = [Area(*place, *place) for place in owner.model.notes]
    if not found:
        raise CommandError("Parameter error.", -50)
    return RangeObject(owner.sheet, found)


def _open(app: ExcelApp, workbook_file_name: str, **_: Any) -> None:
    app.Workbooks.Open(workbook_file_name)


def _run(app: ExcelApp, macro: str, **_: Any) -> None:
    """Run a macro: those of every workbook are found by their bare names."""
    app.alerts.append(("macro", macro))


RUN: Mapping[str, Callable[..., Any]] = {
    "get_address": lambda of, **_: of.Address,
    "count": _count,
    "make": _make,
    "delete": lambda of: of.Delete(),
    "close": lambda of, **_: of.Close(),
    "activate_object": lambda of: of.Activate(),
    "select": lambda of: of.Select(),
    "copy_worksheet": lambda of, before_=None, after_=None: of.Copy(before_, after_),
    "move": lambda of, to: of.Move(**{to[0].title(): to[1]}),
    "merge": lambda of, across=False: of.Merge(bool(across)),
    "unmerge": lambda of: of.UnMerge(),
    "insert_into_range": lambda of, **_: of.Insert(),
    "delete_range": lambda of, **_: of.Delete(),
    "copy_range": lambda of, destination=None: of.Copy(destination),
    "clear_range": lambda of: of.Clear(),
    "special_cells": _special,
    "open_workbook": _open,
    "run_VB_macro": _run,
}


def _app(name: str | None = None, pid: int | None = None, **_: Any) -> Reference:
    """Return Excel; of any other program, the Mac would ask its user whether it may be reached."""
    if pid != PID:
        raise PermissionError(name)
    return Reference(KNOWN[0])


class Dialogues:
    """The message boxes of the system: what they say is noted, and the first answer given."""

    def __init__(self, **_: int) -> None:
        self.app = KNOWN[0]

    def activate(self) -> None:
        pass

    def display_alert(self, title: str, message: str, buttons: Any, **_: Any) -> dict[Any, str]:
        self.app.alerts.append((title, message))
        return {K.button_returned: buttons if isinstance(buttons, str) else buttons[-1]}


KNOWN: list[ExcelApp] = []


def _stand_ins() -> dict[str, types.ModuleType]:
    names = ("appscript", "appscript.reference", "aem", "osax", "psutil")
    modules = {name: types.ModuleType(name) for name in names}
    made = modules["appscript"].__dict__
    made.update(k=K, its=None, mactypes=None, reference=modules["appscript.reference"])
    made["app"] = _app
    modules["osax"].__dict__["OSAX"] = Dialogues
    modules["appscript.reference"].__dict__.update(CommandError=CommandError, Reference=Reference)
    kinds = types.SimpleNamespace(typeKernelProcessID="kpid")
    sending = types.SimpleNamespace(EventError=type("EventError", (Exception,), {}))
    modules["aem"].__dict__.update(kae=kinds, aemsend=sending)
    excel = types.SimpleNamespace(name=lambda: "Microsoft Excel")
    gone = type("NoSuchProcess", (Exception,), {})
    modules["psutil"].__dict__.update(process_iter=lambda: iter([excel]), NoSuchProcess=gone)
    return modules


@cache
def mac() -> Any:
    """Return xlwings' engine of macOS as a module of its own."""
    return loaded("_xlmac", _stand_ins())


def _asked(words: list[str], **_: Any) -> bytes:
    """Answer for `lsappinfo`, by which xlwings finds the processes of Excel."""
    return b"ASN-Microsoft_Excel" if words[1] == "visibleprocesslist" else f'"pid"={PID}'.encode()


MODULES = ("access", "read", "write", "sheets", "own", "readable", "reads")


@contextmanager
def running(app: ExcelApp) -> Iterator[ExcelApp]:
    """Have xlwings find this Excel, as on a Mac where it runs."""
    app.open_file = open_workbook
    KNOWN[:] = [app]
    quiet = {"screen_updating": False, "enable_events": False, "display_alerts": False}
    quiet["calculation"] = "manual"  # type: ignore[assignment]
    with ExitStack() as patched:
        for name in MODULES:
            patched.enter_context(patch(f"xlmot.books.excel.{name}.MAC", new=True))
        patched.enter_context(patch("xlmot.books.excel.access.QUIET", quiet))
        patched.enter_context(patch("xlmot.books.excel.access.STATE", (*quiet, "status_bar")))
        patched.enter_context(patch.object(subprocess, "check_output", _asked))
        patched.enter_context(patch.dict(sys.modules, _stand_ins()))
        patched.enter_context(installed("_xlmac", mac()))
        yield app
