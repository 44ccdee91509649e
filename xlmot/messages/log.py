"""Keep unexpected errors in a log, for whoever mends xlmot."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def write_log(error: BaseException) -> Path:
    """Return the file that now holds the traceback of an error: new, in the temporary folder."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w",
        encoding="utf-8",
        errors="backslashreplace",
        prefix="xlmot-",
        suffix=".log",
        delete=False,
    ) as log:
        with suppress(OSError):
            traceback.print_exception(error, file=log)
        return Path(log.name)
