"""Show how often each rule was broken, the gravest and most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmot.checking.results import Passing
from xlmot.messages import Translate, render
from xlmot.reports.text import by_rule
from xlmot.reports.visible import visible
from xlmot.reports.words import SEVERITY_WORDS, total
from xlmot.rules import all_rules
from xlmot.rules.page import read_title


def statistics_pieces(files: Passing, translate: Translate) -> Iterator[str]:
    """Yield a line per rule and severity: how often, how grave, its name and title."""
    rules = all_rules()
    for _ in files:
        pass
    report = files.passed
    found = [finding for file in report.files for finding in file.open_findings]
    counts = Counter((finding.severity, finding.rule) for finding in found)
    groups = [(group[0].severity, group[0].rule) for group in by_rule(found)]
    words = {key: visible(render(word, translate)) for key, word in SEVERITY_WORDS.items()}
    width = max(map(len, words.values()))
    names = max((len(name) for _, name in groups), default=0)
    for severity, name in sorted(groups, key=lambda group: _order(group[0], counts[group])):
        title = visible(read_title(rules[name], translate).rstrip("."))
        shown = words[severity] if severity else ""
        yield f"{counts[severity, name]:6}  {shown:{width}}  {name:{names}}  {title}\n"
    yield ", ".join(visible(render(part, translate)) for part in total(report)) + ".\n"


def _order(severity: object, count: int) -> tuple[int, int]:
    return list(SEVERITY_WORDS).index(severity), -count  # type: ignore[arg-type]
