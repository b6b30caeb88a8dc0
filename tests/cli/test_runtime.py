"""``graphcheck runtime``: which runtime and why, whether it has a module, and what a later date would change."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HEAD = 'name = "w"\nmain = "main.py"\ncompatibility_date = "{date}"\ncompatibility_flags = ["python_workers"{more}]\n'


def runtime(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphcheck", "runtime", str(folder), "--no-cache", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in run.stdout + run.stderr
    return run


def ask(folder: Path, *arguments: str) -> Any:
    run = runtime(folder, "--format", "json", *arguments)
    return json.loads(run.stdout)


@pytest.fixture
def worker(tmp_path: Path) -> Path:
    return lay_out(tmp_path, "2026-03-01")


def lay_out(folder: Path, date: str, more: str = "") -> Path:
    (folder / "wrangler.toml").write_text(HEAD.format(date=date, more=more), "utf-8")
    (folder / "main.py").write_text("from workers import WorkerEntrypoint\nimport asyncore\n", "utf-8")
    return folder


def test_the_profile_and_why(worker: Path) -> None:
    answer = ask(worker)

    assert answer["worker"]["runtime"]["pyodide"] == "0.28.2"
    reasons = {flag["name"]: flag["reason"] for flag in answer["flags"]}
    assert reasons["python_workers"] == "listed"
    assert reasons["python_workers_20250116"] == "python_workers, since 2025-09-29"
    assert reasons["python_no_global_handlers"] == "date, since 2025-08-14"
    assert "enable_python_external_sdk" not in reasons
    assert (answer["sdk"], answer["reads_pth"]) == ("inside", False)
    assert [entry["path"] for entry in answer["search_path"]][:1] == ["/lib/python313.zip"]


def test_what_later_dates_switch_on(worker: Path) -> None:
    later = [(change["since"], change["name"]) for change in ask(worker)["later"]]

    assert ("2026-04-21", "enable_python_external_sdk") in later
    assert ("2026-05-26", "python_process_pth_files") in later
    assert ("2026-09-08", "python_workers_314") in later
    assert later == sorted(later, key=lambda row: row[0])


def test_a_flag_that_holds_a_later_date_back(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, "2026-03-01", ', "no_python_workers_314", "disable_python_external_sdk"')

    later = {change["name"] for change in ask(folder)["later"]}

    assert not {"python_workers_314", "enable_python_external_sdk"} & later
    assert "python_process_pth_files" in later


def test_what_if(worker: Path) -> None:
    answer = ask(worker, "--date", "2026-09-08")

    assert (answer["before"]["date"], answer["after"]["date"]) == ("2026-03-01", "2026-09-08")
    assert answer["before"]["outcome"] == "will not start: ModuleNotFoundError: No module named 'asyncore'"
    assert answer["after"]["outcome"] == "will not start: ModuleNotFoundError: No module named 'workers'"
    assert {"python_workers_314", "enable_python_external_sdk"} <= {flag["name"] for flag in answer["switched_on"]}
    assert answer["switched_off"] == []
    assert [(finding["code"], finding["line"]) for finding in answer["appearing"]] == [("GC301", 1)]
    assert answer["going"] == []


def test_what_if_the_other_way_round(tmp_path: Path) -> None:
    answer = ask(lay_out(tmp_path, "2026-09-08"), "--date", "2026-03-01")

    assert "python_workers_314" in {flag["name"] for flag in answer["switched_off"]}
    assert "GC301" in {finding["code"] for finding in answer["going"]}
    assert answer["appearing"] == []


@pytest.mark.parametrize(
    ("module", "code", "said"),
    [
        ("json.decoder", 0, "json.decoder: stdlib  loaded before the entry: no uploaded file can take its place"),
        ("sqlite3", 0, "sqlite3: bundled package"),
        ("tkinter", 1, "tkinter: not there  in CPython's standard library, but not in this runtime"),
        ("json.nothing", 1, "json.nothing: not there  the runtime has `json`, and no such module in it"),
        ("numpy", 1, "numpy: not there  not in the runtime: it has to be in the upload"),
        ("\x1b[31m", 1, "\\x1b[31m: not there  not in the runtime: it has to be in the upload"),
    ],
)
def test_whether_it_has_a_module(worker: Path, module: str, code: int, said: str) -> None:
    run = runtime(worker, "--module", module)

    assert run.stdout == f"{said}\n"
    assert run.returncode == code


def test_a_module_that_raises(tmp_path: Path) -> None:
    answer = ask(lay_out(tmp_path, "2026-10-01"), "--module", "workers")

    assert answer["kind"] == "sdk"
    assert answer["importable"] is False
    assert answer["error"] == "ModuleNotFoundError: No module named 'workers'"


def test_the_text_says_the_same(worker: Path) -> None:
    lines = runtime(worker).stdout.splitlines()

    assert "date         2026-03-01" in lines
    assert "SDK          in the runtime" in lines
    assert any(line.startswith("search path  /lib/python313.zip") for line in lines)
    assert any("python_workers_314" in line for line in lines[lines.index("flags that are on, and why") :])
    assert max(map(len, lines)) <= 120


def test_a_project_without_a_date(tmp_path: Path) -> None:
    (tmp_path / "wrangler.toml").write_text('name = "w"\nmain = "main.py"\n', "utf-8")
    (tmp_path / "main.py").touch()

    answer = ask(tmp_path)

    assert answer["assumed"] is True
    assert answer["enabled"] is False
    assert "The python_workers compatibility flag is required to use Python." in answer["problems"]


def test_mistakes(worker: Path, tmp_path: Path) -> None:
    assert runtime(worker, "--date", "soon").returncode == 2
    assert runtime(tmp_path / "nowhere").returncode == 2
