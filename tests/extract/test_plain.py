"""Programs that need no libcst say what libcst would have said of them, and no others are taken for such."""

from __future__ import annotations

import subprocess
import sys

import pytest

from graphcheck.extract import Target, extract_imports
from graphcheck.extract.decode import decode_source
from graphcheck.extract.mentions import find_mentions
from graphcheck.extract.outline import cut
from graphcheck.extract.plain import read_plain
from graphcheck.extract.reduce import reduce_text
from graphcheck.model.imports import ModuleImports

PLAIN = [
    "",
    "# nothing\n",
    '"""Text."""\n\nimport a.b\nimport c as d, e.f as g\n',
    "from . import x\nfrom ..y.z import p, q as r\nfrom w import (\n    s,  # why\n    t as u,\n)\n",
    "from a import *\nvalue = b(1)\n",
    "from __future__ import annotations\n\nfrom typing import TypeVar\n\nT = TypeVar('T')\n",
    "import logging\n\nlog = logging.getLogger(__name__)\nA = B = 'text'\nC = None\nD = -1\nE: int = 0\nF: str\n",
    "A = [1, *x]\nB = []\nC = ()\nD = {}\nE = {**x}\nF = {1: 2}\nG = (1, 2)\nH = lambda: f()\nI = [f() for f in x]\n",
    "import os\nX = os.devnull\nY = os.path.join('a', 'b')\nZ = int('3') + 4\nW = list[int]\n",
    "__all__ = ['A', \"b\"]\n\nclass A:\n    def run(self):\n        return helper()\n\n\ndef b():\n    return 1\n",
    "def first(x: int = 3):\n    if x:\n        return 1\n    return 2\n\n\nclass Error(Exception):\n    pass\n",
    "import json\n\njson.dumps({})\nprint('started')\ndel json\n",
    "# meta_path\nfrom a import modules\nX = modules[__name__]\n",
    "from a import f\n\n\n@f\n@staticmethod\n@f.g\n@f()\ndef g():\n    return 1\n",
    "from a import *\n\n\n@property\ndef g():\n    import b\n\n    return b\n\n\ng()\n",
    "from a import f, h\n\n\nclass A(f(1), x=h()):\n    B = f(2)\n    c: int = h(B)\n    d: f(3)\n    f = 1\n    f()\n",
    "from a import f, h\n\n\nclass A:\n    @h\n    def g(x: f() = h()):\n        import c\n\n    B = [h('x'), g]\n",
    "class A:\n    @property\n    def x(self):\n        import b\n    @x.setter\n    def x(self):\n        'import'\n",
    "class A:\n    class B:\n        def x(self):\n            import c.d as e, f\n\n        y = print(x)\n",
    "from t import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import b\n    import c.d\n\nb()\nX = b.c\n",
    "import x.y as t\nif t.TYPE_CHECKING:\n    import a\n\n@a\ndef f(): pass\n\nasync def g(x=f()): import b\n\ng()\n",
    "class A:\n    async def f(self):\n        import b\n\n    @a\n    async def g(self, x=h()):\n        return 1\n",
    "import re\nX = re.compile('x').match\nY = [\n    x\n    for x in Z\n    if x\n]\n",
    "from a import f\nA, (B, *C) = f('x')\n[D] = E, F = A\nA.b = C[0] = 1\nA.b.c = G = 2\n",
    "from a import B, C as D\nimport e, g.h\nI = B\nJ = K = e\nclass L: pass\nM = L\ndef n(): pass\nO = n\n",
    "# é\nfrom a import f; X = 'é'; from b import c, d\nY = ('é', f('é', 'x'))\nZ = 'é'\n",
    "from a import f\nclass A:\n    x = {'é': f('y'), 'z': f(\n        'é" + 300 * "x" + "')}\n",
    "from a import f\nclass A:\n  x = f(\n    'x'\n\n  # why\n )\n  class B: y = f('x',\n    *z)\n",
    "class A:\n  def __getattr__(self, x):\n    ':='\n    import b\n  x = ' locals '\n  def exit(self): import c\n",
    "from a import f\nclass A:\n  x = f(\n    '''b\n  c''',\n  k=f(\n      'd'\n  ),\n  )\n  y = [\n    f('e')\n  ]\n",
    "class A:\n def f(x, y=1):\n  if x.z is None and not y:\n   import a\n  else:\n   from b import c\n  return a\n",
    "class A:\n def f(self):\n  try:\n   import a\n  except (ImportError, E):\n   self.a = 1\n  finally: import b\n",
    "class A:\n def f():\n  try:\n   import a\n  except ImportError as error:\n   raise OSError from error\n",
    "class A:\n def f(*x, **y):\n  for z in x:\n   while y:\n    import a\n  def g(z):\n   if len(z):\n    import b\n",
    "class A:\n def f(self):\n  try:\n   def g():\n    import a\n   import b\n  except ImportError:\n   pass\n",
    "from a import make\n\nAPP = make('name')\nOTHER = make(1, name=__name__)\nLAST = make(make(2))\n",
]
OTHER = [
    "if True:\n    import a\n",
    "try:\n    import a\nexcept ImportError:\n    a = None\n",
    "import sys\nsys.path.append('x')\n",
    "import importlib\nimportlib.import_module('a')\n",
    "A = 1\nB = A\n",
    "import sys\nX = sys.platform\n",
    "X = (1)\n",
    "X = (a).b\n",
    "X = (None).b\n",
    "from t import A as TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\n",
    "from t import TYPE_CHECKING\nTYPE_CHECKING = True\nif TYPE_CHECKING:\n    import a\n",
    "from t import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\nelse:\n    a = None\n",
    "from t import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import *\n",
    "from t import TYPE_CHECKING\nif TYPE_CHECKING:\n    from u import TYPE_CHECKING\n",
    "if TYPE_CHECKING:\n    import a\n",
    "from a import f\nX = [(f('x'))]\n",
    "from a import f\nX = [\n  ( # why\n    f('x')\n  )\n]\n",
    "from a import f\nX = 1 if(f('x'))else 2\n",
    "X = a or b\n",
    "from a import b\nX = b() if c else 1\n",
    "import a\na.b = 1\n",
    "__all__ = ['a']\n__all__ += ['b']\n",
    "from a import f\n\n\ndef g():\n    f()\n\n\ng()\n",
    "class A:\n    import b\n",
    "raise ImportError('no')\n",
    "import a\nfrom __future__ import annotations\n",
    "def __getattr__(name):\n    return 1\n",
    "globals()['x'] = 1\n",
    "(x := 1)\n",
    "from sys import platform\nX = platform\n",
    "from sys import platform as p\nX = p\n",
    "try_ = 1\nfrom a import b\nb = 2\nX = b\n",
    "a, b = 1, None\n",
    "from a import b\nb.c = d = 1\n",
    "a, b = c = f()\n",
    "from a import f\n\n\nclass A:\n    def f(self):\n        return 1\n\n    x = f(1)\n",
    "def f():\n    if x:\n        import a\n",
    "class A:\n    def f(self):\n        if x:\n            import a\n",
    "class A:\n    def f(self):\n        with self.x:\n            import a\n",
    "class A:\n    def f(self):\n        global a\n        import a\n",
    "class A:\n  def f(self):\n    ImportError = E\n    try:\n      import a\n    except ImportError:\n      pass\n",
    "E = OSError\nclass A:\n  def f(self):\n    try:\n      import a\n    except E:\n      pass\n",
]
TARGETS = [Target((3, 12)), Target((3, 13)), Target((3, 14))]


def plain(text: str, target: Target) -> ModuleImports | None:
    source = decode_source(text.encode(), target)
    assert isinstance(source, str)
    mentions, outline = find_mentions(source, frozenset()), cut(source)
    reduced = None if outline is None else reduce_text(source, outline, mentions)
    return None if reduced is None else read_plain(reduced, mentions, target)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: ".".join(map(str, target.python)))
@pytest.mark.parametrize("text", PLAIN)
def test_plain_statements_mean_what_libcst_reads(text: str, target: Target) -> None:
    found = plain(text, target)

    assert found is not None
    assert found == extract_imports(text.encode(), Target(target.python, full_parse=True))


@pytest.mark.parametrize("text", OTHER)
def test_what_conditions_or_other_modules_decide_is_left_to_libcst(text: str) -> None:
    assert plain(text, TARGETS[1]) is None


def test_libcst_is_not_imported_for_them() -> None:
    program = (
        "import sys\n"
        "from graphcheck.extract import Target, extract_imports\n"
        f"for text in {PLAIN!r}: extract_imports(text.encode(), Target((3, 13)))\n"
        "sys.exit('libcst' in sys.modules)\n"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
