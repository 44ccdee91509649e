"""Write the VBA project of a workbook from the sources of its modules ([MS-OVBA]).

The project holds sources alone, no compiled code: `_VBA_PROJECT` says so by its version, and Office
compiles when it opens the file (2.3.4.1).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.vba.compound import write_compound
from macros.vba.compression import compress

CODE_PAGE = 1252
ENCODING = "cp1252"
WORKBOOK = "00020819-0000-0000-C000-000000000046"
SHEET = "00020820-0000-0000-C000-000000000046"
NO_COMPILED_CODE = bytes.fromhex("CC61FFFF000100")
WINDOWS_64 = 3
ENGLISH = 0x409
# OLE Automation, and Office for its IRibbonControl. They are found by their identifiers: the paths
# are what Office for Windows writes.
REFERENCES = {
    "stdole": r"{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb"
    "#OLE Automation",
    "Office": r"{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0"
    r"#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    "#Microsoft Office 16.0 Object Library",
}


class Module(NamedTuple):
    """A module: its name, its source with `Attribute VB_Name` first, and what document it is.

    Lines of the source end in a line feed.

    `document` is the class of the workbook or the sheet that the module belongs to, None for a
    module of its own.
    """

    name: str
    source: str
    document: str | None = None


def document_module(name: str, document: str, code: str = "") -> Module:
    """Return the module of a workbook or a sheet; `document` is its class."""
    attributes = {
        "VB_Name": f'"{name}"',
        "VB_Base": f'"0{{{document}}}"',
        "VB_GlobalNameSpace": "False",
        "VB_Creatable": "False",
        "VB_PredeclaredId": "True",
        "VB_Exposed": "True",
        "VB_TemplateDerived": "False",
        "VB_Customizable": "True",
    }
    lines = (f"Attribute {name} = {value}\n" for name, value in attributes.items())
    return Module(name, "".join(lines) + code, document)


def write_project(name: str, identity: str, modules: Sequence[Module]) -> bytes:
    """Return the bytes of `vbaProject.bin`; `identity` is a GUID in braces.

    Raises:
        UnicodeEncodeError: a source holds a character that Windows-1252 has not.
    """
    streams = {
        "VBA/dir": compress(b"".join(_directory(name, modules))),
        "VBA/_VBA_PROJECT": NO_COMPILED_CODE,
        "PROJECT": _properties(name, identity, modules).encode(ENCODING),
        "PROJECTwm": b"".join(map(_both_names, modules)) + bytes(2),
    }
    for module in modules:
        streams[f"VBA/{module.name}"] = compress(_as_vba(module.source))
    return write_compound(streams)


def _as_vba(source: str) -> bytes:
    return source.replace("\n", "\r\n").encode(ENCODING)


def _both_names(module: Module) -> bytes:
    return module.name.encode(ENCODING) + b"\0" + module.name.encode("utf-16-le") + bytes(2)


def _directory(name: str, modules: Sequence[Module]) -> Iterator[bytes]:
    """Yield the records of the stream `dir` in their order (2.3.4.2)."""
    yield _record(0x01, _long(WINDOWS_64))
    yield _record(0x02, _long(ENGLISH))
    yield _record(0x14, _long(ENGLISH))
    yield _record(0x03, _short(CODE_PAGE))
    yield _record(0x04, name.encode(ENCODING))
    yield from map(_record, (0x05, 0x40, 0x06, 0x3D))
    yield _record(0x07, _long(0))
    yield _record(0x08, _long(0))
    # The version has a reserved value where the others have their size (2.3.4.2.1.11).
    yield struct.pack("<HIIH", 0x09, 4, 1, 1)
    yield from map(_record, (0x0C, 0x3C))
    for reference in REFERENCES.items():
        yield from _reference(*reference)
    yield _record(0x0F, _short(len(modules)))
    yield _record(0x13, _short(0xFFFF))
    for module in modules:
        yield from _module(module)
    yield _record(0x10)


def _reference(name: str, library: str) -> Iterator[bytes]:
    yield _record(0x16, name.encode(ENCODING))
    yield _record(0x3E, name.encode("utf-16-le"))
    place = rf"*\G{library}".encode(ENCODING)
    yield _record(0x0D, _long(len(place)) + place + bytes(6))


def _module(module: Module) -> Iterator[bytes]:
    """Yield the records of a module; its source begins where its stream does (2.3.4.2.3.2)."""
    single, wide = module.name.encode(ENCODING), module.name.encode("utf-16-le")
    yield _record(0x19, single)
    yield _record(0x47, wide)
    yield _record(0x1A, single)
    yield _record(0x32, wide)
    yield _record(0x1C)
    yield _record(0x48)
    yield _record(0x31, _long(0))
    yield _record(0x1E, _long(0))
    yield _record(0x2C, _short(0xFFFF))
    yield _record(0x21 if module.document is None else 0x22)
    yield _record(0x2B)


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _long(value: int) -> bytes:
    return struct.pack("<I", value)


def _short(value: int) -> bytes:
    return struct.pack("<H", value)


def _properties(name: str, identity: str, modules: Sequence[Module]) -> str:
    """Return the text of the stream `PROJECT` (2.3.1)."""
    key = sum(identity.encode(ENCODING)) & 0xFF
    lines = [
        f'ID="{identity}"',
        *(
            f"Module={module.name}"
            if module.document is None
            else f"Document={module.name}/&H00000000"
            for module in modules
        ),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        # Not protected, no password, shown in the editor (2.3.1.15 to 2.3.1.17).
        f'CMG="{_encrypted(bytes(4), key)}"',
        f'DPB="{_encrypted(bytes(1), key)}"',
        f'GC="{_encrypted(bytes([0xFF]), key)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _encrypted(data: bytes, key: int, seed: int = 0) -> str:
    """Return data in the form of 2.4.3.2, as hexadecimal digits; a seed of 0 has no filler.

    >>> _encrypted(bytes(1), 0x41)
    '0002414242424242'
    """
    version, project = seed ^ 2, seed ^ key
    shown = [seed, version, project]
    plain, last, before = key, project, version
    for byte in _padding(seed) + struct.pack("<I", len(data)) + data:
        shown.append(byte ^ (before + plain & 0xFF))
        plain, last, before = byte, shown[-1], last
    return bytes(shown).hex().upper()


def _padding(seed: int) -> bytes:
    return bytes((seed & 6) // 2)
