"""The command as it is typed."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = 'name = "w"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\ncompatibility_flags = ["python_workers"]\n'
FILES = {
    "wrangler.toml": HEAD,
    "src/main.py": "import pad\n\ndef later():\n    import rare\n",
    "src/rare.py": "x = 1\n",
    "src/notes.md": "",
    "python_modules/pad/__init__.py": "y = 1\n",
    "python_modules/pad/tests.py": "z = 1\n" * 10,
    "python_modules/pad-1.0.dist-info/RECORD": "pad/__init__.py,,\npad/tests.py,,\n",
}
PARTS = ["main.py", "rare.py", "python_modules/pad/__init__.py", "python_modules/pad/tests.py"]


@pytest.fixture
def worker(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def bundle(folder: Path, *arguments: str, expect: int = 0) -> str:
    command = [sys.executable, "-m", "graphcheck", "bundle", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == expect, run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout


def test_json_says_what_is_reached(worker: Path) -> None:
    document = json.loads(bundle(worker, "--format", "json", "--no-cache"))

    assert set(document) == {"schema", "worker", "summary", "upload"}
    reached = {file["name"]: file["reached"] for file in document["upload"]}
    assert [reached[name] for name in PARTS] == ["import-time", "deferred", "import-time", "no"]
    assert document["summary"]["upload"]["files"] == 5
    assert {file["distribution"] for file in document["upload"]} == {None, "pad 1.0"}


def test_without_reach_the_rest_is_the_same(worker: Path) -> None:
    full = json.loads(bundle(worker, "--format", "json", "--gzip", "--no-cache"))
    quick = json.loads(bundle(worker, "--format", "json", "--gzip", "--no-reach"))

    assert quick["worker"] == full["worker"]
    assert quick["summary"]["upload"] == full["summary"]["upload"]
    assert quick["upload"] == [{k: v for k, v in file.items() if k != "reached"} for file in full["upload"]]


def test_a_question_about_files_alone_imports_no_parser(worker: Path) -> None:
    program = (
        "import sys\nfrom graphcheck.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "assert not {'libcst', 'networkx'} & set(sys.modules)\n"
    )
    for arguments in (["--no-reach"], ["--why-not", "src/main.py"], ["--require", "pad"]):
        command = [sys.executable, "-c", program, "bundle", *arguments]
        run = subprocess.run(command, cwd=worker, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr


def test_csv_has_a_row_for_each_file(worker: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(bundle(worker, "--format", "csv", "--gzip", "--no-cache"))))

    assert {"main.py", *PARTS} < {row["name"] for row in rows}
    assert all(int(row["gzip"]) > 0 for row in rows)


def test_text_names_the_globs_that_would_save(worker: Path) -> None:
    assert '"pad/tests.py"' in bundle(worker, "--no-cache")


def test_require(worker: Path) -> None:
    assert bundle(worker, "--require", "pad", "--require", "rare").count("ok: ") == 2
    assert "missing: json" in bundle(worker, "--require", "pad", "--require", "json", expect=1)
    assert "ok: src/main.py: uploaded as main.py" in bundle(worker, "--require", "src/main.py")
    assert "missing: src/notes.md" in bundle(worker, "--require", "src/notes.md", expect=1)


def test_why_not(worker: Path) -> None:
    assert "no rule matches it" in bundle(worker, "--why-not", "src/notes.md")


def test_a_compiled_file_needs_no_rule(worker: Path) -> None:
    (worker / "src/__pycache__").mkdir()
    (worker / "src/__pycache__/rare.cpython-313.pyc").write_bytes(b"")

    assert "add a rule" not in bundle(worker, "--why-not", "src/__pycache__/rare.cpython-313.pyc")


def test_diff(worker: Path) -> None:
    before = bundle(worker, "--format", "json", "--no-reach")
    (worker / "before.json").write_text(before, "utf-8")
    (worker / "src/rare.py").unlink()
    (worker / "src/more.py").write_text("12345", "utf-8")

    difference = json.loads(bundle(worker, "--diff", "before.json", "--format", "json"))

    assert difference["changes"] == [
        {"name": "more.py", "before": None, "after": 5},
        {"name": "rare.py", "before": 6, "after": None},
    ]
    assert difference["summary"]["difference"] == -1


def test_over_budget_is_exit_code_1(worker: Path) -> None:
    (worker / "pyproject.toml").write_text('[tool.graphcheck]\nbudget = "100 B"\n', "utf-8")

    assert "over" in bundle(worker, "--no-reach", expect=1)


def test_an_upload_that_wrangler_refuses_is_exit_code_1(worker: Path) -> None:
    (worker / "src/python_modules").mkdir()

    said = " ".join(bundle(worker, "--no-reach", expect=1).split())
    assert "src/python_modules: The 'python_modules' directory cannot exist in your module root." in said


def test_mistakes(worker: Path) -> None:
    bundle(worker, "--diff", "nowhere.json", expect=2)
    bundle(worker, "--diff", "wrangler.toml", expect=2)
    bundle(worker, "--diff", "x.json", "--require", "pad", expect=2)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_out_of_the_project_are_announced_also_when_the_answer_is_known(worker: Path) -> None:
    outside = worker.parent / "elsewhere.py"
    outside.write_text("x = 1\n", "utf-8")
    (worker / "src" / "far.py").symlink_to(outside)
    (worker / "src" / "near.py").symlink_to("rare.py")
    (worker / "python_modules" / "pad" / "far.py").symlink_to(outside)
    cache = str(worker.parent / "cache")

    for options in ([], [], ["--gzip", "--no-cache"], ["--no-reach"], ["--format", "json"]):
        command = [sys.executable, "-m", "graphcheck", "bundle", *options]
        environ = {**os.environ, "GRAPHCHECK_CACHE_DIR": cache}
        run = subprocess.run(command, cwd=worker, env=environ, capture_output=True, text=True, check=True)
        assert run.stderr.splitlines() == [
            "note: src/far.py is a link out of the project: ../elsewhere.py is uploaded",
            "note: python_modules/pad/far.py is a link out of the project: ../elsewhere.py is uploaded",
        ]
