"""Whatever is wrong in a file, what is raised is a sentence for its user."""

import io
from contextlib import suppress

import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.ooxml.hostile import zipped
from xlmot.findings import SetCell
from xlmot.messages.errors import XlmotError
from xlmot.ooxml.cells.edit import refused, set_cells
from xlmot.ooxml.parts.container import Container
from xlmot.ooxml.parts.facts import read_book_facts
from xlmot.ooxml.parts.guard import open_container
from xlmot.ooxml.parts.package import Package
from xlmot.ooxml.parts.sheet_reading import read_grids


def rich():
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as file:
        sheet, other = file.add_worksheet("Feuil1"), file.add_worksheet("Autre")
        bold = file.add_format({"bold": True})
        sheet.write_row("A1", ["Code", "Libellé"], bold)
        sheet.write_rich_string("A2", bold, "gras", " et maigre")
        sheet.write_formula("B2", "=1+1", None, 2)
        sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
        sheet.merge_range("A4:B5", "x")
        sheet.write_comment("A2", "note")
        sheet.add_table("D1:E3")
        sheet.autofilter("A1:B5")
        sheet.filter_column("A", "x == 1")
        sheet.set_row(6, options={"hidden": True})
        sheet.set_column("G:H", options={"hidden": True})
        other.write("A1", "Code")
    container = Container.read(sink.getvalue())
    return {name: container.part(name) for name in container.names}


PARTS = rich()
FRAGMENTS = """
 | < | > | /> | </row> | " | ' | & | &amp; | &#0; | -1 | 99999999999 | XFE1 | A0 | <!-- | --> |
 A1: | <![CDATA[ | ]]> | <row/> | <row r="2"> | <c/> | <c r="A1" t="s"> | <v>7</v> | <v/> |
  r="B7" |  t="e" |  t="s" |  s="9" | <f/> | <f t="shared" si="0"> | ../../.. | // | r:id | rId9 |
 <v>x</v> | xmlns="urn:x" | x: | 1e999 | nan | hidden="1" | #REF! | \0 | é | <si/> | <t/> | :
""".encode().split(b" | ")


# A part, where in it (in thousandths), how many bytes go, and what is put there.
mutations = st.lists(
    st.tuples(
        st.sampled_from(sorted(PARTS)),
        st.integers(0, 1000),
        st.integers(0, 12),
        st.sampled_from(FRAGMENTS) | st.sampled_from(sorted(PARTS)).map(PARTS.get),
    ),
    min_size=1,
    max_size=3,
)


def mutant(changes):
    parts = dict(PARTS)
    for name, where, length, new in changes:
        data = parts[name]
        start = len(data) * where // 1000
        parts[name] = new if new in PARTS.values() else data[:start] + new + data[start + length :]
    return zipped(parts.items())


EDITS = [
    SetCell("Feuil1", 1, 1, "Code", "x"),
    SetCell("Feuil1", 2, 1, "gras et maigre", "gras"),
    SetCell("Feuil1", 9, 9, None, "y"),
    SetCell("Autre", 1, 1, "Code", 7),
]


@given(mutations)
def test_a_mutant_is_read_and_edited_or_refused_in_a_sentence(changes):
    try:
        container = open_container(mutant(changes), "b.xlsx")
    except XlmotError:
        return
    check(container)


@given(mutations)
def test_what_works_behind_the_guard_does_not_lean_on_it(changes):
    check(Container.read(mutant(changes)))


def check(container):
    package = Package(container)
    for act in (
        lambda: read_book_facts(package),
        lambda: seen(package),
        lambda: edit(Package(container)),
    ):
        with suppress(XlmotError):
            act()


def seen(package):
    """Return all that is read of a workbook's sheets, also what is read when somebody asks."""
    return [(list(g.rows), len(g.bold), len(g.indents)) for g in read_grids(package)]


def edit(package):
    bad = [edit for edit, _ in refused(package, EDITS)]
    set_cells(package, [edit for edit in EDITS if edit not in bad])
    new = Package(Container.read(package.bytes()))
    assert new.names == package.names
