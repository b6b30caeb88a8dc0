"""Functions that a module does not call itself: their bodies are not read, but for their imports."""

from __future__ import annotations

import pytest

from graphcheck.extract import Target, extract_imports
from graphcheck.model.imports import ModuleImports, Timing
from graphcheck.model.steps import DefineStep, Step
from tests.extract.compare_paths import Comparison, compare

WHOLE = Target((3, 13), frozenset({"random.random"}))
OUTER = Target((3, 13), frozenset({"random.random"}), outer=True)
UNCALLED = "from a import f\n\n\ndef load():\n    import b\n\n    f()\n"


def bodies(facts: ModuleImports) -> dict[str, tuple[Step, ...] | None]:
    return {step.name: step.body for step in facts.body if isinstance(step, DefineStep)}


def assert_read(source: str) -> None:
    assert bodies(extract_imports(source.encode(), OUTER))["load"] is not None
    assert compare(source.encode(), WHOLE, Comparison()) is None


def test_the_body_of_a_function_that_only_others_may_call_is_unread() -> None:
    facts = extract_imports(UNCALLED.encode(), OUTER)

    assert bodies(facts) == {"load": None}
    assert [(site.module, site.timing) for site in facts.sites] == [
        ("a", Timing.IMPORT_TIME),
        ("b", Timing.DEFERRED),
    ]
    assert len(bodies(extract_imports(UNCALLED.encode(), WHOLE))["load"] or ()) == 2


@pytest.mark.parametrize(
    "calls",
    [
        "load()\n",
        "if x:\n    y = [load()]\n",
        "@load\nclass A: pass\n",
        "class A:\n    x = load()\n",
        "def g(x=load()): pass\n",
        "def g():\n    load()\ng()\n",
        "def g():\n    global h\n    load()\n",
    ],
)
def test_one_that_the_module_may_call_is_read(calls: str) -> None:
    assert_read(UNCALLED + calls)


@pytest.mark.parametrize(
    "body",
    [
        "import sys\n    sys.path.append('x')\n",
        "import sys\n    sys.modules['x'] = None\n",
        "from importlib import import_module\n    import_module('a')\n",
        "global x\n    import x\n",
        "__all__.append('x')\n",
    ],
)
def test_one_that_may_do_more_than_its_call_does_is_read(body: str) -> None:
    assert_read(f"def load():\n    {body}")


@pytest.mark.parametrize(
    "source",
    [
        "def f(x=g(), *, y: h() = 1): return x\n",
        "def f(): import a\n",
        "from a import g\ndef f(x=g('n')): pass\nasync def h(): import b\ndef i(): yield 1\n",
        "def f():\n    'import'\n    def g():\n        import a\n    return g\n",
        "def f():\n    try:\n        import a\n    except ImportError:\n        raise\n    else:\n        a.b()\n",
        "import random\ndef f():\n    random.random()\n",
        "from random import random\ndef f():\n    random()\n",
    ],
)  # fmt: skip
def test_all_else_is_the_same(source: str) -> None:
    assert compare(source.encode(), WHOLE, Comparison()) is None
