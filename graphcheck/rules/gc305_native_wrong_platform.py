"""An extension module that was built for another platform.

## What it checks

Imports that fail while an extension file of that module is in the upload: `.so` for Linux or macOS, `.pyd` for
Windows.

## Why it fails in a Worker

Python finds an extension by the suffix of its file. A Worker accepts those of its own WebAssembly build; for all
others it says `No module named ...`, as if the file were not there.

## How to fix

Vendor with pywrangler, which takes wheels for the Pyodide platform: `uv run pywrangler sync --force`. Files like
these come from `pip install --target` with the desktop's Python.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.natives import foreign_extension
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import failing_imports, is_missing, make_finding

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
                "python_modules/fastlib.cpython-314-wasm32-emscripten.so": "",
            }),
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
                remedies=("uv run pywrangler sync --force",),
            )
