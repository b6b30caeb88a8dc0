"""Grammar that is later than the target. Texts and places were read from Pyodide 0.26.0a2 and 0.28.2."""

from __future__ import annotations

import pytest

from graphcheck.extract import Target, extract_imports

Place = tuple[str, int, int]

CASES: dict[str, tuple[str, Place | None, Place | None]] = {
    "template string": ("x = t'{1}'\n", ("invalid syntax", 1, 6), ("invalid syntax", 1, 6)),
    "template in a call": ('import os\ny = f(t"a")\n', ("invalid syntax", 2, 8), ("invalid syntax", 2, 8)),
    "raw template": ("x = rt'{1}'\n", ("invalid syntax", 1, 7), ("invalid syntax", 1, 7)),
    "bare except tuple": (
        "try:\n    pass\nexcept A, B:\n    pass\n",
        ("multiple exception types must be parenthesized", 3, 8),
        ("multiple exception types must be parenthesized", 3, 8),
    ),
    "default in a class": ("class A[T = int]: pass\n", ("invalid syntax", 1, 11), None),
    "default on a line of its own": ("class A[\n    T,\n    U = int,\n]: pass\n", ("invalid syntax", 3, 7), None),
    "default in a function": ("def f[T=int](): pass\n", ("expected '('", 1, 6), None),
    "default in an alias": (
        "type X[T=int] = list[T]\n",
        ("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 8),
        None,
    ),
    "type parameters": ("type X = int\nclass A[T]: pass\ndef f[T](x: T) -> T: return x\n", None, None),
    "quotes inside a field": ("x = f'{'a'}'\n", None, None),
}


@pytest.mark.parametrize(("source", "in_312", "in_313"), CASES.values(), ids=CASES)
def test_the_target_decides(source: str, in_312: Place | None, in_313: Place | None) -> None:
    for python, expected in (((3, 12), in_312), ((3, 13), in_313), ((3, 14), None)):
        failure = extract_imports(source.encode(), Target(python)).failure
        assert (failure and (failure.message, failure.line, failure.column)) == expected
        assert (failure is None) or (failure.since is not None and failure.since > python)
