"""Which attributes of imported names a module certainly reads. CPython's own answer is the order of evaluation."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from graphcheck.extract.attribute_reads import find_attribute_reads

HOST = sys.version_info[:2]


class Recorder(SimpleNamespace):
    """Stands for ``a``: every attribute is there, and it is noted that it was read."""

    def __init__(self) -> None:
        super().__init__(seen=[])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self.seen.append(name)
        return Everything


class Everything:
    def __init__(self, *_given: object) -> None:
        pass

    def __call__(self, *_given: object) -> Everything:
        return self


@pytest.mark.parametrize(
    "body",
    [
        "y = a.x\nz = [a.u, {1: a.v}, (a.w,)]",
        "@a.x\ndef f(p=a.y, *, q=a.z): return a.no",
        "@a.x\nclass C(a.y, metaclass=type):\n    z = a.z\n    def f(self): return a.no",
        "class C:\n    a = 1\n    y = a",
        "f = lambda p=a.x: a.no",
        "y = 1 if a.x else 2",
        "y = a.x or a.no\nz = a.y and a.z",
        "y = a.x == a.y",
        "for y in (a.x,): pass",
        "while not a.x: pass",
        "a.x(a.y)(a.z)",
        "y: int = a.x",
        "def f(): yield a.no",
        "f'{a.x!s}'",
    ],
)
def test_every_read_that_is_told_happens(body: str) -> None:
    recorder = Recorder()
    exec(compile(body, "a.py", "exec", dont_inherit=True), {"a": recorder, "__name__": "m"})

    told = [read.attributes[0] for read in find_attribute_reads(f"import a\n{body}\n".encode(), HOST)]

    assert [name for name in recorder.seen if name in told] == told
    assert "no" not in told


@pytest.mark.parametrize(
    ("python", "future", "told"),
    [((3, 13), "", ["x", "y"]), ((3, 14), "", []), ((3, 13), "from __future__ import annotations\n", [])],
)
def test_annotations_are_read_where_they_are_evaluated(python: tuple[int, int], future: str, told: list[str]) -> None:
    source = f"{future}import a\ndef f(p: a.x) -> a.y: pass\n"

    assert [read.attributes[0] for read in find_attribute_reads(source.encode(), python)] == told


@pytest.mark.parametrize(
    "statement", ["if a.x:\n    a.no", "try:\n    a.no\nexcept E:\n    pass", "with a.x:\n    a.no"]
)
def test_what_may_not_happen_is_not_told(statement: str) -> None:
    told = find_attribute_reads(f"import a\n{statement}\n".encode(), HOST)

    assert "no" not in [read.attributes[0] for read in told]


def test_a_file_that_cannot_be_parsed_tells_nothing() -> None:
    assert find_attribute_reads(b"import a\na.x = = 1\n", HOST) == ()
