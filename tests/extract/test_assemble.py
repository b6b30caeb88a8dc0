"""An assembled tree is the one that libcst's parser gives."""

from __future__ import annotations

import email.message
import inspect
import json.decoder
import textwrap

import libcst as cst
import pytest

from graphcheck.extract.assemble import assemble
from graphcheck.extract.assemble.expressions import Code
from graphcheck.extract.assemble.simple import read_simple
from graphcheck.extract.assemble.tokens import Unread
from tests.extract.test_paths import MODULE
from tests.extract.trees import first_difference

STATEMENTS = (
    "x = 1", "x  =  y = z", "a, b = c", "a, b, = c", "x: int", "x : int=1", "x: int = a, b", "x += 1", "x //=y",
    "return", "return x", "return a, b", "return  (a)", "return not x", "return -1", "raise", "raise X",
    "raise X(1) from  y", "assert x", "assert x , y", "import a", "import a.b as c , d", "import  a . b",
    "from a import b", "from . import a", "from .. a import b", "from ... import (a)",
    "from ....a.b import ( c as d , e, )", "from a import (\n  b,\n  c,\n)", "from . import (\n    a,  # c\n    b\n)",
    "from a import *", "from.a import b", "from.import b", "from a import b as c, d", "pass", "break", "f(x)", "'doc'",
    "x.y = z", "x[1], (b, c) = d", "x = 'a' \\\n  'b'", "x = a,", "x, = a",
)  # fmt: skip
EXPRESSIONS = (
    "a", "a . b", "f()", "f( )", "f( a )", "f(a , b)", "f(a, b, )", "f(a,\n  b,\n)", "f(\n a\n)", "f(a=b, *c)",
    "f(*a, ** b, c=1, d = 2)", "f(\n  a,  # c\n  b\n)", "f(\n # c\n a,\n\n   # d\n b\n)", "a[1]", "a[ 1 ]", "a[1:2]",
    "[\n  1,  # x\n  # y\n\n  2,\n]",
    "a[:]", "a[1 :, ::2]", "a[1,]", "a [b]", "[]", "[ ]", "[a , b ,]", "[\n a,\n b,\n]",
    "()", "( )", "(a)", "( a )", "((a))", "(a,)", "( a , b , )", "{}", "{ }", "{a}", "{ a : b , c:d , }", "'a' 'b'",
    "'a'  \"b\" r'c'", "b'x' b''", "u'x'", "1", "1.5", "0x1e", "1e5", "1j", ".5", "...", "- a ** -b", "not not a",
    "a and b and c", "a or b and not c", "not a == b", "a < b <= c", "a not  in b", "a is  not b", "a is b in c",
    "a if b else c if d else e", "a+b*c-d", "a**b**c", "a|b^c&d<<e", "a @ b // c % d", "f'{a}'", "f'{a}' 'b'",
    "(f'x{a}')", "(a if b else c).d(e)[f]", "a.b(c)(d)", "(a\n + b)", "lambda: x", "lambda : x", "lambda *, a: 1",
    "lambda x, *y , z=1, **k : x", "[a for a in b]", "[ a for a, b in c if d if e for f in g ]", "{a for a in b}",
    "{a : b for a in b}", "f(a for a in b )", "( a for a in (b) )", "None", "True",
    "(a := b)", "( a  :=  b if c else d )", "[a := 1, b]", "f(a := b(1))", "a[b := 1]", "{a := 1}", "lambda: (a := 1)",
    "await a", "await  a.b(c) ** -d", "-await a", "not await a", "[await a, b][0]", "(await a).b",
)  # fmt: skip
LEFT_TO_LIBCST = (
    "yield x", "del x", "global x", "type = 3", "a = b; c", "x = *a, b", "x = {**a}",
    "x = [*a]", "x = [a async for a in b]", "x = 1if y else 2", "(x): int = 1",
)  # fmt: skip
BLOCKS = (
    "if a: b\nelif c:\n  d\nelse: e\n",
    "for a, b in c, d:\n    pass\nelse:\n    pass\n",
    "while a:\n\tb\n\n\tc\n",
    "try: a\nexcept: b\n",
    "try:\n  a\nexcept (B, C) as d:\n  e\nexcept f.G:\n  raise\nelse:\n  h\nfinally:\n  i\n",
    "with a as b, c(d) as (e, f): pass\n",
    "with (a(), b.c(d)): pass\nwith (a, b) as c: pass\nwith (a(),): pass\nwith (a()): pass\nwith (a), b: pass\n",
    "@a\n# note\n@b.c(d)\nclass E(F, g=h, **i):\n  '''doc'''\n  def j(self): return 1\n",
    "def a(b, c: int = 1, /, *d: e, f, **g) -> h :\n  # note\n  return b # why\n\n# outside\n",
    "def a(*, b,): ...\n",
    "class A: pass\nclass B(): pass\n",
    "async def a():\n  await b\n",
    "class A:\n  async def b(self): pass\n  @c\n  async def d(): pass\n  async def e(f: g = 1) -> h: return 1\n",
    "async def a():\n  async with b as c, d: pass\n  async for e, f in g: pass\n  else: pass\n",
    "async \\\n def a():\n  async \\\n  with b: pass\n",
    "if (a := b) and c:\n  pass\nelif d := e(): pass\nwhile f := g: pass\nelse: pass\n",
    "def a():\n  if b:\n    yield c\n    x = [\n      1,\n   2]\n  return [*d]\n",
    "match a:\n  case b: pass\n",
)


@pytest.mark.parametrize("statement", [*STATEMENTS, *(f"x = {each}" for each in EXPRESSIONS)])
def test_a_statement_is_read_as_libcst_reads_it(statement: str) -> None:
    line = cst.parse_module(statement + "\n").body[0]
    assert isinstance(line, cst.SimpleStatementLine)
    assert first_difference(read_simple(Code(statement, "")), line.body[0]) is None


@pytest.mark.parametrize("statement", LEFT_TO_LIBCST)
def test_other_statements_are_left_to_libcst(statement: str) -> None:
    with pytest.raises(Unread):
        read_simple(Code(statement, ""))


@pytest.mark.parametrize(
    "text",
    [*BLOCKS, MODULE, inspect.getsource(json.decoder), inspect.getsource(email.message), inspect.getsource(textwrap)],
)
def test_a_module_is_read_as_libcst_reads_it(text: str) -> None:
    assembled = assemble(text, exact=False)
    assert assembled is not None
    assert first_difference(assembled.body, cst.parse_module(text).body) is None
