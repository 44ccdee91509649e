"""Start the program that needs no Python: `xlmot …`, or `xlmot ribbon …` from the add-in."""

import sys
from multiprocessing import freeze_support


def run() -> int:
    """Run the command line, or the button of the ribbon that the add-in names."""
    # What “--jobs” starts is this program again.
    freeze_support()
    if sys.argv[1:2] == ["read-other-formats"]:
        from xlmot.books.calamine_process import main as read

        return read()
    if sys.argv[1:2] == ["ribbon"]:
        from xlmot.ribbon.__main__ import main as press

        return press(sys.argv[2:])
    from xlmot.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
