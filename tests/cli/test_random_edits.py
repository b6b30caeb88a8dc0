"""A share of ``python -m tests.cli.compare_edits``."""

from __future__ import annotations

import random

from tests.cli.compare_edits import Comparison
from tests.cli.random_apps import random_app


def test_what_is_repeated_would_be_said_anew() -> None:
    comparison, chance = Comparison(), random.Random(20)
    for _ in range(60):
        comparison.compare(random_app(chance), chance, 6)
    assert not comparison.differences
    assert comparison.repeated > comparison.edits // 4
