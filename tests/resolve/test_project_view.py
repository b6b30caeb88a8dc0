"""What a name means on a developer's machine, where folders and packages share it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.project_files import ROOT, examine_files, worker

DECLARED = '[project]\nname = "example"\nversion = "1"\ndependencies = ["left-pad"]\n'
INSTALLED = {".venv/lib/python3.13/site-packages/left_pad/__init__.py": ""}
WORKER = {f"svc/{path}": text for path, text in worker({"src/main.py": "import left_pad\n"}).items()}


def place_of(name: str, files: Mapping[str, str]) -> str | None:
    found = examine_files({".git/HEAD": "", **WORKER, **files}, folder="svc").resolver.project.locate(name)
    return found.place.removeprefix(f"{ROOT}/") if found else None


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"svc/left_pad/notes.py": ""}, "svc/left_pad"),
        ({"svc/left_pad/__init__.py": ""}, "svc/left_pad/__init__.py"),
        ({"left_pad/__init__.py": ""}, "left_pad/__init__.py"),
    ],
)
def test_a_folder_of_the_repository_is_the_package_that_nothing_else_brings(
    files: Mapping[str, str], place: str
) -> None:
    assert place_of("left_pad", files) == place


@pytest.mark.parametrize("path", ["svc/left_pad/notes.py", "left_pad/notes.py", "left_pad/__init__.py"])
def test_what_is_declared_is_not_a_folder_that_no_path_has_or_that_is_no_regular_package(path: str) -> None:
    assert place_of("left_pad", {path: "", "svc/pyproject.toml": DECLARED}) is None


@pytest.mark.parametrize("path", ["svc/left_pad/notes.py", "left_pad/notes.py", "left_pad/__init__.py"])
def test_what_is_installed_comes_before_them(path: str) -> None:
    installed = {f"svc/{file}": text for file, text in INSTALLED.items()}

    assert place_of("left_pad", {path: "", **installed}) == f"svc/{next(iter(INSTALLED))}"


def test_a_regular_package_of_the_project_comes_before_what_is_installed() -> None:
    files = {"svc/left_pad/__init__.py": "", "svc/pyproject.toml": DECLARED}

    assert place_of("left_pad", files) == "svc/left_pad/__init__.py"


def test_what_is_uploaded_is_meant() -> None:
    files = {"svc/src/left_pad/right.py": "", "svc/pyproject.toml": DECLARED}

    assert place_of("left_pad.right", files) == "svc/src/left_pad/right.py"
