"""The hook as pre-commit runs it: installed from this repository into an environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SAMPLES = REPOSITORY / "sample_projects"


@pytest.fixture(scope="module")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit-home")


def run(command: list[str], folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull, "NO_COLOR": "1"}
    environ |= {
        f"GIT_{who}_{what}": "test@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


def try_repo(sample: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    worker = folder / sample
    shutil.copytree(SAMPLES / sample, worker, ignore=shutil.ignore_patterns("expected", "sample.toml"))
    for command in (["git", "init", "-q"], ["git", "add", "--all", "--force"]):
        assert run(command, worker, home).returncode == 0
    return run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(REPOSITORY), "graphcheck", "--all-files"], worker, home
    )


def test_a_clean_worker_passes(tmp_path: Path, pre_commit_home: Path) -> None:
    result = try_repo("011-root-prefix-imports-changed", tmp_path, pre_commit_home)

    assert result.returncode == 0, result.stdout + result.stderr
    assert "Passed" in result.stdout


def test_a_fresh_clone_needs_no_sync(tmp_path: Path, pre_commit_home: Path) -> None:
    result = try_repo("cases/07-plain-wrangler-deploy", tmp_path, pre_commit_home)

    assert result.returncode == 0, result.stdout + result.stderr


def test_a_broken_worker_fails_with_the_places(tmp_path: Path, pre_commit_home: Path) -> None:
    result = try_repo("010-root-prefix", tmp_path, pre_commit_home)

    assert result.returncode == 1, result.stdout + result.stderr
    assert "backend/src/main.py:3:6: error[GC101]" in result.stdout


def test_a_commit_without_worker_files_runs_nothing(tmp_path: Path, pre_commit_home: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing to check\n", "utf-8")
    for command in (["git", "init", "-q"], ["git", "add", "--all"]):
        assert run(command, tmp_path, pre_commit_home).returncode == 0

    command = [sys.executable, "-m", "pre_commit", "try-repo", str(REPOSITORY), "graphcheck", "--all-files"]
    result = run(command, tmp_path, pre_commit_home)

    assert result.returncode == 0, result.stdout + result.stderr
    assert "Skipped" in result.stdout
