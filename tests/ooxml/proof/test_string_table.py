"""The shared strings of an edited workbook, taken from those before, are those that are written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xlmot.ooxml.proof import string_table
from xlmot.ooxml.proof.string_table import other_strings, read_table

STRINGS = st.lists(
    st.sampled_from(
        [
            *(b"<si><t>%s</t></si>" % text for text in (b"", b"A", b"Pave", b"Pave the market")),
            *(b"<si><r><t>A</t></r></si>", b"<si/>", b"<si></si>", b'<si x="1"><t>A</t></si>'),
            *(b"<si><t>&lt;/si></t></si>", b"<si>\n<t>B</t></si>"),
        ]
    ),
    max_size=30,
)
HEADS = st.sampled_from([b"<sst>", b'<sst count="9">', b"<sst><!-- </si><si> -->", b"<sst><x/>"])
ENDS = st.sampled_from([b"</sst>", b"<extLst/></sst>", b"</si></sst>", b""])
BETWEEN = st.sampled_from([b"", b"", b"\n"])


@st.composite
def tables(draw) -> bytes:
    between: bytes = draw(BETWEEN)
    written: bytes = draw(HEADS) + between.join(draw(STRINGS)) + draw(ENDS)
    return written


@given(tables(), tables(), st.sampled_from([3, 64, 4096]))
def test_what_is_taken_from_the_table_before_is_what_the_part_says(one, other, block) -> None:
    compare(one, other, block)


@given(HEADS, ENDS, STRINGS, STRINGS, STRINGS, STRINGS, st.sampled_from([3, 64, 4096]))
def test_a_table_with_another_stretch(head, end, before, was, now, behind, block) -> None:
    one, other = (head + b"".join([*before, *own, *behind]) + end for own in (was, now))
    compare(one, other, block)


def compare(one: bytes, other: bytes, block: int) -> None:
    string_table._BLOCK, usual = block, string_table._BLOCK
    try:
        old, new, known = read_table(one), read_table(other), read_table(other, read_table(one))
    finally:
        string_table._BLOCK = usual
    assert (list(known), known.around) == (list(new), new.around)
    pairs = [(a, b) for a, b in zip(old, new, strict=False)]
    expected = [index for index, (a, b) in enumerate(pairs) if a != b]
    assert other_strings(old, known) == expected + list(range(len(new), len(old)))


def test_a_table_that_is_but_for_a_stretch_is_not_cut_again() -> None:
    strings = [b"<si><t>Action %d</t></si>" % number for number in range(2000)]
    one = b"<sst>" + b"".join(strings) + b"</sst>"
    old = read_table(one)
    new = read_table(one.replace(b"Action 700<", b"Other<"), old)
    assert other_strings(old, new) == [700]
    assert new[700] == b"<si><t>Other</t></si>"
    assert new.pieces[699] is old.pieces[699]
