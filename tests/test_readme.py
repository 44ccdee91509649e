"""What the README shows of Python is what Python says."""

import doctest

import pytest

from tests.programme_2024 import ROOT


@pytest.mark.filterwarnings("ignore::DeprecationWarning:openpyxl")
def test_the_examples_of_the_readme_run() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, "README.md", None, 0)
    assert examples.examples
    assert doctest.DocTestRunner().run(examples).failed == 0
