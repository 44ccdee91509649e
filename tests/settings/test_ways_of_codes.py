"""Each way of writing codes that the guide shows can be said in settings and is read by them."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.programme_2024 import ROOT
from xlmot.programme.code import completed, read_code
from xlmot.settings.load import build
from xlmot.settings.shipped import shipped
from xlmot.settings.toml_file import merge
from xlmot.settings.validation import Source, validate

GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
TABLE = GUIDE.split("| vos codes |")[1].split("\n\n")[0]
WAYS = [
    (codes.strip().split(", "), re.findall("`([^`]+)`", said))
    for codes, said in (line.strip("|").split("|") for line in TABLE.splitlines()[2:])
]
LEVELS = ['parts = ["number", "number", "number"]']


@pytest.mark.parametrize(("codes", "said"), WAYS, ids=[codes[0] for codes, _ in WAYS])
def test_a_way_of_writing_codes_that_the_guide_shows_is_read(codes: list[str], said: list[str]):
    lines = said if any(line.startswith("parts") for line in said) else [*LEVELS, *said]
    data = validate(tomllib.loads("\n".join(["[[codes]]", *lines])), Source("xlmot.toml"))
    (grammar,) = build("generic", merge(shipped("generic"), data)).vocabulary.grammars
    readings = [read_code(code, grammar) for code in codes]
    assert [reading.faults for reading in readings] == [()] * len(codes)
    paths = list(completed(reading.path for reading in readings))
    assert [grammar.text(path) if path else None for path in paths] == codes
    assert len(set(paths)) == len(codes)
