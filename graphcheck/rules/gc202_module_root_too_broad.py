"""Environments, caches, tests or other programs in the upload.

## What it checks

Folders of tools below the module root: virtual environments, `node_modules`, repositories, caches, and a folder of
tests. Where the module root is the project's folder, or `base_dir` is set, also the folders beside that of `main` with
programs of which no import reaches a single file: scripts, scrapers, migrations. The finding lists the ten largest
folders of the upload, with the files and bytes that go up from each.

## Why it fails in a Worker

wrangler walks the whole module root. There is no ignore file, and neither `.gitignore` nor a leading dot keeps a folder
out: every `.py`, `.txt`, `.html`, `.sql`, `.bin` and `.wasm` file in them is uploaded, counts towards the limit, and
can shadow a module of the Worker. The usual cause is a `main` in the project's own folder, or `base_dir = "."`.

## How to fix

Give the Worker's code a folder of its own (`src/`), and point `main` into it. Files that a rule matches cannot be
excluded otherwise.

## Limits

Tool folders are known by their usual names, environments also by their `pyvenv.cfg`. Tests and programs that no import
reaches are information: they cost bytes and break nothing. Of the latter nothing is said where the app imports modules
by names that files do not show.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.foreign_folders import UNREACHED, ForeignFolder, find_foreign_folders
from graphcheck.rules.notices import find_at
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

MOST_LISTED = 10

RULE = Rule(
    "GC202",
    "module-root-too-broad",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "an environment beside main",
            worker({"main.py": "import os\n", ".venv/lib/python3.13/site-packages/pad.py": ""}, main="main.py"),
            ("wrangler.toml:2",),
        ),
        Example(
            "an environment of another name",
            worker({"main.py": "import os\n", "env/pyvenv.cfg": "", "env/lib/pad.py": ""}, main="main.py"),
            ("wrangler.toml:2",),
        ),
        Example(
            "base_dir is the project",
            worker({"src/main.py": "import os\n", "node_modules/a/b.html": ""}, keys='base_dir = "."'),
            ("wrangler.toml:5",),
        ),
        Example(
            "other programs beside the Worker's folder",
            worker({
                "backend/main.py": "import backend.service\n",
                "backend/service.py": "",
                "scrapers/fetch.py": "import urllib.request\n",
                "shared/units.py": "",
            }, main="backend/main.py", keys='base_dir = "."'),
            ("wrangler.toml:5",),
        ),
        Example(
            "all folders are used",
            worker({"main.py": "import shared.units\n", "shared/units.py": "", "pages/a.html": ""}, main="main.py"),
        ),
        Example("a folder of its own", worker({"src/main.py": "import os\n", ".venv/lib/pad.py": ""})),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    folders = find_foreign_folders(context)
    if not folders:
        return
    context.margin.narrow(0)
    files, size = sum(folder.files for folder in folders), sum(folder.size for folder in folders)
    names = ", ".join(f"{folder.name}/" for folder in folders[:3])
    more = f" and {len(folders) - 3} more" if len(folders) > 3 else ""
    root = context.display(context.project.module_root)
    yield find_at(
        RULE,
        context,
        context.project.base_dir.origin or context.project.main.origin,
        f"{_count(files)} of the upload ({size:,} B) from {names}{more}: {_verdict(folders)}",
        severity=Severity.WARNING if any(folder.certain for folder in folders) else Severity.INFO,
        remedies=(_remedy(context),),
        notes=(f"the module root is {root}: everything below it goes up", *_largest(context, folders)),
    )


def _verdict(folders: Sequence[ForeignFolder]) -> str:
    unreached = all(folder.what == UNREACHED for folder in folders)
    return "no import reaches any of them" if unreached else "no part of the Worker"


def _remedy(context: Context) -> str:
    name = posixpath.basename(context.project.entry)
    if context.project.base_dir.value:
        return "set base_dir to a folder that holds the Worker's code alone"
    return f'move the Worker\'s code into a folder of its own, and set main = "src/{name}"'


def _largest(context: Context, foreign: Sequence[ForeignFolder]) -> Iterator[str]:
    """The largest folders of the upload, those of the Worker among them, for comparison."""
    found = [(folder.size, folder.files, folder.name, f"{folder.what}, ") for folder in foreign]
    sizes: dict[str, list[int]] = {}
    for module in context.upload.modules:
        if "/" in module.name and not any(module.name.startswith(f"{folder.name}/") for folder in foreign):
            sizes.setdefault(module.name.partition("/")[0], []).append(module.size)
    found += [(sum(each), len(each), name, "") for name, each in sizes.items()]
    for size, files, name, what in sorted(found, key=lambda each: (-each[0], each[2]))[:MOST_LISTED]:
        yield f"{name}/: {what}{_count(files)}, {size:,} B"


def _count(files: int) -> str:
    return f"{files:,} file{'' if files == 1 else 's'}"
