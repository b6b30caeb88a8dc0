"""Breaks healthy Workers in the most common way, repairs them with ``graphcheck fix --write``, and starts both.

``python -m tests.oracle.break_and_fix [--below FOLDER] [--usages] WORKER ...`` prints a row for each. Every import of a
module of the Worker itself gets the prefix of the module root's folder (``from db import q`` -> ``from src.db import
q``), in a copy. The broken Worker has to die of that in real Pyodide, and the repaired one has to start. Because the
prefix is all that was added, a repair that touches nothing but imports gives back the original, byte for byte: the last
column counts files that differ.

``--below`` puts the copy into a folder of a repository (``apps/api``), and the prefix is the whole way from its top
(``apps.api.src.``). ``--usages`` spells imports as ``import db``, with ``db.q`` wherever ``q`` is used, before the
prefix comes, so that uses have to be repaired as well.
"""

from __future__ import annotations

import argparse
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
from tests.oracle.qualify import qualify

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


def break_and_fix(folder: Path, node: str = "node", *, below: str = "", usages: bool = False) -> Outcome:
    with tempfile.TemporaryDirectory() as scratch:
        # The folder bounds every search upwards, as a repository does.
        repository = Path(scratch) / "repository"
        (repository / ".git").mkdir(parents=True)
        copy = repository / below
        unwanted = shutil.ignore_patterns(".git", "node_modules", ".venv*")
        shutil.copytree(folder, copy, symlinks=True, ignore=unwanted, dirs_exist_ok=True)
        root = Path(look_at(copy).project.module_root)
        prefix = ".".join(root.relative_to(repository).parts) if below else root.name
        meant = qualify_imports(copy, "") if usages else {}
        before = contents(copy) | {path: text.encode() for path, (text, _) in meant.items()}
        if usages:
            qualified = qualify_imports(copy, f"{prefix}.", write=True)
        files, imports = break_imports(copy, prefix)
        if usages:
            files, imports = len(qualified), imports + sum(count for _, count in qualified.values())
        broken = start(copy, node)
        command = [sys.executable, "-m", "graphcheck", "fix", "--write", "--no-cache"]
        subprocess.run(command, cwd=copy, capture_output=True, check=True)
        after = contents(copy)
        differing = tuple(sorted(path for path in {*before, *after} if before.get(path) != after.get(path)))
        return Outcome(files, imports, broken, start(copy, node), differing)


def qualify_imports(folder: Path, prefix: str, *, write: bool = False) -> dict[str, tuple[str, int]]:
    """The files of the app that change, by path, with their new text and how many imports changed."""
    examination = look_at(folder)
    own = {node.name: node.path for node in examination.graph.nodes if node.origin is ModuleOrigin.APP and node.path}
    changed = {}
    for path in filter(None, own.values()):
        file = Path(examination.project.project_root) / path
        text, count = qualify(file.read_bytes().decode(), own.keys(), prefix)
        if count:
            changed[path] = (text, count)
            if write:
                file.write_bytes(text.encode())
    return changed


def break_imports(folder: Path, prefix: str) -> tuple[int, int]:
    """How many files and imports got the prefix."""
    examination = look_at(folder)
    edits: dict[str, list[Edit]] = {}
    for edit in prefixes(examination, prefix):
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
    parser = argparse.ArgumentParser()
    parser.add_argument("--below", default="")
    parser.add_argument("--usages", action="store_true")
    parser.add_argument("workers", nargs="+")
    asked = parser.parse_args()
    print("\n".join(HEAD))  # noqa: T201 - the output of a command
    for name in asked.workers:
        found = break_and_fix(Path(name), below=asked.below, usages=asked.usages)
        cells = (name, found.files, found.imports, found.broken, found.repaired, len(found.differing))
        print(f"| {' | '.join(map(str, cells))} |", *found.differing, flush=True)  # noqa: T201
