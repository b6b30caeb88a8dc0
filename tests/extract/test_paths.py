"""The fast extraction and the full libcst pass say the same of every file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graphcheck.extract import certificate, extract_imports
from graphcheck.extract.mentions import find_mentions
from graphcheck.extract.outline import cut
from graphcheck.extract.reduce import Reduced, reduce_text
from graphcheck.model.steps import DefineStep
from tests.extract.compare_paths import Comparison, compare, mutated_files, targets
from tests.extract.mutations import ODD_LINES

MODULE = '''"""A module with one of everything."""

from __future__ import annotations

import os
import sys, json.decoder as decoder
from a.b import (
    c,
    d as e,  # a comment
)
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from only.types import Hint
elif sys.version_info < (3, 8):
    import old
else:
    import new

try:
    import fast
except ImportError:
    fast = None
    HAS_FAST = False
else:
    HAS_FAST = True

__all__ = ["quiet", "Busy"]
__all__ += ["late"]


def quiet(x: int = 1) -> int:
    """Nothing in here matters, not even import or raise."""
    for y in range(x):
        if y:
            return y
    return 0


def asks(name, local=None):
    c = name
    if local is None:
        local = c(1)
    if not HAS_FAST:
        raise RuntimeError("no fast")
    return e(local)


def late_import(flag):
    debug = False
    if debug:
        import never
    elif flag:
        with open(flag) as file:
            from os import path as p
    else:
        try:
            import maybe.there
        except (ImportError, KeyError):
            raise
    return helper()


def helper():
    global counter
    counter = 1
    assert HAS_FAST, "needed"


def makes():
    def inner(a):
        if a:
            return a
        return c(a)

    @e
    def decorated():
        yield inner(1)

    return inner(2)


async def later():
    import deferred
    await c(deferred)


def one_liner(): return c(1)


class Quiet(Base):
    """Nothing here."""

    field: int = 3
    other: str

    def method(self):
        raise ValueError(self)

    def importer(self):
        if self.x:
            from . import sibling
        return sibling

    @property
    def value(self):
        return self._value

    class Inner:
        def method(self):
            import inside.inner


class Busy:
    table = c(1)

    def make():
        return e(2)

    made = make()

    @e
    def wrapped(self):
        import wrapped_module

    def plain(self):
        """import nothing"""
        return 1

    if HAS_FAST:
        def conditional(self): import one_line


helper()
if __name__ == "__main__":
    sys.exit("done")
'''


def differences(source: str | bytes) -> list[str]:
    data = source if isinstance(source, bytes) else source.encode()
    return [found for target in targets() if (found := compare(data, target, Comparison()))]


def reduce_whole(text: str) -> Reduced:
    outline = cut(text)
    assert outline is not None
    reduced = reduce_text(text, outline, find_mentions(text, frozenset()))
    assert reduced is not None
    return reduced


def test_one_of_everything() -> None:
    assert certificate.is_certain(MODULE)
    assert differences(MODULE) == []


@pytest.mark.parametrize("line", ODD_LINES)
def test_an_odd_line_at_every_level(line: str) -> None:
    lines = MODULE.splitlines()
    for at in (9, 62, 70 + len(line) % 9, 128):
        lead = lines[at - 1][: len(lines[at - 1]) - len(lines[at - 1].lstrip())]
        odd = [lead + part for part in line.split("\n")]
        source = "\n".join([*lines[:at], *odd, *lines[at:]]) + "\n"
        assert compare(source.encode(), targets()[at % 2], Comparison()) is None, f"after line {at}"


def test_mutated_files() -> None:
    sources = [
        MODULE.encode(),
        *(path.read_bytes() for path in sorted(Path(certificate.__file__).parent.glob("b*.py"))),
    ]
    figures = Comparison()
    for seed, source in mutated_files(sources, 40, seed=5):
        assert compare(source, targets()[seed % 2], figures) is None, f"mutation {seed}"
    assert figures.files == 40


def test_bodies_that_do_not_matter_are_left_out() -> None:
    reduced = reduce_whole(MODULE)
    assert "def quiet():\n    while 0: return\n" in reduced.text
    assert "raise ValueError" not in reduced.text
    assert "def plain" not in reduced.text
    assert "import nothing" not in reduced.text
    assert len(reduced.text) < 0.8 * len(MODULE)
    for number, line in zip(reduced.numbers or (), reduced.text.splitlines(), strict=True):
        assert line == MODULE.splitlines()[number - 1] or line.strip().startswith(
            ("def ", "class ", "pass", "while 0", '""')
        )


BRANCHES = """import sys
if sys.version_info >= (3, 20):
\tfrom new import A
else:

\t# what older ones lack
\tclass A:
\t\t"Text."
\t\tdef method(self):
\t\t\treturn self.nothing()

\tdef quiet(x):
\t\tif x:
\t\t\treturn 1
\t\treturn x.nothing()
\ttry:
\t\timport b
\texcept ImportError:
\t\t@A
\t\tdef loud(x=A()):
\t\t\timport c
\t\t\traise ImportError("no")
\telse: loud = quiet
\tquiet(A)
"""


def test_definitions_in_branches_are_reduced_as_others_are() -> None:
    reduced = reduce_whole(BRANCHES)
    assert "\tclass A: pass\n\tdef quiet():\n\t\twhile 0: return\n\ttry:\n\t\timport b\n" in reduced.text
    assert "nothing" not in reduced.text
    assert "\t\t@A\n\t\tdef loud(x=A()):\n\t\t\timport c\n" in reduced.text
    assert differences(BRANCHES) == []


CLASSES = (
    "import sys\ndef f(): import a\nclass A:\n  def exit(): pass\n  def f(): pass\n  y = exit\n  f()\n  sys.exit()\n",
    "from sys import exit\nclass A:\n  def exit(x): pass\n  y = 1 if exit else f()\n  def b(self): exit()\n  exit(2)\n",
    "from a import *\nclass A:\n  def b(): pass\n  c(1)\n  @d\n  def e(): pass\n  @property\n  def g(self): pass\n",
    "def f(): import a\nclass A:\n  @property\n  def f(): pass\n  @f.setter\n  def f(): pass\n  g = f\n  f()\n",
    "import random\nclass A:\n  def random(): pass\n  class B:\n    x = random.random()\n    def y(): pass\n  z = B\n",
    "from sys import platform\nclass A:\n  def platform(): pass\n  if platform == 'win32': import a\n  def b(): pass\n",
    "class A:\n  from a import b\n  b(1)\n  def c(x=b()): pass\n  @b\n  def d(): pass\n",
    "class A:\n  if x:\n    from a import b\n  y = b()\n  class C:\n    z = b()\n",
    "from threading import Thread\nclass A(Thread):\n  name = 'a'\n  def start(): pass\n  def b(): pass\nA().start()\n",
    "from threading import Thread\nclass A(Thread):\n  name = 'a'\n  __new__ = None\nA().start()\n",
    "def f(): import a\nclass A:\n  async def b(): pass\n  def f(): pass\n  @f\n  def c(): pass\n  x = f(b)\n",
)


@pytest.mark.parametrize("source", CLASSES)
def test_methods_that_a_class_body_names_are_kept(source: str) -> None:
    assert differences(source) == []


@pytest.mark.parametrize(
    "text",
    [
        "x = (\n", "if x:\npass\n", "\fx = 1\n", "x = 1 \\\n", "a\tb = 1\n", "ﬁ = 1\n", "x = 1\n \tif y: z\n",
        "x = f'{a['b']}'\n", "x = tr'{a}'\n", "(x): int = 1\n", "if y: z\nelse: (x.y): int\n",
        "try: x\nexcept: y\nexcept z: pass\n", "".join(" " * n + "if 1:\n" for n in range(101)) + " " * 101 + "pass\n",
    ],
)  # fmt: skip
def test_texts_that_only_libcst_may_judge(text: str) -> None:
    assert not certificate.is_certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "x = 1 # \\\n",
        "x = ['f', \"t\"]\n",
        "x = f'{a!r:>{w}}'\n",
        "x = rt'{b}'\n",
        "match x:\n  case _: pass\n",
        "x = 1if y else 2",
    ],
)
def test_texts_that_are_programs_beyond_doubt(text: str) -> None:
    assert certificate.is_certain(text)


def test_a_function_is_shown_with_its_own_indentation() -> None:
    """Two spaces here, four in the lines that libcst is given beside it."""
    source = (
        "from importlib import import_module\ndef load(name):\n  # how\n  return import_module(name)\n  # end\n# out\n"
    )
    step = next(each for each in extract_imports(source.encode(), targets()[0]).body if isinstance(each, DefineStep))
    assert (step.line, step.source) == (2, source.partition("\n")[2].removesuffix("\n# out\n"))
    assert differences(source) == []


def test_a_full_parse_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphcheck.extract.reading.reduce_text", None)
    whole = replace(targets()[0], full_parse=True)
    assert extract_imports(b"import a\n", whole).sites[0].module == "a"
