"""What the import system does in small Workers, one thing each: the prediction beside real Pyodide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from graphcheck.verify import NodeRunner
from tests.oracle import import_state_cases
from tests.oracle.compare_startups import find_difference

pytestmark = pytest.mark.oracle

CASES = {**import_state_cases.CASES}


@pytest.fixture(scope="module")
def runner(pyodide_dirs: Mapping[str, Path], node: str) -> Iterator[NodeRunner]:
    with NodeRunner(str(pyodide_dirs["314.0.6"]), node) as running:
        yield running


@pytest.mark.parametrize("files", CASES.values(), ids=CASES)
def test_the_prediction_is_what_happens(runner: NodeRunner, files: Mapping[str, str]) -> None:
    assert find_difference(runner, files) is None
