"""Workers that import through calls, or end through one, and modules that cannot be decoded."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CASES"]

_EACH = """
import importlib
from importlib.util import find_spec

def check(*names):
    if {}(find_spec(each) is not None for each in names):
        importlib.import_module("a")

check({})
import xx
"""

_LAST_RESORT = """
def load():
    global module
    tried = []
    found = None

    def note(name, error):
        tried.append(f"{{name}}: {{error}}")

    try:
        import {0} as found
    except Exception as error:
        note("first", error)
    if not found:
        try:
            import {1} as found
        except Exception as error:
            note("second", error)
    if found:
        module = found
    else:
        raise ImportError("none of " + ", ".join(tried))

load()
import xx
"""

CASES: Mapping[str, Mapping[str, str | bytes]] = {
    "constructor": {
        "main.py": "from client import Client\nCLIENT = Client()\nOTHER: Client = Client(\n    fast=True,\n)\n",
        "python_modules/client/__init__.py": "from .client import *\n",
        "python_modules/client/client.py": (
            "class Client:\n    def __init__(self, fast: bool = False):\n        if fast:\n            import zz\n"
        ),
    },
    "a name that is a module of the runtime which fails": {
        "main.py": "try:\n    from multiprocessing import synchronize\nexcept ImportError:\n    import zz\n",
    },
    "import of __main__": {"main.py": "import __main__\nimport zz\n"},
    "resolve_name": {"main.py": "import pkgutil\npkgutil.resolve_name('zz.a')\n"},
    "resolve_name with a colon": {
        "main.py": "import pkgutil\npkgutil.resolve_name('a:x')\nimport zz\n",
        "a.py": "x = 1\n",
    },
    "resolve_name of a missing attribute": {
        "main.py": "from pkgutil import resolve_name\nresolve_name('a:y')\n",
        "a.py": "x = 1\n",
    },
    "resolve_name of modules and attributes": {
        "main.py": "import pkgutil\npkgutil.resolve_name('a.b.x')\nimport zz\n",
        "a/__init__.py": "",
        "a/b.py": "x = 1\n",
    },
    "resources of a missing package": {"main.py": "import importlib.resources\nimportlib.resources.files('zz')\n"},
    "resources of a package": {
        "main.py": "from importlib.resources import files\nX = files('a') / 'x'\nimport zz\n",
        "a/__init__.py": "",
    },
    "text of a missing package": {"main.py": "from importlib import resources\nresources.read_text('zz', 'x.txt')\n"},
    "class that is an ImportError": {
        "main.py": "class Refused(ImportError): pass\ntry:\n    raise Refused('x')\nexcept ImportError:\n    import a\n"
    },
    "class that is none": {
        "main.py": "try:\n    import a\nexcept ImportError:\n    pass\n",
        "a.py": "from errors import Missing\nraise Missing('x')\n",
        "errors.py": "class Missing(Exception): pass\n",
    },
    "class that another module defines": {
        "main.py": "try:\n    import a\nexcept ImportError:\n    pass\nimport zz\n",
        "a.py": "from errors import Missing\nraise Missing('x')\n",
        "errors.py": "class Base(ImportError): pass\nclass Missing(Base): pass\n",
    },
    "class that is caught as its own base": {
        "main.py": "from errors import Base\ntry:\n    import a\nexcept Base:\n    pass\nimport zz\n",
        "a.py": "from errors import Missing\nraise Missing('x')\n",
        "errors.py": "class Base(Exception): pass\nclass Missing(Base): pass\n",
    },
    "class that is no Exception": {
        "main.py": "class Stop(BaseException): pass\ntry:\n    raise Stop('x')\nexcept Exception:\n    pass\n"
    },
    "called lambda": {"main.py": "(lambda: __import__('zz'))()\n"},
    "bound lambda": {"main.py": "f = lambda: __import__('zz')\nf()\n"},
    "lambda with an argument": {"main.py": "import importlib\nf = lambda n: importlib.import_module(n)\nf('zz')\n"},
    "lambda that nobody calls": {"main.py": "f = lambda: __import__('yy')\nimport zz\n"},
    "key derivation": {"main.py": "import hashlib\nhashlib.pbkdf2_hmac('sha256', b'', b'', 1)\n"},
    "os._exit": {"main.py": "import os\nos._exit(3)\nimport zz\n"},
    "os._exit where every exception is caught": {
        "main.py": "import os\ntry:\n    os._exit(3)\nexcept BaseException:\n    pass\nimport zz\n"
    },
    "sys.exit": {"main.py": "import sys\nsys.exit(3)\n"},
    "null bytes": {"main.py": "import a\n", "a.py": "x = 1\n\0\n"},
    "unknown encoding": {"main.py": "import a\n", "a.py": "# coding: nonsense\n"},
    "encoding of another kind": {"main.py": "import a\n", "a.py": "# coding: hex\n"},
    "encoding beside a byte order mark": {"main.py": "import a\n", "a.py": b"\xef\xbb\xbf# coding: latin-1\n"},
    "bytes that the encoding lacks": {"main.py": "import a\n", "a.py": b"# coding: ascii\ny = '\xff'\n"},
    "all of what is there": {"main.py": _EACH.format("all", "'a', 'zz.b'"), "a.py": ""},
    "all up to what is not there": {"main.py": _EACH.format("all", "'zz', 'zz.b'"), "a.py": ""},
    "any up to what is there": {"main.py": _EACH.format("any", "'zz', 'a', 'zz.b'"), "a.py": ""},
    "any of what is not there": {"main.py": _EACH.format("any", "'zz', 'yy', 'zz.b'"), "a.py": ""},
    "all in a list": {
        "main.py": "from importlib.util import find_spec\nall([find_spec(each) for each in ('zz', 'zz.b')])\n"
    },
    "library that is not on the system": {
        "main.py": "import a\n",
        "a.py": "from ctypes.util import find_library\n"
        "if not (found := find_library('pq')):\n    raise ImportError('no libpq')\n",
    },
    "library that a cached function looks for": {
        "main.py": "import a\nimport zz\n",
        "a.py": "import ctypes.util\nfrom functools import cache\n@cache\n"
        "def find(name):\n    return ctypes.util.find_library(name)\n"
        "if find('pq') is None:\n    raise OSError('no pq')\n",
    },
    "function that gives up": {"main.py": _LAST_RESORT.format("zz", "yy")},
    "function that does not give up": {"main.py": _LAST_RESORT.format("zz", "a"), "a.py": ""},
}
