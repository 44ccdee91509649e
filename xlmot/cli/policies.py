"""Say which policies of a Windows machine keep the add-in from working.

Names and meanings are those of Microsoft's administrative templates of Office 2016 and later, and
of the rules by which Defender reduces attack surfaces.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeAlias

from xlmot.messages import Message, say
from xlmot.messages.named import NamedTuple

# What a value of the registry holds, by its root, its key and its name; None if it is not there.
Registry: TypeAlias = Callable[[str, str, str], object]

POLICIES = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
OWN = r"Software\Microsoft\Office\16.0\Excel\Security"
RULES = r"Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"


class Policy(NamedTuple):
    """A value that keeps the add-in from working when it is 1, and what it does."""

    key: str
    name: str
    effect: Message


OF_EXCEL = (
    Policy("", "DisableAllAddins", say("Add-ins are switched off in Excel here.")),
    Policy("", "RequireAddinSig", say("Excel loads only signed add-ins here.")),
    Policy(
        r"\Trusted Locations",
        "AllLocationsDisabled",
        say("Excel trusts no folder here: it may block the macros of the add-in."),
    ),
)
CHILDREN = Policy(
    RULES,
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a",
    say("Defender keeps Excel from starting other programs here, Python too."),
)


def hindrances(read: Registry) -> Iterator[Message]:
    """Yield what the policies of a machine do to the add-in.

    >>> list(hindrances(lambda root, key, name: None))
    []
    """
    for policy in OF_EXCEL:
        places = (("HKCU", POLICIES), ("HKLM", POLICIES), ("HKCU", OWN))
        if any(_is_on(read(root, key + policy.key, policy.name)) for root, key in places):
            yield policy.effect
    if _is_on(read("HKLM", CHILDREN.key, CHILDREN.name)):
        yield CHILDREN.effect


def _is_on(value: object) -> bool:
    """Return whether a value is 1, as a number or as a text."""
    return str(value).strip() == "1"


def registry(root: str, key: str, name: str) -> object:
    """Return what a value of the Windows registry holds; None where it is not, or not for us."""
    if sys.platform == "win32":
        with suppress(OSError, ImportError):
            import winreg

            roots = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
            with winreg.OpenKey(roots[root], key) as opened:
                value: object = winreg.QueryValueEx(opened, name)[0]
                return value
    return None
