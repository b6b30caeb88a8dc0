from __future__ import annotations

import pytest

from graphcheck.runtime import select_runtime
from graphcheck.runtime.markers import holds
from graphcheck.runtime.pyodide_packages import packages_for, pythons_with
from graphcheck.runtime.wheels import is_usable_wheel, tags_of_wheel

FLAGS = ("python_workers",)
ON_313 = select_runtime("2026-03-01", FLAGS)
ON_314 = select_runtime("2026-10-01", FLAGS)


# What uv 0.13.9 accepted and refused for cpython-3.13 on Pyodide, with dummy wheels.
@pytest.mark.parametrize(
    ("file", "usable"),
    [
        ("pad-1.0-py3-none-any.whl", True),
        ("pad-1.0-py2.py3-none-any.whl", True),
        ("pad-1.0-cp313-cp313-pyodide_2025_0_wasm32.whl", True),
        ("pad-1.0-1-cp313-cp313-pyemscripten_2025_0_wasm32.whl", True),
        ("pad-1.0-cp311-abi3-pyodide_2025_0_wasm32.whl", True),
        ("pad-1.0-cp314-abi3-pyodide_2025_0_wasm32.whl", False),
        ("pad-1.0-cp312-cp312-pyodide_2024_0_wasm32.whl", False),
        ("pad-1.0-cp313-cp313-emscripten_4_0_9_wasm32.whl", False),
        ("pad-1.0-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", False),
        ("pad-1.0-py2-none-any.whl", False),
        ("pad-1.0.tar.gz", False),
    ],
)
def test_wheels_for_python_3_13(file: str, usable: bool) -> None:
    assert is_usable_wheel(file, ON_313) is usable


def test_a_wheel_belongs_to_one_runtime() -> None:
    wheel = "markupsafe-3.0.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl"

    assert is_usable_wheel(wheel, ON_314) and not is_usable_wheel(wheel, ON_313)


def test_tags_multiply() -> None:
    assert tags_of_wheel("a-1-py2.py3-none-any.whl") == ("py2-none-any", "py3-none-any")


@pytest.mark.parametrize(
    ("marker", "expected"),
    [
        ("", True),
        ("sys_platform == 'emscripten'", True),
        ("platform_system != 'Windows' and python_full_version >= '3.13'", True),
        ("python_version < '3.13'", False),
        ("extra == 'fast'", False),
        ("not a marker", True),
    ],
)
def test_markers_are_those_of_the_worker(marker: str, expected: bool) -> None:
    assert holds(marker, ON_313) is expected


def test_the_list_of_pyodide_packages_knows_each_python() -> None:
    """Facts of the lock files: psycopg is built for Python 3.14 alone, numpy for all."""
    assert pythons_with("psycopg") == ("3.14",)
    assert pythons_with("numpy") == ("3.12", "3.13", "3.14")
    assert packages_for((3, 13))["xxhash"] == "3.5.0"
    assert packages_for((3, 99)) == {}
