"""The names of `typing` that a check is annotated with: importing `typing` costs half a bare start.

Annotations are never evaluated, and what else stands here is asked for nothing while xlmot runs. A
module whose annotations pydantic reads imports `typing` itself.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as Any
    from typing import AnyStr as AnyStr
    from typing import Literal as Literal
    from typing import NoReturn as NoReturn
    from typing import Protocol as Protocol
    from typing import TextIO as TextIO
    from typing import TypeAlias as TypeAlias
    from typing import TypeVar as TypeVar
    from typing import cast as cast
    from typing import overload as overload
else:
    Any = AnyStr = NoReturn = TextIO = TypeAlias = object

    class Protocol:
        """What a class has to offer."""

    class Literal:
        """One of some values."""

        def __class_getitem__(cls, _):
            return object

    def TypeVar(*_, **__):  # noqa: N802  as typing calls it
        """Return what stands for a type."""
        return object

    def cast(_, value):
        """Return a value as it is."""
        return value

    def overload(function):
        """Return a function as it is."""
        return function
