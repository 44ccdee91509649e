"""The features that XlsxWriter writes."""

import io
from datetime import datetime

from tests.workbooks.base import FREE, Samples, png, written

SAMPLES = Samples()
NUMBERS = (3, 1, 4, 1, 5, 9)


def numbers(sheet, column="F"):
    """Write some numbers below the programme and return their area."""
    sheet.write_column(f"{column}{FREE}", NUMBERS)
    return f"{column}{FREE}:{column}{FREE + len(NUMBERS) - 1}"


@SAMPLES.add(r"<(?:c:)?barChart>", r"<(?:c:)?trendline>", r"<(?:c:)?lineChart>", r"<(?:c:)?dLbls>")
def charts():
    def fill(file, sheet):
        numbers(sheet)
        values = f"=Programme!$F${FREE}:$F${FREE + 5}"
        chart = file.add_chart({"type": "column"})
        chart.add_series(
            {"values": values, "trendline": {"type": "linear"}, "name": "=Programme!$B$2"}
        )
        line = file.add_chart({"type": "line"})
        line.add_series({"values": values, "y2_axis": True, "data_labels": {"value": True}})
        chart.combine(line)
        chart.set_title({"name": "Costs"})
        sheet.insert_chart(f"H{FREE}", chart)

    return written(fill)


@SAMPLES.add(r"<(?:c:)?pieChart>", r"<(?:\w+:)?chartsheet")
def chart_sheet():
    def fill(file, sheet):
        numbers(sheet)
        chart = file.add_chart({"type": "pie"})
        chart.add_series({"values": f"=Programme!$F${FREE}:$F${FREE + 5}"})
        file.add_chartsheet("Chart").set_chart(chart)

    return written(fill)


@SAMPLES.add(r"\x89PNG", r"<(?:xdr:)?pic>")
def image():
    def fill(_, sheet):
        options = {
            "image_data": io.BytesIO(png()),
            "description": "A red dot",
            "object_position": 1,
        }
        sheet.insert_image(f"H{FREE}", "dot.png", options)

    return written(fill)


@SAMPLES.add(r"\x89PNG", r"legacyDrawingHF", r"&amp;G")
def header_pictures():
    def fill(_, sheet):
        sheet.set_header(
            "&L&G&C&A", {"image_left": "dot.png", "image_data_left": io.BytesIO(png())}
        )
        sheet.set_footer("&R&G", {"image_right": "dot.png", "image_data_right": io.BytesIO(png(9))})

    return written(fill)


@SAMPLES.add(r"\x89PNG", r"<(?:\w+:)?picture ")
def background():
    return written(lambda _, sheet: sheet.set_background(io.BytesIO(png())))


@SAMPLES.add(r"rdrichvalue|<rvData|_localImage", r"\x89PNG", r'vm="1"')
def image_in_a_cell():
    def fill(_, sheet):
        sheet.embed_image(f"F{FREE}", "dot.png", {"image_data": io.BytesIO(png())})

    return written(fill)


@SAMPLES.add(r"Ask the mayor", r'ObjectType="Note"', r"fillcolor=.#ff0000|fillcolor=")
def notes():
    def fill(_, sheet):
        sheet.write_comment("B3", "Ask the mayor", {"author": "Anne", "width": 300, "color": "red"})
        sheet.write_comment(f"F{FREE}", "Below", {"visible": True})

    return written(fill)


@SAMPLES.add(r"<mergeCell ", r"<r><rPr>.*?<b\b[^>]*/>", r"now</t>")
def merged_and_rich_text():
    def fill(file, sheet):
        bold = file.add_format({"bold": True})
        sheet.merge_range(f"F{FREE}:H{FREE + 1}", "The whole of it", bold)
        sheet.write_rich_string(f"F{FREE + 3}", "Not ", bold, "now", " but later")

    return written(fill)


@SAMPLES.add(r"x14:dataBar", r"<(?:\w+:)?iconSet", r"<(?:\w+:)?colorScale", r'stopIfTrue="1"')
def conditional_formats():
    def fill(file, sheet):
        area = numbers(sheet)
        bar = {"type": "data_bar", "data_bar_2010": True, "bar_direction": "left"}
        sheet.conditional_format(area, bar)
        sheet.conditional_format(area, {"type": "icon_set", "icon_style": "3_traffic_lights"})
        sheet.conditional_format(area, {"type": "3_color_scale"})
        red = file.add_format({"bg_color": "#FFC7CE"})
        test = {"type": "formula", "criteria": f"=$F{FREE}>$F$2", "format": red}
        sheet.conditional_format(f"F{FREE}:G{FREE + 5}", {**test, "stop_if_true": True})

    return written(fill)


@SAMPLES.add(r"<(?:\w+:)?dataValidation .*Lists!", r'prompt="One of these"', r'"Yes,No"')
def validations():
    def fill(file, sheet):
        lists = file.add_worksheet("Lists")
        lists.write_column("A1", ["North", "South"])
        source = {"validate": "list", "source": "=Lists!$A$1:$A$2"}
        sheet.data_validation(f"F{FREE}:F{FREE + 5}", {**source, "input_message": "One of these"})
        sheet.data_validation(f"G{FREE}", {"validate": "list", "source": ["Yes", "No"]})
        limits = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": "=$F$2"}
        sheet.data_validation(f"H{FREE}:H{FREE + 1}", limits)

    return written(fill)


@SAMPLES.add(r"<(?:\w+:)?table .*Costs", r"totalsRowFunction=", r"calculatedColumnFormula")
def table():
    def fill(_, sheet):
        columns = [
            {"header": "Service", "total_string": "All"},
            {"header": "Cost", "total_function": "sum"},
            {"header": "Double", "formula": "=Costs[[#This Row],[Cost]]*2"},
        ]
        options = {
            "name": "Costs",
            "columns": columns,
            "total_row": True,
            "style": "Table Style Light 9",
        }
        sheet.add_table(f"F{FREE}:H{FREE + 4}", options)

    return written(fill)


@SAMPLES.add(r"<(?:\w+:)?filterColumn", r"_FilterDatabase")
def filter_of_rows():
    def fill(_, sheet):
        sheet.write_column(f"F{FREE}", ["Service", "Roads", "Parks", "Roads"])
        sheet.autofilter(f"F{FREE}:F{FREE + 3}")
        sheet.filter_column("F", "x == Roads")
        sheet.set_row(FREE + 1, options={"hidden": True})

    return written(fill)


@SAMPLES.add(r"x14:sparklineGroup .*column", r"<xm:sqref>|xm:sqref")
def sparklines():
    def fill(_, sheet):
        area = numbers(sheet)
        sheet.add_sparkline(f"H{FREE}", {"range": f"Programme!{area}", "type": "column"})
        sheet.add_sparkline(f"H{FREE + 1}", {"range": f"Programme!{area}", "markers": True})

    return written(fill)


@SAMPLES.add(r"_xlnm.Print_Titles", r"Programme!\$F\$1[01]:", r"localSheetId=")
def names():
    def fill(file, sheet):
        file.define_name("Costs", f"=Programme!$F${FREE}:$F${FREE + 5}")
        file.define_name("Programme!Rate", "=0.196")
        file.define_name("Above", "=Programme!$F$2")
        sheet.write_formula("G2", "=SUM(Costs)*Programme!Rate", None, 4.5)
        sheet.print_area(f"A1:H{FREE + 9}")
        sheet.repeat_rows(0)

    return written(fill)


@SAMPLES.add(r't="array"', r"<v>46</v>|TRANSPOSE")
def array_formulas():
    def fill(_, sheet):
        area = numbers(sheet)
        sheet.write_array_formula(f"H{FREE}:M{FREE}", f"{{=TRANSPOSE({area})}}", None, 3)
        sheet.write_array_formula("G2", f"{{=SUM({area}*2)}}", None, 46)

    return written(fill)


@SAMPLES.add(r"XLDAPR", r'cm="1"', r"_xlfn\.(?:_xlws\.)?(?:SORT|UNIQUE)")
def dynamic_arrays():
    def fill(_, sheet):
        area = numbers(sheet)
        sheet.write_dynamic_array_formula(f"H{FREE}", f"=_xlfn._xlws.SORT({area})", None, 1)
        sheet.write_dynamic_array_formula(f"I{FREE}", f"=_xlfn.UNIQUE({area})", None, 1)

    return written(fill)


@SAMPLES.add(r"https://example.org/plan", r'tooltip="Read it"', r"location=.Programme!B2")
def hyperlinks():
    def fill(_, sheet):
        sheet.write_url(f"F{FREE}", "https://example.org/plan", tip="Read it", string="The plan")
        sheet.write_url(f"F{FREE + 1}", "internal:Programme!B2", string="Above")
        sheet.write_url(f"F{FREE + 2}", "mailto:town@example.org")

    return written(fill)


@SAMPLES.add(r"Town of Lyon", r"<(?:\w+:)?property .*Budget", r"<cp:category>Plan|category>Plan")
def custom_properties():
    def fill(file, _):
        file.set_properties({"title": "Programme", "company": "Town of Lyon", "category": "Plan"})
        file.set_custom_property("Budget", 1250.5)
        file.set_custom_property("Adopted", datetime(2024, 2, 1))  # noqa: DTZ001 - as XlsxWriter has it

    return written(fill)


@SAMPLES.add(r'date1904="(?:1|true)"', r"<v>4[0-9]{4}")
def dates_since_1904():
    def fill(file, sheet):
        day = file.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(f"F{FREE}", datetime(2024, 2, 1), day)  # noqa: DTZ001 - as XlsxWriter has it

    return written(fill, date_1904=True)


@SAMPLES.add(r"<xdr:sp ", r"Step by step", r'textlink="')
def text_boxes():
    def fill(_, sheet):
        sheet.write(f"F{FREE}", "linked")
        sheet.insert_textbox(f"H{FREE}", "Step by step", {"fill": {"color": "yellow"}})
        sheet.insert_textbox(f"K{FREE}", "linked", {"textlink": f"=$F${FREE}"})

    return written(fill)


@SAMPLES.add(r"FmlaMacro", r'ObjectType="Button"', r"Press me")
def button():
    def fill(_, sheet):
        sheet.insert_button(f"H{FREE}", {"macro": "clean", "caption": "Press me"})

    return written(fill)


@SAMPLES.add(r"Page &amp;P of", r"<(?:\w+:)?brk ", r'orientation="landscape"', r'fitToHeight="0"')
def page_setup():
    def fill(_, sheet):
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.set_header('&L&"Arial,Bold"Programme&R&D')
        sheet.set_footer("&CPage &P of &N")
        sheet.set_h_pagebreaks([FREE, FREE + 9])
        sheet.center_horizontally()

    return written(fill)


@SAMPLES.add(r"<(?:\w+:)?sheetProtection", r"<(?:\w+:)?protectedRange ", refused="protected")
def protection():
    def fill(file, sheet):
        sheet.write(f"F{FREE}", 1, file.add_format({"locked": False}))
        sheet.protect("secret", {"sort": True})
        sheet.unprotect_range(f"F{FREE}:F{FREE + 4}", "Costs")

    return written(fill)


@SAMPLES.add(r'<(?:\w+:)?pane .*state="frozen"', r'outlineLevel="1"', r'hidden="(?:1|true)"')
def panes_and_outlines():
    def fill(_, sheet):
        sheet.freeze_panes(1, 2)
        for row in range(FREE, FREE + 4):
            sheet.set_row(row, None, None, {"level": 1, "hidden": row > FREE + 2})
        sheet.set_column("F:H", 12, None, {"level": 1})
        sheet.set_selection(f"B{FREE}")

    return written(fill)


@SAMPLES.add(r"FeaturePropertyBag", r"<v>1</v>", r"Checkbox")
def checkboxes():
    def fill(_, sheet):
        sheet.insert_checkbox(f"F{FREE}", True)
        sheet.insert_checkbox(f"F{FREE + 1}", False)

    return written(fill)


@SAMPLES.add(r'numberStoredAsText="1"', r'evalError="1"')
def ignored_errors():
    def fill(_, sheet):
        sheet.write_string(f"F{FREE}", "007")
        sheet.write_formula(f"F{FREE + 1}", "=1/0", None, "#DIV/0!")
        sheet.ignore_errors({"number_stored_as_text": f"F{FREE}:F{FREE + 3}", "eval_error": "F12"})

    return written(fill)


@SAMPLES.add(r'state="veryHidden"', r'state="hidden"', r"<(?:\w+:)?tabColor")
def hidden_sheets():
    def fill(file, sheet):
        file.add_worksheet("Lists").hide()
        file.add_worksheet("Secret").very_hidden()
        sheet.set_tab_color("green")

    return written(fill)


@SAMPLES.add(r"inlineStr", r"<is>")
def texts_in_cells():
    """XlsxWriter keeps texts in the cells where it keeps no rows in memory."""
    return written(lambda _, sheet: sheet.write("A12", "kept in place"), constant_memory=True)


@SAMPLES.add(r'textRotation="45"', r"diagonalUp=")
def formats():
    def fill(file, sheet):
        look = {
            "pattern": 17,
            "fg_color": "#AABBCC",
            "rotation": 45,
            "diag_type": 1,
            "diag_border": 1,
        }
        sheet.write(f"F{FREE}", 0.5, file.add_format({**look, "num_format": '0 %" done"'}))
        small = file.add_format({"font_script": 2, "indent": 2, "text_wrap": True, "shrink": True})
        sheet.write(f"F{FREE + 1}", "wrapped", small)

    return written(fill)


@SAMPLES.add(r"SUM\('L''autre'!|L''autre", r"<v>23</v>")
def sheets_that_read_each_other():
    def fill(file, sheet):
        area = numbers(sheet)
        other = file.add_worksheet("L'autre")
        other.write_formula("A1", f"=SUM(Programme!{area})", None, 23)
        other.write_formula("A2", "=Programme!B4", None, "Pave , now")
        sheet.write_formula("F2", "=SUM('L''autre'!A1:A1)", None, 23)

    return written(fill)
