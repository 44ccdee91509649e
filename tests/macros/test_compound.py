"""Compound files of ours, read by olefile, which also complains of what is not regular."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from olefile import DEFECT_INCORRECT, OleFileIO

from macros.vba.compound import write_compound

names = st.text("abcXYZ019_", min_size=1, max_size=12)
contents = st.one_of(
    st.binary(max_size=200),
    st.builds(bytes, st.sampled_from([63, 64, 65, 4095, 4096, 4097, 66_000])),
)


def read(data):
    with OleFileIO(data, raise_defects=DEFECT_INCORRECT) as file:
        assert file.parsing_issues == []
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


@given(st.dictionaries(names, contents, max_size=40), st.dictionaries(names, contents, max_size=9))
def test_each_stream_is_read_back(top, inner):
    streams = {**top, **{f"IN SIDE/{name}": content for name, content in inner.items()}}
    # In one storage, two names that differ by case alone are one.
    for storage in (top, inner):
        if len({name.upper() for name in storage}) != len(storage):
            return
    assert read(write_compound(streams)) == streams


def test_the_directory_is_a_red_black_tree():
    for count in range(60):
        file = OleFileIO(write_compound({f"s{n}": b"x" for n in range(count)}))
        root = file.root
        assert root.color == 1
        assert black_height(file.direntries, root.sid_child) > 0


def black_height(entries, number):
    """Return how many black entries stand on each way down, after checking that it is the same."""
    if number == 0xFFFFFFFF:
        return 1
    entry = entries[number]
    sides = [entry.sid_left, entry.sid_right]
    left, right = (black_height(entries, side) for side in sides)
    assert left == right
    if entry.color == 0:
        assert all(side == 0xFFFFFFFF or entries[side].color == 1 for side in sides)
    return left + (entry.color == 1)


def test_more_than_a_header_can_name_is_refused():
    assert len(read(write_compound({"s": bytes(6 << 20)}))["s"]) == 6 << 20
    with pytest.raises(ValueError, match="header"):
        write_compound({"s": bytes(8 << 20)})
