"""One Node process per Pyodide release, shared by the tests of a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from graphcheck.runtime import select_runtime
from graphcheck.verify import NodeRunner, Observation, observe_worker
from tests.verify.workers import make_upload

Start = Callable[..., Observation]

DATES = {"0.26.0a2": "2025-01-01", "0.28.2": "2026-01-01", "314.0.6": "2026-10-01"}


@pytest.fixture(scope="session")
def start(pyodide_dirs: Mapping[str, Path], node: str) -> Iterator[Start]:
    """Start a Worker, a dict of texts, in real Pyodide; by default in the newest release."""
    with ExitStack() as stack:
        runners: dict[tuple[str, int], NodeRunner] = {}

        def run(
            files: Mapping[str, str | bytes],
            release: str = "314.0.6",
            *flags: str,
            timeout: float = 60,
            memory: int = 1024,
        ) -> Observation:
            profile = select_runtime(DATES[release], ("python_workers", *flags))
            key = (profile.pyodide, memory)
            if key not in runners:
                runners[key] = stack.enter_context(NodeRunner(pyodide_dirs[profile.pyodide], node, memory))
            upload, contents = make_upload(files)
            return observe_worker(runners[key], upload, contents, profile, timeout, reuse=True)

        yield run
