"""Run the rules over a workbook that was read."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import count

from xlmot.checking.needs import needs_of_programme, needs_of_workbook
from xlmot.checking.readers import AtFirst, Readers, with_safe_fixes_only
from xlmot.checking.title_copies import with_copies
from xlmot.findings import Finding, Fix, Safety, SetCell, Severity, found, set_cell
from xlmot.findings.together import together
from xlmot.programme.doubt import is_doubted, is_unsure
from xlmot.programme.language import language_of
from xlmot.programme.outline import Programme
from xlmot.programme.workbook import Workbook
from xlmot.rules import Remark, Rule, all_rules
from xlmot.settings.load import Settings

# The groups whose rules say of a table what its reading makes of it.
BY_READING = ("header", "code", "hierarchy", "duplicate")


def tell_nobody(done: int, count: int) -> None:
    """Let nobody know how many of the rules have run."""
    del done, count


def check_workbook(
    workbook: Workbook,
    settings: Settings,
    first: AtFirst | None = None,
    tell: Callable[[int, int], None] = tell_nobody,
) -> list[Finding]:
    """Return the findings of every enabled rule: by programme, by sheet, then by first row.

    `first` says what reads its cells, and how it was read, where some of it is changed since.
    Before each rule, `tell` is given how many have run, and of how many.
    """
    findings: list[Finding] = []
    enabled = [rule for rule in all_rules().values() if settings.enabled(rule)]
    of_workbook = [rule for rule in enabled if rule.reads == "workbook"]
    doubted = _doubted_sheets(workbook)
    runs = [(one, _fitting(one, enabled, settings)) for one in workbook.programmes]
    begin = _counting(tell, len(of_workbook) + sum(len(rules) for _, rules in runs))
    has = needs_of_workbook(workbook)
    for rule in of_workbook:
        begin()
        if has(rule):
            said = _stamp(rule, rule.check(workbook, **settings.options(rule)), settings)
            findings += (_doubted(one) if _stands_on(one, doubted) else one for one in said)
    sheets = {grid.sheet: number for number, grid in enumerate(workbook.grids)}
    for programme, rules in runs:
        found_in_it = _check_programme(programme, rules, settings, begin)
        if is_doubted(programme):
            found_in_it = map(_doubted, found_in_it)
        elif is_unsure(programme):
            found_in_it = map(_less_sure, found_in_it)
        findings += sorted(found_in_it, key=partial(_first_place, sheets))
    findings = _sparing_formulas(workbook, with_copies(workbook, findings))
    first = first or AtFirst(cache(lambda: Readers(workbook.grids)))
    return together(with_safe_fixes_only(findings, first))


def _counting(tell: Callable[[int, int], None], whole: int) -> Callable[[], None]:
    """Return what is called before each of so many rules."""
    done = count()
    return lambda: tell(next(done), whole)


def _fitting(programme: Programme, rules: Iterable[Rule], settings: Settings) -> list[Rule]:
    """Return the rules for a programme and its texts, those of other languages left out."""
    language = settings.language or language_of(programme.rows_of)
    return [
        rule
        for rule in rules
        if rule.reads != "workbook" and (not rule.languages or language in rule.languages)
    ]


def _sparing_formulas(workbook: Workbook, findings: list[Finding]) -> list[Finding]:
    """Return the findings, those without a fix whose fix would put a value over a formula."""
    formulas = {(grid.sheet, *cell) for grid in workbook.grids for cell in grid.formulas}
    return [
        finding._replace(fix=None) if _overwrites(finding.fix, formulas) else finding
        for finding in findings
    ]


def _overwrites(fix: Fix | None, formulas: Container[tuple[str, int, int]]) -> bool:
    edits = fix.edits if fix else ()
    return any(
        isinstance(edit, SetCell) and (edit.sheet, edit.row, edit.column) in formulas
        for edit in edits
    )


def _check_programme(
    programme: Programme, rules: list[Rule], settings: Settings, begin: Callable[[], None]
) -> Iterator[Finding]:
    has = needs_of_programme(programme)
    for rule in rules:
        begin()
        if not has(rule):
            continue
        if rule.reads == "text":
            yield from _check_texts(programme, rule, settings)
        else:
            yield from _stamp(rule, rule.check(programme, **settings.options(rule)), settings)


def _doubted_sheets(workbook: Workbook) -> set[str]:
    """Return the sheets whose programme may be read wrongly."""
    return {
        section.grid.sheet
        for programme in workbook.programmes
        if is_doubted(programme)
        for section in programme.table.sections
    }


def _stands_on(finding: Finding, sheets: Container[str]) -> bool:
    return any(place.sheet in sheets for place in finding.places)


def _less_sure(finding: Finding) -> Finding:
    """Return a finding about a table that is read unsurely, below a header that is known.

    What is said of its codes and its shape may be the reading's own fault: no error.
    """
    if finding.severity is Severity.ERROR and finding.group in BY_READING:
        return finding._replace(severity=Severity.WARNING)
    return finding


def _doubted(finding: Finding) -> Finding:
    """Return a finding about a table that may be read wrongly: a remark, and no safe fix."""
    fix = finding.fix and finding.fix._replace(safety=Safety.UNSAFE)
    return finding._replace(severity=Severity.NOTE, fix=fix)


def _check_texts(programme: Programme, rule: Rule, settings: Settings) -> Iterator[Finding]:
    """Yield what a rule about texts finds in the distinct labels."""
    options = settings.options(rule)
    pattern = rule.pattern(options)
    silent, check = rule.silent, rule.check
    for text in rule.suspects(programme, options):
        matches = list(pattern.finditer(text))
        if silent:
            quiet = [match.span() for match in silent.finditer(text)]
            matches = [m for m in matches if not _covered(m.span(), quiet)]
        remark = check(text, matches, **options) if matches else None
        if remark is not None:
            own = _on_rows(programme, programme.rows_of[text], remark)
            yield from _stamp(rule, own, settings)


def _covered(span: tuple[int, int], quiet: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in quiet)


def _on_rows(programme: Programme, rows: list[int], remark: Remark) -> Iterator[Finding]:
    for index in rows:
        fix = None
        if remark.new is not None:
            fix = Fix(remark.safety, (set_cell(programme.table, index, "label", remark.new),))
        yield found(programme, index, remark.message, fix=fix)


def _stamp(rule: Rule, findings: Iterable[Finding], settings: Settings) -> Iterator[Finding]:
    """Yield findings with the name, group and severity that the rule and the settings give."""
    asked = settings.severity(rule)
    for finding in findings:
        yield finding._replace(
            rule=rule.name,
            group=rule.group,
            severity=asked or finding.severity or rule.severity,
        )


def _first_place(sheets: Mapping[str, int], finding: Finding) -> tuple[int, int, str]:
    sheet, row = min((sheets[place.sheet], place.row) for place in finding.places)
    return sheet, row, finding.rule


def fixes(findings: Iterable[Finding]) -> Mapping[Safety | None, list[Finding]]:
    """Return the findings by what can be done: safely, after confirmation, by a person only."""
    sorted_out: dict[Safety | None, list[Finding]] = {
        Safety.SAFE: [],
        Safety.UNSAFE: [],
        None: [],
    }
    for finding in findings:
        sorted_out[finding.fix.safety if finding.fix else None].append(finding)
    return sorted_out
