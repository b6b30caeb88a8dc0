"""What ``observe_startup`` reports. Where a claim is about the runtime, its source is a run of workerd itself."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphcheck.model.upload import UploadSet
from graphcheck.runtime import select_runtime
from graphcheck.verify import PLATFORM_ERROR, ObservedFrame, observe_many, observe_startup
from tests.verify.conftest import DATES, Start
from tests.verify.workers import make_upload

pytestmark = pytest.mark.oracle

SRC_NOTE = (
    "If your main module is inside the 'src' directory then your import statement shouldn't include a 'src.' prefix"
)
every_release = pytest.mark.parametrize("release", ["0.26.0a2", "0.28.2", "314.0.6"])


@every_release
def test_a_worker_that_starts(start: Start, release: str) -> None:
    seen = start(
        {"main.py": "import core.settings\nimport json", "core/settings.py": "from . import x", "core/x.py": ""},
        release,
    )

    assert seen.starts
    assert seen.error is None
    assert seen.modules == ("main", "core", "core.settings", "core.x")
    assert seen.namespaces == {"core"}
    assert seen.entry_ran


@every_release
def test_the_root_prefix_failure_in_the_words_of_the_runtime(start: Start, release: str) -> None:
    seen = start({"main.py": "import app", "app.py": "x = 1\nfrom src.core import y", "core.py": ""}, release)

    assert not seen.starts
    assert seen.error
    assert (seen.error.type, seen.error.message, seen.error.module) == (
        "ModuleNotFoundError",
        "No module named 'src'",
        "src",
    )
    assert (seen.error.path, seen.error.line) == ("app.py", 2)
    assert seen.error.frames == (
        ObservedFrame("main.py", 1, "<module>", "main"),
        ObservedFrame("app.py", 2, "<module>", "app"),
    )
    assert seen.error.notes == (SRC_NOTE,)
    assert seen.modules == ("main", "app")


@every_release
def test_search_path_is_that_of_the_profile(start: Start, release: str) -> None:
    profile = select_runtime(DATES[release], ("python_workers", "disable_python_process_pth_files"))

    seen = start({"main.py": ""}, release, "disable_python_process_pth_files")

    assert seen.search_path == tuple(entry.path for entry in profile.search_path)
    assert seen.python == profile.python_version


FAILURES = {
    "import tkinter": "ModuleNotFoundError: No module named 'tkinter'",
    "import numpy.linalg": "ModuleNotFoundError: No module named 'numpy'",
    "import json.nothing": "ModuleNotFoundError: No module named 'json.nothing'",
    "import os.path.x": "ModuleNotFoundError: No module named 'os.path.x'; 'os.path' is not a package",
    "from . import x": "ImportError: attempted relative import with no known parent package",
    "from js import document": "ImportError: cannot import name 'document' from 'js' (unknown location)",
    "import random; random.random()": "RuntimeError: Cannot use random.random() outside of request context",
    "import os; os.urandom(1)": "OSError: [Errno 29] Cannot get entropy outside of request context",
}

TRY_EACH = f"""
found = {{}}
for statement in {list(FAILURES)!r}:
    try:
        exec(statement)
    except Exception as exc:
        found[statement] = f"{{type(exc).__name__}}: {{exc}}"
raise Exception(found)
"""


@every_release
def test_failures_in_the_words_of_the_runtime(start: Start, release: str) -> None:
    seen = start({"main.py": TRY_EACH}, release)

    assert seen.error
    assert literal_eval(seen.error.message) == FAILURES


def test_leaving_the_program_is_a_failure(start: Start) -> None:
    seen = start({"main.py": "import sys; sys.exit(3)"})

    assert seen.error
    assert (seen.error.type, seen.error.message) == ("SystemExit", "3")


def test_a_syntax_error_is_reported_where_it_stands(start: Start) -> None:
    seen = start({"main.py": "import bad", "bad.py": "ok = 1\nx = ("})

    assert seen.error
    assert (seen.error.type, seen.error.path, seen.error.line) == ("SyntaxError", "bad.py", 2)
    assert seen.modules == ("main", "bad")


def test_an_entry_whose_name_is_taken_never_runs(start: Start) -> None:
    seen = start({"json.py": "1/0"})

    assert seen.starts
    assert not seen.entry_ran
    assert seen.modules == ()


def test_vendored_packages_come_before_the_app(start: Start) -> None:
    seen = start(
        {"main.py": "import m\nassert m.where == 'vendored'", "m.py": "", "python_modules/m.py": "where = 'vendored'"}
    )

    assert seen.starts


@pytest.mark.parametrize("name", ["main.py", "main.pyi", "main/__init__.py", "main.so"])
def test_a_vendored_module_may_not_have_the_name_of_the_entry(start: Start, name: str) -> None:
    seen = start({"main.py": "", f"python_modules/{name}": ""})

    assert seen.error
    assert seen.error.type == PLATFORM_ERROR
    assert seen.error.message.endswith("clashes with main module")


def test_without_the_flag_the_worker_is_refused(pyodide_dirs: Mapping[str, Path], node: str) -> None:
    upload, contents = make_upload({"main.py": ""})

    seen = observe_startup(upload, contents, select_runtime("2026-10-01", ()), pyodide_dirs["314.0.6"], node)

    assert seen.error
    assert seen.error.message == "The python_workers compatibility flag is required to use Python."
    assert not observe_startup(
        UploadSet(()), {}, select_runtime("2026-10-01", ("python_workers",)), "nowhere", node
    ).starts


def test_the_sdk_of_the_runtime(start: Start) -> None:
    program = "from workers import WorkerEntrypoint, Response, env, handler\nclass Default(WorkerEntrypoint): ..."

    before, after = start({"main.py": program}, "0.28.2"), start({"main.py": program}, "314.0.6")

    assert before.starts
    assert after.error
    assert after.error.message == "No module named 'workers'"
    assert after.error.notes == ("You need to update to workers-py >= 1.9 or to pass disable_python_external_sdk",)


def test_a_folder_called_js_breaks_the_sdk(start: Start) -> None:
    seen = start({"main.py": "import workers", "js/app.txt": ""}, "0.28.2")

    assert seen.error
    assert seen.error.message == "cannot import name 'Object' from 'js' (unknown location)"


def test_bundled_packages_can_be_imported(start: Start) -> None:
    program = (
        "import ssl, lzma, sqlite3, hashlib, hmac, http.client\nassert hashlib.sha256(b'').hexdigest()[:4] == 'e3b0'"
    )

    assert start({"main.py": program}, "0.28.2").starts
    assert start({"main.py": program}, "0.26.0a2").starts


def test_compiled_wasm_is_not_there_for_python(start: Start) -> None:
    seen = start(
        {"main.py": "import os; raise ValueError(sorted(os.listdir('/session/metadata')))", "a.txt": "", "b.wasm": b""}
    )

    assert seen.error
    assert seen.error.message == "['a.txt', 'main.py']"


def test_the_tree_is_read_only_and_without_time(start: Start) -> None:
    write = start({"main.py": "open('/session/metadata/main.py', 'w')"})
    stat = start({"main.py": "import os; raise ValueError(oct(os.stat(__file__).st_mode), os.stat(__file__).st_mtime)"})

    assert write.error
    assert write.error.type == "PermissionError"
    assert stat.error
    assert stat.error.message == "('0o100555', 0.0)"


def test_pth_files_run_where_the_date_says_so(start: Start) -> None:
    files = {"main.py": "import deep", "python_modules/x.pth": "more", "python_modules/more/deep.py": ""}

    assert start(files).modules == ("main", "deep")
    seen = start(files, "314.0.6", "disable_python_process_pth_files")
    assert seen.error
    assert seen.error.message == "No module named 'deep'"


def test_what_ran_is_known_even_when_the_runtime_dies(start: Start) -> None:
    seen = start({"main.py": "import app", "app.py": "import _random\n_random.Random()"})

    assert seen.error
    assert (seen.error.type, seen.error.message) == (PLATFORM_ERROR, "Disallowed operation called within global scope")
    assert seen.modules == ("main", "app")


def test_many_workers_are_the_same_as_one_at_a_time(pyodide_dirs: Mapping[str, Path], node: str) -> None:
    profile = select_runtime("2026-01-01", ("python_workers",))
    workers = [
        make_upload({"main.py": "import workers, ssl, asyncio, b", "b.py": "from os import nothing"}),
        make_upload({"main.py": "import sys; raise ValueError(sorted(sys.modules))"}),
    ]

    together = observe_many(workers, profile, pyodide_dirs["0.28.2"], node)

    assert together == tuple(
        observe_startup(upload, contents, profile, pyodide_dirs["0.28.2"], node) for upload, contents in workers
    )
