"""The real programs, installed once from the lockfile in ``tests/oracle``, for tests marked ``oracle``."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest

import graphcheck
from graphcheck.verify import NodeRunner

ORACLE = Path(__file__).parent / "oracle"
OLDEST_NODE = 20
PYODIDES = ("0.26.0a2", "0.28.2", "314.0.6")
ALIKE = {"314.0.4": "314.0.6", "314.0.5": "314.0.6"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the outputs of sample projects anew")


def pytest_configure(config: pytest.Config) -> None:
    """Hundreds of tests start the program: without bytecode each of them would compile it again."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(Path(graphcheck.__file__).parent, quiet=2)


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens"))


def give_up(reason: str) -> NoReturn:
    """Skip on a developer's machine; fail where everything is supposed to be there."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def node() -> str:
    """The command that starts Node."""
    found = shutil.which("node")
    if found is None:
        give_up(f"oracle tests need Node {OLDEST_NODE} or newer: there is no `node` on the PATH")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    if not version.startswith("v") or int(version[1:].partition(".")[0]) < OLDEST_NODE:
        give_up(f"oracle tests need Node {OLDEST_NODE} or newer: this is {version.strip() or 'unknown'}")
    return found


@pytest.fixture(scope="session")
def oracle_modules(node: str) -> Path:
    """The folder ``node_modules``, with exactly what the lockfile says."""
    modules = ORACLE / "node_modules"
    with locked(sha256(str(ORACLE).encode()).hexdigest()[:16]):
        if not is_current(modules):
            install_packages()
    return modules


def is_current(modules: Path) -> bool:
    installed = modules / ".package-lock.json"
    return installed.is_file() and installed.stat().st_mtime >= (ORACLE / "package-lock.json").stat().st_mtime


def install_packages() -> None:
    npm = shutil.which("npm")
    if npm is None:
        give_up("oracle tests need npm: there is no `npm` on the PATH")
    done = subprocess.run([npm, "ci"], cwd=ORACLE, capture_output=True, text=True, check=False)
    if done.returncode:
        give_up(f"oracle tests need the npm packages of tests/oracle, and `npm ci` failed: {done.stderr[-1000:]}")
    (ORACLE / "node_modules" / ".package-lock.json").touch()


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One process at a time, also among the workers of pytest-xdist."""
    with (Path(tempfile.gettempdir()) / f"graphcheck-oracle-{name}.lock").open("w") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def pyodide_dirs(oracle_modules: Path) -> Mapping[str, Path]:
    """Folder of the npm release by ``RuntimeProfile.pyodide``."""
    folders = {version: oracle_modules / f"pyodide-{version}" for version in PYODIDES}
    return folders | {version: folders[same] for version, same in ALIKE.items()}


@pytest.fixture(scope="session")
def runners(pyodide_dirs: Mapping[str, Path], node: str) -> Iterator[Mapping[str, NodeRunner]]:
    """A process for each release, by ``RuntimeProfile.pyodide``; it starts with the first Worker that it is given."""
    with ExitStack() as stack:
        by_folder = {folder: stack.enter_context(NodeRunner(folder, node)) for folder in set(pyodide_dirs.values())}
        yield {version: by_folder[folder] for version, folder in pyodide_dirs.items()}


@pytest.fixture(scope="session")
def wrangler_dir(oracle_modules: Path) -> Path:
    return oracle_modules / "wrangler"
