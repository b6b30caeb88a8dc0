"""``__all__``, and whether the steps show every name."""

from __future__ import annotations

import pytest

from tests.extract.reading import read


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("__all__ = ['a', 'b']", ("a", "b")),
        ("__all__ = ('a',)", ("a",)),
        ("__all__: list[str] = ['a']", ("a",)),
        ("__all__ = []", ()),
        ("__all__ = ['a']\n__all__ += ['b']", ("a", "b")),
        ("__all__ = ['a']\n__all__.extend(('b', 'c'))\n__all__.append('d')", ("a", "b", "c", "d")),
        ("__all__ = ['a'] + ['b'] + ['c']", ("a", "b", "c")),
        ("__all__ = ['a']\n__all__ = __all__ + ['b']", ("a", "b")),
        ("import sys\n__all__ = ['a']\nif sys.platform == 'win32': __all__ += ['b']", ("a",)),
        ("import sys\n__all__ = ['a']\nif sys.version_info > (3,): __all__ += ['b']", ("a", "b")),
        ("x = 1", None),
        ("__all__ = ['a'] + other.__all__", None),
        ("__all__ = [name for name in dir()]", None),
        ("__all__ = ['a', name]", None),
        ("__all__ = ['a']\nif x: __all__ += ['b']", None),
        ("__all__ = ['a']\nfor x in y: __all__.append(x)", None),
        ("__all__ = ['a']\n__all__.remove('a')", None),
        ("__all__ = ['a']\nextend(__all__)", None),
        ("__all__ = []\ndef export(f):\n    __all__.append(f.__name__)", None),
        ("from x import __all__", None),
        ("__getattr__, __dir__, __all__ = attach()", None),
    ],
)
def test_a_constant_all(source: str, expected: tuple[str, ...] | None) -> None:
    assert read(source).exports == expected


@pytest.mark.parametrize(
    "source",
    [
        "def __getattr__(name): ...",
        "from lazy import __getattr__",
        "__getattr__, __dir__, __all__ = attach()",
        "globals()['a'] = 1",
        "globals().update(a=1)",
        "vars()['a'] = 1",
        "for n in x: locals()[n] = 1",
        "exec('a = 1')",
        "import sys\nsys.modules[__name__] = Proxy()",
        "import sys\nsys.modules[__name__].__class__ = Proxy",
        "def f(): globals()['a'] = 1",
        "def f(): globals().update(x)",
        "def f():\n    global a\n    a = 1",
    ],
)
def test_names_may_appear_that_no_step_shows(source: str) -> None:
    assert read(source).open_names


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    def __getattr__(self, name): ...",
        "a = None\ndef f():\n    global a\n    a = 1",
        "def f(): return globals().get('a')",
        "def f(): exec('a')",
        "class A:\n    vars()['a'] = 1",
        "x = vars(y)",
    ],
)
def test_all_names_are_shown(source: str) -> None:
    assert not read(source).open_names
