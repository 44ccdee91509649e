"""What feeds cells and what hangs on them: pivots, queries, links, shared formulas, views."""

from tests.workbooks.base import (
    BOOK,
    FREE,
    MAIN,
    MICROSOFT,
    RELATIONS,
    SHEET,
    TYPE,
    XM,
    Parts,
    Samples,
    written,
)

SAMPLES = Samples()
KIND = f"{TYPE}.spreadsheetml"
COSTS = (("Service", "Cost"), ("Roads", 3), ("Parks", 1), ("Roads", 4))


def with_costs(*others):
    """Return a workbook with a list of costs below the programme, and other sheets."""

    def fill(file, sheet):
        for number, row in enumerate(COSTS):
            sheet.write_row(FREE - 1 + number, 5, row)
        for name in others:
            file.add_worksheet(name)

    return Parts(written(fill))


AREA = f"F{FREE}:G{FREE + 3}"


def cells(row, *inner):
    return f'<row r="{row}">{"".join(inner)}</row>'


@SAMPLES.add(r"<pivotCacheDefinition ", r"<pivotCacheRecords ", r"<pivotTableDefinition .*Pivot1")
def pivot_table():
    book = with_costs("Pivot")
    sheet = "xl/worksheets/sheet2.xml"
    items = '<s v="Roads"/><s v="Parks"/>'
    cache, records = (f"xl/pivotCache/pivotCache{kind}1.xml" for kind in ("Definition", "Records"))
    definition = (
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATIONS}"'
        ' r:id="rId1" refreshedBy="Anne" recordCount="3" '
        'createdVersion="6" refreshedVersion="6" minRefreshableVersion="3">'
        f'<cacheSource type="worksheet"><worksheetSource ref="{AREA}" sheet="Programme"/>'
        '</cacheSource><cacheFields count="2"><cacheField name="Service" numFmtId="0">'
        f'<sharedItems count="2">{items}</sharedItems></cacheField><cacheField name="Cost" '
        'numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0" '
        'containsNumber="1" containsInteger="1" minValue="1" maxValue="4"/></cacheField>'
        "</cacheFields></pivotCacheDefinition>"
    )
    relation = book.add(
        cache,
        definition,
        f"{KIND}.pivotCacheDefinition+xml",
        by=BOOK,
        relation="pivotCacheDefinition",
    )
    rows = "".join(f'<r><x v="{x}"/><n v="{n}"/></r>' for x, n in ((0, 3), (1, 1), (0, 4)))
    book.add(
        records,
        f'<pivotCacheRecords xmlns="{MAIN}" count="3">{rows}</pivotCacheRecords>',
        f"{KIND}.pivotCacheRecords+xml",
        by=cache,
        relation="pivotCacheRecords",
    )
    caches = f'<pivotCaches><pivotCache cacheId="7" r:id="{relation}"/></pivotCaches>'
    book.insert(caches, BOOK)
    fields = (
        '<pivotField axis="axisRow" showAll="0"><items count="3"><item x="0"/><item x="1"/>'
        '<item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/>'
    )
    table = (
        f'<pivotTableDefinition xmlns="{MAIN}" name="Pivot1" cacheId="7" dataCaption="Values" '
        'updatedVersion="6" minRefreshableVersion="3" createdVersion="6" outline="1" '
        'outlineData="1"><location ref="A3:B6" firstHeaderRow="1" firstDataRow="1" '
        f'firstDataCol="1"/><pivotFields count="2">{fields}</pivotFields>'
        '<rowFields count="1"><field x="0"/></rowFields>'
        '<rowItems count="3"><i><x/></i><i><x v="1"/></i><i t="grand"><x/></i></rowItems>'
        '<colItems count="1"><i/></colItems><dataFields count="1">'
        '<dataField name="Sum" fld="1" baseField="0" baseItem="0"/></dataFields>'
        '<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" '
        'showRowStripes="0" showColStripes="0"/></pivotTableDefinition>'
    )
    part = "xl/pivotTables/pivotTable1.xml"
    book.add(part, table, f"{KIND}.pivotTable+xml", by=sheet, relation="pivotTable")
    book.relate(part, "pivotCacheDefinition", f"/{cache}")
    return book.bytes()


@SAMPLES.add(r"<externalBook ", r"\[1\]Budget!\$?A\$?1", r"budget\.xlsx", r"<sheetDataSet>")
def external_link():
    book = Parts()
    content = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{RELATIONS}"'
        '><externalBook r:id="rId1"><sheetNames><sheetName val="Budget"/>'
        '</sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>12</v>'
        "</cell></row></sheetData></sheetDataSet></externalBook></externalLink>"
    )
    part = "xl/externalLinks/externalLink1.xml"
    relation = book.add(part, content, f"{KIND}.externalLink+xml", by=BOOK, relation="externalLink")
    book.relate(part, "externalLinkPath", "budget.xlsx", external=True)
    book.insert(
        f'<externalReferences><externalReference r:id="{relation}"/></externalReferences>', BOOK
    )
    book.put_rows(cells(FREE, f'<c r="F{FREE}"><f>[1]Budget!A1*2</f><v>24</v></c>'))
    return book.bytes()


@SAMPLES.add(r"<calcChain |<c r=.G1[0-3]", r"F1[0-5]\*2")
def shared_formulas():
    """A formula that cells share, in two groups, one of them split by another formula."""
    book = Parts()
    rows = [f'<c r="F{row}"><v>{row}</v></c>' for row in range(FREE, FREE + 5)]
    rows[0] += (
        f'<c r="G{FREE}"><f t="shared" ref="G{FREE}:G{FREE + 4}" si="0">F{FREE}*2</f><v>22</v></c>'
    )
    for row in (1, 2, 4):
        rows[row] += f'<c r="G{FREE + row}"><f t="shared" si="0"/><v>{2 * (FREE + row)}</v></c>'
    rows[3] += f'<c r="G{FREE + 3}"><f>SUM(F{FREE}:F{FREE + 3})</f><v>50</v></c>'
    book.put_rows("".join(cells(FREE + number, row) for number, row in enumerate(rows)))
    chain = "".join(f'<c r="G{row}" i="1"/>' for row in range(FREE, FREE + 5))
    content = f'<calcChain xmlns="{MAIN}">{chain}</calcChain>'
    book.add("xl/calcChain.xml", content, f"{KIND}.calcChain+xml", by=BOOK, relation="calcChain")
    return book.bytes()


@SAMPLES.add(r't="dataTable"', r"<scenario ", r"<inputCells ")
def data_table_and_scenarios():
    book = Parts()
    table = f'<f t="dataTable" ref="G{FREE + 1}:G{FREE + 2}" dt2D="0" dtr="0" r1="F{FREE}"/>'
    book.put_rows(
        cells(FREE, f'<c r="F{FREE}"><v>1</v></c><c r="G{FREE}"><f>F{FREE}*2</f><v>2</v></c>')
        + cells(
            FREE + 1,
            f'<c r="F{FREE + 1}"><v>5</v></c><c r="G{FREE + 1}">{table}<v>10</v></c>',
        )
        + cells(FREE + 2, f'<c r="F{FREE + 2}"><v>6</v></c><c r="G{FREE + 2}"><v>12</v></c>')
    )
    book.insert(
        '<scenarios current="0"><scenario name="Dear" count="1" user="Anne">'
        f'<inputCells r="F{FREE}" val="9"/></scenario></scenarios>'
    )
    return book.bytes()


@SAMPLES.add(r"x14:cfRule ", r"Lists!\$A\$1", r"x14:dataValidation ", r"Lists!\$A\$1:\$A\$2")
def formats_and_validations_of_2010():
    """Those that read another sheet, which the format of 2007 could not say."""
    book = with_costs("Lists")
    rule = (
        f'<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{XM}">'
        '<x14:cfRule type="expression" priority="1" id="{00000000-0000-4000-8000-000000000001}">'
        f"<xm:f>G{FREE + 1}&gt;Lists!$A$1</xm:f><x14:dxf><font><b/></font></x14:dxf></x14:cfRule>"
        f"<xm:sqref>G{FREE + 1}:G{FREE + 3}</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings>"
    )
    book.extend("{78C0D931-6437-407d-A8EE-F0AAD7539E65}", rule)
    listed = (
        f'<x14:dataValidations count="1" xmlns:xm="{XM}"><x14:dataValidation type="list" '
        'allowBlank="1"><x14:formula1><xm:f>Lists!$A$1:$A$2</xm:f></x14:formula1>'
        f"<xm:sqref>F{FREE + 1}:F{FREE + 3}</xm:sqref></x14:dataValidation></x14:dataValidations>"
    )
    book.extend("{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}", listed)
    return book.bytes()


@SAMPLES.add(r"<customWorkbookView ", r"<customSheetView ")
def custom_views():
    book = with_costs()
    guid = "{00000000-0000-4000-8000-000000000002}"
    book.insert(
        f'<customWorkbookViews><customWorkbookView name="Anne" guid="{guid}" windowWidth="900" '
        'windowHeight="600" activeSheetId="1"/></customWorkbookViews>',
        BOOK,
    )
    book.insert(
        f'<customSheetViews><customSheetView guid="{guid}" scale="80" topLeftCell="A2">'
        f'<selection activeCell="B{FREE}" sqref="B{FREE}"/>'
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        "</customSheetView></customSheetViews>"
    )
    return book.bytes()


def with_connection(book, inner, kind, name="Costs"):
    content = (
        f'<connections xmlns="{MAIN}"><connection id="1" name="{name}" type="{kind}" '
        f'refreshedVersion="6" background="1" saveData="1">{inner}</connection></connections>'
    )
    kind = f"{KIND}.connections+xml"
    book.add("xl/connections.xml", content, kind, by=BOOK, relation="connections")


@SAMPLES.add(r"<connection [^>]*Costs", r"<textPr ", r"<queryTable ", r"ExternalData_1")
def query_of_a_text_file():
    book = with_costs()
    fields = '<textFields count="2"><textField/><textField/></textFields>'
    with_connection(book, f'<textPr codePage="65001" sourceFile="costs.csv">{fields}</textPr>', 6)
    query = f'<queryTable xmlns="{MAIN}" name="ExternalData_1" connectionId="1" autoFormatId="16"/>'
    book.add(
        "xl/queryTables/queryTable1.xml",
        query,
        f"{KIND}.queryTable+xml",
        by=SHEET,
        relation="queryTable",
    )
    area = f"Programme!$F${FREE}:$G${FREE + 3}"
    book.insert(
        '<definedNames><definedName name="ExternalData_1" localSheetId="0" hidden="1">'
        f"{area}</definedName></definedNames>",
        BOOK,
    )
    return book.bytes()


@SAMPLES.add(r"<dbPr [^>]*Mashup", r"<DataMashup ")
def power_query():
    book = with_costs()
    source = "Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location=Costs"
    command = "SELECT * FROM [Costs]"
    with_connection(book, f'<dbPr connection="{source}" command="{command}"/>', 5, "Query - Costs")
    mashup = '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AAAAAA==</DataMashup>'
    book.add("customXml/item1.xml", mashup, by=BOOK, relation="customXml")
    return book.bytes()


@SAMPLES.add(r"model inside", r"<x15:dataModel>", r'model="1"')
def data_model():
    book = with_costs()
    content = (
        f'<connections xmlns="{MAIN}"><connection id="1" name="ThisWorkbookDataModel" type="5" '
        'refreshedVersion="6" minRefreshableVersion="5" background="1"><dbPr connection='
        '"Data Model Connection" command="Model" commandType="1"/><extLst>'
        '<ext uri="{DE250136-89BD-433C-8126-D09CA5730AF9}" '
        f'xmlns:x15="{MICROSOFT}/spreadsheetml/2010/11/main"><x15:connection id="" model="1"/>'
        "</ext></extLst></connection></connections>"
    )
    kind = f"{KIND}.connections+xml"
    book.add("xl/connections.xml", content, kind, by=BOOK, relation="connections")
    book.add(
        "xl/model/item.data",
        b"a model inside" * 99,
        f"{TYPE}.model+data",
        by=BOOK,
        relation="powerPivotData",
    )
    model = (
        '<x15:dataModel><x15:modelTables><x15:modelTable id="Costs" name="Costs" connection="q"/>'
    )
    book.extend(
        "{FCE2AD5D-F65C-4FA6-A056-5C36A1767C68}",
        f"{model}</x15:modelTables></x15:dataModel>",
        BOOK,
    )
    return book.bytes()


@SAMPLES.add(r"<singleXmlCell ", r"<MapInfo ", r"xpath=./Programme/Name")
def cells_mapped_to_xml():
    book = with_costs()
    schema = (
        '<MapInfo xmlns="' + MAIN + '" SelectionNamespaces=""><Schema ID="Schema1">'
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:element name="Programme">'
        '<xsd:complexType><xsd:sequence><xsd:element name="Name" type="xsd:string"/>'
        "</xsd:sequence></xsd:complexType></xsd:element></xsd:schema></Schema>"
        '<Map ID="1" Name="Programme_Map" RootElement="Programme" SchemaID="Schema1" '
        'ShowImportExportValidationErrors="false" AutoFit="true" Append="false" '
        'PreserveSortAFLayout="true" PreserveFormat="true"/></MapInfo>'
    )
    book.add("xl/xmlMaps.xml", schema, "application/xml", by=BOOK, relation="xmlMaps")
    cell = (
        f'<singleXmlCells xmlns="{MAIN}"><singleXmlCell id="1" r="F{FREE}" connectionId="0">'
        '<xmlCellPr id="1" uniqueName="Name"><xmlPr mapId="1" xpath="/Programme/Name" '
        'xmlDataType="string"/></xmlCellPr></singleXmlCell></singleXmlCells>'
    )
    book.add(
        "xl/tables/tableSingleCells1.xml",
        cell,
        f"{KIND}.tableSingleCells+xml",
        by=SHEET,
        relation="tableSingleCells",
    )
    return book.bytes()


@SAMPLES.add(r"<volType ", r"<tp>", refused="live data")
def live_data():
    book = Parts()
    formula = 'RTD("prices",,"GOLD")'
    book.put_rows(cells(FREE, f'<c r="F{FREE}"><f>{formula}</f><v>42</v></c>'))
    content = (
        f'<volTypes xmlns="{MAIN}"><volType type="realTimeData"><main first="prices">'
        f'<tp><v>42</v><stp/><stp>GOLD</stp><tr r="F{FREE}" s="1"/></tp></main>'
        "</volType></volTypes>"
    )
    book.add(
        "xl/volatileDependencies.xml",
        content,
        f"{KIND}.volatileDependencies+xml",
        by=BOOK,
        relation="volatileDependencies",
    )
    return book.bytes()


@SAMPLES.add(r"<headers ", r"<header ", r"<revisions |<revisions>", refused="keeps a history")
def history_of_changes():
    """A workbook shared in the way of 1997."""
    book = Parts()
    guid = "{00000000-0000-4000-8000-000000000003}"
    part = "xl/revisions/revisionHeaders.xml"
    headers = (
        f'<headers xmlns="{MAIN}" xmlns:r="{RELATIONS}"'
        f' guid="{guid}"><header guid="{guid}" dateTime="2024-02-01T09:00:00" '
        'maxSheetId="2" userName="Anne" r:id="rId1"><sheetIdMap count="1"><sheetId val="1"/>'
        "</sheetIdMap></header></headers>"
    )
    kind = f"{KIND}.revisionHeaders+xml"
    book.add(part, headers, kind, by=BOOK, relation="revisionHeaders")
    book.add(
        "xl/revisions/revisionLog1.xml",
        f'<revisions xmlns="{MAIN}"/>',
        f"{KIND}.revisionLog+xml",
        by=part,
        relation="revisionLog",
    )
    return book.bytes()


@SAMPLES.add(r"<rPh ", r"<phoneticPr ")
def phonetic_guides():
    book = Parts()
    text = '<is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="0"/></is>'
    book.put_rows(cells(FREE, f'<c r="F{FREE}" t="inlineStr" ph="1">{text}</c>'))
    book.insert('<phoneticPr fontId="0" type="Hiragana"/>')
    return book.bytes()


@SAMPLES.add(r"<cellWatch ", r"<customPr ", r"<dataRef ", r"<smartTagPr |<cellSmartTag ")
def watches_consolidation_and_smart_tags():
    book = with_costs()
    book.insert(f'<cellWatches><cellWatch r="G{FREE + 1}"/></cellWatches>')
    source = f'<dataRef ref="{AREA}" sheet="Programme"/>'
    book.insert(f'<dataConsolidate><dataRefs count="1">{source}</dataRefs></dataConsolidate>')
    tag = '<cellSmartTag type="0"><cellSmartTagPr key="k" val="v"/></cellSmartTag>'
    book.insert(f'<smartTags><cellSmartTags r="F{FREE}">{tag}</cellSmartTags></smartTags>')
    names = '<smartTagType namespaceUri="urn:example:tags" name="place"/>'
    book.insert('<smartTagPr embed="1"/>', BOOK)
    book.insert(f"<smartTagTypes>{names}</smartTagTypes>", BOOK)
    relation = book.add(
        "xl/customProperty1.bin",
        b"k",
        f"{KIND}.customProperty",
        by=SHEET,
        relation="customProperty",
    )
    book.insert(f'<customProperties><customPr name="key" r:id="{relation}"/></customProperties>')
    return book.bytes()
