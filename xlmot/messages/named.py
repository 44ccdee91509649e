"""Make named tuples as `typing.NamedTuple` does, at a tenth of what they cost there to define.

`typing` compiles each annotation, and `collections.namedtuple` a function for each class: of the
check of a small file that was an eighth. Here a function for each number of fields stands ready and
is given the names of a class.
"""

from __future__ import annotations

from xlmot.messages.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter
    from functools import cache
    from types import FunctionType

    _new = tuple.__new__
    # What makes a tuple of one value, of two and so on, compiled with this module: at each start it
    # would take as long as two rules.
    _MAKERS = (
        lambda _cls, a: _new(_cls, (a,)),
        lambda _cls, a, b: _new(_cls, (a, b)),
        lambda _cls, a, b, c: _new(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
        lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j: _new(_cls, (a, b, c, d, e, f, g, h, i, j)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k)),
    )

    @cache
    def _maker(size):
        """Return the code of a function that makes a tuple of so many values."""
        if 0 < size <= len(_MAKERS):
            return _MAKERS[size - 1].__code__
        names = "".join(f"_{number}, " for number in range(size))
        return eval(f"lambda _cls, {names}: _new(_cls, ({names}))").__code__  # noqa: S307

    class _Maker(type):
        def __new__(cls, name, bases, namespace):
            if bases == (tuple,) or hasattr(bases[0], "_fields"):
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {one: namespace[one] for one in fields if one in namespace}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one with a default")
            code = _maker(len(fields)).replace(
                co_varnames=("_cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__"
            )
            own = {field: _tuplegetter(at, field) for at, field in enumerate(fields)}
            own["__new__"] = FunctionType(code, {"_new": _new}, None, tuple(defaults.values()))
            own |= {"__slots__": (), "_fields": fields, "__match_args__": fields}
            return super().__new__(cls, name, bases, {**namespace, **own})

    class NamedTuple(tuple, metaclass=_Maker):
        """A tuple whose fields are the annotations of the class.

        >>> class Place(NamedTuple):
        ...     row: int
        ...     column: int = 1
        >>> Place(3)._replace(column=2)
        Place(row=3, column=2)
        """

        __slots__ = ()
        _make = classmethod(tuple.__new__)

        def __repr__(self):
            shown = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({shown})"

        def __getnewargs__(self):
            return tuple(self)

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, /, **changes):
            new = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"{type(self).__name__} has no field {', '.join(changes)}")
            return new
