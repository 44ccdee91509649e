"""The reader agrees with two others, and with a plain one on sheets full of oddities."""

import io
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from tests.ooxml.hostile import MAIN, book, prefixed, sheet
from tests.workbooks import SAMPLES
from xlmot.books.file import FileBook
from xlmot.programme.address import cell_name


def cells(rows):
    return {
        (row, column): value
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value not in ("", None)
    }


READABLE = sorted(name for name, sample in SAMPLES.items() if not sample.unread)


# What the others do not see: calamine cells in UTF-16, openpyxl sheets of the strict form and of
# names with a backslash.
BLIND_CALAMINE = {"parts in utf16"}
BLIND_OPENPYXL = {"strict form", "zip with names of old windows"}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", READABLE)
def test_every_sample_reads_as_calamine_reads_it_with_errors_and_formulas_as_openpyxl_does(name):
    data = SAMPLES[name].make()
    try:
        theirs = load_workbook(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - a sample that calamine refuses
        pytest.skip("python-calamine refuses it")
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for grid in FileBook(Path("b.xlsx"), data).all_grids():
        rows = theirs.get_sheet_by_name(grid.sheet).to_python(skip_empty_area=False)
        assert cells(grid.rows) == cells(rows) or name in BLIND_CALAMINE
        if name in BLIND_OPENPYXL:
            continue
        errors = {
            (cell.row, cell.column): cell.value
            for row in values[grid.sheet]
            for cell in row
            if cell.data_type == "e"
        }
        assert grid.errors == errors


TEXTS = st.text(st.sampled_from("aé<&>\"' 1=€😀"), max_size=6).map(str.strip)
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=64),
)
VALUES = st.one_of(TEXTS, NUMBERS, st.booleans(), st.none())
PLACES = st.tuples(
    st.one_of(st.integers(1, 9), st.integers(1, 1_048_576)),
    st.one_of(st.integers(1, 9), st.integers(1, 16_384)),
)
TABLES = st.dictionaries(PLACES, VALUES, max_size=12)


PHONETIC = '<rPh sb="0" eb="1"><t>ka</t></rPh>'


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def written(draw, place, value):
    """Return a cell in one of the ways that programs write it."""
    style = draw(st.sampled_from(["", ' s="0"', " s='0'", ' ph="1"']))
    name = f' r="{cell_name(*place)}"'
    head = draw(st.sampled_from([name + style, style + name]))
    formula = draw(st.sampled_from(["", "<f>1</f>", '<f>A1&amp;"&lt;"</f>']))
    if value is None:
        return draw(st.sampled_from([f"<c{head}/>", f"<c{head} />", f"<c{head}></c>"]))
    if isinstance(value, bool):
        text = draw(st.sampled_from(["1", "true", " 1 "] if value else ["0", "false", "0.0"]))
        return f'<c{head} t="b">{formula}<v>{text}</v></c>'
    if not isinstance(value, str):
        kind = draw(st.sampled_from(["", ' t="n"']))
        blank = draw(st.sampled_from(["", "\n"]))
        return f"<c{head}{kind}>{formula}<v>{blank}{value!r}{blank}</v></c>"
    ways = [
        f'<c{head} t="str">{formula}<v>{escaped(value)}</v></c>',
        f'<c{head} t="inlineStr"><is><t>{escaped(value)}</t></is></c>',
        f'<c{head} t="inlineStr"><is><r><t>{escaped(value)}</t></r>{PHONETIC}</is></c>',
        f'<c{head} t="str"><v><![CDATA[{value}]]></v></c>',
    ]
    return draw(st.sampled_from(ways))


@st.composite
def sheets(draw):
    table = draw(TABLES)
    rows = draw(st.permutations(sorted({row for row, _ in table})))
    text = ""
    for row in rows:
        columns = draw(st.permutations(sorted(c for r, c in table if r == row)))
        inner = "".join(written(draw, (row, c), table[row, c]) for c in columns)
        space = draw(st.sampled_from(["", "\n ", "<!-- <row> -->"]))
        more = draw(st.sampled_from(["", ' spans="1:3"', " hidden='0'"]))
        text += f'{space}<row r="{row}"{more}>{inner}</row>'
    part = sheet(text)
    return draw(st.sampled_from([part, part if "<!" in part else prefixed(part)]))


def plainly(part):
    """Return the values of a sheet as a tree of its XML shows them."""
    root = fromstring(part.encode())  # noqa: S314 - made here
    name = f"{{{MAIN}}}"
    found = {}
    for cell in root.iter(f"{name}c"):
        kind = cell.get("t", "n")
        value: Any = cell.findtext(f"{name}v")
        if kind == "inlineStr":
            inline: Any = cell.find(f"{name}is")
            value = "".join(t.text or "" for t in inline.findall(f"{name}t"))
            value += "".join(t.text or "" for t in inline.findall(f"{name}r/{name}t"))
        elif kind == "b":
            value = value.strip() in ("1", "true")
        elif kind == "n" and value is not None:
            value = float(value)
        if value not in (None, ""):
            found[cell.get("r")] = value
    return found


@given(sheets())
def test_a_sheet_full_of_oddities_reads_as_its_tree_shows_it(part):
    [grid] = FileBook(Path("b.xlsx"), book(sheet=part)).all_grids()
    found = {
        cell_name(row, column): value
        for row in getattr(grid.rows, "filled", range(1, len(grid.rows) + 1))
        for column, value in enumerate(grid.rows[row - 1], 1)
        if value not in (None, "")
    }
    assert found == plainly(part)
    assert all(type(found[cell]) is type(value) for cell, value in plainly(part).items())


@pytest.mark.parametrize(
    "inner",
    [
        ' t="inlineStr"><is><t> R&amp;D_x000D_ </t></is></c>',
        ' t="inlineStr"><is><t xml:space="preserve"> a\r\n</t></is></c>',
        ' t="inlineStr"><is><t>  </t></is></c>',
        ' t="inlineStr"><is><t></t></is></c>',
        ' t="str"><f>A1&amp;"&lt;"</f><v> a &gt;</v></c>',
        '><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c>',
        '><f t="shared" si="0"/><v>4</v></c>',
        ' t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        ' t="e"><f>1/0</f></c>',
        ' t="b"><f>TRUE()</f><v>1</v></c>',
        "><f>A2</f></c>",
    ],
)
def test_a_cell_reads_the_same_in_the_usual_order_of_its_attributes_and_in_another(inner):
    usual, other = (
        FileBook(Path("b.xlsx"), book(sheet=sheet(f'<row r="1"><c{head}{inner}</row>')))
        for head in (' r="A1" s="0"', ' s="0" r="A1"')
    )
    [one], [two] = usual.all_grids(), other.all_grids()
    assert list(one.rows) == list(two.rows)
    assert dict(one.formulas) == dict(two.formulas)
    assert one.errors == two.errors
