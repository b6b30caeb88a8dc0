"""Libraries that cffi generated import its runtime when they are loaded.

That real ones do so, and die of it: ``argon2-cffi`` in ``python -m tests.oracle.measure_accuracy --python 3.13``.
"""

from __future__ import annotations

import pytest

from tests.project_files import examine_files, worker

LIBRARY = b"\0asm\1\0\0\0\0\x0f\x08dylink.0\1\4\0\0\0\0PyInit_t\0"
OF_CFFI = LIBRARY + b"_cffi_backend\0\0_init_cffi_1_0_external_module\0"


@pytest.mark.parametrize(
    ("library", "runtime", "missing"),
    [(OF_CFFI, {}, "_cffi_backend"), (OF_CFFI, {"python_modules/_cffi_backend.py": ""}, "zz"), (LIBRARY, {}, "zz")],
)
def test_a_library_of_cffi_needs_its_runtime(library: bytes, runtime: dict[str, str], missing: str) -> None:
    entry: dict[str, str | bytes] = {"src/main.py": "import t\nimport zz\n", "python_modules/t.abi3.so": library}
    analysis = examine_files({**worker({}), **entry, **runtime}).analysis
    assert analysis.startup.error
    assert analysis.startup.error.message == f"No module named '{missing}'"
    shown = {each.path: each.source for each in analysis.findings if each.code == "GC103"}
    assert shown.get("python_modules/t.abi3.so", "") == ""
