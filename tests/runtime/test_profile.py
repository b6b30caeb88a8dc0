"""Which runtime a date and flags select, and what it brings. Expected values: runs of workerd and of npm Pyodide."""

from __future__ import annotations

import pickle

import pytest

from graphcheck.model.runtime import RuntimeKind, RuntimeProfile, SearchPlace
from graphcheck.runtime import module_names, select_runtime


def select(date: str | None, *flags: str) -> RuntimeProfile:
    return select_runtime(date, ("python_workers", *flags))


@pytest.mark.parametrize(
    ("date", "flags", "pyodide", "python", "selected_by"),
    [
        ("2025-09-28", (), "0.26.0a2", "3.12.1", "compatibility_date 2025-09-28"),
        ("2025-09-29", (), "0.28.2", "3.13.2", "compatibility_date 2025-09-29"),
        ("2026-09-07", (), "0.28.2", "3.13.2", "compatibility_date 2026-09-07"),
        ("2026-09-08", (), "314.0.6", "3.14.2", "compatibility_date 2026-09-08"),
        ("2024-01-01", ("python_workers_20250116",), "0.28.2", "3.13.2", "python_workers_20250116"),
        ("2026-01-01", ("python_workers_20260610",), "314.0.4", "3.14.2", "python_workers_20260610"),
        ("2024-01-01", ("python_workers_314",), "314.0.6", "3.14.2", "python_workers_314"),
        (
            "2026-10-01",
            ("no_python_workers_314",),
            "0.28.2",
            "3.13.2",
            "compatibility_date 2026-10-01, no_python_workers_314",
        ),
        ("2026-10-01", ("no_python_workers_20250116",), "314.0.6", "3.14.2", "compatibility_date 2026-10-01"),
        (
            "2026-01-01",
            ("no_python_workers_20250116",),
            "0.26.0a2",
            "3.12.1",
            "compatibility_date 2026-01-01, no_python_workers_20250116",
        ),
        ("2026-01-01", ("python_workers_development",), "0.28.2", "3.13.2", "compatibility_date 2026-01-01"),
        (None, (), "314.0.6", "3.14.2", "assumed compatibility_date 2026-11-17"),
    ],
)
def test_release(date: str | None, flags: tuple[str, ...], pyodide: str, python: str, selected_by: str) -> None:
    profile = select(date, *flags)

    assert (profile.pyodide, profile.python_version, profile.selected_by) == (pyodide, python, selected_by)
    assert profile.enabled


def test_without_the_flag_the_profile_is_what_the_flag_would_give() -> None:
    profile = select_runtime("2026-10-01", ())

    assert not profile.enabled
    assert profile.pyodide == "314.0.6"
    assert "python_workers" not in profile.flags


def test_search_path_of_every_release() -> None:
    def paths(profile: RuntimeProfile) -> list[str]:
        return [entry.path.removeprefix("/session/metadata") for entry in profile.search_path]

    assert paths(select("2025-08-10")) == [
        "/session",
        "/lib/python312.zip",
        "/lib/python3.12",
        "/lib/python3.12/lib-dynload",
        "/python_modules",
        "/vendor",
        "/lib/python3.12/site-packages",
        "",
        "/session/lib/python3.12/site-packages",
    ]
    assert paths(select("2026-10-01")) == [
        "/lib/python314.zip",
        "/lib/python3.14/lib-dynload",
        "/python_modules",
        "/lib/python3.14/site-packages",
        "",
        "/session/lib/python3.14/site-packages",
    ]


def test_the_legacy_vendor_folder_ends_with_its_flag() -> None:
    before, after = select("2025-08-10"), select("2025-08-11")

    assert SearchPlace.LEGACY_VENDOR in {entry.place for entry in before.search_path}
    assert SearchPlace.LEGACY_VENDOR not in {entry.place for entry in after.search_path}


def test_extension_suffixes() -> None:
    assert select("2026-10-01").extension_suffixes == (".cpython-314-wasm32-emscripten.so", ".abi3.so", ".so")


def test_the_sdk_is_there_until_the_date_takes_it_away() -> None:
    before, after = select("2026-04-20"), select("2026-04-21")

    assert before.modules["workers"].error is None
    assert "workers._workers" in before.modules
    assert not before.external_sdk
    assert after.modules["workers"].error == "ModuleNotFoundError: No module named 'workers'"
    assert after.modules["asgi"].error == "ModuleNotFoundError: No module named 'asgi'"
    assert "workers._workers" not in after.modules
    assert after.external_sdk


def test_package_patches_leave_the_runtime_with_pth_files() -> None:
    name = "_cloudflare.entropy_import_context_packages"

    assert name in select("2026-05-25").modules
    assert name not in select("2026-05-26").modules


def test_modules_of_each_kind() -> None:
    modules = select("2026-01-01").modules

    assert modules["sys"].kind is RuntimeKind.BUILTIN
    assert modules["os"].kind is RuntimeKind.FROZEN
    assert modules["json"].kind is RuntimeKind.STDLIB
    assert modules["json"].package
    assert modules["sqlite3"].kind is RuntimeKind.BUNDLED
    assert modules["js"].kind is RuntimeKind.FFI
    assert modules["ssl"].preloaded
    assert not modules["sqlite3"].preloaded
    assert modules["pty"].error == "ModuleNotFoundError: No module named 'termios'"


def test_missing_standard_library() -> None:
    assert {"tkinter", "curses", "pwd", "termios"} <= select("2026-01-01").missing_stdlib
    assert "termios" not in select("2026-10-01").missing_stdlib
    assert "_hashlib" in select("2026-10-01").missing_stdlib


def test_a_profile_can_go_to_another_process() -> None:
    profile = select("2026-10-01")

    assert pickle.loads(pickle.dumps(profile)) == profile


def test_names_of_a_module() -> None:
    profile = select("2026-10-01")
    names = module_names(profile, "hashlib")

    assert names is not None
    assert "sha256" in names
    assert "pbkdf2_hmac" not in names
    assert "decoder" in (module_names(profile, "json") or ())
    assert module_names(profile, "numpy") is None
    assert "pbkdf2_hmac" in (module_names(select("2026-01-01"), "hashlib") or ())


def test_global_scope_of_javascript() -> None:
    old, new = select("2024-01-01").js_names, select("2026-10-01").js_names

    assert {"Response", "fetch", "console"} <= old & new
    assert not {"window", "document", "localStorage"} & (old | new)
    assert (len(old), len(new)) == (167, 181)
    assert "process" in select("2025-01-01", "nodejs_compat").js_names - old


@pytest.mark.parametrize("date", ["2025-01-01", "2026-01-01", "2026-10-01"])
def test_functions_that_are_said_to_be_absent_are(date: str) -> None:
    profile = select(date)

    absent = [
        name.rpartition(".") for name, refused in profile.refused_calls.items() if refused.type == "AttributeError"
    ]
    assert absent
    assert [name for module, _, name in absent if name in (module_names(profile, module) or (name,))] == []
