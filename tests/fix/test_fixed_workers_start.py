"""What ``fix --write`` leaves starts in real Pyodide."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphcheck.config import Invocation
from graphcheck.pipeline import examine
from graphcheck.tree import DiskTree
from graphcheck.verify import observe_startup
from tests.oracle.break_and_fix import break_and_fix

SAMPLES = Path(__file__).parents[2] / "sample_projects"
HEAD = 'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\n'
EVERY_FORM = {
    "wrangler.toml": HEAD,
    "src/main.py": (
        "import importlib\nimport src.core.db\nimport json, src.util\nfrom src import util as tools, core\n"
        "from python_modules.pad import left\nlate = importlib.import_module('src.late')\n"
        "assert src.core.db.query(src.util.y) == tools.y == late.x == left.x\n"
    ),
    "src/core/__init__.py": "from . import db\n",
    "src/core/db.py": "from src.util import y\ndef query(z): return y\n",
    "src/util.py": "from .late import x as y\n",
    "src/late.py": "x = 1\n",
    "python_modules/pad/__init__.py": "",
    "python_modules/pad/left.py": "x = 1\n",
}


def fix(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "graphcheck", "fix", "--write", "--no-cache", *arguments]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)


def assert_starts(folder: Path, pyodide_dirs: Mapping[str, Path], node: str) -> None:
    examination = examine(DiskTree(), Invocation(folder.as_posix()))
    pyodide = str(pyodide_dirs[examination.profile.pyodide])
    observed = observe_startup(
        examination.upload, lambda module: Path(module.path).read_bytes(), examination.profile, pyodide, node
    )
    assert observed.error is None
    assert examination.analysis.startup.starts
    assert examination.analysis.startup.modules == observed.modules


@pytest.mark.oracle
@pytest.mark.parametrize("choice", [(), ("--with", "base-dir")], ids=["imports", "base_dir"])
def test_the_root_prefix(choice: tuple[str, ...], tmp_path: Path, pyodide_dirs: Mapping[str, Path], node: str) -> None:
    shutil.copytree(SAMPLES / "010-root-prefix", tmp_path, dirs_exist_ok=True)
    fix(tmp_path, *choice)

    assert_starts(tmp_path, pyodide_dirs, node)


@pytest.mark.oracle
def test_the_relative_imports(tmp_path: Path, pyodide_dirs: Mapping[str, Path], node: str) -> None:
    shutil.copytree(SAMPLES / "060-relative-import", tmp_path, dirs_exist_ok=True)
    fix(tmp_path)

    assert_starts(tmp_path, pyodide_dirs, node)


@pytest.mark.oracle
def test_every_form_and_the_flag(tmp_path: Path, pyodide_dirs: Mapping[str, Path], node: str) -> None:
    for path, text in EVERY_FORM.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    fix(tmp_path)

    assert_starts(tmp_path, pyodide_dirs, node)


HEALTHY = ["001-hello", "011-root-prefix-imports-changed", "050-namespace-package"]


@pytest.mark.oracle
@pytest.mark.parametrize("sample", HEALTHY)
def test_a_healthy_worker_is_given_back(sample: str, pyodide_dirs: Mapping[str, Path], node: str) -> None:
    assert pyodide_dirs
    outcome = break_and_fix(SAMPLES / sample, node)

    assert outcome.imports > 0
    assert outcome.broken == "ModuleNotFoundError: No module named 'src'"
    assert (outcome.repaired, outcome.differing) == ("starts", ())


@pytest.mark.oracle
def test_uses_are_repaired_too_and_so_is_the_whole_way_from_the_repository(
    pyodide_dirs: Mapping[str, Path], node: str
) -> None:
    assert pyodide_dirs
    outcome = break_and_fix(SAMPLES / "011-root-prefix-imports-changed", node, below="apps/api", usages=True)

    assert outcome.imports > 0
    assert outcome.broken == "ModuleNotFoundError: No module named 'apps'"
    assert (outcome.repaired, outcome.differing) == ("starts", ())
