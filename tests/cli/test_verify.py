"""``graphcheck verify``: messages and exit codes, and what it prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SAMPLES = REPOSITORY / "sample_projects"
HEAD = 'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'


def verify(folder: Path, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "COLUMNS": "100"} | ({"PATH": path} if path is not None else {})
    command = [sys.executable, "-m", "graphcheck", "verify", str(folder), "--no-cache", *arguments]
    run = subprocess.run(
        command, cwd=REPOSITORY, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in run.stdout + run.stderr
    return run


def lay_out(folder: Path, program: str) -> Path:
    (folder / "src").mkdir()
    (folder / "wrangler.toml").write_text(HEAD, "utf-8")
    (folder / "src/main.py").write_text(program, "utf-8")
    return folder


def test_without_node(tmp_path: Path) -> None:
    run = verify(lay_out(tmp_path, ""), path=str(tmp_path))

    assert run.returncode == 2
    assert run.stderr.splitlines()[0] == ("error: verify needs Node 20 or newer, and there is no `node` on the PATH")
    assert "install Node 20 or newer" in run.stderr
    assert run.stdout == ""


@pytest.mark.oracle
def test_nothing_to_verify(tmp_path: Path, node: str) -> None:
    assert verify(tmp_path).returncode == 4


@pytest.mark.oracle
def test_a_pyodide_folder_that_is_none(tmp_path: Path, node: str) -> None:
    run = verify(lay_out(tmp_path, ""), "--pyodide", str(tmp_path))

    assert run.returncode == 2
    assert "name the folder of pyodide@314.0.6" in run.stderr


@pytest.mark.oracle
def test_a_worker_that_starts(pyodide_dirs: Mapping[str, Path], node: str) -> None:
    run = verify(SAMPLES / "020-vendored-package", "--pyodide", str(pyodide_dirs["0.28.2"]))

    assert run.returncode == 0, run.stderr
    assert "starts  as predicted" in run.stdout
    assert "modules     5" in run.stdout
    assert "tidy_text.core" in run.stdout


@pytest.mark.oracle
def test_a_worker_that_does_not_start(pyodide_dirs: Mapping[str, Path], node: str) -> None:
    run = verify(SAMPLES / "010-root-prefix", "--pyodide", str(pyodide_dirs["0.28.2"]), "--format", "json")

    document = json.loads(run.stdout)
    assert run.returncode == 1
    assert document["schema"] == "graphcheck-verify/1"
    assert document["passed"] is False
    assert document["differences"] == []
    for side in ("predicted", "actual"):
        assert document[side]["starts"] is False
        assert document[side]["message"] == "No module named 'src'"
        assert (document[side]["path"], document[side]["line"]) == ("backend/src/main.py", 3)
    assert document["times"][0]["module"] == "main"
    assert str(REPOSITORY) not in run.stdout


@pytest.mark.oracle
def test_a_prediction_that_is_wrong(tmp_path: Path, pyodide_dirs: Mapping[str, Path], node: str) -> None:
    program = "# nowhere\nwith open(__file__) as file:\n    __import__(file.readline()[2:9])\n"

    run = verify(lay_out(tmp_path, program), "--pyodide", str(pyodide_dirs["314.0.6"]))

    assert run.returncode == 1
    assert "does not start  the prediction is wrong: outcome" in run.stdout
    assert "No module named 'nowhere'" in run.stdout


@pytest.mark.oracle
def test_a_worker_that_never_ends(tmp_path: Path, pyodide_dirs: Mapping[str, Path], node: str) -> None:
    folder = lay_out(tmp_path, "while True: pass\n")

    run = verify(folder, "--timeout", "4", "--pyodide", str(pyodide_dirs["314.0.6"]))

    assert run.returncode == 1
    assert "no answer within 4 s" in run.stdout


@pytest.mark.oracle
def test_the_upload_is_that_of_the_wrangler_on_the_path(
    tmp_path: Path, pyodide_dirs: Mapping[str, Path], wrangler_dir: Path, node: str
) -> None:
    folder = lay_out(tmp_path, "import os\n")
    path = f"{wrangler_dir.parent / '.bin'}{os.pathsep}{os.environ['PATH']}"

    run = verify(folder, "--wrangler", "--pyodide", str(pyodide_dirs["314.0.6"]), path=path)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "1 file, the same as wrangler's" in run.stdout
    assert sorted(path.name for path in folder.iterdir()) == ["src", "wrangler.toml"]


@pytest.mark.oracle
def test_a_wrangler_of_the_project_that_differs(tmp_path: Path, pyodide_dirs: Mapping[str, Path], node: str) -> None:
    folder = lay_out(tmp_path, "import os\n")
    program = folder / "node_modules/.bin/wrangler"
    program.parent.mkdir(parents=True)
    part = 'Content-Disposition: form-data; name="other.py"; filename="other.py"\\r\\nContent-Type: text/x-python'
    program.write_text(f"#!/bin/sh\nprintf '%s\\r\\n{part}\\r\\n\\r\\nx\\r\\n--e--' '--e' > \"$4\"\n", "utf-8")
    program.chmod(0o755)

    run = verify(folder, "--wrangler", "--pyodide", str(pyodide_dirs["314.0.6"]))

    assert run.returncode == 1
    assert "2 differences to wrangler's upload" in run.stdout
    assert "only-predicted: main.py" in run.stdout
    assert "only-wrangler: other.py" in run.stdout


@pytest.mark.oracle
def test_without_wrangler(
    tmp_path: Path, pyodide_dirs: Mapping[str, Path], node: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay_out(tmp_path, "")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/node").symlink_to(node)

    run = verify(folder, "--wrangler", "--pyodide", str(pyodide_dirs["314.0.6"]), path=str(tmp_path / "bin"))

    assert run.returncode == 2
    assert "there is no wrangler in node_modules of the project or above, and none on the PATH" in run.stderr
