"""Write one workbook with every feature that XlsxWriter knows and the proof has to do with."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import xlsxwriter

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cf500f0003860180c1bd8f5f0000000049454e44ae426082"
)


@cache
def feature_book() -> bytes:
    """Return a workbook of two sheets that refer to each other; « Plan d'action » has the table."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        plan = book.add_worksheet("Plan d'action")
        notes = book.add_worksheet("Notes")
        _fill(plan, bold)
        _decorate(plan, book, bold)
        _refer(notes, book, bold)
    return stream.getvalue()


def _fill(plan, bold):
    plan.write_row(0, 0, ["Code", "Action", "Montant"], bold)
    for row in range(1, 30):
        plan.write_string(row, 0, f"1.{row}")
        plan.write_string(row, 1, f"Action {row % 7}")
        plan.write_number(row, 2, row * 1.5)
        plan.write_formula(row, 3, f"=C{row + 1}*2", None, row * 3)
    plan.write_rich_string(31, 1, "Une ", bold, "action", " riche")
    plan.write_boolean(31, 2, True)
    plan.write_formula("D32", "=SUM(C2:C30)+Notes!B3", None, 1)
    plan.write_array_formula("E32:E33", "{=C2:C3*2}", None, 1)


def _decorate(plan, book, bold):
    plan.merge_range("F2:G4", "Fusion")
    plan.merge_range("F20:G22", "Fusion 2")
    plan.data_validation("H2:H30", {"validate": "list", "source": ["oui", "non"]})
    plan.data_validation("I2:I30", {"validate": "list", "source": "=$A$2:$A$30"})
    plan.conditional_format("C2:C30", {"type": "formula", "criteria": "=$C2>$C$10", "format": bold})
    plan.conditional_format("D2:D30", {"type": "data_bar", "data_bar_2010": True})
    plan.write_url("J5", "https://example.org/", string="lien")
    plan.write_url("J25", "internal:'Notes'!A1", string="notes")
    plan.write_comment("A3", "Une note")
    plan.write_comment("B28", "Une autre")
    plan.insert_image("L10", "picture.png", {"image_data": io.BytesIO(PICTURE)})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Plan d''action'!$C$2:$C$30", "categories": "=Notes!$A$2:$A$9"})
    plan.insert_chart("N12", chart)
    plan.add_sparkline("K6", {"range": "'Plan d''action'!C2:C30"})
    plan.freeze_panes(1, 0)
    plan.set_h_pagebreaks([15, 28])
    plan.autofilter("A1:D30")
    plan.print_area("A1:K33")
    plan.repeat_rows(0)
    plan.ignore_errors({"number_stored_as_text": "A2:A30"})


def _refer(notes, book, bold):
    notes.write_row(0, 0, ["Nom", "Valeur"])
    for row in range(1, 12):
        notes.write_string(row, 0, f"note {row}")
        notes.write_formula(row, 1, f"='Plan d''action'!C{row * 2 + 1}+B{row}", None, row)
    notes.add_table(
        "D1:F9",
        {
            "name": "Suivi",
            "columns": [
                {"header": "Code"},
                {"header": "Etat"},
                {"header": "Total", "formula": "='Plan d''action'!$C$5"},
            ],
        },
    )
    notes.conditional_format(
        "A2:A9", {"type": "formula", "criteria": "='Plan d''action'!$C$9>1", "format": bold}
    )
    notes.write_comment("B4", "Note d'une autre feuille")
    book.define_name("Total", "='Plan d''action'!$C$2:$C$30")
    book.define_name("Notes!Locale", "=Notes!$A$2")


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
