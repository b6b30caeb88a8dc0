"""Positions of statements that stand in a file more than once."""

from __future__ import annotations

import pytest

from graphcheck.extract.scan import end_of_statement, longest_field, scan_keywords
from graphcheck.model.location import Span
from graphcheck.model.steps import IfStep, RaiseStep
from tests.extract.reading import read


def exits(source: str) -> list[Span]:
    found = [step for outer in read(source).body if isinstance(outer, IfStep) for step in outer.body]
    return [step.span for step in found if isinstance(step, RaiseStep)]


def test_the_same_statement_on_several_lines() -> None:
    source = """\
import sys
if a:
    sys.exit(1)  # sys.exit(1)
@d
class C:
    'sys.exit(1)'
    def f(self):
        match self:
            case 1: pass
            case 2:
                pass
if (b or
        c): sys.exit(1)
elif d:
    x = [
        1]; sys.exit(1)
else:
    pass
if e:

    # nothing
    sys.exit(
        2)
    y = '''
sys.exit(
'''
"""
    assert exits(source) == [Span(3, 5, 3, 16), Span(13, 13, 13, 24), Span(22, 5, 23, 11)]


def test_the_same_statement_twice_on_one_line() -> None:
    assert exits("import sys\nif a: sys.exit(1); sys.exit(1)\n") == [Span(2, 7, 2, 18), Span(2, 20, 2, 31)]


@pytest.mark.parametrize(
    "statement",
    [
        "raise X",
        "raise X('#;')",
        "raise X(\n  1, # ;)\n  2)",
        "raise X \\\n  from Y",
        "raise X(f'{y};')",
        "raise X('''\n''')",
    ],
)
@pytest.mark.parametrize("after", ["", "\n", "  # comment\n", " ; y\n", ";y", "  \n\n"])
def test_where_a_statement_ends(statement: str, after: str) -> None:
    assert end_of_statement(statement + after, 0) == len(statement)


@pytest.mark.parametrize(
    ("literal", "closed"),
    [
        ("f'a'", True), ("f'{a}'", True), ("f'{{'", True), ("f'{{{a}}}'", True), ("f'{a:{b}}'", True),
        ("f'{{{a[1]}b{{{c}}}'", True), ("f'{ {1: {2: 3}}[1] }'", True), ("f'{a['", False), ("f'}}{{{a:{d['", False),
    ],
)  # fmt: skip
def test_fields_that_end_where_the_string_ends(literal: str, closed: bool) -> None:
    assert longest_field(literal)[1] is closed


def test_keywords_in_strings_and_comments_are_none() -> None:
    source = "import a # import b\n'''\nimport c'''; raise X from y; from z import w\nimported = reraise\n"
    found = scan_keywords(source)
    assert (len(found.imports), len(found.raises), found.froms) == (2, 1, (-1, source.index("from z")))
    assert found.certain
