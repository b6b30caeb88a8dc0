"""Prints, for each Worker named, what graphcheck predicts beside what real wrangler and real Pyodide say.

``python -m tests.oracle.compare_workers FOLDER ...``, after ``npm ci`` in this folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graphcheck.config import Invocation
from graphcheck.model.graph import StartupFailure
from graphcheck.pipeline import Examination, examine
from graphcheck.tree import DiskTree, tree_path
from graphcheck.verify import Observation, ObservedError, observe_startup, observe_upload

__all__ = ["compare_worker"]

NODE_MODULES = Path(__file__).parent / "node_modules"
HEAD = (
    "| Worker | Pyodide | predicted | real | modules | upload |",
    "|---|---|---|---|---|---|",
)


def compare_worker(folder: str) -> str:
    """One row of the table."""
    examination = examine(DiskTree(), Invocation(tree_path(folder)))
    startup = examination.analysis.startup
    observed = observe_startup(
        examination.upload,
        lambda module: Path(module.path).read_bytes(),
        examination.profile,
        str(NODE_MODULES / f"pyodide-{examination.profile.pyodide}"),
    )
    executed = len(startup.modules), len(observed.modules)
    cells = (
        folder,
        examination.profile.pyodide,
        describe(startup.error),
        describe(observed.error),
        f"{executed[0]} / {executed[1]} / {'yes' if startup.modules == observed.modules else 'no'}",
        compare_upload(examination),
    )
    return f"| {' | '.join(cells)} |{list_differences(startup.modules, observed)}"


def describe(error: StartupFailure | ObservedError | None) -> str:
    return f"`{error.type}: {error.message}`" if error else "starts"


def compare_upload(examination: Examination) -> str:
    parts = observe_upload(Path(examination.project.project_root), NODE_MODULES / "wrangler")
    real = [(part.name, part.type, part.content) for part in parts]
    predicted = [
        (module.name, module.type.value, Path(module.path).read_bytes()) for module in examination.upload.modules
    ]
    return f"{len(predicted)} / {len(real)} / {'yes' if predicted == real else 'no'}"


def list_differences(predicted: tuple[str, ...], observed: Observation) -> str:
    missed = sorted(set(observed.modules) - set(predicted))
    extra = sorted(set(predicted) - set(observed.modules))
    groups = (("missed", missed), ("extra", extra))
    return "".join(f"\n<!-- {label}: {', '.join(names)} -->" for label, names in groups if names)


if __name__ == "__main__":
    print("\n".join((*HEAD, *map(compare_worker, sys.argv[1:]))))  # noqa: T201 - the output of a command
