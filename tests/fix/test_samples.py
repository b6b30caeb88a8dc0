"""``fix`` on every sample: it is done after one time, and real Pyodide says what the next run predicts."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphcheck.config import Invocation
from graphcheck.pipeline import examine
from graphcheck.tree import DiskTree, tree_path
from graphcheck.verify import observe_startup
from tests.fix.command import run

PROJECTS = Path(__file__).parents[2] / "sample_projects"
SAMPLES = sorted(path.parent for pattern in ("*", "cases/*") for path in PROJECTS.glob(f"{pattern}/wrangler.*"))
# What a repair may touch: imports in the app's own files, and these.
CONFIGURATION = {"wrangler.toml", "wrangler.jsonc", "wrangler.json", "pyproject.toml"}

# On a machine that is busy with other tests.
SECONDS = 300.0

each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)


def repaired(sample: Path, folder: Path) -> tuple[Path, tuple[str, ...]]:
    """A copy of the sample after the fixes, and the files that they changed."""
    copy = folder / sample.name
    shutil.copytree(sample, copy, symlinks=True)
    (copy / ".git").mkdir()
    run(copy, "fix", "--unsafe", "--write")
    found = (path.relative_to(copy) for path in copy.rglob("*") if path.is_file() and ".git" not in path.parts)
    changed = (path for path in found if (copy / path).read_bytes() != (sample / path).read_bytes())
    return copy, tuple(sorted(path.as_posix() for path in changed))


@each_sample
def test_it_is_done_after_one_time(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy, changed = repaired(sample, tmp_path)
    capsys.readouterr()
    run(copy, "fix", "--unsafe")

    assert capsys.readouterr().out == ""
    assert not any("python_modules" in path or ".venv" in path for path in changed)
    assert all(path.endswith(".py") or path.rpartition("/")[2] in CONFIGURATION for path in changed)


@pytest.mark.oracle
@each_sample
def test_the_worker_does_what_the_next_run_says(
    sample: Path, tmp_path: Path, pyodide_dirs: Mapping[str, Path], node: str
) -> None:
    copy, changed = repaired(sample, tmp_path)
    if not changed:
        pytest.skip("nothing to fix in it")
    found = examine(DiskTree(), Invocation(tree_path(str(copy))), gzip=False)
    pyodide = str(pyodide_dirs[found.profile.pyodide])
    observed = observe_startup(
        found.upload, lambda module: Path(module.path).read_bytes(), found.profile, pyodide, node, SECONDS
    )
    predicted, real = found.analysis.startup.error, observed.error
    expected = (predicted.type, predicted.message) if predicted else None
    assert ((real.type, real.message) if real else None) == expected
