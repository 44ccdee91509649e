"""Run xlwings' own Windows engine over the stand-in for Excel, on any system.

The module `xlwings._xlwindows` is loaded a second time with stand-ins for pywin32. What it does
there with COM is what it does on Windows; only who answers is ours.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
import types
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock, patch

import xlwings

from tests.excel.com import COUNTER, Dispatch, ExcelApp, com_error
from tests.excel.files import open_workbook


class WindowError(Exception):
    """What pywin32 raises of a window that is not there: no OSError."""


def _stand_ins() -> dict[str, types.ModuleType]:
    """Return the modules of pywin32 as far as xlwings needs them to be imported."""
    modules = {
        name: types.ModuleType(name)
        for name in (
            *("pywintypes", "win32api", "win32con", "win32gui", "win32process", "win32timezone"),
            *("pythoncom", "win32com", "win32com.client"),
        )
    }
    modules["pywintypes"].__dict__.update(TimeType=datetime, com_error=com_error, error=WindowError)
    modules["win32con"].__dict__.update(
        MB_OK=0,
        MB_OKCANCEL=1,
        MB_YESNO=4,
        MB_YESNOCANCEL=3,
        MB_ICONINFORMATION=64,
        MB_ICONWARNING=48,
    )
    modules["win32process"].__dict__["GetWindowThreadProcessId"] = lambda hwnd: (1, hwnd)
    zone = types.SimpleNamespace(utc=lambda: UTC)
    modules["win32timezone"].__dict__["TimeZoneInfo"] = zone
    modules["pythoncom"].__dict__.update(
        __file__="pythoncom", ole_error=com_error, CoInitialize=lambda: None, MakeIID=str
    )
    client = modules["win32com.client"]
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        client.__dict__[name] = Dispatch if name == "CDispatch" else type(name, (), {})
    client.__dict__.update(Dispatch=None, DispatchEx=None)
    client.__dict__.update(dynamic=MagicMock(), gencache=MagicMock(), build=MagicMock())
    modules["win32com"].__dict__["client"] = client
    modules["xlwings._win32patch"] = types.ModuleType("xlwings._win32patch")
    modules["xlwings._win32patch"].__dict__["CoClassBaseClass"] = client.__dict__[
        "CoClassBaseClass"
    ]
    return modules


@cache
def windows() -> Any:
    """Return xlwings' Windows engine as a module of its own."""
    dll = {name: MagicMock() for name in ("windll", "oledll", "PyDLL")}
    with patch.multiple(ctypes, create=True, **dll):
        return loaded("_xlwindows", _stand_ins())


def loaded(engine: str, stand_ins: Mapping[str, types.ModuleType]) -> Any:
    """Return a module of xlwings loaded anew, with stand-ins for modules that it imports."""
    path = Path(xlwings.__file__).with_name(f"{engine}.py")
    spec = importlib.util.spec_from_file_location(f"xlwings.{engine}_over_a_stand_in", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    with patch.dict(sys.modules, stand_ins):
        spec.loader.exec_module(module)
    return module


class Clock:
    """A time that passes while somebody sleeps, and at no other time."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def monotonic(self) -> float:
        return self.now


CLOCK = Clock()


class Excel:
    """One or several running Excels, and what they were asked."""

    def __init__(self, *apps: ExcelApp) -> None:
        self.apps = list(apps)
        self.answers: list[int] = []
        self.boxes: list[tuple[str, str]] = []

    def box(self, _hwnd: int, text: str, title: str, _style: int) -> int:
        """Show a message box: note it, and press the next of `answers`, else OK."""
        self.boxes.append((text, title))
        return self.answers.pop(0) if self.answers else 1

    def app(self, hwnd: int) -> Any:
        found = next((app for app in self.apps if app.hwnd == hwnd), None)
        if found is None:
            raise OSError(hwnd)
        if not found.books:
            raise WindowError(1400, "FindWindowEx", "Invalid window handle.")
        return windows().COMRetryObjectWrapper(found)


@contextmanager
def installed(name: str, engine: Any) -> Iterator[None]:
    """Have xlwings use an engine loaded anew, in a time that passes only while somebody sleeps."""
    found = xlwings.Engine(impl=engine.engine)
    before = dict(vars(xlwings.engines))
    with (
        patch.object(xlwings, name, engine, create=True),
        patch.multiple("xlmot.books.excel.library", time=CLOCK),
        patch.multiple("xlmot.books.excel.failing", time=CLOCK),
        patch.multiple("xlmot.books.excel.connect", time=CLOCK),
    ):
        vars(xlwings.engines).update(active=None, engines=[], engines_by_name={})
        xlwings.engines.add(found)
        found.activate()
        try:
            yield
        finally:
            vars(xlwings.engines).update(before)


@contextmanager
def running(*apps: ExcelApp) -> Iterator[Excel]:
    """Have xlwings find these Excels, as on a Windows machine where they run.

    Each opens files from the disk; the count of COM accesses begins at 0.
    """
    engine, excel = windows(), Excel(*apps)
    for app in apps:
        app.open_file = open_workbook
    engine.win32api.MessageBox = excel.box
    known: dict[str, Any] = {
        "get_excel_hwnds": lambda: iter([app.hwnd for app in excel.apps if app.books]),
        "get_xl_app_from_hwnd": excel.app,
        "N_COM_ATTEMPTS": 0,
    }
    with patch.multiple(engine, **known), installed("_xlwindows", engine):
        COUNTER.restart()
        try:
            yield excel
        finally:
            COUNTER.fault, COUNTER.lacking = None, frozenset()
