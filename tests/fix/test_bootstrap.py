"""The bootstrap lines in real Pyodide, and in the ways in which a desktop starts the same files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graphcheck.fix.bootstrap import bootstrap
from tests.verify.conftest import DATES, Start, start  # noqa: F401 - a fixture

ROOT = {
    "core/__init__.py": "",
    "core/settings.py": "value = 1\n",
    "routes.py": (
        "import {p}.core.settings\nfrom {p}.core import settings as again\nfrom . import core\n"
        "assert {p}.core.settings is again is core.settings\n"
    ),
}
BACK_TO_THE_ENTRY = "import {p}.main\nassert {p}.main.counted == 1\n"
MAIN = "counted = globals().get('counted', 0) + 1\n{lines}\nfrom {p}.routes import again\nvalue = again.value\n"

each_prefix = pytest.mark.parametrize("prefix", ["src", "backend.src"])


def project(prefix: str, *, twice: bool = False) -> dict[str, str]:
    lines = bootstrap(prefix, "main") * (2 if twice else 1)
    return {
        name: text.replace("{p}", prefix).replace("{lines}", lines) for name, text in (ROOT | {"main.py": MAIN}).items()
    }


@pytest.mark.oracle
@each_prefix
@pytest.mark.parametrize("release", DATES)
def test_the_prefix_works_in_a_worker(start: Start, prefix: str, release: str) -> None:  # noqa: F811
    files = project(prefix, twice=True)
    files["routes.py"] += BACK_TO_THE_ENTRY.replace("{p}", prefix)

    seen = start({"main.py": files.pop("main.py"), **files}, release)

    assert seen.error is None
    parents = ["backend.src"] if prefix != "src" else []
    names = [f"{prefix}.routes", f"{prefix}.core", f"{prefix}.core.settings"]
    assert [name for name in seen.modules if name not in parents] == ["main", *names]


@each_prefix
@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("", "import {p}.main as m; assert m.value == 1 and '__file__' in dir(__import__('{p}.core').{tail}core)"),
        ("", "import runpy; runpy.run_module('{p}.main', run_name='__main__')"),
        ("{folder}", "import main; assert main.value == 1"),
        ("", "import runpy; runpy.run_path('{folder}/main.py', run_name='__main__')"),
    ],
    ids=["import from the project", "python -m", "folder on the path", "python file"],
)
def test_the_prefix_works_on_a_desktop(tmp_path: Path, prefix: str, path: str, command: str) -> None:
    folder = prefix.replace(".", "/")
    for name, text in project(prefix).items():
        file = tmp_path / folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    tail = prefix.partition(".")[2]
    filled = {"{p}": prefix, "{folder}": folder, "{tail}": f"{tail}." if tail else ""}
    for key, value in filled.items():
        path, command = path.replace(key, value), command.replace(key, value)

    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path / path)!r}); {command}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
