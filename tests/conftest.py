"""How hypothesis runs: no clock, since machines differ, and on a server always the same examples."""

import os

from hypothesis import settings

settings.register_profile("tests", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tests")
