"""The neighbours: other tools that read the imports of the same files, in a virtual environment of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

__all__ = ["Peers", "make_peers"]

_REQUIREMENTS = ("ruff==0.17.6", "grimp==3.20", "deptry==0.25.1")

_GRIMP = """
import sys
import grimp
sys.path.insert(0, sys.argv[1])
grimp.build_graph(*sys.argv[3:], cache_dir=sys.argv[2] or None)
"""
# Every file through libcst's parser and a visitor: what a reader does that uses nothing but libcst.
_LIBCST = """
import pathlib
import sys
import libcst

class Imports(libcst.CSTVisitor):
    count = 0

    def visit_Import(self, node):
        self.count += 1

    def visit_ImportFrom(self, node):
        self.count += 1

step = int(sys.argv[2])
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.py"))[::step]:
    try:
        libcst.parse_module(path.read_bytes()).visit(Imports())
    except libcst.ParserSyntaxError:
        continue
"""


class Peers:
    """Commands of the neighbours; ``python`` is that of their environment."""

    def __init__(self, environment: Path) -> None:
        self._bin = environment / ("Scripts" if sys.platform == "win32" else "bin")

    def ruff(self, folder: Path) -> list[str]:
        return [str(self._bin / "ruff"), "analyze", "graph", "--quiet", "--isolated", str(folder)]

    def grimp(self, folder: Path, cache: Path | None, packages: tuple[str, ...]) -> list[str]:
        return [str(self._bin / "python"), "-c", _GRIMP, str(folder), str(cache or ""), *packages]

    def deptry(self, folder: Path) -> list[str]:
        """Without django, on which deptry 0.25.1 ends with an exception."""
        return [str(self._bin / "deptry"), "--no-ansi", "--extend-exclude", ".*/django/.*", str(folder)]

    def libcst(self, folder: Path, step: int) -> list[str]:
        """Only every ``step``-th file: all of them take minutes."""
        return [sys.executable, "-c", _LIBCST, str(folder), str(step)]


def make_peers(folder: Path) -> Peers:
    """Installed once; a project for deptry, which wants one, beside them."""
    environment = folder / "peers"
    marker = environment / "READY"
    wanted = "\n".join(_REQUIREMENTS)
    if not marker.exists() or marker.read_text("utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        pip = [str(Peers(environment)._bin / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, *_REQUIREMENTS], check=True, stdout=sys.stderr)
        (environment / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1"\n', "utf-8")
        marker.write_text(wanted, "utf-8")
    return Peers(environment)
