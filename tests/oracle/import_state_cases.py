"""Workers that change ``sys.path`` or ``sys.modules`` while they start, or ask what the import system holds."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CASES"]

LIBRARY = {
    "lib/tool.py": "x = 1\n",
    "lib/pack/__init__.py": "",
    "lib/pack/m.py": "import tool\n",
}

CASES: Mapping[str, Mapping[str, str]] = {
    "path insert file dirname": {
        "main.py": (
            "import os, sys\n"
            "sys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib'))\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path append abspath": {
        "main.py": (
            "import os, sys\n"
            "HERE = os.path.dirname(os.path.abspath(__file__))\n"
            "sys.path.append(os.path.join(HERE, 'lib'))\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path pathlib": {
        "main.py": (
            "import sys\n"
            "from pathlib import Path\n"
            "sys.path.insert(0, str(Path(__file__).resolve().parent / 'lib'))\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path parents": {
        "main.py": (
            "import sys\n"
            "from pathlib import Path\n"
            "ROOT = Path(__file__).parents[0]\n"
            "sys.path.append(str(ROOT / 'lib'))\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path extend": {
        "main.py": ("import sys\nsys.path.extend(['/session/metadata/lib'])\nimport tool\nimport pack.m\nimport zz\n"),
        **LIBRARY,
    },
    "path extend by a truth value": {
        "main.py": (
            "import os, sys\n"
            "sys.path.extend(((lib := os.path.join(os.path.dirname(__file__), 'lib')) not in sys.path) * [lib])\n"
            "sys.path.extend((os.name == 'nt') * ['/session/metadata/other'])\n"
            "import tool\nimport pack.m\nimport zz\n"
        ),
        **LIBRARY,
    },
    "path of an assignment expression": {
        "main.py": (
            "import os, sys\n"
            "if (lib := os.path.join(os.path.dirname(__file__), 'lib')) not in sys.path:\n    sys.path.append(lib)\n"
            "import tool\nimport pack.m\nimport zz\n"
        ),
        **LIBRARY,
    },
    "path aug": {
        "main.py": ("import sys\nsys.path += ['/session/metadata/lib']\nimport tool\nimport pack.m\nimport zz\n"),
        **LIBRARY,
    },
    "path slice": {
        "main.py": ("import sys\nsys.path[:0] = ['/session/metadata/lib']\nimport tool\nimport pack.m\nimport zz\n"),
        **LIBRARY,
    },
    "path rebind": {
        "main.py": (
            "import sys\nsys.path = ['/session/metadata/lib'] + sys.path\nimport tool\nimport pack.m\nimport zz\n"
        ),
        **LIBRARY,
    },
    "path rebind star": {
        "main.py": (
            "import sys\nsys.path = [*sys.path, '/session/metadata/lib']\nimport tool\nimport pack.m\nimport zz\n"
        ),
        **LIBRARY,
    },
    "path alias": {
        "main.py": (
            "from sys import path\npath.append('/session/metadata/lib')\nimport tool\nimport pack.m\nimport zz\n"
        ),
        **LIBRARY,
    },
    "path alias of sys": {
        "main.py": ("import sys as s\ns.path.append('/session/metadata/lib')\nimport tool\nimport pack.m\nimport zz\n"),
        **LIBRARY,
    },
    "path function": {
        "main.py": (
            "import sys, os\n"
            "def setup():\n"
            "    here = os.path.dirname(__file__)\n"
            "    sys.path.append(os.path.join(here, 'lib'))\n"
            "setup()\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path if not in": {
        "main.py": (
            "import sys, os\n"
            "LIB = os.path.join(os.path.dirname(__file__), 'lib')\n"
            "if LIB not in sys.path:\n"
            "    sys.path.insert(0, LIB)\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path if exists": {
        "main.py": (
            "import sys, os\n"
            "LIB = os.path.join(os.path.dirname(__file__), 'lib')\n"
            "if os.path.isdir(LIB):\n"
            "    sys.path.insert(0, LIB)\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path if path exists": {
        "main.py": (
            "import sys\n"
            "from pathlib import Path\n"
            "LIB = Path(__file__).parent / 'lib'\n"
            "if LIB.exists():\n"
            "    sys.path.insert(0, str(LIB))\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path addsitedir": {
        "main.py": (
            "import site, os\n"
            "site.addsitedir(os.path.join(os.path.dirname(__file__), 'lib'))\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path relative is root": {
        "main.py": ("import sys\nsys.path.append('session/metadata/lib')\nimport tool\nimport pack.m\nimport zz\n"),
        **LIBRARY,
    },
    "path dot dot": {
        "main.py": (
            "import sys, os\n"
            "sys.path.append(os.path.join(os.path.dirname(__file__), 'core', '..', 'lib'))\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path try": {
        "main.py": (
            "import sys\n"
            "try:\n"
            "    import tool\n"
            "except ImportError:\n"
            "    sys.path.append('/session/metadata/lib')\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path fstring": {
        "main.py": (
            "import sys, os\n"
            "sys.path.append(f'{os.path.dirname(__file__)}/lib')\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path concat": {
        "main.py": (
            "import sys, os\n"
            "sys.path.append(os.path.dirname(__file__) + '/lib')\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path contextlib": {
        "main.py": (
            "import sys, os\n"
            "with open(__file__):\n"
            "    sys.path.append(os.path.dirname(__file__) + '/lib')\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path realpath join dotdot": {
        "main.py": (
            "import sys, os\n"
            "sys.path.insert(1, os.path.realpath(os.path.join(__file__, '..', 'lib')))\n"
            "import tool\n"
            "import pack.m\n"
            "import zz\n"
        ),
        **LIBRARY,
    },
    "path nothing there": {
        "main.py": ("import sys\nsys.path.insert(0, '/session/metadata/nolib')\nimport tool\n"),
        **LIBRARY,
    },
    "path desktop root": {
        "main.py": (
            "import sys\n"
            "from pathlib import Path\n"
            "sys.path.insert(0, str(Path(__file__).resolve().parent.parent))\n"
            "import src.core\n"
        ),
        "core.py": "",
    },
    "path /session holds metadata": {
        "main.py": (
            "import sys\n"
            "from pathlib import Path\n"
            "sys.path.insert(0, str(Path(__file__).resolve().parent.parent))\n"
            "import metadata.core\n"
            "import metadata.main\n"
        ),
        "core.py": "",
    },
    "path too late": {
        "main.py": ("import tool\nimport sys\nsys.path.insert(0, '/session/metadata/lib')\n"),
        **LIBRARY,
    },
    "path in other module": {
        "main.py": ("import paths\nimport tool\nimport zz\n"),
        "paths.py": ("import sys\nsys.path.insert(0, '/session/metadata/lib')\n"),
        **LIBRARY,
    },
    "path false condition": {
        "main.py": (
            "import sys\nif sys.platform == 'win32':\n    sys.path.insert(0, '/session/metadata/lib')\nimport tool\n"
        ),
        **LIBRARY,
    },
    "path shadows stdlib": {
        "main.py": (
            "import sys\nsys.path.insert(0, '/session/metadata/lib')\nimport calendar\ncalendar.mine\nimport zz\n"
        ),
        "lib/calendar.py": "mine = 1\n",
    },
    "path order": {
        "main.py": ("import sys\nsys.path.insert(0, '/session/metadata/lib')\nimport a\nfrom a import y\n"),
        "lib/a.py": "x = 1\n",
        "a.py": "y = 1\n",
    },
    "path append order": {
        "main.py": ("import sys\nsys.path.append('/session/metadata/lib')\nfrom a import y\nfrom a import x\n"),
        "lib/a.py": "x = 1\n",
        "a.py": "y = 1\n",
    },
    "path loaded package keeps its path": {
        "main.py": ("import p\nimport sys\nsys.path.insert(0, '/session/metadata/lib')\nimport p.m\n"),
        "p/__init__.py": "",
        "lib/p/__init__.py": "",
        "lib/p/m.py": "",
    },
    "path namespace grows": {
        "main.py": ("import p.a\nimport sys\nsys.path.append('/session/metadata/lib')\nimport p.m\nimport zz"),
        "p/a.py": "",
        "lib/p/m.py": "",
    },
    "path remove": {
        "main.py": ("import sys\nsys.path.remove('/session/metadata')\nimport a\n"),
        "a.py": "",
    },
    "path clear": {
        "main.py": ("import sys\nsys.path.clear()\nimport a\n"),
        "a.py": "",
    },
    "path pop": {
        "main.py": ("import sys\nsys.path.append('/session/metadata/lib')\nsys.path.pop()\nimport tool\n"),
        **LIBRARY,
    },
    "bootstrap": {
        "main.py": (
            "import sys\n"
            "from importlib.util import find_spec\n"
            "from os.path import dirname\n"
            "from types import ModuleType\n"
            "\n"
            "if 'src' not in sys.modules and find_spec('src') is None:\n"
            "    sys.modules['src'] = ModuleType('src')\n"
            "    sys.modules['src'].__path__ = [dirname(__file__)]\n"
            "    sys.modules['src.main'] = vars(sys.modules['src'])['main'] = sys.modules[__name__]\n"
            "from src.core import x\n"
            "import src.main\n"
            "from src import main, core\n"
            "import src.zz\n"
        ),
        "core.py": "x = 1\n",
    },
    "find_spec missing": {
        "main.py": (
            "from importlib.util import find_spec\n"
            "HAS = find_spec('numpy') is not None\n"
            "if HAS:\n"
            "    import zz1\n"
            "else:\n"
            "    import zz2\n"
        ),
    },
    "find_spec found": {
        "main.py": (
            "import importlib.util\nif importlib.util.find_spec('a'):\n    import zz1\nelse:\n    import zz2\n"
        ),
        "a.py": "",
    },
    "find_spec dotted missing parent": {
        "main.py": (
            "import importlib.util\nif importlib.util.find_spec('nope.a'):\n    import zz1\nelse:\n    import zz2\n"
        ),
        "a.py": "",
    },
    "find_spec dotted parent runs": {
        "main.py": (
            "import importlib.util\nif importlib.util.find_spec('p.a'):\n    import zz1\nelse:\n    import zz2\n"
        ),
        "p/__init__.py": "import a\n",
        "a.py": "",
    },
    "in sys.modules": {
        "main.py": ("import a, sys\nif 'a' in sys.modules:\n    import zz1\nif 'b' in sys.modules:\n    import zz2\n"),
        "a.py": "",
    },
    "sys.modules item": {
        "main.py": ("import a, sys\nsys.modules['b'] = a\nimport b\nimport b.c\n"),
        "a.py": "",
    },
    "sys.modules None": {
        "main.py": ("import sys\nsys.modules['json'] = None\nimport json\n"),
    },
    "sys.modules None vendored": {
        "main.py": ("import sys\nsys.modules['a'] = None\ntry:\n    import a\nexcept ImportError:\n    import zz\n"),
        "a.py": "",
    },
    "sys.modules setdefault": {
        "main.py": ("import a, sys\nsys.modules.setdefault('b', a)\nimport b\nimport zz\n"),
        "a.py": "",
    },
    "sys.modules pop": {
        "main.py": ("import a, sys\nsys.modules.pop('a')\nimport a\nimport zz\n"),
        "a.py": "import b\n",
        "b.py": "",
    },
    "del sys.modules": {
        "main.py": ("import a, sys\ndel sys.modules['a']\nimport a\nimport zz\n"),
        "a.py": "import b\n",
        "b.py": "",
    },
}
