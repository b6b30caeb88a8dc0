"""Workers that use modules of a cycle too early, or files, while they start."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CASES"]

HERE = "from pathlib import Path\nimport os\nHERE = Path(__file__).parent\n"

CYCLES: Mapping[str, Mapping[str, str]] = {
    "attribute": {"main.py": "import a\n", "a.py": "import b\nx = 1\n", "b.py": "import a\ny = a.x\n"},
    "attribute that is there": {
        "main.py": "import a\n",
        "a.py": "x = 1\nimport b\n",
        "b.py": "import a\ny = a.x\nimport zz\n",
    },
    "attribute in a function": {
        "main.py": "import a\n",
        "a.py": "import b\nx = 1\n",
        "b.py": "import a\ndef f(): return a.x\nimport zz\n",
    },
    "attribute as a decorator": {
        "main.py": "import a\n",
        "a.py": "import b\ndef d(f): return f\n",
        "b.py": "import a\n@a.d\ndef f(): pass\n",
    },
    "attribute in an annotation": {
        "main.py": "import a\n",
        "a.py": "import b\nclass X: pass\n",
        "b.py": "import a\ndef f(p: a.X) -> a.X: pass\nimport zz\n",
    },
    "attribute in an annotation that is text": {
        "main.py": "import a\n",
        "a.py": "import b\nclass X: pass\n",
        "b.py": "from __future__ import annotations\nimport a\ndef f(p: a.X): pass\nv: a.X\nimport zz\n",
    },
    "attribute under a handler": {
        "main.py": "import a\n",
        "a.py": "import b\nx = 1\n",
        "b.py": "import a\ntry:\n    y = a.x\nexcept AttributeError:\n    y = None\nimport zz\n",
    },
    "attribute of an importer that expects it": {
        "main.py": "import a\n",
        "a.py": "try:\n    import b\nexcept AttributeError:\n    b = None\nx = 1\nimport zz\n",
        "b.py": "import a\ny = a.x\n",
    },
    "attribute after an import that fails": {
        "main.py": "import a\n",
        "a.py": "import b\nx = 1\n",
        "b.py": "import a\nimport zz\ny = a.x\n",
    },
    "attribute before a handler": {
        "main.py": "import a\n",
        "a.py": "import b\nx = 1\n",
        "b.py": "import a\ny = a.x\ntry:\n    import c\nexcept Exception:\n    pass\n",
    },
    "attribute of a class of the same name": {
        "main.py": "import a\n",
        "a.py": "import b\nx = 1\n",
        "b.py": "import a\nclass C:\n    class a: x = 1\n    y = a.x\nimport zz\n",
    },
    "attribute that a hook gives": {
        "main.py": "import a\n",
        "a.py": "def __getattr__(n): return 1\nimport b\n",
        "b.py": "import a\ny = a.x\nimport zz\n",
    },
    "attribute that another module sets": {
        "main.py": "import a\n",
        "a.py": "import c\nimport b\n",
        "c.py": "import a\na.x = 1\n",
        "b.py": "import a\ny = a.x\nimport zz\n",
    },
    "attribute of the entry": {"main.py": "import b\napp = 1\n", "b.py": "import main\nx = main.app\n"},
    "submodule that is not through": {
        "main.py": "import p.a\n",
        "p/__init__.py": "",
        "p/a.py": "import p.b\nx = 1\n",
        "p/b.py": "import p.a\ny = p.a.x\n",
    },
    "submodule that comes later": {
        "main.py": "import p\n",
        "p/__init__.py": "import p.a\nimport p.b\n",
        "p/a.py": "import p\ny = p.b.x\n",
        "p/b.py": "x = 1\n",
    },
    "submodule that came before": {
        "main.py": "import p\n",
        "p/__init__.py": "import p.b\nimport p.a\n",
        "p/a.py": "import p\ny = p.b.x\nimport zz\n",
        "p/b.py": "x = 1\n",
    },
    "attribute of a submodule from its package": {
        "main.py": "import p.a\n",
        "p/__init__.py": "",
        "p/a.py": "from p import b\nx = 1\n",
        "p/b.py": "from . import a\ny = a.x\n",
    },
    "attribute in a namespace": {
        "main.py": "import p.a\n",
        "p/a.py": "import p.b\nx = 1\n",
        "p/b.py": "import p.a\ny = p.a.x\n",
    },
    "attribute of the module itself": {"main.py": "import a\n", "a.py": "import a\ny = a.x\n"},
    "star before the names that it promises": {
        "main.py": "import a\n",
        "a.py": "import b\n__all__ = ['x']\nx = 1\n",
        "b.py": "from a import *\nimport zz\n",
    },
    "attribute that a star promises": {
        "main.py": "import a\n",
        "a.py": "__all__ = ['x']\nimport b\nx = 1\n",
        "b.py": "from a import *\n",
    },
}
FILES: Mapping[str, Mapping[str, str]] = {
    "reads a missing file": {"main.py": HERE + "with open(HERE / './x.json') as f:\n    f.read()\n"},
    "reads what is there": {"main.py": HERE + "open(HERE / 'a.py').read()\nimport zz\n", "a.py": ""},
    "reads a folder": {"main.py": HERE + "(HERE / 'd').read_text()\n", "d/a.py": ""},
    "reads above the upload": {"main.py": "import os\nopen(os.path.join(os.path.dirname(__file__), '..', 'x.json'))\n"},
    "reads below a file": {"main.py": HERE + "try:\n    open(HERE / 'a.py' / 'x')\nexcept OSError:\n    pass\n"},
    "reads a relative path": {"main.py": "open('data/x.json')\n"},
    "reads under a handler": {"main.py": HERE + "try:\n    open(HERE / 'x')\nexcept OSError:\n    pass\nimport zz\n"},
    "reads in a module that is expected to fail": {
        "main.py": "try:\n    import a\nexcept OSError:\n    pass\nimport zz\n",
        "a.py": HERE + "open(HERE / 'x')\n",
    },
    "reads after an import that fails": {"main.py": HERE + "import zz\nopen(HERE / 'x')\n"},
    "reads perhaps": {"main.py": HERE + "X = os.environ.get('HOME') or open(HERE / 'x')\nimport zz\n"},
    "reads a resource": {
        "main.py": "from importlib.resources import files\n(files('p') / 'x.txt').read_text()\n",
        "p/__init__.py": "",
    },
    "reads its own resource": {
        "main.py": "import p\n",
        "p/__init__.py": "import pkgutil\npkgutil.get_data(__name__, 'x.txt')\n",
    },
    "writes a new file": {"main.py": HERE + "(HERE / 'x.txt').write_text('')\n"},
    "writes over a file": {"main.py": HERE + "open(HERE / 'a.py', 'a')\n", "a.py": ""},
    "creates a file that is there": {"main.py": HERE + "open(HERE / 'a.py', 'x')\n", "a.py": ""},
    "touches a file that is there": {"main.py": HERE + "(HERE / 'a.py').touch()\nimport zz\n", "a.py": ""},
    "writes into a missing folder": {"main.py": HERE + "(HERE / 'd' / 'x').write_text('')\n"},
    "writes to the root": {"main.py": "open('x.log', 'w')\nopen('/tmp/x', 'w')\nimport zz\n"},
    "logs into the upload": {"main.py": HERE + "import logging\nlogging.FileHandler(HERE / 'x.log')\n"},
    "makes a folder": {"main.py": HERE + "(HERE / 'd' / 'e').mkdir(exist_ok=True)\n", "d/a.py": ""},
    "makes a folder in a missing one": {"main.py": HERE + "(HERE / 'd' / 'e').mkdir()\n"},
    "makes a folder that is there": {"main.py": HERE + "os.makedirs(HERE / 'd')\n", "d/a.py": ""},
    "makes a folder that may be there": {
        "main.py": HERE + "(HERE / 'd').mkdir(exist_ok=True)\nimport zz\n",
        "d/a.py": "",
    },
    "makes many folders": {"main.py": HERE + "os.makedirs(HERE / 'd' / 'e' / 'f')\n", "d/a.py": ""},
}
LONG = "Mine" * 40
PLACED: Mapping[str, Mapping[str, str]] = {
    "class in the place of another": {
        "main.py": "from inject import inject\ninject()\nimport user\n",
        "user.py": "from pool import Conn\nPORT = Conn.port\nOPTIONS = Conn.options\n",
        "pool.py": "class Conn:\n    options = ()\n",
        "mine.py": "class Mine:\n    port = 80\n    options: tuple\n",
        "inject.py": "import pool\nfrom mine import Mine\ndef inject():\n    pool.Conn = Mine\n",
    },
    "class with a long name in the place of another": {
        "main.py": "from inject import inject\ninject()\nimport user\n",
        "user.py": "import pool\nOPTIONS = pool.Conn.options\n",
        "pool.py": "class Conn:\n    options = ()\n",
        "inject.py": f"import pool\nclass {LONG}: pass\ndef inject():\n    pool.Conn = {LONG}\n",
    },
}
FINDER = """import sys, types
from importlib.machinery import ModuleSpec
class Finder:
    def {0}(self, name, *rest):
        {1}
    def load_module(self, name):
        module = sys.modules[name] = types.ModuleType(name)

        return module
    create_module = lambda self, spec: None
    exec_module = lambda self, module: None
sys.meta_path.append(Finder())
"""
FINDERS: Mapping[str, Mapping[str, str]] = {
    "finder of before 3.4": {
        "main.py": "import p.made\n",
        "p/__init__.py": FINDER.format("find_module", "return self if name == 'p.made' else None"),
    },
    "finder of before 3.4, in a module that is a package": {
        "main.py": "import p.made\n",
        "p.py": f"__path__ = []\n{FINDER.format('find_module', 'return self')}",
    },
    "finder of today": {
        "main.py": "import p.made\nimport zz\n",
        "p/__init__.py": FINDER.format("find_spec", "return ModuleSpec(name, self) if name == 'p.made' else None"),
    },
}
CASES: Mapping[str, Mapping[str, str]] = {**CYCLES, **FILES, **PLACED, **FINDERS}
