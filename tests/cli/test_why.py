"""``graphcheck why`` as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HEAD = 'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'
SITE_PACKAGES = "apps/a/.venv/lib/python3.13/site-packages"
FILES = {
    ".git/HEAD": "ref: refs/heads/main\n",
    "apps/a/wrangler.toml": HEAD,
    "apps/a/src/main.py": "import core.config\nimport core.Views\nimport pad, only_venv\nfrom src.core import config\n",
    "apps/a/src/core/config.py": "import json\n",
    "apps/a/src/core/views.py": "",
    "apps/a/src/unused.py": "",
    "apps/a/src/notes.md": "",
    f"{SITE_PACKAGES}/only_venv.py": "",
    "apps/b/python_modules/pad/__init__.py": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path / "apps/a"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphcheck", "why", *arguments, "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    return done


def why(folder: Path, asked: str, expect: int) -> Any:
    done = run(folder, asked, "--format", "json")
    assert done.returncode == expect, done.stderr
    return json.loads(done.stdout)


def elsewhere(document: Any) -> list[tuple[str, str]]:
    return [(each["kind"], each["place"]) for each in document["failure"]["elsewhere"]]


def test_a_module_and_its_file_have_the_same_answer(folder: Path) -> None:
    by_name, by_path = why(folder, "core.config", 0), why(folder, "src/core/config.py", 0)

    assert by_name["chains"] == by_path["chains"]
    assert by_name["path"] == by_path["path"] == "src/core/config.py"
    assert by_name["upload"]["uploaded_as"] == "core/config.py"
    assert [link["line"] for chain in by_name["chains"] for link in chain["links"]] == [1, 4]


def test_a_name_in_another_case(folder: Path) -> None:
    document = why(folder, "core.Views", 0)

    assert document["failure"]["error"] == "ModuleNotFoundError: No module named 'core.Views'"
    assert document["failure"]["searched"] == [{"place": "the package core", "detail": "holds config, views"}]
    assert ("in another case", "core.views") in elsewhere(document)


def test_the_places_stand_in_the_order_of_the_worker(folder: Path) -> None:
    document = why(folder, "pad", 0)

    places = [place["place"] for place in document["failure"]["searched"]]
    assert places == ["standard library", "python_modules", "SDK", "app"]
    assert elsewhere(document) == [("another python_modules", "../b/python_modules/pad/__init__.py")]


def test_a_module_of_a_virtual_environment(folder: Path) -> None:
    document = why(folder, "only_venv", 0)

    assert elsewhere(document) == [(".venv", ".venv/lib/python3.13/site-packages/only_venv.py")]
    assert document["upload"] is None


def test_a_root_prefix(folder: Path) -> None:
    assert ("the project", "src") in elsewhere(why(folder, "src", 0))


@pytest.mark.parametrize("asked", ["unused", "src/unused.py", "src/notes.md", "wrangler.toml", "xml"])
def test_what_nothing_imports_is_exit_code_1(folder: Path, asked: str) -> None:
    assert why(folder, asked, 1)["chains"] == []


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("core.confg", "core.config"), ("src/core/confg.py", "src/core/config.py"), ("nowhere", "bundle")],
)
def test_what_is_nowhere_is_exit_code_2(folder: Path, asked: str, hint: str) -> None:
    done = run(folder, asked)

    assert done.returncode == 2
    assert hint in done.stderr


def test_the_text_shows_chain_search_and_file(folder: Path) -> None:
    text = run(folder, "core.Views").stdout
    assert "in another case   core.views" in text
    assert "main   src/main.py:2   import core.Views" in text

    assert "uploaded as `main.py`: it is the entry" in run(folder, "main").stdout
    assert "imported by nothing" in run(folder, "unused").stdout


def test_a_file_that_is_no_module(folder: Path) -> None:
    done = run(folder, "src/notes.md")

    assert done.stdout.splitlines()[1] == "a file, and no module of the Worker"
    assert "imported by nothing" not in done.stdout


def test_a_file_of_the_app_behind_a_vendored_package(folder: Path) -> None:
    for path in ("src/pad.py", "python_modules/pad.py"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text("", "utf-8")

    assert why(folder, "pad", 0)["hides"] == "src/pad.py"
    hidden = why(folder, "src/pad.py", 1)
    assert (hidden["hidden_by"], hidden["chains"], hidden["reached"]) == ("python_modules/pad.py", [], None)
    assert "never executed: in the Worker `pad` is python_modules/pad.py" in run(folder, "src/pad.py").stdout


def test_a_file_of_the_app_behind_the_standard_library(folder: Path) -> None:
    (folder / "src/json.py").write_text("", "utf-8")

    assert why(folder, "json", 0)["hides"] == "src/json.py"
    assert "hides src/json.py, which is uploaded and never executed" in run(folder, "json").stdout
    assert why(folder, "src/json.py", 1)["hidden_by"] == "a module of the runtime"
