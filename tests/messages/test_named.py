"""A named tuple of ours is what one of `typing` is."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from xlmot.messages import named

SHAPES = {
    "all": "a: int\n b: str\n c: object",
    "defaults": "a: int\n b: str = 'x'\n c: tuple[int, ...] = (1, 2)",
    "one": "a: None",
    "methods": "a: int\n @property\n def twice(self): return self.a * 2",
}
CALLS: list[tuple[tuple[object, ...], dict[str, object]]] = [
    *((tuple(range(count)), {}) for count in range(5)),
    ((1,), {"b": 2}),
    ((1,), {"a": 2}),
    ((), {"a": 1, "b": 2, "c": 3}),
    ((1,), {"d": 2}),
]


def made(shape: str, base: object) -> typing.Any:
    space: dict[str, typing.Any] = {"Base": base, "__name__": __name__}
    exec(f"from __future__ import annotations\nclass Made(Base):\n {SHAPES[shape]}\n", space)  # noqa: S102
    return space["Made"]


def outcome(kind: typing.Any, call) -> tuple[typing.Any, str]:
    values, fields = call
    try:
        return kind(*values, **fields), ""
    except TypeError as error:
        return None, str(error).partition("__new__")[2]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("call", CALLS, ids=repr)
def test_a_named_tuple_is_as_that_of_typing(shape: str, call) -> None:
    ours, theirs = made(shape, named.NamedTuple), made(shape, typing.NamedTuple)
    values, fields = call
    assert ours._fields == theirs._fields == ours.__match_args__
    expected, error = outcome(theirs, call)
    assert outcome(ours, call) == (expected, error)
    if expected is None:
        return
    one = ours(*values, **fields)
    assert (one, tuple(one), repr(one), str(one)) == (
        *(expected, tuple(expected)),
        *(repr(expected), str(expected)),
    )
    assert one._asdict() == expected._asdict()
    assert one._replace(a="new") == expected._replace(a="new")
    assert type(one._replace(a="new")) is type(copy.copy(one)) is ours
    assert hash(one) == hash(expected)
    assert getattr(one, "twice", None) == getattr(expected, "twice", None)
    with pytest.raises(AttributeError):
        one.other = 1
    with pytest.raises(ValueError, match="other"):
        one._replace(other=1)


class Place(named.NamedTuple):
    row: int
    column: int = 1


class Marked(Place):
    """One that a class is made of in turn."""

    def __str__(self) -> str:
        return f"{self.row}/{self.column}"


@pytest.mark.parametrize("kind", [Place, Marked])
def test_a_named_tuple_is_sent_to_another_process_as_what_it_is(kind) -> None:
    sent = pickle.loads(pickle.dumps(kind(3, column=2)))  # noqa: S301
    assert (type(sent), sent) == (kind, (3, 2))
    assert str(Marked(3)) == "3/1"


def test_a_field_without_a_default_after_one_with_is_refused() -> None:
    space = {"Base": named.NamedTuple, "__name__": __name__}
    with pytest.raises(TypeError, match="default"):
        exec("class Made(Base):\n a: int = 1\n b: int", space)  # noqa: S102
