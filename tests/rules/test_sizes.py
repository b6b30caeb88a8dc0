"""What rules say of sizes, and how far a size may be off before they would say something else."""

from __future__ import annotations

import ast
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from graphcheck import rules
from graphcheck.rules.sizes import MIB, distance_to_another_text, mib


@given(st.integers(0, 100 * MIB), st.floats(-1, 1, exclude_min=True, exclude_max=True))
def test_a_smaller_difference_gives_the_same_text(size: int, part: float) -> None:
    other = size + int(distance_to_another_text(size) * part)
    assert mib(other) == mib(size) or other < 0


@given(st.integers(MIB, 100 * MIB))
def test_the_next_text_is_not_far(size: int) -> None:
    distance = int(distance_to_another_text(size)) + 2
    assert {mib(size - distance), mib(size + distance)} != {mib(size)}


def test_a_rule_that_looks_at_sizes_narrows_the_margin() -> None:
    """Else an answer would be given again that another size has changed."""
    # What is looked up by itself is compared with its size; StatementWeight and ForeignFolder are for one rule each.
    spared = {"tool_versions.py", "foreign_folders.py"}
    for path in sorted(Path(rules.__file__).parent.glob("*.py")):
        source = path.read_text("utf-8")
        names = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
        assert "size" not in names or "margin" in names or path.name in spared, path.name
