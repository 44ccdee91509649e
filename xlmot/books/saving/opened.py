"""Find who has a workbook open, by the file that their program keeps beside it meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlmot.books.saving.disk import is_there, read_whole
from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple


class Opened(NamedTuple):
    """A workbook that is open somewhere: who has it open, and the name of the file that says so."""

    message: Message
    sign: str


def find_opened(target: Path) -> Opened | None:
    """Return where Excel, or LibreOffice, says it has a workbook open; None where neither does.

    Raises OSError where its folder cannot be read.
    """
    name = target.name
    sign = next((one for one in _signs(target) if is_there(one)), None)
    if sign is None:
        return None
    program = "LibreOffice" if sign.name.startswith(".~lock.") else "Excel"
    who = owner(_try_to_read(sign), program)
    message = (
        say("{who} has “{name}” open in {program}.", name=name, program=program, who=who)
        if who
        else say("“{name}” is open in {program}.", name=name, program=program)
    )
    return Opened(message, sign.name)


def _try_to_read(sign: Path) -> bytes:
    try:
        return read_whole(sign)
    except OSError:
        return b""  # Excel on Windows lets nobody read it


def owner(content: bytes, program: str) -> str:
    r"""Return who has a workbook open, by the file that the program keeps beside it, if it says.

    LibreOffice writes texts between commas, the user's name first, the computer third. Excel writes
    the length of the name and the name, in the code page of the system, and both again in UTF-16
    from byte 55 on.

    >>> owner(b",marie,PC-12,30.11.2026 08:10,file:///home/marie;", "LibreOffice")
    'marie (PC-12)'
    >>> owner(b"\x05Marie".ljust(55) + b"\x05\0" + "Marie".encode("utf-16-le"), "Excel")
    'Marie'
    """
    if program == "LibreOffice":
        name, login, host, *_ = [*content.decode("utf-8", "replace").split(","), "", "", ""]
        who = name.strip() or login.strip()
        return f"{who} ({host.strip()})" if who and host.strip() else who
    length = content[0] if content else 0
    wide = content[57 : 57 + 2 * length].decode("utf-16-le", "replace")
    if len(wide) == length and wide.isprintable():
        return wide.strip()
    plain = content[1 : 1 + length].decode("ascii", "replace").strip("\0 ")
    return plain if plain.isprintable() and "\ufffd" not in plain else ""


def _signs(target: Path) -> Iterator[Path]:
    """Yield the files that programs keep beside a workbook while it is open.

    Office replaces the first two letters of a long name by `~$` and puts `~$` before a short one;
    the former is no sign where it is the sign of the file that has the shorter name.
    """
    name = target.name
    yield target.with_name(f"~${name}")
    if not is_there(target.with_name(name[2:] or name)):
        yield target.with_name(f"~${name[2:]}")
    yield target.with_name(f".~lock.{name}#")
