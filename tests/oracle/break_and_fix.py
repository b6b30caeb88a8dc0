"""Breaks healthy Workers in the most common way, repairs them with ``graphcheck fix --write``, and starts both.

``python -m tests.oracle.break_and_fix FOLDER ...`` prints a row for each. Every import of a module of the Worker itself
gets the prefix of the module root's folder (``from db import q`` -> ``from src.db import q``), in a copy. The broken
Worker has to die of that in real Pyodide, and the repaired one has to start. Because the prefix is all that was added,
a repair that touches nothing but imports gives back the original, byte for byte: the last column counts files that
differ.
"""

from __future__ import annotations

import posixpath
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphcheck.config import Invocation
from graphcheck.fix import apply_edits, decode_file
from graphcheck.model.finding import Edit
from graphcheck.model.imports import ImportKind
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.pipeline import Examination, examine
from graphcheck.tree import DiskTree, tree_path
from graphcheck.verify import observe_startup

__all__ = ["Outcome", "break_and_fix", "break_imports"]

NODE_MODULES = Path(__file__).parent / "node_modules"
SECONDS = 300.0
HEAD = ("| Worker | files | imports prefixed | broken | repaired | files that differ |", "|---|---|---|---|---|---|")


@dataclass(frozen=True, slots=True)
class Outcome:
    """``broken`` and ``repaired`` are what real Pyodide says. ``differing`` are files that are not as they were."""

    files: int
    imports: int
    broken: str
    repaired: str
    differing: tuple[str, ...]


def break_and_fix(folder: Path, node: str = "node") -> Outcome:
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "worker"
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".git", "node_modules", ".venv*"))
        # The folder bounds every search upwards, as a repository does.
        (copy / ".git").mkdir()
        before = contents(copy)
        files, imports = break_imports(copy)
        broken = start(copy, node)
        command = [sys.executable, "-m", "graphcheck", "fix", "--write", "--no-cache"]
        subprocess.run(command, cwd=copy, capture_output=True, check=True)
        after = contents(copy)
        differing = tuple(sorted(path for path in {*before, *after} if before.get(path) != after.get(path)))
        return Outcome(files, imports, broken, start(copy, node), differing)


def break_imports(folder: Path) -> tuple[int, int]:
    """How many files and imports got the prefix."""
    examination = look_at(folder)
    root = examination.project.module_root
    edits: dict[str, list[Edit]] = {}
    for edit in prefixes(examination, posixpath.basename(root)):
        edits.setdefault(edit.path, []).append(edit)
    for path, of_file in edits.items():
        file = Path(examination.project.project_root) / path
        source = decode_file(path, file.read_bytes())
        assert source is not None
        file.write_bytes(source.encode(apply_edits(source.text, [tuple(of_file)])[0]))
    return len(edits), sum(map(len, edits.values()))


def prefixes(examination: Examination, prefix: str) -> Iterator[Edit]:
    """``from a import b``, ``import a``, ``import a as b``; after ``import a.b`` uses would have to change as well."""
    own = {node.name for node in examination.graph.nodes if node.origin is ModuleOrigin.APP and node.path}
    met = set()
    for edge in examination.graph.edges:
        site, words = edge.site, edge.site.statement.split()
        if (
            edge.importer not in own
            or edge.imported not in own
            or edge.kind not in (ImportKind.FROM, ImportKind.IMPORT)
        ):
            continue
        if site in met or words[1] != edge.imported or "," in site.statement.partition(" import ")[0]:
            continue
        met.add(site)
        if edge.kind is ImportKind.FROM or words[2:3] == ["as"]:
            yield Edit(site.path, site.span, f"{prefix}.{edge.imported}")
        elif len(words) == 2 and "." not in edge.imported:
            whole = site.span._replace(column=site.span.column - len("import "))
            yield Edit(site.path, whole, f"from {prefix} import {edge.imported}")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and "python_modules" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def look_at(folder: Path) -> Examination:
    return examine(DiskTree(), Invocation(tree_path(str(folder))), gzip=False)


def start(folder: Path, node: str) -> str:
    examination = look_at(folder)
    pyodide = str(NODE_MODULES / f"pyodide-{examination.profile.pyodide}")
    observed = observe_startup(
        examination.upload, lambda module: Path(module.path).read_bytes(), examination.profile, pyodide, node, SECONDS
    )
    return f"{observed.error.type}: {observed.error.message}" if observed.error else "starts"


if __name__ == "__main__":
    print("\n".join(HEAD))  # noqa: T201 - the output of a command
    for name in sys.argv[1:]:
        found = break_and_fix(Path(name))
        cells = (name, found.files, found.imports, found.broken, found.repaired, len(found.differing))
        print(f"| {' | '.join(map(str, cells))} |", *found.differing, flush=True)  # noqa: T201
