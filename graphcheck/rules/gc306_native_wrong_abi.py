"""An extension module or bytecode that was built for another Python version.

## What it checks

Imports that fail while a WebAssembly extension file of that module is in the upload whose suffix names another
Python than the one that compatibility date and flags select. And imports at start of a `.pyc` file, without a source
file beside it, that another Python has written.

## Why it fails in a Worker

Python finds an extension by the suffix of its file, and the suffix holds the Python version. A changed
compatibility date can change the Python version, and every vendored extension with it.

Bytecode begins with a number that stands for the Python that wrote it. Where the number is another one, the import
raises `ImportError: bad magic number`. wrangler leaves `**/*.pyc` of `python_modules` out, unless
`python_modules.exclude` says otherwise.

## How to fix

Vendor again for the Python version of this compatibility date: `uv run pywrangler sync --force`; or go back to the
date for which the packages were vendored.
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

BUILT_FOR_313 = "python_modules/fastlib.cpython-313-wasm32-emscripten.so"

RULE = Rule(
    "GC306",
    "native-wrong-abi",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "the date moved on",
            worker({"src/main.py": "import fastlib\n", BUILT_FOR_313: ""}, date="2026-10-01"),
            ("src/main.py:1",),
        ),
        Example(
            "as vendored",
            worker({"src/main.py": "import fastlib\n", BUILT_FOR_313: library("fastlib")}, date="2026-03-01"),
        ),
        Example(
            "bytecode of Python 3.13",
            worker(
                {"src/main.py": "import fastlib\n", "python_modules/fastlib.pyc": "o\r\r\n" + 13 * "\0"},
                keys="python_modules.exclude = []",
            ),
            ("src/main.py:1",),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for failing in failing_imports(context, is_missing):
        extension = foreign_extension(context, failing.resolution)
        if extension and extension.emscripten:
            python = context.profile.python_version
            yield make_finding(
                RULE,
                context,
                failing,
                f"{extension.path} is built for another Python; this Worker runs {python}",
                label=f"built for `{extension.tag}`",
                subject=extension.path,
                remedies=(FORCED_SYNC,),
                notes=(f"Python {python} was selected by {context.profile.selected_by}",),
            )
    for failure, path, defect in unloadable_files(context):
        if defect.other_python:
            python = context.profile.python_version
            yield report_failure(
                RULE,
                context,
                failure,
                f"{path} is {defect.what}; this Worker runs {python}",
                subject=path,
                remedies=("upload the source file in its place",),
                notes=(f"Python {python} was selected by {context.profile.selected_by}",),
            )
