"""Find what a file is by its bytes, whatever its name says, and refuse what is no workbook."""

from __future__ import annotations

import re

from xlmot.messages import Message, say
from xlmot.messages.errors import UnreadableFile
from xlmot.messages.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from xlmot.ooxml.parts.container import Container

_ZIP = (b"PK\3\4", b"PK\5\6")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2
_APPLE_DOUBLE = b"\0\5\x16\7"
_RAW_XLS = (b"\t\x08\x10\0", b"\t\x08\x08\0", b"\t\4\6\0", b"\t\2\6\0", b"\t\0\4\0")

SAVE_AS = say("Open it in Excel and save it as an Excel workbook (.xlsx).")
_ONLY_READ = say(
    "“xlmot check” and “xlmot compare” read it; to change it, save it as .xlsx in Excel first."
)
_NEW_COPY = say("Ask its sender for another copy.")

# What a compound file holds, by the names in its directory ([MS-CFB] 2.6.1), telling ones first.
_COMPOUND_KINDS: tuple[tuple[tuple[str, ...], Message, Message], ...] = (
    (
        ("EncryptedPackage",),
        say("It is protected by a password or by rights management."),
        say("Open it in Excel, take the password off under File > Info, save it and try again."),
    ),
    (("WordDocument",), say("It is a Word document."), SAVE_AS),
    (("PowerPoint Document",), say("It is a PowerPoint presentation."), SAVE_AS),
    (("__properties_version1.0",), say("It is an Outlook message."), SAVE_AS),
    (("Workbook", "Book"), say("It is a workbook of Excel 97-2003 (.xls)."), _ONLY_READ),
    (("",), say("It is an old Office file, and no workbook."), SAVE_AS),
)

_PLAIN_KINDS: tuple[tuple[bytes, Message, Message], ...] = (
    (
        rb"version https://git-lfs",
        say("It is a pointer of Git LFS, and not the workbook itself."),
        say("Run “git lfs pull” in its folder and try again."),
    ),
    (rb"%PDF-", say("It is a PDF file."), say("Use the workbook it was printed from.")),
    (rb"\{\\rtf", say("It is a text document (RTF)."), SAVE_AS),
    (
        rb".{,999}(?:urn:schemas-microsoft-com:office:spreadsheet|mso-application)",
        say("It is a workbook in the XML format of Excel 2003."),
        SAVE_AS,
    ),
    (
        rb"(?:MIME-Version:|.{,99}multipart/related)",
        say("It is an archived web page."),
        SAVE_AS,
    ),
    (
        rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|table|script|meta)\b",
        say("It is a web page, though its name says workbook."),
        say("Open it in Excel and save it as .xlsx; if it is a log-in page, download it again."),
    ),
    (rb"\s*<\?xml|\s*<[a-z]", say("It is an XML file, and no workbook."), SAVE_AS),
    (
        rb"7z\xbc\xaf|Rar!|\x1f\x8b|BZh|\xfd7zXZ",
        say("It is an archive."),
        say("Unpack it first."),
    ),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|BM", say("It is a picture."), _NEW_COPY),
)

_PACKAGE_KINDS: tuple[tuple[bytes, Message, Message], ...] = (
    (
        b"application/vnd.ms-excel.sheet.binary",
        say("It is a binary workbook (.xlsb)."),
        _ONLY_READ,
    ),
    (b"wordprocessingml", say("It is a Word document."), say("Give the workbook instead.")),
    (b"presentationml", say("It is a presentation."), say("Give the workbook instead.")),
    (b"ms-visio", say("It is a Visio drawing."), say("Give the workbook instead.")),
)
_WORKBOOKS = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    b"application/vnd.ms-excel.sheet.macroenabled.main+xml",
    b"application/vnd.ms-excel.template.macroenabled.main+xml",
    b"application/vnd.ms-excel.addin.macroenabled.main+xml",
)


class OtherFormat(UnreadableFile):
    """A workbook that is not of Excel's own format, and can be read in another way."""


def refuse_other_files(data: bytes, name: str) -> None:
    """Return if `data` begins like a zip file, as a workbook does.

    Raises UnreadableFile, which says what the file is and what to do, where it is anything else;
    OtherFormat where it is a workbook all the same.
    """
    if name.startswith("~$"):
        raise UnreadableFile(
            say("“{name}” only says who has the workbook open.", name=name),
            say("Give the workbook itself, whose name does not begin with “~$”."),
        )
    if name.startswith("._") or data.startswith(_APPLE_DOUBLE):
        raise UnreadableFile(
            say("“{name}” is what a Mac keeps beside a workbook.", name=name),
            say("Give the workbook itself, whose name does not begin with “._”."),
        )
    if not data.startswith(_ZIP):
        raise _refusal(*_describe(data))


def refuse_other_packages(container: Container) -> None:
    """Return if the zip file is an Excel workbook of XML parts.

    Raises UnreadableFile where it is another kind of document, or none; OtherFormat where it is a
    workbook all the same.
    """
    if "[Content_Types].xml" not in container:
        raise _refusal(*_describe_archive(container))
    types = container.part("[Content_Types].xml").replace(b"\0", b"")
    if any(map(types.lower().__contains__, _WORKBOOKS)):
        return
    for mark, message, remedy in _PACKAGE_KINDS:
        if mark in types:
            raise _refusal(message, remedy)
    raise UnreadableFile(say("It is an Office package that holds no workbook."), SAVE_AS)


def _refusal(message: Message, remedy: Message) -> UnreadableFile:
    kind = OtherFormat if remedy is _ONLY_READ else UnreadableFile
    return kind(message, remedy)


def _describe(data: bytes) -> tuple[Message, Message]:
    if not data.strip(b"\0"):
        return say("The file is empty."), _NEW_COPY
    if data.startswith(_COMPOUND):
        return _describe_compound(data)
    if data.startswith(_RAW_XLS):
        return say("It is a workbook of an Excel before 1997."), SAVE_AS
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    for pattern, message, remedy in _PLAIN_KINDS:
        if re.match(pattern, head, re.IGNORECASE | re.DOTALL):
            return message, remedy
    if b"\0" not in head:
        return (
            say("It is a text or CSV file."),
            say("Make a workbook of it with “xlmot import”, or open it in Excel and save it."),
        )
    return say("It is no workbook."), _NEW_COPY


def _describe_compound(data: bytes) -> tuple[Message, Message]:
    for names, message, remedy in _COMPOUND_KINDS:
        if any(_entry(name) in data for name in names):
            return message, remedy
    raise AssertionError


def _entry(name: str) -> bytes:
    """Return a name as the directory of a compound file holds it: UTF-16, then zeros."""
    return (name + "\0").encode("utf-16-le") if name else b""


def _describe_archive(container: Container) -> tuple[Message, Message]:
    kind = container.part("mimetype") if "mimetype" in container else b""
    if b"opendocument.spreadsheet" in kind:
        return (
            say("It is an OpenDocument spreadsheet (.ods)."),
            _ONLY_READ,
        )
    if kind:
        return say("It is a document of another program."), SAVE_AS
    if any(name.lower().endswith(".iwa") for name in container.names):
        return say("It is a Numbers spreadsheet."), say("Export it from Numbers to Excel.")
    if any(name.lower().endswith((".xlsx", ".xlsm")) for name in container.names):
        return say("It is a zip archive with workbooks in it."), say("Unpack it first.")
    return say("It is a zip archive, and no workbook."), say("Unpack it, or ask for another copy.")
