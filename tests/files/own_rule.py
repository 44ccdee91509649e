"""Question mark.

A label ends in a question mark.
"""

import re

from xlmot.findings import Severity
from xlmot.messages import say
from xlmot.rules import Remark, substitute

SEVERITY = Severity.WARNING
FIX = "safe"
PATTERN = re.compile(r"\s*\?$")


def check(text: str, matches: list[re.Match[str]]) -> Remark:
    return Remark(say("Question mark at the end."), substitute(text, matches, ""))
