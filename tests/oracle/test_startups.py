"""A share of ``compare_startups``: the same Workers at every run."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings

from graphcheck.verify import NodeRunner
from tests.oracle.compare_startups import find_difference
from tests.oracle.startup_trees import worker_trees

pytestmark = pytest.mark.oracle


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(files=worker_trees())
def test_random_workers_start_as_predicted(runners: Mapping[str, NodeRunner], files: Mapping[str, str]) -> None:
    assert find_difference(runners["314.0.6"], files) is None
