"""Reading ignore comments out of any bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphcheck.rules.comments import find_ignore_comments


def spans(source: str) -> list[tuple[int, int, int]]:
    return [(each.span.line, each.first, each.last) for each in find_ignore_comments(source.encode())]


def test_the_statement_around_a_comment() -> None:
    source = "x = (\n    1,  # graphcheck: ignore\n)\ny = 2  # graphcheck: ignore\n# graphcheck: ignore\n"

    assert spans(source) == [(2, 1, 3), (4, 4, 4), (5, 5, 5)]


def test_the_span_is_that_of_the_comment_alone() -> None:
    (comment,) = find_ignore_comments("x = 'ä'  # noqa # graphcheck: ignore[GC101] why  # more\n".encode())

    assert comment.text == "# graphcheck: ignore[GC101] why"
    assert (comment.span.column, comment.span.end_column) == (17, 48)


def test_line_ends_and_byte_order_mark() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert spans(f"\ufeffx = 1{end}y = 2  # graphcheck: ignore{end}") == [(2, 2, 2)]


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_bytes_around_it(before: bytes, after: bytes) -> None:
    find_ignore_comments(before + b"# graphcheck: ignore[GC101]" + after)


def test_deep_nesting_and_a_broken_file() -> None:
    assert spans("(" * 5000 + "\n# graphcheck: ignore\n") != []
    assert spans("if x:\n  y\n z  # graphcheck: ignore\n") != []
