"""A share of ``compare_startups``: the same Workers at every run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from graphcheck.verify import NodeRunner
from tests.oracle.compare_startups import find_difference
from tests.oracle.startup_trees import worker_trees

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def runner(pyodide_dirs: Mapping[str, Path], node: str) -> Iterator[NodeRunner]:
    with NodeRunner(str(pyodide_dirs["314.0.6"]), node) as running:
        yield running


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(files=worker_trees())
def test_random_workers_start_as_predicted(runner: NodeRunner, files: Mapping[str, str]) -> None:
    assert find_difference(runner, files) is None
