"""What is compressed here is what oletools, which shares no code with us, unpacks."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream

from macros.vba.compression import compress

# Few letters make many matches, of all distances and lengths.
words = st.lists(st.sampled_from([b"a", b"ab", b"abc", b"\r\n", b"Dim row As Long", b"\0"]))
texts = st.builds(lambda parts, times: b"".join(parts) * times, words, st.integers(1, 400))
around_a_chunk = st.builds(
    lambda seed, size: (seed * size)[:size],
    st.binary(min_size=1),
    st.sampled_from([4095, 4096, 4097, 8192]),
)


@given(st.one_of(st.binary(max_size=300), texts, around_a_chunk))
def test_oletools_unpacks_the_same(data):
    assert decompress_stream(bytearray(compress(data))) == data


@pytest.mark.parametrize("chunks", range(4))
def test_what_does_not_shrink_stands_as_it_is(chunks):
    data = Random(chunks).randbytes(4096 * chunks)  # noqa: S311  no secret, and the same each time
    packed = compress(data)
    assert decompress_stream(bytearray(packed)) == data
    assert len(packed) == 1 + (2 + 4096) * chunks


def test_text_shrinks():
    text = b"".join(b"    Cells(%d, 1).Value = %d\r\n" % (n, n) for n in range(2000))
    assert len(compress(text)) < len(text) / 3


def test_nothing_is_a_signature():
    assert compress(b"") == b"\x01"
