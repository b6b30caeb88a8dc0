"""A file that the code reads and wrangler does not upload.

## What it checks

Constant paths in the app's modules: `open("...")`, paths built from `__file__` with `pathlib` or `os.path`,
`importlib.resources`, `pkgutil.get_data`, and the folders of common template and static file loaders. A path is
reported when it leads to a file on a developer's machine and to none in the Worker, and wherever it stops the Worker
while it starts.

## Why it fails in a Worker

By default only `.py`, `.txt`, `.html`, `.sql`, `.bin` and `.wasm` files are uploaded, and only from the module root;
`.wasm` is not a file for Python. The upload lies under `/session/metadata`, while the current folder is `/`: a relative
path finds nothing, even where the file was uploaded. The read ends in FileNotFoundError.

## How to fix

Add a rule of type Data for the file, with `fallthrough = true`, and build its path from `__file__`.

## Limits

An error where reading the file stops the Worker while it starts, else a warning. Information where
the code catches the error or asks first whether the file exists: it goes on, without the file. Paths that are
computed from anything but constants are not seen.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from graphcheck.extract.questions import find_data_accesses
from graphcheck.model.bundle import FileVerdict
from graphcheck.model.finding import ConfigEdit, ConfigTable, ConfigValue, Finding, Fix, Severity
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import StartupFailure
from graphcheck.model.project import ModuleType
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.tree import EntryKind, TreeError
from graphcheck.rules.context import Context
from graphcheck.rules.places import config_file, keys_of
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.uploaded import names_by_path
from graphcheck.upload.why_not import explain_file

if TYPE_CHECKING:
    from graphcheck.extract.data_files import DataAccess

__all__ = ["RULE", "check"]

ROOT = "/session/metadata"
# workerd, src/workerd/io/worker-modules.c++ (2026-08): only these types become files.
VISIBLE = (ModuleType.PYTHON, ModuleType.TEXT, ModuleType.BUFFER)
READS_JSON = 'from pathlib import Path\n\nWORDS = (Path(__file__).parent / "words.json").read_text()\n'

RULE = Rule(
    "GC215",
    "data-file-not-uploaded",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "no rule for the file",
            worker({"src/main.py": READS_JSON, "src/words.json": "[]"}),
            ("src/main.py:3",),
        ),
        Example(
            "outside the module root",
            worker(
                {
                    "src/main.py": "import os\n\ndef load():\n"
                    '    return open(os.path.join(os.path.dirname(__file__), "..", "words.txt"))\n',
                    "words.txt": "",
                }
            ),
            ("src/main.py:4",),
        ),
        Example(
            "a relative path",
            worker({"src/main.py": 'def load():\n    return open("src/words.txt")\n', "src/words.txt": ""}),
            ("src/main.py:2",),
        ),
        Example(
            "a rule for the file",
            worker(
                {"src/main.py": READS_JSON, "src/words.json": "[]"},
                keys='[[rules]]\ntype = "Data"\nglobs = ["**/*.json"]\nfallthrough = true',
            ),
        ),
        Example(
            "the error is handled",
            worker(
                {
                    "src/main.py": 'try:\n    words = open("src/words.json").read()\nexcept OSError:\n    words = ""\n',
                    "src/words.json": "[]",
                }
            ),
            ("src/main.py:2",),
        ),
    ),
)


@frozen
class Read:
    """One access of a module. ``here`` is the path on a developer's machine, None where there is no file either.
    ``fatal`` is the exception with which it stops the Worker."""

    module: str
    source: str
    access: DataAccess
    here: str | None
    fatal: StartupFailure | None


def check(context: Context) -> Iterator[Finding]:
    reads = tuple(_reads(context))
    visible = (
        {f"{ROOT}/{module.name}" for module in context.upload.modules if module.type in VISIBLE} if reads else set()
    )
    for read in reads:
        access = read.access
        if read.here is None:
            yield _nowhere(context, read)
        elif not access.path.startswith("/"):
            yield _relative(context, read)
        elif not _is_there(access, visible):
            yield _missing(context, read)


def _reads(context: Context) -> Iterator[Read]:
    """Accesses of uploaded app modules that find something on a developer's machine, or stop the Worker."""
    failures = {(failure.site.path, failure.site.span): failure for failure in context.startup.failures}
    names = names_by_path(context)
    for module in context.modules.values():
        path = module.path
        if path is None or path not in names or module.origin is not ModuleOrigin.APP:
            continue
        look = partial(context.tree.look, path, find_data_accesses)
        try:
            there = look(f"{ROOT}/{names[path]}", ROOT)
            # The same expressions with the developer's __file__: each access has its counterpart.
            here = look(path, context.project.module_root) if there else ()
        except TreeError:
            continue
        for access, local in zip(there, here, strict=True):
            # An absolute constant means the same file in both places: /tmp, say.
            found = _find(context, local) if local.path != access.path or not local.path.startswith("/") else None
            fatal = failures.get((context.display(path), access.span))
            if found or fatal:
                yield Read(module.name, path, access, found, fatal)


def _find(context: Context, access: DataAccess) -> str | None:
    project = context.project
    folders = ("",) if access.path.startswith("/") else (project.project_root, project.module_root)
    wanted = EntryKind.DIRECTORY if access.folder else EntryKind.FILE
    for folder in folders:
        path = posixpath.normpath(posixpath.join(folder, access.path))
        found = context.tree.lookup(path)
        if found and found.kind is wanted:
            return path
    return None


def _is_there(access: DataAccess, visible: set[str]) -> bool:
    if access.folder:
        return any(name.startswith(access.path + "/") for name in visible)
    return access.path in visible


def _relative(context: Context, read: Read) -> Finding:
    here = read.here or ""
    shown = context.display(here)
    steps = posixpath.relpath(here, posixpath.dirname(read.source))
    message = f'"{read.access.path}" is looked up in `/`, the current folder of a Worker, and not found'
    return _report(context, read, message, (f'Path(__file__).parent / "{steps}"',), f"on your machine it is {shown}")


def _nowhere(context: Context, read: Read) -> Finding:
    said = read.fatal.message if read.fatal else ""
    message = f'"{read.access.written}" is read while the Worker starts, and there is no such file'
    return _report(context, read, message, (), f"Python says: {said}")


def _missing(context: Context, read: Read) -> Finding:
    context.margin.narrow(0)
    verdict = explain_file(context.tree, context.project, context.upload, read.here or "")
    what = "of this folder nothing is a file in the Worker" if read.access.folder else "it is not a file in the Worker"
    message = f"{verdict.path} is read here, and {what}: {verdict.reason}"
    note = f"the Worker looks for {read.access.path}"
    finding = _report(context, read, message, verdict.remedies, note)
    # One rule uploads all files that it matches.
    return replace(finding, subject=verdict.missing_rule or finding.subject, fix=_add_rule(context, verdict))


def _add_rule(context: Context, verdict: FileVerdict) -> Fix | None:
    """Unsafe: other files that the glob matches are uploaded as well."""
    file = config_file(context)
    if verdict.missing_rule is None or file is None:
        return None
    items: tuple[tuple[str, ConfigValue], ...] = (
        ("type", "Data"),
        ("globs", (verdict.missing_rule,)),
        ("fallthrough", True),
    )
    keys = keys_of(context.project, "rules", context.project.rules.origin)
    edit = ConfigEdit(file, keys, ConfigTable(items), append=True)
    return Fix(verdict.remedies[0], safe=False, settings=(edit,))


def _report(context: Context, read: Read, message: str, remedies: tuple[str, ...], note: str) -> Finding:
    access = read.access
    path = context.display(read.source)
    severity = Severity.ERROR if read.fatal else Severity.INFO if access.handled else Severity.WARNING
    return Finding(
        RULE.code,
        RULE.name,
        severity,
        message,
        module=read.module,
        path=path,
        span=access.span,
        source=context.read_line(path, access.span.line),
        label=read.fatal.type if read.fatal else "FileNotFoundError",
        subject=read.here or access.path,
        chain=context.graph.chain_to(read.module),
        remedies=remedies,
        notes=(note,),
    )
