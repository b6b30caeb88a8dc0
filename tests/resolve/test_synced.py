"""``--assume-synced``: what is taken as vendored before it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.project_files import examine_files, worker

HEAD = '[project]\nname = "example"\nversion = "1"\n'
PYPROJECT = HEAD + 'dependencies = ["outer"]\n'
PACKAGES = ".venv/lib/python3.13/site-packages"
UV_LOCK = (
    '[[package]]\nname = "outer"\nversion = "1"\ndependencies = [{ name = "inner" }]\n'
    '[[package]]\nname = "inner"\nversion = "1"\n[[package]]\nname = "other"\nversion = "1"\n'
)


def codes(files: dict[str, str]) -> list[str]:
    analysis = examine_files(worker(files), assume_synced=True).analysis
    return [f"{finding.code} {finding.path}" for finding in analysis.findings]


def installed(**modules: str) -> dict[str, str]:
    files = {f"{PACKAGES}/{module}/__init__.py": "" for module in modules}
    records = {f"{PACKAGES}/{name}-1.dist-info/RECORD": f"{module}/__init__.py,,\n" for module, name in modules.items()}
    return {**files, **records}


def test_declared_packages_and_the_sdk_are_there() -> None:
    files = {"src/main.py": "from workers import Response\nimport asgi\n", "pyproject.toml": HEAD}

    assert codes(files) == []
    assert examine_files(worker(files), assume_synced=True).analysis.startup.starts


def test_what_the_lock_file_reaches_is_there_and_nothing_else() -> None:
    files = {
        "src/main.py": "import outer.deep\nfrom inner import x\nimport other\n",
        "pyproject.toml": PYPROJECT,
        "uv.lock": UV_LOCK,
        **installed(outer="outer", inner="inner", other="other"),
    }

    assert codes(files) == ["GC311 src/main.py"]


def test_pylock_is_what_will_be_installed() -> None:
    files = {
        "src/main.py": "import outer\nimport other\n",
        "pyproject.toml": PYPROJECT,
        "uv.lock": UV_LOCK,
        "pylock.toml": '[[packages]]\nname = "outer"\nversion = "1"\n[[packages]]\nname = "other"\nversion = "1"\n',
        **installed(outer="outer", other="other"),
    }

    assert codes(files) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import src.core\n", "GC101 src/main.py"),
        ("from src.absent import x\n", "GC101 src/main.py"),
        ("import tkinter\n", "GC302 src/main.py"),
        ("from . import core\n", "GC102 src/main.py"),
        ("import core.absent\n", "GC103 src/main.py"),
    ],
)
def test_mistakes_of_the_project_stay_mistakes(source: str, expected: str) -> None:
    assert codes({"src/main.py": source, "src/core/__init__.py": "", "pyproject.toml": PYPROJECT}) == [expected]


def test_a_list_of_packages_and_the_own_name_are_proofs() -> None:
    lock = '[[package]]\nname = "beautifulsoup4"\nversion = "1"\n[[package]]\nname = "left-pad"\nversion = "1"\n'
    files = {
        "src/main.py": "import bs4\nimport left_pad\nimport leftpad\n",
        "pyproject.toml": HEAD + 'dependencies = ["beautifulsoup4", "left-pad"]\n',
        "uv.lock": lock,
    }

    assert codes(files) == ["GC326 src/main.py"]


def test_a_locked_set_whose_modules_are_all_known_brings_nothing_else() -> None:
    files = {
        "src/main.py": "import bs4\nimport absent\n",
        "pyproject.toml": HEAD + 'dependencies = ["beautifulsoup4"]\n',
        "uv.lock": '[[package]]\nname = "beautifulsoup4"\nversion = "1"\n',
    }

    assert codes(files) == ["GC103 src/main.py"]


def test_without_a_lock_what_a_listed_package_needs_is_not_known() -> None:
    files = {
        "src/main.py": "import fastapi\nimport starlette\n",
        "pyproject.toml": HEAD + 'dependencies = ["fastapi"]\n',
    }

    assert codes(files) == ["GC326 src/main.py"]


def test_what_an_installed_package_needs_is_brought_with_it() -> None:
    files = {
        "src/main.py": "import outer\nimport inner\n",
        "pyproject.toml": PYPROJECT,
        **installed(outer="outer", inner="inner"),
        f"{PACKAGES}/outer-1.dist-info/METADATA": "Name: outer\nRequires-Dist: inner\n",
    }

    assert codes(files) == []


def test_what_is_vendored_is_looked_at() -> None:
    files = {
        "src/main.py": "import outer.absent\n",
        "pyproject.toml": PYPROJECT,
        "python_modules/outer/__init__.py": "",
        "python_modules/outer-1.dist-info/RECORD": "outer/__init__.py,,\n",
    }

    assert codes(files) == ["GC103 src/main.py"]


def test_without_declared_packages_nothing_is_assumed() -> None:
    assert codes({"src/main.py": "import left_pad\n", "pyproject.toml": HEAD}) == ["GC103 src/main.py"]
    assert codes({"src/main.py": "import left_pad\n"}) == ["GC103 src/main.py"]


def test_the_option_reaches_every_worker(tmp_path: Path) -> None:
    for name in ("one", "two"):
        for path, text in worker({"src/main.py": "import outer\n", "pyproject.toml": PYPROJECT}).items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_text(text, "utf-8")

    def check(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "graphcheck", "check", str(tmp_path), "--all", "--no-cache", *options]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    refused, taken = check(), check("--assume-synced")

    assert (refused.returncode, taken.returncode) == (1, 0)
    assert refused.stdout.count("GC310") == 2
    assert taken.stdout == ""
