"""Files of plain imports: what is told without a tree is what the whole tree tells, and nothing else is told so."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graphcheck.extract import extract_imports
from graphcheck.extract.bare import read_bare
from tests.extract.compare_paths import mutated_files, targets

BARE = [
    "",
    "\n  \n\t# nothing\n",
    '"""A package."""\n',
    "'''A \"package\"\nof 'two' lines.'''  # a comment\nimport a",
    "'quoted'\n\"quoted\"\n''\n\"\"\n",
    "import a.b.c as d, e  ,  f.g\n",
    "import\ta\nimport a  # noqa\n",
    "from a import b\nfrom .a.b import *\nfrom a import*\nfrom . import x\nfrom ... import x as y, z\n",
    "from ..a import (x as y,\n   z,)  # comment\n",
    "from .a import (  # why, not\n    x,\n\n    # because (or not)\n    y as z\n)\n",
    "from a import(b)\n" + "from long_name_of_a_module import " + ", ".join(f"name{n}" for n in range(90)) + "\n",
    "from a.__version__ import __version__\n",
    "# Übung: \N{SNOWMAN}\nimport a  # \N{SNOWMAN}\n'\N{SNOWMAN}'\nimport b\n",
]
OTHER = [
    "from __future__ import annotations\n",
    "from a import __all__\n",
    "from a import hook as __getattr__\n",
    "import a; import b\n",
    " import a\n",
    "import a \\\n  as b\n",
    "'a\\N{what}'\n",
    "f'{a}'\n",
    "'a' 'b'\n",
    "import a, \n",
    "from a import b,\n",
    "from a import ()\n",
    "from a import (b c)\n",
    "from a import (*)\n",
    "import a as b.c\n",
    "import .a\n",
    "from import a\n",
    "from a.import b\n",
    "import as\n",
    "from a importb\n",
    "import a.class\n",
    "from a import b as if\n",
    "from None import a\n",
    "import caf\N{LATIN SMALL LETTER E WITH ACUTE}\n",
    "import a" + ".a" * 100 + "\n",
    "x = 1\n",
    "'''never ends\n",
    "# sys.modules[__name__] = 1\n",
    "# sys.meta_path\n",
    "import a\f\n",
]


@pytest.mark.parametrize("text", BARE)
def test_bare_imports_are_what_the_tree_says(text: str) -> None:
    for target in targets():
        facts = read_bare(text)
        assert facts is not None
        assert facts == extract_imports(text.encode(), replace(target, full_parse=True))


@pytest.mark.parametrize("text", OTHER)
def test_everything_else_is_left_to_the_tree(text: str) -> None:
    assert read_bare(text) is None


def test_mutated_imports_are_what_the_tree_says() -> None:
    sources = [text.encode() for text in BARE if len(text) > 9]
    told = 0
    for seed, source in mutated_files(sources, 400, 7):
        target = targets()[seed % 2]
        full = extract_imports(source, replace(target, full_parse=True))
        assert extract_imports(source, target) == full
        told += read_bare(source.decode("utf-8", "replace").replace("\r", "\n")) is not None
    assert told > 20


def test_libcst_is_not_imported_for_them(tmp_path: Path) -> None:
    (tmp_path / "wrangler.toml").write_text(
        'name = "w"\nmain = "main.py"\ncompatibility_date = "2025-10-01"\ncompatibility_flags = ["python_workers"]\n',
        "utf-8",
    )
    (tmp_path / "main.py").write_text("from a import b\n", "utf-8")
    (tmp_path / "a.py").write_text("import json as b\n", "utf-8")
    environ = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    command = [sys.executable, "-m", "graphcheck", "bundle", "--no-cache", str(tmp_path)]
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "graphcheck.extract" in imported
    assert "libcst" not in imported
