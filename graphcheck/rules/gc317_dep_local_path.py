"""A dependency that lies at a path which exists on one machine only.

## What it checks

Requirements with a `file:` address and entries of `[tool.uv.sources]` with a path: those that lead nowhere, and
absolute ones.

## Why it fails in a Worker

The Worker itself does not care; vendoring stops where the path does not exist, on every machine but its author's, and
what was vendored before stays in the upload.

## How to fix

Use a path relative to pyproject.toml inside the repository, publish the package, or depend on its repository.

## Limits

Only the path is looked at, not what it holds. An absolute path that exists here is information.

Evidence: mitchins/Kinglet (examples/totp_workers_demo, `kinglet @ file:///Users/...`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.location import Origin
from graphcheck.model.package import SourceKind
from graphcheck.model.requirement import parse_requirement
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at
from graphcheck.rules.packages import runtime_dependencies
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

_DRIVE = re.compile(r"/?([A-Za-z]:[/\\].*)\Z")
HEAD = '[project]\nname = "example"\nversion = "1"\n'
SOURCE = f'{HEAD}dependencies = ["mylib"]\n\n[tool.uv.sources]\nmylib = {{ path = "PATH" }}\n'

RULE = Rule(
    "GC317",
    "dep-local-path",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "another machine's folder",
            worker({"src/main.py": "", "pyproject.toml": f'{HEAD}dependencies = ["mylib @ file:///Users/me/mylib"]\n'}),
            ("pyproject.toml:4",),
        ),
        Example(
            "a source that is not there",
            worker({"src/main.py": "", "pyproject.toml": SOURCE.replace("PATH", "libs/mylib")}),
            ("pyproject.toml:7",),
        ),
        Example(
            "inside the repository",
            worker({
                "src/main.py": "", "pyproject.toml": SOURCE.replace("PATH", "libs/mylib"),
                "libs/mylib/pyproject.toml": "",
            }),
        ),
        Example(
            "a published wheel",
            worker({
                "src/main.py": "",
                "pyproject.toml": f'{HEAD}dependencies = ["mylib @ https://example.com/mylib-1-py3-none-any.whl"]\n',
            }),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    declared = {dependency.name for dependency in runtime_dependencies(context)}
    for dependency in runtime_dependencies(context):
        path = _file_path(dependency.requirement)
        if path:
            yield from _judge(context, dependency.name, path, dependency.origin)
    for source in context.project.sources:
        if source.kind is SourceKind.PATH and source.name in declared and "\0" not in source.value:
            yield from _judge(context, source.name, source.value, source.origin)


def _file_path(requirement: str) -> str | None:
    parsed = parse_requirement(requirement)
    if parsed is None or not parsed.url or not parsed.url.startswith("file:"):
        return None
    from urllib.parse import unquote, urlsplit

    try:
        path = unquote(urlsplit(parsed.url).path)
    except ValueError:
        return None
    return path if path and "\0" not in path else None


def _judge(context: Context, name: str, path: str, origin: Origin | None) -> Iterator[Finding]:
    drive = _DRIVE.match(path)
    written = drive[1].replace("\\", "/") if drive else path
    absolute = drive is not None or written.startswith("/")
    base = posixpath.dirname(context.project.pyproject_path or "")
    exists = context.tree.lookup(posixpath.normpath(written if absolute else posixpath.join(base, written))) is not None
    if exists and not absolute:
        return
    fault = "an absolute path of this machine" if exists else "which does not exist here"
    yield find_at(
        RULE,
        context,
        origin,
        f"{name} is taken from {path}, {fault}",
        severity=Severity.INFO if exists else Severity.WARNING,
        remedies=("give a path inside the repository, relative to pyproject.toml, or a published version",),
    )
