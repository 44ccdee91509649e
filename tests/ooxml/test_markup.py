import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.counting import ends
from xlmot.messages.errors import UnreadableFile
from xlmot.ooxml.parts.characters import escape, escape_attribute, unescape, utf8
from xlmot.ooxml.parts.markup import Markup, splice

SHEET = b"""<?xml version="1.0"?>
<worksheet xmlns="urn:main" xmlns:m="urn:main" xmlns:x14='urn:x14'>
<!-- <row r="9"/> --><sheetData><row r = '1'><c r="A1"><v>1</v></c><m:c r="B1"/></row>
<row r="2" note="a > b"><is><t><![CDATA[<row r="8">]]></t></is></row></sheetData>
<ext><x14:row r="7"><x14:row/></x14:row></ext></worksheet>"""


def found(xml, *names):
    return [xml.data[e.start : e.end] for e in xml.elements(*names)]


def test_a_name_means_the_namespace_of_the_root_however_it_is_prefixed():
    xml = Markup(SHEET)
    assert [xml.attribute(row, "r") for row in xml.elements("row")] == ["1", "2"]
    assert [xml.attribute(tag, "r") for tag in xml.heads("c")] == ["A1", "B1"]
    assert found(xml, "*:row")[-1] == b'<x14:row r="7"><x14:row/></x14:row>'


def test_a_part_written_with_a_prefix_reads_the_same():
    prefixed = re.sub(rb"(?<!\[)<(/?)(?=sheet|row|c |v>|is>|t>|ext|work)", rb"<\1m:", SHEET)
    plain, other = Markup(SHEET), Markup(prefixed)
    for name in ("row", "c", "t", "sheetData"):
        assert [other.text(e) for e in other.elements(name)] == [
            plain.text(e) for e in plain.elements(name)
        ]


def test_children_are_the_direct_ones():
    xml = Markup(SHEET)
    assert [child.name for child in xml.children(xml.whole())] == ["sheetData", "ext"]


@pytest.mark.parametrize("data", [b"", b"plain", b"<a", b"<a><b></a>", b"<!-- <a/>", b"<a>"])
def test_a_part_that_breaks_off_is_said_to_be_damaged(data):
    with pytest.raises(UnreadableFile, match="damaged"):
        list(Markup(data).elements())


ATTRIBUTES = """
| before | name | value | after |
|---|---|---|---|
| <c r="A1"/> | t | s | <c r="A1" t="s"/> |
| <c r="A1" /> | t | s | <c r="A1" t="s" /> |
| <c r='A1' t='n'>1</c> | t | s | <c r='A1' t='s'>1</c> |
| <c r="A1"  t="n">1</c> | t | | <c r="A1">1</c> |
| <c  r:t="x" t = "n"/> | t | | <c  r:t="x"/> |
| <c/> | t | | <c/> |
| <c a="1>2">1</c> | b | "<'> | <c a="1>2" b="&quot;&lt;&apos;&gt;">1</c> |
"""


@pytest.mark.parametrize(
    ("before", "name", "value", "after"),
    [[cell.strip() for cell in line.split("|")[1:-1]] for line in ATTRIBUTES.split("\n")[3:-1]],
)
def test_setting_an_attribute_changes_nothing_else(before, name, value, after):
    xml = Markup(before.encode())
    edited = splice(xml.data, xml.set_attribute(xml.root, name, value or None))
    assert edited.decode() == after
    assert Markup(edited).attribute(Markup(edited).root, name) == (value or None)


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\t\n\r&<>\"'")
)


@given(texts)
def test_what_is_escaped_reads_back(text):
    xml = Markup(b"<t a=\"%b\" b='%b'>%b</t>" % (*(escape_attribute(text),) * 2, escape(text)))
    assert xml.text(xml.whole()) == text
    assert xml.attribute(xml.root, "a") == xml.attribute(xml.root, "b") == text


@given(st.text())
def test_unescaping_anything_never_fails(text):
    unescape("&" + text)
    unescape("&#" + text + ";")


CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso8859-15"]


@pytest.mark.parametrize("codec", CODECS)
def test_a_part_in_another_encoding_reads_like_one_in_utf_8(codec):
    declared = {"utf-8-sig": "UTF-8", "cp1252": "windows-1252", "iso8859-15": "ISO-8859-15"}
    name = declared.get(codec, codec[:6])
    data = f'<?xml version="1.0" encoding="{name}"?><t>œuvre</t>'.encode(codec)
    xml = Markup(utf8(data))
    assert xml.text(xml.whole()) == "œuvre"
    assert not codec.startswith("utf-8") or utf8(data) is data


NO_ENCODINGS = ["UTF-7", "UTF-16", "UTF-32", "ebcdic", "idna", "ISO-8859-99", "rot13"]


@pytest.mark.parametrize("name", NO_ENCODINGS)
def test_an_encoding_that_is_unknown_or_cannot_be_is_damage(name):
    data = f'<?xml version="1.0" encoding="{name}"?><t>+ADw-</t>'.encode()
    with pytest.raises(UnreadableFile, match="damaged"):
        utf8(data, "xl/a.xml")


def test_spans_that_overlap_are_a_bug():
    with pytest.raises(ValueError, match="overlap"):
        splice(b"abcdef", [(0, 3, b""), (2, 4, b"")])


@pytest.mark.parametrize(
    "piece", [b"<!--", b"<row a='", b'<row a="', b"<![CDATA[", b"<?", b"<", b"<row ", b"&"]
)
def test_no_markup_makes_a_search_quadratic(piece):
    xml = Markup(b"<a>" + piece * 200_000)
    with ends():
        with pytest.raises(UnreadableFile):
            xml.whole()
        list(xml.heads("row"))
        list(xml.heads("*:row"))
