"""How tests run: with no clock, since machines differ, and beside other programs only if asked.

On a server hypothesis always draws the same examples.
"""

import os

import pytest
from hypothesis import settings

settings.register_profile("tests", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tests")


def pytest_addoption(parser):
    parser.addoption("--oracles", action="store_true", help="run the tests that need LibreOffice…")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--oracles"):
        skip = pytest.mark.skip(reason="needs LibreOffice, Node or a peer: “make test-all” runs it")
        for item in items:
            if item.get_closest_marker("oracle"):
                item.add_marker(skip)
