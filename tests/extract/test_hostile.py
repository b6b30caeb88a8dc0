"""Whatever the bytes are, the answer is a value."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcheck.extract import Target, extract_imports
from graphcheck.model.imports import ModuleImports
from tests.extract.reading import WORKER, read

MANY = 100_000


@pytest.mark.parametrize(
    "source",
    [
        "x = " + "(" * MANY,
        "x = " + "[" * 201 + "]" * 201,
        "x = " + "-" * MANY + "1",
        "x = " + "not " * MANY + "1",
        "x = 1" + " + 1" * MANY,
        "x = 1" + " +\\\n1" * MANY,
        "x = (1" + "\n+ 1" * MANY + ")",
        "x = a" + ".a" * MANY,
        "x = a" + "(1, 2)" * MANY,
        "x = " + "lambda a, b: " * MANY + "1",
        "x = " + "1 if 1 else " * MANY + "1",
        "x = 1" + " and 1" * MANY,
        "x = " + "'a' " * MANY,
        "import a" + ".a" * MANY,
        "if 1: pass\n" + "elif 1: pass\n" * MANY,
        "f'{a" + ":{a" * MANY + "}" * MANY + "}'",
        "f'{" + "-" * MANY + "1}'",
        "x = " + "f'{" * 1000 + "1" + "}'" * 1000,
        "".join(" " * n + "if 1:\n" for n in range(200)) + " " * 200 + "pass",
    ],
)
def test_code_that_is_nested_too_deeply_is_a_failure(source: str) -> None:
    """In a process of its own: a parser that runs out of stack takes the process along."""
    program = (
        "import sys; from graphcheck.extract import *; "
        "print(extract_imports(sys.stdin.buffer.read(), Target((3, 13))).failure is not None)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=source.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, b"True"), done.stderr[-500:]


@pytest.mark.parametrize(
    "source",
    [
        "x = [" + "-1, " * 20_000 + "]",
        "x = '" + "{(" * 20_000 + "'",
        "x = f'" + "<b>{a}</b>" * 3_000 + "'",
        "x = 1" + " + 1" * 900,
        "x = {" + "'a': (1, 2), " * 3_000 + "}",
        "#" + "(" * 20_000,
        "x = (\n" + "    'text'\n" * 500 + ")",
        "x = a" + ".b(0)" * 90 + "\nif x" + ".b(0)" * 90 + ": import c",
    ],
)
def test_long_code_is_none(source: str) -> None:
    assert read(source + "\nimport a\n").failure is None


@pytest.mark.parametrize(
    "source",
    ["(", "'", "'''", "f'{", "if", "import", "from a import (", "\\", "x = $", "def f(:", "\ufeff\ufeff", "\x1a", "%"],
)
def test_broken_code_is_a_failure(source: str) -> None:
    assert read(source).failure is not None


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes(source: bytes) -> None:
    assert isinstance(extract_imports(source, WORKER), ModuleImports)


PIECES = [
    "import a", "from", ".", "(", ")", "\n", " ", "'", '"""', "f'{", "}", "#", "\\", ";", ":", "if x", "try", "é", "\r",
    "\t", "except", "raise", "def f()", "class A", "=", "__all__", "[", "]", "\x0c", "async ", "lambda", "*", ",",
    "as b",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_mixture_of_tokens(pieces: list[str]) -> None:
    assert isinstance(extract_imports("".join(pieces).encode(), Target((3, 14))), ModuleImports)
