"""Keep unexpected errors in a log, and say to whom it goes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from xlmot.messages import Message, say

# The label of the address for faults among the URLs of a project (PyPA, well-known labels).
ISSUES = "issues"


def what_to_send(error: BaseException) -> Message:
    """Keep the traceback of an error in a log, and return where it is to be sent."""
    log = write_log(error)
    if log is None:
        return say("No log could be kept: nothing can be written in the temporary folder.")
    path, address = str(log), address_for_faults()
    if address:
        return say("Report it at {address}, with the file {path}.", address=address, path=path)
    return say("Send the file {path} to whoever installed xlmot for you.", path=path)


def address_for_faults() -> str:
    """Return the address that the metadata of what is installed gives, "" if they give none."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        named: list[str] = metadata("xlmot").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    urls = {
        label.strip().lower(): url.strip() for label, _, url in (s.partition(",") for s in named)
    }
    return urls.get(ISSUES, "")


def write_log(error: BaseException) -> Path | None:
    """Return the file that now holds the traceback of an error: new, in the temporary folder.

    None where none can be written there.
    """
    import tempfile
    import traceback

    with (
        suppress(OSError),
        tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            errors="backslashreplace",
            prefix="xlmot-",
            suffix=".log",
            delete=False,
        ) as log,
    ):
        with suppress(OSError):
            traceback.print_exception(error, file=log)
        return Path(log.name)
    return None
