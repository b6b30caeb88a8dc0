"""A graph inside a Markdown document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcheck.export import replace_block
from graphcheck.model.errors import UsageError

BEGIN, END = "<!-- graphcheck:begin graph -->", "<!-- graphcheck:end graph -->"
BODY = "flowchart LR\n  N0 --> N1\n"


def test_an_empty_block_is_filled() -> None:
    assert replace_block(f"# Title\n\n{BEGIN}\n{END}\n\nText\n", "graph", BODY) == (
        f"# Title\n\n{BEGIN}\n```mermaid\nflowchart LR\n  N0 --> N1\n```\n{END}\n\nText\n"
    )


def test_doing_it_twice_changes_nothing() -> None:
    once = replace_block(f"{BEGIN}\nold\n{END}", "graph", BODY)
    assert replace_block(once, "graph", BODY) == once


def test_windows_line_ends_stay() -> None:
    document = f"a\r\n{BEGIN}\r\nold\r\n{END}\r\nb\n"
    assert replace_block(document, "graph", "x\ny") == (f"a\r\n{BEGIN}\r\n```mermaid\r\nx\r\ny\r\n```\r\n{END}\r\nb\n")


def test_the_block_is_indented_as_its_marker() -> None:
    document = f"* item\n\n  {BEGIN}\n  {END}\n"
    assert replace_block(document, "graph", "x\n\ny") == (
        f"* item\n\n  {BEGIN}\n  ```mermaid\n  x\n\n  y\n  ```\n  {END}\n"
    )


def test_a_fence_is_longer_than_any_in_the_body() -> None:
    assert "\n````mermaid\na ``` b\n````\n" in replace_block(f"{BEGIN}\n{END}", "graph", "a ``` b")


def test_other_blocks_stay() -> None:
    other = "<!-- graphcheck:begin other -->\nkeep\n<!-- graphcheck:end other -->\n"
    assert replace_block(f"{other}{BEGIN}\n{END}\n", "graph", "x").startswith(other)


@pytest.mark.parametrize("fence", ["```", "~~~", "````md"])
def test_markers_inside_a_code_block_are_an_example(fence: str) -> None:
    closing = fence.removesuffix("md")
    example = f"{fence}\n{BEGIN}\n{END}\n{closing}\n"
    assert replace_block(f"{example}{BEGIN}\n{END}\n", "graph", "x") == (
        f"{example}{BEGIN}\n```mermaid\nx\n```\n{END}\n"
    )


def test_a_line_that_only_looks_like_a_fence_hides_nothing() -> None:
    assert "mermaid" in replace_block(f"```code``` here\n{BEGIN}\n{END}\n", "graph", "x")


def test_markers_within_a_sentence_are_none() -> None:
    sentence = f"Write `{BEGIN}` and `{END}`.\n"
    assert replace_block(f"{sentence}{BEGIN}\n{END}\n", "graph", "x").startswith(sentence + BEGIN)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("# Title\n", f"the document has no line `{BEGIN}`"),
        (f"{END}\n", f"the document has no line `{BEGIN}`"),
        (f"{BEGIN}\n", f"the document has no line `{END}`"),
        (f"{BEGIN}\n\n{BEGIN}\n{END}\n", f"`{BEGIN}` stands on lines 1 and 3"),
        (f"{BEGIN}\n{END}\n{END}\n", f"`{END}` stands on lines 2 and 3"),
        (f"{END}\n{BEGIN}\n", "the block `graph` ends on line 1, before it begins on line 2"),
        (
            f"{BEGIN}\n<!-- graphcheck:begin b -->\n<!-- graphcheck:end b -->\n{END}\n",
            "the block `graph` on lines 1 to 4 holds a marker of `b` on line 2",
        ),
    ],
)
def test_markers_that_cannot_be_used(document: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        replace_block(document, "graph", "x")
    assert error.value.message == message
    assert error.value.hint


def test_missing_markers_come_with_what_to_paste() -> None:
    with pytest.raises(UsageError) as error:
        replace_block("", "graph", "x")
    assert error.value.hint == f"paste `{BEGIN}` and `{END}` as two lines where the graph shall stand"


def test_a_name_that_no_marker_can_have() -> None:
    with pytest.raises(UsageError, match="cannot be the name of a block"):
        replace_block(f"{BEGIN}\n{END}\n", "a --> b", "x")


@given(before=st.text(), after=st.text())
def test_all_else_stays_to_the_character(before: str, after: str) -> None:
    if "```" in before or "~~~" in before:
        return
    result = replace_block(f"{before}\n{BEGIN}\n{END}\n{after}", "graph", "x")
    assert result == f"{before}\n{BEGIN}\n```mermaid\nx\n```\n{END}\n{after}"
