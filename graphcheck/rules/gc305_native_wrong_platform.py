"""An extension module that was built for another platform.

## What it checks

Imports that fail while an extension file of that module is in the upload: `.so` for Linux or macOS, `.pyd` for
Windows. And imports at start of an extension file that has a suffix of the Worker's Python and is no WebAssembly
library inside.

## Why it fails in a Worker

Python finds an extension by the suffix of its file. A Worker accepts those of its own WebAssembly build; for all
others it says `No module named ...`, as if the file were not there.

A file with a plain `.so`, `.abi3.so` or the Worker's own suffix is found, whatever is in it, and also hides a `.py`
file of that name beside it. Where its bytes are not those of a WebAssembly library with the function `PyInit_<name>`,
the import raises `ImportError`.

## How to fix

Vendor with pywrangler, which takes wheels for the Pyodide platform: `uv run pywrangler sync --force`. Files like
these come from `pip install --target` with the desktop's Python.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.natives import foreign_extension, unloadable_files
from graphcheck.rules.rule import Example, Rule, library, worker
from graphcheck.rules.sites import failing_imports, is_missing, make_finding, report_failure
from graphcheck.rules.syncing import FORCED_SYNC

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC305",
    "native-wrong-platform",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "Linux wheel",
            worker({
                "src/main.py": "import fastlib._core\n",
                "python_modules/fastlib/__init__.py": "",
                "python_modules/fastlib/_core.cpython-314-x86_64-linux-gnu.so": "",
            }),
            ("src/main.py:1",),
        ),
        Example(
            "Windows wheel",
            worker({"src/main.py": "import fastlib\n", "python_modules/fastlib.cp314-win_amd64.pyd": ""}),
            ("src/main.py:1",),
        ),
        Example(
            "Pyodide wheel",
            worker({
                "src/main.py": "import fastlib\n",
                "python_modules/fastlib.cpython-314-wasm32-emscripten.so": library("fastlib"),
            }),
        ),
        Example(
            "Linux library under a plain suffix",
            worker({
                "src/main.py": "import fastlib\n",
                "python_modules/fastlib.abi3.so": "\x7fELF" + 20 * "\0",
                "python_modules/fastlib.py": "",
            }),
            ("src/main.py:1",),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for failing in failing_imports(context, is_missing):
        extension = foreign_extension(context, failing.resolution)
        if extension and not extension.emscripten:
            yield make_finding(
                RULE,
                context,
                failing,
                f"{extension.path} is not a WebAssembly build: the Worker does not see it",
                label=f"would be this file, were it not for `{extension.tag}`",
                subject=extension.path,
                remedies=(FORCED_SYNC,),
            )
    for failure, path, defect in unloadable_files(context):
        if not defect.other_python:
            yield report_failure(
                RULE,
                context,
                failure,
                f"{path} is {defect.what}: the Worker finds it and cannot load it",
                subject=path,
                remedies=(FORCED_SYNC,),
            )
