"""Two files that want to be the same module.

## What it checks

A file that takes the place of `main`, because it has the same name at the top of the upload; a file called `metadata`,
which takes the place of the form's own part; `name.py` beside a package `name/`; files that go up twice under
different names; and vendored files that wrangler collects twice because the module root is the project folder.

## Why it fails in a Worker

The upload is a form whose parts are set by name: a second part of the same name replaces the first, silently. Python
prefers a package to a module of the same name, so that the code in `name.py` never runs. A file that goes up twice is
two modules for Python, each with its own globals. What is collected twice under one name is sent once; wrangler's
table and sizes count it twice.

## How to fix

Rename one of the two, or narrow `base_dir`.

## Limits

Only the app's own files are compared; a vendored package may ship a module beside its compiled form.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.project import ModuleType
from graphcheck.model.upload import UploadedModule
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.uploaded import app_files, names_by_path

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC203",
    "duplicate-module",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "another file of main's name",
            worker({"src/main.py": "import os\n", "lib/main.py": "import os\n"}, keys='base_dir = "lib"'),
            ("lib/main.py:1",),
        ),
        Example(
            "a module beside a package",
            worker({"src/main.py": "import shop\n", "src/shop.py": "x = 1\n", "src/shop/__init__.py": ""}),
            ("src/shop.py:1",),
        ),
        Example(
            "a file called metadata",
            worker(
                {"src/main.py": "import os\n", "src/metadata": ""},
                keys='[[rules]]\ntype = "Data"\nglobs = ["metadata"]\nfallthrough = true',
            ),
            ("src/metadata:1",),
        ),
        Example(
            "main in the project folder",
            worker({"main.py": "import pad\n", "python_modules/pad.py": "x = 1\n"}, main="main.py"),
            ("main.py:1",),
        ),
        Example("different names", worker({"src/main.py": "import shop\n", "src/shop/__init__.py": ""})),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for problem in context.upload.problems:
        if problem.kind == "main-replaced":
            message = f"{context.display(context.project.entry)} never runs: {problem.message}"
            yield _report(context, problem.path, message, Severity.WARNING, "rename this file")
        elif problem.kind == "metadata-replaced":
            yield _report(context, problem.path, problem.message, Severity.ERROR, "rename this file", refuses=True)
    yield from _beside_a_package(context)
    yield from _uploaded_twice(context)
    yield from _listed_twice(context)


def _beside_a_package(context: Context) -> Iterator[Finding]:
    app = {module.name: module for module in app_files(context)}
    for name, module in app.items():
        package = f"{name.removesuffix('.py')}/__init__.py"
        if name.endswith(".py") and package in app and module.path != context.project.entry:
            message = f"this module never runs: Python prefers the package {context.display(app[package].path)}"
            yield _report(context, module.path, message, Severity.WARNING, "rename the module or the package")


def _uploaded_twice(context: Context) -> Iterator[Finding]:
    if len(names_by_path(context)) == len(context.upload.modules):
        return
    first: dict[str, UploadedModule] = {}
    twice: list[tuple[UploadedModule, UploadedModule]] = []
    for module in context.upload.modules:
        if module.path in first:
            twice.append((first[module.path], module))
        first.setdefault(module.path, module)
    if twice:
        one, other = twice[0]
        message = f"{len(twice):,} files are uploaded twice: this one as {one.name} and as {other.name}"
        yield _report(context, one.path, message, Severity.WARNING, "set base_dir to a folder below the project")


def _listed_twice(context: Context) -> Iterator[Finding]:
    """Vendored files that the walk of the module root finds too: sent once, counted twice in wrangler's figures."""
    upload = context.upload
    additional = sum(module.type is not ModuleType.SOURCE_MAP for module in upload.modules) - 1
    count = upload.listed_files - additional
    if count > 0 and context.project.module_root == context.project.project_root:
        message = f"{count:,} files of python_modules are collected twice, and counted twice in wrangler's figures"
        remedy = "move main into a folder of its own, such as src/, so that the walk does not meet python_modules"
        yield _report(context, context.project.entry, message, Severity.INFO, remedy)


def _report(
    context: Context, path: str, message: str, severity: Severity, remedy: str, *, refuses: bool = False
) -> Finding:
    return Finding(
        RULE.code,
        RULE.name,
        severity,
        message,
        path=context.display(path),
        subject=path,
        remedies=(remedy,),
        refuses=refuses,
    )
