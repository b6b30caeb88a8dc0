"""``docs/cases.md`` is what its generator writes."""

from __future__ import annotations

from tests.cases.generate_page import PAGE, render_page


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == render_page(), "python -m tests.cases.generate_page writes it anew"
