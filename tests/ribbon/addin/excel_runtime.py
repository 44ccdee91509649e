"""Run the add-in's VBA as Excel would, in pyOpenVBA's runtime, and keep what it starts.

The add-in is opened from its file, sheet and code; its buttons are pressed by the names that the
ribbon gives to their subs.
"""

import re
from itertools import count

import pytest

pytest.importorskip("pyopenvba")

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._model import Application, Workbook
from pyopenvba.interpreter._objects import VBAObject, member, method, setter
from pyopenvba.interpreter._preprocess import DEFAULT_CONSTANTS
from pyopenvba.interpreter._values import error

from xlmot.ribbon.addin.build import MACROS, build

RIBBON = (MACROS / "ribbon.xml").read_text(encoding="utf-8")
SUBS = dict(re.findall(r'<button id="(\w+)".*? onAction="(\w+)"', RIBBON))
TOGGLES = dict(re.findall(r'<toggleButton id="(\w+)".*? onAction="(\w+)"', RIBBON))
WINDOW = 132_456
FOLDER_OF_WORKBOOKS = "D:\\Partage\\Programmes"
PROBE = """
Public Function Shown(sub_name As String, control As Object) As String
    Dim text As Variant
    If sub_name = "XlmotLabel" Then XlmotLabel control, text
    If sub_name = "XlmotTip" Then XlmotTip control, text
    Shown = text
End Function

Public Function State(sub_name As String, control As Object) As Boolean
    Dim value As Variant
    If sub_name = "XlmotEnabled" Then XlmotEnabled control, value
    If sub_name = "XlmotPressed" Then XlmotPressed control, value
    State = value
End Function
"""
# What VBA itself keeps in the registry of Windows.
SETTINGS = """
Private kept As String

Public Sub SaveSetting(app As String, section As String, key As String, value As String)
    kept = value
End Sub

Public Function GetSetting(app As String, section As String, key As String, default As String) _
    As String
    GetSetting = IIf(Len(kept) = 0, default, kept)
End Function
"""
# On a Mac the function is Excel's own.
MAC = """
Public Function AppleScriptTask(file As String, handler As String, task As String) As String
    Debug.Print file & "|" & handler & "|" & task
End Function
"""


class Control(VBAObject):  # type: ignore[misc]  # pyOpenVBA has no types
    vba_type = "IRibbonControl"

    def __init__(self, name):
        self.name = name

    @member
    def ID(self):  # noqa: N802  Office's name
        return self.name


class Ribbon(VBAObject):  # type: ignore[misc]  # pyOpenVBA has no types
    """Office's ribbon: it notes the buttons about which Excel shall ask again."""

    vba_type = "IRibbonUI"

    def __init__(self):
        self.asked_again = []

    @method
    def InvalidateControl(self, ControlID):  # noqa: N802, N803
        self.asked_again.append(str(ControlID))


class Shell(VBAObject):  # type: ignore[misc]  # pyOpenVBA has no types
    """The WScript.Shell of Windows: it notes what it is asked to run, and where."""

    vba_type = "WshShell"

    def __init__(self, run):
        self.folder = FOLDER_OF_WORKBOOKS
        self.run = run
        self.ran = []

    @member
    def CurrentDirectory(self):  # noqa: N802
        return self.folder

    @setter("CurrentDirectory")
    def _set_folder(self, value):
        self.folder = str(value)

    @method
    def Run(self, Command, WindowStyle=1, WaitOnReturn=False):  # noqa: N802, N803
        self.ran.append((str(Command), int(WindowStyle), bool(WaitOnReturn), self.folder))
        return self.run(str(Command))


class Languages(VBAObject):  # type: ignore[misc]  # pyOpenVBA has no types
    vba_type = "LanguageSettings"

    def __init__(self, identifier):
        self.identifier = identifier

    @member
    def LanguageID(self, kind):  # noqa: N802
        assert kind == 2  # msoLanguageIDUI
        return self.identifier


class Excel:
    """An Excel with the add-in open; `run` is what a started program exits with."""

    def __init__(self, folder, monkeypatch, *, python, language=0x40C, run=lambda _: 0, mac=False):
        monkeypatch.setitem(DEFAULT_CONSTANTS, "Mac", mac)
        self.planned: list[str] = []
        serve(
            monkeypatch,
            {
                "LanguageSettings": Languages(language),
                "Hwnd": WINDOW,
                "OnTime": lambda _, macro: self.planned.append(macro),
            },
        )
        without_events(monkeypatch)
        self.online = False
        serve(monkeypatch, {"AutoSaveOn": lambda: self.online}, Workbook)
        path = folder / f"xlmot{next(NUMBERS)}.xlam"
        build(python, path)
        self.app = ExcelApplication.open(path)
        self.app.add_module(PROBE, name="Probe")
        self.app.add_module(SETTINGS, name="Settings")
        self.ribbon = Ribbon()
        self.app.run("XlmotLoaded", self.ribbon)
        if mac:
            self.app.add_module(MAC, name="OfMac")
        self.shell, self.forbidden = Shell(run), False
        monkeypatch.setattr(self.app.interpreter.host, "create", self._create)

    def _create(self, name):
        if self.forbidden or name != "WScript.Shell":
            raise error(429, "ActiveX component can't create object")
        return self.shell

    def press(self, verb, *, pressed=True):
        if verb in TOGGLES:
            self.app.run(TOGGLES[verb], Control(verb), pressed)
        else:
            self.app.run(SUBS[verb], Control(verb))

    def state(self, callback, name):
        return self.app.run("State", callback, Control(name))

    def hear(self, event, *given):
        """Have the workbook of the add-in hear an event of Excel's."""
        self.app.interpreter.run(f"heard_{event}", list(given), module="ThisWorkbook")

    def shown(self, callback, name):
        return self.app.run("Shown", callback, Control(name))

    @property
    def told(self):
        return [text for _, text, _, _ in self.app.dialogs]


NUMBERS = count()


def without_events(monkeypatch):
    """Let the runtime read a variable that hears events: it knows no such variable."""
    known = ExcelApplication.add_module

    def add(self, source, **named):
        return known(self, source.replace(" WithEvents ", " "), **named)

    monkeypatch.setattr(ExcelApplication, "add_module", add)


def serve(monkeypatch, members, owner=Application):
    """Give the Application, or a workbook, the members that the runtime lacks."""
    known = owner.vba_get

    def get(self, name, args=(), named=None):
        found = members[name] if name in members else known(self, name, args, named)
        return found(*args) if callable(found) and name in members else found

    def put(self, name, value, *_, **__):
        self.given = {**getattr(self, "given", {}), name: value}

    monkeypatch.setattr(owner, "vba_get", get)
    if owner is Application:
        monkeypatch.setattr(owner, "vba_set", put)
