"""Show a sheet on the screen of LibreOffice until a line comes in: for `docs/pictures.py`.

    /usr/bin/python3 -m docs.screen PROFILE_FOLDER WORKBOOK SHEET WIDTH HEIGHT

It runs outside of our environment: it knows the standard library and uno.
"""

import sys
import time

from tests.office_bridge import desktop, opened

# The size and the place of a window (com.sun.star.awt.PosSize.POSSIZE).
WHOLE = 15
# Seconds that LibreOffice takes to draw.
DRAWING = 5


def main() -> None:
    profile, path, sheet, width, height = sys.argv[1:]
    with desktop(profile, shown=True) as office, opened(office, path, Hidden=False) as book:
        control = book.CurrentController
        control.Frame.ContainerWindow.setPosSize(0, 0, int(width), int(height), WHOLE)
        control.setActiveSheet(book.Sheets.getByName(sheet))
        time.sleep(DRAWING)
        print("drawn", flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    main()
