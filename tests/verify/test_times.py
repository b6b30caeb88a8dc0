"""Times and memory of a start: what belongs to what, never how much."""

from __future__ import annotations

import pytest

from tests.verify.conftest import Start

pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("release", ["0.26.0a2", "0.28.2", "314.0.6"])
def test_times_are_a_tree_of_what_was_executed(start: Start, release: str) -> None:
    seen = start(
        {"main.py": "import a.b\nimport decimal", "a/__init__.py": "import c", "a/b.py": "", "c.py": ""}, release
    )

    rows = [(time.name, time.parent, time.uploaded) for time in seen.times]
    uploaded = [row for row in rows if row[2]]
    assert uploaded == [("main", None, True), ("a", 0, True), ("c", 1, True), ("a.b", 0, True)]
    assert ("decimal", 0, False) in rows
    for time in seen.times:
        children = [each for each in seen.times if each.parent is not None and seen.times[each.parent] is time]
        assert sum(child.cumulative for child in children) + time.own == pytest.approx(time.cumulative)


def test_a_failing_start_has_times_as_well(start: Start) -> None:
    seen = start({"main.py": "try:\n    import a\nfinally:\n    import b", "a.py": "import nowhere", "b.py": ""})

    assert [(time.name, time.parent) for time in seen.times] == [("main", None), ("a", 0), ("b", 0)]


def test_memory_that_a_worker_takes_is_seen(start: Start) -> None:
    before, after = start({"main.py": "keep = bytearray(50_000_000)"}).memory or (0, 0)

    assert after - before >= 40_000_000
