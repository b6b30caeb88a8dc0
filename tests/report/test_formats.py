"""The table of formats."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcheck.model.errors import UsageError
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.location import Span
from graphcheck.report import FORMATS, RenderOptions, render
from tests.report.samples import analysis, failure, root_prefix_analysis, site

LINES = st.text(st.characters(exclude_categories=()), max_size=60)
NUMBERS = st.integers(min_value=1, max_value=200)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="there is no format 'yaml'") as error:
        render("yaml", analysis())
    assert error.value.hint == "use one of: text, json, check"


@pytest.mark.parametrize("name", FORMATS)
def test_equal_analyses_give_equal_text(name: str) -> None:
    assert render(name, root_prefix_analysis()) == render(name, root_prefix_analysis())


def test_a_format_is_imported_when_it_is_asked_for() -> None:
    code = "import sys, graphcheck.report; print([name for name in ('rich', 'json') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@given(LINES, NUMBERS, NUMBERS, NUMBERS, st.booleans())
def test_no_text_and_no_span_breaks_a_line(text: str, column: int, end: int, width: int, colour: bool) -> None:
    span = Span(3, column, 3, end)
    at = site("m" + text, text or "p", 3, "import x " + text)
    finding = Finding(
        "GC900",
        "sample",
        Severity.ERROR,
        text,
        path=text,
        span=span,
        source=text,
        label=text,
        chain=(at, at),
        searched=(text,),
        remedies=(text,),
        notes=(text,),
    )
    whole = analysis(finding, failures=(failure(at, type="E", message=text, module=text),))
    for name in FORMATS:
        rendered = render(name, whole, RenderOptions(width, color=colour))
        rendered.encode("utf-8")
        assert rendered.endswith("\n")
    plain = render("text", whole, RenderOptions(width))
    assert all(line.isprintable() and line == line.rstrip() for line in plain.split("\n"))
