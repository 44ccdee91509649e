"""How the tests run: hypothesis without a clock, and oracles only where they are asked for."""

import os

import pytest
from hypothesis import settings

# Machines differ in speed; on a server the examples are always the same.
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
