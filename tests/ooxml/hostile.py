"""Make the files nobody should have to open, and the odd ones that must still be read.

`HOSTILE` maps a description to a Case: a file's name, its bytes, the error it deserves and words of
its sentence. `SOUND` maps a dialect to the bytes of a workbook whose cells are `VALUES`.
"""

import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

from xlmot.messages.errors import RefusedFile, UnreadableFile, XlmotError
from xlmot.ooxml.parts.kinds import OtherFormat

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TYPES = f"""{DECLARATION}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{CONTENT}.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{CONTENT}.sharedStrings+xml"/>
</Types>"""
ROOT_RELS = f"""{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
WORKBOOK = f"""{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">
<sheets><sheet name="Programme" sheetId="1" r:id="rId1"/></sheets></workbook>"""
WORKBOOK_RELS = f"""{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>
</Relationships>"""
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>1.1</t></is></c><c r="B2"><v>2024</v></c></row>'
)
SHEET = f"""{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>{ROWS}</sheetData></worksheet>"""
STRINGS = f"""{DECLARATION}<sst xmlns="{MAIN}" count="2" uniqueCount="2">\
<si><t>Code</t></si><si><t>Libellé</t></si></sst>"""
VALUES = [["Code", "Libellé"], ["1.1", 2024.0]]

PARTS = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": ROOT_RELS,
    "xl/workbook.xml": WORKBOOK,
    "xl/_rels/workbook.xml.rels": WORKBOOK_RELS,
    "xl/worksheets/sheet1.xml": SHEET,
    "xl/sharedStrings.xml": STRINGS,
}
SHEET1 = "xl/worksheets/sheet1.xml"
SST = "xl/sharedStrings.xml"


class Case(NamedTuple):
    name: str
    make: Callable[[], bytes]
    error: type[XlmotError]
    words: str


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as file:
        for name, content in parts:
            file.writestr(name, content)
    return sink.getvalue()


def book(**changed):
    """Return a small workbook, parts replaced by keyword: `sheet`, `strings`, `workbook`, …"""
    places = {
        "types": "[Content_Types].xml",
        "rels": "_rels/.rels",
        "workbook": "xl/workbook.xml",
        "workbook_rels": "xl/_rels/workbook.xml.rels",
        "sheet": SHEET1,
        "strings": SST,
    }
    return with_parts({places[key]: content for key, content in changed.items()})


def with_parts(parts):
    """Return the small workbook with parts replaced, added, or taken out (None)."""
    merged = {name: part for name, part in {**PARTS, **parts}.items() if part is not None}
    return zipped(merged.items())


def sheet(rows, head=""):
    return SHEET.replace(ROWS, rows).replace("<sheetData>", head + "<sheetData>")


def patched(data, place, new):
    return data[:place] + new + data[place + len(new) :]


def entry_of(data, name):
    """Return where the directory entry of a member begins."""
    return data.rfind(name.encode()) - 46


def declared(name, size):
    data = book()
    return patched(data, entry_of(data, name) + 24, struct.pack("<L", size))


def compound(*names):
    """Return the first bytes of a compound file with these names in its directory."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *names)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(4096, b"\0")


def other_type(content_type):
    return book(types=TYPES.replace(f"{CONTENT}.sheet.main+xml", content_type))


def overlapping():
    """Return a workbook whose directory names one record under many names."""
    data = with_parts({"xl/media/a.bin": bytes(1 << 20)})
    end = data.rfind(b"PK\5\6")
    count, size, start = struct.unpack_from("<HLL", data, end + 10)
    place = entry_of(data, "xl/media/a.bin")
    entry = data[place:end]
    more = b"".join(entry.replace(b"a.bin", b"%c.bin" % (98 + n)) for n in range(9))
    tail = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, count + 9, count + 9, size + len(more), start, 0
    )
    return data[:end] + more + tail


def quoted_overlap():
    """Return a workbook in which one member's packed bytes hold the next member whole."""
    inner = zipped([("b.bin", b"x")])
    record = inner[: inner.find(b"PK\1\2")]
    data = zipped([*PARTS.items(), ("a.bin", record)], zipfile.ZIP_STORED)
    end = data.rfind(b"PK\5\6")
    count, size, start = struct.unpack_from("<HLL", data, end + 10)
    entry = inner[inner.find(b"PK\1\2") : inner.rfind(b"PK\5\6")]
    place = data.find(record, data.find(b"a.bin"))
    entry = patched(entry, 42, struct.pack("<L", place))
    tail = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, count + 1, count + 1, size + len(entry), start, 0
    )
    return data[:end] + entry + tail


def with_doctype(declaration, text="x"):
    strings = STRINGS.replace("<sst", f"{declaration}\n<sst").replace("Code", text)
    return book(strings=strings)


def cell(written, words):
    """Return the case of a sheet whose first row holds a cell."""
    return Case(
        "b.xlsx", lambda: book(sheet=sheet(f'<row r="1">{written}</row>')), UnreadableFile, words
    )


def styled(written):
    """Return a workbook with two cell formats, the second a date, and a cell."""
    styles = f'''<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>
<xf numFmtId="14"/></cellXfs></styleSheet>'''
    tag = f'<Relationship Id="rId7" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    return with_parts(
        {
            "xl/styles.xml": styles,
            "xl/_rels/workbook.xml.rels": WORKBOOK_RELS.replace("</Relationships>", tag),
            SHEET1: sheet(f'<row r="1">{written}</row>'),
        }
    )


LAUGHS = '<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

HOSTILE = {
    "owner file": Case("~$b.xlsx", lambda: b"\x05Marie".ljust(165), UnreadableFile, "open"),
    "Mac shadow": Case("._b.xlsx", lambda: b"\0\5\x16\7\0\2\0\0", UnreadableFile, "Mac"),
    "empty": Case("b.xlsx", lambda: b"", UnreadableFile, "empty"),
    "zeros": Case("b.xlsx", lambda: bytes(4096), UnreadableFile, "empty"),
    "password": Case(
        "b.xlsx", lambda: compound("EncryptionInfo", "EncryptedPackage"), UnreadableFile, "password"
    ),
    ".xls as .xlsx": Case("b.xlsx", lambda: compound("Workbook"), OtherFormat, "97-2003"),
    "old .xls": Case("b.xls", lambda: b"\t\x08\x10\0\0\6\5\0" * 9, UnreadableFile, "before 1997"),
    "old Word": Case("b.xlsx", lambda: compound("WordDocument"), UnreadableFile, "Word"),
    "other compound": Case("b.xlsx", lambda: compound("Contents"), UnreadableFile, "old Office"),
    "HTML as .xls": Case(
        "b.xls", lambda: b"\xef\xbb\xbf\n<html><table><tr><td>1</table>", UnreadableFile, "web page"
    ),
    "log-in page": Case(
        "b.xlsx", lambda: b"<!DOCTYPE html><title>Sign in</title>", UnreadableFile, "log-in page"
    ),
    "web archive": Case("b.xls", lambda: b"MIME-Version: 1.0\r\n", UnreadableFile, "archived"),
    "XML of 2003": Case(
        "b.xls",
        lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        UnreadableFile,
        "Excel 2003",
    ),
    "other XML": Case("b.xlsx", lambda: b"<?xml version='1.0'?><a/>", UnreadableFile, "XML file"),
    "CSV": Case("b.xlsx", lambda: "code;libellé\n1;é\n".encode("cp1252"), UnreadableFile, "CSV"),
    "CSV in UTF-16": Case("b.xlsx", lambda: "code\t1\n".encode("utf-16"), UnreadableFile, "CSV"),
    "PDF": Case("b.xlsx", lambda: b"%PDF-1.7\n\0", UnreadableFile, "PDF"),
    "LFS pointer": Case(
        "b.xlsx", lambda: b"version https://git-lfs.github.com/spec/v1\n", UnreadableFile, "git lfs"
    ),
    "gzip": Case("b.xlsx", lambda: gzip.compress(b"1"), UnreadableFile, "archive"),
    "picture": Case("b.xlsx", lambda: b"\x89PNG\r\n\x1a\n\0", UnreadableFile, "picture"),
    "noise": Case("b.xlsx", lambda: b"\1\2\0\3" * 99, UnreadableFile, "no workbook"),
    "ODS": Case(
        "b.xlsx",
        lambda: zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]),
        OtherFormat,
        "OpenDocument",
    ),
    "Numbers": Case(
        "b.xlsx", lambda: zipped([("Index/Document.iwa", "")]), UnreadableFile, "Numbers"
    ),
    "zip of workbooks": Case(
        "b.zip", lambda: zipped([("a.xlsx", book())]), UnreadableFile, "workbooks in it"
    ),
    "empty zip": Case("b.xlsx", lambda: zipped([]), UnreadableFile, "zip archive"),
    ".xlsb": Case(
        "b.xlsx",
        lambda: other_type("application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        OtherFormat,
        "xlsb",
    ),
    "Word as .xlsx": Case(
        "b.xlsx",
        lambda: other_type(f"{CONTENT.replace('spreadsheet', 'wordprocessing')}.document.main+xml"),
        UnreadableFile,
        "Word",
    ),
    "no workbook type": Case("b.xlsx", lambda: other_type("text/xml"), UnreadableFile, "holds no"),
    "cut short": Case("b.xlsx", lambda: book()[:-40], UnreadableFile, "cut short"),
    "half a file": Case("b.xlsx", lambda: book()[:700], UnreadableFile, "cut short"),
    "wrong checksum": Case(
        "b.xlsx",
        lambda: zipped(PARTS.items(), zipfile.ZIP_STORED).replace(b"2024", b"2025"),
        UnreadableFile,
        "sheet1.xml” does not unpack",
    ),
    "size that lies": Case(
        "b.xlsx", lambda: declared(SHEET1, 9), UnreadableFile, "does not unpack"
    ),
    "huge declared size": Case(
        "b.xlsx", lambda: declared(SHEET1, 1 << 31), RefusedFile, "too large"
    ),
    "zip bomb": Case(
        "b.xlsx", lambda: book(sheet=sheet("<row/>" * (9 << 20))), RefusedFile, "zip bomb"
    ),
    "bomb beside": Case(
        "b.xlsx", lambda: with_parts({"xl/media/a.bin": bytes(60 << 20)}), RefusedFile, "zip bomb"
    ),
    "overlap": Case("b.xlsx", overlapping, UnreadableFile, "cut short"),
    "quoted overlap": Case("b.xlsx", quoted_overlap, RefusedFile, "overlap"),
    "equal names": Case(
        "b.xlsx", lambda: with_parts({"XL\\Worksheets\\SHEET1.xml": SHEET}), RefusedFile, "twice"
    ),
    "path outside": Case(
        "b.xlsx", lambda: with_parts({"xl/../../a.xml": "<a/>"}), RefusedFile, "outside itself"
    ),
    "drive letter": Case(
        "b.xlsx", lambda: with_parts({"c:\\a.xml": "<a/>"}), RefusedFile, "outside itself"
    ),
    "encrypted member": Case(
        "b.xlsx",
        lambda: patched(d := book(), entry_of(d, SHEET1) + 8, b"\1"),
        RefusedFile,
        "zip password",
    ),
    "LZMA": Case(
        "b.xlsx", lambda: zipped(PARTS.items(), zipfile.ZIP_LZMA), RefusedFile, "does not use"
    ),
    "many parts": Case(
        "b.xlsx",
        lambda: zipped((f"a/{number}", "") for number in range(20_001)),
        RefusedFile,
        "too many parts: 20001",
    ),
    "billion laughs": Case("b.xlsx", lambda: with_doctype(LAUGHS, "&b;"), RefusedFile, "DTD"),
    "outside entity": Case(
        "b.xlsx",
        lambda: with_doctype('<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"),
        RefusedFile,
        "DTD",
    ),
    "outside DTD": Case(
        "b.xlsx",
        lambda: with_doctype('<!-- --><!DOCTYPE sst SYSTEM "http://127.0.0.1/a">'),
        RefusedFile,
        "DTD",
    ),
    "DTD in UTF-16": Case(
        "b.xlsx",
        lambda: book(strings=("<!DOCTYPE sst>" + STRINGS[55:]).encode("utf-16")),
        RefusedFile,
        "DTD",
    ),
    "undefined entity": Case(
        "b.xlsx",
        lambda: book(strings=STRINGS.replace("Code", "&nbsp;")),
        UnreadableFile,
        "complete",
    ),
    "cut XML": Case("b.xlsx", lambda: book(sheet=SHEET[:300]), UnreadableFile, "sheet1.xml"),
    "large cut XML": Case(
        "b.xlsx", lambda: book(sheet=sheet(many_rows(9000))[:-30]), UnreadableFile, "sheet1.xml"
    ),
    "control bytes": Case(
        "b.xlsx", lambda: book(strings=STRINGS.replace("Code", "\1")), UnreadableFile, "complete"
    ),
    "part of zeros": Case("b.xlsx", lambda: book(sheet=bytes(999)), UnreadableFile, "complete"),
    "giant attribute": Case(
        "b.xlsx",
        lambda: book(sheet=sheet(ROWS, f'<a b="{noise(3)}"/>')),
        RefusedFile,
        "several megabytes",
    ),
    "giant text": Case(
        "b.xlsx",
        lambda: book(strings=STRINGS.replace("Code", noise(3))),
        RefusedFile,
        "several megabytes",
    ),
    "row past the grid": Case(
        "b.xlsx", lambda: book(sheet=sheet('<row r="4294967297"/>')), UnreadableFile, "grid"
    ),
    "row 1048577": Case(
        "b.xlsx", lambda: book(sheet=sheet('<row r="1048577"/>')), UnreadableFile, "grid"
    ),
    "cell past the grid": Case(
        "b.xlsx",
        lambda: book(sheet=sheet('<row r="1"><c r="A4294967297"><v>1</v></c></row>')),
        UnreadableFile,
        "no name of a cell",
    ),
    "column past the grid": Case(
        "b.xlsx",
        lambda: book(sheet=sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>')),
        UnreadableFile,
        "grid",
    ),
    "row 0": Case("b.xlsx", lambda: book(sheet=sheet('<row r="0"/>')), UnreadableFile, "grid"),
    "row twice": Case(
        "b.xlsx",
        lambda: book(sheet=sheet(ROWS + '<row r="2"/>')),
        UnreadableFile,
        "row 2 stands there twice",
    ),
    "cell twice": cell('<c r="A1"><v>1</v></c><c r="A1"/>', "A1: it stands there twice"),
    "cell twice, apart": cell('<c r="A1"/><c r="C1"/><c r="A1"/>', "A1: it stands there twice"),
    "far cell twice": cell('<c r="XA1"/><c r="A1"/><c r="XA1"/>', "XA1: it stands there twice"),
    "cell of another row": cell('<c r="A2"><v>1</v></c>', "A2: it stands in row 1"),
    "cell of another row with a formula": cell(
        '<c r="A2"><f>1</f><v>1</v></c>', "A2: it stands in row 1"
    ),
    "cell in no row": Case(
        "b.xlsx",
        lambda: book(sheet=sheet('<row r="1"/><c r="A1"><v>1</v></c>')),
        UnreadableFile,
        "A1 stands in no row",
    ),
    "negative string": cell('<c r="A1" t="s"><v>-1</v></c>', "text number -1"),
    "string beyond the table": cell('<c r="A1" t="s"><v>2</v></c>', "text number 2"),
    "string of a far number": cell(f'<c r="A1" t="s"><v>{9**30}</v></c>', "text number"),
    "string that is no number": cell('<c r="A1" t="s"><v>Code</v></c>', "text number Code"),
    "string with a fraction": cell('<c r="A1" t="s"><v>1.0</v></c>', "text number 1.0"),
    "string in Arabic digits": cell('<c r="A1" t="s"><v>١</v></c>', "text number ١"),
    "decimal comma": cell("<c r='A1'><v>1,5</v></c>", "A1: “1,5” is no number"),
    "underscore": cell('<c r="A1"><v>1_000</v></c>', "“1_000” is no number"),
    "hexadecimal": cell('<c r="A1"><v>0x1F</v></c>', "“0x1F” is no number"),
    "Arabic digits": cell('<c r="A1" t="n"><v>١٢</v></c>', "“١٢” is no number"),
    "not a number": cell('<c r="A1"><v>NaN</v></c>', "“NaN” is no number"),
    "infinity": cell('<c r="A1"><v>-INF</v></c>', "“-INF” is no number"),
    "1e400": cell('<c r="A1"><v>1e400</v></c>', "“1e400” is no number"),
    "1E400": cell('<c r="A1"><v>1E400</v></c>', "“1E400” is no number"),
    "a million digits": cell(f'<c r="A1"><v>{"9" * 1_000_000}</v></c>', "is no number"),
    "neither true nor false": cell('<c r="A1" t="b"><v>yes</v></c>', "“yes” is neither true"),
    "a date that is none": cell('<c r="A1" t="d"><v>2024-02-30</v></c>', "“2024-02-30” is no"),
    "a type that is none": cell('<c r="A1" t="zz"><v>1</v></c>', "type “zz”"),
    "a name that is none": cell('<c r="1A"><v>1</v></c>', "“1A” in row 1 is no name"),
    "a row's number that is none": Case(
        "b.xlsx",
        lambda: book(sheet=sheet('<row r="one"><c r="A1"/></row>')),
        UnreadableFile,
        "“one” is no number of a row",
    ),
    "no sheetData": Case(
        "b.xlsx",
        lambda: book(sheet=re.sub("<sheetData>.*</sheetData>", "", SHEET)),
        UnreadableFile,
        "no table of cells",
    ),
    "two sheetData": Case(
        "b.xlsx",
        lambda: book(sheet=SHEET.replace("</worksheet>", "<sheetData/></worksheet>")),
        UnreadableFile,
        "two tables of cells",
    ),
    "no namespace": Case(
        "b.xlsx",
        lambda: book(sheet=SHEET.replace(f' xmlns="{MAIN}"', "")),
        UnreadableFile,
        "sheet1",
    ),
    "another namespace": Case(
        "b.xlsx", lambda: book(sheet=SHEET.replace(MAIN, "urn:a")), UnreadableFile, "sheet1.xml"
    ),
    "strings of another namespace": Case(
        "b.xlsx", lambda: book(strings=STRINGS.replace(MAIN, "urn:a")), UnreadableFile, "Strings"
    ),
    "under another root": Case(
        "b.xlsx",
        lambda: book(sheet=f"<a>{SHEET.removeprefix(DECLARATION)}</a>"),
        UnreadableFile,
        "sheet1.xml",
    ),
    "empty sheet name": Case(
        "b.xlsx",
        lambda: book(workbook=WORKBOOK.replace("Programme", "")),
        UnreadableFile,
        "without a name",
    ),
    "200,000 attributes": Case(
        "b.xlsx",
        lambda: book(
            sheet=SHEET.replace("<row", "<row " + " ".join(f'a{n}=""' for n in range(200_000)), 1)
        ),
        RefusedFile,
        "sheet1.xml",
    ),
    "deep nesting": Case(
        "b.xlsx",
        lambda: book(sheet=sheet("<row>" * 50_000 + "</row>" * 50_000)),
        UnreadableFile,
        "sheet",
    ),
    "deep nesting of strings": Case(
        "b.xlsx",
        lambda: book(strings=STRINGS.replace("Code", "<r>" * 50_000 + "</r>" * 50_000)),
        UnreadableFile,
        "Strings",
    ),
    "rows in rows": Case(
        "b.xlsx",
        lambda: book(sheet=sheet('<row r="1"><row r="2"><c r="A2"/></row></row>')),
        UnreadableFile,
        "Programme",
    ),
    "cells in cells": cell('<c r="A1"><c r="B1"><v>1</v></c></c>', "Programme"),
    "UTF-7": Case(
        "b.xlsx",
        lambda: book(sheet=SHEET.replace("UTF-8", "UTF-7")),
        UnreadableFile,
        "UTF-7",
    ),
    "an encoding nobody knows": Case(
        "b.xlsx", lambda: book(sheet=SHEET.replace("UTF-8", "x-house")), UnreadableFile, "x-house"
    ),
    "UTF-8 that is none": Case(
        "b.xlsx", lambda: book(strings=STRINGS.encode("latin-1")), UnreadableFile, "Strings"
    ),
    "a style that is not there": Case(
        "b.xlsx", lambda: styled('<c r="A1" s="2"><v>1</v></c>'), UnreadableFile, "number 2"
    ),
    "a negative style": Case(
        "b.xlsx", lambda: styled('<c r="A1" s="-1"><v>1</v></c>'), UnreadableFile, "number -1"
    ),
    "lying uniqueCount": Case(
        "b.xlsx",
        lambda: book(strings=STRINGS.replace('uniqueCount="2"', 'uniqueCount="4294967295"')),
        RefusedFile,
        "lies about",
    ),
    "lying uniqueCount under another root": Case(
        "b.xlsx",
        lambda: book(
            strings=f"<a>{STRINGS.removeprefix(DECLARATION)}</a>".replace(
                'uniqueCount="2"', 'uniqueCount="4294967295"'
            )
        ),
        RefusedFile,
        "lies about",
    ),
    "lying uniqueCount of 12 digits": Case(
        "b.xlsx",
        lambda: book(strings=STRINGS.replace('uniqueCount="2"', "uniqueCount = '999999999999'")),
        RefusedFile,
        "lies about",
    ),
}


def noise(megabytes):
    """Return text that is packed no better than real text."""
    seed = b"".join(
        zlib.crc32(bytes([n % 256, n // 256])).to_bytes(4, "big") for n in range(1 << 14)
    )
    return seed.hex() * (megabytes * 8) + seed.hex() * 8


def many_rows(count):
    return "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, count + 1))


def prefixed(part):
    """Return a part of the main namespace as the Open XML SDK writes it."""
    part = part.replace("xmlns=", "xmlns:x=")
    head = DECLARATION if part.startswith(DECLARATION) else ""
    return head + part.removeprefix(head).replace("</", "</x:").replace("<", "<x:").replace(
        "<x:/x:", "</x:"
    )


def strict():
    return book(
        **{
            key: part.replace(MAIN, STRICT_MAIN).replace(OFFICE, STRICT)
            for key, part in {
                "rels": ROOT_RELS,
                "workbook": WORKBOOK,
                "workbook_rels": WORKBOOK_RELS,
                "sheet": SHEET,
                "strings": STRINGS,
            }.items()
        }
    )


def utf16(part):
    return part.replace("UTF-8", "UTF-16").encode("utf-16")


class Stream(io.RawIOBase):
    """A sink that cannot seek, so that zip members get data descriptors."""

    def __init__(self):
        self.written = b""

    def writable(self):
        return True

    def write(self, data):
        self.written += bytes(data)
        return len(data)


def streamed():
    sink = Stream()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in PARTS.items():
            file.writestr(name, content)
    return sink.written


def wide():
    """Return the workbook with zip64 sizes in its local headers."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in PARTS.items():
            with file.open(name, "w", force_zip64=True) as member:
                member.write(content.encode())
    return sink.getvalue()


# What is read, but not edited.
OTHER_ENCODINGS = frozenset({"UTF-16", "ISO-8859-1"})

SOUND = {
    "plain": book,
    "stored": lambda: zipped(PARTS.items(), zipfile.ZIP_STORED),
    "data descriptors": streamed,
    "zip64": wide,
    "other case": lambda: zipped(
        (name.replace("sharedStrings", "SharedStrings"), part) for name, part in PARTS.items()
    ),
    "backslashes": lambda: zipped((name.replace("/", "\\"), part) for name, part in PARTS.items()),
    "prefixes": lambda: book(sheet=prefixed(SHEET), strings=prefixed(STRINGS)),
    "single quotes": lambda: book(sheet=SHEET.replace('"', "'"), strings=STRINGS.replace('"', "'")),
    "BOM": lambda: book(sheet="\ufeff" + SHEET, strings="\ufeff" + STRINGS),
    "UTF-16": lambda: book(sheet=utf16(SHEET), strings=utf16(STRINGS)),
    "ISO-8859-1": lambda: book(
        sheet=SHEET.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        strings=STRINGS.replace("UTF-8", "iso-8859-1").encode("latin-1"),
    ),
    "no references": lambda: book(
        sheet=SHEET.replace(' r="1"', "")
        .replace(' r="2"', "")
        .replace(' r="A1"', "")
        .replace(' r="B1"', "")
        .replace(' r="A2"', "")
        .replace(' r="B2"', "")
    ),
    "strict": strict,
    "CDATA": lambda: book(strings=STRINGS.replace("Code", "<![CDATA[Code]]>")),
    "comments": lambda: book(sheet=SHEET.replace("<row", '<!-- <row r="2"> --><row')),
    "far style": lambda: book(
        sheet=sheet(ROWS + '<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    ),
    "absolute targets": lambda: book(
        workbook_rels=WORKBOOK_RELS.replace('Target="', 'Target="/xl/')
    ),
    "wrong counts": lambda: book(strings=STRINGS.replace('"2"', '"7"')),
    "rows of another workbook": lambda: with_parts(
        {
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"><sheetDataSet>'
            + '<sheetData sheetId="0"><row r="1"/></sheetData>' * 2
            + "</sheetDataSet></externalLink>"
        }
    ),
    "white space": lambda: book(strings=STRINGS.replace("<t>Code", "<t>\n Code\t")),
    "DTD in a text": lambda: book(
        strings=STRINGS.replace("</sst>", "<si><t><![CDATA[<!DOCTYPE]]></t></si></sst>")
    ),
}
