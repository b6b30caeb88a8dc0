"""Every form of an import statement, at any place: the same sites at the same positions as CPython's ``ast``."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcheck.extract import locate
from graphcheck.extract.scan import Keywords
from graphcheck.model.imports import ImportKind
from graphcheck.model.location import Span
from tests.extract.reading import read
from tests.extract.sweep import Sweep, differences, standard_library, sweep

FORMS = [
    "import a",
    "import a.b.c as d, e  ,  f . g",
    "from a import b",
    "from . import x",
    "from .. a import (x as y,\n   z,)  # comment",
    "from ... import x as y, z",
    "from .a.b import *",
    "from . \\\n . import (  # why\n  x,\n\n  # because\n  y as z\n)",
    "from.import x",
    "from a import(b)",
    "import\\\n  a",
    "import a; import b;from c import d ; x = 1; import e;",
    "if x: import a; import b",
    "if x:\n    import a\nelif y: import b\nelse:\n\timport c",
    "try: import a\nexcept A: import b\nelse: import c\nfinally: import d",
    "try:\n    import a\nexcept* A:\n    import b",
    "for x in y: import a\nelse: import b",
    "while x: import a\nelse: import b",
    "with a as b, c: import d",
    "match x:\n    case 1: import a\n    case {'k': v, **rest} if v:\n        import b",
    "class A:\n    import a\n    class B(C): import b\n    def f(self): import c",
    "def f():\n    import a\n    async def g(x=1):\n        import b",
    "async def g():\n    async with x: import c\n    async for y in z: import d",
    "@d\ndef f(): import a",
    "lambda: 0\nimport a",
    "x = '''\nimport no\n'''; import a",
    "'import no'; f'import {no}'; import a  # import no",
    "def f():\n    yield from x; import a",
    "def f():\n    raise X from y\nfrom a import b",
    "é = 'ü'; import a.é as ö; from ü import ß",
    "'\U0001f600'; import a",
    "import \ufb01nd, a.\ufb01nd",
    "\x0cimport a\n\x0c\nif 1:\n\x0c    import b",
    "x = [\n  1, # (\n]; import a",
    "x = rb'\\''; import a",
    "from_ = import_ = 1\nimport from_, import_.raise_",
    "import a\n" * 3 + "from a import b",
    "async def f():\n    await x; import a",
    "type = 1; type.x; match = 2; match(1); import a",
]


@pytest.mark.parametrize("source", FORMS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_sites_are_those_of_ast(source: str, newline: str) -> None:
    data = source.replace("\n", newline).encode()
    assert list(differences(data, Sweep())) == []
    assert list(differences(b"\xef\xbb\xbf" + data, Sweep())) == []


def test_the_standard_library_has_the_same_sites_as_ast() -> None:
    files = sorted(standard_library().glob("*.py"), key=lambda path: path.name)
    sample = random.Random(2026).sample([path for path in files if path.stat().st_size < 60_000], 25)
    figures = sweep(sample)
    assert figures.different == 0
    assert figures.compared == 25


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(FORMS), min_size=1, max_size=6), st.booleans())
def test_any_mixture_of_forms_has_the_sites_of_ast(forms: list[str], wide: bool) -> None:
    source = "\n".join(forms) + ("\nfrom a import (" + ", ".join(f"n{i}" for i in range(40)) + ")" if wide else "")
    assert list(differences(source.encode(), Sweep())) == []


def test_the_span_of_a_relative_import_is_its_dots() -> None:
    (site,) = read("from . import x\n").sites
    assert (site.module, site.level, site.span) == ("", 1, Span(1, 6, 1, 7))


def test_one_statement_may_have_many_sites() -> None:
    facts = read("import a.b, c as d")
    assert [(site.module, site.bound, site.statement) for site in facts.sites] == [
        ("a.b", "a", "import a.b, c as d"),
        ("c", "d", "import a.b, c as d"),
    ]


def test_star_imports_are_their_own_kind() -> None:
    (site,) = read("from a import *").sites
    assert (site.kind, site.names) == (ImportKind.STAR, ())


def test_the_statement_is_shown_on_one_line() -> None:
    (site,) = read("from a import (  # all of it\n    b as c,\n\n    d,\n)\n").sites
    assert site.statement == "from a import (b as c, d)"


def test_a_long_statement_is_cut() -> None:
    (site,) = read("from a import " + ", ".join(f"name_{number}" for number in range(100))).sites
    assert len(site.statement) == 200
    assert site.statement.endswith("...")


def test_columns_count_code_points() -> None:
    (site,) = read("'\U0001f600é'; import a\n").sites
    assert site.span == Span(1, 14, 1, 15)


def test_identifiers_are_compared_in_nfkc() -> None:
    (site,) = read("import \ufb01nd").sites
    assert site.module == "find"


@pytest.mark.parametrize(
    "before",
    [
        "x = f'{d['import os']}'",
        "x = f'{'raise'}'",
        'x = f"{x!r:{w["import"]}}"',
        "x = f'{f'{f'{1}'}'}'",
        "x = f'{{{a['b']}}}'",
        "x = f'''{a['''import b''']}'''",
    ],
)
def test_quotes_of_its_own_kind_inside_an_f_string_mislead_nobody(before: str) -> None:
    """PEP 701, Python 3.12: the host's ``ast`` may be older, so the positions are written out."""
    facts = read(f"{before}\nimport a\nif x:\n    raise ImportError('y')\n")
    assert [(site.module, site.span) for site in facts.sites] == [("a", Span(2, 8, 2, 9))]


@pytest.mark.parametrize("source", [form for form in FORMS if "\f" not in form])
def test_the_slow_way_to_positions_leads_to_the_same_places(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for form feeds: libcst leaves some of them out of the code that it measures."""
    monkeypatch.setattr(locate, "scan_keywords", lambda _: Keywords((), (), (), certain=False))
    assert list(differences(source.encode(), Sweep())) == []


def test_libcst_waits_for_the_first_file() -> None:
    program = "import sys, graphcheck.extract; sys.exit('libcst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
