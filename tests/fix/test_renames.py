"""``import src.a`` and its uses lose the prefix: CPython says that the program still does the same."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from graphcheck.fix import apply_edits
from graphcheck.fix.renames import edits_of_renames
from graphcheck.model.finding import ImportRename
from graphcheck.model.location import Span

LIBRARY = {
    "src/a/__init__.py": "",
    "src/a/b.py": "def f(x):\n    return x + 1\nclass B: pass\nk = 5\n",
    "src/c.py": "v = 7\nclass C: pass\n",
}
PLAIN = [
    "import src.a.b\nprint(src.a.b.f(1))\n",
    "import src.a.b, os, src.c\nprint(src.a.b.k, src.c.v, os.sep)\n",
    "import src.a.b\nprint(f'{src.a.b.k!r:>5}', [src.a.b.f(n) for n in range(3)])\n",
    "import src.c\nclass D(src.c.C):\n    v = src.c.v\n    def m(self, w=src.c.v): return src.c.v + w\nprint(D().m())",
    "import src.c\ndef f(src):\n    return src\nprint(f(1), src.c.v)\n",
    "def f():\n import src.c\n return src.c.v\ndef g():\n import src.a.b\n return src.a.b.k\nprint(f(), g())",
    "import src.c\nprint((src\n    .c  # why\n    .v))\n",
    "import src.a.b\nx: src.a.b.B = src.a.b.B()\nprint(type(x).__name__)\n",
]
ENTANGLED = [
    "import src.c\nprint(src)\n",
    "import src.c\nc = 1\nprint(src.c.v, c)\n",
    "import src.c\ndef f(c): return src.c.v + c\n",
    "import src.c\nx: 'src.c.C' = None\n",
    "try:\n    import src.c\nexcept ImportError:\n    src = None\n",
    "import src.c\nfrom x import c\n",
    "import src.c\nsrc.other = 1\n",
    "import src.c as src\nprint(src.v)\n",
    "import src.c\ndel src\n",
]  # fmt: skip


def renamed(source: str) -> str:
    renames = [
        ImportRename("x", Span(row, match.start() + 1, row, match.end() + 1), match[0], match[0][4:])
        for row, line in enumerate(source.split("\n"), 1)
        if line.strip().startswith("import ")
        for match in re.finditer(r"\bsrc\.[\w.]+", line)
        if " as " not in line[match.end() : match.end() + 4]
    ]
    return apply_edits(source, edits_of_renames(source, renames))[0]


def run(folder: Path, file: Path, search: str) -> str:
    program = f"import sys, runpy; sys.path.insert(0, {str(folder / search)!r}); runpy.run_path({str(file)!r})"
    command = [sys.executable, "-I", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("source", PLAIN)
def test_the_program_prints_the_same(source: str, tmp_path: Path) -> None:
    after = renamed(source)
    assert "src." not in after
    for path, text in {**LIBRARY, "before.py": source, "after.py": after}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")

    assert run(tmp_path, tmp_path / "after.py", "src") == run(tmp_path, tmp_path / "before.py", ".")


def test_an_import_under_another_name_stays() -> None:
    source = "import src.c as c, src.a.b\nprint(c.v, src.a.b.k)\n"

    assert renamed(source) == "import src.c as c, a.b\nprint(c.v, a.b.k)\n"


def test_a_name_that_is_bound_to_the_same_module_is_free() -> None:
    assert renamed("import src.c\nimport c\nprint(src.c.v)\n") == "import c\nimport c\nprint(c.v)\n"


@pytest.mark.parametrize("source", ENTANGLED)
def test_a_name_that_is_used_otherwise_stays(source: str) -> None:
    assert renamed(source) == source


def test_one_entangled_prefix_does_not_keep_another() -> None:
    source = "def f():\n    import src.c\n    return src\ndef g():\n    import src.c\n    return src.c\n"

    assert renamed(source) == source.replace("    import src.c\n    return src.c\n", "    import c\n    return c\n")


@pytest.mark.parametrize("source", ["import src.a b\n", "import src.a\n" + "(" * 3000, "\x00import src.a\n"])
def test_what_is_no_python_stays(source: str) -> None:
    assert renamed(source) == source
