"""The add-in starts what it was installed from, in the same words on Windows and on a Mac."""

from __future__ import annotations

import sys

import pytest

from xlmot.messages.errors import BadSetting
from xlmot.ooxml.parts.container import Container
from xlmot.ribbon.addin.build import addin_bytes, script
from xlmot.ribbon.addin.install import InstalledFiles, install
from xlmot.ribbon.addin.starting import BY_PROGRAM, BY_PYTHON, own_words


def test_a_python_is_isolated_and_the_frozen_program_is_its_own(monkeypatch) -> None:
    assert own_words() == BY_PYTHON == "-I -X utf8 -m xlmot.ribbon"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_words() == BY_PROGRAM == "ribbon"


@pytest.mark.parametrize("words", [BY_PYTHON, BY_PROGRAM])
def test_the_words_stand_in_the_add_in_and_in_the_script_of_a_mac(words: str) -> None:
    sheet = Container.read(addin_bytes("/opt/x/xlmot", words)).part("xl/worksheets/sheet1.xml")
    assert f">{words}<".encode() in sheet
    assert f'quoted form of python & " {words} " & verb' in script("/opt/x/xlmot", words)


def test_a_program_that_cannot_start_its_buttons_is_refused(tmp_path) -> None:
    place = InstalledFiles(tmp_path / "xlmot.xlam")
    with pytest.raises(BadSetting, match="cannot run xlmot"):
        install(place, sys.executable, BY_PROGRAM)
    assert not place.addin.exists()
