"""Put the add-in where Excel loads it when it starts, for one user, and take it away again."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from xlmot.messages import Message, say
from xlmot.messages.errors import BadSetting, CannotWrite
from xlmot.messages.named import NamedTuple
from xlmot.ribbon.addin.build import FILE_NAME, SCRIPT_NAME, build, script
from xlmot.ribbon.addin.starting import BY_PYTHON, proof

# Excel opens what lies in these folders of the user's, and asks no question on Windows, where the
# first is a trusted location.
WINDOWS_START = Path("Microsoft", "Excel", "XLSTART")
MAC_START = Path(
    "Library", "Group Containers", "UBF8T346G9.Office", "User Content.localized"
) / Path("Startup.localized", "Excel")
# The only scripts that a macro may run in the sandbox of Excel for Mac.
MAC_SCRIPTS = Path("Library", "Application Scripts", "com.microsoft.Excel")
SECONDS = 60
# The family name of Python from the Microsoft Store, in whose private copy of the user's folders
# Excel sees nothing (docs.python.org, using/windows, “Redirection of local data”).
STORE = "PythonSoftwareFoundation.Python"


class InstalledFiles(NamedTuple):
    """The files of an installed add-in; only a Mac has a script."""

    addin: Path
    script: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        return (self.addin,) if self.script is None else (self.addin, self.script)


def find_place(system: str, environment: Mapping[str, str], home: Path) -> InstalledFiles:
    r"""Return where the add-in goes; `system` is as in `sys.platform`.

    >>> find_place("darwin", {}, Path("/Users/ada")).script.as_posix()
    '/Users/ada/Library/Application Scripts/com.microsoft.Excel/xlmot.applescript'

    Raises:
        BadSetting: there is no Excel for this system.
    """
    if system == "win32":
        roaming = environment.get("APPDATA")
        folder = Path(roaming) if roaming else home / "AppData" / "Roaming"
        return InstalledFiles(folder / WINDOWS_START / FILE_NAME)
    if system == "darwin":
        return InstalledFiles(home / MAC_START / FILE_NAME, home / MAC_SCRIPTS / SCRIPT_NAME)
    raise BadSetting(
        say("There is no Excel for this system, so there is nowhere to install the add-in."),
        say("Use “xlmot check” and “xlmot clean” here, or install on Windows or macOS."),
    )


def install(place: InstalledFiles, interpreter: str, words: str = BY_PYTHON) -> None:
    """Build the add-in for an interpreter and put it in its place, over an older one.

    For the program that needs no Python, that program is the interpreter, with its own `words`.

    Raises:
        BadSetting: the interpreter cannot run xlmot, comes from the Microsoft Store, or its path
            cannot be written down.
        CannotWrite: a file cannot be written, such as while Excel is open on Windows.
    """
    _prove(interpreter, words)
    for path in place.files:
        _make_folder(path.parent)
    if place.script:
        _write(place.script, script(interpreter, words))
    build(interpreter, place.addin, words)


def _prove(interpreter: str, words: str) -> None:
    """Refuse an interpreter that does not find xlmot when it is started as Excel will start it."""
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter, with words of ours
            proof(interpreter, words), capture_output=True, timeout=SECONDS, check=False
        )
        fault = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    except (OSError, subprocess.TimeoutExpired) as error:
        fault = str(error)
    else:
        if done.returncode == 0:
            refuse_store(done.stdout.decode(errors="replace"))
            return
    raise BadSetting(
        say("{path} cannot run xlmot for Excel: {fault}.", path=interpreter, fault=fault),
        say("Install xlmot and xlwings with that Python, or in a virtual environment."),
    )


def refuse_store(base: str) -> None:
    """Refuse a Python from the Microsoft Store, `base` being its `sys.base_prefix`.

    Raises:
        BadSetting: what it writes for Excel, Excel would not find.
    """
    if STORE.lower() in base.lower():
        raise BadSetting(
            say("This Python comes from the Microsoft Store: Excel does not see what it installs."),
            say("Install xlmot with a Python from python.org, or with “uv python install”."),
        )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(folder) from error


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="ascii", newline="\n")
    except OSError as error:
        raise _not_writable(path) from error


def _not_writable(path: Path) -> CannotWrite:
    return CannotWrite(
        say("{path} cannot be written.", path=str(path)),
        say("Check that you may write there; a Mac asks for it under Privacy & Security."),
    )


def uninstall(place: InstalledFiles) -> tuple[Path, ...]:
    """Remove the add-in and return the files that were removed; the folders are Excel's.

    Raises:
        CannotWrite: Excel still has it open.
    """
    removed = []
    for path in place.files:
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise CannotWrite(
                say("{path} cannot be removed.", path=str(path)),
                say("Close Excel and try again."),
            ) from error
        removed.append(path)
    return tuple(removed)


def told(place: InstalledFiles) -> Message:
    """Return what to say once the add-in is installed."""
    if place.script:
        return say(
            "The add-in is in {path}. Quit Excel and open it again: it has a tab “Programme”. At "
            "the first click the Mac asks whether Excel may be controlled: allow it.",
            path=str(place.addin),
        )
    return say(
        "The add-in is in {path}. Close Excel and open it again: it has a tab “Programme”.",
        path=str(place.addin),
    )
