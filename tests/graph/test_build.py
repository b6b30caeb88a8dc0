"""A graph that takes over what was worked out in another state of the import system is the one that is built anew."""

from __future__ import annotations

import pytest

from graphcheck.graph import build
from graphcheck.model.analysis import Analysis
from graphcheck.resolve.resolver import Resolver
from tests.project_files import examine_worker

PATH = "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib'))\n"
WORKERS = {
    "an entry of sys.path": {
        "src/main.py": f"import early\n{PATH}import late\nfrom shared import thing, other\n"
                       "\ndef f():\n    import late\n",
        "src/early.py": "import late\nfrom shared import thing\nimport json\n",
        "src/lib/late.py": "import deeper\nimport early\n",
        "src/lib/deeper.py": "",
        "src/shared/__init__.py": "thing = 1\n",
        "src/shared/other.py": "import late\n",
    },
    "entries that hold nothing": {
        "src/main.py": "import sys\nsys.path.append('/nowhere')\nimport a\nsys.path.append('/tmp')\nimport a.b\n",
        "src/a/__init__.py": "from . import b, missing\n",
        "src/a/b.py": "from ..beyond import c\nimport json, nowhere\n",
    },
    "registered modules": {
        "src/main.py": "import a\nimport sys\nsys.modules['made'] = a\n"
                       "import made\nimport made.inside\nimport made_too\n",
        "src/a.py": "import made\nimport b\n",
        "src/b.py": "import sys\nsys.modules['made_too'] = None\n"
                    "try:\n    import made_too\nexcept ImportError:\n    import c\n",
        "src/c.py": "from a import *\nimport made, json\n",
    },
    "a prefix that the Worker does not have": {
        "src/main.py": f"{PATH}import src.core.config\nfrom .core import config\nimport core.config\n",
        "src/core/__init__.py": "import sys\nsys.modules['core.made'] = sys\n",
        "src/core/config.py": "from core.made import x\nimport src.core\n",
        "src/lib/core/config.py": "import json\n",
    },
}  # fmt: skip


def seen(analysis: Analysis) -> tuple[object, ...]:
    return (analysis.modules, analysis.edges, analysis.startup, analysis.findings)


@pytest.mark.parametrize("name", WORKERS)
def test_what_was_worked_out_before_is_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = examine_worker(WORKERS[name]).analysis
    monkeypatch.setattr(build._Imports, "holds_for", lambda *_: False)
    monkeypatch.setattr(Resolver, "answering", lambda self, _name: self)

    assert seen(examine_worker(WORKERS[name]).analysis) == seen(usual)
