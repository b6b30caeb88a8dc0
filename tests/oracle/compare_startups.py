"""Predicts the start of random Workers and lets real Pyodide start them.

``python -m tests.oracle.compare_startups --count 2000`` prints each difference and the figure.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

from graphcheck.model.graph import PLATFORM_ERROR, StartupFailure
from graphcheck.model.upload import UploadedModule
from graphcheck.verify import NodeRunner, ObservedError, observe_worker
from tests.oracle.startup_trees import worker_trees
from tests.project_files import ROOT, examine_worker

__all__ = ["find_difference"]

PYODIDE = Path(__file__).parent / "node_modules" / "pyodide-314.0.6"


def find_difference(runner: NodeRunner, files: Mapping[str, str | bytes], date: str = "2026-10-01") -> str | None:
    """What prediction and Pyodide disagree about, or None. What is not in ``python_modules`` lies beside the entry."""
    laid_out = {path if path.startswith("python_modules/") else f"src/{path}": files[path] for path in files}
    examination = examine_worker(laid_out, date=date)
    predicted = examination.analysis.startup

    def read(module: UploadedModule) -> bytes:
        content = laid_out[module.path.removeprefix(f"{ROOT}/")]
        return content if isinstance(content, bytes) else content.encode()

    observed = observe_worker(runner, examination.upload, read, examination.profile, reuse=True)
    left, right = describe(predicted.error), describe(observed.error)
    if left != right:
        return f"predicted {left}, real {right}"
    if predicted.modules != observed.modules:
        return f"{left}: predicted modules {predicted.modules}, real {observed.modules}"
    return None


def describe(error: StartupFailure | ObservedError | None) -> tuple[str | None, ...] | None:
    """The innermost frame of a syntax error is the importer's, so it does not tell the module that is broken.

    What is no exception has no frames.
    """
    if error is None:
        return None
    return (error.type, error.message, None if error.type in ("SyntaxError", PLATFORM_ERROR) else error.module)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    differences: list[str] = []
    tried = 0
    with NodeRunner(str(PYODIDE)) as runner:

        @seed(options.seed)
        @settings(max_examples=options.count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(worker_trees())
        def compare(files: Mapping[str, str]) -> None:
            nonlocal tried
            tried += 1
            difference = find_difference(runner, files)
            if difference:
                differences.append(difference)
                shown = "".join(f"--- {path}\n{text}" for path, text in files.items())
                print(f"{difference}\n{shown}", flush=True)  # noqa: T201 - the output of a command

        compare()
    print(f"{tried - len(differences)} of {tried} agree")  # noqa: T201


if __name__ == "__main__":
    main()
