"""Write the programme of a sample, and put parts into a workbook by hand."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

import xlsxwriter

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHEET_DRAWING = f"{DRAWING}/spreadsheetDrawing"
X14 = f"{MICROSOFT}/spreadsheetml/2009/9/main"
X15 = f"{MICROSOFT}/spreadsheetml/2010/11/main"
XM = f"{MICROSOFT}/excel/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML = "urn:schemas-microsoft-com:vml"
TYPE = "application/vnd.openxmlformats-officedocument"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NO_RELATIONS = (
    f"{DECLARATION}<Relationships "
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
TABLE = (
    ("Code", "Title"),
    ("1", "ROADS"),
    ("1", "Squares of the centre"),
    ("1", "Pave , now"),
    ("Code", "Title"),
    ("2", "PATHS"),
    ("2", "Cross the  bridge"),
    ("2", "Mend the steps"),
)
# What a cleaning corrects in it, and where the features stand: beside it and below.
WRONG, RIGHT = (4, 2, "Pave , now"), "Pave, now"
REPEATED = 5
FREE = 11

# The children of a worksheet and of a workbook in their order (ECMA-376 18.3.1.99, 18.2.27).
ORDER = {
    SHEET: (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData"),
        *("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
        *("sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr"),
        *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
        *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
        *("legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls"),
        *("webPublishItems", "tableParts", "extLst"),
    ),
    BOOK: (
        *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews"),
        *("sheets", "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize"),
        *("customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
        *("fileRecoveryPr", "webPublishObjects", "extLst"),
    ),
}


class Sample(NamedTuple):
    """A workbook with a feature; `kept` are patterns, `refused` words of why it is not cleaned."""

    make: Callable[[], bytes]
    kept: tuple[bytes, ...]
    suffix: str = ".xlsx"
    refused: str = ""
    unread: str = ""


class Samples(dict[str, Sample]):
    """The samples of a module, each a function that returns the workbook."""

    def add(self, *kept, suffix=".xlsx", refused="", unread=""):
        def put(make):
            name = make.__name__.replace("_", " ")
            patterns = tuple(one.encode() for one in kept)
            self[name] = Sample(make, patterns, suffix, refused, unread)
            return make

        return put


def written(fill=None, **options):
    """Return a workbook with the programme on its first sheet, once `fill` has added to it."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(
        sink, {"in_memory": "constant_memory" not in options, **options}
    ) as file:
        sheet = file.add_worksheet("Programme")
        for number, row in enumerate(TABLE):
            sheet.write_row(number, 0, row)
        file.calc_on_load = False  # as Excel writes it
        if fill:
            fill(file, sheet)
    return sink.getvalue()


def unzipped(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name), content, method)
    return sink.getvalue()


class Parts:
    """The parts of a workbook, XML as text, to put others in."""

    def __init__(self, data=None):
        self.parts = {
            name: content.decode() if name.endswith((".xml", ".rels", ".vml")) else content
            for name, content in unzipped(data or written()).items()
        }

    def add(self, name, content, content_type="", *, by=None, relation="", target=None):
        """Put in a part, its content type, and the relation `by` leads to it; return its id."""
        whole = isinstance(content, bytes) or content.startswith("<?xml")
        self.parts[name] = content if whole else DECLARATION + content
        if content_type:
            self.override(name, content_type)
        return self.relate(by, relation, target or f"/{name}") if by is not None else ""

    def override(self, name, content_type):
        new = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        self.replace("[Content_Types].xml", "</Types>", f"{new}</Types>")

    def default(self, extension, content_type):
        new = f'<Default Extension="{extension}" ContentType="{content_type}"/>'
        self.replace("[Content_Types].xml", "<Override", f"{new}<Override")

    def relate(self, part, kind, target, *, external=False):
        """Relate a part, the package itself for "", to a target; return the id."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/") if part else "_rels/.rels"
        text = self.parts.setdefault(rels, NO_RELATIONS)
        number = max([0, *map(int, re.findall(r'Id="rId(\d+)"', text))]) + 1
        mode = ' TargetMode="External"' if external else ""
        kind = kind if "://" in kind else f"{RELATIONS}/{kind}"
        new = f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{mode}/>'
        self.replace(rels, "</Relationships>", f"{new}</Relationships>")
        return f"rId{number}"

    def replace(self, part, old, new):
        """Replace the first `old` of a part, which has to be there."""
        assert old in self.parts[part], (part, old)
        self.parts[part] = self.parts[part].replace(old, new, 1)

    def insert(self, xml, part=SHEET):
        """Put an element where the order of the elements of a sheet or workbook wants it."""
        order = ORDER[SHEET if part.startswith("xl/worksheets/") else part]
        name = xml[1:].partition(" ")[0].rstrip("/>").partition(">")[0]
        later = order[order.index(name) + 1 :]
        text = self.parts[part]
        places = [found.start() for one in later if (found := re.search(rf"<{one}[\s/>]", text))]
        place = min(places, default=text.rindex("</"))
        self.parts[part] = text[:place] + xml + text[place:]

    def extend(self, uri, xml, part=SHEET):
        """Put an extension into the list of a sheet or workbook."""
        new = f'<ext uri="{uri}" xmlns:x14="{X14}" xmlns:x15="{X15}">{xml}</ext>'
        if "<extLst>" not in self.parts[part]:
            self.insert("<extLst></extLst>", part)
        self.replace(part, "</extLst>", f"{new}</extLst>")

    def put_rows(self, rows):
        """Put rows of cells, as XML, behind the programme."""
        self.replace(SHEET, "</sheetData>", f"{rows}</sheetData>")

    def drawing(self, anchors, part=SHEET):
        """Give a sheet a drawing of anchors, as XML; return its name."""
        number = sum(name.startswith("xl/drawings/drawing") for name in self.parts) + 1
        name = f"xl/drawings/drawing{number}.xml"
        root = f'<xdr:wsDr xmlns:xdr="{SHEET_DRAWING}" xmlns:a="{DRAWING}/main">'
        relation = self.add(
            name, f"{root}{anchors}</xdr:wsDr>", f"{TYPE}.drawing+xml", by=part, relation="drawing"
        )
        self.insert(f'<drawing r:id="{relation}"/>', part)
        return name

    def bytes(self):
        return zipped(self.parts)


def anchored(inner, row=FREE, column=5):
    """Return a two-cell anchor of a drawing, from a row counted from 1, five rows high."""
    return (
        "<xdr:twoCellAnchor><xdr:from>"
        f"<xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to>"
        f"<xdr:col>{column + 3}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row + 4}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        f"{inner}<xdr:clientData/></xdr:twoCellAnchor>"
    )


def shape(inner="", name="Box", number=2, preset="roundRect"):
    """Return a shape with a text."""
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="{name}"/>'
        "<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x='0' y='0'/>"
        "<a:ext cx='900000' cy='500000'/></a:xfrm>"
        f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom></xdr:spPr>'
        "<xdr:txBody><a:bodyPr/><a:p><a:r><a:rPr lang='en-GB'/><a:t>Step by step</a:t></a:r></a:p>"
        f"</xdr:txBody>{inner}</xdr:sp>"
    )


def png(red=200):
    """Return a picture of one pixel."""

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    pixel = zlib.compress(bytes([0, red, 80, 40]))
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", header), chunk(b"IDAT", pixel), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
