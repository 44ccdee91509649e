"""Workbooks as other programs write them: prefixes, encodings, zip files of another kind."""

import io
import re
import zipfile

from tests.workbooks.base import BOOK, MAIN, SHEET, Parts, Samples, unzipped, written, zipped
from tests.workbooks.written import charts, names, notes

SAMPLES = Samples()
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006": "http://purl.oclc.org/ooxml/drawingml",
}


def prefixed(text):
    """Return a part whose own elements bear the prefix x."""
    text = text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return re.sub(r"<(/?)(?=\w+[\s/>])", r"<\1x:", text)


@SAMPLES.add(r"<x:sheetData>", r"<x:si>", r"<x:definedName ")
def prefixes():
    book = Parts(names())
    for part in (SHEET, BOOK, STRINGS):
        book.parts[part] = prefixed(book.parts[part])
    return book.bytes()


@SAMPLES.add(r"http://purl.oclc.org/ooxml/spreadsheetml/main", r"<c:barChart>")
def strict_form():
    book = Parts(charts())
    for part, text in book.parts.items():
        if isinstance(text, str):
            for old, new in STRICT.items():
                text = text.replace(old, new)  # noqa: PLW2901 - one after the other
            book.parts[part] = text
    book.replace(BOOK, "<workbook ", '<workbook conformance="strict" ')
    return book.bytes()


@SAMPLES.add(r"\xff\xfe<\0|u\0t\0f\0-\0001|U\0T\0F\0-\x001", refused="UTF-16")
def parts_in_utf16():
    book = Parts()
    text = book.parts[SHEET].replace("UTF-8", "UTF-16")
    book.parts[SHEET] = text.encode("utf-16")
    return book.bytes()


@SAMPLES.add(r"Ask the mayor")
def zip_that_was_streamed():
    """Sizes stand behind each member, since the writer could not go back."""
    sink = io.BytesIO()

    class Stream(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return sink.write(bytes(data))

    with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in unzipped(notes()).items():
            file.writestr(name, content)
    return sink.getvalue()


@SAMPLES.add(r"Ask the mayor")
def zip_without_compression():
    return zipped(unzipped(notes()), zipfile.ZIP_STORED)


@SAMPLES.add(r"Ask the mayor")
def zip_with_names_of_old_windows():
    parts = unzipped(notes())
    return zipped(
        {name.replace("xl/worksheets/", "xl\\worksheets\\"): x for name, x in parts.items()}
    )


@SAMPLES.add(r"<c><v>7</v></c>")
def cells_without_names():
    book = Parts(written())
    book.parts[SHEET] = re.sub(r' r="[A-Z]*\d+"| spans="[^"]*"', "", book.parts[SHEET])
    book.put_rows(f"<row>{'<c/>' * 5}<c><v>7</v></c></row>")
    return book.bytes()


@SAMPLES.add(r'<Override PartName="/_rels/.rels"')
def each_part_with_a_type_of_its_own():
    """No type stands for all parts of an ending, not even of relationships."""
    book = Parts(notes())
    kinds = dict(re.findall(r'<Default Extension="(\w+)" ContentType="([^"]+)"', book.parts[TYPES]))
    text = re.sub(r"<Default [^>]*/>", "", book.parts[TYPES])
    for name in [*book.parts]:
        kind = kinds.get(name.rpartition(".")[2])
        if kind and f'PartName="/{name}"' not in text and name != TYPES:
            own = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
            text = text.replace("</Types>", own)
    book.parts[TYPES] = text
    return book.bytes()


@SAMPLES.add(r"template\.main\+xml", suffix=".xltx")
def template():
    book = Parts()
    book.replace(TYPES, "sheet.main+xml", "template.main+xml")
    return book.bytes()


@SAMPLES.add(r"<!-- a remark -->", r"<!\[CDATA\[")
def remarks_and_raw_text():
    book = Parts()
    book.replace(SHEET, "<sheetData>", "<!-- a remark --><sheetData>")
    book.replace(STRINGS, "<t>ROADS</t>", "<t><![CDATA[ROADS]]></t>")
    return book.bytes()
