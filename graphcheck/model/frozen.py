"""Frozen types, made quickly.

``dataclass(frozen=True, slots=True)`` compiles six functions for each class: half a millisecond, and a command imports
a hundred such classes before it does anything. Here the methods of all classes are the same functions, and ``__init__``
alone is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

__all__ = ["frozen"]

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make ``cls`` a dataclass with slots, whose values are compared, hashed and shown by their fields and frozen.

    As ``dataclass(frozen=True, slots=True)`` does, for a class that inherits no field and writes none of its methods.
    """
    cls.__doc__ = cls.__doc__ or cls.__qualname__  # else ``dataclass`` works out a signature
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    names = [each.name for each in fields(made)]
    values = _getter(names)
    compared = _getter(each.name for each in fields(made) if each.compare)

    def equals(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def show(self: object) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(names, values(self), strict=True))
        return f"{self.__class__.__qualname__}({shown})"

    made.__init__ = _compile_init(made)
    made.__eq__ = equals
    made.__hash__ = lambda self: hash(compared(self))
    made.__repr__ = show
    # For ``copy`` and ``pickle``: their own way sets attributes.
    made.__reduce__ = lambda self: (self.__class__, values(self))
    made.__setattr__ = made.__delattr__ = _refuse
    return made  # type: ignore[no-any-return]


def _getter(names: Iterable[str]) -> Callable[[object], tuple[Any, ...]]:
    """All the values as a tuple, also of one name and of none."""
    match list(names):
        case []:
            return lambda _self: ()
        case [name]:
            return lambda self: (getattr(self, name),)
        case several:
            return attrgetter(*several)


def _compile_init(made: Any) -> Callable[..., None]:
    names: dict[str, object] = {"_missing": MISSING}
    parameters, lines = ["self"], []
    for each in fields(made):
        name = value = each.name
        names[f"_set_{name}"] = made.__dict__[name].__set__
        if each.default is not MISSING:
            names[f"_default_{name}"] = each.default
            parameters.append(f"{name}=_default_{name}")
        elif each.default_factory is not MISSING:
            names[f"_make_{name}"] = each.default_factory
            parameters.append(f"{name}=_missing")
            value = f"_make_{name}() if {name} is _missing else {name}"
        else:
            parameters.append(name)
        lines.append(f" _set_{name}(self, {value})")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), names)
    init: Any = names["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init  # type: ignore[no-any-return]


def _refuse(_self: object, name: str, *_value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot change field {name!r}")
