"""The startup walk beside CPython itself: the same files, imported for real by the Python that runs the tests.

Import semantics of these cases are alike in CPython 3.11 and in the Worker's Python, and need nothing of the Worker.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project_files import examine_worker

RUN = """
import importlib.machinery as machinery, json, sys
sys.path.insert(0, {root!r})
order = []
class Recorder:
    def find_spec(self, name, path=None, target=None):
        spec = machinery.PathFinder.find_spec(name, path)
        where = (spec.origin or str(spec.submodule_search_locations)) if spec else ""
        if {root!r} in where:
            order.append(name)
        return None
sys.meta_path.insert(0, Recorder())
try:
    import main
    error = None
except BaseException as exc:
    error = [type(exc).__name__, str(exc).replace({root!r}, "/session/metadata")]
print(json.dumps([error, list(dict.fromkeys(order))]))
"""

PLACED = {
    "pool.py": "class Conn:\n    options = ()\n",
    "mine.py": "class Mine:\n    port: int = 80\n    options: tuple\n    def run(self):\n        self.ready = True\n",
    "inject.py": "import pool\nfrom mine import Mine\ndef inject():\n    'Mine for theirs.'\n    pool.Conn = Mine\n",
    "start.py": "from inject import inject\ninject()\n",
    "main.py": "import start\nimport user\nimport b\n",
    "user.py": "from pool import Conn\nPORT = Conn.port\nOPTIONS = list(Conn.options)\n",
    "b.py": "",
}
"""A class in the place of another, which has an attribute that it lacks."""

MADE = {
    "main.py": "import a\nclient: object = a.Client(fast=True)\nimport b\n",
    "a.py": (
        "class Base:\n    def close(self):\n        pass\n"
        "class Client(Base):\n    def __init__(self, *, fast=False, more=()):\n        super().__init__()\n"
        "        self.more = list(more)\n        if fast:\n            try:\n                import zz\n"
        "            except ImportError:\n                raise ImportError('fast needs zz') from None\n"
    ),
    "b.py": "",
}
"""A constructor that needs a module which is missing."""

CASES = {
    "starts": {"main.py": "import a\n", "a.py": "import b\n", "b.py": ""},
    "parents first": {"main.py": "import p.q.r\n", "p/__init__.py": "", "p/q/__init__.py": "", "p/q/r.py": ""},
    "missing": {"main.py": "import a\nimport zz_nothing\n", "a.py": ""},
    "missing submodule": {"main.py": "import p.zz\n", "p/__init__.py": "import a\n", "a.py": ""},
    "not a package": {"main.py": "import a.b\n", "a.py": ""},
    "relative in the entry": {"main.py": "from .a import x\n", "a.py": "x = 1\n"},
    "relative in a package": {"main.py": "import p.a\n", "p/a.py": "from .b import x\n", "p/b.py": "x = 1\n"},
    "beyond the top": {"main.py": "import p.a\n", "p/__init__.py": "", "p/a.py": "from ..b import x\n", "b.py": "x = 1\n"},
    "swallowed": {"main.py": "try:\n    import zz\nexcept ImportError:\n    import a\n", "a.py": ""},
    "swallowed far below": {
        "main.py": "try:\n    import a\nexcept ImportError:\n    pass\nimport c\n",
        "a.py": "import b\nimport zz\n",
        "b.py": "",
        "c.py": "",
    },
    "wrong handler": {"main.py": "try:\n    import zz\nexcept AttributeError:\n    pass\n"},
    "handler raises another": {"main.py": "try:\n    import zz\nexcept ImportError:\n    raise RuntimeError('need zz')\n"},
    "handler raises again": {"main.py": "try:\n    import zz\nexcept ImportError:\n    import a\n    raise\n", "a.py": ""},
    "else and finally": {
        "main.py": "try:\n    import a\nexcept ImportError:\n    import b\nelse:\n    import c\nfinally:\n    import d\n",
        "a.py": "", "b.py": "", "c.py": "", "d.py": "",
    },
    "finally of a failure": {"main.py": "try:\n    import zz\nfinally:\n    import d\n", "d.py": ""},
    "suppress": {"main.py": "import contextlib\nwith contextlib.suppress(ImportError):\n    import zz\nimport a\n", "a.py": ""},
    "flag of a guard": {
        "main.py": "try:\n    import zz\n    HAS = True\nexcept ImportError:\n    HAS = False\nif HAS:\n    import a\nelse:\n    import b\n",
        "a.py": "", "b.py": "",
    },
    "name of a guard": {
        "main.py": "try:\n    import zz\nexcept ImportError:\n    zz = None\nif zz is not None:\n    import a\nif zz is None:\n    import b\n",
        "a.py": "", "b.py": "",
    },
    "constant from another module": {"main.py": "from flags import ON\nif ON:\n    import a\n", "flags.py": "ON = False\n", "a.py": ""},
    "cycle that works": {"main.py": "import a\n", "a.py": "A = 1\nfrom b import B\n", "b.py": "from a import A\nB = 2\n"},
    "cycle that fails": {"main.py": "import a\n", "a.py": "from b import B\nA = 1\n", "b.py": "from a import A\nB = 2\n"},
    "cycle through the entry": {"main.py": "from a import A\nAPP = 1\n", "a.py": "from main import APP\nA = 1\n"},
    "plain cycle": {"main.py": "import a\n", "a.py": "import b\n", "b.py": "import a\n"},
    "cycle in a package": {
        "main.py": "import p\n", "p/__init__.py": "from p.a import A\n", "p/a.py": "from p import b\nA = 1\n",
        "p/b.py": "from p import a\n",
    },
    "name missing": {"main.py": "from a import y\n", "a.py": "x = 1\n"},
    "name missing in a namespace": {"main.py": "from p import y\n", "p/a.py": ""},
    "submodule by from": {"main.py": "from p import a\n", "p/__init__.py": "", "p/a.py": ""},
    "submodule hidden by a name": {"main.py": "from p import a\n", "p/__init__.py": "a = 1\n", "p/a.py": ""},
    "star with __all__": {"main.py": "from p import *\n", "p/__init__.py": "__all__ = ['a']\n", "p/a.py": ""},
    "star without": {"main.py": "from p import *\nfrom p import _y\n", "p/__init__.py": "_y = x = 1\n"},
    "star names another module": {"main.py": "from p import *\n", "p/__init__.py": "__all__ = ['zz']\n"},
    "module __getattr__ that is not defined yet": {
        "main.py": "import p\n",
        "p/__init__.py": "from .b import FOUND\nif FOUND:\n    import zz\ndef __getattr__(name):\n    return 1\n",
        "p/b.py": "try:\n    from . import c\n    FOUND = True\nexcept ImportError:\n    FOUND = False\n",
    },
    "module __getattr__": {"main.py": "from p import anything\n", "p.py": "def __getattr__(name):\n    return 1\n"},
    "deferred": {"main.py": "def f():\n    import zz\n"},
    "default argument": {"main.py": "import a\ndef f(x=a.X):\n    import zz\n", "a.py": "X = 1\n"},
    "class body": {"main.py": "class C:\n    import a\n    from b import y\n", "a.py": "", "b.py": "y = 1\n"},
    "class body names are not the module's": {"main.py": "import m\nfrom m import y\n", "m.py": "class C:\n    y = 1\n"},
    "type checking": {"main.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import zz\n"},
    "dead platform": {"main.py": "import sys\nif sys.platform == 'win32':\n    import zz\n"},
    "old Python": {"main.py": "import sys\nif sys.version_info < (3, 8):\n    import zz\nelse:\n    import a\n", "a.py": ""},
    "call at import": {"main.py": "def load():\n    import a\nload()\nimport b\n", "a.py": "", "b.py": ""},
    "call from another module": {
        "main.py": "from a import load\nload()\nimport c\n",
        "a.py": "async def other():\n    pass\ndef load():\n    import b\n    helper()\ndef helper():\n    from b import zz\n",
        "b.py": "", "c.py": "",
    },
    "call from another module, of the last definition": {
        "main.py": "import a\nfrom a import load as start\n@start\ndef f():\n    pass\n",
        "a.py": "def load(x):\n    import zz\ndef load(x):\n    try:\n        import zz\n    except ImportError:\n        import b\n    return x\n",
        "b.py": "",
    },
    "call from another module, of a generator": {
        "main.py": "from a import load\nload()\n", "a.py": "def load():\n    import zz\n    yield 1\n",
    },
    "dynamic literal": {"main.py": "import importlib\nimportlib.import_module('a.b')\n", "a/__init__.py": "", "a/b.py": ""},
    "dynamic relative": {
        "main.py": "import p\n", "p/__init__.py": "from importlib import import_module\nimport_module('.a', __name__)\n",
        "p/a.py": "",
    },
    "failed module runs again": {
        "main.py": "try:\n    import a\nexcept ImportError:\n    pass\ntry:\n    import a\nexcept ImportError:\n    import b\n",
        "a.py": "import zz\n", "b.py": "",
    },
    "namespace": {"main.py": "import p.q.a\n", "p/q/a.py": ""},
    "raise at top level": {"main.py": "import a\n", "a.py": "raise ImportError('not here')\n"},
    "except with a tuple": {"main.py": "try:\n    import zz\nexcept (ValueError, ModuleNotFoundError):\n    import a\n", "a.py": ""},
    "star handler order": {"main.py": "try:\n    import zz\nexcept Exception:\n    import a\nexcept ImportError:\n    import b\n", "a.py": "", "b.py": ""},
    "syntax of a star import": {"main.py": "from a import (x,\n    y as z)\nfrom a import z\n", "a.py": "x = y = 1\n"},
    "walrus and loops bind": {"main.py": "from a import i, w, e, m\n", "a.py": "for i in (1,):\n    pass\nif (w := 1):\n    pass\nwith open(__file__) as e:\n    pass\nmatch 1:\n    case m:\n        pass\n"},
    "from a bound import": {"main.py": "from a import os_path, js\n", "a.py": "import os.path as os_path\nimport json as js\n"},
    "lazy names by a table": {
        "main.py": "import p\nfrom p import X\nfrom p import nothing\n",
        "p/__init__.py": "from importlib import import_module\nTABLE = {'X': '.xx'}\ndef __getattr__(name):\n    if name in TABLE:\n        return getattr(import_module(TABLE[name], __name__), name)\n    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')\n",
        "p/xx.py": "X = 1\n",
    },
    "lazy names by an import": {
        "main.py": "from p import X\n",
        "p.py": "def __getattr__(name):\n    if name == 'X':\n        from q import X\n        return X\n    if name == 'Y':\n        import zz\n    raise AttributeError(name)\n",
        "q.py": "X = 1\n",
    },
    "lazy name whose module is missing": {
        "main.py": "from p import X\n",
        "p/__init__.py": "from .lazy import load\nTABLE = {'X': ('xx', 'X')}\ndef __getattr__(name):\n    where = TABLE.get(name)\n    return load(name, where[0], __spec__.parent)\n",
        "p/lazy.py": "from importlib import import_module\ndef load(name, module, package):\n    try:\n        return getattr(import_module('.' + module, package=package), name)\n    except ModuleNotFoundError as err:\n        msg = f\"module '{package!r}.{module!r}' not found ({err})\"\n        raise ImportError(msg) from None\n",
        "p/xx.py": "import zz\n",
    },
    "lazy names of a closure": {
        "main.py": "from p import X\nimport p.b\n",
        "p/__init__.py": "import lazy\n__getattr__, names = lazy.attach(__name__, {'a'}, {'b': ['X', 'Y']})\n",
        "p/a.py": "", "p/b.py": "X = Y = 1\n",
        "lazy.py": "import importlib\ndef attach(package, submodules, attributes):\n    where = {attr: mod for mod, attrs in attributes.items() for attr in attrs}\n    def __getattr__(name):\n        if name in submodules:\n            return importlib.import_module(f'{package}.{name}')\n        elif name in where:\n            return getattr(importlib.import_module(f'{package}.{where[name]}'), name)\n        raise AttributeError(f'No {package} attribute {name}')\n    return __getattr__, sorted(submodules | where.keys())\n",
    },
    "attribute of a module that loads lazily": {
        "main.py": "import p, importlib.util\nif importlib.util.find_spec('q') is None:\n    import zz\nx = p.X\n",
        "p.py": "def __getattr__(name):\n    from q import X\n    return X\n", "q.py": "X = 1\n",
    },
    "names in a loop": {
        "main.py": "import importlib\nfor name in ('a', 'b'):\n    importlib.import_module(f'p.{name}')\nfor name in ['c']:\n    __import__('p.' + name)\nfor name in ('zz',):\n    try:\n        __import__(name)\n    except ImportError as e:\n        text = str(e)\nif text != \"No module named 'zz'\":\n    import nothing\n",
        "p/__init__.py": "", "p/a.py": "", "p/b.py": "", "p/c.py": "",
    },
    "names in a comprehension": {
        "main.py": "from importlib import import_module\nPATHS = ['a', 'p.b']\nMODULES = [import_module(path) for path in PATHS]\n",
        "a.py": "", "p/b.py": "",
    },
    "a helper imports what it is told": {
        "main.py": "from helper import optional, require\nyaml = optional('zz')\na = optional('a')\nb = require('zz', 'pip install zz')\n",
        "helper.py": "import importlib\ndef optional(name, default=None):\n    try:\n        return importlib.import_module(name)\n    except ImportError:\n        return default\ndef require(name, hint):\n    try:\n        return importlib.import_module(name)\n    except ImportError as exc:\n        raise ImportError('%s is needed: %s' % (name, hint)) from exc\n",
        "a.py": "",
    },
    "for type checkers or else": {
        "main.py": "from p import X\n",
        "p/__init__.py": "from typing import TYPE_CHECKING\nfrom .lazy import install\nif TYPE_CHECKING or not install(__name__):\n    from .a import X\n    from .b import Y\n",
        "p/lazy.py": "import sys, importlib\ndef install(package):\n    module = sys.modules[package]\n    def load(name):\n        return getattr(importlib.import_module(f'.{name}', package), name) if False else find(package, name)\n    module.__getattr__ = load\n    return len(sys.argv) < 99\ndef find(package, name):\n    return getattr(importlib.import_module({'X': '.a', 'Y': '.b'}[name], package), name)\n",
        "p/a.py": "X = 1\n", "p/b.py": "Y = 1\n",
    },
    "flags of a compatibility module": {
        "main.py": "from compat import PY2, HAS_B\nimport compat\nif PY2:\n    import zz\nif HAS_B:\n    import b\nif compat.HAS_ZZ or not compat.NEW:\n    import zz\n",
        "compat.py": "import sys, importlib.util\nPY2 = sys.version_info[0] == 2\nNEW = sys.version_info >= (3, 8)\nHAS_B = importlib.util.find_spec('b') is not None\nHAS_ZZ = importlib.util.find_spec('zz') is not None\n",
        "b.py": "",
    },
    "distribution that is not installed": {
        "main.py": "from importlib.metadata import PackageNotFoundError, version\ntry:\n    v = version('zz-nothing')\nexcept PackageNotFoundError:\n    import a\ntry:\n    v = version('zz-nothing')\nexcept ImportError:\n    import b\nversion('zz-nothing')\n",
        "a.py": "", "b.py": "",
    },
    "text of the exception that was caught": {
        "main.py": "try:\n    import zz\nexcept ImportError as e:\n    raise RuntimeError(f'cannot start: {e}') from e\n",
    },
    "text by format and percent": {
        "main.py": "NAME = 'zz'\ntry:\n    import zz\nexcept ImportError as e:\n    raise ImportError('%s: %s, {}'.format(1) % (NAME, e))\n",
    },
    "an unset variable": {
        "main.py": "import os\nif os.environ.get('GRAPHCHECK_ZZ'):\n    import zz\nif os.getenv('GRAPHCHECK_ZZ', 'no') == 'yes':\n    import zz\n",
    },
    "attribute that another module sets": {
        "main.py": "import importlib, b\nx = importlib.import_module('a').Y\nfrom a import Y\n",
        "a.py": "import sys\ndef __getattr__(name):\n    raise AttributeError(name)\n", "b.py": "import a\na.Y = 1\n",
    },
    "a registry that decorators fill": {
        "main.py": "import importlib, registry, plug\nx = registry.TABLE['a']()\nif registry.TABLE:\n    import b\n",
        "registry.py": "import importlib\nTABLE = {}\ndef register(function):\n    TABLE[function.__name__] = function\n    return function\n",
        "plug.py": "from registry import register\n@register\ndef a():\n    return 'b'\n", "b.py": "",
    },
    "containers that hold themselves, and loops without end": {
        "main.py": "import importlib\nd = {}\nd['d'] = d\ne = []\ne.append(e)\nd.update(e=d)\nif d:\n    import a\nt = '%9d' % 1\nfor i in range(10 ** 7):\n    if i > 3:\n        break\nimportlib.import_module('b')\n",
        "a.py": "", "b.py": "",
    },
    "hasattr of a module": {
        "main.py": "import a\nif hasattr(a, 'X'):\n    import b\nif hasattr(a, 'Y'):\n    import zz\nif getattr(a, 'Z', None):\n    import zz\n",
        "a.py": "X = 1\n", "b.py": "",
    },
    "hasattr of a package whose submodule is half executed": {
        "main.py": "import p\nimport p.m\nif hasattr(p, 'm'):\n    import c\n",
        "p/__init__.py": "import p.m\n",
        "p/m.py": "import p\nif hasattr(p, 'm'):\n    import d\nif getattr(p, 'm', None):\n    import d\nimport b\n",
        "b.py": "", "c.py": "", "d.py": "",
    },
    "hasattr asks the hook": {
        "main.py": "import p\nif hasattr(p, 'Y'):\n    import d\nif hasattr(p, 'X'):\n    import b\nif not hasattr(p, 'Y'):\n    import c\n",
        "p.py": "def __getattr__(name):\n    if name == 'X':\n        import a\n        return a\n    raise AttributeError\n",
        "a.py": "", "b.py": "", "c.py": "", "d.py": "",
    },
    "hasattr of a package that is half executed asks the hook": {
        "main.py": "import p\n",
        "p/__init__.py": "def __getattr__(name):\n    if name == 'Y':\n        import b\n        return b\n    raise AttributeError\nfrom .q import m\n",
        "p/q.py": "import p.m\nm = 1\n",
        "p/m.py": "import p\nif hasattr(p, 'm'):\n    import d\nif hasattr(p, 'Y'):\n    import c\n",
        "b.py": "", "c.py": "", "d.py": "",
    },
    "constants written through globals()": {
        "main.py": "LAST = True\nglobals()['tsal'[::-1].upper()] = False\nif LAST:\n    import d\nA = True\nB = False\nglobals()['a'.upper()] = False\nglobals()['B'] = True\nif A:\n    import d\nif B:\n    import b\n",
        "b.py": "", "d.py": "",
    },
    "negative places, and a step of nothing": {
        "main.py": "import importlib\nNAMES = ['d', 'b', 'a']\nimportlib.import_module(NAMES[-2])\nfor each in NAMES[:-3:-2]:\n    importlib.import_module(each)\ntry:\n    NAMES[::0]\nexcept ValueError:\n    pass\n",
        "a.py": "", "b.py": "", "d.py": "",
    },
    "import of a module whose package has failed meanwhile": {
        "main.py": "try:\n    import p.q.r\nexcept ImportError:\n    from p.q.r import X\n    import p.q.r\n",
        "p/__init__.py": "import p.q.r\nimport p.zz\n", "p/q/__init__.py": "", "p/q/r.py": "X = 1\n",
    },
    "match on a constant": {
        "main.py": (
            "import sys\nmatch sys.byteorder:\n    case 'big':\n        import zz\n    case 'other' | 'little':\n"
            "        import a\n    case _:\n        import zz\nmatch sys.maxunicode:\n    case 1:\n        import zz\n"
            "    case n if n > 5:\n        import b\nmatch None:\n    case None:\n        import zz_nothing\n"
        ),
        "a.py": "", "b.py": "",
    },
    "first round of while true": {"main.py": "import a\nwhile True:\n    import b\n    import zz\n    break\n", "a.py": "", "b.py": ""},
    "while true with a way out": {
        "main.py": "while True:\n    try:\n        import a\n        break\n    finally:\n        pass\n    import zz\nwhile True:\n    if a:\n        break\n    import zz\n",
        "a.py": "",
    },
    "else of a loop": {
        "main.py": "for x in (1, 2):\n    for y in ():\n        break\n    break\nelse:\n    import zz\nfor x in (1, 2):\n    while x:\n        break\nelse:\n    import a\n    import zz_nothing\n",
        "a.py": "",
    },
    "exit of site": {
        "main.py": "def quit_later():\n    quit(3)\ntry:\n    quit_later()\nexcept SystemExit:\n    import a\ndef leave():\n    import b\n    exit()\nleave()\n",
        "a.py": "", "b.py": "",
    },
    "quit with a text": {"main.py": "quit('no more')\n"},
    "an exit from a star import": {"main.py": "from a import *\nquit()\nimport zz_nothing\n", "a.py": "quit = print\n"},
    "class in the place of another": PLACED,
    "class in the place of another, and a handler": {**PLACED, "main.py": "import start\ntry:\n    import user\nexcept AttributeError:\n    import b\n"},
    "class in the place of another, by its module": {**PLACED, "user.py": "import pool\nclass C:\n    options = pool.Conn.options\n"},
    "class in the place of another, passed on": {**PLACED, "user.py": "from way import Conn as C\nC.options\n", "way.py": "from pool import Conn\n"},
    "class in the place of another, read before": {**PLACED, "pool.py": "class Conn:\n    options = port = ()\n", "main.py": "import user\nimport start\nimport b\n"},
    "class in the place of another, below a plain one": {
        **PLACED, "mine.py": "class Base(object):\n    port = 1\nclass Mine(Base):\n    pass\n",
    },
    "class in the place of another, whose base has it": {
        **PLACED, "mine.py": "class Base:\n    options = ()\nclass Mine(Base):\n    port = 1\n",
    },
    "class in the place of another, whose base is not known": {
        **PLACED, "mine.py": "from pool import Conn\nclass Mine(Conn):\n    port = 1\n",
    },
    "class in the place of another, decorated": {
        **PLACED, "mine.py": "def more(c):\n    c.options = ()\n    return c\n@more\nclass Mine:\n    port = 1\n",
    },
    "class in the place of another, with a metaclass": {
        **PLACED, "mine.py": "class Meta(type):\n    def __getattr__(cls, name):\n        return ()\nclass Mine(metaclass=Meta):\n    pass\n",
    },
    "class in the place of another, with slots": {**PLACED, "mine.py": "class Mine:\n    port = 1\n    __slots__ = ('options',)\n", "user.py": "from pool import Conn\nConn.options\n"},
    "class in the place of another, told its name": {
        **PLACED, "mine.py": "class Field:\n    def __set_name__(self, owner, name):\n        setattr(owner, name[1:], ())\nclass Mine:\n    port = 1\n    xoptions = Field()\n",
    },
    "class in the place of another, made complete in its file": {
        **PLACED, "mine.py": "class Mine:\n    port = 1\nfor name in ['opt' + 'ions']:\n    setattr(Mine, name, ())\n",
    },
    "class in the place of another, made complete elsewhere": {**PLACED, "main.py": "import start\nimport mine\nmine.Mine.options = ()\nimport user\n"},
    "class in the place of another, made complete by its place": {
        **PLACED, "main.py": "import start\nfrom pool import Conn as Theirs\nsetattr(Theirs, 'snoitpo'[::-1], ())\nimport user\n",
    },
    "class in the place of another, made complete by a function": {
        **PLACED, "main.py": "import start, mine\nfrom fill import fill\nfill(mine.Mine, 'opt')\nimport user\n",
        "fill.py": "def fill(cls, start):\n    setattr(cls, start + 'ions', ())\n",
    },
    "class in the place of another, and the other again": {
        **PLACED, "start.py": "import pool\nold = pool.Conn\nfrom inject import inject\ninject()\ndef back(c):\n    pool.Conn = c\nback(old)\n",
        "pool.py": "class Conn:\n    options = port = ()\n",
    },
    "class in the place of another, only perhaps": {
        **PLACED, "start.py": "import time\nfrom inject import inject\nif time.time() < 9:\n    inject()\n",
        "pool.py": "class Conn:\n    options = port = ()\n",
    },
    "class in the place of another, defined twice": {
        **PLACED, "mine.py": "class Mine:\n    port = 1\nif Mine:\n    class Mine:\n        port = 1\n        options = ()\n",
    },
    "class in the place of another, by a function defined twice": {
        **PLACED, "inject.py": PLACED["inject.py"] + "if pool:\n    def inject():\n        print(end='')\n",
        "pool.py": "class Conn:\n    options = port = ()\n",
    },
    "class in the place of another, by a decorated function": {
        **PLACED, "inject.py": "import pool\nfrom mine import Mine\n\ndef no(*_, **__):\n    return lambda f: lambda: None\n"
        "@no(\n    1,\n    2)\n# what it does\ndef inject():\n    pool.Conn = Mine\n",
        "pool.py": "class Conn:\n    options = port = ()\n",
    },
    "class in the place of another, by a function behind a decorated one": {
        **PLACED, "inject.py": "import pool\nfrom mine import Mine\n@staticmethod\ndef other():\n    pass\n\n# it\ndef inject():\n"
        "    # does\n    pool.Conn = Mine  # this\n\n\n    pass\nOTHER = 1\n",
    },
    "class in the place of another, what every class has": {**PLACED, "user.py": "from pool import Conn\nConn.mro\nConn.__name__\n"},
    "constructor": MADE,
    "constructor by a name, and a handler": {**MADE, "main.py": "try:\n    import user\nexcept ImportError:\n    import b\n", "user.py": "from a import Client as C\nC(fast=True)\n"},
    "constructor of its own below one": {
        **MADE, "main.py": "from c import Mine\nMine(fast=True)\n", "c.py": "import a\nclass Mine(a.Client):\n    def __init__(self, fast):\n        self.fast = fast\n",
    },
    "constructor that need not": {**MADE, "main.py": "import a\na.Client()\na.Client(fast=0)\na.Client(more=[1])\nimport b\n"},
    "constructor called in a handler, a branch, a function": {
        **MADE, "main.py": "import sys, a\ntry:\n    a.Client(fast=True)\nexcept ImportError:\n    pass\nif len(sys.argv) > 99:\n    a.Client(fast=True)\ndef f():\n    a.Client(fast=True)\nimport b\n",
    },
    "constructor that is not called like that": {
        **MADE, "main.py": "try:\n    import user\nexcept TypeError:\n    pass\nimport b\n", "user.py": "import a\na.Client(True)\n",
    },
    "constructor that another replaces": {
        **MADE, "main.py": "import c, a\na.Client(fast=True)\nimport b\n", "c.py": "import a\nfor each in [a.Client]:\n    each.__init__ = lambda self, fast: None\n",
    },
    "constructor of a class that another replaces": {
        **MADE, "main.py": "import c, a\na.Client(fast=True)\nimport b\n", "c.py": "import a\ndef put(value):\n    a.Client = value\nput(dict)\n",
    },
    "constructor that __new__ leaves out": {**MADE, "main.py": "import a, c\nc.Mine(fast=True)\nimport b\n", "c.py": "import a\nclass Mine(a.Client):\n    def __new__(cls, fast):\n        return 1\n"},
    "constructor that a metaclass leaves out": {
        **MADE, "main.py": "import c\nc.Mine(fast=True)\nimport b\n",
        "c.py": "import a\nclass Meta(type):\n    def __call__(cls, **given):\n        return 1\nclass Base(metaclass=Meta):\n    pass\nclass Mine(Base, a.Client):\n    pass\n",
    },
    "constructor that a decorator leaves out": {
        **MADE, "main.py": "import c\nc.Mine(fast=True)\nimport b\n", "c.py": "import a\ndef other(cls):\n    return dict\n@other\nclass Mine(a.Client):\n    pass\n",
    },
    "constructor that is decorated": {
        **MADE, "main.py": "import c\nc.Mine(fast=True)\nimport b\n", "c.py": "def quiet(f):\n    return lambda *a, **k: None\nclass Mine:\n    @quiet\n    def __init__(self, fast):\n        import zz\n",
    },
    "constructor of a class above": {
        **MADE, "main.py": "import a\na.Below(fast=True)\n", "a.py": MADE["a.py"] + "class Below(Client):\n    kind = 1\n",
    },
    "constructor that fills a list by a call": {
        "main.py": "import a\na.Client()\nimport b\n", "b.py": "",
        "a.py": "from c import fill, TABLE\nclass Client:\n    def __init__(self, more=[]):\n        names = []\n        fill(names)\n        fill(more)\n        if not names or not more or not TABLE:\n            import zz\n",
        "c.py": "TABLE = []\ndef fill(names):\n    names.append(1)\n    TABLE.append(1)\n",
    },
    "constructor that asks itself": {
        "main.py": "import a\na.Client()\nimport b\n", "b.py": "",
        "a.py": "class Client:\n    ready = True\n    def __init__(self):\n        if not self.ready:\n            raise ValueError('not ready')\n        if self.ready:\n            return\n        import zz\n",
    },
    "constructor that wants a variable": {
        "main.py": "from a import Client\nClient(\n    retries=2,\n)\n",
        "a.py": "import os\nclass ClientError(Exception):\n    pass\nclass Client:\n    def __init__(self, kind=None, retries=1):\n        if kind is None:\n            kind = os.environ.get('GRAPHCHECK_ZZ', 'zz')\n        try:\n            import zz\n        except ImportError:\n            raise ClientError(f'{kind} is missing after {retries}') from None\n",
    },
    "constructor in a text": {**MADE, "main.py": 'import a\nTEXT = """\na.Client(fast=True)\n"""\nimport b\n'},
    "constructor of a module that is still executing": {
        "main.py": "import a\n", "a.py": "class Client:\n    def __init__(self, n):\n        if n:\n            import zz\nimport c\n", "c.py": "import a\na.Client(0)\na.Client(1)\n",
    },
    "an exit of its own": {"main.py": "def exit():\n    pass\nquit = exit\nexit()\nquit()\nimport zz_nothing\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CASES.values(), ids=list(CASES))
def test_predicts_what_cpython_does(files: dict[str, str], tmp_path: Path) -> None:
    for path, text in files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    run = subprocess.run(
        [sys.executable, "-c", RUN.format(root=str(tmp_path))], capture_output=True, text=True, check=True
    )
    error, modules = json.loads(run.stdout)

    startup = examine_worker({f"src/{path}": text for path, text in files.items()}).analysis.startup
    predicted = [startup.error.type, startup.error.message] if startup.error else None

    assert predicted == error
    assert list(startup.modules) == modules
