"""Compile a pattern when it is first used: a check of a small file needs few of them."""

from __future__ import annotations

import re

from xlmot.messages.hints import Any, AnyStr, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    """A pattern that is not compiled yet; once it is, its methods are those of `re.Pattern`."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._written = text, flags
        self.pattern = text

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  any of a pattern's
        if name.startswith("__"):
            raise AttributeError(name)
        compiled: re.Pattern[Any] = re.compile(*self._written)
        self.__dict__.update({method: getattr(compiled, method) for method in METHODS})
        return getattr(compiled, name)


def lazy(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return the pattern `re.compile` would, which is compiled by the first call of a method.

    A pattern that cannot be compiled raises `re.error` only then.

    >>> lazy("[0-9]+").findall("12 and 7")
    ['12', '7']
    """
    return cast("re.Pattern[AnyStr]", _Lazy(text, flags))
