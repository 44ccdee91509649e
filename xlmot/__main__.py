"""Run the command line: `python -m xlmot`."""

from __future__ import annotations

import sys

from xlmot.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
