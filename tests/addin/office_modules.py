"""Print the names, then the sources, of the modules that LibreOffice finds in an add-in.

    python3 office_modules.py PROFILE_FOLDER FILE

It runs in the Python of LibreOffice, outside of our environment.
"""

import subprocess
import sys
import time
from pathlib import Path

PIPE = f"xlmot{time.time_ns()}"


def main():
    profile, path = map(Path, sys.argv[1:])
    office = subprocess.Popen(
        [
            *("soffice", "--headless", "--norestore", "--nologo"),
            f"--accept=pipe,name={PIPE};urp;",
            f"-env:UserInstallation={profile.resolve().as_uri()}",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        desktop = connect()
        modules = read(desktop, path)
        sys.stdout.write("\n".join([*sorted(modules), *modules.values()]))
        desktop.terminate()
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


def read(desktop, path):
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    # LibreOffice does not tell an add-in by its extension.
    how = {"Hidden": True, "FilterName": "Calc MS Excel 2007 VBA XML"}
    options = tuple(PropertyValue(Name=name, Value=value) for name, value in how.items())
    book = desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, options)
    try:
        libraries = book.BasicLibraries
        return {
            module: libraries.getByName(name).getByName(module)
            for name in libraries.ElementNames
            for module in libraries.getByName(name).ElementNames
        }
    finally:
        book.close(True)


if __name__ == "__main__":
    main()
