"""Refuse an unknown name: of a rule, a profile, a kind of sheet, a language."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from xlmot.messages import Message, say
from xlmot.messages.errors import BadSetting
from xlmot.rules import GROUPS, OWN, rules_by_any_name
from xlmot.settings.load import load_settings

# So many letters that a name begins with are no chance.
SYLLABLE = 5


def refuse_unknown_rules(names: Iterable[str]) -> None:
    """Refuse a name that is neither a rule's nor a group's.

    Raises:
        BadSetting: naming the nearest one.
    """
    known = {*GROUPS, OWN, *rules_by_any_name()}
    for name in sorted({*names} - known):
        raise no_rule(name, known)


def no_rule(name: str, known: Collection[str]) -> BadSetting:
    """Return the error that no rule has a name, with the one of `known` that is nearest."""
    near = nearest(name, known)
    return BadSetting(
        say("There is no rule “{name}”.", name=name),
        say("The nearest is “{near}”; “xlmot rule” lists them all.", near=near)
        if near
        else say("“xlmot rule” lists them all."),
    )


def refuse_unknown_profile(name: str | None) -> None:
    """Refuse a profile that cannot be used, once for all files rather than file by file.

    Raises:
        BadSetting: no profile and no settings file has that name, or the file is not sound.
    """
    if name:
        load_settings(name)


def refuse_unknown(names: Iterable[str], known: Collection[str], what: Message) -> None:
    """Refuse a name that is not among the few that are known; `what` says that there is no such.

    Raises:
        BadSetting: naming those that there are.
    """
    for name in names:
        if name not in known:
            raise BadSetting(
                say("{what}: “{name}”.", what=what, name=name),
                say("Use one of {names}.", names=tuple(known)),
            )


def nearest(name: str, known: Collection[str]) -> str:
    """Return the name that is most like another one, "" if none is like it.

    The shortest that begins with it is, where it is no mere syllable.

    >>> nearest("orphan-cod", ["extra-spaces", "orphan-code"])
    'orphan-code'
    >>> nearest("row without", ["Row out of order", "Row without code or label"])
    'Row without code or label'
    """
    from difflib import get_close_matches

    begun = [one for one in known if one.casefold().startswith(name.casefold())]
    if begun and len(name) >= SYLLABLE:
        return min(begun, key=lambda one: (len(one), one))
    return next(iter(get_close_matches(name, sorted(known), 1)), "")
