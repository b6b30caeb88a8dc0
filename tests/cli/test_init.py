"""``graphcheck init`` as it is typed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

WORKER = 'name = "w"\nmain = "main.py"\n'


def lay_out(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(WORKER if path.endswith("wrangler.toml") else "", "utf-8")


def init(folder: Path, *arguments: str, expect: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphcheck", "init", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == expect, run.stderr
    assert "Traceback" not in run.stderr
    return run


def run(command: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    words = [sys.executable, "-m", *command.split(), "--no-cache"]
    return subprocess.run(words, cwd=folder, capture_output=True, check=False)


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


def test_a_diff_first_that_git_applies_to_the_same_result(tmp_path: Path) -> None:
    lay_out(tmp_path, "wrangler.toml", "pyproject.toml")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    before = files(tmp_path)

    diff = init(tmp_path).stdout
    assert files(tmp_path) == before
    subprocess.run(["git", "apply"], cwd=tmp_path, input=diff.encode(), check=True)
    applied = files(tmp_path)
    assert "nothing to add" in init(tmp_path).stderr

    for path in applied.keys() - before.keys():
        (tmp_path / path).unlink()
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    init(tmp_path, "--write")
    assert files(tmp_path) == applied
    assert "nothing to add" in init(tmp_path, "--write").stderr
    assert files(tmp_path) == applied


def test_a_worker_in_a_folder_and_called_from_there(tmp_path: Path) -> None:
    lay_out(tmp_path, ".git/HEAD", "apps/api/wrangler.toml", "apps/api/pyproject.toml")
    init(tmp_path / "apps/api", "--write")

    written = files(tmp_path)
    assert "[tool.graphcheck]" in written["apps/api/pyproject.toml"]
    assert "entry: graphcheck check apps/api --assume-synced\n" in written[".pre-commit-config.yaml"]
    assert "working-directory: apps/api\n" in written[".github/workflows/graphcheck.yml"]


def test_several_workers(tmp_path: Path) -> None:
    lay_out(tmp_path, ".git/HEAD", "apps/a/wrangler.toml", "apps/b/wrangler.toml", ".gitlab-ci.yml")
    init(tmp_path, "--write")

    written = files(tmp_path)
    assert "entry: graphcheck check --all --assume-synced\n" in written[".pre-commit-config.yaml"]
    assert "    - graphcheck check --all\n" in written[".gitlab-ci.yml"]
    assert "[tool.graphcheck]" in written["pyproject.toml"]


def test_a_workflow_that_knows_graphcheck_stays(tmp_path: Path) -> None:
    lay_out(tmp_path, ".git/HEAD", "wrangler.toml")
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/ci.yml").write_text("# graphcheck\n", "utf-8")
    init(tmp_path, "--write")

    assert [path.name for path in (tmp_path / ".github/workflows").iterdir()] == ["ci.yml"]


def test_what_is_not_understood_is_said(tmp_path: Path) -> None:
    lay_out(tmp_path, ".git/HEAD", "wrangler.toml")
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n", "utf-8")

    assert ".pre-commit-config.yaml is not understood" in init(tmp_path, "--write").stderr


def test_no_worker(tmp_path: Path) -> None:
    lay_out(tmp_path, ".git/HEAD")

    init(tmp_path, expect=4)
    init(tmp_path, "nowhere", expect=2)


def test_the_hook_passes_before_a_sync_and_ci_syncs_first(tmp_path: Path) -> None:
    """A fresh clone has no python_modules: git ignores the folder."""
    lay_out(tmp_path, ".git/HEAD")
    (tmp_path / "wrangler.toml").write_text(
        WORKER + 'compatibility_date = "2026-03-01"\ncompatibility_flags = ["python_workers"]\n', "utf-8"
    )
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "w"\ndependencies = ["left-pad"]\n', "utf-8")
    (tmp_path / "main.py").write_text("import left_pad\n", "utf-8")
    init(tmp_path, "--write")

    hook = re.findall(r"entry: (.+)", files(tmp_path)[".pre-commit-config.yaml"])[0]
    steps = re.findall(r"- run: (.+)", files(tmp_path)[".github/workflows/graphcheck.yml"])

    assert steps == ["uvx --from workers-py pywrangler sync", "uvx graphcheck@0.1.0 check --format github"]
    assert run(hook, tmp_path).returncode == 0
    assert run("graphcheck check", tmp_path).returncode == 1
    (tmp_path / "python_modules").mkdir()
    (tmp_path / "python_modules/left_pad.py").write_text("", "utf-8")
    assert run("graphcheck check", tmp_path).returncode == 0
