"""Hiding findings, as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = 'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "wrangler.toml").write_text(HEAD, "utf-8")
    (tmp_path / "src/main.py").write_text("import left_pad\nimport tkinter\n", "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphcheck", *arguments, "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    return done


def test_select_and_ignore(folder: Path) -> None:
    assert "GC103" not in run(folder, "check", "--select", "GC302,GC101").stdout
    done = run(folder, "check", "--ignore", "GC302", "--ignore", "GC103")

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "graphcheck: the Worker will not start; 0 findings, 2 ignored\n"
    assert run(folder, "check", "--select", "GC999").returncode == 2


def test_the_report_counts_what_is_ignored(folder: Path) -> None:
    done = run(folder, "report", "--ignore", "GC302")
    document = json.loads(run(folder, "report", "--ignore", "GC302", "--format", "json").stdout)

    assert "will not start" in done.stdout
    assert done.stdout.splitlines()[-1] == "1 error, 1 ignored"
    assert document["summary"]["ignored"] == 1
    assert document["startup"]["starts"] is False


def test_a_baseline_in_the_settings(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.graphcheck]\nbaseline = "known.json"\n', "utf-8")
    assert run(folder, "check").returncode == 2
    assert run(folder, "check", "--write-baseline").returncode == 0
    assert run(folder, "check").returncode == 0

    with (folder / "src/main.py").open("a", encoding="utf-8") as file:
        file.write("import right_pad\n")
    assert run(folder, "check").stdout.startswith("src/main.py:3:8: error[GC103]")


def test_a_baseline_without_settings(folder: Path) -> None:
    done = run(folder, "check", "--write-baseline")

    assert (folder / "graphcheck-baseline.json").is_file()
    assert 'baseline = "graphcheck-baseline.json"' in done.stderr
    assert run(folder, "check", "--baseline", "graphcheck-baseline.json").returncode == 0
    assert run(folder, "check").returncode == 1
    assert str(folder) not in (folder / "graphcheck-baseline.json").read_text("utf-8")


def test_paths_of_a_baseline_are_those_to_type(folder: Path) -> None:
    done = run(folder / "src", "check", "--write-baseline")

    assert done.stderr.splitlines() == [
        "wrote ../graphcheck-baseline.json",
        "wrangler.toml: 2 findings known",
        (
            "to use it: --baseline ../graphcheck-baseline.json, "
            'or baseline = "graphcheck-baseline.json" in [tool.graphcheck]'
        ),
    ]
    assert run(folder / "src", "check", "--baseline", "../graphcheck-baseline.json").returncode == 0
    (folder / "pyproject.toml").write_text('[tool.graphcheck]\nbaseline = "graphcheck-baseline.json"\n', "utf-8")
    assert run(folder / "src", "check").returncode == 0


def test_mistakes(folder: Path) -> None:
    assert run(folder, "check", "--baseline", "nowhere.json").returncode == 2
    assert run(folder, "check", "--baseline", "wrangler.toml").returncode == 2
    assert run(folder, "check", "--baseline", "a", "--write-baseline=b").returncode == 2
    assert run(folder, "check", "--write-baseline=nowhere/known.json").returncode == 2
