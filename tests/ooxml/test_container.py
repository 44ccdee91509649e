import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmot.messages.errors import RefusedFile, UnreadableFile, XlmotError
from xlmot.ooxml.parts.container import Container


def zipped(parts, *, method=zipfile.ZIP_DEFLATED, stream=False, comment=b""):
    """Return a zip file; as a stream its members have data descriptors."""
    sink = io.BytesIO()
    target = Unseekable(sink) if stream else sink
    with zipfile.ZipFile(target, "w", method) as file:
        for name, content in parts:
            file.writestr(name, content)
        file.comment = comment
    return sink.getvalue()


class Unseekable(io.RawIOBase):
    def __init__(self, sink):
        self.sink = sink

    def writable(self):
        return True

    def write(self, data):
        return self.sink.write(data)


def zip64(parts):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts:
            with file.open(name, "w", force_zip64=True) as member:
                member.write(content)
    data = sink.getvalue()
    return with_zip64_end(data)


def with_zip64_end(data):
    """Give a zip file the end record of zip64, its plain one full of ~0 as streaming writers do."""
    end = data.rfind(b"PK\5\6")
    count, _, start = struct.unpack_from("<HLL", data, end + 10)
    entry = data[start:end]
    name, extra = struct.unpack_from("<HH", entry, 28)
    packed, plain = struct.unpack_from("<LL", entry, 20)
    wide = struct.pack("<HHQQQ", 1, 24, plain, packed, 0)
    first = (
        entry[:20] + b"\xff" * 8 + entry[28:30] + struct.pack("<H", 28) + entry[32:42] + b"\xff" * 4
    )
    entry = first + entry[46 : 46 + name] + wide + entry[46 + name + extra :]
    record = struct.pack(
        "<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(entry), start
    )
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(entry), 1)
    plain_end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:start] + entry + record + locator + plain_end


PARTS = [("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<w/>" * 99), ("a/é.bin", b"")]
KINDS = {
    "deflated": zipped,
    "stored": lambda parts: zipped(parts, method=zipfile.ZIP_STORED),
    "data descriptors": lambda parts: zipped(parts, stream=True),
    "comment": lambda parts: zipped(parts, comment=b"made by hand"),
    "zip64": zip64,
}


@pytest.fixture(params=KINDS)
def kind(request):
    return KINDS[request.param]


def read_back(data):
    """Return the parts as another reader finds them, every checksum verified."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def test_every_kind_of_zip_is_read(kind):
    container = Container.read(kind(PARTS))
    assert [(name, container.part(name)) for name in container.names] == PARTS


def test_without_a_change_the_file_is_the_same(kind):
    data = kind(PARTS)
    assert Container.read(data).write({}) == data


names = st.sampled_from(["a.xml", "b.xml", "xl/c.xml", "é.xml", "new.xml", "XL/other.xml"])


@given(
    st.dictionaries(names, st.binary(max_size=300), min_size=1),
    st.data(),
    st.sampled_from(sorted(KINDS)),
)
def test_a_change_changes_that_part_and_nothing_else(parts, data, kind):
    changed = data.draw(st.dictionaries(names, st.none() | st.binary(max_size=300)))
    old = KINDS[kind](list(parts.items()))
    new = Container.read(old).write(changed)
    expected = {n: c for n, c in {**parts, **changed}.items() if c is not None}
    assert read_back(new) == {n: Container.read(new).part(n) for n in expected} == expected
    kept = [name for name in parts if name in expected]
    assert [*expected] == [*read_back(new)] == [*kept, *(n for n in expected if n not in kept)]


def test_a_part_that_stays_keeps_its_record_byte_for_byte(kind):
    data = kind(PARTS)
    first, second = data.find(b"PK\3\4"), data.find(b"PK\3\4", 1)
    new = Container.read(data).write({"xl/workbook.xml": b"<changed/>"})
    assert new[first:second] == data[first:second]
    last = data[data.find(b"PK\3\4", second + 1) : data.find(b"PK\1\2")]
    assert last in new


def test_a_name_is_found_in_either_case_and_slash():
    container = Container.read(zipped([("xl\\Workbook.xml", b"1"), ("/docProps/app.xml", b"2")]))
    assert container.part("xl/workbook.xml") == b"1"
    assert "docprops/app.xml" in container
    assert read_back(container.write({"XL/workbook.xml": b"3"}))["xl\\Workbook.xml"] == b"3"
    with pytest.raises(KeyError):
        container.part("xl/styles.xml")


def patched(data, *edits):
    data = bytearray(data)
    for place, new in edits:
        data[place : place + len(new)] = new
    return bytes(data)


def test_a_file_cut_anywhere_is_refused():
    data = zipped(PARTS)
    for length in range(len(data)):
        with pytest.raises(UnreadableFile):
            Container.read(data[:length])


@given(st.data())
def test_a_damaged_file_raises_no_other_error(data):
    whole = zipped(PARTS, comment=b"-")
    place = data.draw(st.integers(0, len(whole) - 1))
    harmed = patched(whole, (place, data.draw(st.binary(min_size=1, max_size=4))))
    try:
        container = Container.read(harmed)
        for name in container.names:
            container.part(name)
        container.write({"xl/workbook.xml": b""})
    except XlmotError:
        pass


def test_a_directory_that_names_no_part_can_be_written():
    whole = zipped(PARTS, comment=b"-")
    for place in range(len(whole) - 30, len(whole)):
        with suppress(XlmotError):
            Container.read(patched(whole, (place, b"\0"))).write({"xl/workbook.xml": b""})


def test_a_part_that_does_not_match_its_checksum_is_damaged():
    data = zipped(PARTS, method=zipfile.ZIP_STORED)
    container = Container.read(patched(data, (data.find(b"<w/>"), b"<v/>")))
    with pytest.raises(UnreadableFile, match=r"xl/workbook\.xml"):
        container.part("xl/workbook.xml")


def entry_of(data, name):
    return data.rfind(name.encode()) - 46


def test_a_part_larger_than_it_declares_is_not_unpacked():
    data = zipped([("a.xml", b"0" * 5_000_000)])
    container = Container.read(patched(data, (entry_of(data, "a.xml") + 24, struct.pack("<L", 9))))
    with pytest.raises(UnreadableFile, match=r"a\.xml"):
        container.part("a.xml")


def flagged(flags):
    data = zipped(PARTS)
    return patched(data, (entry_of(data, PARTS[0][0]) + 8, flags))


def overlapping():
    data = zipped([("a.xml", b"one"), ("b.xml", b"two")])
    packed = struct.unpack_from("<L", data, entry_of(data, "a.xml") + 20)[0]
    return patched(data, (entry_of(data, "a.xml") + 20, struct.pack("<L", packed + 5)))


def declaring(size):
    data = zipped(
        [(name, zlib.compress(bytes(4 << 20), 0)) for name in ("a", "b", "c")],
        method=zipfile.ZIP_STORED,
    )
    return patched(data, *[(entry_of(data, n) + 24, struct.pack("<L", size)) for n in "abc"])


REFUSED = {
    "twice": lambda: zipped([("xl/a.xml", b""), ("XL\\A.xml", b"")]),
    "outside": lambda: zipped([("../a.xml", b"")]),
    "outside itself": lambda: zipped([("c:/a.xml", b"")]),
    "zip password": lambda: flagged(b"\1"),
    "does not use": lambda: zipped(PARTS, method=zipfile.ZIP_BZIP2),
    "overlap": overlapping,
    "zip bomb": lambda: zipped([("xl/a.xml", bytes(60 << 20))]),
    "too many parts: 20001": lambda: zipped((str(n), b"") for n in range(20_001)),
    "too large": lambda: declaring(600 << 20),
    "a gigabyte": lambda: declaring(500 << 20),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("word", REFUSED)
def test_a_container_that_could_do_harm_is_refused(word):
    with pytest.raises(RefusedFile, match=word) as refusal:
        Container.read(REFUSED[word]())
    assert refusal.value.remedy
