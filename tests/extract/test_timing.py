"""When an import runs: with the module, or when somebody calls something."""

from __future__ import annotations

import pytest

from graphcheck.model.imports import Timing
from tests.extract.reading import timings

NOW = Timing.IMPORT_TIME
LATER = Timing.DEFERRED


def test_functions_defer_and_classes_do_not() -> None:
    assert timings(
        """
        import a
        class C:
            import b
            def method(self):
                import c
        def f():
            class D:
                import d
        async def g():
            import e
        def __getattr__(name):
            import f
        """
    ) == {"a": NOW, "b": NOW, "c": LATER, "d": LATER, "e": LATER, "f": LATER}


def test_decorators_and_defaults_run_with_the_definition() -> None:
    assert timings(
        """
        @__import__("a").wrap
        def f(x=__import__("b"), *, y=__import__("c")):
            __import__("d")
        @__import__("e").wrap
        class C(__import__("f").Base, metaclass=__import__("g").Meta):
            pass
        """
    ) == {"a": NOW, "b": NOW, "c": NOW, "d": LATER, "e": NOW, "f": NOW, "g": NOW}


def test_lambdas_defer_and_comprehensions_do_not() -> None:
    assert timings(
        """
        f = lambda x=__import__("a"): __import__("b")
        g = [__import__("c") for x in __import__("d")]
        """
    ) == {"a": NOW, "b": LATER, "c": NOW, "d": NOW}


@pytest.mark.parametrize(
    ("python", "future", "expected"),
    [((3, 13), "", ["a"]), ((3, 14), "", []), ((3, 13), "from __future__ import annotations\n", [])],
)
def test_annotations_run_before_python_3_14(python: tuple[int, int], future: str, expected: list[str]) -> None:
    """PEP 649 and PEP 563."""
    found = timings(future + "def f(x: __import__('a').T): pass", python)
    assert [module for module in found if module != "__future__"] == expected
