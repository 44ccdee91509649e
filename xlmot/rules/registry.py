"""Find the rules: each module of a group is one rule, its docstring the help page.

What is asked of each rule of each run stands in `index.py`, which is made of the modules: so a
module is imported when its rule has something to look at. A module that the index does not know
is imported at once. Rules that do not ship with xlmot (`xlmot.rules.own`) make a group of their
own.

A module holds `SEVERITY` and a function `check`, whose first parameter says what it reads:

    programme   one programme: `check(programme) -> Iterator[Finding]`
    workbook    all sheets of a workbook: `check(workbook) -> Iterator[Finding]`
    text        one distinct label: `check(text, matches) -> Remark | None`, called with the
                matches of `PATTERN` (or of `pattern(**options)`) that no match of `SILENT` covers;
                the labels that it is tried on may be told by `suspects(programme, **options)`

Options are keyword-only parameters of `check`; the settings give them, and `OPTIONS` says what each
means. `FIX` says what the fix
can be, `ENABLED` whether the rule runs unasked, `LANGUAGES` the languages of the labels it reads,
`FORMERLY` the names it once had, and `NEEDS` words of `xlmot.checking.needs`: without any of them a
programme gives the rule nothing to find, and it does not run.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from xlmot.findings import Safety, Severity
from xlmot.messages import Message, say
from xlmot.messages.errors import BrokenInstallation
from xlmot.messages.hints import TYPE_CHECKING, Any
from xlmot.messages.named import NamedTuple
from xlmot.rules.index import INDEX

if TYPE_CHECKING:
    from xlmot.programme.outline import Programme

GROUPS = (
    *("header", "code", "hierarchy", "duplicate"),
    *("typography", "label", "column", "workbook"),
)
SEVERITIES = {severity.value: severity for severity in Severity}
# The group of the rules that do not ship with xlmot.
OWN = "own"


class Remark(NamedTuple):
    """What a rule about texts says of one label, and the label as it should be."""

    message: Message
    new: str | None = None
    safety: Safety = Safety.SAFE


class Rule(NamedTuple):
    """A rule as its module defines it."""

    name: str
    group: str
    home: str
    severity: Severity
    fix: str
    enabled: bool
    reads: str
    languages: tuple[str, ...]
    formerly: tuple[str, ...]
    options: Mapping[str, object]
    needs: tuple[str, ...]
    # The module, where it is no module of ours that its home names.
    given: ModuleType | None = None
    # Passed by a script: it runs only where the script asks for it.
    passed: bool = False

    @property
    def module(self) -> ModuleType:
        return self.given or sys.modules.get(self.home) or import_module(self.home)

    @property
    def check(self) -> Callable[..., Any]:
        checks: Callable[..., Any] = self.module.check
        return checks

    @property
    def page(self) -> str:
        return self.module.__doc__ or self.home.rpartition(".")[2]

    @property
    def names(self) -> tuple[str, ...]:
        """Return what the rule is called, and what it was once."""
        return (self.name, *self.formerly)

    @property
    def title(self) -> str:
        return self.page.partition("\n")[0].rstrip(".")

    @property
    def meanings(self) -> Mapping[str, Message]:
        """Return what each option means, by its name."""
        meanings: Mapping[str, Message] = getattr(self.module, "OPTIONS", {})
        return meanings

    def pattern(self, options: Mapping[str, object]) -> re.Pattern[str]:
        """Return the pattern of a rule about texts, made of its options where they matter."""
        made: re.Pattern[str] = (
            self.module.pattern(**options)
            if hasattr(self.module, "pattern")
            else self.module.PATTERN
        )
        return made

    def suspects(self, programme: Programme, options: Mapping[str, object]) -> Iterable[str]:
        """Return the labels in which the pattern of a rule about texts may find something."""
        told: Callable[..., Iterable[str]] | None = getattr(self.module, "suspects", None)
        if told:
            return told(programme, **options)
        return filter(self.pattern(options).search, programme.rows_of)

    @property
    def silent(self) -> re.Pattern[str] | None:
        return getattr(self.module, "SILENT", None)


# The rules that a script passed, by name: whoever shows what they found needs their pages.
_passed: dict[str, Rule] = {}


def all_rules() -> Mapping[str, Rule]:
    """Return every rule by its name, group by group, in alphabetical order within a group.

    >>> all_rules()["blank-row"].severity
    <Severity.NOTE: 'note'>
    """
    return {**_standing(), **_passed} if _passed else _standing()


@cache
def _standing() -> Mapping[str, Rule]:
    """Return the rules that ship with xlmot, and those of installed packages."""
    from xlmot.rules.own import installed, refuse_taken, refuse_unsound

    shipped = {rule.name: rule for group in GROUPS for rule in _rules_of(group)}
    others = [_rule(OWN, refuse_unsound(one)) for one in installed()]
    refuse_taken((rule.name for rule in others), shipped)
    return {**shipped, **{rule.name: rule for rule in others}}


def pass_rules(modules: Iterable[object]) -> frozenset[str]:
    """Make rules known that a script passes, each a module, and return their names.

    Raises:
        BadSetting: one is no rule, or is called as one that is known.
    """
    from xlmot.rules.own import refuse_taken, refuse_unsound

    sound = [refuse_unsound(module) for module in modules]
    rules = {rule.name: rule for one in sound for rule in [_rule(OWN, one)]}
    refuse_taken(rules, _standing())
    _passed.update({name: rule._replace(passed=True) for name, rule in rules.items()})
    return frozenset(rules)


def rules_by_any_name() -> Mapping[str, Rule]:
    """Return every rule by its name and by those it once had."""
    return {name: rule for rule in all_rules().values() for name in rule.names}


def _rules_of(group: str) -> Iterator[Rule]:
    package = import_module(f"{__package__}.{group}")
    for name in _module_names(package):
        home = f"{package.__name__}.{name}"
        yield _of_index(home, group) if home in INDEX else _rule(group, import_module(home))


def _module_names(package: ModuleType) -> list[str]:
    """Return the names of the modules of a group, in alphabetical order.

    Raises:
        BrokenInstallation: there are none; a check without rules would find everything in order.
    """
    folders = filter(os.path.isdir, package.__path__)
    files = [name for folder in folders for name in os.listdir(folder)]  # noqa: PTH208  names
    names = sorted(n.removesuffix(".py") for n in files if n.endswith(".py") and n[0] != "_")
    if not names:
        # In an archive or a frozen program no file lies in a folder. pkgutil imports `inspect`,
        # which alone would cost any other check a tenth of its time.
        from pkgutil import iter_modules

        names = sorted(module.name for module in iter_modules(package.__path__))
    if not names:
        raise BrokenInstallation(
            say("The rules of the group “{group}” are missing.", group=package.__name__),
            say("Nothing was checked. Install xlmot again."),
        )
    return names


def _rule(group: str, module: ModuleType) -> Rule:
    return _made(group, module.__name__, entry(module))._replace(given=module)


def _of_index(home: str, group: str) -> Rule:
    return _made(group, home, INDEX[home])


def _made(group: str, home: str, asked: tuple[Any, ...]) -> Rule:
    severity, *others = asked
    return Rule(_name(home), group, home, SEVERITIES[severity], *others)


def _name(home: str) -> str:
    return home.rpartition(".")[2].replace("_", "-")


def entry(module: ModuleType) -> tuple[object, ...]:
    """Return what the index says of a rule, as its module defines it."""
    check = module.check
    return (
        module.SEVERITY.value,
        getattr(module, "FIX", "none"),
        getattr(module, "ENABLED", True),
        check.__code__.co_varnames[0],
        getattr(module, "LANGUAGES", ()),
        getattr(module, "FORMERLY", ()),
        check.__kwdefaults__ or {},
        getattr(module, "NEEDS", ()),
    )


def substitute(
    text: str, matches: Iterable[re.Match[str]], new: str | Callable[[re.Match[str]], str]
) -> str:
    """Return the text with each match replaced, and nothing else changed.

    >>> spaces = list(re.finditer("  +", "a  b   c"))
    >>> substitute("a  b   c", spaces, " ")
    'a b c'
    """
    pieces, end = [], 0
    for match in matches:
        pieces += [text[end : match.start()], new if isinstance(new, str) else new(match)]
        end = match.end()
    return "".join([*pieces, text[end:]])
