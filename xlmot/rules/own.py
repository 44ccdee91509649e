"""Find the rules that do not ship with xlmot: those of installed packages, and of a script.

A package that is installed declares each of its rules, a module, as an entry point:

    [project.entry-points."xlmot.rules"]
    no-question = "ourtown.rules.no_question"

A script passes modules. A workbook, or a file beside it, can name none: whoever sends one would
choose what runs here.
"""

from __future__ import annotations

import os
import site
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

from xlmot.messages import say
from xlmot.messages.errors import BadSetting

ENTRY_POINTS = "xlmot.rules"
KINDS = ("programme", "workbook", "text")


def installed() -> Iterator[ModuleType]:
    """Yield the rules that installed packages declare, in the order of their names.

    Read by hand: `importlib.metadata` would cost the check of a small file a tenth of its time.

    Raises:
        BadSetting: a module that is declared cannot be imported.
    """
    declared = {name: module for text in _declarations() for name, module in _entries(text)}
    for name, module in sorted(declared.items()):
        try:
            yield import_module(module)
        except Exception as error:
            raise BadSetting(
                say("The rule “{name}” of an installed package cannot be loaded.", name=name),
                say("Mend or uninstall that package: {fault}", fault=f"{module}: {error}"),
            ) from error


def _declarations() -> Iterator[str]:
    """Yield the texts that declare entry points of ours (packaging.python.org, entry points)."""
    for folder in filter(os.path.isdir, _folders()):
        for name in os.listdir(folder):  # noqa: PTH208  a path for each package takes longer
            file = f"{folder}/{name}/entry_points.txt"
            if name.endswith(".dist-info") and os.path.isfile(file):  # noqa: PTH113  as above
                text = Path(file).read_text(encoding="utf-8", errors="replace")
                if f"[{ENTRY_POINTS}]" in text:
                    yield text


def _folders() -> list[str]:
    """Return where packages are installed; never the folder where somebody works."""
    own = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return [*site.getsitepackages(), *own]


def _entries(text: str) -> Iterator[tuple[str, str]]:
    r"""Yield the names and modules of the entry points of ours.

    >>> list(_entries("[console_scripts]\na = b:c\n[xlmot.rules]\nno-dash = town.no_dash"))
    [('no-dash', 'town.no_dash')]
    """
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
        elif section == ENTRY_POINTS and "=" in line:
            name, _, module = line.partition("=")
            yield name.strip(), module.strip()


def refuse_unsound(module: object) -> ModuleType:
    """Return a module that is a rule.

    Raises:
        BadSetting: it is no module, or lacks what a rule needs.
    """
    name = getattr(module, "__name__", repr(module))
    check: object = getattr(module, "check", None)
    code = getattr(check, "__code__", None)
    if not isinstance(module, ModuleType) or not hasattr(module, "SEVERITY") or code is None:
        raise BadSetting(
            say("“{name}” is no rule.", name=str(name)),
            say("A rule is a module with SEVERITY and a function “check”."),
        )
    reads: str = code.co_varnames[0] if code.co_argcount else ""
    if reads not in KINDS:
        raise BadSetting(
            say("The rule “{name}” does not say what it reads.", name=str(name)),
            say("Call the first parameter of “check” one of {kinds}.", kinds=KINDS),
        )
    if reads == "text" and not (hasattr(module, "PATTERN") or hasattr(module, "pattern")):
        raise BadSetting(
            say("The rule “{name}” has no PATTERN.", name=str(name)),
            say("A rule about texts is called with what its pattern matches."),
        )
    return module


def refuse_taken(names: Iterable[str], known: Mapping[str, object]) -> None:
    """Refuse a rule that is called as another one.

    Raises:
        BadSetting: there is a rule of that name.
    """
    for name in names:
        if name in known:
            raise BadSetting(
                say("There is a rule “{name}” already.", name=name),
                say("Give yours, which is called as its module, another name."),
            )
