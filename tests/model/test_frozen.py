"""``@frozen`` beside ``@dataclass(frozen=True, slots=True)``: the same class made by both."""

from __future__ import annotations

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace
from typing import Any

import pytest

from graphcheck.model.conditions import Constant, Unknown
from graphcheck.model.frozen import frozen
from graphcheck.model.upload import DroppedFile


class Body:
    """What both are made of."""

    name: str
    size: int = 7
    inner: dict[str, int] = field(default_factory=dict)
    remark: str = field(default="", compare=False)

    @property
    def doubled(self) -> int:
        return self.size * 2


def body() -> type[Any]:
    return type(
        "Body", (), {name: each for name, each in vars(Body).items() if name not in ("__dict__", "__weakref__")}
    )


Made: Any = frozen(body())
Known: Any = dataclass(frozen=True, slots=True)(body())


@pytest.mark.parametrize("arguments", [("a",), ("a", 1), ("a", 1, {"b": 2}), ("a", 1, {"b": 2}, "c")])
def test_a_value_says_what_a_dataclass_says(arguments: tuple[Any, ...]) -> None:
    made, known = Made(*arguments), Known(*arguments)

    assert repr(made) == repr(known)
    assert asdict(made) == asdict(known)
    assert asdict(replace(made, size=9)) == asdict(replace(known, size=9))
    assert made.doubled == known.doubled
    assert not hasattr(made, "__dict__")
    assert Made.__match_args__ == Known.__match_args__
    assert list(inspect.signature(Made).parameters) == list(inspect.signature(Known).parameters)


def test_fields_that_count_decide_whether_values_are_equal() -> None:
    assert Made("a", remark="b") == Made("a", remark="c")
    assert Made("a") != Made("b")
    assert Made("a") != Known("a")
    assert len({DroppedFile("a", "b"), DroppedFile("a", "b"), DroppedFile("a", "c")}) == 2


def test_a_default_is_made_for_each_value() -> None:
    assert Made("a").inner is not Made("a").inner


def test_values_of_one_field_and_of_none() -> None:
    assert Constant(value=True) == Constant(value=True) != Constant(value=False)
    assert {Unknown(), Unknown()} == {Unknown()}
    assert repr((Constant(value=True), Unknown())) == "(Constant(value=True), Unknown())"
    assert bool(Unknown())


@pytest.mark.parametrize("name", ["path", "other"])
def test_nothing_is_changed(name: str) -> None:
    file: Any = DroppedFile("a", "b")

    with pytest.raises(FrozenInstanceError, match=name):
        setattr(file, name, "c")
    with pytest.raises(FrozenInstanceError, match=name):
        delattr(file, name)
    assert file == DroppedFile("a", "b")


def test_wrong_arguments_are_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"DroppedFile\.__init__\(\) missing 1 required positional argument: 'reason'"):
        DroppedFile("a")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'why'"):
        DroppedFile("a", "b", why="c")  # type: ignore[call-arg]


def test_a_value_is_copied_and_pickled() -> None:
    file = DroppedFile("a", "b")

    assert copy.deepcopy(file) == file
    assert pickle.loads(pickle.dumps(file)) == file
