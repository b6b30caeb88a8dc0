"""Files that libcst reads and Python does not compile. Recorded in Pyodide 0.28.2 (3.13.2) and 314.0.6 (3.14.2)."""

from __future__ import annotations

import pytest

from graphcheck.model.imports import ParseFailure
from tests.extract.reading import read


@pytest.mark.parametrize(
    ("source", "message", "line", "column"),
    [
        ("def f():\n  from a import *\n", "import * only allowed at module level", 2, 17),
        ("async def f():\n  from a import *\n", "import * only allowed at module level", 2, 17),
        ("class A:\n  from a import *\n", "import * only allowed at module level", 2, 17),
        ("from __future__ import braces\n", "not a chance", 1, 24),
        ("from __future__ import *\n", "future feature * is not defined", 1, 24),
        ("from __future__ import nope\n", "future feature nope is not defined", 1, 24),
        (
            "import a\nfrom __future__ import division\n",
            "from __future__ imports must occur at the beginning of the file",
            2,
            1,
        ),
        ("return\n", "'return' outside function", 1, 1),
        ("class A:\n  return\n", "'return' outside function", 2, 3),
        ("def f():\n  class A:\n    return\n", "'return' outside function", 3, 5),
        ("class A:\n def f():\n  class B:\n   # why\n\n   x = 1\n   return 1\n", "'return' outside function", 7, 4),
    ],
)
@pytest.mark.parametrize("python", [(3, 13), (3, 14)])
def test_what_no_python_compiles(source: str, message: str, line: int, column: int, python: tuple[int, int]) -> None:
    assert read(source, python).failure == ParseFailure(message, line, column)


def test_exception_types_without_parentheses_are_new_in_3_14() -> None:
    source = "try:\n  pass\nexcept A, B:\n  pass\n"
    assert read(source, (3, 14)).failure is None
    assert read(source, (3, 13)).failure == ParseFailure(
        "multiple exception types must be parenthesized", 3, 8, (3, 14)
    )


@pytest.mark.parametrize(
    "source",
    [
        "'doc'\nfrom __future__ import annotations; from __future__ import division\nimport a",
        "# c\nfrom __future__ import (annotations, generator_stop as g)",
        "if x:\n  from a import *",
        "def f():\n  class A: pass\n  return",
        "try: pass\nexcept (A, B): pass",
    ],
)
def test_what_every_python_compiles(source: str) -> None:
    assert read(source).failure is None
