"""How tests run: with no clock, since machines differ; all of them only with `--all`.

`make test` leaves out what takes seconds for one case (`slow`: a smaller case stays) and what is
read back by other programs (`oracle`), and draws 30 examples for each property. `make test-all`
leaves out nothing and draws 200. A test whose one example is dear says itself how many it draws.
`make test` draws the same ones everywhere, and so does a server; `make test-all` draws others each
time.
"""

import gc
import os

import pytest
from hypothesis import settings

LEFT_OUT = {
    "oracle": "needs LibreOffice, Node or a peer: “make test-all” runs it",
    "slow": "takes seconds: “make test-all” runs it",
}

# To search for garbage every 700 objects, as Python does, takes a sixth of the time of the tests.
gc.set_threshold(50_000)
repeatable = "CI" in os.environ
settings.register_profile("tests", deadline=None, derandomize=True, max_examples=30)
settings.register_profile("all", deadline=None, derandomize=repeatable, max_examples=200)


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="run slow tests and those of oracles too")


def pytest_configure(config):
    settings.load_profile("all" if config.getoption("--all") else "tests")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--all"):
        return
    for item in items:
        for mark, reason in LEFT_OUT.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))
