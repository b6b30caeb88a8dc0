"""A line of a file, without reading the others, is the one that reading them all gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphcheck.tree.lines import line_of

pieces = st.sampled_from([b"a", "é".encode(), b"\xff", b"\xe2\x82", b"\n", b"\r", b"\r\n", b"\xef\xbb\xbf", b" "])


@given(st.lists(pieces, max_size=12).map(b"".join), st.integers(-1, 8))
def test_one_line(content: bytes, line: int) -> None:
    text = content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    assert line_of(content, line) == (lines[line - 1] if 0 < line <= len(lines) else "")
