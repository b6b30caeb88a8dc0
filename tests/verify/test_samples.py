"""``verify`` on every sample project: the prediction holds in real Pyodide. One process for each release."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
import tomli

from graphcheck.config import Invocation
from graphcheck.pipeline import examine
from graphcheck.tree import DiskTree
from graphcheck.verify import NodeRunner, compare_startup, observe_worker

SAMPLES = sorted(path.parent for path in Path(__file__).parents[2].glob("sample_projects/**/sample.toml"))


@pytest.mark.oracle
def test_every_sample_is_as_predicted(pyodide_dirs: Mapping[str, Path], node: str) -> None:
    wrong = {}
    with ExitStack() as stack:
        runners: dict[Path, NodeRunner] = {}
        for sample in SAMPLES:
            examination = examine(DiskTree(), Invocation(sample.as_posix()))
            folder = pyodide_dirs[examination.profile.pyodide]
            if folder not in runners:
                runners[folder] = stack.enter_context(NodeRunner(folder, node))
            observed = observe_worker(
                runners[folder],
                examination.upload,
                lambda module: Path(module.path).read_bytes(),
                examination.profile,
                reuse=True,
            )
            analysis = examination.analysis
            paths = {module.name: module.path for module in analysis.upload.modules}
            verification = compare_startup(analysis.worker, analysis.startup, observed, paths)
            starts = tomli.loads((sample / "sample.toml").read_text("utf-8"))["starts"]
            if verification.differences or verification.passed is not starts:
                wrong[sample.name] = verification.differences

    assert wrong == {}
