"""The table of export formats."""

from __future__ import annotations

import pytest

from graphcheck.export import FORMATS, export_graph
from graphcheck.model.errors import UsageError
from tests.export.samples import EVERY_KIND


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="there is no export format 'png'") as error:
        export_graph("png", EVERY_KIND)
    assert error.value.hint == "use one of: mermaid, dot"


@pytest.mark.parametrize("name", FORMATS)
def test_equal_views_give_equal_text(name: str) -> None:
    assert export_graph(name, EVERY_KIND) == export_graph(name, EVERY_KIND)
