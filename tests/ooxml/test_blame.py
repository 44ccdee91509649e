"""What is wrong with a workbook from the start is not called a fault of xlmot."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.workbooks import SAMPLES
from xlmot.files.clean import clean_file
from xlmot.files.reading import Asked
from xlmot.files.summarize import Wish, summarize_file
from xlmot.files.write import Destination
from xlmot.ooxml.proof.blame import blaming, first_flaw
from xlmot.ooxml.proof.reading import RawParts

STYLES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
# A sample, a part of it, what is written there and what instead.
# fmt: off
SPOILT = {
    "a sheet of nowhere":
        ("names", "xl/workbook.xml", 'localSheetId="0"', 'localSheetId="x"'),
    "a break that is no row": ("page setup", "xl/worksheets/sheet1.xml", '<brk id="', '<brk id="x'),
    "a relation of no kind": ("table", "xl/worksheets/_rels/sheet1.xml.rels", "/table\"", '"'),
    "formats that nothing leads to": ("charts", "xl/_rels/workbook.xml.rels", STYLES, "x"),
    "a format that is no number": ("charts", "xl/worksheets/sheet1.xml", 't="s"', 't="s" s="x"'),
    "a string that is no number": ("charts", "xl/worksheets/sheet1.xml", "<v>0</v>", "<v>x</v>"),
    "a count that is no number":
        ("charts", "xl/styles.xml", 'borders count="1"', 'borders count="x"'),
    "a count that is wrong":
        ("charts", "xl/styles.xml", 'borders count="1"', 'borders count="7"'),
    "a chart that nothing leads to":
        ("charts", "xl/drawings/_rels/drawing1.xml.rels", "<Relationship ", "<x "),
}
# fmt: on


def spoilt(name: str, part: str, old: str, new: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SAMPLES[name].make())) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    if old.encode() not in parts[part]:
        pytest.skip(f"{name} does not say {old}")
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return file.getvalue()


@pytest.mark.parametrize("what", SPOILT)
@pytest.mark.parametrize("command", ["clean", "summarize"])
def test_it_is_done_or_refused_as_damaged(tmp_path: Path, what: str, command: str) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(spoilt(*SPOILT[what]))
    source, place = (path, Path(path.name)), Destination(in_place=True)
    if command == "clean":
        error = clean_file(source, Asked(), place, unsafe=True).error
    else:
        error = summarize_file(source, Asked(), place, Wish()).error
    assert "fault of xlmot" not in str(error)


def test_a_sound_workbook_has_no_flaw() -> None:
    samples = {name: one.make() for name, one in SAMPLES.items() if not one.unread}
    found = {name: first_flaw(RawParts.of(data)) for name, data in samples.items()}
    # Its entries begin with a slash, which Excel reads and few others write.
    assert [name for name, flaw in found.items() if flaw] == ["image in a cell"]


def test_a_stumble_over_a_sound_workbook_goes_on_as_it_is() -> None:
    with pytest.raises(KeyError), blaming(SAMPLES["charts"].make()):
        raise KeyError
