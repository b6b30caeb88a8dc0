"""A user's mistakes: one clear message or finding, the documented exit code, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = 'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'


def graphcheck(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphcheck", *arguments, "--no-cache"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in run.stdout + run.stderr
    return run


def lay_out(folder: Path, files: dict[str, str | bytes]) -> Path:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def test_an_empty_folder(tmp_path: Path) -> None:
    run = graphcheck("report", folder=tmp_path)

    assert run.returncode == 4
    assert "no wrangler.json, wrangler.jsonc or wrangler.toml here or above" in run.stderr
    assert run.stdout == ""


def test_a_misspelt_command(tmp_path: Path) -> None:
    run = graphcheck("reprot", folder=tmp_path)

    assert run.returncode == 2
    assert "No such command 'reprot'. Did you mean 'report'?" in run.stderr


def test_malformed_toml(tmp_path: Path) -> None:
    run = graphcheck("report", folder=lay_out(tmp_path, {"wrangler.toml": 'name = "w"\nmain = \n'}))

    assert run.returncode == 2
    assert "wrangler.toml:2:" in run.stderr


def test_malformed_jsonc(tmp_path: Path) -> None:
    run = graphcheck("report", folder=lay_out(tmp_path, {"wrangler.jsonc": '{\n  "name": "w",\n  main: 1\n}\n'}))

    assert run.returncode == 2
    assert "wrangler.jsonc:3:" in run.stderr


def test_main_that_does_not_exist(tmp_path: Path) -> None:
    run = graphcheck("report", folder=lay_out(tmp_path, {"wrangler.toml": HEAD, "app/main.py": "import os\n"}))

    assert run.returncode == 2
    assert "wrangler.toml:2:" in run.stderr
    assert "app/main.py" in run.stderr


def test_main_that_is_javascript(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"wrangler.toml": 'name = "w"\nmain = "src/index.js"\n', "src/index.js": ""}
    run = graphcheck("report", folder=lay_out(tmp_path, files))

    assert run.returncode == 4
    assert "src/index.js" in run.stderr


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param("x = 1\ndef f(:\n    pass\n", 2, id="syntax error"),
        pytest.param(b"x = 1\ny = '\xff\xfe'\n", 2, id="not UTF-8"),
        pytest.param(b"x = 1\n\x00\n", 1, id="NUL byte"),
        pytest.param(b"# -*- coding: no-such-codec -*-\n", 1, id="unknown encoding"),
        pytest.param("(" * 5000, 1, id="nested too deeply"),
    ],
)
def test_a_file_that_python_cannot_compile_is_a_finding(tmp_path: Path, content: str | bytes, line: int) -> None:
    folder = lay_out(tmp_path, {"wrangler.toml": HEAD, "src/main.py": "import broken\n", "src/broken.py": content})
    run = graphcheck("report", "--format", "json", folder=folder)

    report = json.loads(run.stdout)
    assert run.returncode == 1
    assert report["summary"]["complete"] is False
    assert report["startup"]["error"]["type"] == "SyntaxError"
    assert [(each["code"], each["path"], each["line"]) for each in report["findings"]] == [
        ("GC001", "src/broken.py", line)
    ]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    run = graphcheck("report", "nowhere", folder=tmp_path)

    assert run.returncode == 2
    assert "nowhere" in run.stderr


def test_an_unknown_environment(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"wrangler.toml": HEAD + '[env.staging]\nname = "s"\n', "src/main.py": ""}
    run = graphcheck("report", "--env", "production", folder=lay_out(tmp_path, files))

    assert run.returncode == 2
    assert "production" in run.stderr


def test_an_unknown_rule(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graphcheck", "explain", "GC999"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert run.returncode == 2
    assert "GC999" in run.stderr


def test_output_is_the_same_twice_and_from_elsewhere(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "w", {"wrangler.toml": HEAD, "src/main.py": "import os, left_pad\n"})
    inside = graphcheck("report", "--format", "json", folder=folder)
    again = graphcheck("report", "--format", "json", folder=folder)
    outside = graphcheck("report", "--format", "json", str(folder), folder=tmp_path)

    assert inside.stdout == again.stdout == outside.stdout
    assert str(tmp_path) not in inside.stdout


@pytest.mark.parametrize("name", ["wrangler.toml", "src/main.py"])
def test_a_file_in_place_of_a_folder(name: str, tmp_path: Path) -> None:
    run = graphcheck("report", name, folder=lay_out(tmp_path, {"wrangler.toml": HEAD, "src/main.py": ""}))

    assert run.returncode == 2
    assert f"{name} is a file" in run.stderr
