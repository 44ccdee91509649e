"""Leave the tests that need another program to `make test-all`, and say so."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--oracles", action="store_true", help="run the tests that need LibreOffice…")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--oracles"):
        skip = pytest.mark.skip(reason="needs LibreOffice, Node or a peer: “make test-all” runs it")
        for item in items:
            if item.get_closest_marker("oracle"):
                item.add_marker(skip)
