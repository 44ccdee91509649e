"""Run the command line: `python -m xlmot`."""

from __future__ import annotations

import gc
import os
import sys

from xlmot.cli.main import main as run

# What a run allocates it keeps; little of it is in cycles. Looking for them at the usual rate would
# cost a large workbook a tenth of its check.
OBJECTS_BETWEEN_COLLECTIONS = 50_000


def main() -> int:
    """Run one command and end the process; return the exit code where Python is to end it."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    code = run()
    if "xlwings" in sys.modules:
        # An Excel that was spoken to is let go of as its objects are taken apart.
        return code
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return code
    # Taking every module apart would take a small file a tenth of its time. Nothing is left to do:
    # pools and temporary files are closed where they are opened.
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
