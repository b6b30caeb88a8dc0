from __future__ import annotations

import pytest

from graphcheck.config import Invocation, load_project
from graphcheck.config.lockfiles import read_lock
from graphcheck.model.package import LockFile, LockKind
from graphcheck.tree import MemoryTree
from tests.project_files import worker

PYPROJECT = '[project]\nname = "example"\nversion = "1"\n'
# The forms that uv 0.13.9 writes, cut down.
UV_LOCK = """
version = 1
revision = 3

[[package]]
name = "Outer_Pad"
version = "1.0"
source = { registry = "https://example.invalid/simple" }
dependencies = [
    { name = "inner", marker = "sys_platform == 'win32'" },
    { name = "httpx", extra = ["http2"] },
]
sdist = { url = "https://example.invalid/outer_pad-1.0.tar.gz", size = 1 }
wheels = [
    { url = "https://example.invalid/a%2Bb/outer_pad-1.0%2Blocal-py3-none-any.whl", size = 1 },
    { url = "https://example.invalid/outer_pad-1.0-cp313-cp313-win32.whl?x=1" },
]

[package.optional-dependencies]
fast = [{ name = "speedups" }]

[[package]]
name = "example"
version = "1"
source = { virtual = "." }
"""
PYLOCK = """
lock-version = "1.0"
created-by = "uv"

[[packages]]
name = "pad"
version = "1.0"
marker = "python_version < '3.0'"
wheels = [{ url = "https://example.invalid/pad-1.0-py3-none-any.whl", hashes = {} }]

[[packages]]
name = "mylib"
directory = { path = "../mylib", editable = false }
"""


def lock(files: dict[str, str | bytes], kind: LockKind) -> LockFile | None:
    tree = MemoryTree({f"/project/{path}": text for path, text in {**worker({"src/main.py": ""}), **files}.items()})
    return read_lock(tree, load_project(tree, Invocation("/project")), kind)


def test_uv_lock() -> None:
    found = lock({"pyproject.toml": PYPROJECT, "uv.lock": UV_LOCK}, LockKind.UV)

    assert found is not None
    (outer,) = found.packages["outer-pad"]
    assert outer.version == "1.0"
    assert [(need.name, need.marker, need.extras) for need in outer.needs] == [
        ("inner", "sys_platform == 'win32'", ()),
        ("httpx", "", ("http2",)),
    ]
    assert [need.name for need in outer.extras["fast"]] == ["speedups"]
    assert outer.wheels == ("outer_pad-1.0+local-py3-none-any.whl", "outer_pad-1.0-cp313-cp313-win32.whl")
    assert outer.sdist
    assert found.packages["example"][0].local == "."


def test_pylock() -> None:
    found = lock({"pyproject.toml": PYPROJECT, "pylock.toml": PYLOCK}, LockKind.PYLOCK)

    assert found is not None
    assert found.packages["pad"][0].markers == ("python_version < '3.0'",)
    assert found.packages["pad"][0].wheels == ("pad-1.0-py3-none-any.whl",)
    assert found.packages["mylib"][0].local == "../mylib"
    assert found.packages["mylib"][0].version is None


def test_uv_lock_of_a_workspace_stands_higher_up() -> None:
    files: dict[str, str | bytes] = {
        "/repository/.git/HEAD": "",
        "/repository/uv.lock": UV_LOCK,
        **{f"/repository/api/{path}": text for path, text in worker({"src/main.py": ""}).items()},
        "/repository/api/pyproject.toml": PYPROJECT,
    }
    tree = MemoryTree(files)
    project = load_project(tree, Invocation("/repository/api"))

    found = read_lock(tree, project, LockKind.UV)

    assert found is not None and found.path == "/repository/uv.lock"
    assert read_lock(tree, project, LockKind.PYLOCK) is None


@pytest.mark.parametrize(
    "text",
    [
        b"\xff\xfe",
        b"[[package",
        b"package = 3",
        (
            b'[[package]]\nname = 3\n[[package]]\nname = "a"\nversion = 1\nwheels = 3\ndependencies = [3, {name = 4}]\n'
            b"source = 3\noptional-dependencies = 3\nresolution-markers = [1]\n"
        ),
        b"x = " + b"[" * 5000,
    ],
)
def test_broken_files_say_nothing_and_raise_nothing(text: bytes) -> None:
    found = lock({"pyproject.toml": PYPROJECT, "uv.lock": text}, LockKind.UV)

    assert found is None or {name: package[0].wheels for name, package in found.packages.items()} in ({}, {"a": ()})


def test_without_pyproject_there_is_no_lock() -> None:
    assert lock({"uv.lock": UV_LOCK}, LockKind.UV) is None
