"""Start LibreOffice and open workbooks in it, through its own Python.

It runs outside of our environment: it knows the standard library and uno.
"""

import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

PIPE = f"xlmot{time.time_ns()}"


@contextmanager
def desktop(profile, *, shown=False):
    """Give the desktop of a LibreOffice that keeps its settings in a folder of its own."""
    window = () if shown else ("--headless",)
    office = subprocess.Popen(
        [
            *("soffice", *window, "--norestore", "--nologo"),
            f"--accept=pipe,name={PIPE};urp;",
            f"-env:UserInstallation={Path(profile).resolve().as_uri()}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = connect()
        yield found
        found.terminate()
        office.wait(30)
    finally:
        office.kill()


def connect():
    import uno
    from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
        else:
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    raise SystemExit("LibreOffice did not start")


@contextmanager
def opened(office, path, **how):
    """Give a workbook, open but not shown; `how` are further properties of its loading."""
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    how = {"Hidden": True, **how}
    options = tuple(PropertyValue(Name=name, Value=value) for name, value in how.items())
    book = office.loadComponentFromURL(Path(path).resolve().as_uri(), "_blank", 0, options)
    try:
        yield book
    finally:
        book.close(True)
