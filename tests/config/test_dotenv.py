"""Expected values are those of dotenv 16 with dotenv-expand 12, which wrangler bundles."""

from __future__ import annotations

import pytest

from graphcheck.config.dotenv import environment_variable
from graphcheck.tree import MemoryTree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("X=prod", "prod"),
        ("  export X = prod  # comment", "prod"),
        ("X: prod", "prod"),
        ("X='a # b'", "a # b"),
        ('X="a\\nb"', "a\nb"),
        ("X=`a`\r\nY=1", "a"),
        ("X=1\nX=2", "2"),
        ("Y=pr\nX=${Y}od", "prod"),
        ("X=${NONE:-prod}", "prod"),
        ("X=\\$Y", "$Y"),
        ("X=", ""),
        ("# X=1\nYX=2", None),
        ("", None),
    ],
)
def test_values(text: str, value: str | None) -> None:
    assert environment_variable(MemoryTree({"/p/.env": text}), "/p", "X", {}) == value


def test_the_process_wins_and_files_may_be_missing() -> None:
    tree = MemoryTree({"/p/.env.local": "X=file"})

    assert environment_variable(tree, "/p", "X", {"X": "process"}) == "process"
    assert environment_variable(tree, "/p", "X", {}) == "file"
    assert environment_variable(tree, "/q", "X", {}) is None
