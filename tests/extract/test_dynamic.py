"""Imports that are calls."""

from __future__ import annotations

import pytest

from graphcheck.model.imports import Guard, ImportKind, ImportSite
from graphcheck.model.location import Span
from graphcheck.model.steps import ImportStep
from tests.extract.reading import read


def dynamic(source: str) -> list[ImportSite]:
    return [site for site in read(source).sites if site.kind is ImportKind.DYNAMIC]


@pytest.mark.parametrize(
    ("source", "module", "level"),
    [
        ("import importlib\nimportlib.import_module('a.b')", "a.b", 0),
        ("import importlib as il\nx = il.import_module(name='a')", "a", 0),
        ("from importlib import import_module\nimport_module('a')", "a", 0),
        ("from importlib import import_module as im\nx = [im('a')]", "a", 0),
        ("def f():\n    import importlib\n    return importlib.import_module('a').b", "a", 0),
        ("import importlib\nimportlib.import_module('a' '.b')", "a.b", 0),
        ("import importlib\nimportlib.import_module(f'a.b')", "a.b", 0),
        ("import importlib\nimportlib.import_module('.x', 'p')", "p.x", 0),
        ("import importlib\nimportlib.import_module('..x', package='p.q')", "p.x", 0),
        ("import importlib\nimportlib.import_module('.x', __package__)", "x", 1),
        ("import importlib\nimportlib.import_module('..x.y', package=__name__)", "x.y", 2),
        ("__import__('a.b')", "a.b", 0),
        ("__import__('a', globals(), locals(), ['b'], 0)", "a", 0),
        ("__import__('a', globals(), level=1)", "a", 1),
        ("import builtins\nbuiltins.__import__('a')", "a", 0),
        ("import importlib\nimportlib.__import__('a')", "a", 0),
        ("import importlib\nif (m := importlib.import_module('a')): pass", "a", 0),
        ("import importlib\nwith importlib.import_module('a').b: pass", "a", 0),
    ],
)
def test_a_literal_name_is_an_import(source: str, module: str, level: int) -> None:
    (site,) = dynamic(source)
    assert (site.module, site.level) == (module, level)


@pytest.mark.parametrize(
    "source",
    [
        "import importlib\nimportlib.import_module(name)",
        "import importlib\nimportlib.import_module('a.' + name)",
        "import importlib\nimportlib.import_module(f'a.{name}')",
        "import importlib\nimportlib.import_module(*names)",
        "import importlib\nimportlib.import_module('.x')",
        "import importlib\nimportlib.import_module('.x', package)",
        "import importlib\nimportlib.import_module('...x', 'p')",
        "import importlib\nimportlib.import_module()",
        "import importlib\nimportlib.import_module('')",
        "import importlib\nimportlib.import_module(b'a')",
        "import importlib.util\nimportlib.util.find_spec('a')",
        "def import_module(x): pass\nimport_module('a')",
        "from .mine import import_module\nimport_module('a')",
        "def __import__(x): pass\n__import__('a')",
        "# importlib.import_module('a')",
    ],
)
def test_all_else_is_none(source: str) -> None:
    assert dynamic(source) == []


def test_the_literal_and_its_statement_are_shown() -> None:
    source = "import importlib\nif x:\n    pass; y = importlib.import_module( 'a' )  # now\n"
    (site,) = dynamic(source)
    assert site.span == Span(3, 40, 3, 43)
    assert site.statement_span == Span(3, 11, 3, 45)
    assert site.statement == "y = importlib.import_module('a')"


def test_positions_hold_where_the_same_text_stands_twice() -> None:
    source = "__import__('a')\nx = '__import__(1)'\nif y: __import__('a'); __import__('a', __import__('a'))\n"
    spans = [site.span for site in dynamic(source)]
    assert sorted(spans) == [Span(1, 12, 1, 15), Span(3, 18, 3, 21), Span(3, 35, 3, 38), Span(3, 51, 3, 54)]


def test_guards_and_conditions_hold_for_calls_too() -> None:
    source = """
    import sys
    try: a = __import__("a")
    except ImportError: a = None
    b = __import__("b") if sys.platform == "win32" else None
    sys.platform == "win32" and __import__("c")
    """
    assert [site.guard for site in dynamic(source)] == [Guard.OPTIONAL, Guard.DEAD, Guard.DEAD]


def test_a_call_at_the_top_level_is_a_step() -> None:
    assert read("x = __import__('a')").body[0] == ImportStep(0)
