"""Which flags are on, and what the platform says about a date and flags that it refuses."""

from __future__ import annotations

import pytest

from graphcheck.runtime import find_selection_problems
from graphcheck.runtime.flags import FLAGS, FLAGS_AS_OF
from graphcheck.runtime.selection import compile_flags, other_flags

PYTHON = ("python_workers",)
DEVELOPMENT = "python_workers_development"
NOT_YET = "is experimental and cannot yet be used in Workers deployed to Cloudflare."


@pytest.mark.parametrize(
    ("flag", "last_day_off", "first_day_on"),
    [
        ("python_workers_20250116", "2025-09-28", "2025-09-29"),
        ("python_workers_314", "2026-09-07", "2026-09-08"),
        ("python_workers_force_new_vendor_path", "2025-08-10", "2025-08-11"),
        ("enable_python_external_sdk", "2026-04-20", "2026-04-21"),
        ("python_process_pth_files", "2026-05-25", "2026-05-26"),
        ("python_dedicated_snapshot", "2025-10-15", "2025-10-16"),
    ],
)
def test_a_date_switches_a_flag_on(flag: str, last_day_off: str, first_day_on: str) -> None:
    assert flag not in compile_flags(last_day_off, PYTHON)
    assert flag in compile_flags(first_day_on, PYTHON)


def test_a_disable_flag_keeps_only_its_own_flag_off() -> None:
    on = compile_flags("2026-10-01", (*PYTHON, "no_python_workers_20250116"))

    assert "python_workers_20250116" not in on
    assert "python_workers_314" in on


def test_what_is_implied_by_a_flag_that_is_off_stays_off() -> None:
    on = compile_flags("2026-10-01", (*PYTHON, "no_python_workers_20250116", "no_python_workers_314"))

    assert "python_dedicated_snapshot" not in on


def test_dates_do_not_need_python_workers_but_releases_do() -> None:
    on = compile_flags("2026-10-01", ())

    assert "enable_python_external_sdk" in on
    assert not {"python_workers", "python_workers_20250116", "python_workers_314"} & on


def test_only_the_development_flag_switches_python_on() -> None:
    assert "python_workers" in compile_flags("2024-01-01", ("python_workers_development",))
    assert "python_workers" not in compile_flags("2026-10-01", ("python_workers_20250116",))


@pytest.mark.parametrize(
    ("date", "flags", "kind", "message"),
    [
        ("2026/10/01", PYTHON, "malformed-date", "Invalid compatibility date: 2026/10/01"),
        ("2026-13-01", PYTHON, "malformed-date", "Invalid compatibility date: 2026-13-01"),
        ("1999-01-01", PYTHON, "malformed-date", "Invalid compatibility date: 1999-01-01"),
        ("2026-10-01", (*PYTHON, "pyhton"), "unknown-flag", "No such compatibility flag: pyhton"),
        ("2026-10-01", PYTHON * 2, "repeated-flag", "Compatibility flag specified multiple times: python_workers"),
        (
            "2026-10-01",
            (*PYTHON, "enable_python_external_sdk", "disable_python_external_sdk"),
            "contradicting-flags",
            "Compatibility flags are mutually contradictory: enable_python_external_sdk vs disable_python_external_sdk",
        ),
        (
            "2026-10-01",
            (*PYTHON, DEVELOPMENT),
            "experimental-flag",
            f"The compatibility flag {DEVELOPMENT} {NOT_YET}",
        ),
        ("2026-10-01", (), "python-workers-off", "The python_workers compatibility flag is required to use Python."),
        (None, PYTHON, "no-date", "A compatibility_date is required when publishing."),
    ],
)
def test_a_refused_selection_is_a_value(date: str | None, flags: tuple[str, ...], kind: str, message: str) -> None:
    (problem,) = find_selection_problems(date, flags)

    assert (problem.kind, problem.message, problem.fatal) == (kind, message, True)


def test_a_date_after_the_table_is_only_a_note() -> None:
    (problem,) = find_selection_problems("2031-01-01", PYTHON)

    assert (problem.kind, problem.fatal) == ("date-after-table", False)
    assert FLAGS_AS_OF in problem.message


def test_flags_without_bearing_on_python_are_known() -> None:
    assert find_selection_problems("2026-10-01", (*PYTHON, "nodejs_compat", "streams_enable_constructors")) == ()


def test_the_two_tables_name_no_flag_twice() -> None:
    named = [name for flag in FLAGS for name in (flag.enable, flag.disable) if name]

    assert len(named) == len(set(named))
    assert not other_flags() & set(named)
