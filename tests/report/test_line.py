from __future__ import annotations

import pytest
from rich.cells import cell_len as measured

from graphcheck.report.text.cells import cell_len
from graphcheck.report.text.line import Line


@pytest.mark.parametrize("text", ["", "plain ~", "幅", "e\u0301", "├─ ", "…"])
def test_the_width_is_that_which_rich_measures(text: str) -> None:
    assert cell_len(text) == measured(text)
    assert Line(text).cell_len == measured(text)


def test_pieces_keep_their_styles() -> None:
    line = Line("a ", "bold") + Line.assemble("b", (" c", "dim"), ("", "red"))

    assert line.plain == "a b c"
    assert [(span.start, span.end, str(span.style)) for span in line.to_rich().spans] == [(0, 2, "bold"), (3, 5, "dim")]
    assert bool(line)
    assert not Line.assemble(("", "dim"))


def test_what_is_added_to_a_copy_is_not_in_the_first() -> None:
    line = Line("a")

    assert (line + Line("b")).plain == "ab"
    assert line.copy().append("c").plain == "ac"
    assert Line(", ").join([line, line]).plain == "a, a"
    assert line.plain == "a"


@pytest.mark.parametrize(
    ("size", "parts"), [(2, ["ab", "cd", "e"]), (3, ["abc", "de"]), (5, ["abcde"]), (9, ["abcde"])]
)
def test_a_line_is_chopped_across_its_pieces(size: int, parts: list[str]) -> None:
    chopped = Line.assemble("ab", ("cde", "dim")).chop(size)

    assert [part.plain for part in chopped] == parts
    assert Line().join(chopped).plain == "abcde"
