"""Which files a module reads, from its constants alone. The paths are what CPython computes for the expression."""

from __future__ import annotations

import pathlib
import posixpath
import textwrap

import pytest

from graphcheck.extract.data_files import DataAccess, find_data_accesses

FILE, ROOT = "/session/metadata/core/m.py", "/session/metadata"
HEAD = """\
import os
import pkgutil
from importlib import resources
from pathlib import Path
HERE = Path(__file__).parent
"""


def accesses(code: str) -> tuple[DataAccess, ...]:
    return find_data_accesses((HEAD + textwrap.dedent(code)).encode(), FILE, ROOT)


@pytest.mark.parametrize(
    "expression",
    [
        'Path(__file__).parent / "x.json"',
        'HERE / "a" / ".." / "x.json"',
        'HERE.joinpath("a", "x.json")',
        'Path(__file__).parents[1] / "x.json"',
        'Path(__file__).resolve().with_name("x.json")',
        'Path(os.path.join(os.path.dirname(__file__), "..", "x.json"))',
        'Path(os.path.dirname(__file__) + "/x.json")',
        'Path("data", "x.json")',
    ],
)
def test_paths_are_those_that_python_computes(expression: str) -> None:
    namespace = {"__file__": FILE}
    exec(f"{HEAD}found = {expression}", namespace)
    expected = pathlib.PurePosixPath(str(namespace["found"]))

    (access,) = accesses(f"({expression}).read_text()")

    assert pathlib.PurePosixPath(access.path) == pathlib.PurePosixPath(posixpath.normpath(expected))


def test_package_resources() -> None:
    found = accesses(
        """
        resources.files("core.data").joinpath("x.txt").read_text()
        resources.read_text("core", "y.txt")
        pkgutil.get_data(__package__, "z.txt")
        """
    )

    assert [access.path for access in found] == [f"{ROOT}/core/data/x.txt", f"{ROOT}/core/y.txt", f"{ROOT}/core/z.txt"]


def test_folders_of_loaders() -> None:
    found = accesses(
        """
        from jinja2 import FileSystemLoader, PackageLoader
        FileSystemLoader(HERE / "templates")
        PackageLoader("core")
        """
    )

    assert [(access.path, access.folder) for access in found] == [(f"{ROOT}/core/templates", True)] * 2


@pytest.mark.parametrize(
    "code",
    [
        "open(name)",
        "open(HERE / name)",
        'open("/tmp/out.txt", "w")',
        'open("/tmp/out.txt", mode="ab")',
        'open("x", mode)',
        '(HERE / "x").open("x")',
        'open("a\\0b")',
        'base = "a"\nbase = "b"\nopen(base)',
        "loop = loop\nopen(loop)",
    ],
)
def test_what_is_not_read_or_not_known(code: str) -> None:
    assert accesses(code) == ()


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    open('x')\nexcept OSError:\n    pass",
        "try:\n    open('x')\nexcept (KeyError, FileNotFoundError):\n    x = None",
        "import contextlib\nwith contextlib.suppress(FileNotFoundError):\n    open('x')",
        "if os.path.exists('x'):\n    open('x')",
        "data = open('x') if HERE.is_file() else None",
        "def f():\n    if not HERE.exists():\n        return None\n    return open('x')",
    ],
)
def test_a_missing_file_that_is_expected(code: str) -> None:
    assert [access.handled for access in accesses(code)] == [True]


@pytest.mark.parametrize(
    "code",
    [
        "try:\n    open('x')\nexcept ValueError:\n    pass",
        "try:\n    open('x')\nexcept OSError:\n    raise",
        "try:\n    pass\nexcept OSError:\n    open('x')",
    ],
)
def test_a_missing_file_that_is_not(code: str) -> None:
    assert [access.handled for access in accesses(code)] == [False]


def test_what_certainly_runs_at_import() -> None:
    found = accesses(
        "with open('a'): pass\nclass C:\n    t = open('b')\nif x:\n    open('c')\ndef f():\n    open('d')\n"
    )

    assert [(access.path, access.at_import) for access in found] == [
        ("a", True),
        ("b", True),
        ("c", False),
        ("d", False),
    ]


@pytest.mark.parametrize("source", [b"open(", b"\xff open('x')", b"open('x')\0", b"(" * 5000 + b"open('x')"])
def test_a_file_that_cannot_be_parsed(source: bytes) -> None:
    assert find_data_accesses(source, FILE, ROOT) == ()


def test_nesting_without_end() -> None:
    source = b"open(" + b"(" * 300 + b"'x'" + b")" * 300 + b")"

    find_data_accesses(source, FILE, ROOT)
