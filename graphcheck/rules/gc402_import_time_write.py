"""A file or folder is made inside the upload while the Worker starts.

## What it checks

Constant paths in the app's modules that are executed at start: `mkdir`, `os.makedirs`, `open` for writing,
`write_text`, `touch` and the file handlers of `logging`, below the folder of the upload. Also where they stand under
`if not path.exists()`: in a Worker it does not exist.

## Why it fails in a Worker

The upload is mounted read-only under `/session/metadata`: `PermissionError`. On a developer's machine the folder is
writable, and after the first run it is there.

## How to fix

Write to `/tmp`, inside the handler. What has to stay belongs into R2, KV, D1 or a Durable Object. A folder with
`exist_ok=True` may be made if an uploaded file is in it.

## Limits

Relative paths are not reported: the current folder of a Worker is `/`, which is writable and forgotten. Paths that are
computed from anything but `__file__` and constants are not seen, nor what functions do that are called at start.

Evidence: MF-Dust/Nori.Web#2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphcheck.extract.questions import find_file_writes
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.graph import StartupFailure
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.tree import TreeError
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import report_failure
from graphcheck.rules.uploaded import names_by_path

if TYPE_CHECKING:
    from graphcheck.extract.file_writes import FileWrite

__all__ = ["RULE", "check"]

ROOT = "/session/metadata"
MKDIR = 'from pathlib import Path\n\nDATA = Path(__file__).parent / "data"\nDATA.mkdir(exist_ok=True)\n'

RULE = Rule(
    "GC402",
    "import-time-write",
    Severity.ERROR,
    "0.1.0",
    (
        Example("a folder", worker({"src/main.py": "import config\n", "src/config.py": MKDIR}), ("src/config.py:4",)),
        Example(
            "because it is not there",
            worker({
                "src/main.py": "import os\nHERE = os.path.dirname(os.path.abspath(__file__))\n"
                               "LOGS = os.path.join(HERE, 'logs')\n"
                               "if not os.path.exists(LOGS):\n    os.makedirs(LOGS)\n"
            }),
            ("src/main.py:5",),
        ),
        Example(
            "a log file",
            worker({
                "src/main.py": "import logging\nfrom pathlib import Path\n"
                               "HANDLER = logging.FileHandler(Path(__file__).with_name('app.log'))\n"
            }),
            ("src/main.py:3",),
        ),
        Example("uploaded files are in it", worker({"src/main.py": MKDIR, "src/data/words.txt": ""})),
        Example("in /tmp", worker({"src/main.py": 'from pathlib import Path\nPath("/tmp/data").mkdir()\n'})),
        Example(
            "in a function",
            worker({"src/main.py": "from pathlib import Path\ndef f():\n    Path(__file__).with_name('x').mkdir()\n"}),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    names = names_by_path(context)
    failures = {(failure.site.path, failure.site.span): failure for failure in context.startup.failures}
    for name in dict.fromkeys(context.startup.repaired_modules):
        module = context.modules.get(name)
        path = module.path if module and module.origin is ModuleOrigin.APP else None
        if path is None or path not in names:
            continue
        for write in _writes_of(context, path, f"{ROOT}/{names[path]}"):
            failure = failures.get((context.display(path), write.span))
            if failure:
                yield _report(context, failure, write)


def _writes_of(context: Context, path: str, file: str) -> tuple[FileWrite, ...]:
    try:
        return context.tree.look(path, find_file_writes, file, ROOT)
    except TreeError:
        return ()


def _report(context: Context, failure: StartupFailure, write: FileWrite) -> Finding:
    what = "a folder" if write.folder else "a file"
    return report_failure(
        RULE,
        context,
        failure,
        f"{what} is made in the upload while the Worker starts, and the upload is read-only",
        subject=write.path,
        remedies=('write below "/tmp", inside the handler',),
        notes=(f"Python says: {failure.message}",),
    )
