"""What stands around the sheets: macros, settings of printers, labels, data of other programs."""

import io

from tests.workbooks.base import (
    BOOK,
    MAIN,
    MICROSOFT,
    RELATIONS,
    SHEET,
    TYPE,
    Parts,
    Samples,
    png,
    written,
)

SAMPLES = Samples()
# A compound file's first eight bytes; what follows is nothing a program could run.
PROJECT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"macros inside" * 200
SIGNATURE = b"signed by Anne" * 20


@SAMPLES.add(r"macros inside", r"codeName=", suffix=".xlsm")
def macros():
    def fill(file, sheet):
        file.add_vba_project(io.BytesIO(PROJECT), is_stream=True)
        file.set_vba_name("ThisWorkbook")
        sheet.set_vba_name("Feuil1")

    return written(fill)


@SAMPLES.add(r"macros inside", r"signed by Anne", r"vbaProjectSignature", suffix=".xlsm")
def signed_macros():
    """The signature covers the macros alone, so it stays good when cells change."""
    book = Parts(macros())
    kind = f"{MICROSOFT}/2006/relationships/vbaProjectSignature"
    book.add(
        "xl/vbaProjectSignature.bin",
        SIGNATURE,
        "application/vnd.ms-office.vbaProjectSignature",
        by="xl/vbaProject.bin",
        relation=kind,
    )
    return book.bytes()


@SAMPLES.add(r"<Signature ", r"signatureLines|digital-signature", refused="signed")
def signed_workbook():
    book = Parts()
    base = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"
    kinds = "application/vnd.openxmlformats-package.digital-signature"
    origin = "_xmlsignatures/origin.sigs"
    book.add(origin, b"", f"{kinds}-origin", by="", relation=f"{base}/origin")
    signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature>'
    kind = f"{kinds}-xmlsignature+xml"
    book.add("_xmlsignatures/sig1.xml", signature, kind, by=origin, relation=f"{base}/signature")
    return book.bytes()


@SAMPLES.add(r"<house xmlns=.urn:example", r"<ds:datastoreItem ")
def custom_xml():
    book = Parts()
    part = "customXml/item1.xml"
    book.add(
        part,
        '<house xmlns="urn:example:house"><year>2024</year></house>',
        by=BOOK,
        relation="customXml",
    )
    guid = "{00000000-0000-4000-8000-000000000004}"
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    refs = '<ds:schemaRefs><ds:schemaRef ds:uri="urn:example:house"/></ds:schemaRefs>'
    book.add(
        "customXml/itemProps1.xml",
        f'<ds:datastoreItem ds:itemID="{guid}" xmlns:ds="{space}">{refs}</ds:datastoreItem>',
        f"{TYPE}.customXmlProperties+xml",
        by=part,
        relation="customXmlProps",
    )
    return book.bytes()


@SAMPLES.add(r"printer inside", r"<pageSetup [^>]*r:id=")
def settings_of_a_printer():
    book = Parts()
    book.default("bin", f"{TYPE}.spreadsheetml.printerSettings")
    part = "xl/printerSettings/printerSettings1.bin"
    book.parts[part] = b"printer inside\0" * 20
    relation = book.relate(SHEET, "printerSettings", "../printerSettings/printerSettings1.bin")
    book.insert(f'<pageSetup paperSize="9" orientation="portrait" r:id="{relation}"/>')
    return book.bytes()


@SAMPLES.add(r"<clbl:label ", r"MSIP_Label_")
def sensitivity_label():
    number = "00000000-0000-4000-8000-000000000005"

    def fill(file, _):
        file.set_custom_property(f"MSIP_Label_{number}_Enabled", "true")

    book = Parts(written(fill))
    space = f"{MICROSOFT}/2020/mipLabelMetadata"
    site = "{00000000-0000-4000-8000-00000000000B}"
    label = f'<clbl:label id="{{{number}}}" enabled="1" method="Standard" siteId="{site}"/>'
    book.add(
        "docMetadata/LabelInfo.xml",
        f'<clbl:labelList xmlns:clbl="{space}">{label}</clbl:labelList>',
        "application/vnd.ms-office.classificationlabels+xml",
        by="",
        relation=f"{MICROSOFT}/2020/02/relationships/classificationlabels",
    )
    return book.bytes()


@SAMPLES.add(r"<customUI ", r'onAction="clean"', r"\x89PNG", suffix=".xlsm")
def ribbon():
    book = Parts(macros())
    button = '<button id="b" label="Clean" onAction="clean" image="dot"/>'
    content = (
        f'<customUI xmlns="{MICROSOFT}/2009/07/customui"><ribbon><tabs><tab id="t" label="Plan">'
        f'<group id="g" label="Plan">{button}</group></tab></tabs></ribbon></customUI>'
    )
    part = "customUI/customUI14.xml"
    book.add(part, content, by="", relation=f"{MICROSOFT}/2007/relationships/ui/extensibility")
    book.add("customUI/images/dot.png", png(), "image/png", by=part, relation="image")
    book.parts["customUI/_rels/customUI14.xml.rels"] = book.parts[
        "customUI/_rels/customUI14.xml.rels"
    ].replace('Id="rId1"', 'Id="dot"')
    return book.bytes()


@SAMPLES.add(r"<we:webextension ", r"<wetp:taskpane ")
def web_extension():
    book = Parts()
    pane = "xl/webextensions/taskpanes.xml"
    spaces = f"{MICROSOFT}/webextensions"
    content = (
        f'<wetp:taskpanes xmlns:wetp="{spaces}/taskpanes/2010/11">'
        '<wetp:taskpane dockstate="right" '
        'visibility="0" width="350" row="1">'
        f'<wetp:webextensionref xmlns:r="{RELATIONS}" r:id="rId1"/>'
        "</wetp:taskpane></wetp:taskpanes>"
    )
    book.add(
        pane,
        content,
        "application/vnd.ms-office.webextensiontaskpanes+xml",
        by="",
        relation=f"{MICROSOFT}/2011/relationships/webextensiontaskpanes",
    )
    store = '<we:reference id="wa1" version="1.0.0.0" store="en-US" storeType="OMEX"/>'
    book.add(
        "xl/webextensions/webextension1.xml",
        f'<we:webextension xmlns:we="{spaces}/webextension/2010/11" '
        f'id="{{00000000-0000-4000-8000-000000000006}}">{store}<we:alternateReferences/>'
        "<we:properties/><we:bindings/></we:webextension>",
        "application/vnd.ms-office.webextension+xml",
        by=pane,
        relation=f"{MICROSOFT}/2011/relationships/webextension",
    )
    return book.bytes()


@SAMPLES.add(r"a thumbnail")
def thumbnail():
    book = Parts()
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    book.add("docProps/thumbnail.wmf", b"a thumbnail", "image/x-wmf", by="", relation=kind)
    return book.bytes()


@SAMPLES.add(r'x14ac:dyDescent="0.3"', r"xr:uid=", r"<x:future ")
def marks_of_newer_programs():
    """Attributes and extensions that a reader may ignore, some of a future that nobody knows."""
    book = Parts()
    spaces = (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        f' xmlns:x14ac="{MICROSOFT}/spreadsheetml/2009/9/ac"'
        f' xmlns:xr="{MICROSOFT}/spreadsheetml/2014/revision" mc:Ignorable="x14ac xr"'
        ' xr:uid="{00000000-0000-4000-8000-000000000007}"'
    )
    text = book.parts[SHEET]
    end = text.index(">", text.index("<worksheet"))
    book.parts[SHEET] = (text[:end] + spaces + text[end:]).replace(
        "<row ", '<row x14ac:dyDescent="0.3" '
    )
    known = '<x:future xmlns:x="urn:example:future"><x:f>Programme!A1</x:f></x:future>'
    book.extend("{00000000-0000-4000-8000-000000000008}", known)
    book.extend("{00000000-0000-4000-8000-000000000009}", known, BOOK)
    return book.bytes()


@SAMPLES.add(r"<xm:macrosheet ", suffix=".xlsm", unread="holds macros as sheets")
def macro_sheet():
    book = Parts()
    space = f"{MICROSOFT}/excel/2006/main"
    relation = book.add(
        "xl/macrosheets/sheet1.xml",
        f'<xm:macrosheet xmlns:xm="{space}" xmlns="{MAIN}"><sheetData/></xm:macrosheet>',
        "application/vnd.ms-excel.macrosheet+xml",
        by=BOOK,
        relation=f"{MICROSOFT}/2006/relationships/xlMacrosheet",
    )
    book.replace(
        BOOK, "</sheets>", f'<sheet name="Macro1" sheetId="9" r:id="{relation}"/></sheets>'
    )
    return book.bytes()


@SAMPLES.add(r"<dialogsheet ")
def dialog_sheet():
    book = Parts()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = book.add(
        "xl/dialogsheets/sheet1.xml",
        f'<dialogsheet xmlns="{space}"><sheetFormatPr defaultRowHeight="15"/></dialogsheet>',
        f"{TYPE}.spreadsheetml.dialogsheet+xml",
        by=BOOK,
        relation="dialogsheet",
    )
    book.replace(
        BOOK, "</sheets>", f'<sheet name="Dialog1" sheetId="9" r:id="{relation}"/></sheets>'
    )
    return book.bytes()
