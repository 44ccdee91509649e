"""Objects that people point at: slicers, shapes, comments in threads, controls, diagrams."""

from tests.workbooks.base import (
    DRAWING,
    FREE,
    MAIN,
    MC,
    MICROSOFT,
    RELATIONS,
    SHEET,
    SHEET_DRAWING,
    TYPE,
    VML,
    X14,
    X15,
    Parts,
    Samples,
    anchored,
    png,
    shape,
    written,
)

SAMPLES = Samples()
BOOK = "xl/workbook.xml"
DAYS = f"{MICROSOFT}/2007/relationships"


def with_table():
    """Return a workbook with a table of services below the programme."""

    def fill(_, sheet):
        rows = [["Roads", 3], ["Parks", 1], ["Roads", 4]]
        columns = [{"header": "Service"}, {"header": "Cost"}]
        area = f"F{FREE}:G{FREE + 3}"
        sheet.add_table(area, {"name": "Costs", "columns": columns, "data": rows})

    return Parts(written(fill))


@SAMPLES.add(r"<tableSlicerCache|<x15:tableSlicerCache ", r"<slicer name=", r"<sle:slicer ")
def slicer():
    book = with_table()
    cache = (
        f'<slicerCacheDefinition xmlns="{X14}" xmlns:mc="{MC}" mc:Ignorable="x" xmlns:x="{MAIN}" '
        'name="Slicer_Service" sourceName="Service"><extLst>'
        f'<x:ext uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" xmlns:x15="{X15}">'
        '<x15:tableSlicerCache tableId="1" column="1"/></x:ext></extLst></slicerCacheDefinition>'
    )
    relation = book.add(
        "xl/slicerCaches/slicerCache1.xml",
        cache,
        "application/vnd.ms-excel.slicerCache+xml",
        by=BOOK,
        relation=f"{DAYS}/slicerCache",
    )
    caches = f'<x15:slicerCaches><x14:slicerCache r:id="{relation}"/></x15:slicerCaches>'
    book.extend("{46BE6895-7355-4a93-B00E-2C351335B9C9}", caches, BOOK)
    book.insert(
        '<definedNames><definedName name="Slicer_Service">#N/A</definedName></definedNames>', BOOK
    )
    slicers = '<slicer name="Service" cache="Slicer_Service" caption="Service" rowHeight="241300"/>'
    relation = book.add(
        "xl/slicers/slicer1.xml",
        f'<slicers xmlns="{X14}">{slicers}</slicers>',
        "application/vnd.ms-excel.slicer+xml",
        by=SHEET,
        relation=f"{DAYS}/slicer",
    )
    listed = f'<x14:slicerList><x14:slicer r:id="{relation}"/></x14:slicerList>'
    book.extend("{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}", listed)
    drawn = f"{MICROSOFT}/drawing/2010/slicer"
    frame = (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Service"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x='0' y='0'/>"
        f"<a:ext cx='0' cy='0'/></xdr:xfrm><a:graphic><a:graphicData uri='{drawn}'>"
        f'<sle:slicer xmlns:sle="{drawn}" name="Service"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame>"
    )
    book.drawing(anchored(alternate(frame, "sle15", f"{MICROSOFT}/drawing/2012/slicer")))
    return book.bytes()


def alternate(choice, prefix, namespace, fallback=None):
    """Return markup for programs that know a namespace, and a shape for the others."""
    return (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:{prefix}="{namespace}" '
        f'Requires="{prefix}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback or shape()}</mc:Fallback></mc:AlternateContent>"
    )


@SAMPLES.add(r'prst="flowChartProcess"', r"<xdr:cxnSp ", r"<xdr:grpSp>", r"outerShdw")
def shapes():
    book = Parts()
    styled = shape(preset="flowChartProcess").replace(
        "</a:prstGeom>",
        '</a:prstGeom><a:effectLst><a:outerShdw dist="20000"><a:srgbClr val="000000"/>'
        "</a:outerShdw></a:effectLst>",
    )
    line = (
        '<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="5" name="Line"/><xdr:cNvCxnSpPr>'
        '<a:stCxn id="2" idx="0"/></xdr:cNvCxnSpPr></xdr:nvCxnSpPr><xdr:spPr>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom></xdr:spPr></xdr:cxnSp>'
    )
    group = (
        '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="6" name="Group"/><xdr:cNvGrpSpPr/>'
        f"</xdr:nvGrpSpPr><xdr:grpSpPr/>{shape(number=7)}{shape(number=8)}</xdr:grpSp>"
    )
    book.drawing(anchored(styled) + anchored(line, FREE + 6) + anchored(group, FREE + 12))
    return book.bytes()


@SAMPLES.add(r"<dgm:dataModel|<dgm:pt ", r"<dgm:layoutDef", r"<dgm:styleDef", r"<dgm:colorsDef")
def diagram():
    """SmartArt: a drawing that leads to four parts."""
    book = Parts()
    uri = f"{DRAWING}/diagram"
    frame = (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Steps"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x='0' y='0'/>"
        f"<a:ext cx='0' cy='0'/></xdr:xfrm><a:graphic><a:graphicData uri='{uri}'>"
        f'<dgm:relIds xmlns:dgm="{uri}" xmlns:r="{RELATIONS}" '
        'r:dm="rId1" r:lo="rId2" r:qs="rId3" r:cs="rId4"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame>"
    )
    drawing = book.drawing(anchored(frame))
    names = f'xmlns:dgm="{uri}" xmlns:a="{DRAWING}/main"'
    point = "<dgm:pt modelId='1' type='doc'><dgm:prSet/><dgm:spPr/></dgm:pt>"
    parts = {
        "Data": f"<dgm:dataModel {names}><dgm:ptLst>{point}</dgm:ptLst></dgm:dataModel>",
        "Layout": f"<dgm:layoutDef {names}><dgm:layoutNode/></dgm:layoutDef>",
        "QuickStyle": f"<dgm:styleDef {names} uniqueId='s'/>",
        "Colors": f"<dgm:colorsDef {names} uniqueId='c'/>",
    }
    kinds = {"QuickStyle": "Style"}
    for kind, content in parts.items():
        book.add(
            f"xl/diagrams/{kind.lower()}1.xml",
            content,
            f"{TYPE}.drawingml.diagram{kinds.get(kind, kind)}+xml",
            by=drawing,
            relation=f"diagram{kind}",
        )
    return book.bytes()


@SAMPLES.add(r'layoutId="waterfall"', r"<cx:chartSpace", r"<cs:chartStyle")
def waterfall_chart():
    """A chart of 2016, in a part of its own kind with a style beside it."""
    book = Parts(written(lambda _, sheet: sheet.write_column(f"F{FREE}", [3, 1, 4])))
    space = f"{MICROSOFT}/drawing/2014/chartex"
    frame = (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Costs"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x='0' y='0'/>"
        f"<a:ext cx='0' cy='0'/></xdr:xfrm><a:graphic><a:graphicData uri='{space}'>"
        f'<cx:chart xmlns:cx="{space}" xmlns:r="{RELATIONS}" r:id="rId1"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame>"
    )
    drawing = book.drawing(
        anchored(alternate(frame, "cx1", f"{MICROSOFT}/drawing/2015/9/8/chartex"))
    )
    points = "".join(f'<cx:pt idx="{i}">{n}</cx:pt>' for i, n in enumerate((3, 1, 4)))
    chart = (
        f'<cx:chartSpace xmlns:cx="{space}" xmlns:a="{DRAWING}/main"><cx:chartData>'
        f'<cx:data id="0"><cx:numDim type="val"><cx:f>Programme!$F${FREE}:$F${FREE + 2}</cx:f>'
        f'<cx:lvl ptCount="3" formatCode="General">{points}</cx:lvl></cx:numDim></cx:data>'
        "</cx:chartData><cx:chart><cx:plotArea><cx:plotAreaRegion>"
        '<cx:series layoutId="waterfall"><cx:dataId val="0"/></cx:series>'
        "</cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>"
    )
    part = "xl/charts/chartEx1.xml"
    kind = f"{MICROSOFT}/2014/relationships/chartEx"
    book.add(part, chart, "application/vnd.ms-office.chartex+xml", by=drawing, relation=kind)
    style = f'<cs:chartStyle xmlns:cs="{MICROSOFT}/drawing/2012/chartStyle" id="395"/>'
    book.add(
        "xl/charts/style1.xml",
        style,
        "application/vnd.ms-office.chartstyle+xml",
        by=part,
        relation=f"{MICROSOFT}/2011/relationships/chartStyle",
    )
    return book.bytes()


@SAMPLES.add(r"<threadedComment ", r"displayName=.Anne Martin", r"Who pays\?", r"parentId=")
def comments_in_threads():
    def fill(_, sheet):
        text = "[Threaded comment]\n\nComment:\n    Who pays?\nReply:\n    The town."
        sheet.write_comment("B3", text, {"author": "tc={00000000-0000-4000-8000-000000000001}"})

    book = Parts(written(fill))
    space = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"
    person = "{00000000-0000-4000-8000-00000000000A}"
    first, reply = (f"{{00000000-0000-4000-8000-00000000000{n}}}" for n in (1, 2))
    at = 'ref="B3" dT="2024-02-01T09:00:00.00"'
    threads = (
        f'<ThreadedComments xmlns="{space}">'
        f'<threadedComment {at} personId="{person}" id="{first}"><text>Who pays?</text>'
        f'</threadedComment><threadedComment {at} personId="{person}" id="{reply}" '
        f'parentId="{first}"><text>The town.</text></threadedComment></ThreadedComments>'
    )
    book.add(
        "xl/threadedComments/threadedComment1.xml",
        threads,
        "application/vnd.ms-excel.threadedcomments+xml",
        by=SHEET,
        relation=f"{MICROSOFT}/2017/10/relationships/threadedComment",
    )
    people = f'<personList xmlns="{space}"><person displayName="Anne Martin" id="{person}" '
    book.add(
        "xl/persons/person.xml",
        f'{people}userId="anne@example.org" providerId="AD"/></personList>',
        "application/vnd.ms-excel.person+xml",
        by=BOOK,
        relation=f"{MICROSOFT}/2017/10/relationships/person",
    )
    return book.bytes()


def vml(book, kind, inner, picture=""):
    """Give the sheet a legacy drawing with one control at F11."""
    content = (
        f'<xml xmlns:v="{VML}" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
        '<o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        '<v:shape id="_x0000_s1025" type="#_x0000_t201" '
        f"style='position:absolute;width:72pt;height:16pt' filled=\"f\">{picture}"
        f'<x:ClientData ObjectType="{kind}"><x:SizeWithCells/>'
        f"<x:Anchor>5, 0, {FREE - 1}, 0, 7, 0, {FREE}, 5</x:Anchor>{inner}"
        "</x:ClientData></v:shape></xml>"
    )
    book.default("vml", f"{TYPE}.vmlDrawing")
    name = "xl/drawings/vmlDrawing1.vml"
    book.parts[name] = content
    relation = book.relate(SHEET, "vmlDrawing", f"/{name}")
    book.insert(f'<legacyDrawing r:id="{relation}"/>')
    return name


def control(relation, properties, name="Choice"):
    """Return a control with its anchor, in the form of 2010 and in the old one."""
    return (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14" xmlns:x14="{X14}">'
        f'<control shapeId="1025" r:id="{relation}" name="{name}">'
        f"<controlPr {properties}><anchor moveWithCells='1'>"
        f'<from xmlns:xdr="{SHEET_DRAWING}"><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff>'
        f"<xdr:row>{FREE - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></from>"
        f'<to xmlns:xdr="{SHEET_DRAWING}"><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff>'
        f"<xdr:row>{FREE}</xdr:row><xdr:rowOff>5</xdr:rowOff></to></anchor></controlPr></control>"
        f'</mc:Choice><mc:Fallback><control shapeId="1025" r:id="{relation}" name="{name}"/>'
        "</mc:Fallback></mc:AlternateContent>"
    )


@SAMPLES.add(r'<formControlPr [^>]*objectType="Drop"', r"FmlaRange", r'ObjectType="Drop"')
def form_control():
    book = Parts(written(lambda _, sheet: sheet.write_column(f"J{FREE}", ["North", "South"])))
    area = f"$J${FREE}:$J${FREE + 1}"
    link = f"$K${FREE}"
    vml(book, "Drop", f"<x:FmlaRange>{area}</x:FmlaRange><x:FmlaLink>{link}</x:FmlaLink>")
    properties = (
        f'<formControlPr xmlns="{X14}" objectType="Drop" dropStyle="combo" dx="16" '
        f'fmlaLink="{link}" fmlaRange="{area}" noThreeD="1" sel="1" val="0"/>'
    )
    relation = book.add(
        "xl/ctrlProps/ctrlProp1.xml",
        properties,
        "application/vnd.ms-excel.controlproperties+xml",
        by=SHEET,
        relation="ctrlProp",
    )
    box = control(relation, 'defaultSize="0" autoFill="0" autoLine="0"')
    book.insert(f"<controls>{box}</controls>")
    return book.bytes()


@SAMPLES.add(r"<ax:ocx ", r"8BD21D40-EC42-11CE-9E0D-00AA006002F3", r"\x01\x02\x03control")
def activex():
    book = Parts()
    vml(book, "Pict", "<x:CF>Pict</x:CF>")
    part = "xl/activeX/activeX1.xml"
    ocx = (
        f'<ax:ocx xmlns:ax="{MICROSOFT}/2006/activeX" xmlns:r="{RELATIONS}" '
        'ax:classid="{8BD21D40-EC42-11CE-9E0D-00AA006002F3}" '
        'ax:persistence="persistStreamInit" r:id="rId1"/>'
    )
    kind = "application/vnd.ms-office.activeX+xml"
    relation = book.add(part, ocx, kind, by=SHEET, relation="control")
    book.add(
        "xl/activeX/activeX1.bin",
        b"\x01\x02\x03control",
        "application/vnd.ms-office.activeX",
        by=part,
        relation=f"{MICROSOFT}/2006/relationships/activeXControlBinary",
    )
    box = control(relation, 'defaultSize="0" autoLine="0"', "CheckBox1")
    book.insert(f"<controls>{box}</controls>")
    return book.bytes()


@SAMPLES.add(r'progId="Word.Document.12"', r"PK.*document inside", r"<oleObject")
def embedded_document():
    book = Parts()
    drawing = vml(book, "Pict", "<x:CF>Pict</x:CF>")
    book.add("xl/media/image1.png", png(), "image/png", by=drawing, relation="image")
    relation = book.add(
        "xl/embeddings/Microsoft_Word_Document1.docx",
        b"PK\3\4 a document inside",
        f"{TYPE}.wordprocessingml.document",
        by=SHEET,
        relation="package",
    )
    anchor = (
        f'<anchor moveWithCells="1"><from xmlns:xdr="{SHEET_DRAWING}"><xdr:col>5</xdr:col>'
        f"<xdr:colOff>0</xdr:colOff><xdr:row>{FREE - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></from>"
        f'<to xmlns:xdr="{SHEET_DRAWING}"><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff>'
        f"<xdr:row>{FREE + 3}</xdr:row><xdr:rowOff>0</xdr:rowOff></to></anchor>"
    )
    picture = book.relate(SHEET, "image", "/xl/media/image1.png")
    book.insert(
        f'<oleObjects><oleObject progId="Word.Document.12" shapeId="1025" r:id="{relation}">'
        f'<objectPr defaultSize="0" r:id="{picture}">{anchor}</objectPr></oleObject></oleObjects>'
    )
    return book.bytes()
