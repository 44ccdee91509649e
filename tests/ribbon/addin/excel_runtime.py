"""Run the add-in's VBA as Excel would, in pyOpenVBA's runtime, and keep what it starts.

The add-in is opened from its file, sheet and code; its buttons are pressed by the names that the
ribbon gives to their subs.
"""

import re
from itertools import count

import pytest

pytest.importorskip("pyopenvba")

from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._model import Application
from pyopenvba.interpreter._objects import VBAObject, member, method, setter
from pyopenvba.interpreter._preprocess import DEFAULT_CONSTANTS
from pyopenvba.interpreter._values import error

from xlmot.ribbon.addin.build import MACROS, build

RIBBON = (MACROS / "ribbon.xml").read_text(encoding="utf-8")
SUBS = dict(re.findall(r'<button id="(\w+)".*? onAction="(\w+)"', RIBBON))
WINDOW = 132_456
FOLDER_OF_WORKBOOKS = "D:\\Partage\\Programmes"
PROBE = """
Public Function Shown(sub_name As String, control As Object) As String
    Dim text As Variant
    If sub_name = "XlmotLabel" Then XlmotLabel control, text
    If sub_name = "XlmotTip" Then XlmotTip control, text
    Shown = text
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
        serve(monkeypatch, {"LanguageSettings": Languages(language), "Hwnd": WINDOW})
        path = folder / f"xlmot{next(NUMBERS)}.xlam"
        build(python, path)
        self.app = ExcelApplication.open(path)
        self.app.add_module(PROBE, name="Probe")
        if mac:
            self.app.add_module(MAC, name="OfMac")
        self.shell, self.forbidden = Shell(run), False
        monkeypatch.setattr(self.app.interpreter.host, "create", self._create)

    def _create(self, name):
        if self.forbidden or name != "WScript.Shell":
            raise error(429, "ActiveX component can't create object")
        return self.shell

    def press(self, verb):
        self.app.run(SUBS[verb], Control(verb))

    def shown(self, callback, name):
        return self.app.run("Shown", callback, Control(name))

    @property
    def told(self):
        return [text for _, text, _, _ in self.app.dialogs]


NUMBERS = count()


def serve(monkeypatch, members):
    """Give the Application the members that the runtime lacks."""
    known = Application.vba_get

    def get(self, name, args=(), named=None):
        return members[name] if name in members else known(self, name, args, named)

    def put(self, name, value, *_, **__):
        self.given = {**getattr(self, "given", {}), name: value}

    monkeypatch.setattr(Application, "vba_get", get)
    monkeypatch.setattr(Application, "vba_set", put)
