"""A small share of ``python -m tests.oracle.sweep_uploads``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.sweep_uploads import make_workers, version_of
from tests.oracle.upload_differences import find_differences


@pytest.mark.oracle
@pytest.mark.parametrize("number", range(6))
def test_a_random_worker_is_uploaded_as_predicted(number: int, tmp_path: Path, wrangler_dir: Path, node: str) -> None:
    worker = make_workers(6, 42)[number]
    worker.lay_out(tmp_path)

    assert find_differences(tmp_path, version_of(wrangler_dir), wrangler_dir, node, worker.call) == []
