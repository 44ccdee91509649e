"""A project of ours, read by olevba."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from olefile import OleFileIO
from oletools.olevba import VBA_Parser

from macros.vba.project import SHEET, WORKBOOK, Module, document_module, write_project

IDENTITY = "{00000000-1111-2222-3333-444444444444}"
DOCUMENTS = (document_module("ThisWorkbook", WORKBOOK), document_module("Feuil1", SHEET))


def project(*modules):
    return write_project("Plan", IDENTITY, (*DOCUMENTS, *modules))


def read(data):
    parser = VBA_Parser("vbaProject.bin", data)
    try:
        found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
        return {name: code.replace("\r\n", "\n") for name, code in found.items()}
    finally:
        parser.close()


lines = st.lists(st.text(st.characters(codec="cp1252", exclude_categories=["C", "Zl", "Zp"])))


@given(lines)
def test_sources_are_read_back(source):
    text = "\n".join(['Attribute VB_Name = "Work"', *(f"'{line}" for line in source)]) + "\n"
    assert read(project(Module("Work", text)))["Work"] == text


def test_a_long_source_is_read_back():
    text = 'Attribute VB_Name = "Long"\n' + "".join(
        f"Sub Row{n}()\n    Cells({n}, {n % 7}).Value = «été {n}»\nEnd Sub\n" for n in range(3000)
    )
    assert read(project(Module("Long", text)))["Long"] == text


def test_a_document_has_its_class():
    assert f'VB_Base = "0{{{SHEET}}}"' in read(project())["Feuil1"]


def test_a_character_of_no_code_page_is_refused():
    with pytest.raises(UnicodeEncodeError):
        project(Module("Work", "' ≠"))


def test_the_project_is_open_and_has_no_password():
    """CMG, DPB and GC are read as [MS-OVBA] 2.4.3.3 reads them."""
    with OleFileIO(project()) as file:
        text = file.openstream("PROJECT").read().decode("cp1252")
        assert file.openstream("VBA/_VBA_PROJECT").read().hex() == "cc61ffff000100"
    fields = dict(line.split("=", 1) for line in text.split("\r\n") if "=" in line)
    assert fields["ID"] == f'"{IDENTITY}"'
    key = sum(IDENTITY.encode()) % 256
    assert decrypted(fields["CMG"], key) == bytes(4)
    assert decrypted(fields["DPB"], key) == bytes(1)
    assert decrypted(fields["GC"], key) == b"\xff"


def decrypted(field, key):
    shown = bytes.fromhex(field.strip('"'))
    seed, version, project_key = shown[0], shown[1] ^ shown[0], shown[2] ^ shown[0]
    assert (version, project_key) == (2, key)
    plain, before, last, out = key, shown[1], shown[2], []
    for byte in shown[3:]:
        plain = byte ^ (before + plain) % 256
        before, last = last, byte
        out.append(plain)
    filler = (seed & 6) // 2
    length, data = out[filler : filler + 4], bytes(out[filler + 4 :])
    assert int.from_bytes(length, "little") == len(data)
    return data
